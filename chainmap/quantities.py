"""Amounts with a unit and bounds: exact, a range, at least, at most, or unknown, and how they add up.

Every amount here is a physical quantity ≥ 0 except a difference, which is clipped before it is added to anything.
Unknown is a value of its own, never 0. Amounts of different units cannot be compared: where they meet, the other
one counts as unknown, so that the answer stays true though it says less.
"""

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache, reduce
from math import isfinite
from operator import add
from statistics import mean
from typing import Annotated, Any, Self

from pydantic import Field, computed_field, model_validator

from chainmap.model import Frozen


class Bound(StrEnum):
    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    UNKNOWN = "unknown"


TONNES_A_YEAR = "t/a"
TONNES_PER_TONNE = "t/t"
_SLACK = 1e-9
"""Relative rounding that a mean may leave between a value and its ends."""

Number = Annotated[float, Field(strict=True)]
"""A number and nothing that only looks like one: no text, no truth value."""


def _bound(low: object, high: object) -> Bound:
    if low is not None:
        return Bound.AT_LEAST if high is None else Bound.EXACT
    return Bound.UNKNOWN if high is None else Bound.AT_MOST


class Quantity(Frozen):
    """`low` and `high` are what is sure (None: no limit known); `value` is the best single figure, or None.

    A stated 30 has value = low = high = 30; a range 2–3 with middle 2.4 has low 2, high 3; "30 以上" has
    low 30 and no high; unknown has none of the three.
    """

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: str = TONNES_A_YEAR

    @model_validator(mode="before")
    @classmethod
    def _reads_its_own_dump(cls, data: Any) -> Any:
        """Takes back the computed `bound`, and refuses whole numbers that a float would change."""
        if not isinstance(data, dict):
            return data
        for name in ("value", "low", "high"):
            number = data.get(name)
            if type(number) is int and not _fits(number):
                raise ValueError(f"{name} is too long a whole number to be kept exactly")
        if "bound" not in data:
            return data
        if data["bound"] != _bound(data.get("low"), data.get("high")):
            raise ValueError("bound does not agree with low and high")
        return {name: part for name, part in data.items() if name != "bound"}

    @model_validator(mode="after")
    def _ends_in_order(self) -> Self:
        if self.value is None and (self.low is None or self.high is None):
            return self
        if self.value is not None and self.low is None and self.high is None:
            raise ValueError("an unknown amount has no value")
        slack = _SLACK * max(abs(self.low or 0.0), abs(self.high or 0.0))
        middle = self.value if self.value is not None else self.low
        if middle is not None and (
            (self.low is not None and self.low > middle + slack)
            or (self.high is not None and middle > self.high + slack)
        ):
            raise ValueError(f"{self.low} ≤ {self.value} ≤ {self.high} does not hold")
        return self

    @computed_field  # type: ignore[prop-decorator]
    @property
    def bound(self) -> Bound:
        """exact (both ends known, maybe a range), at_least, at_most, or unknown."""
        return _bound(self.low, self.high)

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
    def _worked_out(cls, value: float | None, low: float | None, high: float | None, unit: str) -> "Quantity":
        """The result of arithmetic on amounts: its ends are in order, only what has grown beyond all numbers is not."""
        if (high is not None and not isfinite(high)) or not isfinite(low or 0.0) or not isfinite(value or 0.0):
            return cls(value=value, low=low, high=high, unit=unit)
        return cls.computed(value=value, low=low, high=high, unit=unit)

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

    def _in(self, unit: str) -> "Quantity":
        """Itself where it has that unit, 0 of it where it is 0, unknown where the units differ."""
        if self.unit == unit:
            return self
        return _nothing(unit) if self.is_zero else _unknown(unit)

    def __add__(self, other: "Quantity") -> "Quantity":
        """Sum of two amounts ≥ 0. Unknown plus known is "at least" the known; unknown plus unknown stays unknown."""
        if self.is_zero and self.unit != other.unit:
            return other
        other = other._in(self.unit)
        if self.bound is Bound.UNKNOWN and other.bound is Bound.UNKNOWN:
            return _unknown(self.unit)
        high = None if self.high is None or other.high is None else self.high + other.high
        value = None if self.value is None and other.value is None else (self.value or 0.0) + (other.value or 0.0)
        return Quantity._worked_out(value, (self.low or 0.0) + (other.low or 0.0), high, self.unit)

    def minus(self, other: "Quantity") -> "Quantity":
        """The difference, which may be negative; two "at least" make an unknown one."""
        if other.is_zero:
            return self
        if self.unit != other.unit and self.is_zero:
            return other.negated()
        other = other._in(self.unit)
        low = None if self.low is None or other.high is None else self.low - other.high
        high = None if self.high is None or other.low is None else self.high - other.low
        value = None
        if self.value is not None and other.value is not None and not (low is None and high is None):
            value = self.value - other.value
        return Quantity._worked_out(value, low, high, self.unit)

    def times(self, factor: "Quantity", unit: str | None = None) -> "Quantity":
        """Product of two amounts ≥ 0; a factor of exactly 0 gives exactly 0, whatever the other."""
        unit = unit or self.unit
        if factor.is_zero or self.is_zero:
            return _nothing(unit)
        low = None if self.low is None or factor.low is None else self.low * factor.low
        high = None if self.high is None or factor.high is None else self.high * factor.high
        if low is None and high is None:
            return _unknown(unit)
        value = None if self.value is None or factor.value is None else self.value * factor.value
        return Quantity._worked_out(value, low, high, unit)

    def scaled(self, factor: float) -> "Quantity":
        return self.times(Quantity.exact(factor, self.unit))

    def clipped(self) -> "Quantity":
        """The part above 0 of a difference; unknown stays unknown."""

        if self.low is not None and self.low >= 0:
            return self

        def positive(number: float | None) -> float | None:
            return None if number is None else max(0.0, number)

        if self.high is not None and self.high <= 0:
            return _nothing(self.unit)
        low = positive(self.low)
        if low is None and self.high is not None:
            low = 0.0
        return Quantity._worked_out(positive(self.value), low, positive(self.high), self.unit)

    def negated(self) -> "Quantity":
        def minus(number: float | None) -> float | None:
            return None if number is None else 0.0 - number

        return Quantity._worked_out(minus(self.value), minus(self.high), minus(self.low), self.unit)


