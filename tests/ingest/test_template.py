"""The template: every sheet with its headings, bold where required, drop-downs, help; filled in, it loads."""

from pathlib import Path

import openpyxl
import pytest

from chainmap.errors import FileRefused
from ingest.headings import read_heading
from ingest.pipeline import read_source
from ingest.sheets import HELP_SHEET, SHEETS, Sheet
from ingest.tables import Row
from ingest.template import write_template
from tests.ingest.writing import USER, known_products

FILLED: dict[str, dict[str, str | float]] = {
    "产品": {"产品": "聚酯瓶片", "性质": "商品", "产能过剩": "是"},
    "产能": {
        "企业": "万凯新材料",
        "产品": "聚酯瓶片",
        "地区": "涪陵区",
        "产能": "120",
        "单位": "万吨/年",
        "状态": "投产",
    },
    "工艺路线": {"产出": "聚酯瓶片", "投入": "PTA", "单耗": 0.86, "角色": "原料", "依据": "常识"},
}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "模板.xlsx"
    write_template(path)
    return path


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.title)
def test_every_sheet_stands_there_with_headings_help_and_drop_downs(template: Path, sheet: Sheet) -> None:
    page = openpyxl.load_workbook(template)[sheet.title]
    cells = page[1]
    heading = read_heading(sheet, (Row(1, tuple(str(cell.value) for cell in cells)),))
    assert tuple(heading.columns.values()) == sheet.columns
    assert [bool(cell.font.b) for cell in cells] == [column.required for column in sheet.columns]
    assert all(column.help in cell.comment.text for cell, column in zip(cells, sheet.columns, strict=True))
    lists = {str(rule.sqref).split("2:")[0]: rule.formula1 for rule in page.data_validations.dataValidation}
    wanted = {c.column_letter: f'"{",".join(k.labels)}"' for c, k in zip(cells, sheet.columns, strict=True) if k.labels}
    assert lists == wanted


def test_the_sheets_are_those_of_the_contract(template: Path) -> None:
    assert openpyxl.load_workbook(template).sheetnames == [
        HELP_SHEET, "产品", "工艺路线", "供应链关系", "地区", "企业", "产能", "购销", "产业链",
    ]  # fmt: skip


def test_the_help_sheet_explains_every_column(template: Path) -> None:
    rows = list(openpyxl.load_workbook(template)[HELP_SHEET].iter_rows(values_only=True))
    explained = {(row[0], row[1]) for row in rows}
    assert {(sheet.title, column.shown) for sheet in SHEETS for column in sheet.columns} <= explained


def test_the_empty_template_is_no_load(template: Path) -> None:
    with pytest.raises(FileRefused, match="只有表头,没有数据行"):
        read_source([template], source=USER, known=known_products())


def test_the_filled_template_loads_without_a_word(template: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(template)
    for title, cells in FILLED.items():
        sheet = next(sheet for sheet in SHEETS if sheet.title == title)
        for position, column in enumerate(sheet.columns, 1):
            book[title].cell(2, position).value = cells.get(column.heading)
    book.save(tmp_path / "填好.xlsx")
    report = read_source([tmp_path / "填好.xlsx"], source=USER, known=known_products()).report
    assert (report.read, report.kept, report.issues) == (3, 3, ())
