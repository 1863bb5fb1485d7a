"""When two written names are one name, which names are refused, and the stable id of a named thing."""

import hashlib
import re
import unicodedata
from functools import lru_cache

from chainmap.errors import NameRefused

LONGEST_NAME = 200
_REFUSED_CATEGORIES = {
    "Cc": "控制字符",
    "Cs": "残缺的编码",
    "Cf": "不可见的格式字符",
    "Co": "私用字符",
    "Cn": "未定义的字符",
    "Zl": "换行字符",
    "Zp": "换行字符",
}
_INVISIBLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Fillers and variation selectors: letters and marks by category, yet nothing that anybody sees."""
_SPACES = re.compile("[ \u00a0\u2000-\u200a\u202f\u205f\u3000]+")


def clean_name(text: str) -> str:
    """The name as it is kept: outer spaces off, inner runs of spaces one; never altered otherwise.

    Raises NameRefused for an empty name, one over 200 characters, and one with control, bidi, joiner,
    private or broken characters, naming the character and its position.
    """
    name = _SPACES.sub(lambda run: run[0] if len(run[0]) == 1 else " ", text)
    name = name[1:] if _SPACES.match(name) else name
    name = name[:-1] if name and _SPACES.fullmatch(name[-1]) else name
    if not name:
        raise NameRefused("名称是空的:请填写。")
    if len(name) > LONGEST_NAME:
        raise NameRefused(f"名称过长({len(name)} 个字符,最多 {LONGEST_NAME} 个):请缩短。")
    if name.isprintable() and not _INVISIBLE.search(name):
        return name
    for position, character in enumerate(name, 1):
        why = _REFUSED_CATEGORIES.get(unicodedata.category(character))
        if why is None and _INVISIBLE.match(character):
            why = "不可见的字符"
        if why:
            raise NameRefused(f"名称第 {position} 个字符是{why}(U+{ord(character):04X}):请删去后重试。")
    return name


@lru_cache(maxsize=1 << 16)  # the names of a map are asked for again and again; 65,536 keys take some 10 MB
def name_key(name: str) -> str:
    """What two spellings of one name share: NFKC, casefold, spaces out. The key of a key is the key."""
    key = name
    for _ in range(4):  # casefold can undo NFKC for a few letters; a fixed point is reached in two or three rounds
        folded = "".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", key).casefold()).split())
        if folded == key:
            break
        key = folded
    return key


@lru_cache(maxsize=1 << 16)
def stable_id(prefix: str, *parts: str) -> str:
    """An id that depends on nothing but the names: equal names, equal id, on every machine and store."""
    text = "\x1f".join(name_key(part) for part in parts)
    return prefix + hashlib.blake2b(text.encode("utf-8"), digest_size=6).hexdigest()


def product_id(name: str) -> str:
    return stable_id("p", name)


def enterprise_id(name: str) -> str:
    return stable_id("e", name)


def chain_id(name: str) -> str:
    return stable_id("c", name)


def place_id(name: str, *, code: str = "", parent: str = "") -> str:
    """A place's administrative code where it has one, otherwise derived from parent and name."""
    return code or stable_id("a", parent, name)
