"""A Neo4j server that is down, silent, strange, of another version or full of other things; what people see in it."""

import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from pydantic import SecretStr

from chainmap.errors import StoreDenied, StoreError, StoreUnreachable, StoreVersionMismatch
from chainmap.facts import CapacityFact, EnterpriseFact, LinkFact, PlaceFact, ProductFact, Relation
from chainmap.ports import Store
from graphs.stores import open_store
from graphs.stores.neo4j_books import Books
from graphs.stores.replacement import Step
from graphs.stores.schema import SCHEMA_VERSION
from graphs.testing.facts import ADIPIC_ACID, HUAFENG, MORNING, PTA, SURVEY, YEARBOOK, said
from tests.contract.neo4j_server import DATABASE, Server

SECRET = SecretStr("canary-secret")


@contextmanager
def listener(answer: bytes | None) -> Iterator[int]:
    """A port that takes connections and says `answer`, or nothing at all; yields the port, counts nothing."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        guests: list[socket.socket] = []

        def serve() -> None:
            while True:
                try:
                    guest, _ = door.accept()
                except OSError:
                    return
                guests.append(guest)
                if answer is not None:
                    guest.recv(1024)
                    guest.sendall(answer)
                    guest.close()

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield door.getsockname()[1]
        finally:
            door.shutdown(socket.SHUT_RDWR)
            thread.join()
            for guest in guests:
                guest.close()


def unreachable(url: str) -> tuple[str, float]:
    started = time.monotonic()
    with pytest.raises(StoreUnreachable) as caught:
        open_store(url, user="neo4j", password=SECRET)
    assert "canary" not in str(caught.value) + str(caught.value.__cause__)
    return str(caught.value), time.monotonic() - started


@pytest.mark.parametrize("scheme", ["neo4j", "bolt", "bolt+s"])
def test_a_server_that_is_down_is_said_to_be_so_within_five_seconds(scheme: str) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    message, seconds = unreachable(f"{scheme}://127.0.0.1:{port}/neo4j")
    assert f"127.0.0.1:{port} 连不上" in message
    assert seconds < 5


def test_a_silent_server_is_given_up_within_five_seconds() -> None:
    with listener(answer=None) as port:
        assert unreachable(f"neo4j://127.0.0.1:{port}/neo4j")[1] < 5


def test_a_web_server_is_no_store() -> None:
    with listener(answer=b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
        assert "地址和端口" in unreachable(f"bolt://127.0.0.1:{port}/neo4j")[0]


def test_the_driver_is_never_heard_below_warning(caplog: pytest.LogCaptureFixture) -> None:
    """At DEBUG it prints what is sent."""
    with caplog.at_level(logging.DEBUG):
        unreachable("bolt://127.0.0.1:1/neo4j")
        levels = {logging.getLogger(name).getEffectiveLevel() for name in ("neo4j", "neo4j.io", "neo4j.pool")}
    assert min(levels) >= logging.WARNING
    assert "canary" not in caplog.text


@pytest.mark.neo4j
def test_a_wrong_password_is_denied_after_one_attempt(neo4j_server: Server, neo4j_url: str) -> None:
    with pytest.raises(StoreDenied) as caught:
        open_store(neo4j_url, user=neo4j_server.user, password=SECRET)
    assert "CHAINMAP_NEO4J_PASSWORD" in str(caught.value)
    assert "canary" not in str(caught.value) + str(caught.value.__cause__)
    assert caught.value.exit_status == 3
    with pytest.raises(StoreDenied):
        open_store(neo4j_url)


@pytest.mark.neo4j
def test_a_database_that_the_server_does_not_have_is_named(neo4j_server: Server) -> None:
    with pytest.raises(StoreUnreachable, match="没有这个数据库"):
        open_store(f"{neo4j_server.uri}/none", user=neo4j_server.user, password=SecretStr(neo4j_server.password))


def asked(server: Server, text: str, **given: object) -> list[list[object]]:
    with server.driver() as driver, driver.session(database=DATABASE) as session:
        return session.run(text, given).values()  # type: ignore[arg-type]


@pytest.mark.neo4j
@pytest.mark.parametrize(
    ("version", "way_out"), [(SCHEMA_VERSION + 1, "升级 chainmap"), (SCHEMA_VERSION - 1, "用旧程序导出")]
)
def test_a_database_of_another_version_is_refused_and_left_alone(
    neo4j_server: Server, neo4j_reopened: Callable[[], Store], version: int, way_out: str
) -> None:
    neo4j_reopened()
    asked(neo4j_server, "MATCH (h:Store) SET h.schema_version = $version", version=version)
    with pytest.raises(StoreVersionMismatch, match=way_out):
        neo4j_reopened()
    assert asked(neo4j_server, "MATCH (n) RETURN n.schema_version") == [[version]]


@pytest.mark.neo4j
def test_a_database_with_other_things_in_it_is_refused_and_left_alone(
    neo4j_server: Server, neo4j_url: str, neo4j_reopened: Callable[[], Store]
) -> None:
    asked(neo4j_server, "CREATE (:Store {name: '书店'})-[:SELLS]->(:Book)")
    with pytest.raises(StoreVersionMismatch, match="2 个节点"):
        neo4j_reopened()
    assert asked(neo4j_server, "MATCH (n) RETURN count(n)") == [[2]]
    assert asked(neo4j_server, "SHOW CONSTRAINTS YIELD name RETURN count(*)") == [[0]]


@pytest.mark.neo4j
def test_an_empty_database_is_not_made_a_store_when_it_should_exist(neo4j_server: Server, neo4j_url: str) -> None:
    with pytest.raises(StoreUnreachable, match="chainmap demo"):
        open_store(neo4j_url, user=neo4j_server.user, password=SecretStr(neo4j_server.password), create=False)
    assert asked(neo4j_server, "MATCH (n) RETURN count(n)") == [[0]]


@pytest.mark.neo4j
def test_a_fault_within_the_transaction_changes_nothing(neo4j_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    neo4j_store.replace(YEARBOOK, said(YEARBOOK, PTA, HUAFENG), at=MORNING)
    before = neo4j_store.snapshot()
    draw = Books._draw

    def fault(self: Books, step: Step) -> None:
        draw(self, step)
        raise StoreError("fault")

    with monkeypatch.context() as patch:
        patch.setattr(Books, "_draw", fault)
        with pytest.raises(StoreError, match="fault"):
            neo4j_store.replace(SURVEY, said(SURVEY, ADIPIC_ACID), at=MORNING)
    assert neo4j_store.snapshot() == before
    assert neo4j_store.search("己二酸") == ()
    assert neo4j_store.replace(SURVEY, said(SURVEY, ADIPIC_ACID), at=MORNING).revision == 2


@pytest.mark.neo4j
def test_readers_see_a_revision_when_it_is_published_and_an_opening_publishes_what_a_killed_writer_wrote(
    neo4j_server: Server, neo4j_store: Store, neo4j_reopened: Callable[[], Store]
) -> None:
    neo4j_store.replace(YEARBOOK, said(YEARBOOK, PTA), at=MORNING)
    first = neo4j_store.snapshot()
    neo4j_store.replace(YEARBOOK, said(YEARBOOK, PTA, HUAFENG), at=MORNING)
    asked(neo4j_server, "MATCH (h:Store) SET h.published = 1")  # as if killed between the two transactions
    assert neo4j_store.snapshot() == first
    assert neo4j_store.version() == first.version
    assert len(neo4j_store.revisions()) == 1
    assert len(neo4j_reopened().snapshot().statements) == 2
    assert len(neo4j_store.revisions()) == 2


LINKS = "MATCH (a)-[r]->(b) RETURN labels(a)[0], a.name, type(r), labels(b)[0], b.name ORDER BY a.name, type(r)"


@pytest.mark.neo4j
def test_a_person_sees_the_chain_as_nodes_and_links(neo4j_server: Server, neo4j_store: Store) -> None:
    facts = (
        LinkFact(supplier="己二酸", user="尼龙66盐"),
        LinkFact(supplier="聚酯", user="聚酯切片", relation=Relation.KIND),
        LinkFact(supplier="气囊丝", user="汽车", relation=Relation.END_USE),
        CapacityFact(enterprise="重庆华峰化工", product="己二酸", place="涪陵区"),
        PlaceFact(name="涪陵区", parent="重庆市"),
    )
    neo4j_store.replace(YEARBOOK, said(YEARBOOK, *facts), at=MORNING)
    assert asked(neo4j_server, LINKS) == [
        ["Product", "己二酸", "FEEDS", "Product", "尼龙66盐"],
        ["Product", "气囊丝", "USED_IN", "Product", "汽车"],
        ["Place", "涪陵区", "WITHIN", "Place", "重庆市"],
        ["Product", "聚酯切片", "KIND_OF", "Product", "聚酯"],
        ["Enterprise", "重庆华峰化工", "AT", "Place", "涪陵区"],
        ["Enterprise", "重庆华峰化工", "MAKES", "Product", "己二酸"],
    ]


@pytest.mark.neo4j
def test_a_link_lives_while_one_source_supports_it(neo4j_server: Server, neo4j_store: Store) -> None:
    feeds = LinkFact(supplier="己二酸", user="尼龙66盐")
    neo4j_store.replace(YEARBOOK, said(YEARBOOK, feeds, LinkFact(supplier="己二酸", user="己二腈")), at=MORNING)
    neo4j_store.replace(SURVEY, said(SURVEY, feeds), at=MORNING)
    neo4j_store.replace(YEARBOOK, (), at=MORNING)
    assert asked(neo4j_server, LINKS) == [["Product", "己二酸", "FEEDS", "Product", "尼龙66盐"]]
    assert asked(neo4j_server, "MATCH (n:Product) RETURN n.name ORDER BY n.name") == [["尼龙66盐"], ["己二酸"]]
    neo4j_store.replace(SURVEY, (), at=MORNING)
    assert asked(neo4j_server, "MATCH (n:Product|Enterprise|Place|Name) RETURN n.name") == []


@pytest.mark.neo4j
def test_what_people_see_is_the_same_whatever_was_loaded_before(neo4j_server: Server, neo4j_store: Store) -> None:
    count = "MATCH (n:Product|Enterprise|Place|Name) RETURN labels(n)[0], n.name, n.statements ORDER BY n.id"
    neo4j_store.replace(YEARBOOK, said(YEARBOOK, PTA, HUAFENG), at=MORNING)
    seen = asked(neo4j_server, count), asked(neo4j_server, LINKS)
    neo4j_store.replace(YEARBOOK, said(YEARBOOK, HUAFENG, ADIPIC_ACID, ProductFact(name="PX")), at=MORNING)
    neo4j_store.replace(SURVEY, said(SURVEY, PTA, EnterpriseFact(name="蓬威石化", place="涪陵区")), at=MORNING)
    neo4j_store.replace(SURVEY, (), at=MORNING)
    neo4j_store.replace(YEARBOOK, said(YEARBOOK, PTA, HUAFENG), at=MORNING)
    assert (asked(neo4j_server, count), asked(neo4j_server, LINKS)) == seen
