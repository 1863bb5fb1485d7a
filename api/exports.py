"""A report as csv or as a workbook of three sheets; the command and the page hand out exactly these bytes."""

import csv
import io
from datetime import datetime
from typing import Any

import xlsxwriter

from api.tables import (
    Cell,
    Kind,
    Table,
    asked_of,
    balance_table,
    evidence_of_balance,
    evidence_of_gaps,
    evidence_of_targets,
    gap_table,
    query_table,
    target_table,
)
from chainmap.gaps import GapQuery, GapReport
from chainmap.statements import Source
from chainmap.targets import TargetReport
from chainmap.views import BalanceReport

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

LONGEST_CELL = 32_000
"""Excel holds 32,767 characters a cell and writers drop longer ones in silence."""

_LEADS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
_FIXED = datetime(2000, 1, 1)
"""Equal content gives equal bytes, so a workbook does not carry the minute in which it was made."""


def gaps_csv(report: GapReport) -> bytes:
    return _csv(gap_table(report))


def targets_csv(report: TargetReport) -> bytes:
    return _csv(target_table(report))


def balance_csv(report: BalanceReport) -> bytes:
    return _csv(balance_table(report))


def rows_csv(table: Table) -> bytes:
    """Any table as the other csv exports are written."""
    return _csv(table)


def rows_xlsx(*tables: Table) -> bytes:
    """Any tables as the other workbooks are written, a sheet each."""
    return _xlsx(*tables)


def gaps_xlsx(report: GapReport, query: GapQuery, sources: tuple[Source, ...], made: str) -> bytes:
    """Rows as in JSON; second sheet query, store version, sources; third every signal and piece of evidence."""
    asked = asked_of(report.place, report.store_version, made, report.warnings, query)
    return _xlsx(gap_table(report), query_table(asked, sources), evidence_of_gaps(report))


def targets_xlsx(report: TargetReport, query: GapQuery, sources: tuple[Source, ...], made: str) -> bytes:
    asked = asked_of(report.place, report.store_version, made, report.warnings, query)
    return _xlsx(target_table(report), query_table(asked, sources), evidence_of_targets(report))


def balance_xlsx(report: BalanceReport, sources: tuple[Source, ...], made: str) -> bytes:
    asked = asked_of(report.place, report.store_version, made, report.warnings)
    return _xlsx(balance_table(report), query_table(asked, sources), evidence_of_balance(report))


def _csv(table: Table) -> bytes:
    """UTF-8 with BOM, so that Excel reads it; text that Excel would calculate gets a leading '."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_guarded(heading) for heading in table.headings)
    for row in table.rows:
        writer.writerow(_guarded(cell) for cell in row)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def _guarded(cell: Cell) -> Cell:
    """Our importer takes the ' off again; numbers stay as they are."""
    if isinstance(cell, str) and cell.lstrip("'").startswith(_LEADS):
        return "'" + cell
    return cell


def _xlsx(*tables: Table) -> bytes:
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(target, options)
    book.set_properties({"created": _FIXED, "title": tables[0].name, "author": "chainmap"})
    formats = {
        "head": book.add_format({"bold": True, "bg_color": "#E6F1FF", "bottom": 1, "text_wrap": True}),
        Kind.TEXT: book.add_format({"valign": "top"}),
        Kind.NUMBER: book.add_format({"valign": "top"}),
        Kind.SHARE: book.add_format({"valign": "top", "num_format": "0.0%"}),
    }
    for table in tables:
        _write_sheet(book.add_worksheet(table.name), table, formats)
    book.close()
    return target.getvalue()


def _write_sheet(sheet: Any, table: Table, formats: dict[str, Any]) -> None:
    """Frozen heading with a filter; text is written as text whatever it looks like."""
    for position, (heading, width) in enumerate(zip(table.headings, table.widths, strict=True)):
        sheet.set_column(position, position, width)
        sheet.write_string(0, position, heading, formats["head"])
    for number, row in enumerate(table.rows, 1):
        for position, (cell, kind) in enumerate(zip(row, table.kinds, strict=True)):
            if isinstance(cell, str):
                sheet.write_string(number, position, _fitting(cell), formats[kind])
            elif cell is not None:
                sheet.write_number(number, position, cell, formats[kind])
    sheet.freeze_panes(1, 2 if len(table.headings) > 2 else 0)
    sheet.autofilter(0, 0, len(table.rows), len(table.headings) - 1)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _fitting(text: str) -> str:
    """A cell that Excel can hold: what is longer is cut and says how long it was."""
    return text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}…(共 {len(text)} 字,此处截断)"
