"""The file of the embedded store and the connections to it: is it ours, of this version, and who may read it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, LifoQueue
from threading import Lock

import graphs.stores.sql as sql
from chainmap.errors import StoreUnreachable, StoreVersionMismatch, UsageError
from graphs.stores.schema import APPLICATION_ID, SCHEMA_VERSION

IN_MEMORY = ":memory:"
LOCK_WAIT_SECONDS = 5.0
_MAGIC = b"SQLite format 3\x00"
_HEADER_BYTES = 100


def checked_file(path: Path, *, create: bool) -> None:
    """Returns where `path` may be opened; a new file is made, readable by its owner alone.

    The header is read as bytes, before SQLite touches the file: what is refused stays as it was, byte for byte.
    """
    try:
        if not path.exists():
            _make(path, create=create)
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except (OSError, ValueError) as error:
        raise StoreUnreachable(f"库文件 {path} 打不开({_reason(error)}):请检查路径和权限。") from error
    if header:
        _check_header(path, header)


def _make(path: Path, *, create: bool) -> None:
    if not create:
        raise StoreUnreachable(f"没有库文件 {path}:请先运行 chainmap demo 或 chainmap init,或用 --store 指明另一个。")
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return  # somebody else made it just now


def _reason(error: Exception) -> str:
    match error:
        case IsADirectoryError():
            return "它是文件夹"
        case FileNotFoundError():
            return "所在文件夹不存在"
        case PermissionError():
            return "没有权限"
        case _:
            return type(error).__name__


def _check_header(path: Path, header: bytes) -> None:
    """Application id and schema version stand in the header from the first transaction on and never change."""
    if not header.startswith(_MAGIC) or len(header) < _HEADER_BYTES:
        raise StoreVersionMismatch(f"文件 {path} 不是 chainmap 的库文件:请换一个文件名,它没有被改动。")
    version, application = int.from_bytes(header[60:64]), int.from_bytes(header[68:72])
    if application == 0 and Path(f"{path}-journal").exists():
        return  # killed while it was made: SQLite rolls back to an empty file, `Connections` looks again
    _check_marks(path, application=application, version=version)


def _check_marks(path: Path | str, *, application: int, version: int) -> None:
    if application != APPLICATION_ID:
        raise StoreVersionMismatch(f"文件 {path} 是别的程序的数据库:请换一个文件名,它没有被改动。")
    if version > SCHEMA_VERSION:
        raise StoreVersionMismatch(
            f"库文件 {path} 由更新的 chainmap 写成(格式 {version},本程序用 {SCHEMA_VERSION}):"
            "请升级 chainmap;它没有被改动。"
        )
    if version < SCHEMA_VERSION:
        raise StoreVersionMismatch(
            f"库文件 {path} 由旧的 chainmap 写成(格式 {version},本程序用 {SCHEMA_VERSION}):"
            "请用旧程序导出(chainmap export),再导入一个新库;它没有被改动。"
        )


class Connections:
    """Connections to one file, lent to one thread at a time and kept for the next; in memory there is only one."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._closed = False
        self._lock = Lock()
        self._idle: LifoQueue[sqlite3.Connection] = LifoQueue()
        connection = self._connect()
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
        self._idle.put(connection)

    @contextmanager
    def borrowed(self) -> Iterator[sqlite3.Connection]:
        connection = self._borrow()
        try:
            yield connection
        finally:
            self._give_back(connection)

    def close(self) -> None:
        with self._lock:
            self._closed = True
            while not self._idle.empty():
                self._idle.get_nowait().close()

    def _borrow(self) -> sqlite3.Connection:
        if self._closed:
            raise UsageError("库已经关闭:请重新打开。")
        try:
            if self._path == IN_MEMORY:
                return self._idle.get(timeout=LOCK_WAIT_SECONDS)
            return self._idle.get_nowait()
        except Empty:
            if self._path == IN_MEMORY:
                raise StoreUnreachable("内存中的库正忙:请稍后再试。") from None
            return self._connect()

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            if self._closed:
                connection.close()
            else:
                self._idle.put(connection)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, timeout=LOCK_WAIT_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.execute(sql.ENFORCE_REFERENCES)
        connection.execute(sql.SYNC_EVERY_COMMIT)
        return connection


def _prepare(connection: sqlite3.Connection, path: str) -> None:
    """Makes the tables where there are none. A store that has them is opened beside a writer at work."""
    (tables,) = connection.execute(sql.TABLE_COUNT).fetchone()
    if tables == 0:
        _create_tables(connection)
    application, version = connection.execute(sql.MARKS).fetchone()
    _check_marks(path, application=application, version=version)
    connection.execute(sql.WRITE_AHEAD)


def _create_tables(connection: sqlite3.Connection) -> None:
    """In one transaction: a file has all tables and both marks, or none."""
    connection.execute(sql.BEGIN_WRITING)
    try:
        (tables,) = connection.execute(sql.TABLE_COUNT).fetchone()
        for text in sql.CREATE if tables == 0 else ():  # another program may have been faster
            connection.execute(text)
        connection.execute(sql.COMMIT)
    except BaseException:
        if connection.in_transaction:
            connection.execute(sql.ROLLBACK)
        raise
