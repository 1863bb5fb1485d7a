"""Reading an amount as people write it ("5000万吨以上", "1.5-2.0", "×亿元") into a Quantity, or refusing it.

A cell is read exactly or refused, never changed in silence: scaling is decimal, and more digits than a
spreadsheet keeps (15) are refused rather than rounded.
"""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from chainmap.errors import AmountRefused, NegativeAmount
from chainmap.quantities import TONNES_A_YEAR, TONNES_PER_TONNE, Quantity

LARGEST = 1e11
"""No amount of one plant in any unit is larger; the world's steel is 2e9 t/a."""
MOST_DIGITS = 15
"""Significant digits that Excel keeps and that a float gives back unchanged."""

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,18})(?:\.[0-9]{1,18})?|\.[0-9]{1,18}"
_UNIT = r"(?:m[23](?![0-9])|[^\W\d_]|[/·])"
_AMOUNT = re.compile(
    rf"(?P<low>{_NUMBER})(?:(?P<unit_low>{_UNIT}{{0,20}}?)[-~–—～至到](?P<high>{_NUMBER}))?(?P<unit>{_UNIT}{{0,20}})"
)
_UNIT_ALONE = re.compile(rf"{_UNIT}{{0,20}}")
_UNKNOWN = frozenset(
    {"", "-", "--", "—", "——", "/", "未知", "不详", "不明", "未公布", "未披露", "保密", "x", "×", "n/a", "待定", "待核"}
)
_AT_LEAST = ("不少于", "不低于", "不小于", "至少", "以上", ">=", "≥")
_AT_MOST = ("不超过", "不高于", "不大于", "不多于", "至多", "以下", "以内", "<=", "≤")
_MORE_THAN = ("超过", "大于", "高于", "逾", ">")  # looked for after their negations
_LESS_THAN = ("小于", "低于", "少于", "<")
_ABOUT = ("约", "左右", "近")
_AND_MORE = re.compile(r"(?<=[0-9])[余多+]|[余多+]$")
_GAP = re.compile(r"(?<![0-9.,]) +| +(?![0-9.,])")
_MINUS = "-−－﹣"
_LATIN = re.compile(r"[a-z]+[23]?", re.IGNORECASE)
_LATIN_UNIT = re.compile(r"[kwm]?t|k?g|n?m[23]?|[kcm]m|[km]?l|[kmg]?wh?|ah|[km]va|teu|pcs", re.IGNORECASE)
_COUNTED = (
    "平方米|立方米|标方|千米|公里|米|件|台|套|辆|只|个|片|张|块|条|根|支|双|瓶|箱|卷|盒|头|羽|株|枚|颗|粒|升|千瓦时|千瓦|兆瓦|度|安时"
    "|桶|锭|副|组|座|艘|架|匹|重量箱|标箱|元"
)
_UNIT_SURE = re.compile(rf"[十百千万亿]*(?:吨|千克|公斤|{_COUNTED}|{_LATIN_UNIT.pattern})", re.IGNORECASE)
_DATES = frozenset({"年", "月", "日", "号"})
_TONNES: dict[str, int | Decimal] = {
    "t": 1,
    "吨": 1,
    "百吨": 100,
    "千吨": 1000,
    "kt": 1000,
    "万吨": 10_000,
    "万t": 10_000,
    "wt": 10_000,
    "十万吨": 100_000,
    "百万吨": 1_000_000,
    "千万吨": 10_000_000,
    "亿吨": 100_000_000,
    "kg": Decimal("0.001"),
    "千克": Decimal("0.001"),
    "公斤": Decimal("0.001"),
}
_MULTIPLES = frozenset({"十", "百", "千", "万", "十万", "百万", "千万", "亿", "w"})
_PER_YEAR = re.compile(r"(?:/|每)(?:a|年|y|yr)$", re.IGNORECASE)
_RATIO_UNITS = {
    "": Decimal(1),
    "吨/吨": Decimal(1),
    "t/t": Decimal(1),
    "kg/t": Decimal("0.001"),
    "千克/吨": Decimal("0.001"),
    "公斤/吨": Decimal("0.001"),
}
_SHARE = re.compile(rf"(?P<number>{_NUMBER})(?P<percent>%?)")


