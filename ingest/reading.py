"""One cell, read as its column means it, or refused with the way out."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

from chainmap.amounts import is_unit, read_amount, read_number, read_ratio, read_share
from chainmap.errors import AmountRefused, BadInput, NameRefused
from chainmap.facts import Nature
from chainmap.names import clean_name
from chainmap.quantities import Quantity
from chainmap.vocabulary import from_label
from ingest.cleaning import EXACT_WHOLE, number_text, parts
from ingest.sheets import Column, Reading, YesNo
from ingest.tables import Cell, ErrorCell

Value = str | tuple[str, ...] | Quantity | float | int | bool | StrEnum

LONGEST_TEXT = 5000
LARGEST_UTILISATION = 1.5
MOST_STEPS = 12
_YEAR = re.compile(r"([0-9]{4})(?:年.*|[-/.](?:0?[1-9]|1[0-2])(?:[-/.][0-3]?[0-9])?)?")
_YEARS = range(1900, 2101)
_DEGREES = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,15})?")
_EXCEL_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!"})
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Control characters, halves of a broken encoding, and signs that turn the direction of writing."""
_NUMERIC = frozenset(
    {
        Reading.AMOUNT,
        Reading.RATIO,
        Reading.SHARE,
        Reading.UTILISATION,
        Reading.COUNT,
        Reading.STEPS,
        Reading.LONGITUDE,
        Reading.LATITUDE,
    }
)


