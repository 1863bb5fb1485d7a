"""What a gap is: one position of the reference map that a place lacks or is weak in, explained line by line."""

from enum import StrEnum

from pydantic import Field

from chainmap.model import Frozen, Ref
from chainmap.names import stable_id
from chainmap.quantities import Quantity
from chainmap.scoring import Score, Signal


class GapKind(StrEnum):
    """The kinds in the order of the method's table, which also breaks ties between equal totals."""

    MISSING_STAGE = "missing_stage"
    UPSTREAM_EXTENSION = "upstream_extension"
    DOWNSTREAM_EXTENSION = "downstream_extension"
    THIN_STAGE = "thin_stage"
    UNCONNECTED_PAIR = "unconnected_pair"
    COMPLEMENT = "complement"
    NEW_CHAIN = "new_chain"


MISSING_KINDS = (
    GapKind.MISSING_STAGE,
    GapKind.UPSTREAM_EXTENSION,
    GapKind.DOWNSTREAM_EXTENSION,
    GapKind.COMPLEMENT,
    GapKind.NEW_CHAIN,
)


class Tag(StrEnum):
    BREAK = "break"
    VARIETY = "variety"
    LOOP = "loop"
    KINDS_UNSTATED = "kinds_unstated"
    SOLE_MAKER = "sole_maker"
    NEIGHBOUR_SUPPLIES = "neighbour_supplies"
    ANCHOR = "anchor"


class Advice(StrEnum):
    FILL = "fill"
    COOPERATE = "cooperate"
    DO_NOT_FILL = "do_not_fill"


class Basis(StrEnum):
    """Whether a candidate enterprise's reason was stated, concluded, or waits for a check."""

    OBSERVED = "observed"
    INFERRED = "inferred"
    TO_VERIFY = "to_verify"


class GapQuery(Frozen):
    """What is asked: `reach` steps up and reach + 1 down, `radius` km for neighbours, stability among the `first` rows;
    `chain`, `kinds` and `top` only cut the list.
    """

    chain: str | None = None
    kinds: tuple[GapKind, ...] = ()
    reach: int = Field(default=2, ge=1, le=4)
    radius: float = Field(default=150.0, ge=0, le=6000)
    first: int = Field(default=10, ge=1)
    top: int | None = Field(default=None, ge=1)


class CandidateEnterprise(Frozen):
    """Whom to invite for a gap; `reason` says why, `evidence` where that stands."""

    name: str
    place: str
    reason: str
    basis: Basis
    evidence: tuple[str, ...] = ()


class Tonnage(Frozen):
    """What local plants would need of it; null where no tonnage is known."""

    need: float | None
    low: float | None
    high: float | None
    unit: str


class Candidate(Frozen):
    """One row of the answer; `tags` are the Chinese terms shown, `headings` the generic names it stands under."""

    id: str
    rank: int
    product: Ref
    kind: GapKind
    kind_label: str
    tags: tuple[str, ...]
    stability: float | None
    score: Score
    signals: tuple[Signal, ...]
    suppliers: tuple[Ref, ...]
    users: tuple[Ref, ...]
    path: tuple[Ref, ...]
    tonnage: Tonnage
    economic_scale: Quantity | None
    advice: Advice
    advice_label: str
    advice_reasons: tuple[str, ...]
    enterprises: tuple[CandidateEnterprise, ...]
    headings: tuple[Ref, ...]
    chains: tuple[Ref, ...]
    serves: Ref | None = None
    next_step: str = ""
    evidence: tuple[str, ...] = ()


class GapReport(Frozen):
    """The ranked, explained missing links of a place; `considered` counts the products looked at."""

    place: Ref
    chain: Ref | None
    store_version: str
    considered: int
    reach: int
    truncated: bool
    warnings: tuple[str, ...]
    candidates: tuple[Candidate, ...]


def gap_id(place: str, kind: GapKind, product: str) -> str:
    """Stable across runs, filters and stores: place, kind and product say which gap it is."""
    return stable_id("g", place, kind.value, product)
