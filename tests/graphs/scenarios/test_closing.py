"""The closing set against hand-worked chains and, on small random maps, against trying every subset."""

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chainmap.errors import BadInput, UnknownName, UsageError
from chainmap.facts import Nature, Status
from chainmap.quantities import Bound, Quantity
from chainmap.scenarios import ClosingQuery as Query
from chainmap.scenarios import ClosingReport
from graphs.scenarios.closing import closing
from graphs.scenarios.fewest import Making, Option, derivable, fewest


def asked(world, target: str, **more) -> ClosingReport:
    return closing(world.network(), "涪陵区", Query(target=target, **more))


def made(report: ClosingReport) -> list[str]:
    return [item.product.name for item in report.make]


def bought(report: ClosingReport) -> set[str]:
    return {item.product.name for item in report.buy}


@pytest.fixture
def nylon(world):
    """尼龙66 as the library has it: three ways to 己二腈, one of them from 己二酸."""
    world.route("己二腈", {"丁二烯": 0.5265, "氢氰酸": 0.5261}, name="丁二烯法")
    world.route("己二腈", {"丙烯腈": 1.0904}, name="丙烯腈法")
    world.route("己二腈", {"己二酸": (1.3514, 1.45), "合成氨": 0.34}, name="己二酸法")
    world.route("己二胺", {"己二腈": (0.9306, 1.10), "氢气": 0.08}, name="己二腈加氢")
    world.route("尼龙66盐", {"己二酸": 0.56, "己二胺": 0.44}).route("尼龙66", {"尼龙66盐": 1.2})
    world.product("合成氨", Nature.BULK).product("氢气", Nature.BULK).product("尼龙66盐", Nature.CAPTIVE)
    return world


@pytest.fixture
def tpu(world):
    world.route("TPU", {"聚酯多元醇": 0.6, "MDI": 0.32, "BDO": 0.08}, name="聚酯型")
    world.route("TPU", {"PTMEG": 0.63, "MDI": 0.2964, "BDO": 0.0735}, name="聚醚型")
    world.route("聚酯多元醇", {"己二酸": 0.65, "乙二醇": 0.4}).route("MDI", {"苯胺": 0.76, "光气": 0.83})
    return world.route("苯胺", {"苯": 0.86}).route("PTMEG", {"THF": 1.02}).route("BDO", {"顺酐": 1.17})


def test_nylon66_from_adipic_acid_makes_four_and_buys_ammonia_and_hydrogen(nylon) -> None:
    report = asked(nylon.makes("己二酸"), "尼龙66")
    assert made(report) == ["己二腈", "己二胺", "尼龙66盐", "尼龙66"]
    assert bought(report) == {"合成氨", "氢气"}
    assert [item.order for item in report.make] == [1, 2, 3, 4]
    assert (report.exact, report.bound) == (True, 4)
    assert [item.product.name for item in report.uses] == ["己二酸"]


def test_tpu_beside_ptmeg_is_tpu_alone_and_buys_mdi_and_bdo(tpu) -> None:
    report = asked(tpu.makes("PTMEG"), "TPU")
    assert made(report) == ["TPU"]
    assert bought(report) == {"MDI", "BDO"}
    assert report.make[0].route == "聚醚型"


def test_amounts_follow_the_economic_scale_of_the_target(tpu) -> None:
    """10万吨 TPU at 0.2964 MDI and 0.0735 BDO."""
    report = asked(tpu.makes("PTMEG").product("TPU", scale=100_000), "TPU")
    amounts = {item.product.name: item.amount for item in report.buy}
    assert amounts["MDI"] == Quantity.exact(29_640.0)
    assert amounts["BDO"] == Quantity.exact(7_350.0)
    assert "经济规模" in report.basis


def test_amounts_follow_a_stated_or_planned_capacity_before_the_scale(tpu) -> None:
    tpu.makes("PTMEG").product("TPU", scale=100_000)
    stated = asked(tpu, "TPU", amount=Quantity.exact(20_000.0))
    assert {i.product.name: i.amount.value for i in stated.buy}["MDI"] == pytest.approx(5928)
    assert "给定产能" in stated.basis
    planned = asked(tpu.plant("TPU", 50_000, status=Status.PLANNED), "TPU")
    assert {i.product.name: i.amount.value for i in planned.buy}["MDI"] == pytest.approx(14_820)
    assert "拟建" in planned.basis


