"""Fixtures of a real Neo4j: one server a session, an emptied database a test. Tests that use them are marked neo4j."""

import os
from collections.abc import Callable, Iterator

import pytest
from neo4j import Driver, Query
from pydantic import SecretStr

from chainmap.ports import Store
from graphs.stores import neo4j_server as product
from graphs.stores import open_store
from tests.contract.neo4j_server import DATABASE, NoServer, Server, named, running

TEST_MARK = "chainmap_test_database"
"""An index of this name says that a user's own server may be emptied by us."""
STRICT_NOTICES = {"warn_notification_severity": "WARNING", "notifications_disabled_classifications": ["UNRECOGNIZED"]}
"""A deprecated query becomes a warning, and a warning an error: it fails here on the line that will break first."""


@pytest.fixture(scope="session")
def neo4j_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server to test against: the one of CHAINMAP_TEST_NEO4J_URI, or one of our own on a free port."""
    own = os.environ.get("CHAINMAP_TEST_NEO4J_URI", "")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(product, "NOTICES", STRICT_NOTICES)
        if own and own != "off":
            yield _announced(request, _users_server(own))
            return
        try:
            if own == "off":
                raise NoServer("CHAINMAP_TEST_NEO4J_URI is off")
            with running(tmp_path_factory.mktemp("neo4j")) as server:
                yield _announced(request, server)
        except NoServer as reason:
            if os.environ.get("CI", "").lower() in ("1", "true") or os.environ.get("CHAINMAP_REQUIRE_NEO4J"):
                pytest.fail(f"these tests need a Neo4j server: {reason}", pytrace=False)
            pytest.skip(f"no Neo4j server: {reason}")


@pytest.fixture
def neo4j_url(neo4j_server: Server) -> str:
    """The URL of the database, emptied."""
    with neo4j_server.driver() as driver:
        empty(driver)
    return neo4j_server.url


@pytest.fixture
def neo4j_reopened(neo4j_server: Server, neo4j_url: str) -> Iterator[Callable[[], Store]]:
    """Opens the store of an emptied database, as often as asked; all are closed at the end."""
    opened: list[Store] = []

    def reopened() -> Store:
        password = SecretStr(neo4j_server.password)
        opened.append(open_store(neo4j_url, user=neo4j_server.user, password=password))
        return opened[-1]

    yield reopened
    for store in opened:
        store.close()


@pytest.fixture
def neo4j_store(neo4j_reopened: Callable[[], Store]) -> Store:
    """A store in an emptied Neo4j database."""
    return neo4j_reopened()


def empty(driver: Driver) -> None:
    """Nodes in batches, then constraints, then what indexes remain: as good as a new database."""
    with driver.session(database=DATABASE) as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()
        constraints = session.run("SHOW CONSTRAINTS YIELD name").value()
        for name in constraints:
            session.run(Query(f"DROP CONSTRAINT `{name}`")).consume()
        for name in session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name").value():
            if name != TEST_MARK:
                session.run(Query(f"DROP INDEX `{name}`")).consume()


def _announced(request: pytest.FixtureRequest, server: Server) -> Server:
    reporter = request.config.pluginmanager.getplugin("terminalreporter")
    if reporter is not None:
        reporter.write_line(f"{server.name} at {server.uri}")
    return server


def _users_server(uri: str) -> Server:
    """A server of the user's: the tests empty its database, so it must be empty or carry our mark."""
    server = named(
        Server(
            uri=uri,
            user=os.environ.get("CHAINMAP_TEST_NEO4J_USER", ""),
            password=os.environ.get("CHAINMAP_TEST_NEO4J_PASSWORD", ""),
            name="",
        )
    )
    with server.driver() as driver, driver.session(database=DATABASE) as session:
        (nodes,) = session.run("MATCH (n) RETURN count(n)").single(strict=True)
        marked = TEST_MARK in session.run("SHOW INDEXES YIELD name").value()
        if nodes and not marked:
            pytest.fail(f"the database at {uri} holds {nodes} nodes and is not marked for tests", pytrace=False)
        session.run(Query(f"CREATE INDEX {TEST_MARK} IF NOT EXISTS FOR (n:ChainmapTest) ON (n.id)")).consume()
    return server
