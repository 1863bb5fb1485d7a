"""Which products of a map are gaps of a place, and of which kind; every expected kind is worked out beside it."""

from itertools import pairwise

import pytest

from chainmap.facts import Nature, Status
from chainmap.gaps import GapKind, Tag
from chainmap.quantities import Quantity
from chainmap.scoring import SignalName
from chainmap.vocabulary import label

NYLON = ("己二酸", "己二腈", "己二胺", "尼龙66盐", "尼龙66")
"""Each is made of the one before."""
ROW = ("原油", "石脑油", "对二甲苯", "精对苯二甲酸", "聚酯切片", "涤纶长丝", "坯布", "服装")


def line_of(world, *products):
    """Each product is made of the one before it alone."""
    for supplier, user in pairwise(products):
        world.route(user, {supplier: 1.0})
    return world


def test_adiponitrile_is_a_missing_stage_between_adipic_acid_and_nylon66(world) -> None:
    found = line_of(world, *NYLON).makes("己二酸", "尼龙66").found(reach=2)
    assert found.kind("己二腈") is GapKind.MISSING_STAGE  # dS 1 + dU 3 ≤ 2·2 + 1
    assert found.names(GapKind.MISSING_STAGE) == {"己二腈", "己二胺", "尼龙66盐"}
    assert found.path("己二腈") == list(NYLON)
    assert (found.suppliers("己二腈"), found.users("己二腈")) == (["己二酸"], ["尼龙66"])


def test_a_stage_of_five_steps_is_missing_at_reach_two_and_one_of_six_is_cut(world) -> None:
    line_of(world, *ROW[1:])
    five = world.copy().makes("石脑油", "坯布").found(reach=2)  # four products between: dS + dU = 5 = 2·2 + 1
    assert five.names(GapKind.MISSING_STAGE) == {"对二甲苯", "精对苯二甲酸", "聚酯切片", "涤纶长丝"}
    six = world.copy().makes("石脑油", "服装").found(reach=2)  # five products between: dS + dU = 6 > 5
    assert six.names(GapKind.MISSING_STAGE) == set()
    assert six.names(GapKind.DOWNSTREAM_EXTENSION) == {"对二甲苯", "精对苯二甲酸", "聚酯切片"}  # dS 1, 2, 3 ≤ h + 1
    assert six.names(GapKind.UPSTREAM_EXTENSION) == {"涤纶长丝", "坯布"}  # dU 2, 1 ≤ h


@pytest.mark.parametrize(
    ("reach", "stages"), [(1, set()), (2, {"己二腈", "己二胺", "尼龙66盐"}), (3, {"己二腈", "己二胺", "尼龙66盐"})]
)
def test_the_boundary_of_a_missing_stage_moves_with_the_reach(world, reach: int, stages: set[str]) -> None:
    found = line_of(world, *NYLON).makes("己二酸", "尼龙66").found(reach=reach)
    assert found.names(GapKind.MISSING_STAGE) == stages  # dS + dU = 4 for each; 3 at h = 1, 5 at h = 2


def test_upstream_runs_h_steps_and_downstream_one_more(world) -> None:
    found = line_of(world, *ROW[1:]).makes("精对苯二甲酸").found(reach=1)
    assert found.kind("对二甲苯") is GapKind.UPSTREAM_EXTENSION  # dU 1
    assert found.kind("石脑油") is None  # dU 2 > h
    assert found.names(GapKind.DOWNSTREAM_EXTENSION) == {"聚酯切片", "涤纶长丝"}  # dS 1, 2 ≤ h + 1
    assert found.kind("坯布") is None  # dS 3


def test_an_extension_has_an_end_on_one_side_only(world) -> None:
    """石脑油 leads to 服装 at last, but six steps are no reach: it is an extension of 原油's side alone."""
    found = line_of(world, *ROW[1:]).makes("石脑油", "服装").found(reach=2)
    assert (found.suppliers("对二甲苯"), found.users("对二甲苯")) == (["石脑油"], [])
    assert found.path("对二甲苯") == ["石脑油", "对二甲苯"]
    assert (found.suppliers("坯布"), found.users("坯布")) == ([], ["服装"])
    assert found.path("坯布") == ["坯布", "服装"]


