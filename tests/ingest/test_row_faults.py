"""Threat D2: every fault is located to file, sheet, row and column, with a code and the way out; no row vanishes."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chainmap.errors import FileRefused
from chainmap.quantities import Quantity
from ingest.pipeline import KnownNames, Loaded, read_source
from ingest.report import Level
from ingest.sheets import SHEETS, Sheet
from tests.ingest.writing import USER, Cells, codes, csv_text, known_products, load_rows, only_issue, write_csv

KNOWN = known_products("聚酯瓶片", "尼龙66")
GOOD = {
    "产品": {"产品": "聚酯切片", "英文名": "polyester chip"},
    "工艺路线": {"产出": "己二腈", "投入": "己二酸"},
    "供应链关系": {"上游": "PX", "下游": "PTA"},
    "地区": {"地区": "白涛新材料科技城", "上级": "涪陵区", "类型": "园区"},
    "企业": {"企业": "华峰化工", "地区": "涪陵区"},
    "产能": {"企业": "华峰化工", "产品": "己二酸", "地区": "涪陵区"},
    "购销": {"供方企业": "蓬威石化", "需方企业": "万凯新材料", "产品": "PTA"},
    "产业链": {"产业链": "聚酯", "锚点产品": "PTA"},
}


def load_one(sheet: str, **cells: str) -> Loaded:
    """One row of a sheet: a good one with these cells set, cleared or added."""
    row = {**GOOD[sheet], **cells}
    return load_rows({sheet: [list(row), list(row.values())]}, known=KNOWN)


@pytest.mark.parametrize("sheet", GOOD)
def test_a_good_row_of_every_sheet_is_kept_without_a_word(sheet: str) -> None:
    report = load_one(sheet).report
    assert (report.read, report.kept, report.rejected, report.questions, report.issues) == (1, 1, 0, 0, ())


FAULTS = [
    ("产能", "产能", "-5", "negative_amount", "负数"),
    ("产能", "产能", "-0", "negative_amount", "负数"),
    ("产能", "产能", "−5万吨", "negative_amount", "负数"),
    ("产能", "产能", "NaN", "amount_refused", "读不成数量"),
    ("产能", "产能", "∞", "amount_refused", "读不成数量"),
    ("产能", "产能", "1e999", "amount_refused", "读不成数量"),
    ("产能", "产能", "1_000", "amount_refused", "读不成数量"),
    ("产能", "产能", "9223372036854775808", "amount_refused", "读不成数量"),
    ("产能", "产能", "9" * 5000, "amount_refused", "读不成数量"),
    ("产能", "产能", "TRUE", "amount_refused", "读不成数量"),
    ("产能", "产能", "很多", "amount_refused", "读不成数量"),
    ("产能", "产能", "12;13", "amount_refused", "读不成数量"),
    ("产能", "产能", "5-3", "amount_refused", "上限小于下限"),
    ("产能", "产能", "2000亿吨", "amount_refused", "大得不可能"),
    ("产能", "产能", "2024-01-05", "amount_refused", "读不成数量"),
    ("产能", "产能", "#DIV/0!", "error_cell", "公式错误"),
    ("产能", "单位", "abc", "amount_refused", "单位“abc”读不懂"),
    ("产能", "单位", "万吨/月", "amount_refused", "不是按年的"),
    ("产能", "状态", "开着", "bad_choice", "“状态”不能是“开着”"),
    ("产能", "利用率", "160%", "amount_refused", "超出范围"),
    ("产能", "利用率", "85", "amount_refused", "是 85% 吗"),
    ("产能", "自用比例", "1.2", "amount_refused", "超出范围"),
    ("产能", "自用比例", "-0.1", "negative_amount", "负数"),
    ("产能", "自用比例", "一半", "amount_refused", "不是比例"),
    ("产能", "投产年份", "45292", "bad_year", "四位年份"),
    ("产能", "投产年份", "今年", "bad_year", "四位年份"),
    ("产能", "企业", "", "missing_value", "“企业”没有填"),
    ("产能", "产品", "  ", "missing_value", "“产品”没有填"),
    ("产能", "地区", "", "missing_value", "“地区”没有填"),
    ("产能", "企业", "华\u202e峰", "name_refused", "不可见的格式字符"),
    ("产能", "企业", "华" * 201, "name_refused", "名称过长"),
    ("产能", "企业", "华\n峰", "name_refused", "控制字符"),
    ("产能", "依据", "听说", "bad_choice", "不能是“听说”"),
    ("产能", "依据", "引用", "missing_citation", "来源却空着"),
    ("产能", "来源", "年报\u202e", "hidden_character", "看不见"),
    ("产能", "来源", "年报\x07", "hidden_character", "U+0007"),
    ("产能", "来源", "长" * 5001, "too_long", "最多 5000 个"),
    ("产品", "产品", "", "missing_value", "“产品”没有填"),
    ("产品", "性质", "好东西", "bad_choice", "“性质”不能是“好东西”"),
    ("产品", "性质", "归类", "bad_choice", "“性质”不能是“归类”"),
    ("产品", "经济规模", "-30万吨", "negative_amount", "负数"),
    ("产品", "全国企业数", "3.5", "not_whole", "要填整数"),
    ("产品", "全国企业数", "十几家", "amount_refused", "不是数字"),
    ("产品", "进口依存度", "45", "amount_refused", "是 45% 吗"),
    ("产品", "产能过剩", "也许", "bad_choice", "“产能过剩”不能是“也许”"),
    ("产品", "别名", "a\x07b", "name_refused", "控制字符"),
    ("工艺路线", "单耗", "0", "amount_refused", "单耗必须大于 0"),
    ("工艺路线", "单耗", "-0.6", "negative_amount", "负数"),
    ("工艺路线", "单耗", "六成", "amount_refused", "读不成单耗"),
    ("工艺路线", "单耗", "0.7-0.6", "amount_refused", "上限小于下限"),
    ("工艺路线", "角色", "主料", "bad_choice", "“角色”不能是“主料”"),
    ("工艺路线", "投入", "己二腈", "self_loop", "两头是同一个产品"),
    ("工艺路线", "投入", "己 二 腈", "self_loop", "两头是同一个产品"),
    ("工艺路线", "依据", "化学计量", "missing_citation", "依据写着“化学计量”"),
    ("供应链关系", "下游", "PX", "self_loop", "两头是同一个产品"),
    ("供应链关系", "关系", "上下", "bad_choice", "“关系”不能是“上下”"),
    ("地区", "类型", "镇", "bad_choice", "“类型”不能是“镇”"),
    ("地区", "经度", "200", "out_of_range", "写反"),
    ("地区", "纬度", "107.4", "out_of_range", "写反"),
    ("地区", "经度", "东经107", "out_of_range", "度数"),
    ("企业", "地区", "", "missing_value", "“地区”没有填"),
    ("企业", "角色", "老大", "bad_choice", "“角色”不能是“老大”"),
    ("购销", "数量", "-1", "negative_amount", "负数"),
    ("购销", "需方企业", "", "missing_value", "“需方企业”没有填"),
    ("产业链", "向上级数", "13", "out_of_range", "最多 12 级"),
    ("产业链", "向下级数", "1.5", "not_whole", "要填整数"),
    ("产业链", "锚点产品", "", "missing_value", "“锚点产品”没有填"),
]


@pytest.mark.parametrize(("sheet", "column", "cell", "code", "words"), FAULTS)
def test_a_fault_is_told_where_it_stands(sheet: str, column: str, cell: str, code: str, words: str) -> None:
    loaded = load_one(sheet, **{column: cell})
    issue = only_issue(loaded)
    assert (issue.file, issue.sheet, issue.row, issue.code, issue.level) == (
        f"{sheet}.csv",
        sheet,
        2,
        code,
        Level.REJECTED,
    )
    assert words in issue.message + issue.suggestion
    assert issue.column in (column, "来源", "") if code in ("missing_citation", "self_loop") else issue.column == column
    assert "请" in issue.message + issue.suggestion or "只能填" in issue.suggestion
    assert len(issue.message) < 200
    assert (loaded.report.read, loaded.report.kept, loaded.report.rejected) == (1, 0, 1)
    assert loaded.statements == ()


def test_there_are_more_than_sixty_faults_in_the_table() -> None:
    assert len(FAULTS) >= 60


@pytest.mark.parametrize(
    ("cell", "unit", "expected"),
    [
        ("1,234", "", Quantity.exact(1234)),
        ("12万吨", "", Quantity.exact(120_000)),
        ("１２", "万吨", Quantity.exact(120_000)),
        ("", "", Quantity.unknown()),
        ("×亿元", "", Quantity.unknown()),
        ("5万吨以上", "", Quantity.at_least(50_000)),
        ("10", "GWh", Quantity.exact(10, "GWh/a")),
    ],
)
def test_what_people_write_as_an_amount_is_read(cell: str, unit: str, expected: Quantity) -> None:
    loaded = load_one("产能", 产能=cell, 单位=unit)
    assert loaded.statements[0].fact.amount == expected  # type: ignore[union-attr]


def test_a_bad_choice_lists_what_may_stand_there() -> None:
    assert only_issue(load_one("产能", 状态="开着")).suggestion == "只能填:投产、在建、拟建、停产,或空着。"


@pytest.mark.parametrize(
    ("low", "value", "high", "expected"),
    [
        ("", "0.66", "", Quantity.exact(0.66, "t/t")),
        ("0.65", "0.66", "0.67", Quantity(value=0.66, low=0.65, high=0.67, unit="t/t")),
        ("0.65", "", "0.67", Quantity(value=0.66, low=0.65, high=0.67, unit="t/t")),
        ("0.65", "0.66", "", Quantity(value=0.66, low=0.65, high=0.66, unit="t/t")),
        ("0.65", "", "", Quantity.at_least(0.65, "t/t")),
        ("", "", "0.67", Quantity.at_most(0.67, "t/t")),
        ("", "", "", Quantity.unknown("t/t")),
    ],
)
def test_a_consumption_and_its_range_become_one_quantity(low: str, value: str, high: str, expected: Quantity) -> None:
    loaded = load_one("工艺路线", 单耗下限=low, 单耗=value, 单耗上限=high)
    assert loaded.statements[0].fact.consumption == expected  # type: ignore[union-attr]


@pytest.mark.parametrize(("low", "value", "high"), [("0.7", "", "0.6"), ("0.7", "0.66", ""), ("", "0.66", "0.6")])
def test_a_range_in_the_wrong_order_is_refused(low: str, value: str, high: str) -> None:
    issue = only_issue(load_one("工艺路线", 单耗下限=low, 单耗=value, 单耗上限=high))
    assert (issue.code, issue.column, issue.suggestion) == ("bad_range", "单耗", "请使 下限 ≤ 单耗 ≤ 上限。")


def test_all_faults_of_a_row_are_told_at_once_and_it_counts_once() -> None:
    loaded = load_one("产能", 企业="", 产能="-5", 状态="开着")
    assert sorted(codes(loaded)) == ["bad_choice", "missing_value", "negative_amount"]
    assert (loaded.report.read, loaded.report.rejected) == (1, 1)


def test_an_unquoted_comma_that_shifts_the_row_is_noticed() -> None:
    rows: list[Cells] = [["企业", "产品", "地区"], ["华峰化工", "己二酸", "涪陵区", "白涛"]]
    issue = only_issue(load_rows({"产能": rows}, known=KNOWN))
    assert issue.code == "extra_cell"
    assert "错了位" in issue.message and "引号" in issue.suggestion


def test_a_short_row_is_filled_up_with_empty_cells() -> None:
    rows: list[Cells] = [["企业", "产品", "地区", "产能", "单位"], ["华峰化工", "己二酸", "涪陵区"]]
    assert load_rows({"产能": rows}, known=KNOWN).report.kept == 1


cells_of_any_kind = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["", "己二酸", "PTA", "涪陵区", "重庆市", "500102", "-5", "12万吨", "45%", "是", "原料", "在建", "0.66", "'=1"]
    ),
)


@st.composite
def any_table(draw: st.DrawFn) -> tuple[Sheet, list[list[str]]]:
    sheet = draw(st.sampled_from(SHEETS))
    headings = [column.heading for column in sheet.columns]
    rows = draw(st.lists(st.lists(cells_of_any_kind, min_size=len(headings), max_size=len(headings)), max_size=6))
    return sheet, [headings, *rows]


@settings(max_examples=150, deadline=None)
@given(any_table())
def test_any_table_is_read_to_the_last_row_or_refused_whole(table: tuple[Sheet, list[list[str]]]) -> None:
    sheet, rows = table
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{sheet.plural}.csv"
        path.write_bytes(csv_text(rows).encode("utf-8", "replace"))
        try:
            report = read_source([path], source=USER, known=KNOWN).report
        except FileRefused:
            return
    assert report.read == report.kept + report.rejected
    assert report.questions <= report.rejected
    refused = {issue.row for issue in report.issues if issue.level is not Level.NOTE}
    assert len(refused) == report.rejected
    assert all(issue.row is not None and issue.code and issue.message for issue in report.issues)


def test_the_report_of_a_load_is_the_one_of_the_contract(tmp_path: Path) -> None:
    path = write_csv(tmp_path, "产能", [["企业", "产品", "地区", "产能"], ["华峰化工", "己二睛", "涪陵区", "36万吨"]])
    report = read_source([path], source=USER, known=KNOWN).report.model_dump(mode="json")
    assert {name: report[name] for name in ("read", "kept", "rejected", "questions")} == {
        "read": 1,
        "kept": 0,
        "rejected": 1,
        "questions": 1,
    }
    assert report["files"] == [
        {"file": "产能.csv", "sheet": "产能", "read": 1, "kept": 0, "rejected": 1, "read_as": "UTF-8,逗号分隔"}
    ]
    assert report["issues"] == [
        {
            "file": "产能.csv",
            "sheet": "产能",
            "row": 2,
            "column": "产品",
            "code": "unknown_product",
            "message": "没有这个产品:“己二睛”。",
            "suggestion": "是不是:己二腈、己二酸?是就改成它的写法;"
            "确是新产品,请先在“产品”表里加上它,或写成某个产品的别名。",
            "level": "question",
        }
    ]


def test_nothing_known_is_a_fair_start() -> None:
    loaded = load_rows({"产品": [["产品"], ["己二酸"]]}, known=KnownNames())
    assert loaded.report.kept == 1
