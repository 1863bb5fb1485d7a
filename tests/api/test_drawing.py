"""Waterfall and quadrant as numbers: what is drawn is what the report says."""

import itertools

from api.drawing import BOTTOM, LEFT, RIGHT, TOP, WIDE, quadrant, waterfall
from chainmap.gaps import GapQuery
from graphs import answers
from tests.api import readers

ROWS = answers.gaps(answers.current(readers.fuling()), "500102", GapQuery(reach=4)).candidates


def test_each_bar_starts_where_the_one_before_ended() -> None:
    for row in ROWS:
        fall = waterfall(row)
        unit = fall.total.width / abs(fall.total.exact) if fall.total.exact else 0
        at = fall.zero
        for bar in fall.bars:
            start = at if bar.exact > 0 else at + bar.exact * unit
            assert abs(bar.x - start) < 0.1
            at += bar.exact * unit
            assert -0.01 <= bar.x <= WIDE
        assert len(fall.bars) + len(fall.silent) == 14


def test_an_unknown_signal_says_unknown_and_a_known_zero_says_zero() -> None:
    for bar in itertools.chain.from_iterable(waterfall(row).silent for row in ROWS):
        assert bar.text == ("0" if bar.known else "未知")
        assert bar.reason


def test_dots_stand_inside_and_labels_do_not_cover_each_other() -> None:
    picture = quadrant(ROWS)
    assert len(picture.dots) == len(ROWS)
    for dot in picture.dots:
        assert LEFT <= dot.x <= RIGHT
        assert TOP <= dot.y <= BOTTOM
    assert 0.5 <= picture.across <= 1.0


def test_an_empty_list_draws_an_empty_quadrant() -> None:
    assert quadrant(()).dots == ()
