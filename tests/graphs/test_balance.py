"""Tonnes by hand: what plants here make, use themselves, must buy, have over or lack."""

import pytest

from chainmap.facts import Nature
from chainmap.quantities import Bound, Quantity
from graphs.gapreport import balance


def ends(amount: Quantity) -> tuple[float | None, float | None]:
    return amount.low, amount.high


def exact(amount: Quantity) -> float:
    assert amount.low == pytest.approx(amount.value) and amount.high == pytest.approx(amount.value), amount
    return amount.value


def test_two_enterprises_worked_by_hand(world) -> None:
    """蓬威 90 PTA; 万凯 100 PET at 0.86 PTA and 0.33 乙二醇: needs 86 and 33; 4 PTA are left, 33 乙二醇 are lacking."""
    world.route("PET", {"PTA": 0.86, "乙二醇": 0.33}).plant("PTA", 90, by="蓬威").plant("PET", 100, by="万凯")
    view = world.at()
    pta, glycol, pet = view.line("PTA"), view.line("乙二醇"), view.line("PET")
    assert [exact(part) for part in (pta.supply, pta.own_use, pta.need, pta.surplus, pta.deficit)] == pytest.approx(
        [90, 0, 86, 4, 0]
    )
    assert [exact(part) for part in (glycol.supply, glycol.need, glycol.surplus, glycol.deficit)] == pytest.approx(
        [0, 33, 0, 33]
    )
    assert [exact(part) for part in (pet.supply, pet.need, pet.surplus)] == [100, 0, 100]


def adipic(world, **share):
    """华峰 makes 100 己二酸 and 50 尼龙66盐 (0.6 t/t: 30); 化医 makes 200 尼龙66盐 (120)."""
    world.route("尼龙66盐", {"己二酸": 0.6}).plant("己二酸", 100, by="华峰", **share)
    return world.plant("尼龙66盐", 50, by="华峰").plant("尼龙66盐", 200, by="化医").at().line("己二酸")


def test_own_use_not_stated_is_what_the_maker_itself_needs(world) -> None:
    line = adipic(world)
    assert exact(line.own_use) == pytest.approx(30)  # min(100, 30)
    assert exact(line.need) == pytest.approx(120)
    assert exact(line.deficit) == pytest.approx(50)  # 100 − 30 − 120
    assert exact(line.surplus) == 0


def test_a_stated_own_use_counts_where_it_is_larger(world) -> None:
    line = adipic(world, own_share=0.5)
    assert exact(line.own_use) == pytest.approx(50)  # max(50, min(100, 30))
    assert exact(line.deficit) == pytest.approx(70)


@pytest.mark.parametrize("share", [0.0, 0.1])
def test_a_stated_own_use_below_the_own_need_does_not_undo_it(world, share: float) -> None:
    assert exact(adipic(world, own_share=share).own_use) == pytest.approx(30)


def test_utilisation_lowers_supply_and_need_but_not_capacity(world) -> None:
    """己二酸 100 at 80 %; 尼龙66 50 at 60 % and 0.6 t/t needs 18."""
    world.route("尼龙66", {"己二酸": 0.6}).plant("己二酸", 100, by="华峰", utilisation=0.8)
    line = world.plant("尼龙66", 50, by="化医", utilisation=0.6).at().line("己二酸")
    assert [exact(part) for part in (line.capacity, line.supply, line.need)] == pytest.approx([100, 80, 18])
    assert not line.nameplate


def test_a_supply_without_a_stated_utilisation_is_nameplate_and_says_so(world) -> None:
    assert world.copy().plant("PTA", 90).at().line("PTA").nameplate
    assert world.copy().plant("PTA", 90, own_share=0.2).at().line("PTA").nameplate
    assert not world.copy().plant("PTA", 90, utilisation=0.9).at().line("PTA").nameplate


def test_alternative_routes_give_their_mean_and_their_range(world) -> None:
    """BDO by 顺酐 takes 1.2 of it, by 炔醛 none: of 100 that is 60, between 0 and 120."""
    world.route("BDO", {"顺酐": 1.2}, name="顺酐法").route("BDO", {"甲醛": 0.9}, name="炔醛法").plant("BDO", 100)
    need = world.at().line("顺酐").need
    assert need.value == pytest.approx(60)
    assert ends(need) == pytest.approx((0, 120))


