"""ETag and kept answers: the same question at the same store version costs nothing and is never stale."""

import pytest

from api.caching import Answer, Answers, entity_tag, matches, question_key
from chainmap.ports import Snapshot
from tests.api import readers
from tests.api.addresses import JSON, PAGES
from tests.api.client import Client


@pytest.mark.parametrize("address", (*JSON, *PAGES))
def test_equal_questions_have_equal_tags_and_bytes(fuling: Client, address: str) -> None:
    first, second = fuling.get(address), fuling.get(address)
    assert first.headers["etag"] == second.headers["etag"]
    assert first.content == second.content


def test_another_query_has_another_tag(fuling: Client) -> None:
    tags = {fuling.get(f"/api/v1/places/500102/gaps?reach={reach}").headers["etag"] for reach in (1, 2, 3)}
    assert len(tags) == 3


def test_a_changed_store_has_another_tag_and_another_answer() -> None:
    reader = readers.fuling()
    client = Client(reader)
    before = client.get("/api/v1/places/500102")
    later = readers.StillReader(*readers.facts_named(lambda name: name)[:-2])
    reader.now = Snapshot(version=later.version(), sources=later.sources(), statements=later.snapshot().statements)
    after = client.get("/api/v1/places/500102", headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert after.json()["store_version"] != before.json()["store_version"]


def test_an_answer_made_while_the_store_changed_is_not_kept() -> None:
    class Moving(readers.StillReader):
        asked = 0

        def version(self) -> str:
            self.asked += 1
            return f"{self.asked:016x}"

    client = Client(Moving(*readers.facts_named(lambda name: name)))
    client.get("/api/v1/sources")
    assert client.app.state.desk.kept.get("anything") is None
    assert client.app.state.desk.kept._kept == {}


def test_tags_are_compared_as_http_says() -> None:
    tag = entity_tag(question_key("1", "v", "/", ""))
    assert matches(tag, tag)
    assert matches(tag.removeprefix("W/"), tag)
    assert matches(f'"other", {tag}', tag)
    assert matches("*", tag)
    assert not matches('"other"', tag)
    assert not matches(None, tag)


def test_the_oldest_answers_go_first_when_room_is_short() -> None:
    kept = Answers(most_bytes=100)
    for name in "abcde":
        kept.put(name, Answer(b"x" * 24, "text/plain"))
    assert [name for name in "abcde" if kept.get(name)] == ["b", "c", "d", "e"]
    kept.put("huge", Answer(b"x" * 99, "text/plain"))
    assert kept.get("huge") is None
