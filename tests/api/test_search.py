"""Search as people and programs meet it: the page, its JSON twin, the list of products; state in the address."""

import re

import pytest

from tests.api.client import Client


def test_initials_find_the_product_with_its_state_reason_and_link(fuling: Client) -> None:
    (hit,) = fuling.get("/api/v1/search?q=yec&place=500102").json()["items"]
    assert (hit["name"], hit["presence"], hit["reason"]) == ("乙二醇", "lacking", "拼音 yi er chun")
    assert fuling.get(hit["link"]).status_code == 200
    page = fuling.get("/search?q=yec&place=500102").text
    assert f'href="{hit["link"]}" data-row' in page
    assert "○ 缺" in page and "拼音 yi er chun" in page


def test_a_product_that_is_here_says_so(fuling: Client) -> None:
    (hit,) = fuling.get("/api/v1/search?q=聚酯&thing=product&limit=1&place=500102").json()["items"]
    assert (hit["name"], hit["presence"], hit["reason"]) == ("PET", "present", "别名 聚酯")


def test_suggestions_do_not_wait_for_states(fuling: Client) -> None:
    (hit,) = fuling.get("/api/v1/search?q=yec&place=500102&states=false").json()["items"]
    assert (hit["presence"], hit["thing_label"]) == (None, "产品")
    assert hit["link"].endswith("?place=500102")


def test_every_kind_is_found_and_leads_to_a_page(fuling: Client) -> None:
    for text, thing in (("fuling", "place"), ("500102", "place"), ("聚酯产业链", "chain"), ("pwsh", "enterprise")):
        hit = fuling.get(f"/api/v1/search?q={text}").json()["items"][0]
        assert hit["thing"] == thing
        assert fuling.get(hit["link"]).status_code == 200


def test_an_enterprise_is_shown_among_the_plants_of_its_place(fuling: Client) -> None:
    hit = fuling.get("/api/v1/search?q=蓬威石化").json()["items"][0]
    page = fuling.get(hit["link"]).text
    assert "蓬威石化" in page.split('id="plants"')[1] and "万凯新材料" not in page.split('id="plants"')[1]


def test_a_kind_is_chosen_in_the_address_and_counted(fuling: Client) -> None:
    page = fuling.get("/search?q=聚酯&thing=chain").text
    assert len(re.findall(r"<a [^>]*data-row", page)) == 1
    counted = dict(re.findall(r">(全部|产品|地区|产业链|企业)<i>(\d+)</i>", page))
    assert counted == {"全部": "3", "产品": "2", "地区": "0", "产业链": "1", "企业": "0"}


def test_a_kind_without_hits_points_to_the_others(fuling: Client) -> None:
    page = fuling.get("/search?q=PTA&thing=place").text
    assert 'href="/search?q=PTA">看全部</a>' in page


def test_a_near_name_is_marked_as_one(fuling: Client) -> None:
    page = fuling.get("/search?q=已二醇").text
    assert "只有 1 个相近的" in page
    assert ">相近</span>" in page
    assert fuling.get("/api/v1/products?q=已二醇").json()["items"][0]["match"] == "near"


def test_products_over_http_say_how_they_met_the_text(fuling: Client) -> None:
    (item,) = fuling.get("/api/v1/products?q=duierjiaben").json()["items"]
    assert (item["name"], item["match"], item["written"]) == ("PX", "sound", "对二甲苯")
    first = fuling.get("/api/v1/products?q=j&limit=1").json()
    assert first["total"] > 1
    assert fuling.get(f"/api/v1/products?q=j&limit=1&after={first['next']}").json()["items"] != first["items"]


def test_an_after_that_is_gone_is_refused(fuling: Client) -> None:
    assert fuling.get("/api/v1/search?q=PTA&after=p0").status_code == 422


@pytest.mark.parametrize("text", ["%00", "%2E%2A", "(", "酸" * 200, "ＰＴＡ", "%20", "%ED%A0%80"])
def test_odd_texts_are_answered_by_page_and_json(fuling: Client, text: str) -> None:
    assert fuling.get(f"/search?q={text}").status_code in (200, 422)
    assert fuling.get(f"/api/v1/search?q={text}").status_code in (200, 422)


def test_the_form_of_every_page_asks_for_a_search_and_keeps_the_place(fuling: Client) -> None:
    page = fuling.get("/gaps?place=500102").text
    form = page.split('role="search"')[1].split("</form>")[0]
    assert 'name="place" value="500102"' in form
    assert 'type="search" name="q"' in form