def test_what_is_present_is_no_way_through(world) -> None:
    """From 石脑油 the way to 涤纶长丝 leads over the present PTA, so its nearest supplier is PTA, one step away."""
    found = line_of(world, *ROW[1:6]).makes("石脑油", "精对苯二甲酸").found(reach=2)
    assert found.suppliers("涤纶长丝") == ["精对苯二甲酸"]
    assert found.path("涤纶长丝") == ["精对苯二甲酸", "聚酯切片", "涤纶长丝"]


def test_only_main_feedstocks_carry_reach(world) -> None:
    world.route("PTA", {"PX": 0.66, "溴": 0.01}, auxiliary={"醋酸": 0.5}, energy={"煤": 0.3}).makes("PTA")
    assert world.found().names() == {"PX"}  # 溴: 0.01 ÷ 0.67 = 1.5 % < 5 %


def test_of_two_ways_of_equal_steps_the_one_with_fewer_products_is_shown(world) -> None:
    """PTA → 聚酯切片 → 坯布 are two steps, PTA → PET → its heading → 坯布 as well, but over one product more.

    By id alone the longer way would come first.
    """
    world.route("聚酯切片", {"PTA": 0.86}).route("坯布", {"聚酯切片": 0.5, "聚酯": 0.5}).makes("PTA")
    world.kinds("聚酯", "PET").route("PET", {"PTA": 0.9})
    view = world.at()
    assert view.id("PET") < view.id("聚酯切片")
    assert world.found().path("坯布") == ["PTA", "聚酯切片", "坯布"]


def test_of_two_ways_as_short_the_smaller_ids_are_shown(world) -> None:
    world.route("坯布", {"FDY": 0.5, "POY": 0.5}).route("FDY", {"PTA": 0.9}).route("POY", {"PTA": 0.9}).makes("PTA")
    view = world.at()
    first = min(("FDY", "POY"), key=view.id)
    assert world.found().path("坯布") == ["PTA", first, "坯布"]


# 断点 ---------------------------------------------------------------------------------------------------------------


def test_px_is_a_break_point_of_pta(world) -> None:
    found = world.route("PTA", {"PX": 0.66}).makes("PTA").found()
    assert found.kind("PX") is GapKind.UPSTREAM_EXTENSION
    assert found.tags("PX") == {label(Tag.BREAK)}


def test_a_break_point_reaches_through_an_absent_captive_intermediate(world) -> None:
    """PTMEG is made of THF, THF inside the same plant of BDO: without BDO no PTMEG."""
    world.product("THF", Nature.CAPTIVE).route("PTMEG", {"THF": 1.05}).route("THF", {"BDO": 1.3}).makes("PTMEG")
    found = world.found()
    assert label(Tag.BREAK) in found.tags("BDO")
    assert label(Tag.BREAK) not in found.tags("THF")  # never on a 自用中间品 itself


def test_a_break_point_does_not_reach_through_a_product_that_is_traded(world) -> None:
    found = world.route("PTMEG", {"THF": 1.05}).route("THF", {"BDO": 1.3}).makes("PTMEG").found()
    assert label(Tag.BREAK) in found.tags("THF")
    assert label(Tag.BREAK) not in found.tags("BDO")  # THF can be bought


def test_a_second_route_without_it_is_no_break_point(world) -> None:
    world.product("顺酐", None).route("BDO", {"顺酐": 1.2}, name="顺酐法").route("BDO", {"甲醛": 0.9}, name="炔醛法")
    found = world.makes("BDO").found()
    assert found.tags("顺酐") == set() == found.tags("甲醛")


def test_a_tenth_of_the_mass_makes_a_break_point_and_less_does_not(world) -> None:
    """σ(乙二醇) = 0.1 ÷ 1 is enough; σ(山梨醇) = 0.08 ÷ 1 keeps it a main feedstock but stops nothing."""
    world.route("聚酯多元醇", {"己二酸": 0.82, "乙二醇": 0.1, "山梨醇": 0.08}).makes("聚酯多元醇")
    found = world.found()
    assert found.tags("乙二醇") == {label(Tag.BREAK)}
    assert found.tags("山梨醇") == set()


@pytest.mark.parametrize("nature", [Nature.BULK, Nature.CAPTIVE])
def test_bulk_goods_and_captive_intermediates_are_gaps_and_never_break_points(world, nature: Nature) -> None:
    found = world.product("硝酸", nature).route("己二酸", {"硝酸": 0.9}).makes("己二酸").found()
    assert found.kind("硝酸") is GapKind.UPSTREAM_EXTENSION
    assert found.tags("硝酸") == set()


