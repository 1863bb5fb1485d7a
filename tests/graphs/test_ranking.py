"""Waterfalls add up exactly, ids and totals never depend on a filter, and the order of rows is the printed one."""

import pytest

from chainmap.evidence import Basis
from chainmap.gaps import GapKind
from chainmap.scoring import GROUP_OF, MILLION, Group, SignalName, weight_of


@pytest.fixture
def fuling(world):
    """A small 涪陵: polyester, nylon and spandex with every kind of row."""
    world.route("PTA", {"PX": 0.66}, basis=Basis.CITED).route("PET", {"PTA": 0.86, "乙二醇": 0.33}, basis=Basis.CITED)
    world.route("涤纶长丝", {"PET": 1.02}).route("涤纶短纤", {"PET": 1.03}).route("聚酯薄膜", {"PET": 1.05})
    world.route("聚酯工业丝", {"PET": 1.04}).route("无纺布", {"PET": 1.04}).route("工程塑料", {"PET": 0.7, "玻纤": 0.3})
    world.route("己二腈", {"己二酸": 1.4, "合成氨": 0.3}, basis=Basis.GENERAL).route(
        "己二胺", {"己二腈": 0.93, "氢气": 0.07}
    )
    world.route("尼龙66", {"己二胺": 0.51, "己二酸": 0.65}).route("氨纶", {"PTMEG": 0.8, "MDI": 0.2})
    world.route("TPU", {"PTMEG": 0.6, "MDI": 0.4}).kinds("氨纶", "差别化氨纶").route(
        "弹性体", {"PTMEG": 0.6, "TDI": 0.4}
    )
    world.product("PX", scale=800_000).product("MDI", scale=400_000).product("己二胺", scale=100_000)
    world.plant("PTA", 900_000, by="蓬威").plant("PET", 1_200_000, by="万凯").plant("己二酸", 360_000)
    world.plant("尼龙66", 100_000, by="化医").plant("氨纶", None).plant("PTMEG", None, by="弛源", basis=Basis.CITED)
    return world.use("PET", "服装", "饮料瓶").chain("聚酯", "PET", up=3, down=2).chain("尼龙66", "尼龙66", up=3, down=2)


def millionths(amount: float) -> int:
    assert round(amount * MILLION) == pytest.approx(amount * MILLION, abs=1e-6)
    return round(amount * MILLION)


def test_contributions_are_whole_millionths_and_add_up_to_the_total_exactly(fuling) -> None:
    for row in fuling.found().report.candidates:
        assert sum(millionths(line.contribution) for line in row.signals) == millionths(row.score.total)


def test_fill_hold_come_and_minus_are_the_sums_of_their_groups(fuling) -> None:
    for row in fuling.found().report.candidates:
        for group in Group:
            lines = [line.contribution for line in row.signals if GROUP_OF[line.name] is group]
            assert sum(map(millionths, lines)) == millionths(getattr(row.score, group.value))
        parts = (row.score.fill, row.score.hold, row.score.come, row.score.minus)
        assert sum(map(millionths, parts)) == millionths(row.score.total)


def test_every_contribution_is_the_printed_weight_times_the_printed_value(fuling) -> None:
    for row in fuling.found().report.candidates:
        assert [line.name for line in row.signals] == list(SignalName)
        for line in row.signals:
            assert line.weight == weight_of(line.name)
            assert millionths(line.contribution) == round(line.weight * (line.normalised or 0.0) * MILLION)
            assert line.normalised is None or 0 <= line.normalised <= 1
            assert line.reason and line.label


def test_plus_weights_sum_to_one_and_a_total_lies_between_their_bounds() -> None:
    weights = [weight_of(name) for name in SignalName]
    assert sum(weight for weight in weights if weight > 0) == pytest.approx(1.0)
    assert sum(weight_of(name) for name in SignalName if name is not SignalName.EVIDENCE and weight_of(name) < 0) == (
        pytest.approx(-0.38)
    )


def test_rows_come_by_total_then_kind_then_product(fuling) -> None:
    rows = fuling.found().report.candidates
    kinds = list(GapKind)
    assert [row.rank for row in rows] == list(range(1, len(rows) + 1))
    keys = [(-row.score.total, kinds.index(row.kind), row.product.id) for row in rows]
    assert keys == sorted(keys)


