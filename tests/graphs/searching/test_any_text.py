"""Any text at all is answered, with a bounded number of hits, and what a plain scan finds is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainmap.names import LONGEST_NAME
from chainmap.searching import Match
from graphs.searching.index import Entry, NameIndex, NameKind, Thing
from graphs.searching.letters import reading_along
from graphs.searching.readings import letters_of, readings_of

NAMES = (
    "己二腈",
    "己二酸",
    "PTA",
    "1,4-丁二醇",
    "重庆",
    "尼龙66盐",
    "α-蒎烯",
    "铝箔",
    "-",
    "氨氨氨氨氨氨",
    "a" * 200,
    "𠮷野",
    "é",
)
INDEX = NameIndex([Entry(Thing.PRODUCT, str(n), ((NameKind.NAME, name),)) for n, name in enumerate(NAMES)])
TYPED = st.text(alphabet="己二腈酸重庆氨jierqcngzhoaptA14 .*[\\('-\x00\u200dＰé", max_size=30)


def found(text: str) -> dict[str, Match]:
    told = [INDEX.found(rank, text) for rank in INDEX.ranks(text).tolist()]
    return {one.entry.names[0][1]: one.match for one in told}


@given(st.text(max_size=260))
def test_no_text_is_too_odd(text: str) -> None:
    assert len(found(text)) <= len(NAMES)


@given(TYPED)
def test_a_name_that_holds_the_text_is_found(text: str) -> None:
    letters = letters_of(text)
    assert {name for name in NAMES if letters and letters in letters_of(name)} <= set(found(text))


@given(TYPED)
def test_walking_all_names_at_once_agrees_with_spelling_one_after_the_other(text: str) -> None:
    letters = letters_of(text)
    spelled = {name for name in NAMES if letters and reading_along(letters_of(name), letters)}
    assert spelled == {name for name, match in found(text).items() if match in (Match.EXACT, Match.PREFIX, Match.SOUND)}


@given(st.lists(st.sampled_from("己二腈酸重庆尼龙盐铝箔"), min_size=1, max_size=6).map("".join), st.data())
def test_any_mixture_of_syllables_and_initials_spells_a_name(name: str, data: st.DataObject) -> None:
    index = NameIndex([Entry(Thing.PRODUCT, "p", ((NameKind.NAME, name),))])
    readings = [data.draw(st.sampled_from(readings_of(character))) for character in name]
    typed = "".join(data.draw(st.sampled_from((reading, reading[0]))) for reading in readings)
    (rank,) = index.ranks(typed).tolist()
    assert index.found(rank, typed).match is Match.SOUND


@pytest.mark.parametrize("text", ["", " ", "\u3000", "-", ".*", "\x00", "\ud800", "(" * 200, "%", "_"])
def test_a_text_without_letters_finds_nothing(text: str) -> None:
    assert found(text) == {}


@pytest.mark.parametrize("text", ["a" * 200, "an" * 100, "氨" * 200, "己" * 200, "z" * 200, "é" * 200])
def test_the_longest_text_is_answered(text: str) -> None:
    assert len(found(text)) <= len(NAMES)


def test_a_longer_text_than_any_name_finds_nothing() -> None:
    assert found("a" * (LONGEST_NAME + 1)) == {}
