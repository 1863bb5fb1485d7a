"""Names that look or sound like a text: shared pairs of characters and triples of sounds, then compared in full."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from graphs.searching.letters import Ints, codes_of
from graphs.searching.readings import sound_of

LEAST = 0.6
"""Share of letters in common (2 × common ÷ both lengths) below which two names are not called near."""
BEHIND = 0.1
"""Names that much less alike than the best one are left out."""
SHORTEST = 4
"""Shorter letters (ADN) look like too many others; characters (锦沦) do from two on."""
BY_SOUND = 0.97
"""What the same sound counts beside the same characters: 锦沦 finds 锦纶, and 己二腈 stays nearer to itself."""
COMPARED = 64
BUCKETS = 1 << 16
Grams = npt.NDArray[np.uint16]


class Row:
    """Texts in one row with a 0 around each, as overlapping runs of `width` letters, and how many a text has."""

    def __init__(self, texts: Sequence[str], width: int) -> None:
        self.width = width
        self.counts: Ints = np.array([len(text) + 1 for text in texts], dtype=np.int32)
        grams = grams_of("\0" + "\0".join(texts) + "\0", width)[: int(self.counts.sum())]
        owners = np.repeat(np.arange(len(texts), dtype=np.int32), self.counts)
        self._having: Ints = owners[np.argsort(grams, kind="stable")]
        ends = np.cumsum(np.bincount(grams, minlength=BUCKETS), dtype=np.int32)
        self._from: Ints = np.concatenate([np.zeros(1, dtype=np.int32), ends])

    def shares(self, text: str) -> npt.NDArray[np.float64]:
        """2 × shared runs ÷ runs of both, of every text (0–1, roughly: other runs may fall into a bucket)."""
        own = sorted(set(grams_of("\0" + text + "\0", self.width).tolist()))
        having = [self._having[self._from[gram] : self._from[gram + 1]] for gram in own]
        shared = np.bincount(np.concatenate(having), minlength=len(self.counts))
        shares: npt.NDArray[np.float64] = 2.0 * shared / (len(own) + self.counts)
        return shares


def grams_of(text: str, width: int) -> Grams:
    """A bucket for every run of `width` characters, the last ones padded with 0."""
    codes = codes_of(text + "\0" * (width - 2))
    mixed = np.zeros(len(text) - 1, dtype=np.uint32)
    for shift in range(width):
        mixed = mixed * np.uint32(40503) + codes[shift : shift + len(mixed)]
    return ((mixed ^ mixed >> np.uint32(16)) & np.uint32(BUCKETS - 1)).astype(np.uint16)


class Likeness:
    """Written once, asked often; the work of an answer does not depend on the text but for its length."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self._looks = Row(names, 2)
        self._sounds = Row([sound_of(name) for name in names], 3)

    def near(self, text: str) -> list[tuple[float, int]]:
        """Names with their likeness (0–1), best first, LEAST at least."""
        if not self.names or len(text) < (SHORTEST if text.isascii() else 2):
            return []
        sound = sound_of(text)
        shares = np.maximum(self._looks.shares(text), self._sounds.shares(sound))
        best = np.argsort(-shares, kind="stable")[:COMPARED]
        found = [(self._likeness(text, sound, name), name) for name in best.tolist() if shares[name] > 0]
        least = max(LEAST, max((share for share, _ in found), default=0.0) - BEHIND)
        return sorted(((share, name) for share, name in found if share >= least), key=lambda one: (-one[0], one[1]))

    def _likeness(self, text: str, sound: str, name: int) -> float:
        from rapidfuzz.fuzz import ratio

        other = self.names[name]
        sounded = sound_of(other)
        same_start = sounded[0] == sound[0]  # few mistype the first letter
        alike = BY_SOUND * ratio(sound, sounded) if same_start else 0.0
        return max(ratio(text, other) if same_start or not text.isascii() else 0.0, alike) / 100
