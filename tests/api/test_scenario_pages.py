"""The pages of what-if and closing set: the form, its addresses, the difference, the comparison, bad input."""

import re
from urllib.parse import unquote

import pytest

from tests.api.client import Client

WHAT_IF = "/what-if?place=500102"
CLOSING = "/closing?place=500102"


def part(page: str, name: str) -> str:
    """The text of one box, without marks."""
    box = page.split(f'id="{name}"')[1].split("</section>")[0].split("</tbody>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", box))


def location(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 303
    return unquote(answer.headers["location"])


def test_a_plant_closes_its_gap_and_moves_the_balance(fuling: Client) -> None:
    page = fuling.get(f"{WHAT_IF}&add=乙二醇=30万吨/年").text
    assert "乙二醇" in part(page, "closed")
    assert "0 吨/年 → 30 万吨/年" in part(page, "balance")
    assert "0 吨/年 → 9.6 万吨/年" in part(page, "balance")  # 30 − 60 × 0.34
    assert "20.4 万吨/年 → 0 吨/年" in part(page, "balance")


def test_a_plant_binds_its_feedstock_by_route(fuling: Client) -> None:
    page = fuling.get(f"{WHAT_IF}&add=涤纶长丝=10万吨/年").text
    assert "PET 10.1 万吨/年 ● 有 通用路线 涤纶长丝" in part(page, "binds")  # 10 × 1.01


def test_what_a_form_sends_becomes_a_readable_address(fuling: Client) -> None:
    sent = f"{WHAT_IF}&product=乙二醇&amount=30&unit=万吨/年&product=&amount=&unit=万吨/年"
    assert location(fuling, sent) == f"{WHAT_IF}&add=乙二醇=30万吨/年"


@pytest.mark.parametrize(
    ("button", "end"),
    [
        ("add-a", "&add=乙二醇=3吨/年&add=PX=4吨/年&add="),
        ("drop-a-0", "&add=PX=4吨/年"),
        ("drop-a-9", "&add=乙二醇=3吨/年&add=PX=4吨/年"),
        ("drop-b-x", "&add=乙二醇=3吨/年&add=PX=4吨/年"),
        ("compare", "&add=乙二醇=3吨/年&add=PX=4吨/年&against="),
    ],
)
def test_every_button_of_the_form_works_without_script(fuling: Client, button: str, end: str) -> None:
    sent = f"{WHAT_IF}&product=乙二醇&amount=3&unit=吨/年&product=PX&amount=4&unit=吨/年&do={button}"
    target = location(fuling, sent)
    assert target == WHAT_IF + end
    assert fuling.get(target).status_code == 200


def test_the_second_set_can_be_taken_away(fuling: Client) -> None:
    sent = f"{WHAT_IF}&product=PX&amount=4&unit=吨/年&other_product=乙二醇&other_amount=&other_unit="
    assert location(fuling, sent) == f"{WHAT_IF}&add=PX=4吨/年&against=乙二醇="
    assert location(fuling, f"{sent}&do=single") == f"{WHAT_IF}&add=PX=4吨/年"


def test_two_sets_stand_side_by_side_with_what_differs_marked(fuling: Client) -> None:
    asked = f"{WHAT_IF}&add=乙二醇=30万吨/年&against=乙二醇=40万吨/年&against=PX=5万吨/年"
    page = fuling.get(asked).text
    assert "PX ≠ — 向上游延链" in part(page, "closed")
    assert "0 吨/年 → 30 万吨/年 0 吨/年 → 40 万吨/年" in part(page, "balance")
    assert "乙二醇" not in part(page, "closed")  # closed by both
    assert "乙二醇" in part(fuling.get(f"{asked}&show=all").text, "closed")


@pytest.mark.parametrize(
    ("plants", "said", "offered"),
    [
        ("&add=乙二纯=30万吨/年", "没有这个产品:“乙二纯”。", "add=乙二醇=30万吨/年"),
        ("&add=聚酯纤维=3", "聚酯纤维只是归类,不知道落地的是哪一种", "add=涤纶长丝=3"),
        ("&add=乙二醇=3万顿", "不认识", ""),
        ("&add=乙二醇=-3", "是负数", ""),
        ("&add=乙二醇=0", "产能是 0", ""),
        ("&add==5万吨/年", "没有写产品", ""),
        ("&add=PX=1&against=乙二纯=2", "没有这个产品:“乙二纯”。", "against=乙二醇=2"),
        ("&against=PX=1", "情景A还没有写装置", ""),
    ],
)
def test_a_bad_row_is_answered_on_the_page_with_the_form_kept(
    fuling: Client, plants: str, said: str, offered: str
) -> None:
    answer = fuling.get(WHAT_IF + plants)
    page = unquote(answer.text).replace("&amp;", "&")
    assert answer.status_code == 422
    assert answer.headers["cache-control"] == "no-store"
    assert page.count(said) == 1
    assert offered in page
    for value in re.findall(r"=([^=&]+)=", plants):
        assert f'value="{value}"' in page


def test_an_unknown_place_keeps_the_plants_and_offers_the_near_one(fuling: Client) -> None:
    answer = fuling.get("/what-if?place=涪林区&add=乙二醇=3万吨/年")
    assert answer.status_code == 404
    assert 'value="乙二醇"' in answer.text
    assert "/what-if?place=涪陵区&add=乙二醇=3万吨/年" in unquote(answer.text).replace("&amp;", "&")


def test_sending_an_empty_form_says_what_is_missing(fuling: Client) -> None:
    answer = fuling.get(f"{WHAT_IF}&product=&amount=&unit=万吨/年")
    assert answer.status_code == 422
    assert "还没有写装置" in answer.text
    answer = fuling.get(f"{CLOSING}&was=&for=")
    assert answer.status_code == 422
    assert "还没有写目标" in answer.text


def test_every_opened_gap_can_be_added_too(fuling: Client) -> None:
    page = unquote(fuling.get(f"{WHAT_IF}&add=涤纶长丝=5万吨/年").text).replace("&amp;", "&")
    opened = fuling.get("/api/v1/places/500102/what-if?add=涤纶长丝=5万吨/年").json()["opened"]
    for gap in opened:
        assert f"&add=涤纶长丝=5万吨/年&add={gap['product']['name']}=" in page


def test_a_closing_set_lists_order_tonnes_and_moves(fuling: Client) -> None:
    page = fuling.get(f"{CLOSING}&for=涤纶长丝&amount=5&unit=万吨/年").text
    assert "1 涤纶长丝 5 万吨/年 通用路线" in part(page, "make")
    assert "PET 5.05 万吨/年" in part(page, "uses")  # 5 × 1.01


def test_a_move_is_named_and_can_be_taken_back(fuling: Client) -> None:
    page = fuling.get("/closing?place=500102&for=涤纶长丝&make=聚酯").text  # 聚酯 is PET, made here already
    assert "由您指定" in page
    undo = re.findall(r'href="([^"]*)" aria-label="PET不再指定"', page)
    assert [unquote(one.replace("&amp;", "&")) for one in undo] == ["/closing?place=500102&for=涤纶长丝"]


def test_what_is_made_can_be_bought_instead(fuling: Client) -> None:
    page = fuling.get("/closing?place=500115&for=PET").text  # 长寿: PX → PTA → PET, 乙二醇 is bought
    assert "乙二醇" in part(page, "buy")
    move = re.findall(r'href="(/closing[^"]*)" aria-label="PTA改为外购"', page)
    moved = fuling.get(move[0].replace("&amp;", "&")).text
    assert "PTA" in part(moved, "buy")
    assert 'aria-label="PTA改为外购"' not in moved
    assert re.search(r'aria-label="PTA改为自建"', moved)
    assert 'title="图谱里没有它的工艺路线"' in moved  # 乙二醇 has no recipe in this map


def test_another_target_forgets_the_moves_and_the_same_one_keeps_them(fuling: Client) -> None:
    same = location(fuling, f"{CLOSING}&was=涤纶长丝&for=涤纶长丝&buy=PX&amount=5&unit=万吨/年")
    assert same == f"{CLOSING}&for=涤纶长丝&buy=PX&amount=5&unit=万吨/年"
    assert location(fuling, f"{CLOSING}&was=涤纶长丝&for=乙二醇&buy=PX") == f"{CLOSING}&for=乙二醇"


@pytest.mark.parametrize(
    ("asked", "status", "said", "offered"),
    [
        ("&for=乙二纯", 404, "没有这个产品或产业链:“乙二纯”。", "&for=乙二醇"),
        ("&for=涤纶长丝&buy=乙二纯", 404, "没有这个产品:“乙二纯”。", "&for=涤纶长丝&buy=乙二醇"),
        ("&for=涤纶长丝&buy=涤纶长丝", 422, "就是要做的产品", ""),
        ("&for=乙二醇&make=PX&buy=PX", 422, "既列为自建又列为外购", ""),
        ("&for=聚酯产业链&amount=3", 422, "产能只能用于一种产品", ""),
        ("&for=乙二醇&amount=三", 422, "读不成数量", ""),
    ],
)
def test_a_bad_closing_question_is_answered_on_the_page(
    fuling: Client, asked: str, status: int, said: str, offered: str
) -> None:
    answer = fuling.get(CLOSING + asked)
    page = unquote(answer.text).replace("&amp;", "&")
    assert answer.status_code == status
    assert said in page
    assert CLOSING.removeprefix("/closing?") + offered in page
    assert "--" not in page.split('class="refused"')[1].split("</div>")[0]


def test_the_drawer_of_a_gap_leads_to_both_pages(fuling: Client) -> None:
    page = unquote(fuling.get("/gaps?place=500102&open=乙二醇").text).replace("&amp;", "&")
    assert "/what-if?place=500102&add=乙二醇=30万吨/年" in page  # its economic scale
    assert "/closing?place=500102&for=乙二醇" in page
    made = unquote(fuling.get("/products/PTA?place=500102").text).replace("&amp;", "&")
    assert "/what-if?place=500102&add=PTA=120万吨/年" in made
    assert "/closing?place=500102&for=PTA" not in made


def test_the_twin_and_the_files_of_a_page_are_the_same_question(fuling: Client) -> None:
    page = fuling.get(f"{WHAT_IF}&add=乙二醇=30万吨/年&against=PX=5万吨/年").text
    twin = unquote(page.split('type="application/json" href="')[1].split('"')[0].replace("&amp;", "&"))
    assert twin == "/api/v1/places/500102/what-if/comparison?add=乙二醇=30万吨/年&against=PX=5万吨/年"
    assert fuling.get(f"{twin}&format=csv").text.startswith("\ufeff部分,环节,说明,情景A,情景B,不同\r\n新增装置,乙二醇,")
