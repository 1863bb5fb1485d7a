"""Fixtures that several folders use."""

from tests.contract.neo4j_fixtures import neo4j_reopened, neo4j_server, neo4j_store

__all__ = ["neo4j_reopened", "neo4j_server", "neo4j_store"]
