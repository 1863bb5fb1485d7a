"""Two spellings of one name have one key; what nobody can see is refused; the written name is kept."""

import csv
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainmap.errors import NameRefused
from chainmap.names import LONGEST_NAME, clean_name, enterprise_id, name_key, place_id, product_id

OPEN_PRODUCTS = Path(__file__).parents[3] / "shared/data/ckg/products.csv"

SAME = [
    ("PVC", "ＰＶＣ"),
    ("PTA", "pta"),
    ("尼龙66", "尼龙６６"),
    ("尼龙 66", "尼龙66"),
    ("聚酯(瓶级)", "聚酯（瓶级）"),
    ("1,4-丁二醇", "１，４－丁二醇"),
    ("Ⅲ类医疗器械", "III类医疗器械"),
    ("㎡板", "m2板"),
    ("ﾅｲﾛﾝ", "ナイロン"),
    ("Straße", "STRASSE"),
]
"""Ten pairs that mean one thing (full width, case, spaces, Roman numerals, unit signs, half width, ß)."""

OTHER = [
    ("PTA", "РТА"),  # Cyrillic
    ("尼龙66", "尼龙6"),
    ("丁二醇", "丁二酸"),
    ("1,4-丁二醇", "1,3-丁二醇"),
    ("TPU", "TPEE"),
    ("己二腈", "已二腈"),  # 已 is another character than 己
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_two_spellings_of_one_name_share_their_key_and_keep_their_writing(first: str, second: str) -> None:
    assert name_key(first) == name_key(second)
    assert product_id(first) == product_id(second)
    assert clean_name(first) == first and clean_name(second) == second


@pytest.mark.parametrize(("first", "second"), OTHER)
def test_names_that_only_look_alike_are_never_merged(first: str, second: str) -> None:
    assert name_key(first) != name_key(second)
    assert product_id(first) != product_id(second)


@given(st.text(max_size=30))
def test_the_key_of_a_key_is_the_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


@given(st.text(max_size=60))
def test_a_clean_name_is_clean_and_has_the_key_of_what_was_written(name: str) -> None:
    try:
        kept = clean_name(name)
    except NameRefused:
        return
    assert clean_name(kept) == kept
    assert name_key(kept) == name_key(name)
    assert kept in name or "  " in name or any(unicodedata.category(c) == "Zs" for c in name)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" 己二酸 ", "己二酸"),
        ("\u3000己二酸\u3000", "己二酸"),
        ("\u00a0PTA", "PTA"),
        ("LED  显示屏", "LED 显示屏"),
        ("  a   b  ", "a b"),
        ("LED 显示屏", "LED 显示屏"),
    ],
)
def test_outer_spaces_go_and_inner_runs_become_one(written: str, kept: str) -> None:
    assert clean_name(written) == kept


@pytest.mark.parametrize(
    "name", ["-ACT", "-四氟苯系列", "含氨>10%", "镁`合金", "=1+1", "铝", "'引号'", "C4/C5", "<b>", "α-蒎烯"]
)
def test_real_names_that_look_hostile_survive(name: str) -> None:
    assert clean_name(name) == name


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("北极虾\u200d", "U\\+200D"),
        ("上装\x7f", "控制字符"),
        ("己二\u202e酸", "第 3 个字符是不可见的格式字符"),
        ("己\u2066二酸", "U\\+2066"),
        ("\ufeff产品", "U\\+FEFF"),
        ("己二酸\n甲醇", "控制字符"),
        ("己二酸\t", "控制字符"),
        ("a\x00b", "U\\+0000"),
        ("a\ud800", "残缺的编码"),
        ("a\ue000", "私用字符"),
        ("己二酸\u2028", "换行字符"),
        ("己二酸\ufe0f", "不可见的字符"),
        ("\u3164", "不可见的字符"),
        ("", "名称是空的"),
        (" \u3000 ", "名称是空的"),
    ],
)
def test_what_nobody_can_see_is_refused_by_name_and_position(name: str, what: str) -> None:
    with pytest.raises(NameRefused, match=what):
        clean_name(name)


@pytest.mark.parametrize("length", [LONGEST_NAME - 1, LONGEST_NAME])
def test_a_name_up_to_the_limit_is_kept(length: int) -> None:
    assert clean_name("酸" * length) == "酸" * length


@pytest.mark.parametrize("length", [LONGEST_NAME + 1, 1_000_000])
def test_a_name_beyond_the_limit_is_refused_in_few_words(length: int) -> None:
    with pytest.raises(NameRefused, match=f"最多 {LONGEST_NAME} 个") as refused:
        clean_name("酸" * length)
    assert len(str(refused.value)) < 100


def test_ids_are_the_same_on_every_machine() -> None:
    assert product_id("己二酸") == product_id(" 己二酸") == "p" + product_id("己二酸")[1:]
    assert len(product_id("己二酸")) == 13
    assert product_id("己二酸")[1:] == enterprise_id("己二酸")[1:]
    assert place_id("涪陵区", code="500102", parent="重庆市") == "500102"
    assert place_id("朝阳区", parent="北京市") != place_id("朝阳区", parent="长春市")


def test_on_the_open_product_list_exactly_the_measured_names_change_and_merge() -> None:
    """131 names are not in NFKC; 28 merge by NFKC and case, and two more (LED 显示屏, 绿化工 程施工) by spaces."""
    if not OPEN_PRODUCTS.exists():
        pytest.skip("the open product list is not on this machine")
    with OPEN_PRODUCTS.open(encoding="utf-8") as file:
        names = {row["name"] for row in csv.DictReader(file)}
    assert sum(unicodedata.normalize("NFKC", name) != name for name in names) == 131
    by_case = {unicodedata.normalize("NFKC", name).casefold() for name in names}
    merged: dict[str, list[str]] = defaultdict(list)
    for name in names:
        merged[name_key(name)].append(name)
    assert len(names) - len(by_case) == 28
    assert len(names) - len(merged) == 30
    assert sorted(merged["led显示屏"]) == ["LED 显示屏", "LED显示屏"]
    assert sum(len(group) > 1 for group in merged.values()) == 29
