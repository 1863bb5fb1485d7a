"""A small world in few words: products, routes, places and plants, and the answers about them by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from chainmap.evidence import Basis, Evidence
from chainmap.facts import (
    CapacityFact,
    ChainFact,
    LinkFact,
    Nature,
    PlaceFact,
    PlaceType,
    ProductFact,
    PurchaseFact,
    Relation,
    Role,
    RouteInputFact,
    Status,
)
from chainmap.gaps import Candidate, GapKind, GapQuery, GapReport
from chainmap.model import Frozen
from chainmap.ports import Snapshot
from chainmap.quantities import Quantity
from chainmap.scoring import Signal, SignalName
from chainmap.statements import Rank, Source, Statement, distinct
from graphs.balance import balance_of
from graphs.gapreport import gaps
from graphs.network import ChainNetwork, network_of
from graphs.presence import LocalPresence, presence_of
from graphs.situation import Situation, situation_of

FULING = "涪陵区"


@dataclass
class World:
    """Statements of one user source, gathered in any order; amounts in t/a, consumptions in t/t.

    A number is exact, a pair a range, None unknown, and a Quantity stands for itself.
    """

    facts: list[tuple[Frozen, Basis]] = field(default_factory=list)
    shipped: list[tuple[Frozen, Basis]] = field(default_factory=list)

    def say(self, fact: Frozen, basis: Basis = Basis.USER) -> "World":
        self.facts.append((fact, basis))
        return self

    def product(self, name: str, nature: Nature | None = None, **more: Any) -> "World":
        if "scale" in more:
            more["economic_scale"] = amount(more.pop("scale"), "t/a")
        return self.say(ProductFact(name=name, nature=nature, **more))

    def kinds(self, generic: str, *kinds: str) -> "World":
        for kind in kinds:
            self.say(LinkFact(supplier=generic, user=kind, relation=Relation.KIND))
        return self

    def link(self, supplier: str, user: str) -> "World":
        return self.say(LinkFact(supplier=supplier, user=user))

    def use(self, product: str, *uses: str) -> "World":
        for end_use in uses:
            self.say(LinkFact(supplier=product, user=end_use, relation=Relation.END_USE))
        return self

    def route(
        self,
        output: str,
        feeds: Mapping[str, Any] | Iterable[str] = (),
        *,
        name: str = "",
        auxiliary: Mapping[str, Any] | None = None,
        energy: Mapping[str, Any] | None = None,
        yields: Mapping[str, Any] | None = None,
        basis: Basis = Basis.USER,
    ) -> "World":
        """One recipe; feeds without consumptions have unknown ones."""
        named = feeds if isinstance(feeds, Mapping) else dict.fromkeys(feeds)
        parts = {Role.FEEDSTOCK: named, Role.AUXILIARY: auxiliary, Role.ENERGY: energy, Role.CO_PRODUCT: yields}
        for role, inputs in parts.items():
            for feed, rate in (inputs or {}).items():
                consumption = amount(rate, "t/t")
                self.say(
                    RouteInputFact(output=output, input=feed, role=role, consumption=consumption, route=name), basis
                )
        return self

    def place(
        self, name: str, parent: str = "", kind: PlaceType | None = None, at: tuple[float, float] | None = None
    ) -> "World":
        longitude, latitude = at or (None, None)
        return self.say(PlaceFact(name=name, parent=parent, type=kind, longitude=longitude, latitude=latitude))

    def plant(
        self,
        product: str,
        tonnes: Any = None,
        *,
        by: str = "华峰",
        at: str = FULING,
        basis: Basis = Basis.USER,
        **more: Any,
    ) -> "World":
        supply = amount(tonnes, "t/a")
        return self.say(CapacityFact(enterprise=by, product=product, place=at, amount=supply, **more), basis)

    def makes(self, *products: str, by: str = "华峰", at: str = FULING) -> "World":
        """Plants of unknown amount."""
        for product in products:
            self.plant(product, by=by, at=at)
        return self

    def purchase(self, product: str, supplier: str, user: str) -> "World":
        return self.say(PurchaseFact(product=product, supplier=supplier, user=user))

    def chain(self, name: str, *anchors: str, up: int = 2, down: int = 2) -> "World":
        return self.say(ChainFact(name=name, anchors=anchors, upstream=up, downstream=down))

    def stopped(self, product: str) -> "World":
        return self.plant(product, status=Status.STOPPED)

    def copy(self) -> "World":
        return replace(self, facts=list(self.facts), shipped=list(self.shipped))

    def statements(self) -> tuple[Statement, ...]:
        mine = [Statement(fact=f, evidence=Evidence(source="表", basis=basis)) for f, basis in self.facts]
        theirs = [Statement(fact=f, evidence=Evidence(source="库", basis=basis)) for f, basis in self.shipped]
        return distinct([*mine, *theirs])

    def snapshot(self) -> Snapshot:
        sources = Source(id="库", title="参考库", rank=Rank.SHIPPED), Source(id="表", title="本地表")
        return Snapshot(version="0" * 16, sources=sources, statements=self.statements())

    def network(self) -> ChainNetwork:
        return network_of(self.snapshot())

    def local(self, place: str = FULING, *, radius: float = 150.0) -> LocalPresence:
        network = self.network()
        return presence_of(network, network.territory.find(place).id, radius=radius)

    def at(self, place: str = FULING, *, reach: int = 2, radius: float = 150.0) -> "View":
        network = self.network()
        local = presence_of(network, network.territory.find(place).id, radius=radius)
        return View(situation_of(network, local, balance_of(network, local.plants), steps=reach))

    def found(self, place: str = FULING, **query: Any) -> "Found":
        return Found(gaps(self.network(), place, GapQuery(**query)))


def amount(written: Any, unit: str) -> Quantity:
    if isinstance(written, Quantity):
        return written
    if written is None:
        return Quantity.unknown(unit)
    return Quantity.between(*written, unit=unit) if isinstance(written, tuple) else Quantity.exact(float(written), unit)


@dataclass(frozen=True)
class View:
    """A situation asked by name."""

    at: Situation

    def id(self, name: str) -> str:
        return self.at.network.find_product(name).id

    def names(self, products: Iterable[str]) -> set[str]:
        return {self.at.network.products[product].name for product in products}

    def line(self, name: str) -> Any:
        return self.at.balance[self.id(name)]

    def down(self, name: str) -> int | None:
        return self.at.reach.down.get(self.id(name))

    def up(self, name: str) -> int | None:
        return self.at.reach.up.get(self.id(name))


@dataclass(frozen=True)
class Found:
    """A gap report asked by name."""

    report: GapReport

    def rows(self, name: str) -> list[Candidate]:
        return [row for row in self.report.candidates if row.product.name == name]

    def row(self, name: str, kind: GapKind | None = None) -> Candidate:
        (only,) = [row for row in self.rows(name) if kind in (None, row.kind)]
        return only

    def kind(self, name: str) -> GapKind | None:
        """The kind of the one row about a product, None without a row."""
        return self.row(name).kind if self.rows(name) else None

    def tags(self, name: str) -> set[str]:
        return set(self.row(name).tags)

    def names(self, *kinds: GapKind) -> set[str]:
        return {row.product.name for row in self.report.candidates if not kinds or row.kind in kinds}

    def signal(self, name: str, signal: SignalName, kind: GapKind | None = None) -> Signal:
        return next(line for line in self.row(name, kind).signals if line.name is signal)

    def n(self, name: str, signal: SignalName) -> float | None:
        return self.signal(name, signal).normalised

    def suppliers(self, name: str) -> list[str]:
        return [ref.name for ref in self.row(name).suppliers]

    def users(self, name: str) -> list[str]:
        return [ref.name for ref in self.row(name).users]

    def path(self, name: str) -> list[str]:
        return [ref.name for ref in self.row(name).path]


@pytest.fixture(scope="session")
def new_world() -> type[World]:
    return World


@pytest.fixture
def world() -> World:
    """An empty world: 重庆市 with 涪陵区 in it, no coordinates."""
    return World().place("重庆市", kind=PlaceType.PROVINCE).place(FULING, parent="重庆市", kind=PlaceType.COUNTY)
