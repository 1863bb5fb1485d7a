"""Every computed signal against a hand calculation; what is unknown is null, says so and adds nothing."""

import math

import pytest

from chainmap.evidence import Basis
from chainmap.facts import Nature
from chainmap.gaps import GapKind
from chainmap.scoring import SignalName

NEED, READINESS, PULL, SURPLUS = SignalName.NEED, SignalName.READINESS, SignalName.PULL, SignalName.SURPLUS


# need ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("scale", "n"), [(132, 0.5), (66, 1.0), (20, 1.0)])
def test_need_is_the_unmet_need_over_the_economic_scale(world, scale: float, n: float) -> None:
    """100 PTA take 66 of PX."""
    found = world.product("PX", scale=scale).route("PTA", {"PX": 0.66}).plant("PTA", 100).found()
    line = found.signal("PX", NEED)
    assert (line.value, line.unit) == (pytest.approx(66), "t/a")
    assert line.normalised == pytest.approx(n)
    assert found.row("PX").tonnage.need == pytest.approx(66)


def test_need_two_steps_up_multiplies_consumptions_and_loses_a_lambda(world) -> None:
    """100 PTMEG take 105 THF, these 136.5 BDO; E 273: 0.5 × 0.6."""
    world.product("BDO", scale=273).route("PTMEG", {"THF": 1.05}).route("THF", {"BDO": 1.3}).plant("PTMEG", 100)
    found = world.found()
    assert found.row("BDO").tonnage.need == pytest.approx(136.5)
    assert found.n("BDO", NEED) == pytest.approx(0.3)


def test_needs_of_several_users_add_up(world) -> None:
    world.product("PTA", scale=200).route("PET", {"PTA": 0.86, "乙二醇": 0.33}).route("PBT", {"PTA": 0.75, "BDO": 0.43})
    found = world.plant("PET", 100).plant("PBT", 20).found()
    assert found.row("PTA").tonnage.need == pytest.approx(101)  # 86 + 15


def test_what_a_local_maker_lacks_is_not_asked_of_its_own_feedstock(world) -> None:
    """100 PTA take 66 PX; that 1,000 PET lack 760 PTA more is a deficit of PTA and no need of PX."""
    world.route("PTA", {"PX": 0.66}).route("PET", {"PTA": 0.86}).plant("PTA", 100, by="蓬威").plant(
        "PET", 1000, by="万凯"
    )
    assert world.found().row("PX").tonnage.need == pytest.approx(66)


def test_what_is_taken_as_an_auxiliary_counts_in_tonnes_but_is_carried_no_further(world) -> None:
    """醋酸: 10 as feedstock of 醋酸乙烯 and 5 beside PX; 甲醇 behind it is asked for by those 10 alone."""
    world.route("醋酸乙烯", {"醋酸": 1.0}).route("PTA", {"PX": 0.66}, auxiliary={"醋酸": 0.05}).route(
        "醋酸", {"甲醇": 0.5}
    )
    found = world.plant("醋酸乙烯", 10).plant("PTA", 100).found()
    assert found.row("醋酸").tonnage.need == pytest.approx(15)
    assert found.row("甲醇").tonnage.need == pytest.approx(5)


def test_without_tonnes_need_is_the_weight_in_the_users_recipes(world) -> None:
    """σ(BDO) = 0.1 of 新材料's mass in one of its two routes: mean(min(1, 0.1 ÷ 0.2), 0) = 0.25."""
    world.route("新材料", {"BDO": 0.1, "己二酸": 0.9}, name="一").route("新材料", {"己二酸": 1.0}, name="二").makes(
        "新材料"
    )
    found = world.found()
    assert found.n("BDO", NEED) == 0.25
    assert found.row("BDO").tonnage.need is None
    assert "吨位不全" in found.signal("BDO", NEED).reason


