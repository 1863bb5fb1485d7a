"""The description at /openapi.json names every address of the contract that is built, and every refusal."""

from tests.api.client import Client

BUILT = {
    "/api/v1/products",
    "/api/v1/products/{product}",
    "/api/v1/products/{product}/neighbourhood",
    "/api/v1/places",
    "/api/v1/places/{place}",
    "/api/v1/places/{place}/gaps",
    "/api/v1/places/{place}/gaps/{gap}",
    "/api/v1/places/{place}/targets",
    "/api/v1/places/{place}/balance",
    "/api/v1/places/{place}/what-if",
    "/api/v1/places/{place}/what-if/comparison",
    "/api/v1/places/{place}/closing",
    "/api/v1/places/{place}/backtest",
    "/api/v1/chains",
    "/api/v1/chains/{chain}",
    "/api/v1/chains/{chain}/map",
    "/api/v1/link-hypotheses",
    "/api/v1/search",
    "/api/v1/sources",
    "/healthz",
    "/readyz",
}


def test_the_description_names_exactly_what_is_built(fuling: Client) -> None:
    assert set(fuling.get("/openapi.json").json()["paths"]) == BUILT


def test_every_question_says_how_it_may_refuse(fuling: Client) -> None:
    for path, methods in fuling.get("/openapi.json").json()["paths"].items():
        if path.startswith("/api/"):
            for method in methods.values():
                assert {"200", "404", "422", "503"} <= set(method["responses"])


def test_lists_go_on_from_their_key(fuling: Client) -> None:
    every = [item["id"] for item in fuling.get("/api/v1/products").json()["items"]]
    found: list[str] = []
    after = ""
    while True:
        part = fuling.get(f"/api/v1/products?limit=2&after={after}").json()
        assert part["total"] == len(every)
        found += [item["id"] for item in part["items"]]
        if part["next"] is None:
            break
        after = part["next"]
    assert found == every


def test_one_gap_is_the_row_of_the_list(fuling: Client) -> None:
    row = fuling.get("/api/v1/places/涪陵区/gaps").json()["candidates"][0]
    assert fuling.get(f"/api/v1/places/500102/gaps/{row['id']}").json() == row


def test_the_map_is_a_file_that_carries_its_own_policy(fuling: Client) -> None:
    answer = fuling.get("/api/v1/chains/聚酯/map?place=500102")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "Content-Security-Policy" in answer.text
