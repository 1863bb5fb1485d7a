"""POST what-if and closing: the question is in the body, the answer is not kept, refusals name the field."""

import pytest

from tests.api.client import Client

WHAT_IF = "/api/v1/places/500102/what-if"
CLOSING = "/api/v1/places/500102/closing"


def test_a_plant_as_number_and_unit_is_the_plant_as_text(fuling: Client) -> None:
    number = fuling.post(WHAT_IF, {"add": [{"product": "乙二醇", "amount": 20, "unit": "万吨/年"}]})
    text = fuling.post(WHAT_IF, {"add": [{"product": "乙二醇", "amount": "20万吨/年"}]})
    assert number.status_code == 200
    assert number.json() == text.json()
    assert number.json()["added"][0]["amount"]["value"] == 200_000


def test_another_body_at_the_same_address_is_another_answer(fuling: Client) -> None:
    first = fuling.post(WHAT_IF, {"add": [{"product": "乙二醇", "amount": 1}]}).json()
    second = fuling.post(WHAT_IF, {"add": [{"product": "乙二醇", "amount": 2.5}]}).json()
    assert (first["added"][0]["amount"]["value"], second["added"][0]["amount"]["value"]) == (1, 2.5)


def test_no_answer_is_kept(fuling: Client) -> None:
    assert fuling.post(CLOSING, {"for": "乙二醇"}).headers["cache-control"] == "no-store"


def test_closing_answers_the_promised_fields(fuling: Client) -> None:
    report = fuling.post(CLOSING, {"for": "乙二醇"}).json()
    assert {"place", "for", "make", "buy", "exact", "bound"} <= set(report)
    assert [item["product"]["name"] for item in report["make"]][-1] == "乙二醇"


def test_what_is_made_already_is_an_empty_list(fuling: Client) -> None:
    report = fuling.post(CLOSING, {"for": "PTA"}).json()
    assert (report["make"], report["buy"], report["bound"]) == ([], [], 0)
    assert "不需要" in report["summary"]


@pytest.mark.parametrize(
    ("address", "body", "status", "code"),
    [
        (WHAT_IF, {"add": []}, 422, "validation"),
        (WHAT_IF, {}, 422, "validation"),
        (WHAT_IF, {"add": [{"product": "乙二醇", "amount": True}]}, 422, "validation"),
        (WHAT_IF, {"add": [{"product": "乙二醇", "amount": -1}]}, 422, "negative_amount"),
        (WHAT_IF, {"add": [{"product": "乙二醇", "amount": 1e300}]}, 422, "amount_refused"),
        (WHAT_IF, {"add": [{"product": "没有", "amount": 1}]}, 404, "unknown_name"),
        (WHAT_IF, {"add": [{"product": "乙二醇", "amount": 1}] * 51}, 422, "validation"),
        (CLOSING, {"for": "乙二醇", "reach": 9}, 422, "validation"),
        (CLOSING, {"for": "没有的链"}, 404, "unknown_name"),
        (CLOSING, {"for": "乙二醇", "make": ["PX"], "buy": ["PX"]}, 422, "usage"),
        (CLOSING, {"for": "乙二醇", "amount": 0}, 422, "amount_refused"),
    ],
)
def test_a_wrong_body_is_refused_as_a_problem(
    fuling: Client, address: str, body: object, status: int, code: str
) -> None:
    answer = fuling.post(address, body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_question_in_the_address_is_the_question_in_the_body(fuling: Client) -> None:
    body = fuling.post(WHAT_IF, {"add": [{"product": "乙二醇", "amount": 30, "unit": "万吨/年"}]})
    assert fuling.get(f"{WHAT_IF}?add=乙二醇=30万吨/年").content == body.content
    body = fuling.post(CLOSING, {"for": "涤纶长丝", "buy": ["PX"], "amount": "5万吨/年"})
    assert fuling.get(f"{CLOSING}?for=涤纶长丝&buy=PX&amount=5&unit=万吨/年").content == body.content


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        (WHAT_IF, 422, "validation"),
        (f"{WHAT_IF}?add=乙二醇", 422, "usage"),
        (f"{WHAT_IF}?add=没有=1", 404, "unknown_name"),
        (f"{WHAT_IF}?add=聚酯纤维=1", 422, "bad_input"),
        (f"{WHAT_IF}/comparison?add=乙二醇=1", 422, "validation"),
        (CLOSING, 422, "validation"),
        (f"{CLOSING}?for=没有的链", 404, "unknown_name"),
    ],
)
def test_a_wrong_address_is_refused_as_a_problem(fuling: Client, address: str, status: int, code: str) -> None:
    answer = fuling.get(address)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_comparison_tells_lines_of_both_from_lines_of_one(fuling: Client) -> None:
    report = fuling.get(
        f"{WHAT_IF}/comparison?add=乙二醇=30万吨/年&against=乙二醇=10万吨/年&against=PX=1万吨/年"
    ).json()
    closed = {(pair["a"] or pair["b"])["product"]["name"]: pair for pair in report["closed"]}
    assert closed["PX"]["a"] is None
    assert closed["PX"]["differs"]
    supply = next(pair for pair in report["balance"] if (pair["a"] or pair["b"])["product"]["name"] == "乙二醇")
    assert [supply[side]["after"]["supply"]["value"] for side in "ab"] == [300_000, 100_000]
    assert supply["differs"]


def test_equal_what_ifs_do_not_differ(fuling: Client) -> None:
    report = fuling.get(f"{WHAT_IF}/comparison?add=乙二醇=30万吨/年&against=乙二醇=300000").json()
    parts = ("closed", "opened", "changed", "binds", "balance", "completeness")
    pairs = [pair for part in parts for pair in report[part]]
    assert pairs
    assert not [pair for pair in pairs if pair["differs"]]


def test_a_store_that_is_down_says_so(down: Client) -> None:
    assert down.post(CLOSING, {"for": "乙二醇"}).status_code == 503
