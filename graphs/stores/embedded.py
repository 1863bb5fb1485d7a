"""The embedded store: one SQLite file, standard library only; many readers and one writer at a time.

A replacement is one transaction, synced to disk before it returns. Statements carry the revision that added and the
one that withdrew them, so the content after any revision is a plain selection.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import graphs.stores.sql as sql
from chainmap.errors import UsageError
from chainmap.names import name_key
from chainmap.ports import Change, NameHit, Revision, Snapshot, StoreFacts
from chainmap.statements import Source, Statement
from graphs.stores.embedded_file import IN_MEMORY, Connections, checked_file
from graphs.stores.faults import sqlite_faults
from graphs.stores.picture import Name, change_in_support, names_of
from graphs.stores.records import Record, is_broken, recorded, restored
from graphs.stores.replacement import EMPTY_VERSION, Step, checked_moment, replace_within
from graphs.stores.schema import SCHEMA_VERSION


class EmbeddedStore:
    """A store in the file `path`, or in memory. Threads may share it; `close` ends it for all of them."""

    def __init__(self, path: str, *, create: bool = True) -> None:
        self._path = path
        if path != IN_MEMORY:
            checked_file(Path(path), create=create)
        with sqlite_faults(path):
            self._connections = Connections(path)

    def version(self) -> str:
        with self._reading() as connection:
            return _last(connection)[1]

    def sources(self) -> tuple[Source, ...]:
        with self._reading() as connection:
            return _sources(connection, _last(connection)[0])

    def snapshot(self, *, revision: int | None = None) -> Snapshot:
        with self._reading() as connection:
            number, version = _last(connection) if revision is None else _numbered(connection, revision)
            sources = _sources(connection, number)
            rows = connection.execute(sql.SNAPSHOT, {"revision": number}).fetchall()
        return Snapshot(version=version, sources=sources, statements=_statements(rows))

    def statements(
        self, *, kind: str | None = None, key: str | None = None, source: str | None = None
    ) -> tuple[Statement, ...]:
        given = {"kind": kind, "key": key, "source": source}
        if any(text is not None and is_broken(text) for text in given.values()):
            return ()
        with self._reading() as connection:
            if key is not None:
                rows = connection.execute(sql.STANDING_ABOUT, given).fetchall()
            elif source is not None:
                rows = connection.execute(sql.STANDING_OF_SOURCE, given).fetchall()
            elif kind is not None:
                rows = connection.execute(sql.STANDING_OF_KIND, given).fetchall()
            else:
                rows = connection.execute(sql.STANDING).fetchall()
        return _statements(rows)

    def search(self, text: str, *, limit: int = 20) -> tuple[NameHit, ...]:
        key = name_key(text)
        if not key or is_broken(key):
            return ()
        with self._reading() as connection:
            rows = connection.execute(sql.SEARCH, {"key": key, "limit": max(limit, 0)}).fetchall()
        return tuple(NameHit(kind=kind, name=name) for kind, name in rows)

    def revisions(self, *, since: int = 0) -> tuple[Revision, ...]:
        with self._reading() as connection:
            rows = connection.execute(sql.REVISIONS, {"since": since}).fetchall()
        return tuple(
            Revision(number=number, at=at, source=source, added=added, withdrawn=withdrawn, version=version)
            for number, at, source, added, withdrawn, version in rows
        )

    def replace(self, source: Source, statements: Iterable[Statement], *, at: datetime) -> Change:
        moment, stated = checked_moment(at), recorded(source, statements)
        with self._transaction(sql.BEGIN_WRITING) as connection:
            return replace_within(_Books(connection), source, stated, at=moment)

    def facts(self) -> StoreFacts:
        with self._reading() as connection:
            statements, sources, revisions = connection.execute(sql.COUNTS).fetchone()
        return StoreFacts(
            url=f"sqlite:///{self._path}",
            backend="sqlite",
            server=f"SQLite {sqlite3.sqlite_version}",
            schema_version=SCHEMA_VERSION,
            statements=statements,
            sources=sources,
            revisions=revisions,
        )

    def close(self) -> None:
        self._connections.close()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._transaction(sql.BEGIN_READING) as connection:
            yield connection

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        with sqlite_faults(self._path), self._connections.borrowed() as connection:
            connection.execute(begin)
            try:
                yield connection
                connection.execute(sql.COMMIT)
            except BaseException:
                if connection.in_transaction:
                    connection.execute(sql.ROLLBACK)
                raise


class _Books:
    """The verbs of a replacement, on the connection that holds the write lock."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def last_number(self) -> int:
        return _last(self._connection)[0]

    def standing_sources(self) -> tuple[Source, ...]:
        return _sources(self._connection, self.last_number())

    def standing_records(self, source: str) -> tuple[Record, ...]:
        given = {"source": source, "kind": None}
        return tuple(Record(*row) for row in self._connection.execute(sql.STANDING_OF_SOURCE, given))

    def standing_digests(self) -> Iterator[str]:
        return (digest for (digest,) in self._connection.execute(sql.STANDING_DIGESTS))

    def move(self, records: tuple[Record, ...]) -> None:
        self._connection.executemany(sql.MOVE_STATEMENT, ({"digest": r.digest, "body": r.body} for r in records))

    def take(self, step: Step) -> None:
        number = step.revision.number
        self._connection.execute(sql.ADD_REVISION, step.revision.model_dump())
        if step.before != step.after:
            self._take_source(step, number)
        self._connection.executemany(
            sql.WITHDRAW_STATEMENT, ({"digest": record.digest, "revision": number} for record in step.withdrawn)
        )
        rows = ({**_columns(record, said), "revision": number} for record, said in step.added.items())
        self._connection.executemany(sql.ADD_STATEMENT, rows)
        self._count_names(step)

    def _take_source(self, step: Step, number: int) -> None:
        if step.before is not None:
            self._connection.execute(sql.WITHDRAW_SOURCE, {"id": step.before.id, "revision": number})
        if step.after is not None:
            self._connection.execute(sql.ADD_SOURCE, {**step.after.model_dump(mode="json"), "revision": number})

    def _count_names(self, step: Step) -> None:
        change = change_in_support(names_of, added=step.added.values(), withdrawn=step.withdrawn.values())
        gained = ({**_name_columns(name), "change": by} for name, by in change.items() if by > 0)
        lost = ({"kind": name.kind, "name": name.name, "change": by} for name, by in change.items() if by < 0)
        self._connection.executemany(sql.COUNT_NAME, gained)
        self._connection.executemany(sql.UNCOUNT_NAME, lost)
        self._connection.execute(sql.FORGET_NAMES)


