"""A few facts of Fuling's chains as two sources state them: real small data for the promises of a store."""

from datetime import datetime, timedelta, timezone

from chainmap.evidence import Basis, Evidence
from chainmap.facts import (
    CapacityFact,
    ChainFact,
    EnterpriseFact,
    Fact,
    LinkFact,
    PlaceFact,
    ProductFact,
    RouteInputFact,
)
from chainmap.ports import Store
from chainmap.quantities import Quantity
from chainmap.statements import Source, Statement

MORNING = datetime(2026, 3, 2, 9, 30, tzinfo=timezone(timedelta(hours=8)))
EMPTY_VERSION = "e4a6a0577479b2b4"
"""BLAKE2b with eight bytes of nothing: the version of every empty store, for ever."""

YEARBOOK = Source(id="涪陵年鉴.xlsx", title="涪陵年鉴")
SURVEY = Source(id="企业调查.csv", title="企业调查")

PTA = ProductFact(name="PTA", aliases=("精对苯二甲酸",), english="purified terephthalic acid")
ADIPIC_ACID = ProductFact(name="己二酸", generics=("二元酸",))
PX_TO_PTA = RouteInputFact(output="PTA", input="PX", consumption=Quantity.exact(0.66, "t/t"))
ADIPIC_TO_SALT = LinkFact(supplier="己二酸", user="尼龙66盐")
FULING = PlaceFact(name="涪陵区", code="500102", parent="重庆市")
HUAFENG = EnterpriseFact(name="重庆华峰化工", place="涪陵区", park="白涛新材料科技城")
HUAFENG_MAKES_ADIPIC_ACID = CapacityFact(
    enterprise="重庆华峰化工", product="己二酸", place="涪陵区", amount=Quantity.at_least(940_000)
)
POLYESTER = ChainFact(name="聚酯", anchors=("PTA", "聚酯切片"))


def said(source: Source, *facts: Fact, row: int = 2) -> tuple[Statement, ...]:
    """The facts as rows of `source`, one below the other from `row` on."""
    return tuple(
        Statement(fact=fact, evidence=Evidence(source=source.id, basis=Basis.USER, file=source.id, row=row + number))
        for number, fact in enumerate(facts)
    )


def facts_in(store: Store) -> list[Fact]:
    return [statement.fact for statement in store.snapshot().statements]