def test_a_plain_link_proves_no_break_point(world) -> None:
    found = world.link("环己烷", "己二酸").makes("己二酸").found()
    assert found.kind("环己烷") is GapKind.UPSTREAM_EXTENSION
    assert found.tags("环己烷") == set()


def test_a_break_point_that_a_neighbour_makes_says_so(world) -> None:
    world.place("长寿区", parent="重庆市").route("氨纶", {"MDI": 0.2, "PTMEG": 0.8})
    found = world.makes("氨纶").makes("MDI", by="巴斯夫", at="长寿区").found()
    assert found.tags("MDI") == {label(Tag.BREAK), label(Tag.NEIGHBOUR_SUPPLIES)}


# What is never a row ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nature", [Nature.UTILITY, Nature.PRIMARY])
def test_utilities_and_primary_materials_are_never_rows_nor_steps(world, nature: Nature) -> None:
    """天然气 → 氢气 → 己二胺: with 天然气 as such 氢气's own feed is no row; and no way leads through it."""
    line_of(world.product("天然气", nature), "煤层", "天然气", "氢气", "己二胺").makes("己二胺", "煤层")
    found = world.found()
    assert found.names() == {"氢气"}
    assert found.kind("氢气") is GapKind.UPSTREAM_EXTENSION  # 煤层 → 天然气 → 氢气 is no way


def test_a_primary_material_that_is_here_feeds_like_any_product_but_is_no_row(world) -> None:
    found = world.product("天然气", Nature.PRIMARY).route("乙炔", {"天然气": 2.0}).makes("天然气").found()
    assert found.names() == {"乙炔"}
    assert found.suppliers("乙炔") == ["天然气"]


def test_headings_are_never_rows_and_a_way_leads_through_them_at_no_step(world) -> None:
    """PTA → 涤纶长丝 (a kind of the heading 聚酯纤维) → 坯布: dS(坯布) = 2."""
    world.route("涤纶长丝", {"PTA": 0.9}).kinds("聚酯纤维", "涤纶长丝").route("坯布", {"聚酯纤维": 1.0})
    found = world.makes("PTA").found(reach=1)
    assert found.names() == {"涤纶长丝", "坯布"}
    assert found.path("坯布") == ["PTA", "涤纶长丝", "聚酯纤维", "坯布"]


def test_what_is_only_ever_a_co_product_is_no_row_and_leads_to_no_main_product(world) -> None:
    """DMC yields 乙二醇-like glycol 丙二醇; nobody builds a DMC plant for it."""
    world.route("碳酸二甲酯", {"环氧丙烷": 0.7}, yields={"丙二醇": 0.8})
    world.route("不饱和聚酯", {"丙二醇": 0.4, "顺酐": 0.6}).makes("不饱和聚酯")
    found = world.found()
    assert found.names() == {"顺酐"}


def test_a_grade_that_only_falls_beside_something_is_no_row_either(world) -> None:
    world.route("盐酸", {"氯气": 1.0}).kinds("盐酸", "副产盐酸").route("MDI", {"苯胺": 0.8}, yields={"副产盐酸": 0.6})
    assert "副产盐酸" not in world.makes("盐酸").found().names()


# Presence decides ---------------------------------------------------------------------------------------------------


def test_what_is_being_built_or_planned_does_not_count_and_what_stopped_never(world) -> None:
    world.route("PTA", {"PX": 0.66}).plant("PTA", 90, status=Status.BUILDING)
    for status in (Status.BUILDING, Status.PLANNED, Status.STOPPED):
        assert world.copy().plant("PTA", 90, by="蓬威", status=status).found().names() == set()
    assert world.plant("PTA", 90, status=Status.OPERATING).found().names() == {"PX"}


def test_a_place_has_what_the_park_within_it_has(world) -> None:
    world.place("白涛园区", parent="涪陵区").route("己二酸", {"环己醇": 1.0}).makes("己二酸", at="白涛园区")
    assert world.found("涪陵区").names() == world.found("白涛园区").names() == {"环己醇"}


