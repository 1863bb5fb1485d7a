"""The promises of a store and random histories, on SQLite and on a real Neo4j."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from chainmap.ports import Store
from graphs.stores import open_store
from graphs.testing.contract import StoreContract
from graphs.testing.history import StoreHistory
from tests.contract.neo4j_fixtures import empty
from tests.contract.neo4j_server import Server
from tests.trust.payloads import STORABLE

SHORT = settings(max_examples=40, stateful_step_count=20, deadline=None, derandomize=True, database=None)


class TestEmbedded(StoreContract):
    hostile_texts = STORABLE

    @pytest.fixture
    def reopened(self, tmp_path: Path) -> Iterator[Callable[[], Store]]:
        opened: list[Store] = []

        def reopened() -> Store:
            opened.append(open_store(f"sqlite:///{tmp_path}/chainmap.db"))
            return opened[-1]

        yield reopened
        for store in opened:
            store.close()

    @pytest.fixture
    def store(self, reopened: Callable[[], Store]) -> Store:
        return reopened()


@pytest.mark.neo4j
class TestNeo4j(StoreContract):
    hostile_texts = STORABLE

    @pytest.fixture
    def reopened(self, neo4j_reopened: Callable[[], Store]) -> Callable[[], Store]:
        return neo4j_reopened

    @pytest.fixture
    def store(self, neo4j_store: Store) -> Store:
        return neo4j_store


def test_random_histories_of_the_embedded_store_match_the_model() -> None:
    class Embedded(StoreHistory):
        fresh = staticmethod(lambda: open_store("sqlite:///:memory:"))

    run_state_machine_as_test(Embedded, settings=SHORT)


@pytest.mark.neo4j
def test_random_histories_of_the_neo4j_store_match_the_model(
    neo4j_server: Server, neo4j_reopened: Callable[[], Store]
) -> None:
    with neo4j_server.driver() as driver:

        def fresh() -> Store:
            empty(driver)
            return neo4j_reopened()

        class OnServer(StoreHistory):
            pass

        OnServer.fresh = staticmethod(fresh)
        run_state_machine_as_test(
            OnServer, settings=settings(SHORT, max_examples=6, suppress_health_check=[HealthCheck.too_slow])
        )
