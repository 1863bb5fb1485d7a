"""Row S2 of the threats: an error names its code and request, never a stack, a path or what was sent."""

import pytest

from tests.api.client import Client

SENT = "geheim<script>alert(7)</script>"


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/api/v1/nothing", 404, "not_found"),
        ("/api/v1/products/没有的产品", 404, "unknown_name"),
        ("/api/v1/places/没有的地方/gaps", 404, "unknown_name"),
        ("/api/v1/chains/没有的链?place=500102", 404, "unknown_name"),
        ("/api/v1/places/500102/gaps/g000000000000", 404, "unknown_name"),
        ("/api/v1/chains/聚酯/map", 422, "validation"),
        ("/api/v1/places/500102/gaps?reach=0", 422, "validation"),
        ("/api/v1/places/500102/gaps?radius=nan", 422, "validation"),
        ("/api/v1/places?after=gone", 422, "usage"),
    ],
)
def test_an_error_of_the_api_is_a_problem_with_code_and_request(
    fuling: Client, address: str, status: int, code: str
) -> None:
    answer = fuling.get(address)
    problem = answer.json()
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["request_id"] == answer.headers["x-request-id"]
    assert problem["title"]


def test_a_refused_parameter_is_named_and_not_repeated(fuling: Client) -> None:
    answer = fuling.get(f"/api/v1/places/500102/gaps?reach={SENT}&kind={SENT}&top=0")
    assert [one["field"] for one in answer.json()["errors"]] == ["kind", "reach", "top"]
    assert "geheim" not in answer.text
    assert "不能小于 1" in answer.text


@pytest.mark.parametrize("address", [f"/gaps?place=500102&reach={SENT}", f"/gaps?place=500102&advice={SENT}"])
def test_a_page_with_a_wrong_parameter_is_a_small_chinese_page(fuling: Client, address: str) -> None:
    answer = fuling.get(address)
    assert answer.status_code == 422
    assert "geheim" not in answer.text
    assert "参数有误" in answer.text


def test_an_unknown_name_is_shown_short_and_escaped_with_near_names(fuling: Client) -> None:
    answer = fuling.get("/products/PT?place=500102")
    assert answer.status_code == 404
    assert "PTA" in answer.text
    long = fuling.get("/products/" + "<q>" * 60)
    assert "<q>" not in long.text
    assert "&lt;q&gt;" * 21 not in long.text


def test_what_nobody_caught_says_nothing_about_the_program(broken: Client) -> None:
    for address in ("/api/v1/places", "/gaps"):
        answer = broken.get(address)
        assert answer.status_code == 500
        for leaked in ("secret-of-the-stack", "Traceback", "RuntimeError", ".py", "/work", "site-packages"):
            assert leaked not in answer.text
        assert answer.headers["x-request-id"] in answer.text


def test_a_store_that_is_down_is_told_in_words(down: Client) -> None:
    answer = down.get("/api/v1/places")
    assert answer.json()["code"] == "store_unreachable"
    assert "Neo4j" in answer.json()["detail"]
    assert "chainmap doctor" in down.get("/gaps").text
    assert down.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("sent", "field", "reason"),
    [
        (b"", "body", "必须填写"),
        (b"{", "body", "不是完整的 JSON"),
        (b"[]", "body", "必须是 JSON 对象"),
        (b'{"add": []}', "add", "不能为空"),
        (b'{"add": [{"product": "BDO", "amount": 1}], "zzz": 1}', "zzz", "不是认得的字段"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused_with_its_reason(
    fuling: Client, sent: bytes, field: str, reason: str
) -> None:
    answer = fuling.request("POST", "/api/v1/places/500102/what-if", {"content-type": "application/json"}, content=sent)
    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["errors"]] == [field]
    assert reason in answer.json()["detail"]