def _unit(text: str) -> tuple[Decimal, str]:
    """The factor to the unit in which we keep it, and that unit: every mass a year becomes t/a.

    What is counted otherwise keeps its unit as written, a year's amount (GWh/a); money is no yearly amount.
    """
    unit = _PER_YEAR.sub("", text).replace("·", "")
    if "/" in unit:
        raise AmountRefused(f"单位“{_short(text)}”不是按年的:请换算成每年的数量,如 万吨/年。")
    latin_known = all(_LATIN_UNIT.fullmatch(word) for word in _LATIN.findall(unit))
    if not _UNIT_ALONE.fullmatch(text) or unit in _DATES or not latin_known:
        raise AmountRefused(f"单位“{_short(text)}”读不懂:请写成 吨/年、万吨/年、万平方米/年 这样。")
    if unit in ("MT", "mt"):
        raise AmountRefused("单位“MT”有两种读法(百万吨或公吨):请写 百万吨 或 吨。")
    if unit == "Mt":
        return Decimal(1_000_000), TONNES_A_YEAR
    if unit.casefold() in _TONNES:
        return Decimal(_TONNES[unit.casefold()]), TONNES_A_YEAR
    if not unit:
        return Decimal(1), TONNES_A_YEAR
    return Decimal(1), unit if unit.endswith("元") and unit == text else f"{unit}/a"


def _plain(text: str) -> str:
    """Full-width forms and unit signs (㎡) made plain; 5² and ① are refused, since NFKC would make 52 and 1 of them."""
    if text.isascii():
        return text.strip()
    for before, sign in zip(f" {text}", text, strict=False):
        if unicodedata.category(sign) == "No" and not (sign in "²³" and before in "mMｍ米"):
            raise AmountRefused(f"“{_short(text)}”里的“{sign}”读不成数字:请改用普通数字。")
    return unicodedata.normalize("NFKC", text).strip()


def _decimal(digits: str, shown: str) -> Decimal:
    plain = digits.replace(",", "")
    if len(plain.replace(".", "").strip("0")) > MOST_DIGITS:
        raise AmountRefused(f"“{_short(shown)}”的位数太多(最多 {MOST_DIGITS} 位有效数字):请核对。")
    return Decimal(plain)


def is_unit(text: str) -> bool:
    """Whether a text is surely a unit of an amount (万吨/年, 万件, GWh) or a ratio, and not another word (设计)."""
    plain = _PER_YEAR.sub("", unicodedata.normalize("NFKC", text))
    return plain in _RATIO_UNITS or bool(_UNIT_SURE.fullmatch(plain))


def read_number(text: str) -> float:
    """A plain decimal number ≥ 0, thousands commas allowed; anything else raises AmountRefused."""
    plain = _plain(text)
    if re.fullmatch(_NUMBER, plain) is None:
        _refuse_negative(plain, text)
        raise AmountRefused(f"“{_short(text)}”不是数字:请只填数字,如 12.5。")
    number = _decimal(plain, text)
    if number > Decimal(LARGEST):
        raise AmountRefused(f"“{_short(text)}”太大:请核对。")
    return float(number)


def read_share(text: str, *, largest: float = 1.0) -> float:
    """A share 0–1, written 0.45 or 45%; `largest` above 1 lets a utilisation pass nameplate."""
    plain = _GAP.sub("", _plain(text))
    found = _SHARE.fullmatch(plain)
    if found is None:
        _refuse_negative(plain, text)
        raise AmountRefused(f"“{_short(text)}”不是比例:请填 0–1 的数或百分数,如 0.45 或 45%。")
    share = float(_decimal(found["number"], text) / (100 if found["percent"] else 1))
    if share > largest:
        hint = f"是 {_short(plain)}% 吗?" if not found["percent"] and share <= 100 * largest else ""
        raise AmountRefused(f"“{_short(text)}”超出范围(最大 {largest:.0%}):请填 0–1 的数或百分数,如 45%。{hint}")
    return share


