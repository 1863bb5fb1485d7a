"""Turns measures into waterfalls that add up, adds 同类 and 证据 last, and ranks the gaps of a place."""

from collections import Counter
from dataclasses import dataclass

from chainmap.gaps import GapKind, Tag
from chainmap.scoring import MILLION, Score, Signal, SignalName, Weights, contribution, score_of
from chainmap.vocabulary import label
from graphs.presence import UNSTATED_CONFIDENCE
from graphs.signals import Measure, measures_of
from graphs.situation import Gap, Situation
from graphs.wording import percent

MOST_ALIKE = 5
"""同类 counts at most this many earlier rows."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A gap with its complete waterfall, in ranked order."""

    gap: Gap
    measures: dict[SignalName, Measure]
    signals: tuple[Signal, ...]
    score: Score


def rank(at: Situation, gaps: tuple[Gap, ...]) -> tuple[Scored, ...]:
    """All gaps, best first: total, then kind in the order of the method's table, then product id.

    同类 looks at the rows before it by the sum of the other lines; 证据 takes its share of the sum of all above.
    """
    scale = _Scale(at.network.weights)
    measured = [_measured(at, scale, gap) for gap in gaps]
    measured.sort(key=lambda row: (-row.millionths, _ORDER[row.gap.kind], row.gap.product))
    earlier: Counter[tuple[GapKind, str]] = Counter()
    scored = []
    for row in measured:
        group = row.gap.kind, nearest_local(at, row.gap)
        scored.append(_scored(at, scale, row, earlier[group]))
        earlier[group] += 1
    return tuple(sorted(scored, key=lambda s: (-s.score.total, _ORDER[s.gap.kind], s.gap.product)))


_ORDER = {kind: number for number, kind in enumerate(GapKind)}


class _Scale:
    """The weights as a list's waterfalls use them; equal measures of one signal make one line, made once."""

    def __init__(self, weights: Weights) -> None:
        self._weights = {name: weights.of(name) for name in SignalName}
        self._lines: dict[tuple[SignalName, Measure], Signal] = {}

    def line(self, name: SignalName, measure: Measure) -> Signal:
        """One line of a waterfall: weight × the normalised value as it is printed is the contribution."""
        known = self._lines.get((name, measure))
        if known is None:
            weight, n = self._weights[name], measure.normalised
            printed = None if n is None else round(n, 6)
            known = self._lines[name, measure] = Signal.computed(
                name=name,
                label=label(name),
                value=None if measure.value is None else round(measure.value, 6),
                unit=measure.unit,
                normalised=printed,
                weight=weight,
                contribution=contribution(weight, printed),
                reason=measure.reason,
                evidence=measure.evidence,
            )
        return known


@dataclass(frozen=True, slots=True)
class _Measured:
    """A gap with its measures and lines before 同类 and 证据, and what they add up to in millionths."""

    gap: Gap
    measures: dict[SignalName, Measure]
    lines: dict[SignalName, Signal]
    millionths: int


def _measured(at: Situation, scale: _Scale, gap: Gap) -> _Measured:
    measures = measures_of(at, gap)
    lines = {name: scale.line(name, measure) for name, measure in measures.items()}
    return _Measured(gap, measures, lines, sum(round(line.contribution * MILLION) for line in lines.values()))


def nearest_local(at: Situation, gap: Gap) -> str:
    """The local product at the nearer end of a gap's way (upstream end where equal); what it serves, else itself."""
    if gap.suppliers and (not gap.users or (gap.down or 0) <= (gap.up or 0)):
        return gap.way[0]
    return gap.way[-1] if gap.users else gap.serves or gap.product


def _scored(at: Situation, scale: _Scale, row: _Measured, alike: int) -> Scored:
    gap, lines, above, last = row.gap, dict(row.lines), row.millionths, {}
    if gap.kind is not GapKind.UNCONNECTED_PAIR:
        last[SignalName.VARIETY] = _variety(at, gap, alike)
        lines[SignalName.VARIETY] = scale.line(SignalName.VARIETY, last[SignalName.VARIETY])
        above += round(lines[SignalName.VARIETY].contribution * MILLION)
    last[SignalName.EVIDENCE] = _evidence(at, gap, above / MILLION)
    lines[SignalName.EVIDENCE] = scale.line(SignalName.EVIDENCE, last[SignalName.EVIDENCE])
    signals = tuple(lines[name] for name in SignalName)
    return Scored(gap, {**row.measures, **last}, signals, score_of(signals))


def _variety(at: Situation, gap: Gap, alike: int) -> Measure:
    count = min(MOST_ALIKE, alike)
    if not count:
        return Measure(0.0, "行", 0.0, "前面没有同类的行。")
    name = at.network.products[nearest_local(at, gap)].name
    return Measure(float(count), "行", count / MOST_ALIKE, f"前面已有 {alike} 行同样围绕{name}的{label(gap.kind)}。")


def _evidence(at: Situation, gap: Gap, above: float) -> Measure:
    """n = (1 − q) · max(0, sum of the lines above), q the weakest confidence on the way."""
    weakest, what = weakest_link(at, gap)
    n = (1.0 - weakest) * max(0.0, above)
    return Measure(weakest, "", n, f"路径上最弱的依据是{what},可信度 {percent(weakest)}。")


def weakest_link(at: Situation, gap: Gap) -> tuple[float, str]:
    """The lowest confidence among the presence facts and recipe rows that the way uses, and which fact it is."""
    found: list[tuple[float, str]] = []
    for product in gap.way:
        if product in at.local.confidence:
            name = at.network.products[product].name
            unstated = product in at.local.unstated
            what = f"“本地有{name}”(只说明到大类)" if unstated else f"“本地有{name}”"
            found.append((UNSTATED_CONFIDENCE if unstated else at.local.confidence[product], what))
    for feed, user in _steps(gap):
        confidence = step_confidence(at, feed, user)
        if confidence is not None:
            names = at.network.products[feed].name, at.network.products[user].name
            found.append((confidence, f"“{names[0]}用于{names[1]}”"))
    return min(found, default=(1.0, "本地在产的陈述"))


def _steps(gap: Gap) -> tuple[tuple[str, str], ...]:
    if Tag.VARIETY in gap.tags or len(gap.way) < 2:
        return ()
    return tuple(zip(gap.way, gap.way[1:], strict=False))


def step_confidence(at: Situation, feed: str, user: str) -> float | None:
    """The best confidence with which the map states that `feed` goes into `user`; None for a kind (no step)."""
    known = at.network.confidences
    if (feed, user) not in known:
        known[feed, user] = _step_confidence(at, feed, user)
    return known[feed, user]


def _step_confidence(at: Situation, feed: str, user: str) -> float | None:
    if feed not in at.network.feeds_of(user):
        return None
    items = [i for route in at.network.routes_of(user) for i in route.inputs if i.product == feed]
    items += [i for i in at.network.reference.links.get(user, ()) if i.product == feed]
    return max((item.confidence for item in items), default=None)
