"""The verbs of a replacement on Neo4j, inside the transaction that holds the pen; and the chain for people to see."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from operator import attrgetter

from neo4j import ManagedTransaction

from chainmap.statements import Source
from graphs.stores import cypher
from graphs.stores.picture import Arrow, Name, Node, arrows_of, change_in_support, names_of, nodes_of
from graphs.stores.records import Record
from graphs.stores.replacement import Step
from graphs.stores.schema import Label, Link

BATCH = 2000
"""Rows a query; 1,000 to 5,000 are equally fast, more are slower."""

Row = Mapping[str, object]


def mark(*texts: str) -> str:
    """A short digest to look a long text up by: Neo4j refuses to index what is longer than 8 kB."""
    return hashlib.blake2b("\x1f".join(texts).encode(), digest_size=16).hexdigest()


def records(transaction: ManagedTransaction, text: str, **given: object) -> tuple[Record, ...]:
    """Statements in the order of `order_of`; sorted here, because the server sorts some rare characters differently."""
    rows = transaction.run(text, given).values()
    return tuple(sorted((Record(*row) for row in rows), key=attrgetter("kind", "key", "source", "digest")))


def sources(transaction: ManagedTransaction, revision: int) -> tuple[Source, ...]:
    rows = transaction.run(cypher.SOURCES, revision=revision).values()
    return tuple(Source.model_validate({"id": id_, "title": title, "rank": rank}) for id_, title, rank in sorted(rows))


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
        given = {"source": source, "source_mark": mark(source), "kind": None, "revision": self.last_number()}
        return records(self._transaction, cypher.STATEMENTS_OF_SOURCE, **given)

    def standing_digests(self) -> Iterable[str]:
        (digests,) = self._transaction.run(cypher.STANDING_DIGESTS).single(strict=True)
        return tuple(map(str, digests))

    def move(self, records: tuple[Record, ...]) -> None:
        self._run(cypher.MOVE_STATEMENTS, ({"digest": record.digest, "body": record.body} for record in records))

    def take(self, step: Step) -> None:
        number = step.revision.number
        self._transaction.run(cypher.ADD_REVISION, row=step.revision.model_dump()).consume()
        if step.before != step.after:
            self._take_source(step, number)
        self._run(
            cypher.WITHDRAW_STATEMENTS,
            ({"digest": record.digest, "withdrawn_in": number} for record in step.withdrawn),
        )
        self._run(cypher.ADD_STATEMENTS, (_properties(record, number) for record in step.added))
        self._draw(step)
        self._transaction.run(cypher.WRITTEN, revision=number).consume()

    def _take_source(self, step: Step, number: int) -> None:
        if step.before is not None:
            given = {"source_mark": mark(step.before.id), "revision": number}
            self._transaction.run(cypher.WITHDRAW_SOURCE, given).consume()
        if step.after is not None:
            row = {**step.after.model_dump(mode="json"), "source_mark": mark(step.after.id), "added_in": number}
            self._transaction.run(cypher.ADD_SOURCE, row=row).consume()

    def _draw(self, step: Step) -> None:
        """Names, nodes and links live while a standing statement supports them: their counts rise and fall with it."""
        said = {"added": step.added.values(), "withdrawn": step.withdrawn.values()}
        nodes = _node_rows(change_in_support(nodes_of, **said)) | _name_rows(change_in_support(names_of, **said))
        links = _link_rows(change_in_support(arrows_of, **said))
        for label, rows in nodes.items():
            self._run(cypher.COUNT_NODES[label], rows)
        for link, rows in links.items():
            self._run(cypher.COUNT_LINKS[link], rows)
        for link, rows in links.items():
            self._run(cypher.FORGET_LINKS[link], _falling(rows))
        for label, rows in nodes.items():
            self._run(cypher.FORGET_NODES[label], _falling(rows))

    def _run(self, text: str, rows: Iterable[Row]) -> None:
        remaining = iter(rows)
        while batch := list(islice(remaining, BATCH)):
            self._transaction.run(text, rows=batch).consume()


def _properties(record: Record, revision: int) -> Row:
    return {
        "kind": record.kind,
        "key": record.key,
        "key_mark": mark(record.key),
        "source": record.source,
        "source_mark": mark(record.source),
        "digest": record.digest,
        "body": record.body,
        "added_in": revision,
    }


def _node_rows(change: Mapping[Node, int]) -> dict[Label, list[Row]]:
    rows: dict[Label, list[Row]] = {}
    for node, by in sorted(change.items(), key=lambda item: (item[0].id, item[0].name)):
        rows.setdefault(node.label, []).append(
            {"id": node.id, "change": by, "made": {"id": node.id, "name": node.name}}
        )
    return rows


def _name_rows(change: Mapping[Name, int]) -> dict[Label, list[Row]]:
    rows: list[Row] = []
    for name, by in sorted(change.items(), key=lambda item: (item[0].kind, item[0].name)):
        id_ = mark(name.kind, name.name)
        made = {"id": id_, "kind": name.kind, "name": name.name, "key": name.key, "length": len(name.name)}
        rows.append({"id": id_, "change": by, "made": made})
    return {Label.NAME: rows} if rows else {}


def _link_rows(change: Mapping[Arrow, int]) -> dict[Link, list[Row]]:
    rows: dict[Link, list[Row]] = {}
    for arrow, by in sorted(change.items(), key=lambda item: (item[0].tail, item[0].head)):
        tail, head = arrow.ends
        rows.setdefault(arrow.link, []).append({"tail": tail.id, "head": head.id, "change": by})
    return rows


def _falling(rows: Iterable[Row]) -> Iterator[Row]:
    return (row for row in rows if isinstance(by := row["change"], int) and by < 0)
