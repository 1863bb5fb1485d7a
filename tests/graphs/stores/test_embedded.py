"""The SQLite file: whose it is, which version, who may read it, and what a fault within a transaction leaves behind."""

import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from chainmap.errors import StoreError, StoreUnreachable, StoreVersionMismatch
from chainmap.ports import Store
from graphs.stores import embedded_file, open_store, sql
from graphs.stores.schema import APPLICATION_ID, SCHEMA_VERSION
from graphs.testing.facts import ADIPIC_ACID, HUAFENG, MORNING, PTA, SURVEY, YEARBOOK, said


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "chainmap.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    store = open_store(f"sqlite:///{path}")
    yield store
    store.close()


def beside(path: Path) -> dict[str, bytes]:
    return {entry.name: entry.read_bytes() for entry in path.parent.iterdir()}


def change(path: Path, *texts: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for text in texts:
            connection.execute(text)


def refused(path: Path) -> str:
    """What is said of a file that is not ours or not of this version; it and its folder stay as they were."""
    before = beside(path)
    with pytest.raises(StoreVersionMismatch) as caught:
        open_store(f"sqlite:///{path}")
    assert beside(path) == before
    assert caught.value.exit_status == 3
    assert str(path) in str(caught.value)
    return str(caught.value)


def test_a_store_of_a_newer_version_is_refused(path: Path) -> None:
    open_store(f"sqlite:///{path}").close()
    change(path, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    assert "请升级 chainmap" in refused(path)


def test_a_store_of_an_older_version_is_refused(path: Path) -> None:
    open_store(f"sqlite:///{path}").close()
    change(path, f"PRAGMA user_version = {SCHEMA_VERSION - 1}")
    assert "chainmap export" in refused(path)


def test_the_database_of_another_program_is_refused(path: Path) -> None:
    change(path, "CREATE TABLE places (name TEXT)", "PRAGMA user_version = 1")
    assert "别的程序" in refused(path)
    change(path, "PRAGMA application_id = 7", "PRAGMA journal_mode = WAL")
    assert "别的程序" in refused(path)


@pytest.mark.parametrize("content", [b"PK\x03\x04 a workbook", "产品,别名\nPTA,".encode("gbk"), b"SQLite format 3\x00"])
def test_a_file_that_is_no_database_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert "不是 chainmap 的库文件" in refused(path)


def test_a_damaged_file_is_refused_and_says_how_to_repair(path: Path, store: Store) -> None:
    store.replace(YEARBOOK, said(YEARBOOK, PTA), at=MORNING)
    store.close()
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * 8000 + content[8100:])
    with (
        pytest.raises(StoreVersionMismatch, match="chainmap restore"),
        closing(open_store(f"sqlite:///{path}")) as again,
    ):
        again.snapshot()


def test_an_empty_file_becomes_a_store(path: Path) -> None:
    path.touch()
    store = open_store(f"sqlite:///{path}")
    assert store.facts().schema_version == SCHEMA_VERSION
    store.close()


def test_marks_stand_in_the_header_from_the_first_moment(path: Path) -> None:
    """So that a refusal needs no look through SQLite, which would write beside the file."""
    with closing(open_store(f"sqlite:///{path}")):
        header = path.read_bytes()[:100]
    assert int.from_bytes(header[68:72]) == APPLICATION_ID
    assert int.from_bytes(header[60:64]) == SCHEMA_VERSION


def test_tables_and_marks_come_together_or_not_at_all(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sql, "CREATE", (*sql.CREATE[:3], "CREATE TABEL", *sql.CREATE[3:]))
        with pytest.raises(StoreError, match="chainmap doctor"):
            open_store(f"sqlite:///{path}")
    assert path.read_bytes() == b""
    open_store(f"sqlite:///{path}").close()


def test_the_files_of_a_store_are_its_owners_alone(path: Path) -> None:
    before = os.umask(0)
    try:
        store = open_store(f"sqlite:///{path}")
        store.replace(YEARBOOK, said(YEARBOOK, PTA), at=MORNING)
        modes = {entry.name: stat.S_IMODE(entry.stat().st_mode) for entry in path.parent.iterdir()}
        store.close()
    finally:
        os.umask(before)
    assert modes == {"chainmap.db": 0o600, "chainmap.db-wal": 0o600, "chainmap.db-shm": 0o600}


def test_a_store_that_is_closed_leaves_one_file(path: Path, store: Store) -> None:
    store.replace(YEARBOOK, said(YEARBOOK, PTA), at=MORNING)
    store.close()
    assert [entry.name for entry in path.parent.iterdir()] == ["chainmap.db"]


@pytest.mark.parametrize("table", ["revision", "source", "statement", "name"])
def test_a_fault_within_the_transaction_changes_nothing(path: Path, store: Store, table: str) -> None:
    store.replace(YEARBOOK, said(YEARBOOK, PTA, HUAFENG), at=MORNING)
    before = store.snapshot()
    change(path, f"CREATE TRIGGER fault BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'fault'); END")
    with pytest.raises(StoreError, match="chainmap doctor"):
        store.replace(SURVEY, said(SURVEY, ADIPIC_ACID), at=MORNING)
    assert store.snapshot() == before
    assert store.search("己二酸") == ()
    change(path, "DROP TRIGGER fault")
    assert store.replace(SURVEY, said(SURVEY, ADIPIC_ACID), at=MORNING).revision == 2


def test_a_file_locked_by_another_program_is_read_on_and_not_written(
    path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.replace(YEARBOOK, said(YEARBOOK, PTA), at=MORNING)
    store.close()
    monkeypatch.setattr(embedded_file, "LOCK_WAIT_SECONDS", 0.1)
    again = open_store(f"sqlite:///{path}")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert [statement.fact for statement in again.statements()] == [PTA]
        with closing(open_store(f"sqlite:///{path}")) as opened_beside_it:
            assert [statement.fact for statement in opened_beside_it.statements()] == [PTA]
        with pytest.raises(StoreUnreachable, match="正被另一个程序写入"):
            again.replace(YEARBOOK, (), at=MORNING)
        other.execute("ROLLBACK")
    assert again.replace(YEARBOOK, (), at=MORNING).revision == 2
    again.close()


def test_every_connection_syncs_each_commit_and_enforces_references(path: Path) -> None:
    connections = embedded_file.Connections(str(path))
    with connections.borrowed() as first, connections.borrowed() as second:
        for connection in (first, second):
            found = [connection.execute(f"PRAGMA {name}").fetchone() for name in ("synchronous", "foreign_keys")]
            assert [*found, connection.execute("PRAGMA journal_mode").fetchone()] == [(2,), (1,), ("wal",)]
    connections.close()


def test_many_threads_read_one_store_and_its_connections_are_used_again(store: Store) -> None:
    store.replace(YEARBOOK, said(YEARBOOK, PTA, HUAFENG), at=MORNING)
    answers: list[int] = []

    def read() -> None:
        for _ in range(10):
            answers.append(len(store.snapshot().statements))

    for _ in range(3):
        threads = [threading.Thread(target=read) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert answers == [2] * 240
    assert store._connections._idle.qsize() <= 8  # type: ignore[attr-defined]
