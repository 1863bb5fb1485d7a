"""The same question to SQLite and to a real Neo4j server: the same bytes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from chainmap.gaps import GapQuery
from chainmap.ports import Store
from graphs import answers
from graphs.network import network_of
from graphs.stores import open_store
from ingest.library import library_statements, sample_statements

pytestmark = pytest.mark.neo4j


def filled(store: Store) -> Store:
    library, statements = library_statements()
    for source, facts in ((library, statements), sample_statements("fuling", statements)):
        store.replace(source, facts, at=datetime(2026, 1, 1, tzinfo=UTC))
    return store


def test_gaps_targets_and_balance_are_the_same_bytes_on_both_stores(neo4j_store: Store, tmp_path: Path) -> None:
    embedded = filled(open_store(f"sqlite:///{tmp_path / 'same.db'}"))
    server = filled(neo4j_store)
    assert server.version() == embedded.version()
    networks = [network_of(store.snapshot()) for store in (embedded, server)]
    embedded.close()
    for question in (
        lambda network: answers.gaps(network, "涪陵区", GapQuery()),
        lambda network: answers.gaps(network, "涪陵区", GapQuery(chain="聚酯", reach=3)),
        lambda network: answers.targets(network, "涪陵区"),
        lambda network: answers.balance(network, "涪陵区"),
        lambda network: answers.product(network, "PET", place="涪陵区"),
        answers.link_hypotheses,
    ):
        first, second = (question(network).model_dump_json().encode("utf-8") for network in networks)
        assert first == second
