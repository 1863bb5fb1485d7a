"""What-if against hand-worked tonnes and against loading the same plant for good."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chainmap.errors import AmountRefused, NegativeAmount, UnknownName, UsageError
from chainmap.facts import Nature
from chainmap.gaps import GapKind, GapQuery
from chainmap.quantities import Bound, Quantity
from chainmap.scenarios import WhatIfQuery, WhatIfReport
from graphs.gapreport import balance, gaps
from graphs.scenarios.binding import MOST_ROWS, bindings
from graphs.scenarios.what_if import SCENARIO, addition, read_addition, what_if


def asked(world, *added: str, **more) -> WhatIfReport:
    return what_if(world.network(), "涪陵区", WhatIfQuery(add=tuple(read_addition(text) for text in added), **more))


@pytest.fixture
def nylon(world):
    """己二酸 and 尼龙66 of 华峰; the consumptions of the library."""
    world.route("己二腈", {"丁二烯": (0.5002, 0.56), "氢氰酸": (0.4998, 0.56)}, name="丁二烯法")
    world.route("己二腈", {"己二酸": (1.3514, 1.45), "合成氨": (0.315, 0.4)}, name="己二酸法")
    world.route("己二胺", {"己二腈": (0.9306, 1.10), "氢气": (0.0692, 0.085)}, name="己二腈加氢")
    world.route("尼龙66盐", {"己二酸": 0.5571, "己二胺": 0.443}).route("尼龙66", {"尼龙66盐": 1.1792})
    world.product("合成氨", Nature.BULK).product("氢气", Nature.BULK).product("尼龙66盐", Nature.CAPTIVE)
    return world.makes("己二酸").makes("尼龙66", by="华峰锦纶").chain("尼龙66", "尼龙66", up=4)


def rows(report: WhatIfReport, product: str) -> list:
    return [row for row in report.binds if row.product.name == product]


def test_hexanediamine_binds_adiponitrile_and_behind_it_adipic_acid_by_its_own_route(nylon) -> None:
    """20万吨: 己二腈 18.612–22万吨; 己二酸法: × 1.3514 and × 1.45 is 25.15–31.9万吨, not the mean with 丁二烯法."""
    report = asked(nylon, "己二胺=20万吨/年")
    (nitrile,) = rows(report, "己二腈")
    assert (nitrile.amount.low, nitrile.amount.high) == pytest.approx((186_120, 220_000))
    assert (nitrile.route, nitrile.local) == ("己二腈加氢", False)
    (acid,) = rows(report, "己二酸")
    assert (acid.amount.low, acid.amount.high) == pytest.approx((251_522.568, 319_000))
    assert (acid.route, acid.local) == ("己二酸法", True)
    assert [ref.name for ref in acid.via] == ["己二胺", "己二腈"]


def test_a_route_that_nothing_here_leads_to_is_not_followed(nylon) -> None:
    report = asked(nylon, "己二胺=20万吨/年")
    assert rows(report, "丁二烯") == []
    assert len(rows(report, "合成氨")) == 1


def test_alternative_routes_of_the_addition_itself_are_rows_of_their_own(nylon) -> None:
    report = asked(nylon, "己二腈=10万吨/年")
    assert {row.route for row in report.binds} == {"丁二烯法", "己二酸法"}
    assert rows(report, "己二酸")[0].amount == Quantity.between(135_140, 145_000)


def test_two_plants_of_one_product_bind_together(nylon) -> None:
    report = asked(nylon, "己二胺=15万吨/年", "己二胺=5万吨/年")
    assert rows(report, "己二腈")[0].amount.high == pytest.approx(220_000)
    assert len(report.added) == 2


def test_what_an_added_plant_makes_is_local_for_the_others(nylon) -> None:
    report = asked(nylon, "己二胺=20万吨/年", "己二腈=25万吨/年")
    (nitrile,) = rows(report, "己二腈")
    assert nitrile.local
    assert [ref.name for ref in rows(report, "己二酸")[0].via] == ["己二腈"]


def test_the_gap_of_the_added_product_closes(nylon) -> None:
    closed = {item.product.name: item.kind for item in asked(nylon, "己二胺=20万吨/年").closed}
    assert closed["己二胺"] is GapKind.MISSING_STAGE


def test_a_gap_that_opens_was_none_before_and_is_one_after(nylon) -> None:
    nylon.route("HDI", {"己二胺": 0.73, "光气": 1.28}).route("HDI三聚体", {"HDI": 1.0})
    nylon.route("汽车清漆", {"HDI三聚体": 0.5}).route("清漆件", {"汽车清漆": 0.5})
    opened = {item.product.name for item in asked(nylon, "HDI=5万吨/年").opened}
    assert "清漆件" in opened


def test_a_kind_that_changes_is_told_with_both_ends(world) -> None:
    """乙 is a downstream extension of 甲; once 丙, which uses it, is here, it is a missing stage."""
    world.route("乙", {"甲": 1.0}).route("丙", {"乙": 1.0}).makes("甲")
    (change,) = [item for item in asked(world, "丙=1万吨/年").changed if item.product.name == "乙"]
    assert (change.before, change.after) == (GapKind.DOWNSTREAM_EXTENSION, GapKind.MISSING_STAGE)
    dumped = change.model_dump(mode="json")
    assert (dumped["from"], dumped["to"]) == ("downstream_extension", "missing_stage")


def test_the_difference_is_that_of_loading_the_plant_for_good(nylon) -> None:
    report = asked(nylon, "己二胺=20万吨/年")
    loaded = nylon.copy().plant("己二胺", 200_000, by=SCENARIO)
    before, after = (
        {(row.product.name, row.kind) for row in gaps(each.network(), "涪陵区", GapQuery()).candidates}
        for each in (nylon, loaded)
    )
    assert report.changed
    closed = {(item.product.name, item.kind) for item in report.closed}
    opened = {(item.product.name, item.kind) for item in report.opened}
    assert closed | {(item.product.name, item.before) for item in report.changed} == before - after
    assert opened | {(item.product.name, item.after) for item in report.changed} == after - before
    lines = {item.product.name: item for item in balance(loaded.network(), "涪陵区").items}
    for line in report.balance:
        assert line.after == lines.get(line.product.name)


def test_the_balance_names_only_what_moves(nylon) -> None:
    report = asked(nylon.plant("PTA", 100, by="蓬威"), "己二胺=20万吨/年")
    moved = {line.product.name: line for line in report.balance}
    assert "PTA" not in moved
    assert moved["己二腈"].before is None
    assert moved["己二腈"].after.need.high == pytest.approx(220_000)


def test_completeness_moves_for_the_chain_that_gains_a_position(nylon) -> None:
    (line,) = asked(nylon, "己二胺=20万吨/年").completeness
    assert line.chain.name == "尼龙66"
    assert line.after.numerator > line.before.numerator
    assert line.after.denominator == line.before.denominator


def test_nothing_of_the_question_stays_behind(nylon) -> None:
    network = nylon.network()
    first = gaps(network, "涪陵区")
    what_if(network, "涪陵区", WhatIfQuery(add=(read_addition("己二胺=20万吨/年"),)))
    assert gaps(network, "涪陵区") == first
    assert SCENARIO not in {enterprise.name for enterprise in network.territory.enterprises.values()}


def test_an_unknown_capacity_binds_unknown_tonnes_and_says_so(nylon) -> None:
    report = asked(nylon, "己二胺=未知")
    assert rows(report, "己二腈")[0].amount.bound is Bound.UNKNOWN
    assert any("没有写产能" in warning for warning in report.warnings)


def test_an_amount_far_below_the_economic_scale_is_questioned(nylon) -> None:
    report = asked(nylon.product("己二胺", scale=200_000), "己二胺=20")
    assert any("核对单位" in warning for warning in report.warnings)
    assert not any("核对单位" in warning for warning in asked(nylon, "己二胺=20万吨/年").warnings)


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("己二胺", UsageError, "产品=产能"),
        ("=20万吨", UsageError, "产品=产能"),
        ("己二胺=-3", NegativeAmount, "负数"),
        ("己二胺=20foo", AmountRefused, "foo"),
        ("己二胺=20斤", AmountRefused, "斤"),
        ("己二胺=0", AmountRefused, "大于 0"),
        ("己二胺=1000000000000000000", AmountRefused, "读不成数量"),
        ("己二胺=10000000000000000", AmountRefused, "核对单位"),
        ("己二按=20万吨", UnknownName, "己二胺"),
    ],
)
def test_a_plant_that_cannot_be_is_refused_in_plain_words(nylon, text: str, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        asked(nylon, text)


def test_too_many_plants_are_refused(nylon) -> None:
    with pytest.raises(UsageError, match="最多"):
        asked(nylon, *["己二胺=1万吨"] * 51)


def test_a_full_width_sign_and_a_unit_of_its_own_are_read() -> None:
    assert read_addition("己二胺＝20万吨/年").amount == Quantity.exact(200_000.0)
    assert addition("超纤", "1700", "万平方米/年").amount.unit == "万平方米/a"


def test_circles_and_self_loops_end(world) -> None:
    world.route("乙", {"甲": 0.5, "丙": 0.5}).route("丙", {"乙": 1.0, "甲": 0.2}).link("丁", "丁").link("丙", "丁")
    report = asked(world.makes("甲"), "丁=1万吨", "乙=1万吨")
    assert not report.truncated


links = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20)


@settings(max_examples=60, deadline=None)
@given(links, st.sets(st.integers(0, 7), max_size=3), st.integers(0, 7))
def test_on_any_map_the_rows_are_bounded_and_no_way_passes_twice(new_world, pairs, here, added) -> None:
    world = new_world().place("涪陵区").makes(*(f"产品{n}" for n in here)).product(f"产品{added}")
    for number, (feed, output) in enumerate(pairs):
        world.route(f"产品{output}", {f"产品{feed}": 0.5}, name=f"法{number % 2}")
    view = world.at()
    found = bindings(view.at, {view.id(f"产品{added}"): Quantity.exact(100.0)})
    assert len(found.items) <= MOST_ROWS
    for row in found.items:
        assert len({ref.id for ref in row.via}) == len(row.via)
        assert asked(world, f"产品{added}=100").added
