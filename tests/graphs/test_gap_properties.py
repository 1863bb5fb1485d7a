"""What must hold of gaps on any map ("Must hold" of the method): small random maps, circles and dead ends included."""

import os
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chainmap.facts import Nature, Status
from chainmap.gaps import MISSING_KINDS, GapKind, GapQuery
from chainmap.scoring import MILLION
from graphs import answers
from graphs.network import network_of

NAMES = ("石脑油", "PX", "PTA", "PET", "乙二醇", "聚酯切片", "涤纶长丝", "己二酸", "己二胺", "尼龙66", "水")
REACH_KINDS = {GapKind.MISSING_STAGE, GapKind.UPSTREAM_EXTENSION, GapKind.DOWNSTREAM_EXTENSION}
CHAIN = "聚酯"
EXAMPLES = int(os.environ.get("CHAINMAP_EXAMPLES", "15"))
"""Maps a property is tried on; a long run sets more."""

name = st.sampled_from(NAMES)
rate = st.sampled_from([None, 0.02, 0.3, 1.0, (0.5, 0.7)])
tonnes = st.sampled_from([None, 0, 10, 100, (50, 80)])
recipe = st.tuples(
    name, st.dictionaries(name, rate, min_size=1, max_size=3), st.sampled_from(["", "乙法"]), st.sets(name, max_size=1)
)
plant = st.tuples(
    name,
    st.sampled_from(["华峰", "万凯"]),
    st.sampled_from(["涪陵区", "白涛园区", "长寿区"]),
    tonnes,
    st.sampled_from([Status.OPERATING, Status.OPERATING, Status.BUILDING, Status.STOPPED]),
)


@dataclass(frozen=True)
class Drawn:
    """A random map in plain values; `of` turns it into a world."""

    recipes: list[Any]
    kinds: list[tuple[str, str]]
    links: list[tuple[str, str]]
    natures: dict[str, Nature]
    scales: dict[str, int]
    plants: list[Any]

    def of(self, new_world) -> Any:
        world = new_world().place("重庆市").place("涪陵区", parent="重庆市").place("白涛园区", parent="涪陵区")
        world.place("长寿区", parent="重庆市").product("PET").chain(CHAIN, "PET", up=3, down=2)
        for output, feeds, route, yields in self.recipes:
            world.route(output, feeds, name=route, yields=dict.fromkeys(sorted(yields), 0.2))
        for generic, kind in self.kinds:
            world.kinds(generic, kind)
        for supplier, user in self.links:
            world.link(supplier, user)
        for product, nature in self.natures.items():
            world.product(product, nature)
        for product, scale in self.scales.items():
            world.product(product, scale=scale)
        for product, enterprise, place, amount, status in self.plants:
            world.plant(product, amount, by=enterprise, at=place, status=status)
        return world


maps = st.builds(
    Drawn,
    recipes=st.lists(recipe, max_size=9),
    kinds=st.lists(st.tuples(name, name), max_size=3),
    links=st.lists(st.tuples(name, name), max_size=2),
    natures=st.dictionaries(name, st.sampled_from([n for n in Nature if n is not Nature.HEADING]), max_size=3),
    scales=st.dictionaries(name, st.sampled_from([50, 500]), max_size=2),
    plants=st.lists(plant, min_size=1, max_size=6),
)
on_any_map = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def missing(found) -> set[str]:
    return found.names(*MISSING_KINDS)


@on_any_map
@given(drawn=maps, product=name)
def test_a_new_maker_leaves_no_missing_kind_at_its_product(new_world, drawn, product) -> None:
    world = drawn.of(new_world).makes(product, by="新来者")
    found = world.found(chain=CHAIN)
    assert {row.kind for row in world.found().rows(product)} <= {GapKind.THIN_STAGE, GapKind.UNCONNECTED_PAIR}
    assert product not in missing(found)


@on_any_map
@given(drawn=maps, reach=st.integers(1, 3))
def test_missing_rows_at_one_reach_are_missing_rows_at_the_next(new_world, drawn, reach) -> None:
    world = drawn.of(new_world)
    assert missing(world.found(reach=reach)) <= missing(world.found(reach=reach + 1))


@on_any_map
@given(drawn=maps)
def test_an_absent_product_has_one_row_and_it_is_of_one_kind(new_world, drawn) -> None:
    world = drawn.of(new_world)
    found, local = world.found(chain=CHAIN), world.local()
    for row in found.report.candidates:
        assert local.absent(row.product.id) == (row.kind in MISSING_KINDS or "品种" in row.tags)
        if local.absent(row.product.id):
            assert len(found.rows(row.product.name)) == 1


@on_any_map
@given(drawn=maps)
def test_utilities_primary_materials_and_headings_are_never_rows(new_world, drawn) -> None:
    world = drawn.of(new_world)
    network = world.network()
    never = (Nature.UTILITY, Nature.PRIMARY, Nature.HEADING)
    for row in world.found(chain=CHAIN).report.candidates:
        assert network.products[row.product.id].nature not in never


@on_any_map
@given(drawn=maps, reach=st.integers(1, 2))
def test_paths_run_along_links_through_absent_products_between_local_ends(new_world, drawn, reach) -> None:
    view = drawn.of(new_world).at(reach=reach)
    network, local = view.at.network, view.at.local
    for row in drawn.of(new_world).found(reach=reach).report.candidates:
        if row.kind not in REACH_KINDS:
            continue
        path = [ref.id for ref in row.path]
        inner = path[1 if row.suppliers else 0 : len(path) - 1 if row.users else len(path)]
        assert row.product.id in inner
        assert all(local.absent(product) for product in inner)
        assert all(network.graph.has_edge(supplier, user) for supplier, user in pairwise(path))
        assert {ref.id for ref in row.suppliers} <= local.feeding
        assert {ref.id for ref in row.users} <= local.present
        assert not row.suppliers or path[0] in {ref.id for ref in row.suppliers}
        assert not row.users or path[-1] in {ref.id for ref in row.users}


