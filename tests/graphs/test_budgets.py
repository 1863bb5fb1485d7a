"""Work is bounded: maps with a million ways are answered in time, and what was cut is said with its reason."""

import time
from itertools import pairwise

import pytest

from chainmap.facts import Nature
from graphs import answers, gapreport, situation

SECONDS = 30
"""Each takes a second or two here; without bounds they take hours (2²³ ways, 25! circles)."""


def complete(world, count: int, *, nature: Nature | None = None, circles: bool = False):
    """Every product made of all earlier ones, or of all others where circles are wanted."""
    names = [f"层{number:02d}" for number in range(count)]
    for place, user in enumerate(names):
        world.product(user, nature)
        feeds = [name for name in (names if circles else names[:place]) if name != user]
        for feed in feeds:
            world.route(user, [feed], name=feed)
    return world


def in_time(world, **query) -> gapreport.GapReport:
    start = time.monotonic()
    network = world.network()
    report = answers.gaps(network, "涪陵区", gapreport.GapQuery(**query))
    answers.neighbourhood(network, next(iter(network.products)), upstream=4, downstream=4)
    assert time.monotonic() - start < SECONDS
    return report


@pytest.mark.parametrize("reach", [2, 4])
def test_a_complete_graph_of_25_stages_is_answered_whole(world, reach) -> None:
    report = in_time(complete(world, 25).makes("层00", "层24"), reach=reach)
    assert len(report.candidates) >= 23
    assert not report.truncated


def test_a_complete_graph_of_captive_stages_is_searched_for_break_points_in_time(world) -> None:
    """A break point is looked for behind every absent 自用中间品: 2²³ ways through 23 of them."""
    complete(world, 24, nature=Nature.CAPTIVE).route("终品", ["层23"]).route("层00", ["源料"]).makes("终品")
    found = {row.product.name: row for row in in_time(world, reach=3).candidates}
    assert "断点" in found["源料"].tags  # every way down to the first stage ends there


def test_eight_layers_of_eight_are_answered_whole(world) -> None:
    layers = [[f"第{level}层{number}" for number in range(8)] for level in range(8)]
    for above, below in pairwise(layers):
        for user in below:
            world.route(user, dict.fromkeys(above, 0.125))
    report = in_time(world.makes(layers[0][0], layers[7][7]), reach=4)
    assert not report.truncated
    assert len(report.candidates) == 48  # layers 1 to 6; the rest of 0 and 7 lies 7 steps away


def test_circles_too_dense_to_look_through_are_cut_and_said(monkeypatch, world) -> None:
    monkeypatch.setattr(situation, "MOST_STEPS", 500)
    report = in_time(complete(world, 25, circles=True).makes("层00"), reach=4)
    assert report.truncated
    assert any("循环太密" in warning and "500" in warning for warning in report.warnings)


def test_dense_circles_end_within_the_shipped_bound(world) -> None:
    assert in_time(complete(world, 25, circles=True).makes("层00"), reach=4).candidates


def test_more_rows_than_the_limit_are_cut_to_the_nearest_and_counted(monkeypatch, world) -> None:
    monkeypatch.setattr(gapreport, "MOST_ROWS", 5)
    for number in range(8):
        world.link("乙烯", f"近{number}").link(f"近{number}", f"远{number}")
    report = in_time(world.makes("乙烯"))
    assert {row.product.name[0] for row in report.candidates} == {"近"}
    assert len(report.candidates) == 5
    assert report.truncated
    assert any("另有 11 行未评" in warning for warning in report.warnings)
