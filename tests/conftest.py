"""Fixtures that several folders use: a store of each kind, a real Neo4j."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from chainmap.ports import Store
from graphs.stores import PASSWORD_VARIABLE, USER_VARIABLE, open_store
from tests.contract.neo4j_fixtures import neo4j_reopened, neo4j_server, neo4j_store, neo4j_url

__all__ = ["each_store", "each_store_url", "neo4j_reopened", "neo4j_server", "neo4j_store", "neo4j_url"]

EACH_KIND = ("sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j))


@pytest.fixture(params=EACH_KIND)
def each_store_url(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of an empty store of each kind; user and password of the server stand in the environment."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/chainmap.db"
    server = request.getfixturevalue("neo4j_server")
    monkeypatch.setenv(USER_VARIABLE, server.user)
    monkeypatch.setenv(PASSWORD_VARIABLE, server.password)
    return str(request.getfixturevalue("neo4j_url"))


@pytest.fixture(params=EACH_KIND)
def each_store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty store of each kind: in memory, and on a server."""
    if request.param == "neo4j":
        yield request.getfixturevalue("neo4j_store")
        return
    store = open_store("sqlite:///:memory:")
    yield store
    store.close()
