"""All names of a map, ready to be searched: by letters, by sound, by likeness, ranked without looking at each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chainmap.names import LONGEST_NAME, name_key
from chainmap.searching import Match, NameKind, Thing
from graphs.searching.letters import Ints, Letters, Sound, reading_along
from graphs.searching.likeness import Likeness
from graphs.searching.readings import letters_of, sound_of

FEW = 5
"""With fewer hits than this, names that are only near are told too."""
MOST_NEAR = 8
Ranks = npt.NDArray[np.int64]
_MATCH, _LONGER, _RARE, _KIND, _REST, _START = 49, 48, 47, 44, 36, 28
"""From which bit each part of a rank stands, the strongest first; below them the name: 28 bits."""
_NONE = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing with its names, the canonical one first."""

    thing: Thing
    id: str
    names: tuple[tuple[NameKind, str], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One entry, by its best name; `reading` where pinyin met it."""

    entry: Entry
    match: Match
    name_kind: NameKind
    written: str
    reading: tuple[str, ...]
    same_sound: bool = False


class NameIndex:
    """Built once a network. An answer costs a few passes over the row of letters, whatever is asked."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        order = list(Thing)
        self.entries = sorted(entries, key=lambda one: (order.index(one.thing), one.names[0][1], one.id))
        named = [(n, kind, name) for n, entry in enumerate(self.entries) for kind, name in entry.names]
        spelled = [(n, kind, name, letters_of(name)) for n, kind, name in named]
        kept = [row for row in spelled if row[3]]
        self._owner: Ints = np.array([row[0] for row in kept], dtype=np.int32)
        self._kind = [row[1] for row in kept]
        self._kinds: Ranks = np.array([list(NameKind).index(kind) for kind in self._kind], dtype=np.int64)
        self._written = [row[2] for row in kept]
        self._spelled = [row[3] for row in kept]
        self.things = np.array([order.index(entry.thing) for entry in self.entries], dtype=np.int8)
        self._letters = Letters(self._spelled)
        self._likeness = Likeness(self._spelled)

    def __len__(self) -> int:
        return len(self._written)

    def ranks(self, text: str) -> Ranks:
        """A rank for every entry found, best first; `found` tells what it says. Nothing to compare finds nothing."""
        letters = letters_of(text)
        if not letters or len(letters) > LONGEST_NAME or not self._spelled:
            return np.zeros(0, dtype=np.int64)
        best = np.full(len(self.entries), _NONE, dtype=np.int64)
        for sound in Sound if any("a" <= letter <= "z" for letter in letters) else (Sound.NONE,):
            self._note(best, letters, sound)
        self._note_same(best, name_key(text))
        found = np.sort(best[best != _NONE])
        if len(found) < FEW and not (len(found) and found[0] >> _MATCH == _place(Match.EXACT)):
            self._note_near(best, letters)
            found = np.sort(best[best != _NONE])
        return found

    def _note(self, best: Ranks, letters: str, sound: Sound) -> None:
        """Every reading of the text in every name; an initial alone counts at the beginning of a name only."""
        by_sound = sound is not Sound.NONE
        begun, ends = self._letters.spelled(letters, sound, inside=not by_sound or len(letters) > 1)
        if not len(begun):
            return
        name = self._letters.name_at[begun - 1].astype(np.int64)
        start = (begun - self._letters.starts[name]).astype(np.int64)
        rest = (self._letters.lengths[name] - (ends - begun)).astype(np.int64)
        first, later = (Match.SOUND, Match.SOUND_INSIDE) if by_sound else (Match.PREFIX, Match.INSIDE)
        match = np.where(start == 0, _place(first), _place(later))
        rank = match << _MATCH | (rest > 0).astype(np.int64) << _LONGER | self._kinds[name] << _KIND
        rank |= (
            int(sound is Sound.ALL) << _RARE | np.minimum(rest, 255) << _REST | np.minimum(start, 255) << _START | name
        )
        np.minimum.at(best, self._owner[name], rank)

    def _note_same(self, best: Ranks, key: str) -> None:
        """What is spelled whole, and written alike too, is the same name: it goes before all others."""
        whole = _place(Match.PREFIX) << 1
        for rank in best[best >> _LONGER == whole].tolist():
            name = rank & (1 << _START) - 1
            if name_key(self._written[name]) == key:
                best[self._owner[name]] = _place(Match.EXACT) << _MATCH | int(self._kinds[name]) << _KIND | name

    def _note_near(self, best: Ranks, letters: str) -> None:
        told = 0
        for likeness, name in self._likeness.near(letters):
            owner = self._owner[name]
            if best[owner] == _NONE and told < MOST_NEAR:
                unlike = round((1 - likeness) * 1000)
                best[owner] = _place(Match.NEAR) << _MATCH | unlike << _REST | name
                told += 1

    def things_of(self, ranks: Ranks) -> npt.NDArray[np.int8]:
        """The kind of thing behind every rank, as its place among `Thing`."""
        things: npt.NDArray[np.int8] = self.things[self._owner[ranks & (1 << _START) - 1]]
        return things

    def ids_of(self, ranks: Ranks) -> list[str]:
        return [self.entries[owner].id for owner in self._owner[ranks & (1 << _START) - 1].tolist()]

    def found(self, rank: int, text: str) -> Found:
        """What a rank says, for the text that it was given to."""
        name = rank & (1 << _START) - 1
        match = list(Match)[rank >> _MATCH]
        start = rank >> _START & 255
        sounded = match in (Match.SOUND, Match.SOUND_INSIDE)
        reading = reading_along(self._spelled[name][start:], letters_of(text)) if sounded else ()
        same = match is Match.NEAR and sound_of(self._spelled[name]) == sound_of(letters_of(text))
        return Found(self.entries[self._owner[name]], match, self._kind[name], self._written[name], reading, same)


def _place(match: Match) -> int:
    return list(Match).index(match)
