"""How numbers become words on a page: tonnes, shares, scores; unknown is 未知, never 0 and never empty."""

from chainmap.gaps import Tonnage
from chainmap.quantities import TONNES_A_YEAR, TONNES_PER_TONNE, Bound, Quantity
from chainmap.views import Share
from chainmap.vocabulary import label

TEN_THOUSAND = 10_000.0


def figure(number: float) -> str:
    """Three to four significant digits without exponent: 1,234 · 58.5 · 0.335 · 0.0042; a true minus sign."""
    size = abs(number)
    if size >= 1000:
        text = f"{size:,.0f}"
    elif size >= 10:
        text = f"{size:.1f}"
    elif size >= 1:
        text = f"{size:.2f}"
    else:
        text = f"{size:.{_decimals(size)}f}"
    plain = text.rstrip("0").rstrip(".") if "." in text else text
    return f"−{plain}" if number < 0 and plain != "0" else plain


def _decimals(size: float) -> int:
    """Digits after the point so that three of a number below 1 are significant, at most 9."""
    decimals = 3
    while size and size * 10 ** (decimals - 2) < 1 and decimals < 9:
        decimals += 1
    return decimals


def unit_words(unit: str) -> str:
    """The unit as it is read: t/a is 吨/年, t/t is 吨/吨, GWh/a is GWh/年."""
    known = {TONNES_A_YEAR: "吨/年", TONNES_PER_TONNE: "吨/吨"}
    if unit in known:
        return known[unit]
    return unit[: -len("/a")] + "/年" if unit.endswith("/a") else unit


def scaled_unit(unit: str, largest: float) -> tuple[float, str]:
    """The divisor and the unit in which an amount is easiest to read: from 10,000 t/a up 万吨/年."""
    if unit == TONNES_A_YEAR and largest >= TEN_THOUSAND:
        return TEN_THOUSAND, "万吨/年"
    return 1.0, unit_words(unit)


def amount(quantity: Quantity | None) -> str:
    """An amount with its unit and bound: "60 万吨/年", "20.1–20.7 万吨/年", "≥ 2 万吨/年", "未知"."""
    if quantity is None or says_nothing(quantity):
        return label("unknown")
    largest = max(abs(end) for end in (quantity.low, quantity.high) if end is not None)
    divisor, unit = scaled_unit(quantity.unit, largest)
    return f"{bounds(quantity, divisor)} {unit}"


def says_nothing(quantity: Quantity) -> bool:
    """Unknown, and what is only known to be at least 0: both are read as 未知."""
    return quantity.bound is Bound.UNKNOWN or (quantity.bound is Bound.AT_LEAST and quantity.low == 0)


def bounds(quantity: Quantity, divisor: float = 1.0) -> str:
    """The figures alone, for a column whose heading holds the unit; unknown is 未知."""
    low = None if quantity.low is None else figure(quantity.low / divisor)
    high = None if quantity.high is None else figure(quantity.high / divisor)
    if says_nothing(quantity):
        return label("unknown")
    if high is None:
        return f"≥ {low}"
    if low is None:
        return f"≤ {high}"
    return low if low == high else f"{low}–{high}"


def needed(tonnage: Tonnage) -> Quantity:
    """A gap's tonnage as an amount, so that it is worded as every other amount."""
    return Quantity(value=tonnage.need, low=tonnage.low, high=tonnage.high, unit=tonnage.unit)


def shortened(text: str, most: int = 44) -> str:
    """The beginning of a long citation; the whole stands behind it."""
    if len(text) <= most:
        return text
    link = text.find("http", 8)
    end = min(most - 1, link) if link > 0 else most - 1
    return text[:end].rstrip(" ,;:，；：「（(") + "…"


def percent(share: float | None) -> str:
    """A share 0–1 in whole percent; below 10 % with one decimal."""
    if share is None:
        return label("unknown")
    hundred = share * 100
    return f"{hundred:.0f}%" if hundred >= 10 or hundred == round(hundred) else f"{hundred:.1f}%"


def fraction(share: Share) -> str:
    """What a share was divided by: "8 / 22"."""
    return f"{figure(share.numerator)} / {figure(share.denominator)}"


def score(points: float) -> str:
    """A score or a part of one, two decimals."""
    return f"−{-points:.2f}" if round(points, 2) < 0 else f"{abs(points):.2f}"


def signed(points: float) -> str:
    """A contribution: +0.21, −0.04, 0; what is not 0 but rounds to it says so."""
    if points == 0:
        return "0"
    if abs(points) < 0.005:
        return "+0.00" if points > 0 else "−0.00"
    return f"+{points:.2f}" if points > 0 else f"−{-points:.2f}"
