"""Maps that no chemist would draw: circles, products that feed themselves, names nobody defined. Every answer ends."""

import random
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chainmap.facts import Nature
from chainmap.scoring import SignalName
from graphs import answers

SECONDS = 20
"""Far more than any of these takes (about one); a search that explodes takes hours."""
NAMES = [f"产品{number}" for number in range(12)]


def asked(world) -> None:
    """Every question of a place, in the time that a person waits."""
    start = time.monotonic()
    network = world.network()
    report = answers.gaps(network, "涪陵区")
    answers.targets(network, "涪陵区")
    answers.balance(network, "涪陵区")
    answers.chain_map(network, "涪陵区")
    for row in report.candidates:
        inner = [ref.id for ref in row.path[:-1]]
        assert len(set(inner)) == len(inner), "only the local product at both ends may be the same"
    assert time.monotonic() - start < SECONDS


def test_a_product_that_feeds_itself_is_no_feedstock_of_itself(world) -> None:
    world.route("PET", {"PET": 0.1, "PTA": 0.86}).makes("PTA")
    row = world.found().row("PET")
    assert [ref.name for ref in row.path] == ["PTA", "PET"]
    asked(world)


def test_two_products_made_of_each_other_do_not_make_each_other_ready(world) -> None:
    world.route("甲醛", {"甲缩醛": 1.1}).route("甲缩醛", {"甲醛": 0.5}).route("聚甲醛", {"甲醛": 1.0}).makes("聚甲醛")
    assert world.found().n("甲醛", SignalName.READINESS) == 0.0
    asked(world)


def test_a_circle_of_captive_intermediates_breaks_nothing_forever(world) -> None:
    world.product("盐甲", Nature.CAPTIVE).product("盐乙", Nature.CAPTIVE)
    world.route("盐甲", {"盐乙": 1.0}).route("盐乙", {"盐甲": 0.5, "己二胺": 0.5}).route("尼龙66", {"盐甲": 1.0})
    found = world.makes("尼龙66").found(reach=3)
    assert "断点" in found.row("己二胺").tags
    asked(world)


def test_a_kind_of_itself_and_a_circle_of_kinds_end(world) -> None:
    world.kinds("聚酯", "聚酯").kinds("聚酯", "切片").kinds("切片", "聚酯").route("聚酯", {"PTA": 0.86}).makes("PTA")
    asked(world)


def test_links_between_names_nobody_defined_are_kept_and_told_by_name(world) -> None:
    world.link("无人定义甲", "无人定义乙").makes("无人定义甲")
    assert world.found().row("无人定义乙").kind_label == "向下游延链"
    asked(world)


def test_places_that_lie_in_each_other_end(world) -> None:
    world.place("重庆市", parent="涪陵区").link("PX", "PTA").makes("PTA")
    asked(world)


maps = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.booleans()), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edges=maps, local=st.sets(st.sampled_from(NAMES), min_size=1, max_size=4))
def test_every_question_ends_on_any_tangle_of_links_and_kinds(new_world, edges, local) -> None:
    tangle = new_world().place("涪陵区")
    for supplier, user, is_kind in edges:
        if is_kind:
            tangle.kinds(supplier, user)
        else:
            tangle.route(user, [supplier], name=supplier)
    asked(tangle.makes(*sorted(local)))


@pytest.mark.parametrize("seed", range(5))
def test_big_random_circles_end(world, seed) -> None:
    draw = random.Random(seed)  # noqa: S311  (a draw, no secret)
    names = [f"品{number}" for number in range(200)]
    for user in names:
        world.route(user, dict.fromkeys(draw.sample(names, 3), 0.5))
    asked(world.makes(*draw.sample(names, 10)))