def test_rows_of_equal_total_come_in_the_order_of_the_kinds(world) -> None:
    """Links beside real routes add reach and no weight, so the row above and the row below score the same."""
    world.route("己二酸", {"环己醇": 1.0}).link("环己烷", "己二酸").makes("己二酸", "环己醇")
    world.route("增塑剂", {"辛醇": 1.0}).link("己二酸", "增塑剂").route("环己烷", {"纯苯": 1.0})
    rows = world.found(reach=1).report.candidates
    above, below = (row for row in rows if row.product.name in ("环己烷", "增塑剂"))
    assert above.score == below.score
    assert (above.kind, below.kind) == (GapKind.UPSTREAM_EXTENSION, GapKind.DOWNSTREAM_EXTENSION)


def test_every_kind_of_the_method_is_in_this_world(fuling) -> None:
    kinds = {row.kind for row in fuling.found(chain="聚酯", reach=1).report.candidates}
    kinds |= {row.kind for row in fuling.found().report.candidates}
    assert kinds >= set(GapKind) - {GapKind.NEW_CHAIN}


@pytest.mark.parametrize(
    "query",
    [{"chain": "聚酯"}, {"kinds": (GapKind.MISSING_STAGE,)}, {"top": 3}, {"chain": "尼龙66", "top": 2}],
    ids=["chain", "kind", "top", "chain and top"],
)
def test_a_filter_only_cuts_the_list(fuling, query) -> None:
    whole = {row.id: row for row in fuling.found().report.candidates}
    cut = fuling.found(**query).report.candidates
    assert 0 < len(cut) < len(whole)
    for row in cut:
        if row.kind is not GapKind.NEW_CHAIN:
            assert row.model_copy(update={"rank": 0}) == whole[row.id].model_copy(update={"rank": 0})


def test_top_takes_the_first_rows(fuling) -> None:
    whole = fuling.found().report.candidates
    assert fuling.found(top=4).report.candidates == whole[:4]


def test_ids_tell_every_row_apart_and_do_not_move_with_the_reach(fuling) -> None:
    near, far = fuling.found(reach=1), fuling.found(reach=3)
    ids = [row.id for row in far.report.candidates]
    assert len(ids) == len(set(ids))
    assert near.row("PX").id == far.row("PX").id


def test_the_same_question_has_the_same_answer_byte_for_byte(fuling) -> None:
    assert fuling.found().report.model_dump_json() == fuling.copy().found().report.model_dump_json()


def test_alike_rows_count_against_each_other_at_most_five(world) -> None:
    """Seven filaments of PET alone: the first has none before it, the sixth and seventh five."""
    for number in range(7):
        world.route(f"{number}号涤纶", {"PET": 1.0})
    rows = world.makes("PET").found().report.candidates
    alike = [next(line for line in row.signals if line.name is SignalName.VARIETY) for row in rows]
    assert [line.value for line in alike] == [0, 1, 2, 3, 4, 5, 5]
    assert [line.contribution for line in alike] == [0, -0.01, -0.02, -0.03, -0.04, -0.05, -0.05]


def test_rows_of_another_kind_or_another_local_product_are_not_alike(world) -> None:
    world.route("涤纶长丝", {"PET": 1.0}).route("锦纶长丝", {"尼龙66": 1.0}).route("PET", {"乙二醇": 0.3}).makes(
        "PET", "尼龙66"
    )
    rows = world.found().report.candidates
    assert len(rows) == 3
    for row in rows:
        assert next(line for line in row.signals if line.name is SignalName.VARIETY).value == 0


def test_every_row_explains_itself(fuling) -> None:
    for row in fuling.found().report.candidates:
        assert row.advice_reasons
        assert row.kind_label
        assert row.path and row.product.id in {ref.id for ref in row.path}
        assert row.evidence or row.kind is GapKind.COMPLEMENT


def test_an_empty_place_has_no_rows_and_says_why(world) -> None:
    report = world.route("PTA", {"PX": 0.66}).found().report
    assert report.candidates == ()
    assert any("尚无" in warning for warning in report.warnings)
