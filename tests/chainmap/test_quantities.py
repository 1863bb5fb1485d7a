"""Interval arithmetic never says more than is known: whatever the true figures are, they lie within the answer."""

import json
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from chainmap.quantities import TONNES_PER_TONNE, Bound, Quantity, larger, smaller, spread, total

figures = st.floats(min_value=0, max_value=1e7, allow_nan=False).map(lambda x: round(x, 3))


@st.composite
def held(draw: st.DrawFn) -> tuple[Quantity, float]:
    """A quantity of any bound, and a true figure that it allows."""
    low, value, high = sorted(draw(st.tuples(figures, figures, figures)))
    true = draw(st.sampled_from([low, value, high]))
    made = draw(
        st.sampled_from(
            [
                (Quantity.exact(true), true),
                (Quantity.between(low, high), true),
                (Quantity.between(low, high, value), true),
                (Quantity.at_least(low), true),
                (Quantity.at_most(high), true),
                (Quantity.unknown(), true),
            ]
        )
    )
    return made


def allows(quantity: Quantity, true: float) -> bool:
    slack = 1e-9 * max(1.0, abs(true), abs(quantity.low or 0), abs(quantity.high or 0))
    above = quantity.low is None or quantity.low <= true + slack
    below = quantity.high is None or true <= quantity.high + slack
    return above and below


@given(held(), held())
def test_every_result_allows_the_true_figure(first: tuple[Quantity, float], second: tuple[Quantity, float]) -> None:
    (a, x), (b, y) = first, second
    assert allows(a + b, x + y)
    assert allows(a.minus(b), x - y)
    assert allows(a.minus(b).clipped(), max(0.0, x - y))
    assert allows(a.minus(b).negated(), y - x)
    assert allows(a.times(b), x * y)
    assert allows(a.scaled(0.9), x * 0.9)
    assert allows(smaller(a, b), min(x, y))
    assert allows(larger(a, b), max(x, y))
    assert allows(spread([a, b]), x) or a.bound is Bound.UNKNOWN


@given(held(), held())
def test_sum_min_and_max_do_not_depend_on_the_order(
    first: tuple[Quantity, float], second: tuple[Quantity, float]
) -> None:
    a, b = first[0], second[0]
    assert a + b == b + a
    assert smaller(a, b) == smaller(b, a)
    assert larger(a, b) == larger(b, a)


@given(st.lists(held(), max_size=5))
def test_a_total_is_known_only_if_every_part_is(parts: list[tuple[Quantity, float]]) -> None:
    amounts = [part[0] for part in parts]
    summed = total(amounts)
    assert (summed.high is not None) == all(amount.high is not None for amount in amounts)
    assert allows(summed, sum(part[1] for part in parts))


@given(held(), held())
def test_every_result_can_be_written_and_read_again(
    first: tuple[Quantity, float], second: tuple[Quantity, float]
) -> None:
    a, b = first[0], second[0]
    for made in (a + b, a.minus(b), a.times(b), smaller(a, b), larger(a, b), a.minus(b).clipped(), spread([a, b])):
        assert Quantity.model_validate_json(made.model_dump_json()) == made
        assert Quantity.model_validate(made.model_dump()) == made


def test_the_hua_feng_balance_by_hand() -> None:
    made = Quantity.at_least(360_000)  # 己二酸 36万吨以上
    need = Quantity.between(1.15, 1.20, unit=TONNES_PER_TONNE).times(Quantity.exact(100_000), "t/a")
    assert [need.low, need.high] == pytest.approx([115_000, 120_000])
    assert need.unit == "t/a"
    left = made.minus(need)
    assert left.low == pytest.approx(240_000)
    assert left.bound is Bound.AT_LEAST


def test_unknown_is_never_nought() -> None:
    unknown, thirty, nought = Quantity.unknown(), Quantity.exact(30), Quantity.exact(0)
    assert (unknown + unknown).bound is Bound.UNKNOWN
    assert (thirty + unknown).bound is Bound.AT_LEAST and (thirty + unknown).low == 30
    assert unknown.times(nought).is_zero and nought.times(unknown).is_zero
    assert total([]).is_zero
    assert total([unknown]).bound is Bound.UNKNOWN
    assert spread([unknown]).bound is Bound.UNKNOWN
    assert Quantity.at_least(30).minus(Quantity.at_least(10)).bound is Bound.UNKNOWN
    assert unknown.clipped().bound is Bound.UNKNOWN


