"""Back-tests: what counts as a case, at which rank it came back, and what other orders of the same rows give."""

from itertools import pairwise, permutations
from statistics import fmean

import pytest

from chainmap.backtests import FIRST, BacktestReport, BacktestRow, Outcome, Wish
from chainmap.facts import Nature, Status
from chainmap.gaps import GapQuery
from chainmap.names import enterprise_id
from chainmap.ports import Snapshot
from graphs import answers
from graphs.backtests.baselines import (
    by_chance,
    by_one_hop,
    by_popularity,
    by_rank,
    chance_among_first,
    expected_rank,
    expected_reciprocal,
)
from graphs.backtests.evaluation import enterprises, wishes, without
from graphs.network import network_of
from ingest.library import library_statements, sample_statements

FULING = "涪陵区"
NYLON = ("己二酸", "己二腈", "己二胺", "尼龙66盐", "尼龙66")


@pytest.fixture
def nylon(world):
    """Adipic acid and nylon 66 at two enterprises; each product is made of the one before it alone."""
    for supplier, user in pairwise(NYLON):
        world.route(user, {supplier: 1.0})
    return world.makes("己二酸", by="华峰化工").makes("尼龙66", by="华峰锦纶")


def row_of(report: BacktestReport, name: str) -> BacktestRow:
    (only,) = [row for row in report.rows if row.asked == name]
    return only


def wished(world, *products: str, place: str = FULING) -> BacktestReport:
    asked = [Wish(place=place, product=product, row=row) for row, product in enumerate(products, 2)]
    return wishes(world.network(), asked)


def test_a_hidden_product_beyond_the_reach_is_on_the_map_without_a_row(nylon) -> None:
    report = enterprises(nylon.network(), FULING)  # 己二酸 dU 4 > 2; 尼龙66 dS 4 > 3
    assert {row.asked: row.outcome for row in report.rows} == dict.fromkeys(("己二酸", "尼龙66"), Outcome.UNLISTED)
    assert (report.cases, report.ranked_low, report.off_the_map) == (2, 2, 0)
    assert (report.recall, report.mrr) == ({"10": 0.0, "30": 0.0}, 0.0)


def test_a_hidden_product_within_the_reach_comes_back_at_its_rank(nylon) -> None:
    report = enterprises(nylon.network(), FULING, GapQuery(reach=3))  # 尼龙66 dS 4 ≤ 3 + 1; 己二酸 dU 4 > 3
    nylon66 = row_of(report, "尼龙66")
    listed = [row.product.name for row in answers.gaps(_left(nylon, "尼龙66"), FULING, GapQuery(reach=3)).candidates]
    assert sorted(listed) == sorted(NYLON[1:])
    assert nylon66.outcome is Outcome.FOUND
    assert nylon66.rank == nylon66.listed == listed.index("尼龙66") + 1
    assert (nylon66.compared, nylon66.answering, nylon66.random) == (4, 1, 2.5)
    assert report.recall == {"10": 0.5, "30": 0.5}
    assert report.mrr == round(1 / nylon66.rank / 2, 6)
    assert report.cases == 2


def _left(world, *without_products: str):
    remaining = world.copy()
    remaining.facts = [(f, b) for f, b in world.facts if f.kind != "capacity" or f.product not in without_products]
    return remaining.network()


def test_what_another_enterprise_makes_too_is_counted_apart(nylon) -> None:
    report = enterprises(nylon.makes("己二酸", by="华鲁").network(), FULING)
    assert [row.outcome for row in report.rows if row.asked == "己二酸"] == [Outcome.ALREADY_HERE] * 2
    assert (report.cases, report.already_here) == (1, 2)


def test_a_product_that_nothing_left_here_leads_to_is_off_the_map(nylon) -> None:
    report = enterprises(nylon.route("棕刚玉", {"铝矾土": 1.5}).makes("棕刚玉", by="赛特").network(), FULING)
    assert row_of(report, "棕刚玉").outcome is Outcome.OFF_THE_MAP
    assert "没有路" in row_of(report, "棕刚玉").note
    assert (report.cases, report.off_the_map, report.ranked_low) == (3, 1, 2)


