"""xlsx workbooks: every sheet as a table, cells typed as the workbook types them, rows numbered as it shows them."""

import io
from collections import defaultdict
from collections.abc import Callable

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from chainmap.errors import FileRefused
from ingest.package import error_cells
from ingest.tables import Cell, ErrorCell, Limits, Row, Table, is_blank

_GLANCE = 5
"""Rows of a sheet that nobody declared, enough to say what it looks like."""


def read_spreadsheet(data: bytes, file: str, limits: Limits, wanted: Callable[[str], bool]) -> tuple[Table, ...]:
    """All sheets in order; one that is not `wanted` with its first rows. FileRefused for an empty workbook."""
    errors = error_cells(data, file, limits)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        tables = tuple(
            Table(
                file,
                title,
                _rows(workbook, title, errors.get(title, frozenset()))[: None if wanted(title) else _GLANCE],
            )
            for title in (sheet.name for sheet in workbook.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet)
        )
    except CalamineError:
        raise FileRefused(f"“{file}”已损坏,打不开:请在 Excel 里打开后另存为 xlsx。") from None
    if not any(table.rows for table in tables):
        raise FileRefused(f"“{file}”是空工作簿:每张表都没有内容。可以用 chainmap template 生成模板再填写。")
    return tables


def _rows(workbook: CalamineWorkbook, title: str, errors: frozenset[tuple[int, int]]) -> tuple[Row, ...]:
    faulty: dict[int, list[int]] = defaultdict(list)
    for row, column in errors:
        faulty[row].append(column)
    rows = []
    for number, cells in enumerate(workbook.get_sheet_by_name(title).to_python(skip_empty_area=False), 1):
        marked: list[Cell] = list(cells)
        for column in faulty.get(number, ()):
            if column < len(marked):
                marked[column] = ErrorCell()
        if not all(is_blank(cell) for cell in marked):
            rows.append(Row(number, tuple(marked)))
    return tuple(rows)
