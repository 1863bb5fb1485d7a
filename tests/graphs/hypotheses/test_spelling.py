"""Names: whole runs of Latin letters and digits, likeness by rare grams and aliases, names inside names."""

import numpy as np
import pytest

from graphs.hypotheses.linkmap import link_map
from graphs.hypotheses.spelling import Spelling, ending, grams, noun_key, spelling


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("尼龙66", {"尼", "龙", "尼龙", "66"}),
        ("尼龙6", {"尼", "龙", "尼龙", "6"}),
        ("mdi", {"mdi"}),
        ("1,4-丁二醇", {"1", "4", "丁", "二", "醇", "丁二", "二醇", "丁二醇"}),
        ("(-)", set()),
    ],
)
def test_chinese_is_cut_and_latin_is_kept_whole(key: str, expected: set[str]) -> None:
    assert grams(key) == expected


def test_the_noun_of_an_acronym_is_that_of_its_chinese_name() -> None:
    assert noun_key(("pta", "精对苯二甲酸")) == "精对苯二甲酸"
    assert noun_key(("tpu",)) == "tpu"
    assert [ending("精对苯二甲酸", length) for length in (1, 2)] == ["酸", "甲酸"]
    assert [ending("尼龙66", length) for length in (1, 2)] == ["66", "66"]


def names_of(world, *names: str, **aliases: tuple[str, ...]) -> tuple[Spelling, tuple[str, ...]]:
    for name in names:
        world.product(name, aliases=aliases.get(name, ()))
    map_ = link_map(world.network())
    return spelling(map_), map_.names


def weight(pairs, names: tuple[str, ...], tail: str, head: str) -> float:
    return float(pairs.of(np.array([names.index(tail) * len(names) + names.index(head)]))[0])


def test_names_are_alike_by_what_few_names_share_and_by_aliases(world) -> None:
    mdi, tdi = ("二苯基甲烷二异氰酸酯",), ("甲苯二异氰酸酯",)
    known, names = names_of(world, "MDI", "TDI", "硫酸", "盐酸", "白砂糖", MDI=mdi, TDI=tdi)
    assert weight(known.alike, names, "MDI", "TDI") > 0.3
    assert weight(known.alike, names, "MDI", "TDI") == weight(known.alike, names, "TDI", "MDI")
    assert weight(known.alike, names, "MDI", "白砂糖") == 0.0
    assert weight(known.alike, names, "MDI", "MDI") == 0.0


def test_a_name_inside_another_is_measured_by_length_and_cuts_no_number(world) -> None:
    known, names = names_of(world, "己二胺", "己二胺盐", "尼龙6", "尼龙66工业丝")
    assert weight(known.inside, names, "己二胺", "己二胺盐") == 3 / 4
    assert weight(known.inside, names, "己二胺盐", "己二胺") == 0.0
    assert weight(known.inside, names, "尼龙6", "尼龙66工业丝") == 0.0


def test_one_character_stands_inside_nothing(world) -> None:
    known, names = names_of(world, "锌", "锌锭")
    assert weight(known.inside, names, "锌", "锌锭") == 0.0


def test_no_names_are_read_without_a_word(world) -> None:
    known, names = names_of(world)
    assert (names, len(known.alike.tails), len(known.inside.tails)) == ((), 0, 0)
