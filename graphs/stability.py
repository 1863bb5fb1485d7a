"""How firmly a row stands among the first: its share of random weightings in which it stays there."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from chainmap.scoring import Signal, SignalName, Weights

DRAWS = 1000
SEED = 20240624
SPREAD = (0.5, 1.5)
"""Every weight is multiplied by its own uniform draw from this range."""

_PLACE = {name: place for place, name in enumerate(SignalName)}
_VARIETY, _EVIDENCE = _PLACE[SignalName.VARIETY], _PLACE[SignalName.EVIDENCE]
_DRAWN = {name: place for name, place in _PLACE.items() if place not in (_VARIETY, _EVIDENCE)}
"""Where the signals of a row stand, in their printed order."""


class Row(Protocol):
    """What is needed of a scored gap."""

    @property
    def signals(self) -> tuple[Signal, ...]: ...


def stability_of(rows: Sequence[Row], weights: Weights, *, first: int) -> tuple[float, ...]:
    """Share (0–1) of 1,000 draws in which each row is among the first `first`; rows come in ranked order.

    同类 is kept as it stands; 证据 keeps its q and is drawn like the rest. Equal totals keep the ranked order.
    The seed is fixed, so equal rows give equal shares. No rows give none; with no more rows than `first`, all 1.
    """
    if len(rows) <= first:
        return tuple(1.0 for _ in rows)
    n = np.array([[row.signals[place].normalised or 0.0 for place in _DRAWN.values()] for row in rows])
    fixed = np.array([row.signals[_VARIETY].contribution for row in rows])
    doubt = np.array([1.0 - (row.signals[_EVIDENCE].value or 0.0) for row in rows])
    random = np.random.default_rng(SEED).uniform(*SPREAD, size=(DRAWS, len(_DRAWN) + 1))
    drawn = random[:, :-1] * np.array([weights.of(name) for name in _DRAWN])
    above = drawn @ n.T + fixed
    evidence = weights.of(SignalName.EVIDENCE) * random[:, -1:]
    totals = above + np.maximum(above, 0.0) * (evidence * doubt)
    counts = _among_first(totals, first).sum(axis=0)
    return tuple(round(float(count) / DRAWS, 3) for count in counts)


def _among_first(totals: NDArray[np.float64], first: int) -> NDArray[np.bool_]:
    """Draws × rows: whether a row is among the `first` largest of its draw; of equal totals the earlier one is."""
    place = totals.shape[1] - first
    last = np.partition(totals, place, axis=1)[:, place : place + 1]
    inside = totals >= last
    crowded = inside.sum(axis=1) > first  # a tie at the last place
    tied = totals[crowded] == last[crowded]
    over = totals[crowded] > last[crowded]
    inside[crowded] = over | (tied & (tied.cumsum(axis=1) <= first - over.sum(axis=1, keepdims=True)))
    return inside
