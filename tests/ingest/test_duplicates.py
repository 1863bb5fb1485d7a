"""Threat D3: duplicate ids and names are decided by one rule, listed in the report, the same for every order."""

import random
from collections.abc import Iterator

import pytest

from chainmap.facts import EnterpriseFact, PlaceFact, ProductFact
from ingest.report import Level, RowIssue
from tests.ingest.writing import Cells, codes, digests, load_rows, only_issue

PLACES: list[Cells] = [
    ["代码", "地区", "上级"],
    ["500116", "江津区", "重庆市"],
    ["500116", "永川区", "重庆市"],
    ["500117", "合川区", "重庆市"],
    ["500118", "合川区", "重庆市"],
]
ENTERPRISES: list[Cells] = [
    ["企业", "统一社会信用代码", "地区"],
    ["华峰化工", "91500102A", "涪陵区"],
    ["华峰氨纶", "91500102A", "涪陵区"],
    ["万凯新材料", "91500102B", "涪陵区"],
    ["万凯新材料", "91500102C", "长寿区"],
    ["蓬威石化", "", "涪陵区"],
    ["蓬威石化", "", "涪陵区"],
]
PRODUCTS: list[Cells] = [
    ["产品", "别名", "行业代码"],
    ["1,4-丁二醇", "丁二醇", ""],
    ["1,3-丁二醇", "丁二醇", ""],
    ["顺酐", "MA;马来酸酐", ""],
    ["马来酸", "MA", ""],
    ["BDO粗品", "1,4-丁二醇", ""],
]
CAPACITIES: list[Cells] = [
    ["企业", "产品", "地区", "产能"],
    *[[f"企业{i}", "己二酸", "涪陵区", ""] for i in range(20)],
    *[[f"企业{i}", "己二酸", "涪陵区", ""] for i in range(15)],
    ["企业0", "己二酸", "涪陵区", "5"],
]
SHEETS = {"地区": PLACES, "企业": ENTERPRISES, "产品": PRODUCTS, "产能": CAPACITIES}


def shuffled(seed: int) -> dict[str, list[Cells]]:
    order = random.Random(seed)  # noqa: S311  (an order to try, no secret)
    return {title: [rows[0], *order.sample(rows[1:], len(rows) - 1)] for title, rows in SHEETS.items()}


def what(issues: tuple[RowIssue, ...]) -> Iterator[tuple[str, str]]:
    """What was decided, without the row in which it stood; a repeated row is told by the rows' numbers."""
    return ((issue.code, "" if issue.code == "repeated_row" else issue.message) for issue in issues)


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_rows_decides_nothing(seed: int) -> None:
    straight, other = load_rows(SHEETS), load_rows(shuffled(seed))
    assert digests(other.statements) == digests(straight.statements)
    assert sorted(what(other.report.issues)) == sorted(what(straight.report.issues))
    assert (other.report.read, other.report.kept) == (straight.report.read, straight.report.kept)


def test_one_code_of_two_places_stays_with_the_name_that_sorts_first() -> None:
    loaded = load_rows({"地区": PLACES[:3]})
    issue = only_issue(loaded)
    assert (issue.code, issue.row, issue.column, issue.level) == ("duplicate_id", 2, "代码", Level.REJECTED)
    assert issue.message == "“江津区”的代码 500116 已经属于“永川区”。"
    assert [s.fact.name for s in loaded.statements if isinstance(s.fact, PlaceFact)] == [
        "永川区"
    ]  # 永 U+6C38, 江 U+6C5F


def test_one_credit_code_of_two_enterprises_is_a_duplicate_id() -> None:
    loaded = load_rows({"企业": ENTERPRISES[:3]})
    issue = only_issue(loaded)
    assert (issue.code, issue.column) == ("duplicate_id", "统一社会信用代码")
    assert issue.message == "“华峰氨纶”的统一社会信用代码 91500102A 已经属于“华峰化工”。"
    assert "请核对并改正" in issue.suggestion


def test_two_codes_of_one_name_are_two_things_that_a_person_must_name() -> None:
    loaded = load_rows({"企业": [ENTERPRISES[0], *ENTERPRISES[3:5]]})
    assert only_issue(loaded).message == "“万凯新材料”的统一社会信用代码 91500102C 与同名一行的 91500102B 不同。"
    assert [s.fact.credit_code for s in loaded.statements if isinstance(s.fact, EnterpriseFact)] == ["91500102B"]


def test_the_two_butanediols_share_no_alias() -> None:
    loaded = load_rows({"产品": PRODUCTS[:3]})
    assert only_issue(loaded).message == "别名“丁二醇”已经属于“1,3-丁二醇”,没有再记给“1,4-丁二醇”。"
    aliases = {s.fact.name: s.fact.aliases for s in loaded.statements if isinstance(s.fact, ProductFact)}
    assert aliases == {"1,3-丁二醇": ("丁二醇",), "1,4-丁二醇": ()}
    assert loaded.report.kept == 2


def test_rows_that_are_wholly_equal_are_kept_once_and_told_once() -> None:
    loaded = load_rows({"产能": CAPACITIES})
    assert codes(loaded) == ["repeated_row"]
    issue = only_issue(loaded)
    assert issue.message == "有 15 行与别的行完全相同,只算一次;如第 22 行与产能.csv 第 2 行。"
    assert issue.level is Level.NOTE
    assert (loaded.report.read, loaded.report.kept, len(loaded.statements)) == (36, 36, 21)


def test_rows_that_differ_only_in_their_note_are_two_plants() -> None:
    rows: list[Cells] = [["企业", "产品", "地区", "产能", "备注"]]
    rows += [["华峰化工", "己二酸", "涪陵区", "18万吨", phase] for phase in ("一期", "二期")]
    loaded = load_rows({"产能": rows})
    assert (len(loaded.statements), codes(loaded)) == (2, [])


def test_the_same_row_in_two_files_of_one_source_counts_once() -> None:
    loaded = load_rows({"产能": CAPACITIES[:2], "capacities": CAPACITIES[:2]})
    assert (loaded.report.read, loaded.report.kept, len(loaded.statements)) == (2, 2, 1)
    assert only_issue(loaded).message == "有 1 行与别的行完全相同,只算一次;如第 2 行与capacities.csv 表“产能” 第 2 行。"


def test_one_place_written_under_two_spellings_of_its_parent_is_no_duplicate() -> None:
    rows: list[Cells] = [["代码", "地区", "上级"], ["500116", "江津区", "重庆市"], ["500116", "江津区", "重庆"]]
    loaded = load_rows({"地区": rows})
    assert codes(loaded) == ["repeated_row"]
