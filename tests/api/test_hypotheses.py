"""GET link-hypotheses: the list in parts, as files, and its empty answer; it stands apart from the gaps."""

import csv
import io

import pytest

from chainmap.hypotheses import LinkHypotheses, LinkQuery
from graphs import answers
from graphs.network import network_of
from tests.api.client import Client
from tests.api.readers import StillReader
from tests.graphs.hypotheses import coatings

ADDRESS = "/api/v1/link-hypotheses"


@pytest.fixture(scope="module")
def reader() -> StillReader:
    return StillReader(*coatings.facts())


@pytest.fixture(scope="module")
def coated(reader: StillReader) -> Client:
    return Client(reader)


def test_the_service_answers_what_the_function_answers(reader: StillReader, coated: Client) -> None:
    report = LinkHypotheses.model_validate_json(coated.get(f"{ADDRESS}?limit=5").content)
    assert report == answers.link_hypotheses(network_of(reader.now), LinkQuery(top=5))
    assert (report.items[0].supplier.name, report.items[0].user.name) == coatings.LACKING


def test_the_list_goes_on_from_its_key(coated: Client) -> None:
    every = [item["id"] for item in coated.get(f"{ADDRESS}?limit=1000").json()["items"]]
    found: list[str] = []
    after = ""
    while True:
        part = coated.get(f"{ADDRESS}?limit=10&after={after}").json()
        assert part["total"] == len(every)
        found += [item["id"] for item in part["items"]]
        if part["next"] is None:
            break
        after = part["next"]
    assert found == every


def test_the_csv_has_the_rows_of_the_json(coated: Client) -> None:
    items = coated.get(ADDRESS).json()["items"]
    answer = coated.get(f"{ADDRESS}?format=csv")
    assert answer.headers["content-disposition"].startswith("attachment")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["编号"], float(row["概率"])) for row in rows] == [(i["id"], i["probability"]) for i in items]


def test_the_workbook_is_a_workbook(coated: Client) -> None:
    assert coated.get(f"{ADDRESS}?format=xlsx").content.startswith(b"PK")


def test_a_store_without_anything_and_one_with_too_little_say_so(empty: Client, fuling: Client) -> None:
    for client, said in ((empty, "没有产品"), (fuling, "只有 4 条投入关系")):
        report = client.get(ADDRESS).json()
        assert (report["items"], report["total"], report["next"]) == ([], 0, None)
        assert said in report["warnings"][0]


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [("limit=0", 422, "validation"), ("limit=1001", 422, "validation"), ("after=gone", 422, "usage")],
)
def test_a_part_that_cannot_be_had_is_refused(coated: Client, query: str, status: int, code: str) -> None:
    answer = coated.get(f"{ADDRESS}?{query}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_store_that_is_down_says_so(down: Client) -> None:
    assert down.get(ADDRESS).status_code == 503


def test_hypotheses_are_not_mixed_into_gaps(reader: StillReader, coated: Client) -> None:
    before = network_of(reader.now)
    coated.get(ADDRESS)
    assert network_of(reader.now).graph.edges == before.graph.edges
    supplier, user = (before.find_product(name).id for name in coatings.LACKING)
    assert not before.graph.has_edge(supplier, user)
