"""A Neo4j server and its one database: how it is reached, and whether what it holds is ours and of this version."""

import logging
import re
from enum import Enum
from typing import Any

from neo4j import READ_ACCESS, WRITE_ACCESS, Driver, GraphDatabase, ManagedTransaction, Session
from pydantic import SecretStr

import graphs.stores.cypher as cypher
from chainmap.errors import StoreDenied, StoreUnreachable, StoreVersionMismatch, UsageError
from graphs.stores.schema import SCHEMA_VERSION

OLDEST_SERVER = (5, 26)
CONNECT_SECONDS = 3.0
RETRY_SECONDS = 1.5
"""A server that is down is given up after both together, below five seconds."""
NOTICES: dict[str, Any] = {"notifications_min_severity": "OFF"}
"""What the server remarks on our queries is for us, not for users; tests replace this and fail on deprecations."""


class State(Enum):
    """What a database holds. UNPUBLISHED: a writer was killed after its revision, before readers were shown it."""

    EMPTY = "empty"
    OURS = "ours"
    UNPUBLISHED = "unpublished"


class Server:
    """A driver bound to one database; safe to share between threads."""

    def __init__(self, uri: str, database: str, *, user: str | None, password: SecretStr | None) -> None:
        _quieten_driver()
        self.address = uri.split("://")[1]
        self.database = database
        self.url = f"{uri}/{database}"
        self._closed = False
        self._driver = _driver(uri, self.address, user=user, password=password)

    def reading(self) -> Session:
        return self._session(READ_ACCESS)

    def writing(self) -> Session:
        return self._session(WRITE_ACCESS)

    def close(self) -> None:
        self._closed = True
        self._driver.close()

    def _session(self, access: str) -> Session:
        if self._closed:
            raise UsageError("库已经关闭:请重新打开。")
        return self._driver.session(database=self.database, default_access_mode=access)

    def prepare(self, *, create: bool) -> str:
        """Name of the server, once its database is known to be ours; an empty one is made ours if `create`."""
        self._driver.verify_connectivity()  # one attempt, and not the retries of a transaction
        with self.reading() as session:
            server = session.execute_read(self._checked_server)
            state = session.execute_read(self._checked_state)
        if state is State.EMPTY:
            if not create:
                raise StoreUnreachable(f"数据库 {self.url} 还是空的:请先运行 chainmap demo 或 chainmap init。")
            self._make()
        elif state is State.UNPUBLISHED:
            with self.writing() as session:
                session.execute_write(publish)
        return server

    def _checked_server(self, transaction: ManagedTransaction) -> str:
        record = transaction.run(cypher.SERVER).single(strict=True)
        version, edition = str(record[0]), str(record[1])
        numbers = re.match(r"(\d+)\.(\d+)", version)
        if numbers and (int(numbers[1]), int(numbers[2])) < OLDEST_SERVER:
            raise StoreVersionMismatch(
                f"Neo4j 服务器 {self.address} 的版本是 {version}:请升级到 5.26 LTS 或更新的版本。"
            )
        return f"Neo4j {version} {edition}"

    def _checked_state(self, transaction: ManagedTransaction) -> State:
        """What is neither empty nor ours of this version is refused and left as it is."""
        head = transaction.run(cypher.HEAD).single()
        if head is None:
            (nodes,) = transaction.run(cypher.NODE_COUNT).single(strict=True)
            if nodes:
                raise StoreVersionMismatch(
                    f"数据库 {self.url} 里已有别的内容({nodes} 个节点):请换一个空的数据库,它没有被改动。"
                )
            return State.EMPTY
        if head[0] != SCHEMA_VERSION:
            way_out = "升级 chainmap" if (head[0] or 0) > SCHEMA_VERSION else "用旧程序导出,再导入一个空的数据库"
            raise StoreVersionMismatch(
                f"数据库 {self.url} 由另一版 chainmap 写成(格式 {head[0]},本程序用 {SCHEMA_VERSION}):请{way_out};"
                "它没有被改动。"
            )
        return State.OURS if head[1] == head[2] else State.UNPUBLISHED

    def _make(self) -> None:
        """Constraints before the first write, then the head; killed in between, the next opening goes on."""
        with self.writing() as session:
            session.execute_write(_make_constraints)
            session.execute_write(lambda transaction: transaction.run(cypher.AWAIT_INDEXES).consume())
            session.execute_write(_make_head)


def publish(transaction: ManagedTransaction) -> None:
    """Shows readers what is written; waits until a writer of the moment is done."""
    transaction.run(cypher.PUBLISH).consume()


def _driver(uri: str, address: str, *, user: str | None, password: SecretStr | None) -> Driver:
    if (user is None) != (password is None):
        raise StoreDenied(
            f"Neo4j 服务器 {address}:用户名和密码要一起给,"
            "请设置环境变量 CHAINMAP_NEO4J_USER 和 CHAINMAP_NEO4J_PASSWORD。"
        )
    return GraphDatabase.driver(
        uri,
        auth=(user, password.get_secret_value()) if user is not None and password is not None else None,
        connection_timeout=CONNECT_SECONDS,
        connection_acquisition_timeout=CONNECT_SECONDS,
        max_transaction_retry_time=RETRY_SECONDS,
        telemetry_disabled=True,
        user_agent="chainmap",
        **NOTICES,
    )


def _make_constraints(transaction: ManagedTransaction) -> None:
    for text in cypher.CONSTRAINTS:
        transaction.run(text).consume()


def _make_head(transaction: ManagedTransaction) -> None:
    transaction.run(cypher.MAKE_HEAD, schema_version=SCHEMA_VERSION).consume()


def _quieten_driver() -> None:
    """At DEBUG the driver prints parameters, which hold what users wrote; what goes wrong we say ourselves."""
    logging.getLogger("neo4j").addHandler(logging.NullHandler())  # or it prints to stderr where nobody set up logging
    for name in ("neo4j", "neo4j.io", "neo4j.pool", "neo4j.notifications", "neo4j.auth_management"):
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.level, logging.WARNING))