@on_any_map
@given(drawn=maps, reach=st.integers(1, 2))
def test_steps_agree_with_a_plain_search(new_world, drawn, reach) -> None:
    """dS by relaxing every link until nothing changes: no queue, no heap, no library."""
    view = drawn.of(new_world).at(reach=reach)
    closed, local = view.at.reach.streets.closed, view.at.local
    graph = view.at.network.graph.subgraph([product for product in view.at.network.products if product not in closed])
    far = {product: 0 if product in local.feeding else 10**6 for product in graph}
    for _ in range(len(graph) + 1):
        for tail, head, data in graph.edges(data=True):
            if head not in local.feeding:
                far[head] = min(far[head], far[tail] + data["weight"])
    limit = 2 * reach + 1
    assert view.at.reach.down == {v: steps for v, steps in far.items() if steps <= limit and local.absent(v)}


@on_any_map
@given(drawn=maps)
def test_contributions_add_up_on_any_map(new_world, drawn) -> None:
    for row in drawn.of(new_world).found().report.candidates:
        parts = [round(line.contribution * MILLION) for line in row.signals]
        assert sum(parts) == round(row.score.total * MILLION)
        assert -0.38 <= row.score.total <= 1
        assert all(line.normalised is None or 0 <= line.normalised <= 1 for line in row.signals)
        assert all(line.contribution == 0 for line in row.signals if line.normalised is None)


@on_any_map
@given(drawn=maps)
def test_rows_of_equal_total_come_by_kind_and_then_by_id(new_world, drawn) -> None:
    rows = drawn.of(new_world).found(chain=CHAIN).report.candidates
    keys = [(-row.score.total, list(GapKind).index(row.kind), row.product.id) for row in rows]
    assert keys == sorted(keys)


@on_any_map
@given(drawn=maps, data=st.data())
def test_the_order_of_input_does_not_matter(new_world, drawn, data) -> None:
    world = drawn.of(new_world)
    mixed = world.copy()
    mixed.facts = data.draw(st.permutations(world.facts))
    snapshot = mixed.snapshot()
    shuffled = snapshot.model_copy(update={"statements": tuple(data.draw(st.permutations(snapshot.statements)))})
    first = answers.gaps(world.network(), "涪陵区", GapQuery(chain=CHAIN))
    second = answers.gaps(network_of(shuffled), "涪陵区", GapQuery(chain=CHAIN))
    assert first.model_dump_json() == second.model_dump_json()
    assert answers.balance(world.network(), "涪陵区") == answers.balance(network_of(shuffled), "涪陵区")


@on_any_map
@given(drawn=maps)
def test_a_place_that_holds_another_has_its_presence(new_world, drawn) -> None:
    world = drawn.of(new_world)
    inner, outer, whole = (world.local(place).present for place in ("白涛园区", "涪陵区", "重庆市"))
    assert inner <= outer <= whole


@on_any_map
@given(drawn=maps)
def test_merging_two_names_of_one_product_loses_no_maker_route_or_link(new_world, drawn) -> None:
    """PX is called 对二甲苯 in every second statement; said to be one, everything of both is there."""
    world = drawn.of(new_world)
    second = world.copy()
    second.facts = [
        (renamed(fact), basis) if number % 2 else (fact, basis) for number, (fact, basis) in enumerate(world.facts)
    ]
    merged = second.copy().product("PX", aliases=("对二甲苯",))
    plain = world.copy().product("PX")  # so that both say the name of PX
    one, other = merged.network(), plain.network()
    assert one.find_product("对二甲苯").id == one.find_product("PX").id
    assert set(one.graph.edges) == set(other.graph.edges)
    assert {r.id for rs in one.recipes.values() for r in rs} == {r.id for rs in other.recipes.values() for r in rs}
    makers = [sorted((p.enterprise, p.product, p.place) for p in n.territory.plants) for n in (one, other)]
    assert makers[0] == makers[1]


def renamed(fact: Any) -> Any:
    fields = {
        part: "对二甲苯"
        for part in ("output", "input", "supplier", "user", "product")
        if getattr(fact, part, "") == "PX"
    }
    return fact.model_copy(update=fields)


@on_any_map
@given(drawn=maps, product=name)
def test_no_map_breaks_any_answer(new_world, drawn, product) -> None:
    """Circles, self-loops and dead ends are all drawn here; every question is answered."""
    network = drawn.of(new_world).product(product).network()
    assert answers.targets(network, "涪陵区")
    assert answers.chain(network, CHAIN, "涪陵区").chain.name == CHAIN
    assert answers.place(network, "重庆市")
    assert answers.product(network, product, place="涪陵区").id
    assert answers.neighbourhood(network, product).nodes
    assert answers.chain_map(network, "涪陵区")
    assert answers.chain_map(network, "涪陵区", CHAIN)


@on_any_map
@given(drawn=maps)
def test_a_balance_of_exact_amounts_adds_up(new_world, drawn) -> None:
    for item in answers.balance(drawn.of(new_world).network(), "涪陵区").items:
        parts = (item.supply, item.own_use, item.need, item.surplus, item.deficit)
        assert all(part.low is None or part.low >= 0 for part in parts)
        assert not any(part.low == 0 and part.high is None for part in parts)  # that would be unknown
        if all(part.low == part.high and part.low is not None for part in parts[:3]):
            left = item.supply.low - item.own_use.low - item.need.low
            assert item.surplus.low - item.deficit.low == pytest.approx(left)
