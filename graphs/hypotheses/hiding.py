"""Hiding some links of a map to see whether they come back: no product loses its last link by it."""

import numpy as np

from graphs.hypotheses.linkmap import LinkMap, Related
from graphs.hypotheses.pairs import Flags

SHARE = 0.1
"""Share of the links that are hidden at a time."""


def hide(map_: LinkMap, seed: tuple[int, ...], *, already: Flags | None = None) -> Flags:
    """Which links are hidden beside those hidden `already`: SHARE of what is left, in an order drawn by the seed.

    A link is passed over where one of its ends would be left without any, and where the rest of the map relates its
    ends all the same (by a kind, or backwards); so a few less may be hidden. The answer leaves out those of `already`.
    """
    gone = np.zeros(map_.links, np.bool_) if already is None else already
    left = np.flatnonzero(~gone)
    degrees = np.bincount(np.r_[map_.suppliers[left], map_.users[left]], minlength=map_.size)
    wanted = round(len(left) * SHARE)
    hidden = np.zeros(map_.links, np.bool_)
    for link in np.random.default_rng(seed).permutation(left):
        ends = [map_.suppliers[link], map_.users[link]]
        if wanted and degrees[ends].min() > 1:
            hidden[link] = True
            degrees[ends] -= 1
            wanted -= 1
    chosen = np.flatnonzero(hidden)
    hidden[chosen[Related(map_, hidden | gone).holds(map_.suppliers[chosen], map_.users[chosen])]] = False
    return hidden
