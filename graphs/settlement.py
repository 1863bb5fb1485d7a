"""Builds the territory from what sources state: places into their tree, enterprises to places, plants to both."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from chainmap.evidence import Evidence
from chainmap.facts import (
    CapacityFact,
    EnterpriseFact,
    PurchaseFact,
)
from chainmap.gazetteer import Gazetteer, gazetteer_of
from chainmap.names import enterprise_id, place_id
from chainmap.statements import Rank, Statement
from graphs.reference import Names
from graphs.territory import Enterprise, Place, Plant, Purchase, Territory


def build_territory(
    statements: Iterable[Statement], names: Names, ranks: Mapping[str, Rank] = MappingProxyType({})
) -> Territory:
    """Merge what all sources state of places and enterprises; an enterprise that only 产能 names is made.

    Of a place the shipped sources' code, name and parent go first, so that its id stays whatever a user loads.
    """
    by_kind: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_kind[statement.kind].append(statement)
    territory = Territory()
    stated = sorted(by_kind["place"], key=lambda s: ranks.get(s.evidence.source) is not Rank.SHIPPED)
    resolve = _places(territory, gazetteer_of(stated))
    for statement in by_kind["enterprise"]:
        fact = statement.fact
        if isinstance(fact, EnterpriseFact):
            own = enterprise_id(fact.name)
            place = resolve(fact.park or fact.place, statement.evidence.source)
            known = territory.enterprises.get(own)
            if known is None or (known.place is None and place):
                territory.enterprises[own] = Enterprise(own, fact.name, place, fact.role, fact.note)
    plants = []
    for statement in by_kind["capacity"]:
        fact = statement.fact
        if isinstance(fact, CapacityFact):
            plants.append(
                _plant(fact, statement.evidence, territory, names, resolve(fact.place, statement.evidence.source))
            )
    territory.plants = tuple(plants)
    territory.purchases = tuple(
        Purchase(enterprise_id(f.supplier), enterprise_id(f.user), names.id_of(f.product), s.evidence)
        for s in by_kind["purchase"]
        if isinstance(f := s.fact, PurchaseFact)
    )
    return territory


def _plant(fact: CapacityFact, evidence: Evidence, territory: Territory, names: Names, place: str | None) -> Plant:
    own = enterprise_id(fact.enterprise)
    if own not in territory.enterprises:
        territory.enterprises[own] = Enterprise(own, fact.enterprise, place)
    return Plant(
        enterprise=own,
        product=names.id_of(fact.product),
        place=place or "",
        amount=fact.amount,
        status=fact.status,
        utilisation=fact.utilisation,
        own_share=fact.own_share,
        year=fact.year,
        evidence=evidence,
        note=fact.note,
    )


class _Resolver:
    """Finds the place id that a written name means among the stated places; makes an unstated one at the top."""

    def __init__(self, territory: Territory, known: Gazetteer) -> None:
        self.territory = territory
        self.known = known
        self.made: dict[tuple[str, str], str] = {}

    def __call__(self, name: str, source: str) -> str | None:
        if not name:
            return None
        if (name, source) not in self.made:
            self.made[name, source] = self._found(name, source)
        return self.made[name, source]

    def _found(self, name: str, source: str) -> str:
        if name in self.territory.places:
            return name
        found = self.known.own_of(self.territory.names.find(name), source)
        if len(found) == 1:
            return found[0]
        own = place_id(name)
        if own not in self.territory.places:
            self.territory.add(Place(own, name, "", None, None))
        return own


def _places(territory: Territory, known: Gazetteer) -> _Resolver:
    children: dict[str, list[str]] = defaultdict(list)
    for own, fact in known.facts.items():
        parent = known.parents.get(own)
        where = fact.longitude, fact.latitude
        territory.places[own] = Place(own, fact.name, fact.code, parent, fact.type, *where, fact.aliases)
        if parent:
            children[parent].append(own)
    territory.children = {parent: tuple(found) for parent, found in children.items()}
    territory.names = known.index
    territory.warnings = tuple(_round(known, circle) for circle in known.circles)
    return _Resolver(territory, known)


def _round(known: Gazetteer, circle: tuple[str, ...]) -> str:
    names = "、".join(known.facts[own].name for own in circle[:5])
    sources = "、".join(sorted({source for own in circle for source in known.stated_by[own]}))
    how = "互为上级" if len(circle) > 1 else "的上级是它自己"
    return f"地区 {names} {how}(来源:{sources}),上级关系没有采用:请在“地区”表里改正“上级”。"
