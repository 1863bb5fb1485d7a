"""Workbooks: cells keep their type, rows the number that a spreadsheet shows, errors are no empty cells."""

import datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from chainmap.errors import FileRefused
from chainmap.facts import CapacityFact, PlaceFact
from chainmap.quantities import Quantity
from ingest.pipeline import KnownNames, Loaded, read_source
from ingest.spreadsheet import read_spreadsheet
from ingest.tables import ErrorCell, Limits, Table, column_index, column_letters
from tests.ingest.writing import (
    CAPACITIES,
    PLACES,
    USER,
    Cells,
    codes,
    digests,
    facts,
    known_products,
    load_rows,
    only_issue,
    write_workbook,
)


def tables(path: Path) -> tuple[Table, ...]:
    return read_spreadsheet(path.read_bytes(), path.name, Limits(), lambda title: True)


def load(path: Path) -> Loaded:
    return read_source([path], source=USER, known=known_products())


def capacities(*rows: Cells) -> dict[str, list[Cells]]:
    return {"产能": [["企业", "产品", "地区", "产能", "投产年份"], *rows]}


def test_rows_are_numbered_as_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"产能": [[], [], ["企业"], [], ["华峰化工"], ["  "], ["蓬威石化"]]})
    assert [(row.number, row.cells[0]) for row in tables(path)[0].rows] == [
        (3, "企业"),
        (5, "华峰化工"),
        (7, "蓬威石化"),
    ]


def test_cells_keep_their_type(tmp_path: Path) -> None:
    day = datetime.date(2024, 1, 5)
    path = write_workbook(tmp_path / "a.xlsx", {"产能": [["己二酸", 12, 0.45, True, day, "=1+1", "'-ACT", None, "尾"]]})
    assert tables(path)[0].rows[0].cells == ("己二酸", 12.0, 0.45, True, day, "=1+1", "'-ACT", "", "尾")


def test_a_formula_error_is_no_empty_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("说明").write(0, 0, "x")
    page = book.add_worksheet("产能")
    for position, text in enumerate(["企业", "产品", "地区", "产能"]):
        page.write(0, position, text)
    for position, text in enumerate(["华峰化工", "己二酸", "涪陵区"]):
        page.write(1, position, text)
    page.write_formula(1, 3, "=1/0", None, "#DIV/0!")
    book.close()
    assert tables(path)[1].rows[1].cells[3] == ErrorCell()
    loaded = load(path)
    issue = next(i for i in loaded.report.issues if i.code == "error_cell")
    assert (issue.row, issue.column, loaded.report.kept) == (2, "产能", 0)
    assert "公式错误" in issue.message


def test_a_workbook_of_another_program_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    page = book.create_sheet("产能")
    for row in CAPACITIES[:2]:
        page.append(list(row))
    book.save(path)
    assert facts(load(path))[0].amount == Quantity.exact(360_000)  # type: ignore[attr-defined]


def test_codes_stored_as_numbers_keep_their_whole_look(tmp_path: Path) -> None:
    rows: list[Cells] = [["代码", "地区", "上级", "类型"], [500103, "渝中区", "重庆市", "区县"]]
    loaded = load(write_workbook(tmp_path / "a.xlsx", {"地区": rows}))
    assert isinstance(loaded.statements[0].fact, PlaceFact)
    assert loaded.statements[0].fact.code == "500103"


def test_a_credit_code_stored_as_a_number_has_lost_its_last_digits(tmp_path: Path) -> None:
    rows: list[Cells] = [["企业", "统一社会信用代码", "地区"], ["华峰化工", 915001020000000000, "涪陵区"]]
    issue = only_issue(load(write_workbook(tmp_path / "a.xlsx", {"企业": rows})))
    assert issue.code == "lost_digits"
    assert issue.suggestion == "请把这一列设成文本格式后重填。"


@pytest.mark.parametrize(
    ("cell", "code"),
    [(True, "boolean_in_number"), (False, "boolean_in_number"), (datetime.date(2024, 3, 1), "date_cell")],
)
def test_a_truth_value_or_a_date_is_no_amount(tmp_path: Path, cell: object, code: str) -> None:
    issue = only_issue(
        load(write_workbook(tmp_path / "a.xlsx", capacities(["华峰化工", "己二酸", "涪陵区", cell, None])))
    )
    assert (issue.code, issue.row, issue.column) == (code, 2, "产能")