def test_without_tonnes_weights_multiply_along_the_way_with_a_lambda_a_step(world) -> None:
    """ν(BDO, THF) = 1, ν(THF, PTMEG) = min(1, 0.1 ÷ 0.2) = 0.5, one step further: × 0.6."""
    world.route("PTMEG", {"THF": 0.1, "己二酸": 0.9}).route("THF", {"BDO": 1.0}).makes("PTMEG")
    assert world.found().n("BDO", NEED) == 0.3


def test_need_takes_the_best_user_and_not_the_sum(world) -> None:
    world.route("甲", {"BDO": 0.1, "己二酸": 0.9}).route("乙", {"BDO": 0.15, "己二酸": 0.85}).makes("甲", "乙")
    assert world.found().n("BDO", NEED) == 0.75  # max(0.5, 0.75)


def test_a_need_known_only_at_its_low_end_counts_where_that_is_a_whole_plant(world) -> None:
    world.route("PTA", {"PX": 0.66}).plant("PTA", 100, by="蓬威").plant("PTA", None, by="另一家")  # at least 66
    assert world.copy().product("PX", scale=60).found().n("PX", NEED) == 1.0
    assert world.copy().product("PX", scale=600).found().signal("PX", NEED).unit == ""  # falls back to the weight


def test_a_need_for_a_generic_is_a_need_for_each_of_its_absent_kinds(world) -> None:
    world.kinds("聚醚多元醇", "软泡聚醚").product("软泡聚醚", scale=100).route(
        "聚氨酯泡沫", {"聚醚多元醇": 0.5, "TDI": 0.5}
    )
    world.route("软泡聚醚", {"环氧丙烷": 0.9}).plant("聚氨酯泡沫", 100)
    assert world.found().n("软泡聚醚", NEED) == 0.5


def test_a_need_that_another_kind_meets_is_none(world) -> None:
    world.kinds("聚醚多元醇", "软泡聚醚", "硬泡聚醚").route("聚氨酯泡沫", {"聚醚多元醇": 0.5, "TDI": 0.5})
    world.route("软泡聚醚", {"环氧丙烷": 0.9}).route("环氧丙烷", {"丙烯": 0.8}).makes("聚氨酯泡沫", "硬泡聚醚")
    assert "软泡聚醚" not in world.found().names()


def test_nobody_here_who_uses_it_is_a_need_of_zero(world) -> None:
    found = world.product("PET", scale=100).route("PET", {"PTA": 0.86}).plant("PTA", 90).found()
    assert found.n("PET", NEED) == 0
    assert found.row("PET").tonnage.need == 0


def test_a_user_known_by_a_link_alone_asks_for_an_unknown_amount(world) -> None:
    world.product("环己烷", scale=100).route("己二酸", {"环己醇": 1.0}).link("环己烷", "己二酸").plant("己二酸", 100)
    found = world.found()
    assert found.row("环己烷").tonnage.need is None
    assert found.n("环己烷", NEED) == 0  # a link beside a route adds no weight


def test_need_of_a_complement_follows_the_product_it_serves(world) -> None:
    """λ · readiness(弹性体) · ν = 0.6 × 0.6 × min(1, 0.4 ÷ 0.2)."""
    found = world.route("聚氨酯弹性体", {"PTMEG": 0.6, "TDI": 0.4}).makes("PTMEG").found()
    assert found.n("TDI", NEED) == pytest.approx(0.36)


@pytest.mark.parametrize(
    ("made", "wanted", "scale", "n"),
    [(60, 100, 200, 0.7), (60, 200, 100, 1.0), (100, 190, 100, 0.9), (30, 10, 100, 0.7)],
)
def test_need_of_a_thin_stage_is_the_larger_of_deficit_and_size(world, made, wanted, scale, n: float) -> None:
    """max(deficit ÷ E, 1 − capacity ÷ E): max(.2, .7), max(1, .4), max(.9, 0), max(0, .7)."""
    world.product("PTA", scale=scale).route("PET", {"PTA": 1.0}).plant("PTA", made, by="蓬威")
    found = world.plant("PET", wanted, by="万凯").found()
    assert found.signal("PTA", NEED, GapKind.THIN_STAGE).normalised == pytest.approx(n)


