"""Fill, let a neighbour supply, or buy: the first rule that applies, with its figures."""

import pytest

from chainmap.facts import Nature
from chainmap.gaps import Advice, GapKind, GapQuery
from chainmap.quantities import Quantity
from graphs.gapreport import targets


@pytest.fixture
def with_neighbour(world):
    return world.place("长寿区", parent="重庆市")


def test_a_break_point_is_worth_filling_and_factors_stay_unchecked(world) -> None:
    row = world.route("PTA", {"PX": 0.66}).route("PX", {"混二甲苯": 1.0}).makes("PTA", "混二甲苯").found().row("PX")
    assert row.advice is Advice.FILL
    assert any("要素未核" in reason for reason in row.advice_reasons)


def test_what_must_be_bought_for_it_is_named(world) -> None:
    row = world.route("TPU", {"PTMEG": 0.6, "MDI": 0.4}).makes("PTMEG").found().row("TPU")
    assert row.advice is Advice.FILL
    assert any("MDI" in reason and "外购" in reason for reason in row.advice_reasons)


def overcapacity(world):
    return world.product("PTA", overcapacity=True).route("PTA", {"PX": 0.66}).route("PET", {"PTA": 0.86})


def test_national_overcapacity_and_no_sure_deficit_means_buy(world) -> None:
    assert overcapacity(world).makes("PX").found().row("PTA").advice is Advice.DO_NOT_FILL


def test_a_sure_deficit_goes_before_overcapacity(world) -> None:
    """100 PET need 86 PTA and nobody here makes any."""
    assert overcapacity(world).makes("PX").plant("PET", 100).found().row("PTA").advice is Advice.FILL


@pytest.mark.parametrize(
    ("share_here", "scale", "advice"),
    [
        (0.29, 300, Advice.DO_NOT_FILL),  # readiness < 0.3, and 66 < 300 ÷ 4
        (0.31, 300, Advice.FILL),  # readiness is enough
        (0.29, 264, Advice.FILL),  # 66 is a quarter of 264
        (0.29, None, Advice.FILL),  # the scale is unknown: not surely below
    ],
)
def test_too_little_feedstock_and_too_little_need_means_buy(world, share_here, scale, advice) -> None:
    world.route("PTA", {"PX": 0.66}).route("PX", {"混二甲苯": share_here, "甲苯": 1 - share_here})
    if scale:
        world.product("PX", scale=scale)
    assert world.plant("PTA", 100).makes("混二甲苯").found().row("PX").advice is advice


@pytest.mark.parametrize(
    ("tonnes", "scale", "advice"),
    [
        (100, None, Advice.DO_NOT_FILL),  # of an unknown scale 90 may be anything
        (50, 300, Advice.DO_NOT_FILL),  # 45 < 300 ÷ 4
        (100, 300, Advice.FILL),  # 90 ≥ 300 ÷ 4
        (None, 300, Advice.DO_NOT_FILL),  # the need is unknown
    ],
)
def test_bulk_goods_must_be_known_to_reach_a_quarter_of_a_plant(world, tonnes, scale, advice) -> None:
    world.product("硝酸", Nature.BULK, **({"scale": scale} if scale else {}))
    row = (
        world.route("己二酸", {"硝酸": 0.9}).route("硝酸", {"合成氨": 0.3}).plant("己二酸", tonnes).found().row("硝酸")
    )
    assert row.advice is advice


def spandex(world, neighbour, *, local: float | None = 100):
    """氨纶 takes 0.2 MDI: 20 of 100."""
    world.route("氨纶", {"MDI": 0.2, "PTMEG": 0.8}).route("MDI", {"苯胺": 0.8}).plant("氨纶", local).makes("苯胺")
    return world.plant("MDI", neighbour, by="巴斯夫", at="长寿区").found().row("MDI")


@pytest.mark.parametrize(
    ("surplus", "advice"),
    [(10, Advice.COOPERATE), (9, Advice.FILL), (None, Advice.COOPERATE), (Quantity.at_least(3), Advice.COOPERATE)],
)
def test_a_neighbour_whose_surplus_covers_half_the_need_or_is_unknown_supplies(with_neighbour, surplus, advice) -> None:
    row = spandex(with_neighbour, surplus)
    assert row.advice is advice
    if advice is Advice.COOPERATE:
        assert any("巴斯夫" in reason and "长寿区" in reason for reason in row.advice_reasons)


def test_a_need_surely_above_a_whole_plant_is_not_put_off_to_an_unknown_neighbour(with_neighbour) -> None:
    with_neighbour.product("MDI", scale=15)
    assert spandex(with_neighbour, None).advice is Advice.FILL  # 20 > 15


