"""K1: a program that replaces a source is killed at random moments; what it leaves is one edition or the other."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chainmap.ports import Snapshot, Store
from chainmap.statements import content_version
from graphs.stores import open_store
from tests.contract.neo4j_server import Server
from tests.trust.writer import PLANTS, edition

KILLS = 200 if os.environ.get("CHAINMAP_TRUST") == "full" else 20
ROOT = Path(__file__).parents[2]
EDITIONS = [frozenset(statement.digest for statement in edition(number)) for number in (0, 1)]


@contextmanager
def writer(url: str, **variables: str) -> Iterator[Callable[[float], None]]:
    """A call that starts a writer, waits, and kills it with signal 9."""
    command = [sys.executable, str(Path(__file__).with_name("writer.py")), url]
    environment = {**os.environ, **variables, "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment) as parent:
        assert parent.stdin and parent.stdout

        def kill_after(seconds: float) -> None:
            parent.stdin.write("go\n")
            parent.stdin.flush()
            child = int(parent.stdout.readline())
            time.sleep(seconds)
            os.kill(child, signal.SIGKILL)
            assert parent.stdout.readline() == "gone\n"

        try:
            yield kill_after
        finally:
            parent.stdin.close()


def assert_whole(snapshot: Snapshot) -> None:
    digests = frozenset(statement.digest for statement in snapshot.statements)
    assert not digests or digests in EDITIONS
    assert snapshot.version == content_version(snapshot.sources, digests)
    assert len(snapshot.sources) == (1 if digests else 0)


def assert_repeat_completes(store: Store) -> None:
    store.replace(PLANTS, edition(1), at=datetime.now(UTC))
    assert frozenset(statement.digest for statement in store.statements()) == EDITIONS[1]
    assert [revision.number for revision in store.revisions()] == list(range(1, len(store.revisions()) + 1))
    hits = {hit.name for hit in store.search("产品", limit=10_000)}
    assert hits == {statement.fact.name for statement in edition(1)}


def test_a_writer_killed_at_random_moments_leaves_a_whole_sqlite_store(tmp_path: Path) -> None:
    moments = random.Random(20261)  # noqa: S311 moments, no secret
    seen = []
    with writer(f"sqlite:///{tmp_path}/warm.db") as kill_after:
        kill_after(0.5)  # the first child pays for cold caches
    with writer(f"sqlite:///{tmp_path}/chainmap.db") as kill_after:
        for _ in range(KILLS):
            kill_after(moments.uniform(0, 0.15))
            store = open_store(f"sqlite:///{tmp_path}/chainmap.db")
            assert_whole(store.snapshot())
            seen.append(len(store.revisions()))
            store.close()
            with closing(sqlite3.connect(tmp_path / "chainmap.db")) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert seen[-1] > KILLS / 4, "too few of the writers came to write: the kills fell before"
    store = open_store(f"sqlite:///{tmp_path}/chainmap.db")
    assert_repeat_completes(store)
    store.close()


@pytest.mark.neo4j
def test_a_writer_killed_at_random_moments_leaves_a_whole_neo4j_store(
    neo4j_server: Server, neo4j_reopened: Callable[[], Store]
) -> None:
    moments = random.Random(20262)  # noqa: S311 moments, no secret
    store = neo4j_reopened()
    login = {"CHAINMAP_NEO4J_USER": neo4j_server.user, "CHAINMAP_NEO4J_PASSWORD": neo4j_server.password}
    with writer(neo4j_server.url, **login) as kill_after:
        for _ in range(KILLS):
            kill_after(moments.uniform(0, 2.0))
            assert_whole(store.snapshot())
    assert_repeat_completes(store)