@lru_cache(maxsize=256)
def _nothing(unit: str) -> Quantity:
    return Quantity.exact(0.0, unit)


@lru_cache(maxsize=256)
def _unknown(unit: str) -> Quantity:
    return Quantity.unknown(unit)


def _fits(number: int) -> bool:
    """Whether a whole number survives as a float (2⁶³ does, 2⁶³ + 1 and 5,000 digits do not)."""
    try:
        return int(float(number)) == number
    except OverflowError:
        return False


def total(amounts: Iterable[Quantity], unit: str = TONNES_A_YEAR) -> Quantity:
    """Sum of amounts ≥ 0; of none exactly 0; one unknown summand among known ones makes it "at least".

    Where units differ the sum is in `unit` if any summand has it, else in that of the first; the rest is unknown.
    """
    summands = list(amounts)
    if not summands:
        return _nothing(unit)
    units = [amount.unit for amount in summands if not amount.is_zero] or [summands[0].unit]
    shared = unit if unit in units else units[0]
    return reduce(add, (amount._in(shared) for amount in summands))


def smaller(first: Quantity, second: Quantity) -> Quantity:
    """min of two amounts ≥ 0. Unknown against a known high is "between 0 and that high"."""
    unit, second = first.unit, second._in(first.unit)
    if first.is_zero or second.is_zero:
        return _nothing(unit)
    low = min(first.low or 0.0, second.low or 0.0)
    highs = [high for high in (first.high, second.high) if high is not None]
    if not highs and not low:
        return _unknown(unit)
    value = None if first.value is None or second.value is None else min(first.value, second.value)
    return Quantity._worked_out(value, low, min(highs) if highs else None, unit)


def larger(first: Quantity, second: Quantity) -> Quantity:
    """max of two amounts ≥ 0; what is unknown can only make it larger."""
    if first.is_zero and first.unit != second.unit:
        return second
    unit, second = first.unit, second._in(first.unit)
    lows = [low for low in (first.low, second.low) if low is not None]
    high = None if first.high is None or second.high is None else max(first.high, second.high)
    if not lows and high is None:
        return _unknown(unit)
    values = [value for value in (first.value, second.value) if value is not None]
    return Quantity._worked_out(max(values, default=None), max(lows, default=None), high, unit)


def spread(amounts: Iterable[Quantity], unit: str = TONNES_A_YEAR) -> Quantity:
    """What several statements of one amount say together: the range over all of them, the middle of their values.

    Statements in another unit than the first known one cannot be compared with it and are left out.
    """
    stated = [amount for amount in amounts if amount.bound is not Bound.UNKNOWN]
    if not stated:
        return _unknown(unit)
    stated = [amount for amount in stated if amount.unit == stated[0].unit]
    lows, highs = [amount.low for amount in stated], [amount.high for amount in stated]
    low = None if None in lows else min(low for low in lows if low is not None)
    high = None if None in highs else max(high for high in highs if high is not None)
    if low is None and high is None:
        return _unknown(stated[0].unit)
    values = [amount.value for amount in stated if amount.value is not None]
    value = mean(values) if values else None  # the exact mean: of three times 0.1 it is 0.1
    return Quantity._worked_out(value, low, high, stated[0].unit)