def test_need_of_a_thin_stage_without_a_scale_is_unknown(world) -> None:
    world.route("PET", {"PTA": 1.0}).plant("PTA", 60, by="蓬威").plant("PET", 100, by="万凯")
    line = world.found().signal("PTA", NEED, GapKind.THIN_STAGE)
    assert line.normalised is None and line.contribution == 0
    assert "经济规模未知" in line.reason


def test_need_and_readiness_of_a_variety(world) -> None:
    found = world.route("氨纶", {"PTMEG": 0.8, "MDI": 0.2}).kinds("氨纶", "差别化氨纶").makes("氨纶").found()
    assert (found.n("差别化氨纶", NEED), found.n("差别化氨纶", READINESS)) == (0, 1)


# readiness ----------------------------------------------------------------------------------------------------------


def test_readiness_is_the_share_of_the_mass_that_is_here(world) -> None:
    found = world.route("TPU", {"PTMEG": 0.6, "MDI": 0.4}).makes("PTMEG").found()
    assert found.n("TPU", READINESS) == pytest.approx(0.6)
    assert "MDI" in found.signal("TPU", READINESS).reason


def test_a_feedstock_that_can_be_made_of_local_ones_counts_with_a_lambda(world) -> None:
    """0.6 + 0.4 × 0.6 × 1: MDI could be made of the local 苯胺."""
    world.route("TPU", {"PTMEG": 0.6, "MDI": 0.4}).route("MDI", {"苯胺": 0.8}).makes("PTMEG", "苯胺")
    assert world.found().n("TPU", READINESS) == pytest.approx(0.84)


def test_a_neighbours_feedstock_counts_half(world) -> None:
    world.place("长寿区", parent="重庆市").route("TPU", {"PTMEG": 0.6, "MDI": 0.4}).route("MDI", {"苯胺": 0.8})
    found = world.makes("PTMEG", "苯胺").makes("MDI", by="巴斯夫", at="长寿区").found()
    assert found.n("TPU", READINESS) == pytest.approx(0.8)  # ½ goes before λ · F


def test_the_best_route_counts(world) -> None:
    world.route("BDO", {"顺酐": 1.2}, name="顺酐法").route("BDO", {"甲醛": 0.5, "乙炔": 0.5}, name="炔醛法").makes(
        "甲醛"
    )
    found = world.found()
    assert found.n("BDO", READINESS) == 0.5
    assert "炔醛法" in found.signal("BDO", READINESS).reason


def test_readiness_looks_as_far_as_the_reach(world) -> None:
    """涤纶长丝 ← PET ← PTA ← PX (here): 0.6³ three λ away would be 0.216 at h = 3; h = 1 sees two steps up."""
    world.route("坯布", {"涤纶长丝": 1.0}).route("涤纶长丝", {"PET": 1.0}).route("PET", {"PTA": 1.0}).route(
        "PTA", {"PX": 1.0}
    )
    world.makes("PX")
    assert world.found(reach=3).n("坯布", READINESS) == pytest.approx(0.216)
    assert world.found(reach=1).n("PET", READINESS) == pytest.approx(0.6)


def test_what_lies_further_up_than_the_reach_does_not_count(world) -> None:
    """TPU = 0.6 PTMEG + 0.4 MDI; MDI ← 苯胺 ← 硝基苯 ← 纯苯, which is here: seen at h = 3 as 0.4 × 0.6³."""
    world.route("TPU", {"PTMEG": 0.6, "MDI": 0.4}).route("MDI", {"苯胺": 1.0}).route("苯胺", {"硝基苯": 1.0})
    world.route("硝基苯", {"纯苯": 1.0}).makes("PTMEG", "纯苯")
    readiness = [world.found(reach=reach).n("TPU", READINESS) for reach in (1, 2, 3)]
    assert readiness == pytest.approx([0.6, 0.6, 0.6 + 0.4 * 0.216])


