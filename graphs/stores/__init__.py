"""Two stores behind one door: `open_store` takes a URL and answers with what `chainmap.ports.Store` promises."""

import re
from urllib.parse import SplitResult, urlsplit

from pydantic import SecretStr

from chainmap.errors import UsageError
from chainmap.ports import Store
from graphs.stores.embedded import EmbeddedStore

DEFAULT_STORE = "sqlite:///chainmap.db"
"""Without any setting: a file in the current folder."""
USER_VARIABLE = "CHAINMAP_NEO4J_USER"
PASSWORD_VARIABLE = "CHAINMAP_NEO4J_PASSWORD"  # noqa: S105 the name of the variable, not a password

_SQLITE = "sqlite:///"
_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
_DATABASE = re.compile(r"[A-Za-z][A-Za-z0-9.-]{2,62}")
_DEFAULT_DATABASE = "neo4j"
_DEFAULT_PORT = 7687


def open_store(
    url: str = DEFAULT_STORE, *, user: str | None = None, password: SecretStr | None = None, create: bool = True
) -> Store:
    """The store that `url` names: `sqlite:///PATH`, or `neo4j://HOST:7687/DATABASE` and its kin.

    An absent store is made, unless `create` is False. Raises UsageError for a URL that names no store (user and
    password in it are refused and never repeated), StoreUnreachable, StoreDenied and StoreVersionMismatch.
    """
    if url.startswith(_SQLITE):
        return _embedded(url.removeprefix(_SQLITE), create=create)
    parts = _server(url)
    from graphs.stores.neo4j_store import Neo4jStore  # imported when needed: the driver costs 0.2 s

    return Neo4jStore(
        uri=f"{parts.scheme}://{_host(parts)}:{parts.port or _DEFAULT_PORT}",
        database=parts.path.strip("/") or _DEFAULT_DATABASE,
        user=user,
        password=password,
        create=create,
    )


def _embedded(path: str, *, create: bool) -> Store:
    if not path or "\x00" in path:
        raise UsageError("库地址里没有文件名:请写成 sqlite:///chainmap.db。")
    return EmbeddedStore(path, create=create)


def _server(url: str) -> SplitResult:
    """The parts of a server's URL; no message repeats any of it before it is known to hold no password."""
    if "@" in url:
        raise UsageError(f"库地址里不能写用户名和密码:请用环境变量 {USER_VARIABLE} 和 {PASSWORD_VARIABLE}。")
    way_out = "请写成 sqlite:///文件名 或 neo4j://主机:7687/数据库。"
    try:
        parts = urlsplit(url)
        known = parts.scheme in _SCHEMES and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        raise UsageError(f"看不懂库地址:{way_out}") from None
    if not known or parts.query or parts.fragment:
        raise UsageError(f"看不懂库地址:{way_out}")
    if parts.path.strip("/") and not _DATABASE.fullmatch(parts.path.strip("/")):
        raise UsageError(f"库地址里的数据库名不对:{way_out}")
    return parts


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    return f"[{host}]" if ":" in host else host
