"""The Neo4j store: the same promises as the embedded one, kept by a server, and the chain as nodes and links to see.

Neo4j reads what is committed, and applies a commit piece by piece. So readers never look at the newest revision but
at the newest published one: a writer writes a revision in one transaction and moves that pointer in a second.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from neo4j import ManagedTransaction, unit_of_work
from pydantic import SecretStr

import graphs.stores.cypher as cypher
from chainmap.errors import UsageError
from chainmap.names import name_key
from chainmap.ports import Change, NameHit, Revision, Snapshot, StoreFacts
from chainmap.statements import Source, Statement, order_of
from graphs.stores.neo4j_books import Books, mark, records, sources
from graphs.stores.neo4j_faults import neo4j_faults
from graphs.stores.neo4j_server import Server, publish
from graphs.stores.records import Record, is_broken, recorded, restored
from graphs.stores.replacement import EMPTY_VERSION, checked_moment, replace_within
from graphs.stores.schema import SCHEMA_VERSION

READ_SECONDS = 60.0
WRITE_SECONDS = 600.0
"""Ends a query that its client has forgotten, so that no lock is held for ever."""

Answer = TypeVar("Answer")


class Neo4jStore:
    """A store in one database of a Neo4j server. Threads may share it; `close` ends it for all of them."""

    def __init__(
        self, *, uri: str, database: str, user: str | None, password: SecretStr | None, create: bool = True
    ) -> None:
        self._server = Server(uri, database, user=user, password=password)
        try:
            with neo4j_faults(self._server.address):
                self._product = self._server.prepare(create=create)
        except BaseException:
            self._server.close()
            raise

    def version(self) -> str:
        return self._read(_published)[1]

    def sources(self) -> tuple[Source, ...]:
        return self._read(lambda transaction: sources(transaction, _published(transaction)[0]))

    def snapshot(self, *, revision: int | None = None) -> Snapshot:
        def work(transaction: ManagedTransaction) -> tuple[str, tuple[Source, ...], tuple[Record, ...]]:
            number, version = _published(transaction)
            if revision is not None:
                number, version = _numbered(transaction, revision, last=number)
            return version, sources(transaction, number), records(transaction, cypher.STATEMENTS, {"revision": number})

        version, said_by, rows = self._read(work)
        return Snapshot(version=version, sources=said_by, statements=_ordered(rows))

    def statements(
        self, *, kind: str | None = None, key: str | None = None, source: str | None = None
    ) -> tuple[Statement, ...]:
        if any(text is not None and is_broken(text) for text in (kind, key, source)):
            return ()

        def work(transaction: ManagedTransaction) -> tuple[Record, ...]:
            given: dict[str, str | int | None] = {"kind": kind, "key": key, "source": source}
            given["revision"], _ = _published(transaction)
            if key is not None:
                return records(transaction, cypher.STATEMENTS_ABOUT, {**given, "key_mark": mark(key)})
            if source is not None:
                return records(transaction, cypher.STATEMENTS_OF_SOURCE, {**given, "source_mark": mark(source)})
            if kind is not None:
                return records(transaction, cypher.STATEMENTS_OF_KIND, given)
            return records(transaction, cypher.STATEMENTS, given)

        return _ordered(self._read(work))

    def search(self, text: str, *, limit: int = 20) -> tuple[NameHit, ...]:
        key = name_key(text)
        if not key or is_broken(key):
            return ()
        given = {"key": key, "limit": max(limit, 0)}
        rows = self._read(lambda transaction: transaction.run(cypher.SEARCH, given).values())
        return tuple(NameHit(kind=kind, name=name) for kind, name in rows)

    def revisions(self, *, since: int = 0) -> tuple[Revision, ...]:
        def work(transaction: ManagedTransaction) -> list[list[object]]:
            given = {"since": since, "revision": _published(transaction)[0]}
            return transaction.run(cypher.REVISIONS, given).values()

        return tuple(_revision(row) for row in self._read(work))

    def replace(self, source: Source, statements: Iterable[Statement], *, at: datetime) -> Change:
        moment, stated = checked_moment(at), recorded(source, statements)

        @unit_of_work(timeout=WRITE_SECONDS)
        def work(transaction: ManagedTransaction) -> Change:
            return replace_within(Books(transaction), source, stated, at=moment)

        with neo4j_faults(self._server.address), self._server.writing() as session:
            change = session.execute_write(work)
            session.execute_write(publish)
        return change

    def facts(self) -> StoreFacts:
        def work(transaction: ManagedTransaction) -> tuple[int, int, int]:
            number, _ = _published(transaction)
            (statements,) = transaction.run(cypher.COUNTS, revision=number).single(strict=True)
            return statements, len(sources(transaction, number)), number

        statements, said_by, revisions = self._read(work)
        return StoreFacts(
            url=self._server.url,
            backend="neo4j",
            server=self._product,
            schema_version=SCHEMA_VERSION,
            statements=statements,
            sources=said_by,
            revisions=revisions,
        )

    def close(self) -> None:
        self._server.close()

    def _read(self, work: Callable[[ManagedTransaction], Answer]) -> Answer:
        with neo4j_faults(self._server.address), self._server.reading() as session:
            return session.execute_read(unit_of_work(timeout=READ_SECONDS)(work))


def _ordered(rows: tuple[Record, ...]) -> tuple[Statement, ...]:
    """Sorted here, because a server sorts some rare characters differently."""
    return tuple(sorted(restored(rows), key=order_of))


def _published(transaction: ManagedTransaction) -> tuple[int, str]:
    number, version = transaction.run(cypher.PUBLISHED).single(strict=True)
    return (number, version) if number else (0, EMPTY_VERSION)


def _numbered(transaction: ManagedTransaction, revision: int, *, last: int) -> tuple[int, str]:
    if not 0 <= revision <= last:
        raise UsageError(f"没有第 {revision} 次修改:现有 0 到 {last}。")
    if revision == 0:
        return 0, EMPTY_VERSION
    number, version = transaction.run(cypher.REVISION_NUMBERED, revision=revision).single(strict=True)
    return number, version


def _revision(row: Sequence[object]) -> Revision:
    number, at, source, added, withdrawn, version = row
    return Revision.model_validate(
        {"number": number, "at": at, "source": source, "added": added, "withdrawn": withdrawn, "version": version}
    )
