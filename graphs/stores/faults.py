"""What went wrong in SQLite, said in Chinese with the way out."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from chainmap.errors import StoreError, StoreUnreachable, StoreVersionMismatch

_SAID: tuple[tuple[str, type[StoreError], str], ...] = (
    ("SQLITE_BUSY", StoreUnreachable, "正被另一个程序写入,等了 5 秒仍未轮到:请稍后再试。"),
    ("SQLITE_LOCKED", StoreUnreachable, "正被另一个程序写入:请稍后再试。"),
    ("SQLITE_FULL", StoreError, "写不下了,磁盘已满,库的内容没有改变:请腾出空间后重试。"),
    ("SQLITE_READONLY", StoreError, "只能读不能写:请检查文件和所在文件夹的权限。"),
    ("SQLITE_CANTOPEN", StoreUnreachable, "打不开:请检查路径和权限。"),
    ("SQLITE_PERM", StoreUnreachable, "打不开:请检查路径和权限。"),
    ("SQLITE_NOTADB", StoreVersionMismatch, "不是 chainmap 的库文件:请换一个文件名。"),
    ("SQLITE_CORRUPT", StoreVersionMismatch, "已损坏:请用备份恢复(chainmap restore)。"),
    ("SQLITE_IOERR", StoreUnreachable, "读写出错:请检查磁盘。"),
)


@contextmanager
def sqlite_faults(path: str) -> Iterator[None]:
    """Turns every sqlite3.Error into a StoreError that names the file; the original stays as its cause."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorname", "") or ""
        for beginning, kind, text in _SAID:
            if code.startswith(beginning):
                raise kind(f"库文件 {path} {text}") from error
        raise StoreError(f"库文件 {path} 出错({code or type(error).__name__}):请运行 chainmap doctor 检查。") from error
