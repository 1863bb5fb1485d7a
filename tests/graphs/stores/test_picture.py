"""By which names a statement is found, and which nodes and links it shows."""

from chainmap.facts import CapacityFact, ChainFact, EnterpriseFact, Fact, PlaceFact, ProductFact, PurchaseFact, Role
from chainmap.facts import RouteInputFact as Input
from graphs.stores.picture import Arrow, Name, Node, arrows_of, change_in_support, names_of, nodes_of
from graphs.stores.schema import Label, Link
from graphs.testing.facts import YEARBOOK, said


def arrows(fact: Fact) -> set[Arrow]:
    return set(arrows_of(said(YEARBOOK, fact)[0]))


def names(fact: Fact) -> set[tuple[str, str]]:
    return {(name.kind, name.name) for name in names_of(said(YEARBOOK, fact)[0])}


def test_a_product_is_found_by_its_name_its_aliases_and_its_english_name() -> None:
    fact = ProductFact(name="PTA", aliases=("精对苯二甲酸", " "), english="terephthalic acid")
    assert names(fact) == {("product", "PTA"), ("product", "精对苯二甲酸"), ("product", "terephthalic acid")}


def test_places_enterprises_and_chains_are_found_and_capacities_are_not() -> None:
    assert names(PlaceFact(name="涪陵区")) == {("place", "涪陵区")}
    assert names(EnterpriseFact(name="重庆华峰化工", place="涪陵区")) == {("enterprise", "重庆华峰化工")}
    assert names(ChainFact(name="聚酯", anchors=("PTA",))) == {("chain", "聚酯")}
    assert names(CapacityFact(enterprise="重庆华峰化工", product="己二酸", place="涪陵区")) == set()


def test_a_feedstock_feeds_and_a_co_product_does_not() -> None:
    assert arrows(Input(output="PTA", input="PX")) == {Arrow(Link.FEEDS, "PX", "PTA")}
    assert arrows(Input(output="PTA", input="醋酸", role=Role.AUXILIARY)) == {Arrow(Link.FEEDS, "醋酸", "PTA")}
    co_product = Input(output="苯酚", input="丙酮", role=Role.CO_PRODUCT)
    assert arrows(co_product) == set()
    nodes = nodes_of(said(YEARBOOK, co_product)[0])
    assert nodes == {Node(Label.PRODUCT, "苯酚"), Node(Label.PRODUCT, "丙酮")}


def test_an_enterprise_stands_at_its_place_and_its_park() -> None:
    fact = EnterpriseFact(name="重庆华峰化工", place="涪陵区", park="白涛")
    assert arrows(fact) == {Arrow(Link.AT, "重庆华峰化工", "涪陵区"), Arrow(Link.AT, "重庆华峰化工", "白涛")}


def test_what_is_not_stated_makes_no_link() -> None:
    assert arrows(PlaceFact(name="重庆市")) == set()
    assert arrows(PurchaseFact(supplier="甲", user="乙", product="己二酸")) == set()


def test_support_that_stays_is_no_change() -> None:
    first, second = said(YEARBOOK, ProductFact(name="PTA"), ProductFact(name="PTA", unit="吨"))
    change = change_in_support(names_of, added=[first], withdrawn=[second])
    assert change == {}
    change = change_in_support(names_of, added=[first, second], withdrawn=[])
    assert change == {Name("product", "PTA"): 2}