def test_a_new_maker_closes_the_gap(world) -> None:
    world.route("PTA", {"PX": 0.66}).makes("PTA")
    assert world.found().kind("PX") is GapKind.UPSTREAM_EXTENSION
    assert world.makes("PX", by="某厂").found().names() == {"PX"}  # now unconnected: nobody was seen to buy it
    assert world.found().kind("PX") is GapKind.UNCONNECTED_PAIR


def test_an_alias_turns_a_missing_stage_into_a_present_product(world) -> None:
    line_of(world, *NYLON).makes("己二酸", "尼龙66", "1,6-己二胺")
    assert world.found().kind("己二胺") is GapKind.MISSING_STAGE
    found = world.product("己二胺", aliases=("1,6-己二胺",)).found()
    assert found.kind("己二胺") is None
    assert found.kind("己二腈") is GapKind.MISSING_STAGE


# Kinds --------------------------------------------------------------------------------------------------------------


def test_a_generic_with_a_route_is_no_gap_while_one_of_its_kinds_is_present(world) -> None:
    world.route("氨纶", {"PTMEG": 0.8, "MDI": 0.2}).kinds("氨纶", "差别化氨纶").makes("PTMEG", "差别化氨纶")
    assert "氨纶" not in world.found().names()


def test_the_reverse_does_not_hold_a_kind_is_missing_while_its_heading_is_made_by_another(world) -> None:
    """PBT is a kind of 聚酯 like PET; it needs BDO, so it is no grade of PET but a product of its own."""
    world.kinds("聚酯", "PET", "PBT").route("PET", {"PTA": 0.86, "乙二醇": 0.33}).route(
        "PBT", {"PTA": 0.75, "BDO": 0.43}
    )
    found = world.makes("PTA", "PET").found()
    assert found.kind("PBT") is GapKind.DOWNSTREAM_EXTENSION
    assert found.tags("PBT") == set()


def test_kinds_of_a_mere_heading_are_never_grades_of_each_other(world) -> None:
    """PX is none of 纯苯, though both are 芳烃."""
    world.kinds("芳烃", "纯苯", "PX").route("纯苯", {"石脑油": 3.0}).route("PX", {"石脑油": 3.0}).route(
        "PTA", {"PX": 0.66}
    )
    found = world.makes("纯苯", "PTA").found()
    assert found.kind("PX") is GapKind.UPSTREAM_EXTENSION


@pytest.mark.parametrize("own_route", [None, {"PTMEG": 0.78, "MDI": 0.22}])
def test_a_grade_of_something_present_is_a_variety(world, own_route) -> None:
    world.route("氨纶", {"PTMEG": 0.8, "MDI": 0.2}).kinds("氨纶", "差别化氨纶").makes("氨纶", "PTMEG")
    if own_route:
        world.route("差别化氨纶", own_route)
    found = world.found()
    assert found.kind("差别化氨纶") is GapKind.THIN_STAGE
    assert found.tags("差别化氨纶") == {label(Tag.VARIETY)}
    assert found.path("差别化氨纶") == ["氨纶", "差别化氨纶"]


def test_a_grade_is_one_beside_another_present_grade_too(world) -> None:
    world.route("尼龙66工业丝", {"尼龙66": 1.02}).kinds("尼龙66工业丝", "气囊丝", "帘子线用丝")
    world.route("气囊丝", {"尼龙66": 1.03, "高纯助剂": 0.1})
    found = world.route("帘子线用丝", {"尼龙66": 1.03}).makes("气囊丝").found()
    assert found.tags("帘子线用丝") == {label(Tag.VARIETY)}  # 尼龙66 occurs in the route of 气囊丝, which is here


def test_a_kind_that_needs_another_feedstock_is_no_grade(world) -> None:
    world.route("PET", {"PTA": 0.86, "乙二醇": 0.33}).kinds("PET", "PETG", "阳离子PET")
    world.route("PETG", {"PTA": 0.75, "乙二醇": 0.2, "CHDM": 0.25})
    found = world.makes("PET", "PTA").found()
    assert found.kind("PETG") is GapKind.DOWNSTREAM_EXTENSION
    assert found.tags("阳离子PET") == {label(Tag.VARIETY)}


