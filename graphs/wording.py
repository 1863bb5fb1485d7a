"""How amounts, shares and lists of names are said in Chinese sentences."""

from collections.abc import Iterable

from chainmap.quantities import TONNES_A_YEAR, Bound, Quantity
from graphs.network import ChainNetwork

SHOWN_NAMES = 4


def tonnes(amount: float) -> str:
    """Tonnes a year with 万 from 10,000 on: 21.9 万吨/年, 3500 吨/年."""
    return f"{_plain(amount / 1e4)} 万吨/年" if amount >= 1e4 else f"{_plain(amount)} 吨/年"


def _plain(number: float) -> str:
    """Four significant digits at most, no exponent, no trailing zeros."""
    if number and abs(number) < 0.001:
        return f"{number:.6f}".rstrip("0").rstrip(".")
    digits = 0 if abs(number) >= 1000 else 1 if abs(number) >= 100 else 2 if abs(number) >= 1 else 4
    text = f"{number:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount_text(amount: Quantity) -> str:
    """“20.1–20.7 万吨/年”, “不少于 36 万吨/年”, “未知”."""
    if amount.bound is Bound.UNKNOWN:
        return "未知"
    if amount.unit != TONNES_A_YEAR:
        return _other_unit(amount)
    if amount.low is None:
        return f"不超过 {tonnes(amount.high or 0.0)}"
    if amount.high is None:
        return f"不少于 {tonnes(amount.low)}"
    low, high = tonnes(amount.low), tonnes(amount.high)
    if low == high:
        return low
    both = (amount.low >= 1e4) == (amount.high >= 1e4)
    return f"{low.split(' ')[0]}–{high}" if both else f"{low}–{high}"


def _other_unit(amount: Quantity) -> str:
    numbers = [n for n in (amount.low, amount.high) if n is not None]
    text = "–".join(dict.fromkeys(_plain(n) for n in numbers))
    word = {Bound.AT_LEAST: "不少于 ", Bound.AT_MOST: "不超过 "}.get(amount.bound, "")
    return f"{word}{text} {amount.unit}"


def percent(share: float) -> str:
    return f"{share * 100:.0f}%"


def names_text(network: ChainNetwork, products: Iterable[str]) -> str:
    """“PTA、PET” and, where there are many, “PTA、PET、… 等 7 种”."""
    names = [network.products[product].name for product in products if product in network.products]
    shown = "、".join(names[:SHOWN_NAMES])
    return shown if len(names) <= SHOWN_NAMES else f"{shown}等 {len(names)} 种"
