"""What the pages promise: help texts, state in the address, drawn empty states, no style and no inline script."""

import re

import pytest

from api.pages import balance, chain, closing, gaps, help, home, product, search, targets, what_if
from api.pages.frame import Address, Page, part_of
from tests.api import readers
from tests.api.addresses import PAGES
from tests.api.client import Client

CONTEXTS = (
    home.HomePage,
    chain.ChainPage,
    gaps.GapsPage,
    targets.TargetsPage,
    balance.BalancePage,
    product.ProductPage,
    search.SearchPage,
    what_if.WhatIfPage,
    closing.ClosingPage,
    help.HelpPage,
)


@pytest.mark.parametrize("context", CONTEXTS)
def test_every_field_of_every_page_has_a_help_text(context: type[Page]) -> None:
    assert [name for name, field in context.model_fields.items() if not field.description] == []


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_a_twin_and_no_inline_script_or_style(fuling: Client, address: str) -> None:
    page = fuling.get(address).text
    twin = page.split('type="application/json" href="')[1].split('"')[0].replace("&amp;", "&")
    assert fuling.get(twin).headers["content-type"] == "application/json"
    assert re.findall(r"<script(?![^>]*\ssrc=)", page) == []
    assert re.findall(r"\s(?:style|on[a-z]+)=", page) == []
    assert re.findall(r"(?:src|href)=\"(?:https?:)?//", page) == []
    assert '<meta name="renderer" content="webkit">' in page
    assert "图谱截至 2026-11-20" in page


@pytest.mark.parametrize("address", PAGES)
def test_every_link_of_a_page_leads_somewhere(fuling: Client, address: str) -> None:
    page = fuling.get(address).text
    links = {link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"]*)"', page)}
    broken = [link for link in sorted(links) if fuling.get(link.split("#")[0]).status_code != 200]
    assert broken == []


@pytest.mark.parametrize("store", [readers.empty, readers.library_only])
def test_without_enterprises_every_page_says_so_and_how_to_begin(store: object) -> None:
    client = Client(store())  # type: ignore[operator]
    for address in ("/", "/gaps", "/targets", "/balance", "/chains/聚酯", "/what-if", "/closing"):
        page = client.get(address)
        assert page.status_code == 200, address
        assert "尚无企业数据" in page.text
        assert "chainmap load" in page.text


def test_a_place_without_enterprises_is_told_from_one_that_lacks_nothing() -> None:
    client = Client(readers.library_only())
    page = client.get("/places/500102").text
    assert "该地尚无" in page


def test_the_numbers_of_the_chain_page_are_the_cards_it_shows(fuling: Client) -> None:
    page = fuling.get("/chains/聚酯?place=500102").text
    cards = re.findall(r'class="card (\w+)', page)
    legend = dict(re.findall(r'<i class="(\w+)"></i>[^<]*?(\d+)</span>', page))
    assert {state: cards.count(state) for state in legend} == {state: int(n) for state, n in legend.items()}
    gaps_only = fuling.get("/chains/聚酯?place=500102&show=gaps").text
    assert len(re.findall(r'class="card lacking', gaps_only)) == cards.count("lacking")


def test_a_state_is_told_by_symbol_and_words_not_by_colour_alone(fuling: Client) -> None:
    page = fuling.get("/chains/聚酯?place=500102").text
    pet = page.split("<span>PET</span>")[1].split("</a>")[0]
    assert 'title="有">●' in pet
    assert "60 万吨/年" in pet
    glycol = page.split("<span>乙二醇</span>")[1].split("</a>")[0]
    assert 'title="缺">○' in glycol


def test_an_open_drawer_has_its_own_address_and_closes_to_the_page_without(fuling: Client) -> None:
    page = fuling.get("/chains/聚酯?place=500102&show=gaps&open=乙二醇").text
    close = page.split('class="close" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "show=gaps" in close
    assert "open=" not in close
    assert "20.4 万吨/年" in page  # 60 万吨 PET × 0.34


def test_a_filter_keeps_the_rank_of_the_whole_list(fuling: Client) -> None:
    every = fuling.get("/api/v1/places/500102/gaps").json()["candidates"]
    fill = [row["id"] for row in every if row["advice"] == "fill"]
    page = fuling.get("/gaps?place=500102&advice=fill").text
    assert re.findall(r'<tr id="([^"]+)"', page) == fill
    assert f"<i>{len(fill)}</i>" in page


def test_an_address_changes_one_thing_and_keeps_the_rest() -> None:
    here = Address(path="/gaps", params=(("place", "500102"), ("kind", "missing_stage"), ("open", "g1")))
    assert here.but(open=None) == "/gaps?place=500102&kind=missing_stage"
    assert here.but(open="a&b=c#d") == "/gaps?place=500102&kind=missing_stage&open=a%26b%3Dc%23d"
    assert here.only("place", path="/targets") == "/targets?place=500102"


@pytest.mark.parametrize(
    ("asked", "first", "last"), [("", 1, 200), ("201", 201, 400), ("401", 401, 450), ("999", 1, 200)]
)
def test_long_tables_come_in_parts_of_two_hundred(asked: str, first: int, last: int) -> None:
    here = Address(path="/gaps", params=(("from", asked),) if asked else ())
    rows, part = part_of(here, 450)
    assert (part.first, part.last, part.total) == (first, last, 450)
    assert (rows.start, rows.stop) == (first - 1, last)
    assert bool(part.after) == (last < 450)
    assert bool(part.before) == (first > 1)


def test_everything_shows_all_rows() -> None:
    rows, part = part_of(Address(path="/gaps", params=(("from", "all"),)), 450)
    assert (rows.start, rows.stop, part.last) == (0, 450, 450)


def test_hostile_names_stay_text_on_every_page(hostile: Client) -> None:
    seen = {"/"}
    queue = ["/"]
    while queue and len(seen) < 150:
        answer = hostile.get(queue.pop(0))
        assert answer.status_code == 200
        page = answer.text
        for marked in ("<script>document", "<img src=x", "<a href=javascript"):
            assert marked not in page
        for link in re.findall(r'href="(/[^"]*)"', page):
            plain = link.replace("&amp;", "&").split("#")[0]
            if plain not in seen and not plain.startswith(("/api/", "/static/")):
                seen.add(plain)
                queue.append(plain)
    assert len(seen) > 40


def test_places_with_enterprises_come_before_the_others_and_lead_on(fuling: Client) -> None:
    text = fuling.get("/places").text
    assert 'href="/places/500102"' in text and "全部地区" in text
    assert fuling.get("/api/v1/places?q=涪陵").json()["items"][0]["id"] == "500102"
    assert all(item["parent"]["id"] == "500000" for item in fuling.get("/api/v1/places?around=重庆").json()["items"])
