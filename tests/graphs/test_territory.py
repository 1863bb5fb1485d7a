"""Places, found by any of their names, and one place however many sources state it."""

import pytest

from chainmap.errors import AmbiguousName, UnknownName
from chainmap.facts import EnterpriseFact, PlaceFact, PlaceType
from graphs.places import places, stated_places


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


@pytest.fixture
def changsha(new_world):
    """长沙市 and 长沙县 in 湖南省, 梁平区 under its former name too, 恩施州 beside 恩施市."""
    world = new_world()
    world.place("湖南省", kind=PlaceType.PROVINCE).place("长沙市", parent="湖南省").place("长沙县", parent="长沙市")
    world.say(PlaceFact(name="重庆市", code="500000"))
    world.say(PlaceFact(name="梁平区", code="500155", parent="重庆市", aliases=("梁平县",)))
    world.say(PlaceFact(name="恩施土家族苗族自治州", code="422800", aliases=("恩施州", "恩施")))
    return world.place("恩施市", parent="422800")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("湖南长沙", "长沙市"),
        ("湖南长沙县", "长沙县"),
        ("长沙长沙", "长沙县"),
        ("湖南省·长沙市·长沙县", "长沙县"),
        ("重庆梁平", "梁平区"),
        ("梁平县", "梁平区"),
        ("重庆梁平县", "梁平区"),
        ("5000", "重庆市"),
        ("50", "重庆市"),
        ("500155000000", "梁平区"),
        ("恩施州", "恩施土家族苗族自治州"),
        ("恩施州恩施", "恩施市"),
    ],
)
def test_names_behind_what_they_lie_in_aliases_and_codes_of_any_length_are_read(changsha, asked, found) -> None:
    assert changsha.network().territory.find(asked).name == found


@pytest.mark.parametrize(
    ("asked", "full"),
    [
        ("长沙", {"湖南省·长沙市", "湖南省·长沙市·长沙县"}),
        ("恩施", {"恩施土家族苗族自治州", "恩施土家族苗族自治州·恩施市"}),
    ],
)
def test_a_short_name_of_two_places_is_asked_and_each_full_name_leads_to_one(changsha, asked, full) -> None:
    territory = changsha.network().territory
    with pytest.raises(AmbiguousName) as refused:
        territory.find(asked)
    assert set(refused.value.near) == full
    assert len({territory.find(name).id for name in full}) == 2


def test_another_rank_behind_the_same_stem_is_offered_and_never_taken(changsha) -> None:
    with pytest.raises(UnknownName) as refused:
        changsha.network().territory.find("梁平市")
    assert refused.value.near == ("梁平区",)


def test_what_a_user_says_of_a_shipped_place_keeps_its_id_and_moves_it(country) -> None:
    country.shipped, country.facts = country.facts, []
    country.say(PlaceFact(name="涪陵区", code="500199", parent="重庆市", longitude=107.5, latitude=29.8))
    found = country.network().territory.find("涪陵区")
    assert (found.id, found.code, found.longitude) == ("500102", "500102", 107.5)


def test_an_enterprise_lies_in_the_place_that_its_own_source_states(country) -> None:
    country.shipped, country.facts = country.facts, []
    country.place("涪陵区新城区").place("新城区", parent="涪陵区").makes("PTA", at="新城区")
    territory = country.network().territory
    (plant,) = territory.plants
    assert [place.name for place in territory.path(plant.place)] == ["新城区", "涪陵区", "重庆市"]


def test_two_tables_that_put_one_name_in_different_places_state_two_places(country) -> None:
    country.place("产业园", parent="涪陵区").place("产业园", parent="西安市")
    territory = country.network().territory
    assert territory.find("涪陵区产业园").id != territory.find("西安产业园").id


def test_a_place_in_itself_lies_in_nothing(country) -> None:
    network = country.place("甲镇", parent="甲镇").network()
    assert network.territory.find("甲镇").parent is None
    assert any("甲镇 的上级是它自己" in told for told in network.warnings)


def test_lists_name_places_with_enterprises_first_and_find_by_any_name(changsha) -> None:
    network = changsha.makes("PTA", at="梁平县").network()
    assert [item.name for item in stated_places(network)] == ["重庆市", "梁平区"]
    assert [item.name for item in places(network)][:2] == ["重庆市", "梁平区"]
    assert [item.name for item in places(network, "梁平县")] == ["梁平区"]
    assert [item.name for item in places(network, "湖南长沙县")] == ["长沙县"]
    assert [item.name for item in places(network, around="湖南")] == ["长沙市"]