def test_without_a_scale_amounts_are_per_tonne_of_the_target_along_the_whole_way(nylon) -> None:
    """1 t 尼龙66: 1.2 盐, 0.528 己二胺, 0.4914–0.5808 己二腈, 氢气 0.04224, 合成氨 0.1671–0.1975."""
    report = asked(nylon.makes("己二酸"), "尼龙66")
    assert "每产 1 吨" in report.basis
    amounts = {item.product.name: item.amount for item in (*report.make, *report.buy, *report.uses)}
    assert {amount.unit for amount in amounts.values()} == {"t/t"}
    assert amounts["己二胺"].value == pytest.approx(0.528)
    assert (amounts["己二腈"].low, amounts["己二腈"].high) == pytest.approx((0.491357, 0.5808))
    assert amounts["氢气"].value == pytest.approx(0.04224)
    assert (amounts["合成氨"].low, amounts["合成氨"].high) == pytest.approx((0.167061, 0.197472))
    assert amounts["己二酸"].low == pytest.approx(1.2 * 0.56 + 0.491357 * 1.3514, abs=1e-5)


def test_an_unknown_consumption_stays_unknown_and_is_never_0(world) -> None:
    report = asked(world.route("TPU", ["PTMEG", "MDI"]).makes("PTMEG"), "TPU")
    assert report.buy[0].amount.bound is Bound.UNKNOWN


def test_the_user_moves_a_product_to_the_bought_ones(nylon) -> None:
    report = asked(nylon.makes("己二酸"), "尼龙66", buy=("己二腈",))
    assert made(report) == ["己二胺", "尼龙66盐", "尼龙66"]
    assert bought(report) == {"己二腈", "氢气"}


def test_the_user_moves_a_product_to_the_made_ones(tpu) -> None:
    report = asked(tpu.makes("PTMEG"), "TPU", make=("MDI",))
    assert made(report) == ["MDI", "TPU"]
    assert bought(report) == {"苯胺", "光气", "BDO"}
    assert "列为自建" in report.make[0].reason


def test_a_bulk_product_that_the_user_makes_is_made_and_not_dodged_by_another_route(nylon) -> None:
    nylon.route("合成氨", {"天然气": 0.6}).product("天然气", Nature.PRIMARY)
    report = asked(nylon.makes("己二酸"), "尼龙66", make=("合成氨",))
    assert set(made(report)) == {"合成氨", "己二腈", "己二胺", "尼龙66盐", "尼龙66"}
    assert made(report).index("合成氨") < made(report).index("己二腈")
    assert bought(report) == {"天然气", "氢气"}


def test_a_product_both_made_and_bought_is_wrong_usage(nylon) -> None:
    with pytest.raises(UsageError, match="己二腈"):
        asked(nylon.makes("己二酸"), "尼龙66", make=("己二腈",), buy=("己二腈",))


def test_the_target_itself_cannot_be_bought(nylon) -> None:
    with pytest.raises(UsageError, match="尼龙66"):
        asked(nylon.makes("己二酸"), "尼龙66", buy=("尼龙66",))


def test_a_product_without_a_recipe_cannot_be_moved_to_the_made_ones(nylon) -> None:
    with pytest.raises(BadInput, match="丙烯腈"):
        asked(nylon.makes("己二酸"), "尼龙66", make=("丙烯腈",))


def test_a_product_that_has_nothing_to_do_with_it_is_said_and_left_out(tpu) -> None:
    report = asked(tpu.makes("PTMEG").route("PTA", {"PX": 0.66}), "TPU", make=("PTA",))
    assert made(report) == ["TPU"]
    assert any("PTA" in warning for warning in report.warnings)


def test_what_is_made_here_already_needs_nothing_and_says_so(nylon) -> None:
    report = asked(nylon.makes("尼龙66"), "尼龙66")
    assert (report.make, report.buy, report.bound, report.exact) == ((), (), 0, True)
    assert "涪陵区已有企业生产尼龙66" in report.summary


def test_a_place_without_anything_makes_the_target_and_buys_its_feedstock(nylon) -> None:
    report = asked(nylon, "己二胺")
    assert made(report) == ["己二胺"]
    assert bought(report) == {"己二腈", "氢气"}


def test_a_captive_product_to_be_bought_carries_a_note(nylon) -> None:
    (salt,) = asked(nylon, "尼龙66").buy
    assert salt.product.name == "尼龙66盐"
    assert "列为自建" in salt.note


