"""The measured value of every signal of a gap, normalised by the printed rule, with its reason in one sentence."""

from collections.abc import Callable

from chainmap.gaps import GapKind
from chainmap.scoring import SignalName
from graphs.signals.come import attractability, relatedness
from graphs.signals.feed import feeds_of_best_route, pull, readiness, surplus
from graphs.signals.hold import chokepoint, reach, scarcity
from graphs.signals.measure import Measure, unknown
from graphs.signals.minus import captive, crowding, factors
from graphs.signals.need import need
from graphs.situation import Gap, Situation

__all__ = ["Measure", "feeds_of_best_route", "measures_of"]

NOT_FOR_PAIRS = "供需对接不计此项。"

_RULES: dict[SignalName, Callable[[Situation, Gap], Measure]] = {
    SignalName.NEED: need,
    SignalName.READINESS: readiness,
    SignalName.PULL: pull,
    SignalName.SURPLUS: surplus,
    SignalName.CHOKEPOINT: chokepoint,
    SignalName.SCARCITY: scarcity,
    SignalName.REACH: reach,
    SignalName.RELATEDNESS: relatedness,
    SignalName.ATTRACTABILITY: attractability,
    SignalName.CROWDING: crowding,
    SignalName.FACTORS: factors,
    SignalName.CAPTIVE: captive,
}
"""Every signal but 同类 and 证据, which depend on the lines above and on the other rows (`graphs.ranking`)."""

_FOR_PAIRS = (SignalName.NEED, SignalName.SURPLUS)


def measures_of(at: Situation, gap: Gap) -> dict[SignalName, Measure]:
    """The signals of one gap; a 供需对接 has 需求 and 余量消纳 alone."""
    if gap.kind is GapKind.UNCONNECTED_PAIR:
        skipped = {name: unknown(NOT_FOR_PAIRS) for name in SignalName}
        return {**skipped, **{name: _RULES[name](at, gap) for name in _FOR_PAIRS}}
    return {name: rule(at, gap) for name, rule in _RULES.items()}
