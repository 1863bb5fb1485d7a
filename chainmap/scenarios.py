"""What landing plants would change at a place, and the fewest products to add so that a product can be made there."""

from typing import Generic, TypeVar

from pydantic import ConfigDict, Field

from chainmap.facts import Role
from chainmap.gaps import GapKind
from chainmap.model import Frozen, Ref
from chainmap.quantities import Quantity
from chainmap.views import BalanceItem, Share

Item = TypeVar("Item")


class Addition(Frozen):
    """One plant of the question: a product by any of its names, and the capacity as people write it."""

    product: str
    amount: Quantity


class WhatIfQuery(Frozen):
    add: tuple[Addition, ...] = Field(min_length=1)
    reach: int = Field(default=2, ge=1, le=4)
    radius: float = Field(default=150.0, ge=0, le=6000)


class Added(Frozen):
    """`before`: it is made here already, without the new plant."""

    product: Ref
    amount: Quantity
    before: bool


class GapChange(Frozen):
    """A gap that is there on one side only; `score` is its total there."""

    id: str
    product: Ref
    kind: GapKind
    kind_label: str
    score: float


class KindChange(Frozen):
    """A product that is a gap before and after, as another kind."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True, validate_by_name=True)

    product: Ref
    before: GapKind = Field(alias="from")
    after: GapKind = Field(alias="to")
    before_label: str = Field(alias="from_label")
    after_label: str = Field(alias="to_label")


class Binding(Frozen):
    """Tonnes a year of one main feedstock that an addition binds, by one recipe.

    `via` leads from the addition down to the product that this recipe makes: one product for a feedstock of the
    addition itself, more for what lies behind an absent feedstock. `local`: it is made here. Recipes are
    alternatives, so amounts of different `route`s are never added up.
    """

    product: Ref
    amount: Quantity
    route: str
    via: tuple[Ref, ...]
    local: bool


class BalanceChange(Frozen):
    """The balance of one product before and after; None where nobody makes or needs it."""

    product: Ref
    before: BalanceItem | None
    after: BalanceItem | None


class CompletenessChange(Frozen):
    """A chain whose completeness moves: positions present, and positions whose feedstocks are here or bought freely."""

    chain: Ref
    before: Share
    after: Share
    supplied_before: Share
    supplied_after: Share


class WhatIfReport(Frozen):
    place: Ref
    store_version: str
    added: tuple[Added, ...]
    closed: tuple[GapChange, ...]
    opened: tuple[GapChange, ...]
    changed: tuple[KindChange, ...]
    binds: tuple[Binding, ...]
    truncated: bool
    balance: tuple[BalanceChange, ...]
    completeness: tuple[CompletenessChange, ...]
    warnings: tuple[str, ...]


class Pair(Frozen, Generic[Item]):
    """The same line of two what-ifs; None where that one does not have it."""

    a: Item | None
    b: Item | None
    differs: bool


class WhatIfComparison(Frozen):
    """Two what-ifs of one place line by line; both start from the same state of today."""

    place: Ref
    store_version: str
    added_a: tuple[Added, ...]
    added_b: tuple[Added, ...]
    closed: tuple[Pair[GapChange], ...]
    opened: tuple[Pair[GapChange], ...]
    changed: tuple[Pair[KindChange], ...]
    binds: tuple[Pair[Binding], ...]
    truncated: bool
    balance: tuple[Pair[BalanceChange], ...]
    completeness: tuple[Pair[CompletenessChange], ...]
    warnings: tuple[str, ...]


class ClosingQuery(Frozen):
    """`target`: a product or a chain; `amount`: its capacity where one is planned; the lists move products between
    what must be made and what may be bought; `reach` steps up and reach + 1 down from what is present.
    """

    target: str
    amount: Quantity | None = None
    make: tuple[str, ...] = ()
    buy: tuple[str, ...] = ()
    reach: int = Field(default=2, ge=1, le=4)


class MakeItem(Frozen):
    """One product to add; `order` is its turn to arrive, `amount` what the basis asks of it, by `route`."""

    product: Ref
    order: int
    reason: str
    route: str
    amount: Quantity
    score: float | None


class BuyItem(Frozen):
    """What is bought for the products to add; `users` of them take it."""

    product: Ref
    amount: Quantity
    role: Role
    users: tuple[Ref, ...]
    note: str


class UseItem(Frozen):
    """What is made here already and taken for the products to add."""

    product: Ref
    amount: Quantity
    users: tuple[Ref, ...]
    note: str


class ClosingReport(Frozen):
    """`exact`: no set makes fewer products; else at least `bound` must be made. `basis` says what amounts stand for."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True, validate_by_name=True)

    place: Ref
    target: Ref = Field(alias="for")
    is_chain: bool
    store_version: str
    summary: str
    basis: str
    make: tuple[MakeItem, ...]
    buy: tuple[BuyItem, ...]
    uses: tuple[UseItem, ...]
    exact: bool
    bound: int
    considered: int
    warnings: tuple[str, ...]