def test_auxiliaries_are_bought_and_utilities_are_not_listed(world) -> None:
    world.product("电", Nature.UTILITY)
    world.route("氨纶", {"PTMEG": 0.8, "MDI": 0.18}, auxiliary={"DMAC": 0.03}, energy={"电": None}).makes("PTMEG")
    report = asked(world, "氨纶")
    assert [(item.product.name, item.role.value) for item in report.buy] == [
        ("MDI", "feedstock"),
        ("DMAC", "auxiliary"),
    ]


def test_a_chain_is_closed_when_its_anchors_are_made(nylon) -> None:
    report = asked(nylon.makes("己二酸").chain("聚酰胺", "己二胺", "尼龙66"), "聚酰胺产业链")
    assert made(report) == ["己二腈", "己二胺", "尼龙66盐", "尼龙66"]
    assert report.is_chain


def test_a_chain_without_anchors_is_told(nylon) -> None:
    with pytest.raises(BadInput, match="锚点"):
        asked(nylon.chain("聚酰胺"), "聚酰胺产业链")


def test_an_unknown_target_gives_near_names(nylon) -> None:
    with pytest.raises(UnknownName, match="尼龙66"):
        asked(nylon, "尼龙67")


def test_a_heading_is_met_by_making_one_kind(world) -> None:
    world.kinds("聚酯纤维", "涤纶长丝", "涤纶短纤").route("涤纶长丝", {"PET": 1.02}).route(
        "涤纶短纤", {"PET": 1.02, "油剂": 0.3}
    )
    report = asked(world.makes("PET"), "聚酯纤维")
    assert made(report) == ["涤纶长丝"]


def test_a_need_for_a_generic_is_met_by_a_kind_that_is_cheaper_to_have(world) -> None:
    """合成革 needs 基布 (any); 机织布 grows out of PET in one step, 无纺布 through 短纤 in two."""
    world.route("合成革", {"基布": 0.5, "革用树脂": 0.5}).kinds("基布", "机织布", "无纺布").makes("PET", "革用树脂")
    world.route("机织布", {"PET": 1.0}).route("无纺布", {"短纤": 1.0}).route("短纤", {"PET": 1.0})
    assert made(asked(world, "合成革")) == ["机织布", "合成革"]


def test_of_two_ready_products_the_one_that_ranks_higher_arrives_first(world) -> None:
    world.route("丙", {"甲": 0.5, "乙": 0.5}).route("甲", {"原": 1.0}).route("乙", {"原": 0.6, "购": 0.4}).makes("原")
    report = asked(world, "丙")
    first, second, last = report.make
    assert last.product.name == "丙"
    assert first.score >= second.score


def test_a_circle_is_bought_where_it_can_only_be_made_from_itself(world) -> None:
    world.route("乙", {"丙": 0.5, "甲": 0.5}).route("丙", {"乙": 0.5, "甲": 0.5}).route("丁", {"乙": 1.0}).makes("甲")
    report = asked(world, "丁")
    assert made(report) == ["丁"]
    assert bought(report) == {"乙"}
    assert any("互为原料" in warning for warning in report.warnings)


def test_a_product_that_feeds_itself_does_not_hang(world) -> None:
    report = asked(world.route("乙", {"乙": 0.1, "甲": 0.9}).link("丙", "丙").link("乙", "丙").makes("甲"), "丙")
    assert made(report)[-1] == "丙"


def test_two_made_products_that_need_each_other_are_refused(world) -> None:
    world.route("乙", {"丙": 1.0}).route("丙", {"乙": 1.0})
    with pytest.raises(BadInput, match="互为原料"):
        asked(world, "乙", make=("丙",))


def test_a_primary_material_cannot_be_closed(world) -> None:
    with pytest.raises(BadInput, match="初级原料"):
        asked(world.product("原油", Nature.PRIMARY), "原油")


def test_the_order_of_input_does_not_matter(nylon) -> None:
    nylon.makes("己二酸")
    other = nylon.copy()
    other.facts.reverse()
    assert asked(nylon, "尼龙66") == asked(other, "尼龙66")


def test_a_large_map_is_answered_greedily_with_a_bound(world) -> None:
    """A line of 260 stages, each growing out of the same local product beside the one before it."""
    world.makes("原").route("级0", {"原": 1.0})
    for stage in range(1, 260):
        world.route(f"级{stage}", {"原": 0.5, f"级{stage - 1}": 0.5})
    report = asked(world, "级259")
    assert len(report.make) == 260
    assert report.bound == 260
    assert report.considered == 260


# ---- the search itself, against trying everything