@pytest.mark.parametrize(("makers", "said"), [(0, "没有在产企业"), (1, "只有 1 家在产企业")])
def test_fewer_than_two_enterprises_give_no_case_and_unknown_figures(world, makers: int, said: str) -> None:
    world.route("己二腈", {"己二酸": 1.0})
    for number in range(makers):
        world.makes("己二酸", by=f"华峰{number}")
    report = enterprises(world.network(), FULING)
    assert (report.cases, report.recall, report.mrr, report.rows) == (0, {"10": None, "30": None}, None, ())
    assert report.baselines["random"].mrr is None
    assert said in report.warnings[0]


def test_hiding_an_enterprise_equals_never_having_heard_of_it() -> None:
    library, shipped = library_statements()
    source, sample = sample_statements("fuling", shipped)
    whole = Snapshot(version="0" * 16, sources=(library, source), statements=(*shipped, *sample))
    name = "重庆万凯新材料科技有限公司"
    rest = tuple(s for s in whole.statements if name not in (getattr(s.fact, "enterprise", ""), _name_of(s)))
    assert len(rest) < len(whole.statements)
    hidden = without(network_of(whole), enterprise_id(name))
    rebuilt = network_of(whole.model_copy(update={"statements": rest}))
    assert answers.gaps(hidden, FULING) == answers.gaps(rebuilt, FULING)


def _name_of(statement) -> str:
    return statement.fact.name if statement.kind == "enterprise" else ""


def test_nothing_stated_of_a_hidden_enterprise_is_left_anywhere(nylon) -> None:
    nylon.place("长寿区", parent="重庆市").makes("己二酸", by="华峰化工", at="长寿区")
    nylon.plant("己二腈", by="华峰化工", status=Status.PLANNED).purchase("己二酸", "华峰化工", "华峰锦纶")
    network = without(nylon.network(), enterprise_id("华峰化工"))
    assert {plant.enterprise for plant in network.territory.plants} == {enterprise_id("华峰锦纶")}
    assert network.territory.purchases == ()
    assert enterprise_id("华峰化工") not in network.territory.enterprises


def test_wishes_are_found_counted_apart_and_off_the_map(nylon) -> None:
    nylon.route("聚酰胺切片", {"己内酰胺": 1.0}).product("蒸汽", Nature.UTILITY)
    report = wished(nylon, "己二腈", "己二酸", "聚酰胺切片", "蒸汽", "己二晴")
    outcomes = {row.asked: row.outcome.value for row in report.rows}
    assert outcomes == {
        "己二腈": "found",  # a stage between 己二酸 and 尼龙66
        "己二酸": "already_here",
        "聚酰胺切片": "off_the_map",  # 己内酰胺 is neither here nor made of anything here
        "蒸汽": "off_the_map",
        "己二晴": "off_the_map",
    }
    assert "己二腈" in row_of(report, "己二晴").note
    assert (report.cases, report.off_the_map, report.already_here, report.ranked_low) == (4, 3, 1, 0)
    assert report.recall == {"10": 0.25, "30": 0.25}  # a case off the map is a miss


def test_a_heading_is_found_when_one_of_its_kinds_is_ranked(nylon) -> None:
    nylon.kinds("尼龙中间体", "己二腈", "己二胺")
    row = row_of(wished(nylon, "尼龙中间体"), "尼龙中间体")
    assert row.outcome is Outcome.FOUND
    assert row.found_as is not None
    assert row.found_as.name in ("己二腈", "己二胺")
    assert (row.answering, row.compared, row.random) == (2, 3, 4 / 3)  # 己二腈, 己二胺, 尼龙66盐: (3 + 1) ÷ (2 + 1)


def test_a_grade_without_a_recipe_is_found_in_the_row_of_its_generic(world) -> None:
    world.route("氨纶", {"PTMEG": 0.8, "MDI": 0.2}).kinds("氨纶", "差别化氨纶").makes("PTMEG")
    row = row_of(wished(world, "差别化氨纶"), "差别化氨纶")
    assert row.found_as is not None
    assert (row.outcome, row.found_as.name) == (Outcome.FOUND, "氨纶")