def test_a_range_of_consumption_stays_a_range(world) -> None:
    world.route("PET", {"PTA": (0.85, 0.87)}).plant("PTA", 90, by="蓬威").plant("PET", 100, by="万凯")
    line = world.at().line("PTA")
    assert ends(line.need) == pytest.approx((85, 87))
    assert ends(line.surplus) == pytest.approx((3, 5))


def test_auxiliaries_and_fuels_are_needed_too_and_utilities_not_listed(world) -> None:
    world.product("电", Nature.UTILITY).route(
        "PTA", {"PX": 0.66}, auxiliary={"醋酸": 0.05}, energy={"煤": 0.1, "电": None}
    )
    view = world.plant("PTA", 100).at()
    assert exact(view.line("醋酸").need) == pytest.approx(5)
    assert exact(view.line("煤").need) == pytest.approx(10)
    assert "电" not in [item.product.name for item in balance(world.network(), "涪陵区").items]


def test_one_unknown_capacity_makes_the_supply_at_least_the_known_one(world) -> None:
    supply = world.plant("己二酸", 36, by="华峰").plant("己二酸", None, by="另一家").at().line("己二酸").supply
    assert (supply.bound, supply.low) == (Bound.AT_LEAST, 36)


def test_unknown_alone_is_unknown_and_never_zero(world) -> None:
    world.route("PET", {"PTA": 0.86}).plant("PTA", None, by="蓬威").plant("PET", None, by="万凯")
    line = world.at().line("PTA")
    for part in (line.supply, line.need, line.surplus, line.deficit):
        assert part.bound is Bound.UNKNOWN


def test_the_difference_of_two_at_leasts_is_unknown(world) -> None:
    """At least 90 are made and at least 86 are needed."""
    world.route("PET", {"PTA": 0.86}).plant("PTA", 90, by="蓬威").plant("PTA", None, by="另一家")
    line = world.plant("PET", 100, by="万凯").plant("PET", None, by="某厂").at().line("PTA")
    assert (line.supply.bound, line.need.bound) == (Bound.AT_LEAST, Bound.AT_LEAST)
    assert line.surplus.bound is line.deficit.bound is Bound.UNKNOWN


def test_an_unknown_maker_who_needs_nothing_makes_no_need_unknown(world) -> None:
    """Only 万凯 buys: 86, however much 蓬威 makes."""
    world.route("PET", {"PTA": 0.86}).plant("PTA", None, by="蓬威").plant("PET", 100, by="万凯")
    assert exact(world.at().line("PTA").need) == pytest.approx(86)


def test_a_user_of_unknown_own_supply_buys_between_nothing_and_all(world) -> None:
    world.route("PET", {"PTA": 0.86}).plant("PTA", None, by="万凯").plant("PET", 100, by="万凯")
    assert ends(world.at().line("PTA").need) == pytest.approx((0, 86))


def test_a_surplus_is_at_least_where_only_the_supply_may_be_larger(world) -> None:
    """At least 36 against 10: at least 26 are left, and surely nothing is lacking."""
    world.route("尼龙66", {"己二酸": 0.5}).plant("己二酸", Quantity.at_least(36), by="华峰").plant(
        "尼龙66", 20, by="化医"
    )
    line = world.at().line("己二酸")
    assert (line.surplus.bound, line.surplus.low) == (Bound.AT_LEAST, pytest.approx(26))
    assert exact(line.deficit) == 0


def test_zero_or_more_says_nothing_and_is_unknown(world) -> None:
    """30 are made and at least 10 are needed: the surplus is at most 20, the deficit may be anything."""
    world.route("PET", {"PTA": 1.0}).plant("PTA", 30, by="蓬威").plant("PET", 10, by="万凯").plant(
        "PET", None, by="某厂"
    )
    line = world.at().line("PTA")
    assert ends(line.surplus) == pytest.approx((0, 20))
    assert line.deficit.bound is Bound.UNKNOWN


def test_a_co_product_of_every_route_is_supplied_with_its_yield(world) -> None:
    """MDI 40 yields 0.6 t/t 盐酸 by one route and 0.8 by the other: 28, between 24 and 32."""
    world.route("MDI", {"苯胺": 0.8}, name="甲", yields={"盐酸": 0.6}).route(
        "MDI", {"苯胺": 0.8}, name="乙", yields={"盐酸": 0.8}
    )
    supply = world.plant("MDI", 40).at().line("盐酸").supply
    assert supply.value == pytest.approx(28)
    assert ends(supply) == pytest.approx((24, 32))


