"""The facts that a source may state, one kind a sheet of the contract; names stay as written, ids are derived."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from chainmap.model import Frozen
from chainmap.quantities import TONNES_PER_TONNE, Number, Quantity

Count = Annotated[int, Field(strict=True)]
"""A whole number, never text or a truth value that looks like one."""


class Nature(StrEnum):
    """性质 of a product (see the method, "Nature of a product"). HEADING is computed, never stated."""

    COMMODITY = "commodity"
    BULK = "bulk"
    CAPTIVE = "captive"
    UTILITY = "utility"
    PRIMARY = "primary"
    HEADING = "heading"


class Role(StrEnum):
    """角色 of an input of a route; a co-product stands in the same sheet with its yield as consumption."""

    FEEDSTOCK = "feedstock"
    AUXILIARY = "auxiliary"
    ENERGY = "energy"
    CO_PRODUCT = "co_product"


class Relation(StrEnum):
    INPUT = "input"
    KIND = "kind"
    END_USE = "end_use"


class PlaceType(StrEnum):
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    PARK = "park"


class EnterpriseRole(StrEnum):
    CHAIN_LEADER = "chain_leader"
    LEADING = "leading"
    SUPPORTING = "supporting"
    RESEARCH = "research"


class Status(StrEnum):
    OPERATING = "operating"
    BUILDING = "building"
    PLANNED = "planned"
    STOPPED = "stopped"


class ProductFact(Frozen):
    """产品. The last five figures only as a source states them; several rows of one product add up to what is known."""

    kind: Literal["product"] = "product"
    name: str
    aliases: tuple[str, ...] = ()
    english: str = ""
    generics: tuple[str, ...] = ()
    nature: Nature | None = None
    industry_code: str = ""
    unit: str = ""
    formula: str = ""
    economic_scale: Quantity | None = None
    national_makers: Count | None = Field(default=None, ge=0)
    import_dependence: Number | None = Field(default=None, ge=0, le=1)
    overcapacity: bool | None = None


class RouteInputFact(Frozen):
    """工艺路线: one input (or co-product) of one recipe; `consumption` in t/t of the output, unknown is a value."""

    kind: Literal["route_input"] = "route_input"
    output: str
    input: str
    role: Role = Role.FEEDSTOCK
    consumption: Quantity = Quantity.unknown(TONNES_PER_TONNE)
    route: str = ""
    note: str = ""


class LinkFact(Frozen):
    """供应链关系: what is known only as "A feeds B", as generic and specific, or as an end use."""

    kind: Literal["link"] = "link"
    supplier: str
    user: str
    relation: Relation = Relation.INPUT
    note: str = ""


class PlaceFact(Frozen):
    """地区: province to park; coordinates in degrees (WGS-84 or close to it), used for distances only."""

    kind: Literal["place"] = "place"
    name: str
    code: str = ""
    aliases: tuple[str, ...] = ()
    parent: str = ""
    type: PlaceType | None = None
    longitude: Number | None = Field(default=None, ge=-180, le=180)
    latitude: Number | None = Field(default=None, ge=-90, le=90)


class EnterpriseFact(Frozen):
    """企业."""

    kind: Literal["enterprise"] = "enterprise"
    name: str
    credit_code: str = ""
    place: str = ""
    park: str = ""
    role: EnterpriseRole | None = None
    listing: str = ""
    note: str = ""


class CapacityFact(Frozen):
    """产能: who makes what where; an unknown amount means "makes it, amount unknown", never zero.

    Equal rows of one source are one plant; `note` tells two equal plants apart (一期, 二期).
    """

    kind: Literal["capacity"] = "capacity"
    enterprise: str
    product: str
    place: str
    amount: Quantity = Quantity.unknown()
    status: Status = Status.OPERATING
    utilisation: Number | None = Field(default=None, ge=0, le=1.5)
    own_share: Number | None = Field(default=None, ge=0, le=1)
    year: Count | None = None
    note: str = ""


class PurchaseFact(Frozen):
    """购销: a known supply relation between two enterprises."""

    kind: Literal["purchase"] = "purchase"
    supplier: str
    user: str
    product: str
    amount: Quantity = Quantity.unknown()
    note: str = ""


class ChainFact(Frozen):
    """产业链: anchors and how many steps up and down belong to it."""

    kind: Literal["chain"] = "chain"
    name: str
    direction: str = ""
    anchors: tuple[str, ...] = ()
    upstream: Count = Field(default=2, ge=0, le=12)
    downstream: Count = Field(default=2, ge=0, le=12)


class MakesFact(Frozen):
    """主营: an enterprise makes a product somewhere, as a national table says; never presence, since it names no place.

    `revenue_share` of the enterprise's revenue; it passes 1 where a table also holds sums to be taken off.
    """

    kind: Literal["makes"] = "makes"
    enterprise: str
    product: str
    revenue_share: Number | None = Field(default=None, ge=0)


Fact = Annotated[
    ProductFact
    | RouteInputFact
    | LinkFact
    | PlaceFact
    | EnterpriseFact
    | CapacityFact
    | PurchaseFact
    | ChainFact
    | MakesFact,
    Field(discriminator="kind"),
]

FACT_TYPES: tuple[type[Frozen], ...] = (
    ProductFact,
    RouteInputFact,
    LinkFact,
    PlaceFact,
    EnterpriseFact,
    CapacityFact,
    PurchaseFact,
    ChainFact,
    MakesFact,
)
KINDS: tuple[str, ...] = tuple(str(fact.model_fields["kind"].default) for fact in FACT_TYPES)