def test_a_kind_of_a_heading_stated_without_its_kind_is_counted_apart(world) -> None:
    world.kinds("聚氨酯树脂", "革用聚氨酯树脂").route("革用聚氨酯树脂", {"MDI": 0.3}).makes("聚氨酯树脂")
    report = wished(world, "革用聚氨酯树脂")
    assert (report.cases, report.unstated) == (0, 1)


def test_a_product_wished_for_under_two_names_counts_once(nylon) -> None:
    nylon.product("己二腈", aliases=("ADN",))
    report = wished(nylon, "己二腈", "ADN")
    assert report.cases == 1
    assert "第 3 行“ADN”与第 2 行是同一个产品" in report.warnings[0]


def test_rows_without_place_or_product_or_of_an_unknown_place_are_rejected(nylon) -> None:
    asked = (
        Wish(place="", product="己二腈", row=2),
        Wish(place=FULING, product="", row=3),
        Wish(place="涪林区", product="己二腈", row=4),
        Wish(place=FULING, product="己二腈", row=5),
    )
    report = wishes(nylon.network(), asked)
    assert (report.cases, report.rejected) == (1, 3)
    assert [warning.split(" ")[1] for warning in report.warnings] == ["2", "3", "4"]
    assert FULING in report.warnings[2]


def test_an_empty_wish_list_gives_unknown_figures(nylon) -> None:
    report = wishes(nylon.network(), ())
    assert (report.cases, report.recall, report.mrr) == (0, dict.fromkeys(map(str, FIRST)), None)


def test_every_answer_is_told_in_order(nylon) -> None:
    heard: list[tuple[int, int]] = []
    enterprises(nylon.network(), FULING, told=lambda done, of: heard.append((done, of)))
    assert heard == [(1, 2), (2, 2)]


def test_recall_and_reciprocal_rank_by_hand() -> None:
    figures = by_rank([1, 12, 31, None])
    assert figures.recall == {"10": 0.25, "30": 0.5}
    assert figures.mrr == round((1 + 1 / 12 + 1 / 31) / 4, 6)


@pytest.mark.parametrize(("rows", "answering", "first"), [(5, 1, 2), (6, 2, 3), (6, 6, 1), (4, 2, 30)])
def test_chance_is_the_mean_over_every_order(rows: int, answering: int, first: int) -> None:
    best = [min(order[:answering]) for order in permutations(range(1, rows + 1))]
    assert chance_among_first(rows, answering, first) == pytest.approx(fmean(rank <= first for rank in best))
    assert expected_reciprocal(rows, answering) == pytest.approx(fmean(1 / rank for rank in best))
    assert expected_rank(rows, answering) == pytest.approx(fmean(best))


def test_chance_gives_nothing_where_no_row_answers() -> None:
    figures = by_chance([(0, 0), (20, 1)])
    assert figures.recall == {"10": 0.25, "30": 0.5}  # (0 + 10/20) ÷ 2, (0 + 1) ÷ 2


def test_simple_orders_by_hand(nylon) -> None:
    nylon.route("聚己二酰己二胺膜", {"己二胺": 1.0})
    network = nylon.network()
    ids = {name: network.find_product(name).id for name in NYLON[1:4]}
    used = by_popularity(network, ids.values())  # 己二胺 has two users, the others one
    assert used == (ids["己二胺"], *sorted((ids["己二腈"], ids["尼龙66盐"])))
    near = by_one_hop(network, nylon.local(), ids.values())  # 己二腈 is fed by 己二酸, 尼龙66盐 feeds 尼龙66
    assert near == (*sorted((ids["己二腈"], ids["尼龙66盐"])), ids["己二胺"])


def test_the_order_of_input_does_not_matter(nylon) -> None:
    turned = nylon.copy()
    turned.facts.reverse()
    assert enterprises(turned.network(), FULING) == enterprises(nylon.network(), FULING)