NODES = "abcdefg"
options = st.builds(
    lambda needs, bought: (tuple(sorted(needs)), bought),
    st.sets(st.sampled_from(NODES), max_size=3),
    st.integers(0, 3),
)
makings = st.builds(
    lambda table, goals, free: Making(
        tuple(sorted(goals)),
        {n: tuple(Option(f"{n}{i}", needs, cost) for i, (needs, cost) in enumerate(ways)) for n, ways in table.items()},
        frozenset(free),
    ),
    st.fixed_dictionaries({node: st.lists(options, max_size=3) for node in NODES}),
    st.sets(st.sampled_from(NODES), min_size=1, max_size=2),
    st.sets(st.sampled_from(NODES), max_size=2),
)


def feasible(making: Making, chosen: set[str]) -> bool:
    """Forward, step by step, using only the chosen products."""
    had: set[str] = set()
    while True:
        new = {
            node
            for node, ways in making.options.items()
            if node in chosen | making.free and any(set(option.needs) <= had for option in ways)
        }
        if new <= had:
            return set(making.goals) <= had
        had |= new


def by_every_subset(making: Making) -> int | None:
    counted = sorted(set(making.options) - making.free)
    for size in range(len(counted) + 1):
        if any(feasible(making, set(chosen)) for chosen in combinations(counted, size)):
            return size
    return None


def by_every_choice(making: Making) -> tuple[int, int] | None:
    """The best (made, bought) over every assignment of one option a node that is free of circles."""
    nodes = sorted(making.options)
    best = None
    for picks in product(*([*making.options[node], None] for node in nodes)):
        chosen = {node: pick for node, pick in zip(nodes, picks, strict=True) if pick is not None}
        single = {node: (option,) for node, option in chosen.items()}
        if derivable(single) == frozenset(chosen) and set(making.goals) <= set(chosen):
            cost = sum(node not in making.free for node in chosen), sum(option.bought for option in chosen.values())
            best = cost if best is None else min(best, cost)
    return best


@settings(max_examples=150, deadline=None)
@given(makings)
def test_no_subset_is_smaller_than_the_exact_answer(making: Making) -> None:
    plan = fewest(making)
    expected = by_every_subset(making)
    assert (plan is None) == (expected is None)
    if plan is not None:
        made_here = set(plan.chosen) - making.free
        assert plan.exact
        assert len(made_here) == plan.bound == expected
        assert feasible(Making(making.goals, {n: (o,) for n, o in plan.chosen.items()}, making.free), made_here)


small = st.builds(
    lambda table, goals, free: Making(
        tuple(sorted(goals)),
        {n: tuple(Option(f"{n}{i}", needs, cost) for i, (needs, cost) in enumerate(ways)) for n, ways in table.items()},
        frozenset(free),
    ),
    st.fixed_dictionaries({node: st.lists(options, max_size=2) for node in NODES[:5]}),
    st.sets(st.sampled_from(NODES[:5]), min_size=1, max_size=2),
    st.sets(st.sampled_from(NODES[:5]), max_size=1),
)


@settings(max_examples=100, deadline=None)
@given(small)
def test_among_the_smallest_sets_the_least_is_bought(making: Making) -> None:
    plan = fewest(making)
    expected = by_every_choice(making)
    if plan is None:
        assert expected is None
    else:
        cost = len(set(plan.chosen) - making.free), sum(option.bought for option in plan.chosen.values())
        assert cost == expected


@settings(max_examples=80, deadline=None)
@given(makings)
def test_the_greedy_answer_is_feasible_and_its_bound_is_true(making: Making) -> None:
    plan, best = fewest(making, most=0), fewest(making)
    assert (plan is None) == (best is None)
    if plan is not None and best is not None:
        made_here = set(plan.chosen) - making.free
        assert feasible(making, made_here)
        assert plan.bound <= best.bound <= len(made_here)


def test_a_search_that_runs_out_of_steps_says_that_it_is_not_exact() -> None:
    """Thirty pairs of which any may be taken, tied together so that no landmark tells which."""
    table = {f"g{i}": (Option("l", (f"x{i}",)), Option("r", (f"x{(i * 7 + 3) % 30}",))) for i in range(30)}
    table |= {f"x{i}": (Option("", ()),) for i in range(30)}
    making = Making(tuple(f"g{i}" for i in range(30)), table)
    plan = fewest(making, budget=50)
    assert plan is not None
    assert not plan.exact
    assert 30 <= plan.bound < len(plan.chosen)
