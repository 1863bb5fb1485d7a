"""The letters of many names in one row, and walks along it that spell a text by characters or by their sound."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from graphs.searching.readings import readings_of

Ints = npt.NDArray[np.int32]
LONGEST_SYLLABLE = 7
FIRST_LETTERS = 4
"""Up to here ways are many and repetitions few: sorting them out costs more than following them."""
TWO_LETTER_INITIALS = ("zh", "ch", "sh")


class Sound(IntEnum):
    """By which sounds a character may be typed beside being typed itself."""

    NONE = 0
    USUAL = 1
    ALL = 2


class Book:
    """Which characters (by number) a piece of text may stand for: typed whole or by initial, or still being typed."""

    def __init__(self, characters: Iterable[tuple[str, int]], sound: Sound) -> None:
        found: tuple[dict[str, list[int]], dict[str, list[int]]] = defaultdict(list), defaultdict(list)
        for character, number in characters:
            readings = readings_of(character) if sound is Sound.ALL else readings_of(character)[:sound]
            whole, begun = {character}, {character}
            for reading in readings:
                whole |= {reading, reading[0]} | {reading[:2]} & set(TWO_LETTER_INITIALS)
                begun |= {reading[:end] for end in range(1, len(reading) + 1)}
            for book, pieces in zip(found, (whole, begun), strict=True):
                for piece in pieces:
                    book[piece].append(number)
        self.whole, self.begun = ({p: np.array(n, dtype=np.int32) for p, n in book.items()} for book in found)


class Letters:
    """Names as numbers of characters, a 0 before each and after the last, so that no walk leaves its name.

    A walk takes the whole row at once: from every place where a name may be entered, it takes away those whose
    next character cannot be typed as the text goes on. All readings and any mixture of syllables and initials
    are followed (重庆 by chongqing, zhongqing, cq, chongq), and none is written out beforehand.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.lengths: Ints = np.array([len(name) for name in names], dtype=np.int32)
        ends = np.cumsum(self.lengths + 1, dtype=np.int32)
        self.starts: Ints = ends - self.lengths
        characters, numbers = np.unique(codes_of("\0" + "\0".join(names) + "\0"), return_inverse=True)
        self.row: Ints = numbers.astype(np.int32)
        self.name_at: Ints = np.repeat(np.arange(len(names), dtype=np.int32), self.lengths + 1)
        """The name in which each place of the row lies, from the first one on: ask for `place - 1`."""
        numbered = [(chr(code), number) for number, code in enumerate(characters.tolist()) if code]
        self._at: Ints = np.argsort(self.row, kind="stable").astype(np.int32)
        self._from: Ints = np.searchsorted(self.row[self._at], np.arange(len(characters) + 1)).astype(np.int32)
        self._first = np.zeros(len(self.row), dtype=np.bool_)
        self._first[self.starts] = True
        self._books = {sound: Book(numbered, sound) for sound in Sound}

    def spelled(self, text: str, sound: Sound, *, inside: bool = True) -> tuple[Ints, Ints]:
        """Where the text can be read: first place and the place behind the last; `inside`: not at beginnings alone."""
        waiting: dict[int, list[tuple[Ints, Ints]]] = defaultdict(list)
        for taken, numbers in self._steps(text, 0, sound):
            begun = np.concatenate([self._at[self._from[n] : self._from[n + 1]] for n in numbers.tolist()])
            begun = begun if inside else begun[self._first[begun]]
            waiting[taken].append((begun, begun + 1))
        for offset in range(1, len(text)):
            if offset not in waiting:
                continue
            begun, at = _merged(waiting.pop(offset), once=offset >= FIRST_LETTERS)
            here = self.row[at]
            for taken, numbers in self._steps(text, offset, sound):
                fitting = np.zeros(len(self._from), dtype=np.bool_)
                fitting[numbers] = True
                chosen = fitting[here]
                if chosen.any():
                    waiting[offset + taken].append((begun[chosen], at[chosen] + 1))
            if not waiting:
                break
        return _merged(waiting.get(len(text), []), once=False)

    def _steps(self, text: str, offset: int, sound: Sound) -> Iterator[tuple[int, Ints]]:
        """How many letters of the text one character may take, and which characters may; the last may be unfinished."""
        book = self._books[sound]
        for taken in range(1, min(LONGEST_SYLLABLE, len(text) - offset) + 1):
            piece = text[offset : offset + taken]
            numbers = (book.begun if offset + taken == len(text) else book.whole).get(piece)
            if numbers is not None:
                yield taken, numbers


def codes_of(text: str) -> npt.NDArray[np.uint32]:
    """The number of every character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _merged(parts: list[tuple[Ints, Ints]], *, once: bool) -> tuple[Ints, Ints]:
    """All parts in one; `once`: several ways to one place become one, so that ways never outgrow places."""
    if not parts:
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32)
    if len(parts) == 1:
        return parts[0]
    if not once:
        return np.concatenate([begun for begun, _ in parts]), np.concatenate([at for _, at in parts])
    both = np.unique(np.concatenate([begun.astype(np.int64) << 32 | at for begun, at in parts]))
    return (both >> 32).astype(np.int32), (both & 0xFFFFFFFF).astype(np.int32)


def reading_along(letters: str, text: str) -> tuple[str, ...]:
    """One reading of the first letters of a name that spells the text, a part a syllable; empty where none does."""
    tried: set[tuple[int, int]] = set()

    def rest(at: int, offset: int) -> tuple[str, ...] | None:
        if offset == len(text):
            return ()
        if at == len(letters) or (at, offset) in tried:
            return None
        tried.add((at, offset))
        for taken, shown in _ways(letters[at], text, offset):
            following = rest(at + 1, offset + taken)
            if following is not None:
                return (shown, *following)
        return None

    return rest(0, 0) or ()


def _ways(character: str, text: str, offset: int) -> Iterator[tuple[int, str]]:
    if text[offset] == character:
        yield 1, character
    for reading in readings_of(character):
        for end in range(len(reading), 0, -1):
            if text.startswith(reading[:end], offset):
                last = offset + end == len(text)
                if last or end in (1, len(reading)) or reading[:end] in TWO_LETTER_INITIALS:
                    yield end, reading
