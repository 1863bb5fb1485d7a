"""The answers beside gaps and targets that every face shows: balance, product, chain, place, neighbourhood, names."""

from enum import StrEnum

from chainmap.facts import Nature, Relation, Role, Status
from chainmap.gaps import Candidate
from chainmap.model import Frozen, Ref
from chainmap.quantities import Quantity


class Presence(StrEnum):
    """How a product stands at a place. NO_DATA is not LACKING: it is outside what the search looked at."""

    PRESENT = "present"
    WEAK = "weak"
    COMING = "coming"
    UNSTATED = "unstated"
    LACKING = "lacking"
    NO_DATA = "no_data"


class BalanceItem(Frozen):
    """Tonnes a year of one product at a place: supply − own_use − need = surplus or deficit; `notes` explain."""

    product: Ref
    supply: Quantity
    own_use: Quantity
    need: Quantity
    surplus: Quantity
    deficit: Quantity
    makers: tuple[Ref, ...]
    users: tuple[Ref, ...]
    notes: tuple[str, ...]


class BalanceReport(Frozen):
    place: Ref
    store_version: str
    warnings: tuple[str, ...]
    items: tuple[BalanceItem, ...]


class RouteInputView(Frozen):
    product: Ref
    role: Role
    consumption: Quantity
    source: str


class RouteView(Frozen):
    """One recipe; `inputs` without co-products, `co_products` with their yield as consumption (t/t)."""

    id: str
    name: str
    output: Ref
    inputs: tuple[RouteInputView, ...]
    co_products: tuple[RouteInputView, ...]


class MakerView(Frozen):
    """One plant: who, where, how much, in which status, and where that stands."""

    enterprise: Ref
    place: Ref
    product: Ref
    amount: Quantity
    status: Status
    evidence: str
    local: bool | None = None


class ProductView(Frozen):
    id: str
    name: str
    aliases: tuple[str, ...]
    english: str
    nature: Nature
    formula: str
    unit: str
    industry_code: str
    economic_scale: Quantity | None
    national_makers: int | None
    import_dependence: float | None
    overcapacity: bool | None
    kind_of: tuple[Ref, ...]
    kinds: tuple[Ref, ...]
    chains: tuple[Ref, ...]
    routes: tuple[RouteView, ...]
    suppliers: tuple[Ref, ...]
    users: tuple[Ref, ...]
    end_uses: tuple[str, ...]
    makers: tuple[MakerView, ...]
    evidence: tuple[str, ...]


class ChainCard(Frozen):
    """One position of a chain at a place. `layer` counts steps from the anchors (negative: upstream)."""

    product: Ref
    layer: int
    presence: Presence
    makers: int
    supply: Quantity | None
    candidate: Candidate | None
    anchor: bool
    headings: tuple[Ref, ...]


class ChainLink(Frozen):
    supplier: str
    user: str
    relation: Relation


class Share(Frozen):
    """A share with what it was divided by, in weights and in plain counts: `value` None where the denominator is 0."""

    numerator: float
    denominator: float
    value: float | None
    count: int = 0
    of: int = 0


class ChainView(Frozen):
    """A chain as one place sees it: cards by layer, links by product id, and both ways of completeness."""

    chain: Ref
    direction: str
    place: Ref
    store_version: str
    cards: tuple[ChainCard, ...]
    links: tuple[ChainLink, ...]
    positions: int
    present: int
    completeness: Share
    supplied: Share
    warnings: tuple[str, ...]


class ChainSummary(Frozen):
    """A chain as a tile on the home of a place; `anchors`: how many of its anchor products are made here."""

    chain: Ref
    direction: str
    positions: int
    present: int
    lacking: int
    to_fill: int
    completeness: Share
    anchors: int = 0


class PlaceView(Frozen):
    """Home of a place: what is here, what is lacking, chain by chain, and what changed in the store lately."""

    place: Ref
    code: str
    path: tuple[Ref, ...]
    within: tuple[Ref, ...]
    store_version: str
    products: int
    enterprises: int
    gaps: int
    to_fill: int
    breaks: int
    thin: int
    chains: tuple[ChainSummary, ...]
    makers: tuple[MakerView, ...]
    changes: tuple[str, ...]
    warnings: tuple[str, ...]


class PlaceItem(Frozen):
    id: str
    name: str
    code: str
    type: str
    parent: Ref | None
    enterprises: int


class Node(Frozen):
    id: str
    name: str
    layer: int


class Neighbourhood(Frozen):
    """The map around a product: a step along `kind` costs nothing; `truncated` when `limit` nodes were reached."""

    nodes: tuple[Node, ...]
    links: tuple[ChainLink, ...]
    truncated: bool


class Resolution(Frozen):
    """What a written name means: the canonical product, or near names for a person to choose from."""

    name: str
    product: Ref | None
    candidates: tuple[Ref, ...]


class MapNode(Frozen):
    """One product on a drawn map: `x`, `y` in drawing units, `details` the lines shown when it is picked."""

    product: Ref
    layer: int
    presence: Presence
    x: float
    y: float
    advice: str
    tags: tuple[str, ...]
    rank: int | None
    score: float | None
    makers: int
    details: tuple[str, ...]


class MapData(Frozen):
    """A chain map ready to be drawn; `hidden` counts products left out to keep it readable."""

    title: str
    place: Ref
    chain: Ref | None
    store_version: str
    nodes: tuple[MapNode, ...]
    links: tuple[ChainLink, ...]
    hidden: int
    warnings: tuple[str, ...]
