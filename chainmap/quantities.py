"""Amounts with a unit and bounds: exact, a range, at least, at most, or unknown, and how they add up.

Every amount here is a physical quantity ≥ 0 except a difference. Unknown is a value of its own, never 0.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Self

from pydantic import computed_field

from chainmap.model import Frozen


class Bound(StrEnum):
    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    UNKNOWN = "unknown"


TONNES_A_YEAR = "t/a"
TONNES_PER_TONNE = "t/t"


class Quantity(Frozen):
    """`low` and `high` are what is sure (None: no limit known); `value` is the best single figure, or None.

    A stated 30 has value = low = high = 30; a range 2–3 with middle 2.4 has low 2, high 3; "30 以上" has
    low 30 and no high; unknown has none of the three.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = TONNES_A_YEAR

    @computed_field  # type: ignore[prop-decorator]
    @property
    def bound(self) -> Bound:
        """exact (both ends known, maybe a range), at_least, at_most, or unknown."""
        if self.low is not None and self.high is not None:
            return Bound.EXACT
        if self.low is not None:
            return Bound.AT_LEAST
        return Bound.AT_MOST if self.high is not None else Bound.UNKNOWN

    @property
    def known(self) -> bool:
        """True where both ends are known, so that it may be compared."""
        return self.low is not None and self.high is not None

    @property
    def is_zero(self) -> bool:
        return self.low == 0 and self.high == 0

    @property
    def surely_positive(self) -> bool:
        return self.low is not None and self.low > 0

    @classmethod
    def exact(cls, value: float, unit: str = TONNES_A_YEAR) -> Self:
        return cls(value=value, low=value, high=value, unit=unit)

    @classmethod
    def between(cls, low: float, high: float, value: float | None = None, unit: str = TONNES_A_YEAR) -> Self:
        return cls(value=(low + high) / 2 if value is None else value, low=low, high=high, unit=unit)

    @classmethod
    def at_least(cls, low: float, unit: str = TONNES_A_YEAR) -> Self:
        return cls(value=low, low=low, unit=unit)

    @classmethod
    def at_most(cls, high: float, unit: str = TONNES_A_YEAR) -> Self:
        return cls(value=high, high=high, unit=unit)

    @classmethod
    def unknown(cls, unit: str = TONNES_A_YEAR) -> Self:
        return cls(unit=unit)

    def __add__(self, other: "Quantity") -> "Quantity":
        """Unknown plus known is "at least" the known; unknown plus unknown stays unknown."""
        if self.bound is Bound.UNKNOWN and other.bound is Bound.UNKNOWN:
            return Quantity.unknown(self.unit)
        high = None if self.high is None or other.high is None else self.high + other.high
        value = None if self.value is None and other.value is None else (self.value or 0.0) + (other.value or 0.0)
        return Quantity(value=value, low=(self.low or 0.0) + (other.low or 0.0), high=high, unit=self.unit)

    def minus(self, other: "Quantity") -> "Quantity":
        """The difference, which may be negative; two "at least" make an unknown one."""
        low = None if self.low is None or other.high is None else self.low - other.high
        high = None if self.high is None or other.low is None else self.high - other.low
        both = self.value is not None and other.value is not None
        value = self.value - other.value if both and not (low is None and high is None) else None  # type: ignore[operator]
        return Quantity(value=value, low=low, high=high, unit=self.unit)

    def times(self, factor: "Quantity", unit: str | None = None) -> "Quantity":
        """Product of two amounts ≥ 0; a factor of exactly 0 gives exactly 0, whatever the other."""
        unit = unit or self.unit
        if factor.is_zero or self.is_zero:
            return Quantity.exact(0.0, unit)
        low = None if self.low is None or factor.low is None else self.low * factor.low
        high = None if self.high is None or factor.high is None else self.high * factor.high
        value = None if self.value is None or factor.value is None else self.value * factor.value
        return Quantity(value=value, low=low, high=high, unit=unit)

    def scaled(self, factor: float) -> "Quantity":
        return self.times(Quantity.exact(factor, self.unit))

    def clipped(self) -> "Quantity":
        """The part above 0 of a difference; unknown stays unknown."""

        def positive(number: float | None) -> float | None:
            return None if number is None else max(0.0, number)

        if self.high is not None and self.high <= 0:
            return Quantity.exact(0.0, self.unit)
        low = positive(self.low)
        if low is None and self.high is not None:
            low = 0.0
        return Quantity(value=positive(self.value), low=low, high=positive(self.high), unit=self.unit)

    def negated(self) -> "Quantity":
        def minus(number: float | None) -> float | None:
            return None if number is None else 0.0 - number

        return Quantity(value=minus(self.value), low=minus(self.high), high=minus(self.low), unit=self.unit)


def total(amounts: Iterable[Quantity], unit: str = TONNES_A_YEAR) -> Quantity:
    """Sum of amounts; of none exactly 0; one unknown summand among known ones makes it "at least"."""
    result: Quantity | None = None
    for amount in amounts:
        result = amount if result is None else result + amount
    return Quantity.exact(0.0, unit) if result is None else result


def smaller(first: Quantity, second: Quantity) -> Quantity:
    """min of two amounts ≥ 0. Unknown against a known high is "between 0 and that high"."""
    lows = [first.low or 0.0, second.low or 0.0]
    highs = [high for high in (first.high, second.high) if high is not None]
    if first.is_zero or second.is_zero:
        return Quantity.exact(0.0, first.unit)
    if first.bound is Bound.UNKNOWN and second.bound is Bound.UNKNOWN:
        return Quantity.unknown(first.unit)
    both = first.value is not None and second.value is not None
    value = min(first.value, second.value) if both else None  # type: ignore[type-var]
    return Quantity(value=value, low=min(lows), high=min(highs) if highs else None, unit=first.unit)


def larger(first: Quantity, second: Quantity) -> Quantity:
    """max of two amounts ≥ 0; what is unknown can only make it larger."""
    if first.bound is Bound.UNKNOWN and second.bound is Bound.UNKNOWN:
        return Quantity.unknown(first.unit)
    lows = [low for low in (first.low, second.low) if low is not None]
    high = None if first.high is None or second.high is None else max(first.high, second.high)
    values = [value for value in (first.value, second.value) if value is not None]
    low = max(lows) if lows else None
    return Quantity(value=max(values) if values else None, low=low, high=high, unit=first.unit)


def spread(amounts: Iterable[Quantity], unit: str = TONNES_A_YEAR) -> Quantity:
    """What several statements of one amount say together: the range over all of them, the middle of their values."""
    stated = [amount for amount in amounts if amount.bound is not Bound.UNKNOWN]
    if not stated:
        return Quantity.unknown(unit)
    values = [amount.value for amount in stated if amount.value is not None]
    lows, highs = [amount.low for amount in stated], [amount.high for amount in stated]
    return Quantity(
        value=sum(values) / len(values) if values else None,
        low=None if None in lows else min(low for low in lows if low is not None),
        high=None if None in highs else max(high for high in highs if high is not None),
        unit=stated[0].unit,
    )