def test_no_known_route_leaves_readiness_unknown(world) -> None:
    found = world.route("PTA", {"PX": 0.66}).makes("PTA").found()
    assert found.n("PX", READINESS) is None
    assert found.signal("PX", READINESS).contribution == 0


# pull ---------------------------------------------------------------------------------------------------------------


def test_pull_counts_what_it_completes(world) -> None:
    """MDI completes the present 氨纶 (1) and the absent TPU, which also uses local PTMEG (0.7): 1 − 2^−1.7."""
    world.route("氨纶", {"PTMEG": 0.8, "MDI": 0.2}).route("TPU", {"PTMEG": 0.6, "MDI": 0.4}).makes("氨纶", "PTMEG")
    line = world.found().signal("MDI", PULL)
    assert line.value == pytest.approx(1.7)
    assert line.normalised == pytest.approx(1 - 2**-1.7, abs=1e-6)


def test_an_absent_user_that_takes_nothing_else_from_here_is_no_pull(world) -> None:
    """聚脲 is made of MDI alone; 泡沫 lacks 聚醚 too."""
    world.route("氨纶", {"MDI": 1.0}).route("聚脲", {"MDI": 1.0}).route("泡沫", {"MDI": 0.5, "聚醚": 0.5}).makes("氨纶")
    assert world.found().signal("MDI", PULL).value == 1


# surplus ------------------------------------------------------------------------------------------------------------


def test_surplus_is_what_one_plant_would_take_of_it(world) -> None:
    """E 40 at 0.5 t/t takes 20 of the 50 己二酸 that are over."""
    found = world.product("TPU", scale=40).route("TPU", {"己二酸": 0.5, "MDI": 0.5}).plant("己二酸", 50).found()
    assert found.n("TPU", SURPLUS) == pytest.approx(0.4)


def test_no_surplus_is_zero(world) -> None:
    world.product("TPU", scale=40).route("TPU", {"己二酸": 0.5, "MDI": 0.5}).route("尼龙66", {"己二酸": 1.0})
    found = world.plant("己二酸", 50).plant("尼龙66", 50).found()
    assert found.n("TPU", SURPLUS) == 0


def test_without_tonnes_surplus_counts_share_and_outlets(world) -> None:
    """σ = 0.15, three users of 己二酸 in the map: min(1, 0.15 ÷ 0.3) ÷ log2(4)."""
    world.route("TPU", {"己二酸": 0.15, "MDI": 0.85}).route("PBAT", {"己二酸": 1.0}).route("尼龙66", {"己二酸": 1.0})
    found = world.makes("己二酸").found()
    assert found.n("TPU", SURPLUS) == pytest.approx(0.25)


def test_the_best_local_feedstock_counts(world) -> None:
    """铝灰 has one outlet: min(1, 0.5 ÷ 0.3) ÷ log2(2) = 1; 石灰 has three: 1 ÷ log2(4)."""
    world.route("铝酸钙", {"铝灰": 0.5, "石灰": 0.5}).route("水泥", {"石灰": 1.0}).route("电石", {"石灰": 1.0})
    assert world.makes("铝灰", "石灰").found().n("铝酸钙", SURPLUS) == 1


def test_surplus_of_a_pair_looks_at_its_share_in_the_user(world) -> None:
    """σ(PTA) = 0.15: min(1, 0.5) ÷ log2(1 + 1 use)."""
    world.route("PET", {"PTA": 0.15, "乙二醇": 0.85}).makes("PTA", by="蓬威").makes("PET", by="万凯")
    assert world.found().n("PTA", SURPLUS) == pytest.approx(0.5)


# reach, captive, evidence, unknown ----------------------------------------------------------------------------------


