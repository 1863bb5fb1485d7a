"""Which column of a table is which column of the sheet, by its heading in Chinese or English."""

import re
import unicodedata
from dataclasses import dataclass

from ingest.sheets import SHEETS, Column, Sheet
from ingest.tables import Cell, Row, is_blank

_APPENDED = re.compile(r"[(\[【].*[)\]】]$")
_LOOKED_AT = 5
"""Rows among which the heading is looked for, since people write a title above it."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading row of a table: its columns by position, what stands in brackets behind each, and the rest."""

    row: int
    columns: dict[int, Column]
    brackets: dict[str, str]
    unknown: tuple[str, ...]
    repeated: tuple[str, ...]
    missing: tuple[str, ...]
    width: int
    """Cells up to the last heading; what stands right of it belongs to no column."""

    @property
    def unfit(self) -> bool:
        """True where no row below can be read."""
        return bool(self.missing or self.repeated)


def heading_key(text: str) -> str:
    """单耗(吨/吨), ` 单 耗 ` and 单耗* are all 单耗: NFKC, spaces and an appended bracket or star off, lower case."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).strip("*").casefold()
    return _APPENDED.sub("", plain).strip("*") or plain


def bracket_of(text: str) -> str:
    """What the appended bracket holds: 产能(万吨/年) → 万吨/年."""
    found = _APPENDED.search("".join(unicodedata.normalize("NFKC", text).split()).strip("*"))
    return found.group()[1:-1] if found else ""


def _names(sheet: Sheet) -> dict[str, Column]:
    names: dict[str, Column] = {}
    for column in sheet.columns:
        for name in (column.heading, column.field, *column.also):
            names.setdefault(heading_key(name), column)
    return names


_NAMES = {sheet.title: _names(sheet) for sheet in SHEETS}


def read_heading(sheet: Sheet, rows: tuple[Row, ...]) -> Heading:
    """The first of the first rows that has every required column, else the first filled row with what it lacks."""
    candidates = [_matched(sheet, row) for row in rows[:_LOOKED_AT]]
    return next((heading for heading in candidates if not heading.missing), candidates[0])


def _matched(sheet: Sheet, row: Row) -> Heading:
    columns: dict[int, Column] = {}
    brackets: dict[str, str] = {}
    unknown, repeated = [], []
    for position, cell in enumerate(row.cells):
        if is_blank(cell):
            continue
        text = str(cell).strip() if isinstance(cell, str) else ""
        column = _NAMES[sheet.title].get(heading_key(text))
        if column is None:
            unknown.append(text or "(不是文字)")
        elif column in columns.values():
            repeated.append(text)
        else:
            columns[position] = column
            brackets[column.field] = bracket_of(text)
    missing = tuple(column.heading for column in sheet.required if column not in columns.values())
    width = 1 + max((position for position, cell in enumerate(row.cells) if not is_blank(cell)), default=-1)
    return Heading(row.number, columns, brackets, tuple(unknown), tuple(repeated), missing, width)


def sheet_like(cells: tuple[Cell, ...]) -> Sheet | None:
    """The sheet that knows most headings of this row and misses none that it requires; None for none or a tie."""
    found = [
        (len(heading.columns), sheet) for sheet in SHEETS if not (heading := _matched(sheet, Row(1, cells))).missing
    ]
    most = max((count for count, _ in found), default=0)
    best = [sheet for count, sheet in found if count == most]
    return best[0] if len(best) == 1 else None
