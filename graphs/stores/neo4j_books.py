"""The verbs of a replacement on Neo4j, inside the transaction that holds the pen; and the chain for people to see."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from neo4j import ManagedTransaction

import graphs.stores.cypher as cypher
from chainmap.statements import Source
from graphs.stores.picture import Arrow, Name, Node, arrows_of, change_in_support, names_of, nodes_of
from graphs.stores.records import Record
from graphs.stores.replacement import Step
from graphs.stores.schema import Label, Link

BATCH = 2000
"""Rows a query; 1,000 to 5,000 are equally fast, more are slower."""

Given = dict[str, str | int | None]


def mark(*texts: str) -> str:
    """A short digest to look a long text up by: Neo4j refuses to index what is longer than 8 kB."""
    return hashlib.blake2b("\x1f".join(texts).encode(), digest_size=16).hexdigest()


def records(transaction: ManagedTransaction, text: str, given: Given) -> tuple[Record, ...]:
    return tuple(Record(*row) for row in transaction.run(text, given).values())


def sources(transaction: ManagedTransaction, revision: int) -> tuple[Source, ...]:
    rows = transaction.run(cypher.SOURCES, revision=revision).values()
    return tuple(Source.model_validate({"id": id_, "title": title, "rank": rank}) for id_, title, rank in sorted(rows))


Counted = TypeVar("Counted", tuple[str, int, str], tuple[str, int, str, str, str, int])


class Books:
    """Takes the pen as it is made: until its transaction ends, every other writer waits."""

    def __init__(self, transaction: ManagedTransaction) -> None:
        self._transaction = transaction
        (self._last,) = transaction.run(cypher.TAKE_PEN).single(strict=True)

    def last_number(self) -> int:
        return int(self._last)

    def standing_sources(self) -> tuple[Source, ...]:
        return sources(self._transaction, self.last_number())

    def standing_records(self, source: str) -> tuple[Record, ...]:
        given: Given = {"source": source, "source_mark": mark(source), "kind": None, "revision": self.last_number()}
        return records(self._transaction, cypher.STATEMENTS_OF_SOURCE, given)

    def standing_digests(self) -> Iterable[str]:
        (digests,) = self._transaction.run(cypher.STANDING_DIGESTS).single(strict=True)
        return tuple(map(str, digests))

    def move(self, records: tuple[Record, ...]) -> None:
        self._run(cypher.MOVE_STATEMENTS, ((record.digest, record.body) for record in records))

    def take(self, step: Step) -> None:
        number, source = step.revision.number, step.revision.source
        self._transaction.run(cypher.ADD_REVISION, row=step.revision.model_dump()).consume()
        if step.before != step.after:
            self._take_source(step)
        self._run(cypher.WITHDRAW_STATEMENTS, ((record.digest,) for record in step.withdrawn), {"revision": number})
        self._run(
            cypher.ADD_STATEMENTS,
            ((said.kind, r.key, mark(r.key), r.digest, r.body) for r, said in step.added.items()),
            {"source": source, "source_mark": mark(source), "revision": number},
        )
        self._draw(step)
        self._transaction.run(cypher.WRITTEN, revision=number).consume()

    def _take_source(self, step: Step) -> None:
        given: Given = {"source_mark": mark(step.revision.source), "revision": step.revision.number}
        if step.before is not None:
            self._transaction.run(cypher.WITHDRAW_SOURCE, given).consume()
        if step.after is not None:
            self._transaction.run(cypher.ADD_SOURCE, {**given, **step.after.model_dump(mode="json")}).consume()

    def _draw(self, step: Step) -> None:
        """Names, things and links live while a standing statement supports them: their counts rise and fall with it."""
        added, withdrawn = tuple(step.added.values()), tuple(step.withdrawn.values())
        names = _name_rows(change_in_support(names_of, added=added, withdrawn=withdrawn))
        things = _thing_rows(change_in_support(nodes_of, added=added, withdrawn=withdrawn))
        links = _link_rows(change_in_support(arrows_of, added=added, withdrawn=withdrawn))
        self._run(cypher.COUNT_NAMES, names)
        self._run(cypher.FORGET_NAMES, _falling(names))
        for label, rows in things.items():
            self._run(cypher.COUNT_THINGS[label], rows)
        for link, rows in links.items():
            self._run(cypher.COUNT_LINKS[link], rows)
            self._run(cypher.FORGET_LINKS[link], _falling(rows))
        for label, rows in things.items():
            self._run(cypher.FORGET_THINGS[label], _falling(rows))

    def _run(self, text: str, rows: Iterable[Sequence[str | int]], given: Given | None = None) -> None:
        """In batches of tuples: the driver spends most of its time on the keys of maps."""
        remaining = iter(rows)
        while batch := list(islice(remaining, BATCH)):
            self._transaction.run(text, {**(given or {}), "rows": batch}).consume()


def _name_rows(change: Mapping[Name, int]) -> list[tuple[str, int, str, str, str, int]]:
    return sorted(
        (mark(name.kind, name.name), by, name.kind, name.name, name.key, len(name.name)) for name, by in change.items()
    )


def _thing_rows(change: Mapping[Node, int]) -> dict[Label, list[tuple[str, int, str]]]:
    return {
        label: sorted((node.id, by, node.name) for node, by in change.items() if node.label is label)
        for label in cypher.THINGS
    }


def _link_rows(change: Mapping[Arrow, int]) -> dict[Link, list[tuple[str, int, str]]]:
    rows: dict[Link, list[tuple[str, int, str]]] = {link: [] for link in Link}
    for arrow, by in change.items():
        tail, head = arrow.ends
        rows[arrow.link].append((tail.id, by, head.id))
    return {link: sorted(found) for link, found in rows.items()}


def _falling(rows: Iterable[Counted]) -> list[Counted]:
    return [row for row in rows if row[1] < 0]
