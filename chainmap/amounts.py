"""Reading an amount as people write it ("5000万吨以上", "1.5-2.0", "×亿元") into a Quantity, or refusing it."""

import re
import unicodedata

from chainmap.errors import AmountRefused
from chainmap.quantities import TONNES_A_YEAR, Quantity

LARGEST = 1e11
"""No amount of one plant in any unit is larger; the world's steel is 2e9 t/a."""

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,18})(?:\.\d{1,12})?"
_AMOUNT = re.compile(rf"(?P<low>{_NUMBER})(?:[-~–—～至到](?P<high>{_NUMBER}))?(?P<unit>[^\d]{{0,20}})")
_UNKNOWN = frozenset({"", "-", "--", "—", "——", "/", "未知", "不详", "x", "×", "n/a", "待定", "待核"})
_AT_LEAST = ("以上", "≥", ">=", "不少于", "不低于", "超过", "逾", "大于", ">")
_AT_MOST = ("以下", "≤", "<=", "不超过", "不高于", "以内", "小于", "<")
_ABOUT = ("约", "左右", "近")
_TONNES = {
    "t": 1.0,
    "吨": 1.0,
    "千吨": 1e3,
    "kt": 1e3,
    "万吨": 1e4,
    "万t": 1e4,
    "wt": 1e4,
    "百万吨": 1e6,
    "mt": 1e6,
    "亿吨": 1e8,
    "kg": 1e-3,
    "千克": 1e-3,
    "公斤": 1e-3,
}
_PER_YEAR = re.compile(r"(?:/|每)(?:a|年|y|yr)$")


def _unit(text: str) -> tuple[float, str]:
    """The factor to the unit in which we keep it, and that unit: every mass a year becomes t/a."""
    unit = _PER_YEAR.sub("", text.strip()).strip()
    if unit.casefold() in _TONNES:
        return _TONNES[unit.casefold()], TONNES_A_YEAR
    if unit in ("", "t/a"):
        return 1.0, TONNES_A_YEAR
    return 1.0, f"{unit}/a" if text.strip() != unit else unit


def read_number(text: str) -> float:
    """A plain decimal number ≥ 0, thousands commas allowed; anything else raises AmountRefused."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not re.fullmatch(_NUMBER, plain):
        raise AmountRefused(f"“{_short(text)}”不是数字:请只填数字,如 12.5。")
    return float(plain.replace(",", ""))


def _marked(text: str, marks: tuple[str, ...]) -> tuple[bool, str]:
    for mark in marks:
        if mark in text:
            return True, text.replace(mark, "")
    return False, text


def read_amount(text: str, unit: str = "") -> Quantity:
    """What a cell says, with the unit of its own or the one of the next column (default 吨/年).

    "5000万吨以上" is at least, "1.5-2.0" a range with its middle, empty, "×…" and "未知" are unknown.
    Raises AmountRefused for what is no amount, for a negative one, and for one beyond any plant.
    """
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").strip()
    if plain.casefold() in _UNKNOWN or plain.startswith(("×", "X亿", "X万", "*")):
        return Quantity.unknown(_unit(unicodedata.normalize("NFKC", unit))[1])
    at_least, plain = _marked(plain, _AT_LEAST)
    at_most, plain = _marked(plain, _AT_MOST)
    for mark in _ABOUT:
        plain = plain.replace(mark, "")
    if plain.startswith("-"):
        raise AmountRefused(f"“{_short(text)}”是负数:数量不能小于 0。")
    found = _AMOUNT.fullmatch(plain)
    if not found or (at_least and at_most):
        raise AmountRefused(f"“{_short(text)}”读不成数量:请填数字,可带单位,如 12 或 12万吨/年;不知道请留空。")
    factor, kept = _unit(found["unit"] or unicodedata.normalize("NFKC", unit))
    low = float(found["low"].replace(",", "")) * factor
    high = float(found["high"].replace(",", "")) * factor if found["high"] else low
    if max(low, high) > LARGEST:
        raise AmountRefused(f"“{_short(text)}”大得不可能是一套装置的产能:请核对单位。")
    if high < low:
        raise AmountRefused(f"“{_short(text)}”的上限小于下限:请核对。")
    if at_least:
        return Quantity.at_least(low, kept)
    return Quantity.at_most(high, kept) if at_most else Quantity.between(low, high, unit=kept)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
