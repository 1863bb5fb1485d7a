"""The reference map: shares of a route's mass, natures, kinds and names, merged from what all sources state."""

import pytest

from chainmap.errors import UnknownName
from chainmap.evidence import Basis
from chainmap.facts import Nature, ProductFact, Role, RouteInputFact
from chainmap.quantities import Quantity
from graphs.network import network_of


def shares(world, output: str) -> tuple[dict[str, float], dict[str, float]]:
    """σ of all feedstocks and of the main ones, by name, of the only route of a product."""
    network = world.network()
    (route,) = network.routes_of(network.find_product(output).id)
    names = {product.id: product.name for product in network.products.values()}
    return {names[p]: s for p, s in route.shares.items()}, {names[p]: s for p, s in route.mains.items()}


def test_shares_are_by_mass_and_main_ones_are_rescaled(world) -> None:
    """0.86 + 0.33 + 0.01 = 1.2 t: 71.7 %, 27.5 %, 0.8 %; without the last 0.86 ÷ 1.19 and 0.33 ÷ 1.19."""
    every, mains = shares(world.route("PET", {"PTA": 0.86, "乙二醇": 0.33, "间苯二甲酸": 0.01}), "PET")
    assert every == pytest.approx({"PTA": 0.86 / 1.2, "乙二醇": 0.33 / 1.2, "间苯二甲酸": 0.01 / 1.2})
    assert mains == pytest.approx({"PTA": 0.86 / 1.19, "乙二醇": 0.33 / 1.19})


def test_one_unknown_consumption_makes_all_shares_equal(world) -> None:
    every, _ = shares(world.route("氨纶", {"PTMEG": 0.8, "MDI": None}), "氨纶")
    assert every == {"PTMEG": 0.5, "MDI": 0.5}


def test_a_feedstock_of_exactly_five_percent_is_a_main_one(world) -> None:
    _, mains = shares(world.route("己二酸", {"环己醇": 0.95, "硝酸": 0.05}), "己二酸")
    assert set(mains) == {"环己醇", "硝酸"}


def test_auxiliaries_fuels_and_utilities_have_no_share(world) -> None:
    world.product("水", Nature.UTILITY).route(
        "烧碱", {"工业盐": 1.5, "水": 1.0}, auxiliary={"膜": 0.1}, energy={"煤": 1.0}
    )
    assert shares(world, "烧碱")[0] == {"工业盐": 1.0}


def test_counted_goods_have_equal_shares(world) -> None:
    """Tonnes of a battery cannot be compared with square metres of its separator."""
    world.product("隔膜", unit="平方米").route("锂电池", {"隔膜": 12.0, "正极材料": 1.8})
    assert shares(world, "锂电池")[0] == {"隔膜": 0.5, "正极材料": 0.5}


def test_plain_links_are_read_together_as_one_route_and_all_are_main(world) -> None:
    feeds = [f"原料{i}" for i in range(25)]
    for feed in feeds:
        world.link(feed, "复合肥")
    _, mains = shares(world, "复合肥")
    assert mains == pytest.approx(dict.fromkeys(feeds, 1 / 25))


def test_a_link_beside_a_route_adds_reach_and_neither_route_nor_weight(world) -> None:
    network = world.route("己二酸", {"环己醇": 1.0}).link("环己烷", "己二酸").network()
    adipic, hexane = network.find_product("己二酸").id, network.find_product("环己烷").id
    assert len(network.routes_of(adipic)) == 1
    assert network.graph.has_edge(hexane, adipic)
    assert hexane not in network.routes_of(adipic)[0].mains


def test_rows_of_one_product_and_route_are_one_recipe_and_other_routes_alternatives(world) -> None:
    world.route("己二腈", {"己二酸": 1.4}, name="己二酸法").route("己二腈", {"氨": 0.35}, name="己二酸法")
    network = world.route("己二腈", {"丁二烯": 0.6, "氢氰酸": 0.55}, name="丁二烯法").network()
    routes = network.routes_of(network.find_product("己二腈").id)
    assert sorted(len(route.mains) for route in routes) == [2, 2]


def test_a_product_that_feeds_itself_is_no_feedstock_of_itself(world) -> None:
    network = world.route("PTA", {"PTA": 0.1, "PX": 0.66}).network()
    pta = network.find_product("PTA").id
    assert not network.graph.has_edge(pta, pta)


def test_a_product_with_kinds_and_no_recipe_is_a_heading(world) -> None:
    world.kinds("烯烃", "乙烯", "丙烯").kinds("氨纶", "差别化氨纶").route("氨纶", {"PTMEG": 1.0}).kinds(
        "酸", "硫酸"
    ).link("水", "酸")
    network = world.network()
    natures = {name: network.find_product(name).nature for name in ("烯烃", "氨纶", "酸", "乙烯")}
    assert natures == {
        "烯烃": Nature.HEADING,
        "氨纶": Nature.COMMODITY,
        "酸": Nature.COMMODITY,  # a link makes it
        "乙烯": Nature.COMMODITY,
    }