def test_a_grade_of_an_absent_grade_follows_that_one(world) -> None:
    """铝箔 has a recipe of its own that needs 铸轧卷, so 电池铝箔, made like it, is no mere grade of 铝板带."""
    world.route("铝板带", {"电解铝": 1.05}).kinds("铝板带", "铝箔").kinds("铝箔", "电池铝箔").makes("铝板带", "电解铝")
    assert world.copy().found().tags("电池铝箔") == {label(Tag.VARIETY)}  # 铝箔 is a mere heading so far
    found = world.route("铝箔", {"铸轧卷": 1.1}).route("铸轧卷", {"电解铝": 1.02}).found()
    assert found.kind("铝箔") is GapKind.DOWNSTREAM_EXTENSION
    assert label(Tag.VARIETY) not in {tag for row in found.rows("电池铝箔") for tag in row.tags}


# 细分待核 -----------------------------------------------------------------------------------------------------------


def polyurethane(world):
    world.kinds("聚氨酯树脂", "TPU", "革用聚氨酯树脂").route("TPU", {"PTMEG": 0.6, "MDI": 0.4})
    return world.route("革用聚氨酯树脂", {"MDI": 0.4, "己二酸": 0.6}).route(
        "合成革", {"革用聚氨酯树脂": 0.5, "基布": 0.5}
    )


def test_kinds_of_a_heading_stated_without_its_kind_are_neither_present_nor_missing(world) -> None:
    found = polyurethane(world).makes("聚氨酯树脂").found()
    assert not {"TPU", "革用聚氨酯树脂", "聚氨酯树脂"} & found.names()


def test_they_feed_their_users_at_half_confidence_and_are_asked_about(world) -> None:
    found = polyurethane(world).makes("聚氨酯树脂").found()
    assert found.kind("合成革") is GapKind.DOWNSTREAM_EXTENSION
    assert found.tags("合成革") == {label(Tag.KINDS_UNSTATED)}
    assert found.n("合成革", SignalName.READINESS) == 0.25  # σ 0.5 × a 0.5
    assert found.signal("合成革", SignalName.EVIDENCE).value == 0.5
    assert any("TPU" in warning and "聚氨酯树脂" in warning for warning in found.report.warnings)


def test_what_only_an_unstated_kind_may_need_is_not_asked_for(world) -> None:
    """MDI → TPU → 鞋底: 鞋底 is made here, TPU is 细分待核, so nothing here surely lacks MDI."""
    found = polyurethane(world).route("鞋底", {"TPU": 1.0}).makes("聚氨酯树脂", "鞋底").found()
    assert found.names(GapKind.UPSTREAM_EXTENSION) == set()


def test_a_kind_that_the_same_enterprise_states_settles_the_question(world) -> None:
    found = polyurethane(world).makes("聚氨酯树脂", "TPU").found()
    assert found.kind("合成革") is None  # 革用聚氨酯树脂 is missing now, and nothing here leads to it
    other = polyurethane(world.copy()).makes("TPU", by="另一家").found()
    assert other.kind("合成革") is None


# 配套 ---------------------------------------------------------------------------------------------------------------


def test_tdi_is_wanted_beside_ptmeg_for_an_elastomer(world) -> None:
    world.route("聚氨酯弹性体", {"PTMEG": 0.6, "TDI": 0.4}).route("TDI", {"甲苯": 0.6}).route("甲苯", {"石脑油": 3.0})
    found = world.makes("PTMEG").found()
    assert found.kind("聚氨酯弹性体") is GapKind.DOWNSTREAM_EXTENSION
    assert found.kind("TDI") is GapKind.COMPLEMENT
    assert found.row("TDI").serves.name == "聚氨酯弹性体"
    assert found.path("TDI") == ["TDI", "聚氨酯弹性体"]
    assert found.kind("甲苯") is None  # a complement has no complements


@pytest.mark.parametrize(("ptmeg", "kind"), [(0.30, GapKind.COMPLEMENT), (0.29, None)])
def test_local_feedstocks_must_hold_thirty_percent_of_the_mass(world, ptmeg: float, kind: GapKind | None) -> None:
    found = world.route("聚氨酯弹性体", {"PTMEG": ptmeg, "TDI": 1 - ptmeg}).makes("PTMEG").found()
    assert found.kind("TDI") is kind


def test_what_is_reached_otherwise_is_no_complement(world) -> None:
    """TDI leads on to the present 聚氨酯泡沫, so it is an upstream extension."""
    world.route("聚氨酯弹性体", {"PTMEG": 0.6, "TDI": 0.4}).route("聚氨酯泡沫", {"TDI": 0.4, "聚醚多元醇": 0.6})
    assert world.makes("PTMEG", "聚氨酯泡沫").found().kind("TDI") is GapKind.UPSTREAM_EXTENSION