def test_a_name_that_the_spreadsheet_made_a_date_is_refused(tmp_path: Path) -> None:
    rows = capacities(["华峰化工", datetime.date(2024, 1, 4), "涪陵区", 1, None])
    issue = only_issue(load(write_workbook(tmp_path / "a.xlsx", rows)))
    assert issue.message == "“产品”里是日期 2024-01-04,可能是表格软件自动改成的。"


@pytest.mark.parametrize("cell", [2012, "2012", "2012年", "2012年5月", "2012-05", "2012.5", datetime.date(2012, 5, 1)])
def test_a_year_is_read_from_what_people_write(tmp_path: Path, cell: object) -> None:
    loaded = load(write_workbook(tmp_path / "a.xlsx", capacities(["华峰化工", "己二酸", "涪陵区", 36, cell])))
    assert isinstance(loaded.statements[0].fact, CapacityFact)
    assert loaded.statements[0].fact.year == 2012


@pytest.mark.parametrize("cell", [45292, "12", "去年", True, 2012.75, "1012"])
def test_a_date_serial_is_no_year(tmp_path: Path, cell: object) -> None:
    rows = capacities(["华峰化工", "己二酸", "涪陵区", 36, cell])
    assert only_issue(load(write_workbook(tmp_path / "a.xlsx", rows))).column == "投产年份"


def test_a_computed_number_reads_as_it_is_shown(tmp_path: Path) -> None:
    rows = capacities(["华峰化工", "己二酸", "涪陵区", 0.1 + 0.2, None])
    loaded = load(write_workbook(tmp_path / "a.xlsx", rows))
    assert facts(loaded)[0].amount == Quantity.exact(0.3)  # type: ignore[attr-defined]


def test_merged_cells_are_asked_to_be_filled(tmp_path: Path) -> None:
    rows = capacities(["华峰化工", "己二酸", "涪陵区", 36, None], [None, "PTA", "涪陵区", 60, None])
    issue = only_issue(load(write_workbook(tmp_path / "a.xlsx", rows)))
    assert (issue.code, issue.row, issue.column) == ("missing_value", 3, "企业")
    assert "取消合并" in issue.suggestion


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "空.xlsx", {"Sheet1": []})
    with pytest.raises(FileRefused, match=r"“空\.xlsx”是空工作簿:每张表都没有内容。.*chainmap template"):
        load(path)


def test_a_workbook_with_headings_alone_is_refused_and_leaves_the_store_as_it_is(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"产能": CAPACITIES[:1], "地区": PLACES[:1]})
    with pytest.raises(FileRefused, match=r"只有表头,没有数据行.*库里原有的内容没有动"):
        load(path)


def test_a_workbook_without_any_known_sheet_says_what_it_looks_like(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"Sheet1": CAPACITIES})
    with pytest.raises(
        FileRefused, match=r"没有认得的表。看表头像“产能”表,请把表.*改名为“产能”.*表名应是:产品、工艺路线"
    ):
        load(path)


def test_sheets_that_are_not_read_are_named(tmp_path: Path) -> None:
    sheets: dict[str, list[Cells]] = {
        "产能": CAPACITIES,
        "项目": [["项目"], ["一"]],
        "备忘": [["随便"]],
        "填写说明": [["x"]],
    }
    loaded = load(write_workbook(tmp_path / "a.xlsx", dict(sheets)))
    told = {issue.sheet: issue.message for issue in loaded.report.issues}
    assert told == {"项目": "“项目”表这个版本还不读,原样留着。", "备忘": "“备忘”不是认得的表,原样留着。"}
    assert (loaded.report.read, loaded.report.rejected) == (2, 0)


def test_a_workbook_says_the_same_as_its_csv_files(tmp_path: Path) -> None:
    book = load(write_workbook(tmp_path / "a.xlsx", {"产能": CAPACITIES, "地区": PLACES}))
    files = load_rows({"产能": CAPACITIES, "地区": PLACES})
    assert digests(book.statements) == digests(files.statements)
    assert codes(book) == codes(files) == []


def test_column_letters_and_their_positions_agree() -> None:
    assert [column_letters(i) for i in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert all(column_index(column_letters(i)) == i for i in range(0, 16384, 7))


def test_a_store_that_knows_nothing_asks_for_every_name(tmp_path: Path) -> None:
    loaded = read_source([write_workbook(tmp_path / "a.xlsx", {"产能": CAPACITIES})], source=USER, known=KnownNames())
    assert (loaded.report.read, loaded.report.questions, loaded.report.kept) == (2, 2, 0)