class CellRefused(BadInput):
    """A cell that cannot mean what its column holds; `code` is stable, `suggestion` says how to mend it."""

    def __init__(self, code: str, message: str, suggestion: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.suggestion = suggestion


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a cell: the bracket behind its heading and the unit column of its row, as text."""

    bracket: str = ""
    unit: str = ""


def text_of(cell: Cell) -> str:
    """What the cell shows: whole numbers without a point, dates as 2024-01-05, truth values as TRUE and FALSE."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, (int, float)):
        return number_text(cell)
    return "" if isinstance(cell, ErrorCell) else str(cell)


def read_cell(cell: Cell, column: Column, around: Context) -> Value:
    """The value of a filled cell; CellRefused for anything that is no such value."""
    _refuse_foreign(cell, column)
    text = text_of(cell)
    try:
        return _READERS[column.reading](text, column, around)
    except (AmountRefused, NameRefused) as refused:
        raise CellRefused(refused.code, str(refused)) from None


def _refuse_foreign(cell: Cell, column: Column) -> None:
    """Refuses what a spreadsheet has already changed: errors, truth values, dates, codes that lost digits."""
    if isinstance(cell, ErrorCell) or (isinstance(cell, str) and cell in _EXCEL_ERRORS):
        raise CellRefused("error_cell", "单元格里是公式错误(如 #N/A)。", "请改正公式,或直接填值。")
    if isinstance(cell, bool) and column.reading in (*_NUMERIC, Reading.YEAR):
        raise CellRefused(
            "boolean_in_number", f"“{column.heading}”要填数字,这里却是 {text_of(cell)}。", "请填数字或空着。"
        )
    dated = isinstance(cell, (date, datetime, time, timedelta))
    if dated and column.reading in (*_NUMERIC, Reading.NAME, Reading.NAMES, Reading.CODE, Reading.UNIT):
        raise CellRefused(
            "date_cell",
            f"“{column.heading}”里是日期 {cell},可能是表格软件自动改成的。",
            "请把这一格设成文本格式后重填。",
        )
    if column.reading is Reading.CODE and isinstance(cell, float) and abs(cell) >= EXACT_WHOLE:
        raise CellRefused(
            "lost_digits",
            f"“{column.heading}”是按数字存的,{number_text(cell)} 的末几位已经丢失。",
            "请把这一列设成文本格式后重填。",
        )


def _name(text: str, column: Column, around: Context) -> str:
    return clean_name(text)


def _several(text: str, column: Column, around: Context) -> tuple[str, ...]:
    return tuple(clean_name(part) for part in parts(text))


def _text(text: str, column: Column, around: Context) -> str:
    if len(text) > LONGEST_TEXT:
        raise CellRefused("too_long", f"“{column.heading}”有 {len(text)} 个字符,最多 {LONGEST_TEXT} 个。", "请缩短。")
    hidden = _HIDDEN.search(text)
    if hidden:
        raise CellRefused(
            "hidden_character",
            f"“{column.heading}”第 {hidden.start() + 1} 个字符(U+{ord(hidden[0]):04X})看不见,会打乱显示。",
            "请删去后重试。",
        )
    return text


def _choice(text: str, column: Column, around: Context) -> StrEnum:
    kind = column.choices
    found = _member(kind, text) if kind else None
    if found is None or found is Nature.HEADING:
        raise CellRefused(
            "bad_choice",
            f"“{column.heading}”不能是“{text[:40]}”。",
            f"只能填:{'、'.join(column.labels)}" + ("" if column.required else ",或空着。"),
        )
    return found


@lru_cache(maxsize=1024)
def _member(kind: type[StrEnum], text: str) -> StrEnum | None:
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if kind is YesNo and plain in ("TRUE", "FALSE"):
        return YesNo.YES if plain == "TRUE" else YesNo.NO
    return from_label(kind, plain)


def _unit(text: str, column: Column, around: Context) -> str:
    read_amount("", text)
    return text


def _amount(text: str, column: Column, around: Context) -> Quantity:
    return read_amount(text, around.unit or (around.bracket if is_unit(around.bracket) else ""))


def _ratio(text: str, column: Column, around: Context) -> Quantity:
    return read_ratio(text, around.bracket if is_unit(around.bracket) else "")


def _share(text: str, column: Column, around: Context) -> float:
    largest = LARGEST_UTILISATION if column.reading is Reading.UTILISATION else 1.0
    if around.bracket == "%" and not text.endswith(("%", "％")):
        if 0 < read_number(text) <= largest:
            raise CellRefused(
                "share_or_percent",
                f"表头写着“{column.heading}(%)”,而 {text} 可以是 {text}%,也可以是 {read_number(text):.0%}。",
                "请写成 45% 这样,或去掉表头里的“(%)”。",
            )
        text = f"{text}%"
    return read_share(text, largest=largest)


def _count(text: str, column: Column, around: Context) -> int:
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").removesuffix("家")
    number = read_number(plain)
    if number != int(number):
        raise CellRefused("not_whole", f"“{column.heading}”要填整数,这里是 {text[:40]}。", "请填整数或空着。")
    return int(number)


def _steps(text: str, column: Column, around: Context) -> int:
    steps = _count(text, column, around)
    if steps > MOST_STEPS:
        raise CellRefused("out_of_range", f"“{column.heading}”最多 {MOST_STEPS} 级,这里是 {steps}。", "请改小。")
    return steps


def _year(text: str, column: Column, around: Context) -> int:
    found = _YEAR.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", "").removesuffix("00:00:00"))
    if found is None or int(found[1]) not in _YEARS:
        raise CellRefused("bad_year", f"“{column.heading}”要填四位年份,这里是 {text[:40]}。", "请填如 2024。")
    return int(found[1])


def _degrees(text: str, column: Column, around: Context) -> float:
    largest = 180 if column.reading is Reading.LONGITUDE else 90
    plain = unicodedata.normalize("NFKC", text).removesuffix("°")
    if _DEGREES.fullmatch(plain) is None or abs(float(plain)) > largest:
        raise CellRefused(
            "out_of_range",
            f"“{column.heading}”要填 -{largest} 到 {largest} 的度数,这里是 {text[:40]}。",
            "请核对经度和纬度有没有写反。",
        )
    return float(plain)


_READERS: dict[Reading, Callable[[str, Column, Context], Value]] = {
    Reading.NAME: _name,
    Reading.NAMES: _several,
    Reading.TEXT: _text,
    Reading.CODE: _text,
    Reading.UNIT: _unit,
    Reading.CHOICE: _choice,
    Reading.AMOUNT: _amount,
    Reading.RATIO: _ratio,
    Reading.SHARE: _share,
    Reading.UTILISATION: _share,
    Reading.COUNT: _count,
    Reading.STEPS: _steps,
    Reading.YEAR: _year,
    Reading.LONGITUDE: _degrees,
    Reading.LATITUDE: _degrees,
}