def test_a_wanted_heading_stands_for_its_kinds(world) -> None:
    world.kinds("聚醚多元醇", "软泡聚醚", "硬泡聚醚").route("聚氨酯泡沫", {"TDI": 0.4, "聚醚多元醇": 0.6})
    found = world.makes("TDI").found()
    assert found.names(GapKind.COMPLEMENT) == {"软泡聚醚", "硬泡聚醚"}


# 强链 ---------------------------------------------------------------------------------------------------------------


def test_a_sure_deficit_makes_a_thin_stage(world) -> None:
    """PET 100 needs 86 of PTA; 60 are made: 26 are lacking."""
    world.route("PET", {"PTA": 0.86}).plant("PTA", 60, by="蓬威").plant("PET", 100, by="万凯")
    found = world.found()
    assert found.kind("PTA") is GapKind.THIN_STAGE
    assert found.row("PTA").tonnage.need == pytest.approx(26)
    assert found.tags("PTA") == {label(Tag.SOLE_MAKER)}


def test_a_deficit_that_is_only_possible_does_not(world) -> None:
    """PET takes 0.7 to 0.9: 70–90 against 80; the deficit is 0–10."""
    world.route("PET", {"PTA": (0.7, 0.9)}).plant("PTA", 80, by="蓬威").plant("PET", 100, by="万凯")
    assert GapKind.THIN_STAGE not in {row.kind for row in world.found().rows("PTA")}


@pytest.mark.parametrize(("capacity", "thin"), [(59, True), (60, False), ((50, 61), False), (None, False)])
def test_a_capacity_surely_below_the_economic_scale_is_thin(world, capacity, thin: bool) -> None:
    found = world.product("PTA", scale=60).plant("PTA", capacity).found()
    assert (found.kind("PTA") is GapKind.THIN_STAGE) is thin


def test_the_scale_is_compared_with_capacity_and_not_with_what_runs(world) -> None:
    found = world.product("PTA", scale=60).plant("PTA", 80, utilisation=0.5).found()
    assert found.names() == set()


def test_all_plants_here_count_against_the_scale(world) -> None:
    found = world.product("PTA", scale=60).plant("PTA", 40, by="蓬威").plant("PTA", 30, by="另一家").found()
    assert found.names() == set()


def test_one_maker_alone_is_no_weakness(world) -> None:
    assert world.plant("己二酸", 100).found().names() == set()


def test_a_captive_intermediate_made_here_can_be_thin(world) -> None:
    """It may be a gap, with its deduction: PTMEG 100 needs 105 THF of another enterprise that makes 60."""
    world.product("THF", Nature.CAPTIVE).route("PTMEG", {"THF": 1.05}).plant("THF", 60, by="甲").plant(
        "PTMEG", 100, by="乙"
    )
    found = world.found()
    assert found.kind("THF") is GapKind.THIN_STAGE
    assert found.signal("THF", SignalName.CAPTIVE).contribution == -0.15


# 供需对接 -----------------------------------------------------------------------------------------------------------


def polyester(world):
    return world.route("PET", {"PTA": 0.86, "乙二醇": 0.33})


def test_maker_and_user_at_different_enterprises_without_a_purchase_are_unconnected(world) -> None:
    found = polyester(world).makes("PTA", by="蓬威").makes("PET", by="万凯").found()
    row = found.row("PTA")
    assert row.kind is GapKind.UNCONNECTED_PAIR
    assert [ref.name for ref in row.users] == ["PET"]


def test_one_enterprise_that_makes_both_needs_no_match(world) -> None:
    assert polyester(world).makes("PTA", "PET", by="万凯").found().rows("PTA") == []


def test_a_recorded_purchase_connects_the_two(world) -> None:
    polyester(world).makes("PTA", by="蓬威").makes("PET", by="万凯")
    assert world.copy().purchase("PTA", "蓬威", "万凯").found().rows("PTA") == []
    elsewhere = (
        world.copy().purchase("PTA", "恒力", "万凯").found()
    )  # bought outside: the neighbour is still a stranger
    assert elsewhere.kind("PTA") is GapKind.UNCONNECTED_PAIR


