"""稀缺度, 可招引, 拥挤度, 要素, stability and the next step, each against a hand calculation."""

import math

import pytest

from chainmap.facts import Status
from chainmap.scoring import SHIPPED_WEIGHTS, Signal, SignalName, Weights
from graphs.gapreport import gaps
from graphs.network import network_of
from graphs.stability import stability_of


def line(row, name: SignalName) -> Signal:
    return next(signal for signal in row.signals if signal.name is name)


@pytest.fixture
def pta(world):
    return world.route("PTA", {"PX": 0.66}).makes("PTA")


@pytest.mark.parametrize(
    ("makers", "imports", "expected"),
    [(1, None, 1.0), (10, None, 0.0), (40, None, 0.0), (4, None, 1 - 3 / 9), (10, 0.4, 0.4), (None, 0.25, 0.25)],
)
def test_scarcity_is_the_larger_of_few_makers_and_import_dependence(world, pta, makers, imports, expected) -> None:
    pta.product("PX", national_makers=makers, import_dependence=imports)
    assert line(world.found().row("PX"), SignalName.SCARCITY).normalised == pytest.approx(expected, abs=1e-6)


def test_a_short_list_of_makers_is_not_scarcity(world, pta) -> None:
    pta.place("涪陵区", "重庆市").place("长寿区", "重庆市").plant("PX", 10, by="甲", at="长寿区")
    assert line(world.found().row("PX"), SignalName.SCARCITY).normalised is None


def test_a_maker_elsewhere_counts_half_and_an_expanding_one_full(world, pta) -> None:
    pta.place("涪陵区", "重庆市").place("宁波市").plant("PX", 10, by="甲", at="宁波市")
    pta.plant("PX", 10, by="乙", at="宁波市", status=Status.BUILDING)
    assert line(world.found().row("PX"), SignalName.ATTRACTABILITY).normalised == pytest.approx(
        1 - 2**-1.5, abs=1e-6
    )  # ½ + 1


def test_a_supplier_of_a_local_plant_counts_full(world, pta) -> None:
    pta.place("涪陵区", "重庆市").place("宁波市").plant("PX", 10, by="甲", at="宁波市").purchase("PX", "甲", "华峰")
    assert line(world.found().row("PX"), SignalName.ATTRACTABILITY).normalised == 0.5  # 1 − 2^−1


def test_a_stopped_plant_elsewhere_is_nobody_to_invite(world, pta) -> None:
    pta.place("涪陵区", "重庆市").place("宁波市").plant("PX", 10, by="甲", at="宁波市", status=Status.STOPPED)
    assert line(world.found().row("PX"), SignalName.ATTRACTABILITY).normalised is None


def test_crowding_compares_neighbours_with_scale_and_own_need(world) -> None:
    world.product("PX", scale=100).route("PTA", {"PX": 0.5}).plant("PTA", 200)
    world.place("涪陵区", "重庆市").place("长寿区", "重庆市").plant("PX", 50, by="甲", at="长寿区")
    crowding = line(world.found().row("PX"), SignalName.CROWDING)
    assert crowding.normalised == 0.25  # 50 ÷ (100 + 0.5 × 200)
    assert crowding.contribution == -0.02


def test_stated_overcapacity_is_full_crowding_and_its_source_is_named(world, pta) -> None:
    pta.product("PX", overcapacity=True)
    assert line(world.found().row("PX"), SignalName.CROWDING).normalised == 1.0


def test_crowding_without_any_data_is_unknown_not_zero(world, pta) -> None:
    assert line(world.found().row("PX"), SignalName.CROWDING).normalised is None


def test_unknown_factors_cost_half_so_that_unknown_is_no_pass(world, pta) -> None:
    factors = line(world.found().row("PX"), SignalName.FACTORS)
    assert (factors.normalised, factors.contribution) == (0.5, -0.05)


def test_with_few_rows_every_row_is_steady(world, pta) -> None:
    assert [row.stability for row in world.found().report.candidates] == [1.0]


def test_stability_agrees_with_a_plain_loop_over_the_same_draws(world) -> None:
    import numpy as np

    for number in range(14):
        world.route(f"产品{number}", {"PET": 1.0, f"辅{number}": number / 10}).use(
            f"产品{number}", *"甲乙丙"[: number % 4]
        )
    rows = world.makes("PET").found().report.candidates
    shares = stability_of(rows, SHIPPED_WEIGHTS, first=3)
    names = [n for n in SignalName if n not in (SignalName.VARIETY, SignalName.EVIDENCE)]
    draws = np.random.default_rng(20240624).uniform(0.5, 1.5, size=(1000, len(names) + 1))
    counts = dict.fromkeys(range(len(rows)), 0)
    for draw in draws:
        totals = []
        for at, row in enumerate(rows):
            above = line(row, SignalName.VARIETY).contribution
            above += sum(
                SHIPPED_WEIGHTS.of(name) * factor * (line(row, name).normalised or 0.0)
                for name, factor in zip(names, draw, strict=False)
            )
            doubt = 1 - (line(row, SignalName.EVIDENCE).value or 0.0)
            totals.append((-(above + SHIPPED_WEIGHTS.of(SignalName.EVIDENCE) * draw[-1] * doubt * max(0, above)), at))
        for _, at in sorted((round(total, 12), at) for total, at in totals)[:3]:
            counts[at] += 1
    assert shares == pytest.approx([counts[at] / 1000 for at in range(len(rows))], abs=0.002)
    assert math.isclose(sum(shares), 3.0, abs_tol=0.01)


def test_the_next_step_names_a_change_that_moves_the_row_up(world) -> None:
    world.route("PTA", {"PX": 0.66}).makes("PTA").route("PX", {"混合二甲苯": 1.2}).route("PET", {"PTA": 0.86})
    rows = world.found().report.candidates
    assert rows[0].next_step == ""
    moved = [row for row in rows[1:] if row.next_step]
    assert moved
    for row in moved:
        assert row.next_step.startswith("若")
        assert int("".join(c for c in row.next_step.rsplit("第", 1)[1] if c.isdigit())) < row.rank


def test_other_weights_change_the_order_and_every_line_prints_the_weight_in_use(world, pta) -> None:
    amounts = [0.0] * len(SignalName)
    amounts[list(SignalName).index(SignalName.REACH)] = 1.0
    pta.use("PTA", "汽车")
    report = gaps(network_of(world.snapshot(), Weights(amounts=tuple(amounts))), "涪陵区")
    row = report.candidates[0]
    assert {signal.name: signal.weight for signal in row.signals if signal.weight}.keys() == {SignalName.REACH}
    assert row.score.total == line(row, SignalName.REACH).contribution
