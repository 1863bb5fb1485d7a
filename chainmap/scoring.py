"""What a score is: named signals with signed weights whose contributions, in whole millionths, add up exactly."""

from enum import StrEnum

from chainmap.model import Frozen

MILLION = 1_000_000


class Group(StrEnum):
    FILL = "fill"
    HOLD = "hold"
    COME = "come"
    MINUS = "minus"


class SignalName(StrEnum):
    """The fourteen signals in their printed order; each belongs to one group and has one sign."""

    NEED = "need"
    READINESS = "readiness"
    PULL = "pull"
    SURPLUS = "surplus"
    CHOKEPOINT = "chokepoint"
    SCARCITY = "scarcity"
    REACH = "reach"
    RELATEDNESS = "relatedness"
    ATTRACTABILITY = "attractability"
    CROWDING = "crowding"
    FACTORS = "factors"
    CAPTIVE = "captive"
    VARIETY = "variety"
    EVIDENCE = "evidence"


GROUP_OF = {
    SignalName.NEED: Group.FILL,
    SignalName.READINESS: Group.FILL,
    SignalName.PULL: Group.FILL,
    SignalName.SURPLUS: Group.FILL,
    SignalName.CHOKEPOINT: Group.HOLD,
    SignalName.SCARCITY: Group.HOLD,
    SignalName.REACH: Group.HOLD,
    SignalName.RELATEDNESS: Group.COME,
    SignalName.ATTRACTABILITY: Group.COME,
    SignalName.CROWDING: Group.MINUS,
    SignalName.FACTORS: Group.MINUS,
    SignalName.CAPTIVE: Group.MINUS,
    SignalName.VARIETY: Group.MINUS,
    SignalName.EVIDENCE: Group.MINUS,
}

DEFAULT_AMOUNTS = {
    SignalName.NEED: 0.20,
    SignalName.READINESS: 0.24,
    SignalName.PULL: 0.06,
    SignalName.SURPLUS: 0.08,
    SignalName.CHOKEPOINT: 0.14,
    SignalName.SCARCITY: 0.06,
    SignalName.REACH: 0.02,
    SignalName.RELATEDNESS: 0.06,
    SignalName.ATTRACTABILITY: 0.14,
    SignalName.CROWDING: 0.08,
    SignalName.FACTORS: 0.10,
    SignalName.CAPTIVE: 0.15,
    SignalName.VARIETY: 0.05,
    SignalName.EVIDENCE: 0.30,
}
"""Amounts ≥ 0 as the method prints them; the sign belongs to the signal's group (see `weight_of`)."""


LARGEST_AMOUNT = 10.0
_PLACE = {name: place for place, name in enumerate(SignalName)}


class Weights(Frozen):
    """The amounts in use, ≥ 0, in the order of `SignalName`; shipped ones are `DEFAULT_AMOUNTS`.

    With the shipped amounts the plus weights sum to 1, so a total lies in [−0.38, 1]; a user's amounts are used
    as they stand, never rescaled behind his back.
    """

    amounts: tuple[float, ...] = tuple(DEFAULT_AMOUNTS[name] for name in SignalName)

    def of(self, name: SignalName) -> float:
        """The signed weight: the sign belongs to the signal's group, not to the file."""
        amount = self.amounts[_PLACE[name]]
        return -amount if GROUP_OF[name] is Group.MINUS else amount


SHIPPED_WEIGHTS = Weights()


def weight_of(name: SignalName) -> float:
    """The shipped signed weight of a signal."""
    return SHIPPED_WEIGHTS.of(name)


class Signal(Frozen):
    """One line of a waterfall. Unknown: value and normalised None, contribution 0, the reason says what is missing."""

    name: SignalName
    label: str
    value: float | None
    unit: str
    normalised: float | None
    weight: float
    contribution: float
    reason: str
    evidence: tuple[str, ...] = ()


class Score(Frozen):
    """total = fill + hold + come + minus, exactly, each the sum of its group's contributions (millionths)."""

    total: float
    fill: float
    hold: float
    come: float
    minus: float


def contribution(weight: float, normalised: float | None) -> float:
    """weight × normalised in whole millionths; unknown contributes 0."""
    return 0.0 if normalised is None else round(weight * normalised * MILLION) / MILLION


def added(parts: "list[float] | tuple[float, ...]") -> float:
    """The exact sum of millionths (summed as integers, so no float error creeps in)."""
    return sum(round(part * MILLION) for part in parts) / MILLION


def score_of(signals: tuple[Signal, ...]) -> Score:
    """The sums by group and in all."""

    millionths = dict.fromkeys(Group, 0)
    for signal in signals:
        millionths[GROUP_OF[signal.name]] += round(signal.contribution * MILLION)
    groups = {group.value: amount / MILLION for group, amount in millionths.items()}
    return Score.computed(total=sum(millionths.values()) / MILLION, **groups)