def read_ratio(text: str, unit: str = "") -> Quantity:
    """A consumption in t/t: 0.66, a range 0.65-0.67, or 660kg/t. Empty and 未知 are unknown; it is never 0.

    `unit` (吨/吨 or kg/t) holds for a cell that names none.
    """
    plain = _GAP.sub("", _plain(text))
    if plain.casefold() in _UNKNOWN:
        return Quantity.unknown(TONNES_PER_TONNE)
    _refuse_negative(plain, text)
    found = _AMOUNT.fullmatch(plain)
    stated = (found["unit"] or _plain(unit)) if found else ""
    if found is None or found["unit_low"] or stated not in _RATIO_UNITS:
        raise AmountRefused(f"“{_short(text)}”读不成单耗:请填每吨产出所用的吨数,如 0.66;不知道请留空。")
    low, high = _ends(found, _RATIO_UNITS[stated], _RATIO_UNITS[stated], text)
    if low <= 0:
        raise AmountRefused(f"“{_short(text)}”:单耗必须大于 0;不知道请留空。")
    return Quantity.between(low, high, unit=TONNES_PER_TONNE)


@lru_cache(maxsize=4096)
def read_amount(text: str, unit: str = "") -> Quantity:
    """What a cell says, with the unit of its own or the one of the next column (default 吨/年).

    "5000万吨以上" is at least, "1.5-2.0" a range with its middle, empty, "×…" and "未知" are unknown.
    Raises AmountRefused for what is no amount, for a negative one, and for one beyond any plant.
    """
    column = _plain(unit).replace(" ", "")
    plain = _GAP.sub("", _plain(text))
    if plain.casefold() in _UNKNOWN or plain.startswith(("×", "X亿", "X万", "x亿", "x万", "*")):
        return Quantity.unknown(_unit(column)[1])
    at_least, plain = _marked(plain, _AT_LEAST)
    at_most, plain = _marked(plain, _AT_MOST)
    above, plain = _marked(plain, _MORE_THAN)
    below, plain = _marked(plain, _LESS_THAN)
    plain, more = _AND_MORE.subn("", plain)
    at_least, at_most = at_least or above or bool(more), at_most or below
    for mark in _ABOUT:
        plain = plain.replace(mark, "")
    _refuse_negative(plain, text)
    found = _AMOUNT.fullmatch(plain)
    if found is None or (at_least and at_most):
        raise AmountRefused(f"“{_short(text)}”读不成数量:请填数字,可带单位,如 12 或 12万吨/年;不知道请留空。")
    factor, kept = _unit(_joined(found["unit"], column))
    factor_low, kept_low = _unit(_joined(found["unit_low"], column)) if found["unit_low"] else (factor, kept)
    if kept_low != kept:
        raise AmountRefused(f"“{_short(text)}”前后单位不同:请写成同一个单位。")
    low, high = _ends(found, factor_low, factor, text)
    if at_least:
        return Quantity.at_least(low, kept)
    return Quantity.at_most(high, kept) if at_most else Quantity.between(low, high, unit=kept)


def _joined(own: str | None, column: str) -> str:
    """The unit of a cell and of its column: "12万" in a column of 吨 is 12万吨."""
    if not own:
        return column
    if own.casefold() not in _MULTIPLES:
        return own
    multiple = "万" if own.casefold() == "w" else own
    return multiple + (column if column and column[0] not in "十百千万亿" else "吨")


def _ends(found: re.Match[str], factor_low: Decimal, factor: Decimal, shown: str) -> tuple[float, float]:
    low = _decimal(found["low"], shown) * factor_low
    high = _decimal(found["high"], shown) * factor if found["high"] else low
    if max(low, high) > Decimal(LARGEST):
        raise AmountRefused(f"“{_short(shown)}”大得不可能是一套装置的数量:请核对单位。")
    if high < low:
        raise AmountRefused(f"“{_short(shown)}”的上限小于下限:请核对。")
    return float(low), float(high)


def _marked(text: str, marks: tuple[str, ...]) -> tuple[bool, str]:
    for mark in marks:
        if mark in text:
            return True, text.replace(mark, "")
    return False, text


def _refuse_negative(plain: str, shown: str) -> None:
    if plain.startswith(tuple(_MINUS)):
        raise NegativeAmount(f"“{_short(shown)}”是负数:数量不能小于 0,请核对。")


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