def test_reach_counts_the_end_uses_downstream(world) -> None:
    """服装, 饮料瓶 below PET and 胶片 of PTA itself: ln 4 ÷ ln 21."""
    world.route("PTA", {"PX": 0.66}).route("PET", {"PTA": 0.86}).use("PET", "服装", "饮料瓶").use("PTA", "胶片", "服装")
    line = world.makes("PTA").found().signal("PX", SignalName.REACH)
    assert line.value == 3
    assert line.normalised == pytest.approx(math.log(4) / math.log(21), abs=1e-6)


def test_reach_stops_at_twenty_end_uses(world) -> None:
    world.route("PTA", {"PX": 0.66}).use("PTA", *(f"用途{i}" for i in range(30)))
    assert world.makes("PTA").found().n("PX", SignalName.REACH) == 1


def test_a_captive_intermediate_is_deducted_and_names_the_plant_it_belongs_to(world) -> None:
    world.product("尼龙66盐", Nature.CAPTIVE).route("尼龙66", {"尼龙66盐": 1.2}).route("尼龙66盐", {"己二酸": 0.6})
    above = world.copy().makes("尼龙66").found().signal("尼龙66盐", SignalName.CAPTIVE)
    below = world.copy().makes("己二酸").found().signal("尼龙66盐", SignalName.CAPTIVE)
    for line in (above, below):
        assert line.contribution == -0.15
        assert "随尼龙66装置" in line.reason


def test_evidence_takes_its_share_of_the_sum_above_by_the_weakest_statement(world) -> None:
    """The presence is cited (0.9), the recipe general knowledge (0.6): n = 0.4 × the sum above."""
    world.route("PTA", {"PX": 0.66}, basis=Basis.GENERAL).plant("PTA", None, basis=Basis.CITED)
    row = world.found().row("PX")
    above = sum(line.contribution for line in row.signals if line.name is not SignalName.EVIDENCE)
    line = next(line for line in row.signals if line.name is SignalName.EVIDENCE)
    assert line.value == 0.6
    assert line.normalised == pytest.approx(0.4 * above, abs=1e-6)
    assert "PX" in line.reason and "PTA" in line.reason


def test_evidence_takes_nothing_from_a_sum_below_zero(world) -> None:
    """Downstream and captive, of a feedstock with no surplus: nothing but the deduction is left above."""
    world.product("尼龙66盐", Nature.CAPTIVE).route("尼龙66盐", {"己二酸": 0.06, "己二胺": 0.94}, basis=Basis.INFERRED)
    row = world.plant("己二酸", 10, own_share=1.0).found(reach=1).row("尼龙66盐")
    line = next(line for line in row.signals if line.name is SignalName.EVIDENCE)
    above = sum(other.contribution for other in row.signals if other is not line)
    assert above < 0
    assert line.contribution == 0


def test_what_is_not_known_is_null_says_so_and_adds_nothing(world) -> None:
    world.route("PTA", {"PX": 0.66}).makes("PTA")
    unknown = {SignalName.SCARCITY, SignalName.RELATEDNESS, SignalName.ATTRACTABILITY, SignalName.CROWDING}
    for line in world.found().row("PX").signals:
        if line.name in unknown:
            assert (line.value, line.normalised, line.contribution) == (None, None, 0)
            assert line.reason


def test_a_pair_has_need_surplus_and_evidence_only(world) -> None:
    world.route("PET", {"PTA": 0.86}).makes("PTA", by="蓬威").makes("PET", by="万凯")
    counted = {line.name for line in world.found().row("PTA").signals if line.normalised is not None}
    assert counted == {NEED, SURPLUS, SignalName.EVIDENCE}


def test_unknown_capacity_is_printed_as_null_and_never_as_zero(world) -> None:
    found = world.product("PX", scale=100).route("PTA", {"PX": 0.66}).plant("PTA", None).found()
    assert found.row("PX").tonnage.model_dump() == {"need": None, "low": None, "high": None, "unit": "t/a"}