def test_the_smaller_of_an_unknown_and_thirty_lies_between_nought_and_thirty() -> None:
    least = smaller(Quantity.unknown(), Quantity.exact(30))
    assert (least.value, least.low, least.high) == (None, 0, 30)
    assert smaller(Quantity.unknown(), Quantity.at_least(30)).bound is Bound.UNKNOWN
    assert larger(Quantity.unknown(), Quantity.at_most(30)).bound is Bound.UNKNOWN
    assert larger(Quantity.unknown(), Quantity.exact(30)) == Quantity.at_least(30)


def test_an_unknown_amount_has_no_value_whatever_made_it() -> None:
    assert Quantity.at_least(3).times(Quantity.at_most(2)).value is None
    assert spread([Quantity.at_least(30), Quantity.at_most(20)]).value is None
    with pytest.raises(ValidationError, match="unknown amount has no value"):
        Quantity(value=3)


def test_gigawatt_hours_are_never_added_to_tonnes() -> None:
    tonnes, energy = Quantity.exact(30), Quantity.exact(10, "GWh/a")
    assert tonnes + energy == Quantity.at_least(30)
    assert tonnes.minus(energy).bound is Bound.UNKNOWN
    assert smaller(tonnes, energy) == Quantity(low=0, high=30)
    assert larger(tonnes, energy) == Quantity.at_least(30)
    assert spread([tonnes, energy]) == tonnes
    assert total(permuted := [energy, tonnes, Quantity.exact(0, "件/a")]) == Quantity.at_least(30)
    assert {total(order) for order in permutations(permuted)} == {Quantity.at_least(30)}
    assert total([energy, energy]) == Quantity.exact(20, "GWh/a")


def test_nothing_of_one_unit_is_nothing_of_any() -> None:
    nothing, energy = Quantity.exact(0), Quantity.exact(10, "GWh/a")
    assert nothing + energy == energy == energy + nothing
    assert energy.minus(nothing) == energy
    assert larger(nothing, energy) == energy
    assert smaller(nothing, energy).is_zero


def test_the_middle_of_equal_statements_is_that_statement() -> None:
    assert spread([Quantity.exact(0.1, "t/t")] * 3) == Quantity(value=0.1, low=0.1, high=0.1, unit="t/t")
    assert spread([Quantity.exact(0.65), Quantity.exact(0.67)]) == Quantity(value=0.66, low=0.65, high=0.67)


@pytest.mark.parametrize("ends", [{"low": 3, "high": 2}, {"value": 5, "low": 1, "high": 4}, {"value": 1, "low": 2}])
def test_ends_out_of_order_are_refused(ends: dict[str, float]) -> None:
    with pytest.raises(ValidationError, match="does not hold"):
        Quantity(**ends)


@pytest.mark.parametrize(
    "number",
    ["true", '"1_000"', '"12"', "1e999", "-1e999", "NaN", "Infinity", "9" * 5000, str(2**63 + 1), "[1]", "{}"],
)
def test_what_is_no_exact_number_is_refused(number: str) -> None:
    text = f'{{"value": {number}, "low": {number}, "high": {number}}}'
    with pytest.raises(ValidationError):
        Quantity.model_validate_json(text)


@pytest.mark.parametrize("number", ["12", "0", "-0", "0.1", str(2**63), "1e11"])
def test_an_exact_number_is_read_exactly(number: str) -> None:
    text = f'{{"value": {number}, "low": {number}, "high": {number}}}'
    assert Quantity.model_validate_json(text).value == float(json.loads(number)) == float(number)


def test_a_bound_that_contradicts_its_ends_is_refused() -> None:
    with pytest.raises(ValidationError, match="bound does not agree"):
        Quantity.model_validate({"value": 3, "low": 3, "high": 3, "unit": "t/a", "bound": "at_least"})
