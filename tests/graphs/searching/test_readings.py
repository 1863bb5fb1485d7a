"""How characters are typed: every reading without tone, ü as v and u, Greek letters by name, letters of a name."""

import subprocess
import sys

import pytest

from graphs.searching.readings import letters_of, readings_of, sound_of


@pytest.mark.parametrize(
    ("character", "readings"),
    [
        ("腈", ("jing",)),
        ("重", ("zhong", "chong", "tong")),
        ("己", ("ji", "qi")),
        ("α", ("alpha",)),
        ("P", ()),
        ("6", ()),
    ],
)
def test_a_character_is_typed_by_each_of_its_readings(character: str, readings: tuple[str, ...]) -> None:
    assert readings_of(character) == readings


def test_the_letter_that_keyboards_lack_is_typed_v_or_u() -> None:
    assert readings_of("铝") == ("lv", "lu")


@pytest.mark.parametrize(
    ("written", "letters"),
    [("1,4-丁二醇", "14丁二醇"), ("ＰＴＡ", "pta"), (" P T A ", "pta"), ("jǐ èr jīng", "jierjing"), (".*[]\x00", "")],
)
def test_only_letters_and_digits_are_compared(written: str, letters: str) -> None:
    assert letters_of(written) == letters


def test_names_that_sound_alike_have_one_sound() -> None:
    assert sound_of("锦沦") == sound_of("锦纶") == "jinlun"


def test_the_dictionary_is_read_when_first_asked_and_without_its_phrases() -> None:
    code = (
        "import sys, graphs.searching.names, graphs.searching.readings as r; before = 'pypinyin' in sys.modules;"
        "r.readings_of('己'); print(before, 'pypinyin.phrases_dict' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.split() == ["False", "False"]
