"""Rows X6 and A9 of the threats: every answer carries its headers, and only our own names are answered."""

import pytest

from tests.api.addresses import FILES, JSON, OTHER, PAGES
from tests.api.client import Client

EVERY = (*JSON, *FILES, *PAGES, *OTHER)


def assert_guarded(answer: object) -> None:
    headers = answer.headers  # type: ignore[attr-defined]
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy
    assert "unsafe" not in policy
    assert "nonce" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert len(headers["x-request-id"]) == 16


@pytest.mark.parametrize("address", EVERY)
def test_every_answer_is_guarded(fuling: Client, address: str) -> None:
    answer = fuling.get(address)
    assert answer.status_code == 200
    assert_guarded(answer)


@pytest.mark.parametrize("address", (*JSON, *PAGES))
def test_not_modified_is_guarded_too(fuling: Client, address: str) -> None:
    tag = fuling.get(address).headers["etag"]
    answer = fuling.get(address, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert_guarded(answer)


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/nothing", 404),
        ("GET", "/api/v1/products/没有的产品", 404),
        ("GET", "/products/没有的产品", 404),
        ("GET", "/static/nothing.css", 404),
        ("GET", "/static/../app.py", 404),
        ("POST", "/api/v1/products", 405),
        ("DELETE", "/", 405),
        ("GET", "/api/v1/places/500102/gaps?reach=99", 422),
        ("GET", "/gaps?place=500102&reach=x", 422),
        ("GET", "/docs", 404),
        ("GET", "/redoc", 404),
    ],
)
def test_refusals_are_guarded(fuling: Client, method: str, address: str, status: int) -> None:
    answer = fuling.request(method, address)
    assert answer.status_code == status
    assert_guarded(answer)


@pytest.mark.parametrize("address", ["/api/v1/places", "/", "/readyz"])
def test_a_store_that_is_down_says_when_to_come_back(down: Client, address: str) -> None:
    answer = down.get(address)
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert_guarded(answer)


@pytest.mark.parametrize("address", ["/api/v1/places", "/"])
def test_what_nobody_caught_is_guarded(broken: Client, address: str) -> None:
    answer = broken.get(address)
    assert answer.status_code == 500
    assert_guarded(answer)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil/admin?x=", "127.0.0.1.evil.example", "127.0.0.1:80@evil", "", "127.0.0.1:x", "[::1]"]
)
def test_a_foreign_host_is_refused(fuling: Client, host: str) -> None:
    answer = fuling.get("/api/v1/places", headers={"Host": host})
    assert answer.status_code == 400
    assert answer.json()["code"] == "unknown_host"
    assert host == "" or host not in answer.text
    assert_guarded(answer)


def test_two_hosts_are_refused(fuling: Client) -> None:
    answer = fuling.get("/", headers=[("Host", "127.0.0.1"), ("Host", "127.0.0.1")])
    assert answer.status_code == 400
    assert_guarded(answer)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost", "LOCALHOST:9"])
def test_our_own_names_are_answered(fuling: Client, host: str) -> None:
    assert fuling.get("/healthz", headers={"Host": host, "X-Forwarded-Host": "evil.example"}).status_code == 200


def test_no_answer_allows_another_origin(fuling: Client) -> None:
    for origin in ("null", "http://evil.example", "http://127.0.0.1:1"):
        answer = fuling.get("/api/v1/places", headers={"Origin": origin})
        assert "access-control-allow-origin" not in answer.headers


def test_head_answers_like_get_without_the_body(fuling: Client) -> None:
    asked, had = fuling.head("/gaps?place=500102"), fuling.get("/gaps?place=500102")
    assert (asked.status_code, asked.content) == (200, b"")
    assert asked.headers["etag"] == had.headers["etag"]


def test_own_files_may_be_kept_for_a_year_under_their_digest(fuling: Client) -> None:
    page = fuling.get("/help").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    assert "immutable" in fuling.get(address).headers["cache-control"]
