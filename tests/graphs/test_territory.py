"""Places, found by any of their names, and one place however many sources state it."""

import pytest

from chainmap.errors import UnknownName
from chainmap.facts import EnterpriseFact, PlaceFact, PlaceType


@pytest.fixture
def country(new_world):
    """Two districts named 新城区 in two cities, and 涪陵区 with a park."""
    world = new_world()
    world.say(PlaceFact(name="重庆市", code="500000", type=PlaceType.PROVINCE, longitude=106.55, latitude=29.56))
    world.say(
        PlaceFact(name="涪陵区", code="500102", parent="重庆市", type=PlaceType.COUNTY, longitude=107.39, latitude=29.7)
    )
    world.say(PlaceFact(name="白涛园区", parent="500102", type=PlaceType.PARK))
    for city in ("西安市", "呼和浩特市"):
        world.place(city).place("新城区", parent=city)
    return world


@pytest.mark.parametrize("asked", ["涪陵区", "涪陵", "500102", "重庆市涪陵区", " 涪陵区 "])
def test_a_place_is_found_by_name_short_name_code_and_full_name(country, asked: str) -> None:
    assert country.network().territory.find(asked).name == "涪陵区"


def test_a_name_that_two_places_have_is_refused_with_both_full_names(country) -> None:
    territory = country.network().territory
    with pytest.raises(UnknownName) as refused:
        territory.find("新城区")
    assert set(refused.value.near) == {"西安市·新城区", "呼和浩特市·新城区"}
    assert territory.find("西安市新城区").id != territory.find("呼和浩特市新城区").id


def test_an_unknown_place_comes_with_near_names(country) -> None:
    with pytest.raises(UnknownName) as refused:
        country.network().territory.find("陪陵区")
    assert "涪陵区" in refused.value.near


def test_a_parent_may_be_named_by_its_code(country) -> None:
    territory = country.network().territory
    assert [place.name for place in territory.path(territory.find("白涛园区").id)] == ["白涛园区", "涪陵区", "重庆市"]


@pytest.mark.parametrize(
    "again",
    [
        PlaceFact(name="涪陵区"),
        PlaceFact(name="涪陵区", code="500102"),
        PlaceFact(name="涪陵区", parent="重庆市"),
        PlaceFact(name="涪陵区", code="500102", parent="重庆"),
    ],
    ids=["name alone", "name and code", "name and parent", "another word for the parent"],
)
def test_a_place_that_a_second_source_states_with_less_stays_one_place_and_loses_nothing(country, again) -> None:
    territory = country.say(again).network().territory
    found = territory.find("涪陵区")
    assert (found.id, found.type, found.longitude) == ("500102", PlaceType.COUNTY, 107.39)
    assert territory.places[found.parent].name == "重庆市"
    assert found.id in territory.within(territory.find("重庆市").id)
    assert territory.find("白涛园区").parent == found.id


def test_places_of_one_name_and_different_codes_stay_apart(country) -> None:
    territory = country.say(PlaceFact(name="涪陵区", code="999999")).network().territory
    assert {place.id for place in territory.places.values() if place.name == "涪陵区"} == {"500102", "999999"}


def test_a_park_without_coordinates_lies_where_its_district_does_and_never_at_its_provinces_capital(country) -> None:
    territory = country.place("某园区", parent="重庆市").network().territory
    fuling = territory.find("涪陵区").id
    assert territory.distance_km(territory.find("白涛园区").id, fuling) == 0
    assert territory.distance_km(territory.find("某园区").id, fuling) is None


def test_an_enterprise_that_only_a_capacity_names_is_made_and_a_stated_one_keeps_its_park(country) -> None:
    country.say(EnterpriseFact(name="华峰", place="涪陵区", park="白涛园区")).makes("己二酸", by="华峰").makes(
        "PTA", by="蓬威"
    )
    territory = country.network().territory
    places = {e.name: territory.places[e.place].name for e in territory.enterprises.values()}
    assert places == {"华峰": "白涛园区", "蓬威": "涪陵区"}
