"""An empty workbook with every sheet: headings, drop-downs, and one line of help a column."""

from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ingest.sheets import HELP_SHEET, SHEETS, Column, Reading, Sheet

_ROWS = 5000
"""Rows below the heading that get drop-downs and formats."""
_WIDTHS = {Reading.NAME: 22, Reading.NAMES: 26, Reading.TEXT: 18, Reading.CODE: 20}
_GUIDE = (
    ("一", "每张表第一行是表头,不要改名;从第二行起填,一行一条。用不着的表可以删去或空着。"),
    ("二", "加粗的列必填。不知道的格子空着:空着是“未知”,不是 0。"),
    ("三", "几个名称写在一格里,用分号隔开。不要合并单元格。代码列已设成文本。"),
    ("四", "填好后导入:chainmap load 文件.xlsx。改正后再导入一次,库会照文件现在写的改。"),
)


def write_template(path: Path) -> None:
    """Write the workbook to `path`; what stands there is replaced."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    formats = _Formats(book)
    _write_guide(book.add_worksheet(HELP_SHEET), formats)
    for sheet in SHEETS:
        _write_sheet(book.add_worksheet(sheet.title), sheet, formats)
    book.close()


class _Formats:
    def __init__(self, book: Workbook) -> None:
        shared = {"text_wrap": True, "valign": "top"}
        heading = {"bottom": 1, "bg_color": "#EEF2F6", "valign": "vcenter"}
        self.required: Format = book.add_format({**heading, "bold": True})
        self.optional: Format = book.add_format(heading)
        self.text: Format = book.add_format({"num_format": "@"})
        self.plain: Format = book.add_format(shared)
        self.bold: Format = book.add_format({**shared, "bold": True})

    def heading(self, column: Column) -> Format:
        return self.required if column.required else self.optional


def _write_sheet(page: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    page.freeze_panes(1, 0)
    for position, column in enumerate(sheet.columns):
        as_text = column.reading in (Reading.CODE, Reading.NAME, Reading.NAMES, Reading.AMOUNT, Reading.TEXT)
        page.set_column(position, position, _WIDTHS.get(column.reading, 14), formats.text if as_text else None)
        page.write_string(0, position, column.shown, formats.heading(column))
        page.write_comment(0, position, _help(column), {"x_scale": 1.6})
        if column.labels:
            page.data_validation(1, position, _ROWS, position, _drop_down(column))


def _drop_down(column: Column) -> dict[str, object]:
    return {
        "validate": "list",
        "source": list(column.labels),
        "ignore_blank": True,
        "error_title": column.heading,
        "error_message": f"只能填:{'、'.join(column.labels)}",
    }


def _help(column: Column) -> str:
    return ("必填。" if column.required else "") + column.help


def _write_guide(page: Worksheet, formats: _Formats) -> None:
    page.set_column(0, 1, 18)
    page.set_column(2, 2, 12)
    page.set_column(3, 3, 70)
    row = 0
    for number, text in _GUIDE:
        page.write_string(row, 0, number, formats.plain)
        page.merge_range(row, 1, row, 3, text, formats.plain)
        row += 1
    row += 1
    for position, text in enumerate(("表", "列", "必填", "怎么填")):
        page.write_string(row, position, text, formats.required)
    for sheet in SHEETS:
        for column in sheet.columns:
            row += 1
            page.write_string(row, 0, sheet.title, formats.plain)
            page.write_string(row, 1, column.shown, formats.bold if column.required else formats.plain)
            page.write_string(row, 2, "必填" if column.required else "", formats.plain)
            allowed = f"可填:{'、'.join(column.labels)}。" if column.labels else ""
            page.write_string(row, 3, column.help + allowed, formats.plain)
