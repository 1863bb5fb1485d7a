"""What names alone say: which are alike, which contain another, on which noun they end, which letters two share.

Chinese is read by runs of one to three characters, Latin letters and digits by whole runs: 尼龙6 is no 尼龙66 and
MDI is no TDI. Aliases are read as well, so that MDI and TDI meet in 二异氰酸酯.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np

from chainmap.names import name_key
from graphs.hypotheses.linkmap import LinkMap
from graphs.hypotheses.pairs import Floats, Ints, Pairs, best, gathered, joints

ALIKE = 0.05
"""Cosine from which on two names are alike."""
MOST_ALIKE = 30
"""Alike names that a name keeps, the nearest first."""
COMMON_GRAM = 100
"""Grams in more names than this say nothing of likeness."""
LONGEST = 30
"""Characters of a name that is looked for inside others."""
GRAMS = (1, 2, 3)
HEADS = (1, 2)
"""Lengths of the noun on which a name ends: 酸, 二酸."""
_CHUNK = 2_000_000
NO = np.zeros(0, np.int64)
_PIECES = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+")
_LATIN = re.compile(r"[a-z0-9]")
_LATIN_END = re.compile(r"[a-z0-9]+$")


@dataclass(frozen=True, slots=True)
class Spelling:
    """`alike`: cosines of names, both ways. `inside`: share of the head's name that the tail's name fills.

    `heads[k]`: number of the noun of length `HEADS[k]` for each product, in words in `nouns[k]`. `letters`: letters
    of each product one after the other, from `begins[p]` to `begins[p + 1]`, with `rarity` ln(size ÷ names that have
    the letter); `lettered`: keys letter · size + product, growing.
    """

    alike: Pairs
    inside: Pairs
    heads: tuple[Ints, ...]
    nouns: tuple[tuple[str, ...], ...]
    begins: Ints
    letters: Ints
    rarity: Floats
    lettered: Ints


def spelling(map_: LinkMap) -> Spelling:
    """Read once a map: names do not change when links are hidden."""
    keys = [tuple(map(name_key, (name, *aliases))) for name, aliases in zip(map_.names, map_.aliases, strict=True)]
    every = [{piece for key in own for piece in grams(key)} for own in keys]
    numbers, counts = _numbered([sorted(filter(_is_letter, pieces)) for pieces in every])
    nouns = [noun_key(own) for own in keys]
    heads = [_numbered([[ending(noun, length)] for noun in nouns])[0] for length in HEADS]
    letters = _joined(numbers)
    owners = np.repeat(np.arange(len(keys)), [len(own) for own in numbers])
    return Spelling(
        alike=_alike([sorted(pieces | _ends(own)) for pieces, own in zip(every, keys, strict=True)]),
        inside=_inside(keys),
        heads=tuple(_joined(own) for own in heads),
        nouns=tuple(tuple(ending(noun, length) for noun in nouns) for length in HEADS),
        begins=np.cumsum([0, *map(len, numbers)]),
        letters=letters,
        rarity=np.log(max(1, len(keys)) / counts),
        lettered=np.sort(letters * len(keys) + owners),
    )


def _joined(numbers: list[Ints]) -> Ints:
    return np.concatenate([NO, *numbers])


def grams(key: str) -> set[str]:
    """Runs of one to three Chinese characters, and whole runs of Latin letters and digits."""
    found: set[str] = set()
    for piece in _PIECES.findall(key):
        if _LATIN.match(piece):
            found.add(piece)
        else:
            found.update(piece[at : at + n] for n in GRAMS for at in range(len(piece) - n + 1))
    return found


def _is_letter(piece: str) -> bool:
    """A single character, or a run of Latin letters and digits."""
    return len(piece) == 1 or piece.isascii()


def _ends(keys: tuple[str, ...]) -> set[str]:
    """The last character of each name and the last two once more: names are alike by their ends."""
    return {f"{key[-length:]}$" for key in keys for length in HEADS}


def noun_key(keys: tuple[str, ...]) -> str:
    """The name to read the noun from: the first that ends in Chinese (精对苯二甲酸 for PTA), else the name itself."""
    return next((key for key in keys if key[-1:].isalpha() and not key[-1:].isascii()), keys[0])


def ending(key: str, length: int) -> str:
    """The last characters of a name; of one that ends in Latin letters or digits that whole run."""
    latin = _LATIN_END.search(key)
    return latin.group() if latin else key[-length:]


def _numbered(groups: list[list[str]]) -> tuple[list[Ints], Floats]:
    """The words of each group as numbers, and how many groups have each."""
    counts = Counter(word for group in groups for word in group)
    numbers = {word: number for number, word in enumerate(sorted(counts))}
    found = [np.array([numbers[word] for word in group], np.int64) for group in groups]
    return found, np.array([counts[word] for word in sorted(counts)], np.float64)


def _alike(words: list[list[str]]) -> Pairs:
    """Cosine of gram sets weighted by ln((size + 1) ÷ names with the gram); the nearest names of every name."""
    size = len(words)
    numbers, counts = _numbered(words)
    grams_ = _joined(numbers)
    names = np.repeat(np.arange(size), [len(own) for own in numbers])
    weights = np.log((size + 1) / counts)[grams_]
    length = np.sqrt(np.bincount(names, weights**2, minlength=size))
    weights = weights / np.maximum(length[names], 1e-12)
    kept = counts[grams_] <= COMMON_GRAM
    table = gathered(max(size, len(counts)), names[kept], grams_[kept], weights[kept])
    by_gram = table.reversed()
    found = [_nearest(table, by_gram, size, first, last) for first, last in _chunks(size)]
    tails, heads, cosines = zip(*found, strict=True) if found else ([NO], [NO], [NO.astype(np.float64)])
    return gathered(size, np.concatenate(tails), np.concatenate(heads), np.concatenate(cosines))


def _chunks(size: int) -> list[tuple[int, int]]:
    step = max(1, _CHUNK // max(1, size))
    return [(first, min(size, first + step)) for first in range(0, size, step)]


def _nearest(table: Pairs, by_gram: Pairs, size: int, first: int, last: int) -> tuple[Ints, Ints, Floats]:
    """For the names from `first` to `last` (as heads) the most alike other names (as tails)."""
    own = table.where((table.tails >= first) & (table.tails < last))
    left, right = joints(own, by_gram)
    keys = (own.tails[left] - first) * size + by_gram.heads[right]
    cosines = np.bincount(keys, own.weights[left] * by_gram.weights[right], minlength=(last - first) * size).astype(
        np.float64
    )
    cosines[np.arange(last - first) * size + np.arange(first, last)] = 0.0
    near = np.flatnonzero(cosines >= ALIKE)
    kept = best(Pairs(size, near % size, near // size, cosines[near]), MOST_ALIKE)
    return kept.tails, kept.heads + first, kept.weights


def _inside(keys: list[tuple[str, ...]]) -> Pairs:
    """Which product's name (of two characters and more, aliases too) stands inside another's name."""
    owners: dict[str, set[int]] = defaultdict(set)
    for product, own in enumerate(keys):
        for key in own:
            if 1 < len(key) <= LONGEST:
                owners[key].add(product)
    lengths = sorted({len(key) for key in owners})
    entries = [
        (inner, outer, length / len(key))
        for outer, (key, *_) in enumerate(keys)
        for length in lengths
        for at in range(len(key) - length + 1)
        for inner in owners.get(key[at : at + length], ())
        if inner != outer and not _cuts(key, at) and not _cuts(key, at + length)
    ]
    inner, outer, shares = zip(*entries, strict=True) if entries else ((), (), ())
    ends = np.array(inner, np.int64), np.array(outer, np.int64)
    return gathered(len(keys), *ends, np.array(shares, np.float64), by="max")


def _cuts(key: str, at: int) -> bool:
    """Whether a cut there splits a run of Latin letters or digits: 尼龙6 does not stand inside 尼龙66工业丝."""
    return 0 < at < len(key) and bool(_LATIN.match(key[at - 1]) and _LATIN.match(key[at]))
