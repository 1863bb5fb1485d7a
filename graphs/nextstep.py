"""The nearest change that would move a row up: which feedstock, need or proof it would take, and how far it moves."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from chainmap.gaps import GapKind, Tag
from chainmap.scoring import SignalName, Weights
from graphs.ranking import Scored
from graphs.readiness import availability_of
from graphs.signals.feed import best_route, feeds_of_best_route
from graphs.signals.measure import scale_of
from graphs.situation import Situation
from graphs.wording import amount_text

CITED = 0.9
"""Confidence of a statement with a public source: what a row would have with its weakest proof replaced."""


@dataclass(frozen=True, slots=True)
class _Change:
    """A change of one signal's normalised value, and the words for it."""

    signal: SignalName
    by: float
    words: str


class NextSteps:
    """For a row, by its place (from 0): “若补上己二腈,则升至第 2” for the smallest change that moves it up, or "".

    Everything else is kept as it stands, other rows too, so it tells a direction, not a forecast. The first row
    has nothing above it.
    """

    def __init__(self, at: Situation, rows: Sequence[Scored]) -> None:
        self._at, self._rows = at, rows
        self._totals = [-row.score.total for row in rows]

    def of(self, place: int) -> str:
        return _next_step(self._at, self._rows[place], place, self._totals)


def _next_step(at: Situation, row: Scored, place: int, totals: list[float]) -> str:
    if place == 0:
        return ""
    found: list[tuple[float, int, str]] = []
    last = row.signals[-1]
    standing = _Standing(last.value if last.value is not None else 1.0, row.score.total - last.contribution)
    for change in _changes(at, row):
        total = row.score.total + _gain(standing, change, at.network.weights)
        rank = bisect_left(totals, -total) + 1
        if rank <= place:
            found.append((change.by, rank, change.words))
    if not found:
        return ""
    _, rank, words = min(found)
    return f"若{words},则升至第 {rank}。"


@dataclass(frozen=True, slots=True)
class _Standing:
    """A row as it stands: its weakest confidence, and the sum of its lines above 证据 (the last one)."""

    sure: float
    above: float


def _gain(row: _Standing, change: _Change, weights: Weights) -> float:
    """What the total gains, with 证据 taking its share of the gain as it does of the rest."""
    doubt, above = 1.0 - row.sure, row.above
    if change.signal is SignalName.EVIDENCE:
        return -weights.of(SignalName.EVIDENCE) * change.by * max(0.0, above)
    gained = weights.of(change.signal) * change.by
    kept = max(0.0, above + gained) - max(0.0, above)
    return gained + weights.of(SignalName.EVIDENCE) * doubt * kept


def _changes(at: Situation, row: Scored) -> list[_Change]:
    changes = []
    gap = row.gap
    if gap.kind is not GapKind.UNCONNECTED_PAIR and Tag.VARIETY not in gap.tags:
        changes += _feedstocks(at, row)
    need, scale = row.measures[SignalName.NEED], scale_of(at, gap.product)
    if need.unit == "t/a" and need.normalised is not None and 0 < need.normalised < 1 and scale:
        changes.append(_Change(SignalName.NEED, 1.0 - need.normalised, f"本地需要增至 {amount_text(scale)}"))
    evidence = row.measures[SignalName.EVIDENCE]
    if evidence.value is not None and evidence.value < CITED:
        changes.append(_Change(SignalName.EVIDENCE, CITED - evidence.value, "最弱的那条依据有公开资料证实"))
    return changes


def _feedstocks(at: Situation, row: Scored) -> list[_Change]:
    """Making a wanting main feedstock of the best route local raises the readiness by its share."""
    product = row.gap.product
    best = best_route(at, product)
    changes = []
    for feed in feeds_of_best_route(at, product).wanting if best else ():
        more = best.mains[feed] * (1.0 - availability_of(at, feed, product)) if best else 0.0
        if more > 0:
            changes.append(_Change(SignalName.READINESS, more, f"本地有了{at.network.products[feed].name}"))
    return changes