@pytest.mark.parametrize(
    ("stated", "seen"),
    [(Nature.BULK, Nature.HEADING), (Nature.UTILITY, Nature.UTILITY), (Nature.PRIMARY, Nature.PRIMARY)],
)
def test_being_a_heading_is_computed_and_keeps_utilities_and_primary_materials(world, stated, seen) -> None:
    network = world.product("工业气体", stated).kinds("工业气体", "氧气", "氮气").network()
    assert network.find_product("工业气体").nature is seen


def test_a_grade_without_a_recipe_is_made_as_its_generic_and_a_heading_is_not(world) -> None:
    world.route("尼龙66", {"尼龙66盐": 1.2}).kinds("尼龙66", "高粘尼龙66", "改性尼龙66").kinds(
        "改性尼龙66", "增强尼龙66"
    )
    network = world.network()
    salt = network.find_product("尼龙66盐").id
    made = [
        name for name in ("高粘尼龙66", "改性尼龙66", "增强尼龙66") if network.routes_of(network.find_product(name).id)
    ]
    assert made == ["高粘尼龙66", "增强尼龙66"]
    assert network.graph.has_edge(salt, network.find_product("增强尼龙66").id)


def test_circles_of_kinds_end(world) -> None:
    network = world.kinds("甲", "乙").kinds("乙", "甲").makes("甲").network()
    first, second = network.find_product("甲").id, network.find_product("乙").id
    assert network.kinds_below(first) == (second,)
    assert network.generics_above(first) == (second,)
    assert world.at().at.balance  # and asking for its consumptions ends too


def test_merging_two_names_of_one_product_loses_no_maker_route_or_link(world) -> None:
    world.route("己二胺", {"己二腈": 1.09}, name="加氢").route("1,6-己二胺", {"己二醇": 1.2}, name="氨化")
    world.link("己二胺", "尼龙66盐").link("1,6-己二胺", "HDI").makes("己二胺", by="甲").makes("1,6-己二胺", by="乙")
    before, after = world.network(), world.product("己二胺", aliases=("1,6-己二胺",)).network()
    assert len(after.products) == len(before.products) - 1
    merged = after.find_product("1,6-己二胺").id
    assert merged == after.find_product("己二胺").id
    assert {route.name for route in after.routes_of(merged)} == {"加氢", "氨化"}
    assert {after.products[user].name for user in after.users[merged]} == {"尼龙66盐", "HDI"}
    assert {after.territory.enterprises[p.enterprise].name for p in after.territory.plants if p.product == merged} == {
        "甲",
        "乙",
    }


def test_a_canonical_name_goes_before_an_alias_and_spelling_does_not_matter(world) -> None:
    world.product("聚酯", aliases=("PET",)).product("PET").product("氨纶", aliases=("Spandex",))
    network = world.network()
    assert network.find_product("pet").name == "PET"
    assert network.find_product("ｓｐａｎｄｅｘ").name == "氨纶"
    with pytest.raises(UnknownName):
        network.find_product("芳纶")


def test_where_sources_disagree_the_user_goes_first_and_among_equals_the_range_stands(world) -> None:
    def states(rate: float) -> RouteInputFact:
        consumption = Quantity.exact(rate, "t/t")
        return RouteInputFact(output="PTA", input="PX", role=Role.FEEDSTOCK, consumption=consumption)

    def rate(of) -> Quantity:
        network = of.network()
        (route,) = network.routes_of(network.find_product("PTA").id)
        return route.inputs[0].consumption

    world.shipped += [(states(0.655), Basis.CITED), (states(0.675), Basis.CITED)]
    assert (rate(world).low, rate(world).high) == (0.655, 0.675)
    assert any("PX" in warning for warning in world.network().warnings)
    assert rate(world.copy().route("PTA", {"PX": None})) == rate(world)  # an empty cell says nothing against it
    assert rate(world.say(states(0.66))) == Quantity.exact(0.66, "t/t")


def test_rows_that_contradict_each_other_are_settled_alike_in_any_order(world) -> None:
    snapshot = world.product("PTA", Nature.BULK).product("PTA", Nature.CAPTIVE).route("PTA", {"PX": 0.66}).snapshot()
    backwards = snapshot.model_copy(update={"statements": snapshot.statements[::-1]})
    first, second = network_of(snapshot), network_of(backwards)
    assert first.find_product("PTA").nature is second.find_product("PTA").nature


def test_the_last_figures_may_come_from_different_rows_of_one_product(world) -> None:
    world.say(ProductFact(name="PTA", nature=Nature.BULK)).say(ProductFact(name="PTA", overcapacity=True))
    product = world.product("PTA", scale=1_000_000, english="PTA acid").network().find_product("PTA acid")
    assert (product.nature, product.overcapacity, product.scale.amount.value) == (Nature.BULK, True, 1_000_000)
