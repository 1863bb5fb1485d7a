"""Row H1 of the threats, by hand: odd requests get an answer below 500 and do not crash the service."""

import pytest

from tests.api.client import Client

ODD = (
    "%ED%A0%80",
    "%00",
    "%0d%0aX:%201",
    "%FF%FE",
    "%F0%9F%98%80",
    "9223372036854775808",
    "-1",
    "1e999",
    "NaN",
    "None",
    "' OR 1=1 --",
    "{{7*7}}",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "..%5c..%5cx",
    "a" * 5000,
    "%E2%80%AE%E2%80%8D",
    "＝1+1",
)
PLACES = (
    "/api/v1/products?q={}",
    "/api/v1/products/{}",
    "/api/v1/products/{}/neighbourhood",
    "/api/v1/products/PTA/neighbourhood?upstream={}",
    "/api/v1/places/{}",
    "/api/v1/places/{}/gaps",
    "/api/v1/places/500102/gaps?top={}",
    "/api/v1/places/500102/gaps?chain={}",
    "/api/v1/places/500102/gaps?radius={}",
    "/api/v1/places/500102/gaps?format={}",
    "/api/v1/places/500102/gaps/{}",
    "/api/v1/chains/{}?place=500102",
    "/api/v1/chains/聚酯?place={}",
    "/api/v1/places?limit={}",
    "/api/v1/places?after={}",
    "/?place={}",
    "/?maker={}",
    "/places/{}",
    "/gaps?place=500102&open={}",
    "/gaps?place=500102&from={}",
    "/gaps?place=500102&tag={}",
    "/gaps?place=500102&unit={}",
    "/chains/聚酯?place=500102&open={}",
    "/search?q={}",
    "/help/{}",
    "/static/{}",
)


@pytest.mark.parametrize("place", PLACES)
def test_odd_requests_are_answered(fuling: Client, place: str) -> None:
    for odd in ODD:
        answer = fuling.get(place.format(odd))
        assert answer.status_code in (200, 404, 422), (place, odd, answer.status_code)
        assert "\r\nX: 1" not in str(answer.headers)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"])
def test_only_reading_is_possible(fuling: Client, method: str) -> None:
    answer = fuling.request(method, "/api/v1/places")
    assert answer.status_code == 405
    assert answer.json()["code"] == "method_not_allowed"