def test_a_co_product_of_some_routes_only_is_no_supply(world) -> None:
    world.route("MDI", {"苯胺": 0.8}, name="甲", yields={"盐酸": 0.6}).route("MDI", {"苯胺": 0.8}, name="乙")
    view = world.plant("MDI", 40).at()
    assert view.id("盐酸") not in view.at.balance
    assert view.names(view.at.local.maybe_co_products) == {"盐酸"}


def test_an_absent_captive_intermediate_passes_its_need_on(world) -> None:
    """尼龙66 100 takes 1.2 salt, the salt 0.45 己二胺 and 0.56 己二酸: 54 and 67.2."""
    world.product("尼龙66盐", Nature.CAPTIVE).route("尼龙66", {"尼龙66盐": 1.2})
    world.route("尼龙66盐", {"己二胺": 0.45, "己二酸": 0.56}).plant("尼龙66", 100, by="化医")
    view = world.at()
    assert exact(view.line("己二胺").need) == pytest.approx(54)
    assert exact(view.line("己二酸").need) == pytest.approx(67.2)
    made = world.plant("尼龙66盐", 10, by="华峰").at()
    assert exact(made.line("己二胺").need) == pytest.approx(4.5)  # the salt is made here: its own maker needs it


def test_a_generic_holds_what_its_kinds_make(world) -> None:
    """瓶级切片 60 and 膜级切片 30 are 90 聚酯切片; 100 纺织品 at 1.0 need 100 of it."""
    world.kinds("聚酯切片", "瓶级切片", "膜级切片").route("纺织品", {"聚酯切片": 1.0})
    world.plant("瓶级切片", 60, by="万凯").plant("膜级切片", 30, by="另一家").plant("纺织品", 100, by="某厂")
    line = world.at().line("聚酯切片")
    assert exact(line.supply) == 90
    assert exact(line.deficit) == pytest.approx(10)


def test_a_heading_stated_without_its_kind_may_need_what_any_kind_needs(world) -> None:
    """TPU takes 0.6 PTMEG, 革用聚氨酯树脂 none: 100 聚氨酯树脂 need 30, between 0 and 60."""
    world.kinds("聚氨酯树脂", "TPU", "革用聚氨酯树脂").route("TPU", {"PTMEG": 0.6}).route(
        "革用聚氨酯树脂", {"己二酸": 0.5}
    )
    need = world.plant("聚氨酯树脂", 100).at().line("PTMEG").need
    assert need.value == pytest.approx(30)
    assert ends(need) == pytest.approx((0, 60))


def test_plants_being_built_and_neighbours_are_not_in_the_balance(world) -> None:
    world.place("长寿区", parent="重庆市").plant("PTA", 90, by="蓬威").plant("PTA", 50, by="甲", at="长寿区")
    world.plant("PTA", 60, by="乙", status="building")
    assert exact(world.at().line("PTA").supply) == 90


def test_counted_goods_are_not_added_to_tonnes(world) -> None:
    world.plant("坯布", Quantity.exact(100, "万米/a")).plant("PTA", 90)
    assert world.at().id("坯布") not in world.at().at.balance


def test_a_maker_stated_in_another_unit_is_an_unknown_supply_and_not_a_deficit(world) -> None:
    world.route("PET", {"PTA": 0.86}).plant("PET", 100, by="瓶厂").plant("PTA", Quantity.exact(30, "亿元/a"), by="酸厂")
    line = world.at().line("PTA")
    assert line.supply.bound is Bound.UNKNOWN
    assert not line.deficit.surely_positive


def test_a_place_with_nothing_has_an_empty_balance(world) -> None:
    assert balance(world.network(), "涪陵区").items == ()


def test_the_report_keeps_the_sum_and_the_order(world) -> None:
    """supply − own use − need = surplus − deficit on every line of exact amounts; lines by product name."""
    adipic(world)
    items = balance(world.network(), "涪陵区").items
    for item in items:
        left = item.supply.value - item.own_use.value - item.need.value
        assert left == pytest.approx(item.surplus.value - item.deficit.value)
    assert [item.product.name for item in items] == sorted(item.product.name for item in items)