def _last(connection: sqlite3.Connection) -> tuple[int, str]:
    row: tuple[int, str] | None = connection.execute(sql.LAST_REVISION).fetchone()
    return row or (0, EMPTY_VERSION)


def _numbered(connection: sqlite3.Connection, revision: int) -> tuple[int, str]:
    row: tuple[int, str] | None = connection.execute(sql.REVISION_NUMBERED, {"revision": revision}).fetchone()
    if row is None and revision != 0:
        raise UsageError(f"没有第 {revision} 次修改:现有 0 到 {_last(connection)[0]}。")
    return row or (0, EMPTY_VERSION)


def _sources(connection: sqlite3.Connection, revision: int) -> tuple[Source, ...]:
    rows = connection.execute(sql.SOURCES, {"revision": revision})
    return tuple(Source.model_validate({"id": id_, "title": title, "rank": rank}) for id_, title, rank in rows)


def _statements(rows: Iterable[tuple[str, str, str]]) -> tuple[Statement, ...]:
    return restored(Record(*row) for row in rows)


def _name_columns(name: Name) -> dict[str, str | int]:
    return {"kind": name.kind, "name": name.name, "key": name.key, "length": len(name.name)}


def _columns(record: Record, statement: Statement) -> dict[str, str]:
    return {
        "kind": statement.kind,
        "key": record.key,
        "source": statement.evidence.source,
        "digest": record.digest,
        "body": record.body,
    }
