"""Headings in Chinese or English, however they are spaced and bracketed; what is missing or twice is named."""

from pathlib import Path

import pytest

from chainmap.facts import CapacityFact, ProductFact, RouteInputFact
from chainmap.quantities import Quantity
from ingest.headings import bracket_of, heading_key, read_heading, sheet_like
from ingest.pipeline import read_source
from ingest.sheets import SHEETS, Sheet, sheet_named
from ingest.tables import Row
from tests.ingest.writing import USER, Cells, codes, known_products, load_rows, only_issue, write_csv


@pytest.mark.parametrize(
    "written",
    [
        "单耗",
        " 单 耗 ",
        "单耗(吨/吨)",
        "单耗（吨/吨）",
        "单耗[t/t]",
        "单耗*",
        "*单耗",
        "consumption",
        "Consumption",
        "单耗\n(吨/吨)",
    ],
)
def test_a_heading_is_known_however_it_is_written(written: str) -> None:
    sheet = sheet_named("工艺路线")
    assert sheet is not None
    heading = read_heading(sheet, (Row(1, ("产出", "投入", written)),))
    assert [column.field for column in heading.columns.values()] == ["output", "input", "consumption"]
    assert heading.unknown == ()


def test_values_and_signs_in_brackets_are_no_part_of_a_heading() -> None:
    assert heading_key("角色(原料|辅料|能源|联产)") == "角色"
    assert heading_key("别名(;)") == heading_key("别名（；）") == "别名"
    assert bracket_of("产能（万吨/年）") == "万吨/年"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.title)
def test_every_sheet_may_be_written_in_english(sheet: Sheet) -> None:
    fields = tuple(column.field for column in sheet.columns)
    heading = read_heading(sheet, (Row(1, fields),))
    assert heading.unknown == heading.missing == heading.repeated == ()
    assert tuple(column.field for column in heading.columns.values()) == fields


@pytest.mark.parametrize(("title", "plural"), [(sheet.title, sheet.plural) for sheet in SHEETS])
def test_a_sheet_is_known_by_both_names(title: str, plural: str) -> None:
    assert sheet_named(title) is sheet_named(plural) is sheet_named(f" {plural.upper()} ")


def test_an_english_file_says_the_same_as_a_chinese_one() -> None:
    chinese = load_rows(
        {"产能": [["企业", "产品", "地区", "产能", "单位"], ["华峰化工", "己二酸", "涪陵区", "36", "万吨"]]}
    )
    english = load_rows(
        {
            "capacities": [
                ["enterprise", "product", "place", "capacity", "unit"],
                ["华峰化工", "己二酸", "涪陵区", "36", "万吨"],
            ]
        }
    )
    assert [s.digest for s in chinese.statements] == [s.digest for s in english.statements]


def test_a_missing_column_is_named_with_what_must_be_there() -> None:
    loaded = load_rows({"产能": [["企业", "产能"], ["华峰化工", "36"], ["蓬威石化", "60"]]})
    assert codes(loaded) == ["missing_column", "missing_column"]
    product = next(issue for issue in loaded.report.issues if issue.column == "产品")
    assert product.row == 1
    assert product.message.startswith("缺少“产品”列,整张表没有读。")
    assert product.suggestion == "请加上这一列;要有的列是:企业、产品、地区。"
    assert (loaded.report.read, loaded.report.kept, loaded.report.rejected) == (2, 0, 2)


def test_a_missing_column_shows_the_guess_of_the_encoding_and_a_preview(tmp_path: Path) -> None:
    path = tmp_path / "产能.csv"
    path.write_bytes("企业,产物\n华峰化工,己二酸\n".encode("gbk"))
    issues = read_source([path], source=USER, known=known_products()).report.issues
    issue = next(issue for issue in issues if issue.column == "产品")
    assert "(按 GB18030,逗号分隔 读,第一行是:企业、产物)" in issue.message


def test_a_column_that_stands_twice_is_not_guessed() -> None:
    rows: list[Cells] = [["企业", "产品", "地区", "产能", "产能(万吨)"], ["华峰化工", "己二酸", "涪陵区", "1", "36"]]
    issue = only_issue(load_rows({"产能": rows}))
    assert (issue.code, issue.column) == ("repeated_column", "产能(万吨)")