def test_no_pair_where_the_surplus_or_the_need_is_known_to_be_zero(world) -> None:
    """90 PTA all used by its maker: nothing to sell. And a user who makes enough itself: nothing to buy."""
    polyester(world)
    used_up = world.copy().plant("PTA", 90, by="蓬威", own_share=1.0).plant("PET", 10, by="万凯").found()
    assert GapKind.UNCONNECTED_PAIR not in {row.kind for row in used_up.rows("PTA")}
    enough = world.copy().plant("PTA", 90, by="蓬威").plant("PTA", 90, by="万凯").plant("PET", 100, by="万凯").found()
    assert enough.rows("PTA") == []  # 万凯 needs 86 and makes 90


def test_a_user_with_enough_of_its_own_is_no_stranger_while_others_buy(world) -> None:
    """万凯 needs 86 and makes 90; 某厂 is the only one to buy, and both makers have sold to it."""
    polyester(world).plant("PTA", 90, by="蓬威").plant("PTA", 90, by="万凯").plant("PET", 100, by="万凯")
    world.plant("PET", 10, by="某厂").purchase("PTA", "蓬威", "某厂").purchase("PTA", "万凯", "某厂")
    assert world.found().rows("PTA") == []


def test_a_user_who_makes_too_little_itself_may_buy_from_the_other_maker(world) -> None:
    polyester(world).plant("PTA", 90, by="蓬威").plant("PTA", 50, by="万凯").plant("PET", 100, by="万凯")
    assert world.found().kind("PTA") is GapKind.UNCONNECTED_PAIR  # 万凯 lacks 36, 蓬威 has 90


def test_counted_goods_are_matched_though_they_have_no_tonnes(world) -> None:
    world.product("坯布", unit="万米").route("服装", {"坯布": None})
    world.plant("坯布", Quantity.exact(100, "万米/a"), by="甲").plant("服装", Quantity.exact(5, "万件/a"), by="乙")
    assert world.found().kind("坯布") is GapKind.UNCONNECTED_PAIR


def test_a_kind_is_matched_with_whoever_takes_its_heading(world) -> None:
    world.kinds("聚酯切片", "瓶级切片", "膜级切片").route("瓶级切片", {"PTA": 0.86}).route("纺织品", {"聚酯切片": 1.0})
    found = world.makes("瓶级切片", by="万凯").makes("纺织品", by="某厂").found()
    assert found.kind("瓶级切片") is GapKind.UNCONNECTED_PAIR


# 建链 ---------------------------------------------------------------------------------------------------------------


def test_a_new_chain_is_asked_for_by_name(world) -> None:
    line_of(world, "铝土矿", "氧化铝", "电解铝", "铝型材").product("铝土矿", Nature.PRIMARY).chain(
        "铝", "电解铝", up=2, down=2
    )
    assert world.found().names() == set()
    found = world.found(chain="铝")
    assert found.names(GapKind.NEW_CHAIN) == {"氧化铝", "电解铝", "铝型材"}
    assert found.tags("电解铝") == {label(Tag.ANCHOR)}
    assert found.tags("氧化铝") == set()


def test_positions_that_something_here_reaches_keep_their_own_kind(world) -> None:
    line_of(world, "氧化铝", "电解铝", "铝型材", "铝门窗", "幕墙").chain("铝", "电解铝", up=2, down=4).makes("氧化铝")
    found = world.found(chain="铝", reach=1)
    assert found.names(GapKind.DOWNSTREAM_EXTENSION) == {"电解铝", "铝型材"}
    assert found.names(GapKind.NEW_CHAIN) == {"铝门窗", "幕墙"}


# 循环 ---------------------------------------------------------------------------------------------------------------


def test_a_product_fed_by_an_unused_co_product_closes_a_loop(world) -> None:
    world.route("电解铝", {"氧化铝": 1.93}, yields={"铝灰": 0.02}).route("铝酸钙", {"铝灰": 1.0, "石灰": 0.5})
    found = world.makes("电解铝").found()
    assert found.kind("铝酸钙") is GapKind.DOWNSTREAM_EXTENSION
    assert label(Tag.LOOP) in found.tags("铝酸钙")
    world.route("水泥", {"铝灰": 0.3, "熟料": 0.7}).makes("水泥")
    assert label(Tag.LOOP) not in world.found().tags("铝酸钙")
