"""Fixtures that several folders use: a store of each kind, a real Neo4j."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chainmap.ports import Store
from chainmap.statements import Source, Statement
from graphs.network import ChainNetwork, network_of
from graphs.stores import PASSWORD_VARIABLE, USER_VARIABLE, open_store
from ingest.library import library_statements, sample_statements
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


@pytest.fixture(scope="session")
def library_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store file that holds the reference library and nothing else, written once; copy it, never write to it."""
    path = tmp_path_factory.mktemp("library") / "library.db"
    _write(path, library_statements())
    return path


@pytest.fixture(scope="session")
def fuling_file(library_file: Path) -> Path:
    """The same with the 涪陵 sample."""
    path = library_file.with_name("fuling.db")
    shutil.copy(library_file, path)
    _write(path, sample_statements("fuling"))
    return path


@pytest.fixture(scope="session")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], str]:
    """The URL of a new copy of a store file, to be written to at will."""

    def copy(file: Path) -> str:
        return f"sqlite:///{shutil.copy(file, tmp_path_factory.mktemp('copy') / 'chainmap.db')}"

    return copy


@pytest.fixture(scope="session")
def fuling_network(fuling_file: Path) -> ChainNetwork:
    """The network of library and sample, built once."""
    store = open_store(f"sqlite:///{fuling_file}")
    network = network_of(store.snapshot())
    store.close()
    return network


def _write(path: Path, shipped: tuple[Source, tuple[Statement, ...]]) -> None:
    store = open_store(f"sqlite:///{path}")
    store.replace(*shipped, at=datetime(2026, 1, 1, tzinfo=UTC))
    store.close()
