"""What a reader hands on: the cells of one table by row, as a spreadsheet numbers them, and how it was read."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell in which the spreadsheet shows an error such as #N/A; it is no empty cell."""


Cell = str | float | bool | date | datetime | time | timedelta | ErrorCell


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds anything; `number` counts from 1, heading and blank rows included."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One csv file or one sheet. `title` is its written name, `read_as` the encoding (empty for a workbook)."""

    file: str
    title: str
    rows: tuple[Row, ...]
    read_as: str = ""
    guarded: bool = False
    """True for csv, where a text that a spreadsheet would take for a formula carries a leading '."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may weigh; an operator may raise them for `chainmap load`, uploads keep them."""

    file_bytes: int = 50 * 2**20
    inflated_bytes: int = 200 * 2**20
    ratio: int = 100
    entries: int = 200
    rows: int = 200_000
    columns: int = 200
    cells: int = 4_000_000
    """Rows × columns of a sheet from its first to its last filled cell, which a reader holds all at once."""


def is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


def column_letters(index: int) -> str:
    """The name that a spreadsheet gives to column `index` (from 0): 0 → A, 26 → AA, 16383 → XFD."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The position of a column by its name: A → 0, AA → 26, XFD → 16383."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1