def test_an_unknown_column_is_named_and_left_alone() -> None:
    loaded = load_rows({"产能": [["企业", "产品", "地区", "厂长"], ["华峰化工", "己二酸", "涪陵区", "张三"]]})
    assert only_issue(loaded).message == "不认得的列“厂长”,原样留着。"
    assert loaded.report.kept == 1


def test_a_title_above_the_heading_is_passed_over() -> None:
    rows: list[Cells] = [
        ["涪陵区产能表"],
        [],
        ["企业", "产品", "地区"],
        ["华峰化工", "己二酸", "涪陵区"],
        ["x", "", ""],
    ]
    loaded = load_rows({"产能": rows})
    assert [(i.code, i.row) for i in loaded.report.issues] == [
        ("title_rows", 1),
        ("missing_value", 5),
        ("missing_value", 5),
    ]
    assert (loaded.report.read, loaded.report.kept) == (2, 1)


def test_the_unit_in_a_heading_counts_where_the_row_names_none() -> None:
    rows: list[Cells] = [
        ["企业", "产品", "地区", "产能(万吨/年)", "备注"],
        ["华峰化工", "己二酸", "涪陵区", "36", "一"],
        ["华峰化工", "己二酸", "涪陵区", "500吨", "二"],
    ]
    amounts = {
        s.fact.note: s.fact.amount for s in load_rows({"产能": rows}).statements if isinstance(s.fact, CapacityFact)
    }
    assert amounts == {"一": Quantity.exact(360_000), "二": Quantity.exact(500)}


def test_a_unit_column_goes_before_the_unit_in_the_heading() -> None:
    rows: list[Cells] = [
        ["企业", "产品", "地区", "产能(万吨/年)", "单位"],
        ["华峰化工", "己二酸", "涪陵区", "36", "吨"],
    ]
    fact = load_rows({"产能": rows}).statements[0].fact
    assert isinstance(fact, CapacityFact) and fact.amount == Quantity.exact(36)


@pytest.mark.parametrize("heading", ["产能(设计)", "产能(2024)", "产能(2024年)", "产能"])
def test_another_word_in_the_brackets_is_no_unit(heading: str) -> None:
    rows: list[Cells] = [["企业", "产品", "地区", heading], ["华峰化工", "己二酸", "涪陵区", "36"]]
    fact = load_rows({"产能": rows}).statements[0].fact
    assert isinstance(fact, CapacityFact) and fact.amount == Quantity.exact(36)


def test_kilograms_a_tonne_in_a_heading_are_turned_into_tonnes() -> None:
    rows: list[Cells] = [["产出", "投入", "单耗(kg/t)"], ["己二腈", "己二酸", "1340"]]
    fact = load_rows({"工艺路线": rows}).statements[0].fact
    assert isinstance(fact, RouteInputFact) and fact.consumption == Quantity.exact(1.34, "t/t")


def test_a_percent_heading_makes_85_a_share_and_asks_about_0_85() -> None:
    rows: list[Cells] = [["产品", "进口依存度(%)"], ["己二腈", "45"]]
    fact = load_rows({"产品": rows}).statements[0].fact
    assert isinstance(fact, ProductFact) and fact.import_dependence == 0.45
    issue = only_issue(load_rows({"产品": [rows[0], ["己二腈", "0.45"]]}))
    assert issue.code == "share_or_percent"


def test_a_file_with_another_name_is_told_which_sheet_it_looks_like(tmp_path: Path) -> None:
    write_csv(tmp_path, "产能", [["企业", "产品", "地区"], ["华峰化工", "己二酸", "涪陵区"]])
    write_csv(tmp_path, "产能表", [["企业", "产品", "地区", "产能"], ["华峰化工", "己二酸", "涪陵区", "1"]])
    loaded = read_source([tmp_path], source=USER, known=known_products())
    issue = only_issue(loaded)
    assert (issue.file, issue.code) == ("产能表.csv", "unknown_sheet")
    assert issue.suggestion == "看表头像“产能”表:是的话请把它改名为“产能”。"


def test_a_heading_row_that_could_be_of_several_sheets_is_of_none() -> None:
    assert sheet_like(("随便", "什么")) is None
    assert sheet_like(("产品", "来源", "地区")) is None
    found = sheet_like(("产出", "投入", "单耗"))
    assert found is not None and found.title == "工艺路线"
