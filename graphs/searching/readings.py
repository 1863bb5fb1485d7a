"""How a character is typed: the pinyin readings of a 汉字, the name of a Greek letter, and the letters of a name."""

import os
import re
import unicodedata
from functools import cache, lru_cache

from chainmap.names import name_key

MOST_READINGS = 8
"""No character in use has more without tones; the bound is against odd rows of a dictionary."""
_ACCENTED = re.compile("[\x80-\u024f]")
_UMLAUT = "\u0308"


@lru_cache(maxsize=1 << 16)
def readings_of(character: str) -> tuple[str, ...]:
    """Every reading without tone, the usual one first; ü is typed v or u. Empty for what is typed as itself."""
    if not character.isalpha() or ord(character) < 0x370:
        return ()
    if ord(character) < 0x400:
        return (unicodedata.name(character, "").rsplit(" ", 1)[-1].lower(),)
    stated = _dictionary().get(ord(character), "")
    plain = [_toneless(reading) for reading in stated.split(",") if reading]
    typed = [spelled for reading in plain for spelled in dict.fromkeys((reading, reading.replace("v", "u")))]
    return tuple(dict.fromkeys(typed))[:MOST_READINGS]


@cache
def _dictionary() -> dict[int, str]:
    """pypinyin's readings of single characters; its phrases (40 MB, 0.2 s) are not asked for and stay unread."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin.pinyin_dict import pinyin_dict

    return pinyin_dict


def _toneless(reading: str) -> str:
    """lǜ → lv, zhòng → zhong."""
    letters = unicodedata.normalize("NFD", reading).replace("u" + _UMLAUT, "v")
    return "".join(letter for letter in letters if "a" <= letter <= "z")


def letters_of(text: str) -> str:
    """What is compared: letters and digits of the name's key, accents off; 1,4-丁二醇 and 14丁二醇 are alike."""
    key = name_key(text)
    letters = key if key.isalnum() else "".join(filter(str.isalnum, key))
    return _ACCENTED.sub(lambda found: _toneless(found[0]) or found[0], letters)


def sound_of(letters: str) -> str:
    """The usual reading of every character in a row: 己二腈 → jierjing; two names that sound alike have one."""
    return "".join((readings_of(letter) or (letter,))[0] for letter in letters)
