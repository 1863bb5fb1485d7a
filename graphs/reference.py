"""What the reference map is: products, their routes, kinds and names, whatever place is asked about."""

from dataclasses import dataclass, field

from chainmap.evidence import Evidence
from chainmap.facts import Nature, Role
from chainmap.names import name_key, product_id
from chainmap.quantities import Quantity

MAIN_SHARE = 0.05
"""A feedstock below this share of a route's feedstock mass is not a main one (catalyst, dye, additive)."""
SLACK = 1e-9
"""Rounding that a share computed from masses may leave: 0.05 of 1 t in 20 inputs is a main feedstock."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A stated amount of a product with where it stands."""

    amount: Quantity
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Product:
    """One product under its canonical name; what is not stated is empty or None."""

    id: str
    name: str
    nature: Nature
    aliases: tuple[str, ...] = ()
    english: str = ""
    industry_code: str = ""
    unit: str = ""
    formula: str = ""
    scale: Figure | None = None
    national_makers: int | None = None
    import_dependence: float | None = None
    overcapacity: bool | None = None
    overcapacity_evidence: Evidence | None = None
    figure_sources: tuple[str, ...] = ()
    """Citations of the stated national number of makers and import dependence."""
    evidence: tuple[Evidence, ...] = ()

    @property
    def row_allowed(self) -> bool:
        """Whether a gap may be about it: utilities, primary materials and headings never are."""
        return self.nature not in (Nature.UTILITY, Nature.PRIMARY, Nature.HEADING)


@dataclass(frozen=True, slots=True)
class Input:
    """One input or co-product of a route: `consumption` t/t of the output."""

    product: str
    role: Role
    consumption: Quantity
    evidence: tuple[Evidence, ...]

    @property
    def confidence(self) -> float:
        return max((item.confidence for item in self.evidence), default=0.0)


@dataclass(frozen=True, slots=True)
class Route:
    """One recipe. `shares`: σ of every feedstock (0–1); `mains`: σ of the main ones, rescaled to sum 1.

    `stated` is False for the reading of plain links as one recipe of unknown consumptions.
    """

    id: str
    name: str
    output: str
    inputs: tuple[Input, ...]
    co_products: tuple[Input, ...]
    stated: bool = True
    shares: dict[str, float] = field(default_factory=dict)
    mains: dict[str, float] = field(default_factory=dict)

    def input_of(self, product: str) -> Input | None:
        return next((item for item in self.inputs if item.product == product), None)


@dataclass(slots=True)
class Names:
    """Canonical names and aliases by key; a canonical name goes before any alias, equals by order of name."""

    canonical: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)

    def find(self, name: str) -> str | None:
        """The product id that a name means; the id of a product stands for itself."""
        key = name_key(name)
        return self.canonical.get(key) or self.aliases.get(key)

    def id_of(self, name: str) -> str:
        """The product id of a name; a name nobody defined is a product of its own."""
        found = self.find(name)
        if found is None:
            found = self.canonical.setdefault(name_key(name), product_id(name))
        return found


@dataclass(frozen=True, slots=True)
class Reference:
    """Everything about products that does not depend on a place."""

    names: Names
    products: dict[str, Product]
    routes: dict[str, tuple[Route, ...]]
    links: dict[str, tuple[Input, ...]]  # user -> suppliers known only as "A feeds B"
    kinds: dict[str, tuple[str, ...]]  # generic -> its kinds
    generics: dict[str, tuple[str, ...]]  # kind -> its generics
    end_uses: dict[str, tuple[str, ...]]
    only_co_products: frozenset[str]  # what some route yields beside its product and no route or link makes
    warnings: tuple[str, ...]


def fill_shares(route: Route, products: dict[str, Product]) -> None:
    """σ by mass where every consumption is known in tonnes, else equal shares; mains are ≥ 5 %, rescaled.

    What is known only as "A feeds B" is a main feedstock however many others there are.
    """
    feeds = [
        item
        for item in route.inputs
        if item.role is Role.FEEDSTOCK and products[item.product].nature is not Nature.UTILITY
    ]
    masses = [item.consumption.value for item in feeds]
    units = {products[item.product].unit for item in feeds} <= {"", "t", "吨"}
    known = [mass for mass in masses if mass is not None]
    by_mass = units and len(known) == len(feeds) and sum(known) > 0
    for item in feeds:
        route.shares[item.product] = (item.consumption.value or 0.0) / sum(known) if by_mass else 1.0 / len(feeds)
    least = MAIN_SHARE - SLACK if route.stated else 0.0
    mains = {product: share for product, share in route.shares.items() if share >= least}
    whole = sum(mains.values())
    route.mains.update({product: share / whole for product, share in mains.items()})
