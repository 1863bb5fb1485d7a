"""Weights on ordered pairs of products, kept sparse, and the few operations that evidence is made of."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Each pair once, ordered by tail, then head; what is not listed weighs 0. `size` bounds both ends."""

    size: int
    tails: Ints
    heads: Ints
    weights: Floats

    @property
    def keys(self) -> Ints:
        """One number a pair, growing."""
        return self.tails * self.size + self.heads

    def of(self, keys: Ints) -> Floats:
        """The weights of pairs asked for by key."""
        if not len(self.tails):
            return np.zeros(len(keys))
        own = self.keys
        places = np.minimum(np.searchsorted(own, keys), len(own) - 1)
        return np.where(own[places] == keys, self.weights[places], 0.0)

    def row(self, tail: int) -> Floats:
        """The weights from one product to every product."""
        first, last = np.searchsorted(self.tails, [tail, tail + 1])
        weights = np.zeros(self.size)
        weights[self.heads[first:last]] = self.weights[first:last]
        return weights

    def reversed(self) -> "Pairs":
        return gathered(self.size, self.heads, self.tails, self.weights)

    def where(self, kept: Flags) -> "Pairs":
        return Pairs(self.size, self.tails[kept], self.heads[kept], self.weights[kept])

    def weighed(self, weights: Floats) -> "Pairs":
        return Pairs(self.size, self.tails, self.heads, weights)


def gathered(size: int, tails: Ints, heads: Ints, weights: Floats, *, by: Literal["sum", "max"] = "sum") -> Pairs:
    """Pairs from entries in any order, in which one pair may stand several times."""
    keys = tails * size + heads
    order = np.argsort(keys, kind="stable")
    keys, weights = keys[order], weights[order]
    first = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]]) if len(keys) else np.zeros(0, np.int64)
    joined = (np.add if by == "sum" else np.maximum).reduceat(weights, first) if len(keys) else weights
    return Pairs(size, keys[first] // size, keys[first] % size, joined)


def joints(left: Pairs, right: Pairs) -> tuple[Ints, Ints]:
    """Positions (in left, in right) of all two-step ways: a pair of `left` whose head is the tail of one of `right`."""
    start = np.searchsorted(right.tails, left.heads, side="left")
    counts = np.searchsorted(right.tails, left.heads, side="right") - start
    return spread(start, counts)


def spread(start: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """For each position i, `counts[i]` entries (i, start[i]), (i, start[i] + 1), …"""
    own = np.repeat(np.arange(len(counts)), counts)
    before = np.cumsum(counts) - counts
    return own, np.arange(len(own)) - before[own] + start[own]


def product(left: Pairs, right: Pairs) -> Pairs:
    """Σ over the product between of left weight · right weight."""
    first, second = joints(left, right)
    return gathered(left.size, left.tails[first], right.heads[second], left.weights[first] * right.weights[second])


def best(pairs: Pairs, most: int) -> Pairs:
    """At most `most` pairs a head, the heaviest; among equals the first in their order, so the lower tail."""
    order = np.lexsort((-pairs.weights, pairs.heads))
    heads = pairs.heads[order]
    starts = np.flatnonzero(np.r_[True, heads[1:] != heads[:-1]]) if len(heads) else heads
    rank = np.arange(len(heads)) - np.repeat(starts, np.diff(np.r_[starts, len(heads)]))
    kept = np.zeros(len(order), np.bool_)
    kept[order[rank < most]] = True
    return pairs.where(kept)


def growing(keys: Ints) -> Ints:
    """The keys in order, each once."""
    return counted(keys)[0]


def counted(keys: Ints) -> tuple[Ints, Ints]:
    """The keys in order, each once, and how often each stood there; sorting is faster here than `np.unique`."""
    ordered = np.sort(keys)
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(ordered) else ordered
    return ordered[starts], np.diff(np.r_[starts, len(ordered)])


def contained(keys: Ints, known: Ints) -> Flags:
    """Which of `keys` occur in `known`, which grows."""
    if not len(known):
        return np.zeros(len(keys), np.bool_)
    found: Flags = known[np.minimum(np.searchsorted(known, keys), len(known) - 1)] == keys
    return found
