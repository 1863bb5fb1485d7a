"""What takes part in learning, and what the map relates already and so is never suggested."""

import numpy as np

from chainmap.facts import Nature
from graphs.hypotheses.linkmap import LinkMap, Related, link_map


def links(map_: LinkMap) -> set[tuple[str, str]]:
    return {(map_.names[u], map_.names[v]) for u, v in zip(map_.suppliers, map_.users, strict=True)}


def related(map_: LinkMap, supplier: str, user: str, *, hidden: tuple[str, str] | None = None) -> bool:
    gone = np.array([pair == hidden for pair in ordered(map_)], np.bool_)
    ends = (np.array([map_.names.index(name)]) for name in (supplier, user))
    return bool(Related(map_, gone).holds(*ends)[0])


def ordered(map_: LinkMap) -> list[tuple[str, str]]:
    return [(map_.names[u], map_.names[v]) for u, v in zip(map_.suppliers, map_.users, strict=True)]


def test_feedstocks_and_plain_links_teach_but_no_utility_heading_or_auxiliary(world) -> None:
    world.route("PTA", {"PX": 0.66}, auxiliary={"醋酸": 0.05}, energy={"电": None}).link("PTA", "PET")
    world.product("电", Nature.UTILITY).product("蒸汽", Nature.UTILITY).link("蒸汽", "PET")
    world.kinds("二元醇", "乙二醇").link("二元醇", "PET")
    assert links(link_map(world.network())) == {("PX", "PTA"), ("PTA", "PET")}


def test_a_primary_material_feeds_and_is_never_fed(world) -> None:
    map_ = link_map(world.product("原油", Nature.PRIMARY).link("原油", "石脑油").network())
    oil = map_.names.index("原油")
    assert (map_.supplying[oil], map_.using[oil]) == (True, False)


def test_what_is_stated_is_related_whichever_way_round(world) -> None:
    map_ = link_map(world.route("PTA", {"PX": 0.66}, auxiliary={"醋酸": 0.05}).network())
    pairs = [("PX", "PTA"), ("PTA", "PX"), ("醋酸", "PTA"), ("PTA", "醋酸")]
    assert [related(map_, *pair) for pair in pairs] == [True] * 4
    assert not related(map_, "PX", "醋酸")


def test_a_hidden_link_is_not_related_any_more(world) -> None:
    map_ = link_map(world.link("PX", "PTA").link("PTA", "PET").network())
    assert not related(map_, "PX", "PTA", hidden=("PX", "PTA"))
    assert related(map_, "PTA", "PET", hidden=("PX", "PTA"))


def test_a_link_holds_for_kinds_of_both_ends(world) -> None:
    world.link("PX", "PTA").link("PTA", "PET").kinds("PET", "聚酯瓶片").kinds("PTA", "回收PTA")
    map_ = link_map(world.network())
    assert related(map_, "PTA", "聚酯瓶片")
    assert related(map_, "回收PTA", "聚酯瓶片")
    assert not related(map_, "PTA", "聚酯瓶片", hidden=("PTA", "PET"))


def test_a_link_of_a_kind_says_nothing_of_its_generic(world) -> None:
    map_ = link_map(world.link("阻燃剂", "阻燃聚酯").kinds("PET", "阻燃聚酯").link("PTA", "PET").network())
    assert not related(map_, "阻燃剂", "PET")


def test_kinds_are_related_to_their_generics_and_not_to_their_cousins(world) -> None:
    world.kinds("纤维", "聚酯纤维", "锦纶").kinds("聚酯纤维", "涤纶长丝")
    map_ = link_map(world.network())
    assert related(map_, "涤纶长丝", "纤维")
    assert not related(map_, "涤纶长丝", "锦纶")


def test_co_products_and_what_goes_into_them_are_related(world) -> None:
    map_ = link_map(world.route("碳酸二甲酯", {"碳酸乙烯酯": 1.0}, yields={"乙二醇": 0.7}).network())
    assert related(map_, "碳酸二甲酯", "乙二醇")
    assert related(map_, "碳酸乙烯酯", "乙二醇")


def test_a_stated_end_use_that_is_a_product_is_related(world) -> None:
    map_ = link_map(world.link("橡胶", "轮胎").link("钢帘线", "轮胎").use("炭黑", "轮胎").network())
    assert related(map_, "炭黑", "轮胎")
    assert "轮胎" in map_.names


def test_a_map_of_nothing_has_no_links(world) -> None:
    map_ = link_map(world.network())
    assert (map_.size, map_.links, map_.keys.tolist()) == (0, 0, [])
