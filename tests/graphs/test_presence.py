"""What a place has: its own plants and those within it, co-products, unstated kinds; and who is a neighbour."""

import pytest

from chainmap.evidence import Basis
from chainmap.facts import PlaceType, Status


def present(world, place: str = "涪陵区") -> set[str]:
    view = world.at(place)
    return view.names(view.at.local.present)


def test_a_place_that_holds_another_has_its_presence(world) -> None:
    world.place("白涛园区", parent="涪陵区", kind=PlaceType.PARK).makes("己二酸", at="白涛园区").makes("PTA")
    assert present(world, "白涛园区") == {"己二酸"}
    assert present(world, "涪陵区") == {"己二酸", "PTA"}
    assert present(world, "重庆市") == {"己二酸", "PTA"}


def test_places_in_a_circle_hold_nothing_of_each_other_and_it_is_told(world) -> None:
    world.place("甲镇", parent="乙镇").place("乙镇", parent="甲镇").makes("PTA", at="甲镇")
    assert (present(world, "甲镇"), present(world, "乙镇")) == ({"PTA"}, set())
    assert any("甲镇" in told and "互为上级" in told for told in world.network().warnings)


@pytest.mark.parametrize("status", [Status.BUILDING, Status.PLANNED])
def test_what_is_coming_is_shown_and_does_not_count(world, status: Status) -> None:
    local = world.plant("PTA", 90, status=status).local()
    assert not local.present
    assert len(local.coming) == 1


def test_what_stopped_is_neither_present_nor_coming(world) -> None:
    local = world.plant("PTA", 90, status=Status.STOPPED).local()
    assert not local.present and not local.coming


def test_whoever_makes_a_kind_makes_its_generics(world) -> None:
    world.kinds("聚酯", "PET").kinds("PET", "瓶级PET").makes("瓶级PET")
    view = world.at()
    assert present(world) == {"瓶级PET", "PET", "聚酯"}
    assert {plant.enterprise for plant in view.at.local.makers(view.id("聚酯"))} == {
        plant.enterprise for plant in view.at.local.plants
    }


def test_a_co_product_of_every_route_is_present_and_one_of_some_is_asked_about(world) -> None:
    world.route("MDI", {"苯胺": 0.8}, name="光气法", yields={"盐酸": 0.6, "氯苯": 0.01})
    world.route("MDI", {"苯胺": 0.8}, name="另一法", yields={"盐酸": 0.5}).makes("MDI")
    view = world.at()
    assert present(world) == {"MDI", "盐酸"}
    assert view.names(view.at.local.maybe_co_products) == {"氯苯"}
    assert any("氯苯" in warning for warning in world.found().report.warnings)


def test_a_co_product_is_as_sure_as_the_surest_product_that_yields_it(world) -> None:
    world.route("MDI", {"苯胺": 0.8}, yields={"盐酸": 0.6}).route("TDI", {"甲苯": 0.6}, yields={"盐酸": 1.0})
    world.plant("MDI", basis=Basis.INFERRED).plant("TDI", basis=Basis.CITED)
    view = world.at()
    assert view.at.local.confidence[view.id("盐酸")] == 0.9


def test_unstated_kinds_are_neither_present_nor_absent(world) -> None:
    view = world.kinds("聚氨酯树脂", "TPU", "水性聚氨酯").makes("聚氨酯树脂").at()
    local = view.at.local
    assert view.names(local.unstated) == {"TPU", "水性聚氨酯"}
    assert view.names(local.present) == {"聚氨酯树脂"}
    assert not local.absent(view.id("TPU"))
    assert local.confidence[view.id("TPU")] == 0.5


def test_a_kind_that_another_enterprise_makes_is_present_and_the_rest_stays_open(world) -> None:
    world.kinds("聚氨酯树脂", "TPU", "水性聚氨酯").makes("聚氨酯树脂", by="华峰").makes("TPU", by="另一家")
    view = world.at()
    assert view.names(view.at.local.unstated) == {"水性聚氨酯"}
    assert "TPU" in view.names(view.at.local.present)


def neighbours(world, place: str = "涪陵区", radius: float = 150.0) -> set[str]:
    local = world.local(place, radius=radius)
    territory = world.network().territory
    return {territory.enterprises[plant.enterprise].name for plants in local.neighbours.values() for plant in plants}


def test_within_the_radius_is_a_neighbour_and_beyond_it_is_not(new_world) -> None:
    """From 涪陵 to 长寿 34 km, to 万州 157 km, to 成都 334 km."""
    world = new_world().place("涪陵区", at=(107.38977, 29.703022)).place("长寿区", at=(107.080734, 29.857912))
    world.place("万州区", at=(108.408661, 30.807667)).place("成都市", at=(104.066541, 30.572269))
    for place in ("长寿区", "万州区", "成都市"):
        world.makes("MDI", by=f"{place}厂", at=place)
    assert neighbours(world) == {"长寿区厂"}
    assert neighbours(world, radius=160) == {"长寿区厂", "万州区厂"}
    assert neighbours(world, radius=400) == {"长寿区厂", "万州区厂", "成都市厂"}
    territory = world.network().territory
    places = {name: territory.find(name).id for name in ("涪陵区", "长寿区", "成都市")}
    # by the spherical law of cosines, worked out apart from the haversine of the code
    assert territory.distance_km(places["涪陵区"], places["长寿区"]) == pytest.approx(34.441, abs=0.001)
    assert territory.distance_km(places["涪陵区"], places["成都市"]) == pytest.approx(333.855, abs=0.001)


def test_without_coordinates_places_of_the_same_parent_are_neighbours(world) -> None:
    world.place("长寿区", parent="重庆市").place("长寿园区", parent="长寿区").place("成都市", parent="四川省").place(
        "四川省"
    )
    world.makes("MDI", by="长寿厂", at="长寿区").makes("TDI", by="园区厂", at="长寿园区").makes(
        "PTA", by="成都厂", at="成都市"
    )
    assert neighbours(world) == {"长寿厂", "园区厂"}


def test_neighbours_are_never_local_and_always_named(world) -> None:
    world.place("长寿区", parent="重庆市").route("氨纶", {"MDI": 0.2, "PTMEG": 0.8}).makes("氨纶")
    found = world.makes("MDI", by="巴斯夫", at="长寿区").found()
    assert "MDI" in found.names()
    assert found.row("MDI").enterprises[0].name == "巴斯夫"
    assert any("巴斯夫" in reason for reason in found.row("MDI").advice_reasons)


def test_the_place_around_is_no_neighbour_of_the_place_within(new_world) -> None:
    """A plant known only to be somewhere in 宁波市 may stand in 镇海区 itself, 15 km from the town hall."""
    world = new_world().place("宁波市", kind=PlaceType.CITY, at=(121.55, 29.87))
    world.place("镇海区", parent="宁波市", at=(121.71, 29.95)).makes("MDI", by="某厂", at="宁波市")
    assert neighbours(world, "镇海区") == set()


def test_a_plant_at_no_known_place_is_local_nowhere(world) -> None:
    world.makes("PTA", at="某处")
    assert present(world) == set()
