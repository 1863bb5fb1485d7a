"""What stops without a product: the closure behind the chokepoint, compared with a count by brute force."""

from itertools import product as every_choice

from hypothesis import given, settings
from hypothesis import strategies as st

from chainmap.facts import Nature
from chainmap.scoring import SignalName
from graphs.breaks import breaks_of, stopped_by


def stopped(world, *first: str) -> set[str]:
    view = world.at()
    at = view.at
    return view.names(stopped_by(at.network, at.dependence, tuple(view.id(name) for name in first)))


def test_what_is_made_of_a_stopped_product_stops_too(world) -> None:
    world.route("PTA", {"PX": 0.66}).route("PET", {"PTA": 0.86, "乙二醇": 0.33}).route("涤纶长丝", {"PET": 1.0})
    found = world.makes("PTA", "PET", "涤纶长丝").found()
    assert found.signal("PX", SignalName.CHOKEPOINT).value == 3
    assert found.n("PX", SignalName.CHOKEPOINT) == 0.75  # k ÷ (k + 1)


def test_a_product_with_another_route_does_not_stop(world) -> None:
    """BDO by 顺酐法 or by 炔醛法: without 顺酐 the other route still runs, so PTMEG lives."""
    world.route("BDO", {"顺酐": 1.2}, name="顺酐法").route("BDO", {"甲醛": 0.9}, name="炔醛法").route(
        "PTMEG", {"BDO": 1.3}
    )
    world.makes("顺酐", "BDO", "PTMEG")
    assert stopped(world, "顺酐") == {"顺酐"}
    assert stopped(world, "BDO") == {"BDO", "PTMEG"}


def test_what_is_absent_anyway_counts_as_bought(world) -> None:
    """PBT's BDO is bought today; that local PTA stops hits it through PTA alone."""
    world.route("PBT", {"PTA": 0.75, "BDO": 0.43}).makes("PTA", "PBT")
    assert stopped(world, "BDO") == {"BDO"}
    assert stopped(world, "PTA") == {"PTA", "PBT"}


def test_a_generic_stops_only_with_its_last_local_kind(world) -> None:
    world.kinds("聚酯切片", "瓶级切片", "膜级切片").route("纺织品", {"聚酯切片": 1.0}).makes(
        "瓶级切片", "膜级切片", "纺织品"
    )
    assert "纺织品" not in stopped(world, "瓶级切片")
    assert "纺织品" in stopped(world, "瓶级切片", "膜级切片")


def test_a_co_product_stops_with_all_that_yields_it(world) -> None:
    world.route("MDI", {"苯胺": 0.8}, yields={"盐酸": 0.6}).route("TDI", {"甲苯": 0.6}, yields={"盐酸": 1.0})
    world.route("氯化钙", {"盐酸": 1.0}).makes("MDI", "TDI", "氯化钙")
    assert "氯化钙" not in stopped(world, "MDI")
    assert "氯化钙" in stopped(world, "MDI", "TDI")


def test_products_known_by_links_alone_never_stop(world) -> None:
    world.link("PET", "饮料瓶").makes("PET", "饮料瓶")
    assert stopped(world, "PET") == {"PET"}


def test_bulk_goods_are_no_chokepoint(world) -> None:
    found = world.product("甲醇", Nature.BULK).route("甲醛", {"甲醇": 1.1}).makes("甲醛").found()
    assert found.n("甲醇", SignalName.CHOKEPOINT) == 0


def test_a_captive_intermediate_with_two_routes_passes_on_what_both_need(world) -> None:
    """THF by BDO (水 beside) or by 糠醛 with BDO: only BDO is in both."""
    world.product("THF", Nature.CAPTIVE).route("PTMEG", {"THF": 1.0}).makes("PTMEG")
    world.route("THF", {"BDO": 0.6, "顺酐": 0.6}, name="一").route("THF", {"BDO": 0.6, "糠醛": 0.6}, name="二")
    view = world.at()
    breaks = breaks_of(view.at.network, view.at.local)
    assert {view.at.network.products[p].name for p in breaks} == {"BDO"}


NAMES = ("PX", "PTA", "PET", "BDO", "PTMEG", "氨纶", "TPU")
RECIPES = st.dictionaries(
    st.sampled_from(NAMES),
    st.lists(st.sets(st.sampled_from(NAMES), min_size=1, max_size=3), min_size=1, max_size=2),
    max_size=len(NAMES),
)


def brute_force(recipes: dict[str, list[set[str]]], local: set[str], first: str) -> set[str]:
    """The largest set of local products that can go on: each outside `first` has a route whose local feeds go on.

    All subsets are tried, so nothing of the closure's order is taken over.
    """
    order = sorted(local - {first})
    best: set[str] = set()
    for choice in every_choice((True, False), repeat=len(order)):
        running = {product for product, runs in zip(order, choice, strict=True) if runs}
        consistent = all(
            not recipes.get(product) or any((feeds - {product}) & local <= running for feeds in recipes[product])
            for product in running
        )
        if consistent and len(running) > len(best):
            best = running
    return local - best


@settings(max_examples=60, deadline=None)
@given(recipes=RECIPES, local=st.sets(st.sampled_from(NAMES), min_size=1), data=st.data())
def test_the_closure_is_what_brute_force_finds(new_world, recipes, local, data) -> None:
    first = data.draw(st.sampled_from(sorted(local)))
    recipes = {output: [feeds - {output} for feeds in routes if feeds - {output}] for output, routes in recipes.items()}
    world = new_world().place("涪陵区").makes(*sorted(local))
    for output, routes in recipes.items():
        for number, feeds in enumerate(routes):
            world.route(output, sorted(feeds), name=f"第{number}法")
    assert stopped(world, first) == brute_force(recipes, local, first)
