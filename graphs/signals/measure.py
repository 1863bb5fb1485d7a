"""A measured signal before weighting, and the economic scale that several of them compare with."""

from dataclasses import dataclass

from chainmap.quantities import TONNES_A_YEAR, Quantity
from graphs.situation import Situation
from graphs.wording import amount_text

DECAY = 0.6
"""λ: what a step of distance leaves of a signal."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A signal before weighting: `normalised` 0–1, None where unknown; value in `unit`."""

    value: float | None
    unit: str
    normalised: float | None
    reason: str
    evidence: tuple[str, ...] = ()


def unknown(reason: str) -> Measure:
    """Nothing is known of it: no value, nothing added, and the reason says what is missing."""
    return Measure(None, "", None, reason)


def scale_of(at: Situation, product: str) -> Quantity | None:
    """The economic scale in t/a, where one is stated in tonnes."""
    figure = at.network.products[product].scale
    return figure.amount if figure and figure.amount.unit == TONNES_A_YEAR else None


def scale_source(at: Situation, product: str) -> tuple[str, ...]:
    figure = at.network.products[product].scale
    return (f"经济规模 {amount_text(figure.amount)}:{figure.evidence.citation}",) if figure else ()