def test_what_the_neighbour_itself_needs_is_no_surplus(with_neighbour) -> None:
    """巴斯夫 makes 30 MDI and 60 TPU at 0.4: 6 are over, less than half of 20."""
    with_neighbour.route("TPU", {"MDI": 0.4}).plant("TPU", 60, by="巴斯夫", at="长寿区")
    assert spandex(with_neighbour, 30).advice is Advice.FILL


def test_a_neighbours_kind_is_counted_once(with_neighbour) -> None:
    """9 of a kind are 9 of the generic, not 18 of both: less than half of 20."""
    with_neighbour.kinds("MDI", "聚合MDI").route("氨纶", {"MDI": 0.2, "PTMEG": 0.8}).route("MDI", {"苯胺": 0.8}).plant(
        "氨纶", 100
    )
    row = with_neighbour.makes("苯胺").plant("聚合MDI", 9, by="巴斯夫", at="长寿区").found().row("MDI")
    assert row.advice is Advice.FILL


def test_do_not_fill_rows_are_no_targets(world) -> None:
    world.product("硝酸", Nature.BULK).route("硝酸", {"合成氨": 0.3}).route("己二酸", {"硝酸": 0.5, "环己醇": 0.5})
    world.makes("己二酸")
    assert world.found(reach=1).row("硝酸").advice is Advice.DO_NOT_FILL
    items = targets(world.network(), "涪陵区", GapQuery(reach=1)).items
    assert {item.product.name for item in items} == {"环己醇"}
    assert [item.enterprise for item in items] == ["华峰"]  # who makes 己二酸 could go one step up


def test_a_gap_without_a_known_enterprise_keeps_a_row_with_none(world) -> None:
    world.route("聚氨酯弹性体", {"PTMEG": 0.6, "TDI": 0.4}).makes("PTMEG")
    (item,) = [item for item in targets(world.network(), "涪陵区").items if item.product.name == "TDI"]
    assert (item.enterprise, item.enterprise_place, item.basis) == (None, "", None)


def test_makers_elsewhere_are_named_after_those_near(with_neighbour) -> None:
    with_neighbour.place("四川省").place("成都市", parent="四川省").makes("MDI", by="某远厂", at="成都市")
    names = [enterprise.name for enterprise in spandex(with_neighbour, None).enterprises]
    assert names[:2] == ["巴斯夫", "某远厂"]
    assert "华峰" in names


def test_a_thin_stage_asks_for_its_deficit(world) -> None:
    world.route("PET", {"PTA": 1.0}).plant("PTA", 60, by="蓬威").plant("PET", 100, by="万凯")
    assert world.found().row("PTA", GapKind.THIN_STAGE).tonnage.need == pytest.approx(40)


def test_a_grade_that_nobody_here_needs_is_not_said_to_be_needed_in_unknown_tonnes(world) -> None:
    world.kinds("氨纶", "差别化氨纶").route("氨纶", {"PTMEG": 0.8}).route("差别化氨纶", {"PTMEG": 0.8})
    row = world.makes("氨纶").found().row("差别化氨纶")
    assert row.tonnage.need == 0.0
    assert not any("未知" in reason for reason in row.advice_reasons)


def test_a_pair_without_a_candidate_is_not_said_to_have_no_maker(world) -> None:
    world.route("PET", {"PTA": 0.86}).makes("PTA", by="甲").makes("PET", by="乙")
    (row,) = [one for one in targets(world.network(), "涪陵区").items if one.kind is GapKind.UNCONNECTED_PAIR]
    assert row.enterprise is None
    assert "本地企业" in row.reason


def test_what_nobody_here_uses_and_little_here_feeds_is_not_worth_filling_whatever_its_scale(world) -> None:
    """Need is exactly 0, below a quarter of any scale; a tenth of its mass is local."""
    world.route("补漆", {"己二酸": 0.1, "树脂": 0.9}).makes("己二酸")
    row = world.found().row("补漆")
    assert row.advice is Advice.DO_NOT_FILL
    assert row.advice_reasons == ("原料保障 10%,不到 30%;本地没有在产产品要用它,邻区也不生产:外购。",)


def test_a_row_with_more_against_it_than_for_it_is_not_worth_filling_unless_surely_needed(world) -> None:
    """A captive intermediate two steps down: 0.6 · readiness, little more, less 0.15 and 0.05."""
    world.product("中间盐", Nature.CAPTIVE).route("中料", {"己二酸": 0.5, "外料": 0.5}).route("中间盐", {"中料": 1.0})
    row = world.makes("己二酸").found().row("中间盐")
    assert row.score.total < 0
    assert row.advice is Advice.DO_NOT_FILL
    assert row.advice_reasons == (f"评分合计 {row.score.total:.2f},不利的多于有利的,本地也没有确定的需要:暂不宜补。",)
    world.route("终品", {"中间盐": 1.0}).plant("终品", 1000)
    assert world.found().row("中间盐").advice is Advice.FILL
