"""Which URLs name a store, and what is said of those that do not."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from chainmap.errors import StoreDenied, StoreUnreachable, UsageError
from graphs.stores import open_store
from graphs.testing.facts import MORNING, PTA, YEARBOOK, said


def test_a_relative_path_is_a_file_in_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    open_store("sqlite:///chainmap.db").close()
    assert (tmp_path / "chainmap.db").is_file()


def test_an_absolute_path_with_chinese_and_spaces_is_taken_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "涪陵 产业链 #1?.db"
    store = open_store(f"sqlite:///{path}")
    assert store.facts().url == f"sqlite:///{path}"
    store.close()
    assert path.is_file()


def test_a_store_in_memory_is_forgotten_when_it_is_closed() -> None:
    store = open_store("sqlite:///:memory:")
    store.replace(YEARBOOK, said(YEARBOOK, PTA), at=MORNING)
    store.close()
    again = open_store("sqlite:///:memory:")
    assert again.statements() == ()
    again.close()


@pytest.mark.parametrize(
    "url",
    [
        "neo4j://neo4j:canary@127.0.0.1:7687/neo4j",
        "neo4j://neo4j:can/ary@127.0.0.1:7687",
        "bolt+s://canary@host",
        "postgres://u:canary@host/x",
        "sqlite://u:canary@host/x.db",
    ],
)
def test_user_and_password_in_a_url_are_refused_and_never_repeated(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        open_store(url)
    said_of_it = str(caught.value)
    assert "CHAINMAP_NEO4J_USER" in said_of_it and "CHAINMAP_NEO4J_PASSWORD" in said_of_it
    assert "canary" not in said_of_it and "ary" not in said_of_it
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    "url",
    [
        "",
        "chainmap.db",
        "sqlite:chainmap.db",
        "sqlite:///",
        "sqlite:///a\x00b",
        "mysql://host/x",
        "neo4j://",
        "neo4j:///neo4j",
        "neo4j://host:port/neo4j",
        "neo4j://host:0/neo4j",
        "neo4j://host:99999/neo4j",
        "neo4j://host/a/b",
        "neo4j://host/x`y",
        "neo4j://host/neo4j?policy=x",
        "http://host:7474",
    ],
)
def test_other_urls_are_refused_with_the_two_ways_to_write_one(url: str) -> None:
    with pytest.raises(UsageError, match="sqlite:///"):
        open_store(url)


def test_a_user_without_a_password_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(StoreDenied, match="CHAINMAP_NEO4J_PASSWORD"):
        open_store("neo4j://127.0.0.1:1/neo4j", user="neo4j")
    with pytest.raises(StoreDenied, match="CHAINMAP_NEO4J_USER"):
        open_store("neo4j://127.0.0.1:1/neo4j", password=SecretStr("canary-secret"))


def test_a_file_that_is_not_there_is_not_made_when_it_should_exist(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable, match="chainmap demo"):
        open_store(f"sqlite:///{tmp_path}/chainmap.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable, match="所在文件夹不存在"):
        open_store(f"sqlite:///{tmp_path}/none/chainmap.db")


def test_a_folder_in_place_of_a_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable, match="它是文件夹"):
        open_store(f"sqlite:///{tmp_path}")
