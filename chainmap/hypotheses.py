"""What a hypothesis is: a link that the map probably lacks, with its reasons. It is never a gap of a place."""

from enum import StrEnum

from pydantic import Field

from chainmap.model import Frozen, Ref


class EvidenceName(StrEnum):
    """What can speak for a link; measured in `graphs.hypotheses.evidences`. Ties are told in this order."""

    L3 = "l3"
    COSINE = "cosine"
    LIKE_USERS = "like_users"
    LIKE_SUPPLIERS = "like_suppliers"
    LIKE_NAME = "like_name"
    SIBLINGS = "siblings"
    HEAD_NOUN = "head_noun"
    SUBSTRING = "substring"
    POPULARITY = "popularity"


class LinkQuery(Frozen):
    """`top`: how many of the list (all without); `after`: the id of a suggestion, the list goes on behind it."""

    top: int | None = Field(default=30, ge=1, le=1000)
    after: str = ""


class Reason(Frozen):
    """One evidence: what it adds to the logit (> 0), and a sentence that names the products it rests on."""

    name: EvidenceName
    label: str
    contribution: float
    reason: str


class LinkHypothesis(Frozen):
    """`supplier` is probably a feedstock of `user`. p = σ(base of the report + Σ contributions), exactly.

    `closes_cycle`: the map already leads from `user` to `supplier`.
    """

    id: str
    rank: int
    supplier: Ref
    user: Ref
    probability: float
    closes_cycle: bool
    reasons: tuple[Reason, ...]


class HeldBack(Frozen):
    """Pairs that are probable enough and yet not in the list. `joined`: the map leads from the one to the other
    through one product already, and most such suggestions skip that stage. `crowded`: one end has its places in the
    list already.
    """

    joined: int
    crowded: int


class LinkHypotheses(Frozen):
    """The suggestions asked for, best first; `total` counts the whole list, `next` goes into `after`, null at the end.

    `links` of the map were compared, `learnt` hidden ones fitted, `considered` pairs scored; `base` is the logit of a
    pair that nothing speaks for (null where nothing could be learnt). `basis` says what the probability stands for.
    """

    store_version: str
    links: int
    learnt: int
    considered: int
    base: float | None
    held_back: HeldBack
    basis: str
    total: int
    next: str | None
    items: tuple[LinkHypothesis, ...]
    warnings: tuple[str, ...]
