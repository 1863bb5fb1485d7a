"""Builds the territory from what sources state: places into their tree, enterprises to places, plants to both."""

from collections import defaultdict
from collections.abc import Iterable

from chainmap.errors import UnknownName
from chainmap.evidence import Evidence
from chainmap.facts import (
    CapacityFact,
    EnterpriseFact,
    PlaceFact,
    PurchaseFact,
)
from chainmap.names import enterprise_id, name_key, place_id
from chainmap.statements import Statement
from graphs.reference import Names
from graphs.territory import Enterprise, Place, Plant, Purchase, Territory, short_name


def build_territory(statements: Iterable[Statement], names: Names) -> Territory:
    """Merge what all sources state of places and enterprises; an enterprise that only 产能 names is made."""
    by_kind: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_kind[statement.kind].append(statement)
    territory = Territory()
    resolve = _places(territory, [s.fact for s in by_kind["place"] if isinstance(s.fact, PlaceFact)])
    for statement in by_kind["enterprise"]:
        fact = statement.fact
        if isinstance(fact, EnterpriseFact):
            own = enterprise_id(fact.name)
            place = resolve(fact.park) if fact.park else resolve(fact.place)
            known = territory.enterprises.get(own)
            if known is None or (known.place is None and place):
                territory.enterprises[own] = Enterprise(own, fact.name, place, fact.role, fact.note)
    plants = []
    for statement in by_kind["capacity"]:
        fact = statement.fact
        if isinstance(fact, CapacityFact):
            plants.append(_plant(fact, statement.evidence, territory, names, resolve(fact.place)))
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

    def __init__(self, territory: Territory) -> None:
        self.territory = territory
        self.made: dict[str, str] = {}

    def __call__(self, name: str) -> str | None:
        if not name:
            return None
        if name not in self.made:
            try:
                self.made[name] = self.territory.find(name).id
            except UnknownName:
                own = place_id(name)
                self.territory.places.setdefault(own, Place(own, name, "", None, None))
                self.made[name] = own
        return self.made[name]


def _places(territory: Territory, facts: list[PlaceFact]) -> _Resolver:
    stated = _stated_places(facts)
    exact: dict[str, set[str]] = defaultdict(set)
    short: dict[str, set[str]] = defaultdict(set)
    for own, fact in stated.items():
        exact[name_key(fact.name)].add(own)
        short[name_key(short_name(fact.name))].add(own)
        if fact.code:
            exact[name_key(fact.code)].add(own)
    children: dict[str, list[str]] = defaultdict(list)
    for own, fact in stated.items():
        called = name_key(fact.parent)
        above = exact.get(called) or short.get(called, set()) if called else set()
        parent = next(iter(above)) if len(above) == 1 else None
        territory.places[own] = Place(own, fact.name, fact.code, parent, fact.type, fact.longitude, fact.latitude)
        if parent:
            children[parent].append(own)
    territory.children = {parent: tuple(found) for parent, found in children.items()}
    return _Resolver(territory)


def _stated_places(facts: list[PlaceFact]) -> dict[str, PlaceFact]:
    """One fact a place id, with what its statements say together.

    Rows of one name and parent are one place, and so are rows of one code; a row without a parent belongs to the
    only place of its name, unless their codes differ.
    """
    groups: dict[tuple[str, str], list[PlaceFact]] = defaultdict(list)
    parents: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        groups[name_key(fact.name), name_key(fact.parent)].append(fact)
        parents[name_key(fact.name)].add(name_key(fact.parent))
    for name in [name for name, above in parents.items() if "" in above and len(above) == 2]:
        (parent,) = parents[name] - {""}
        loose, kept = groups[name, ""], groups[name, parent]
        if len({name_key(fact.code) for fact in (*loose, *kept)} - {""}) <= 1:
            groups[name, parent] = [*kept, *groups.pop((name, ""))]
    by_id: dict[str, list[PlaceFact]] = defaultdict(list)
    for _, together in sorted(groups.items()):
        merged = _merged(together)
        by_id[place_id(merged.name, code=merged.code, parent=merged.parent)].append(merged)
    return {own: _merged(together) for own, together in by_id.items()}


def _merged(facts: list[PlaceFact]) -> PlaceFact:
    """The first statement of each part of a place; longitude and latitude go together."""
    located = next((fact for fact in facts if fact.longitude is not None and fact.latitude is not None), facts[0])
    return PlaceFact(
        name=facts[0].name,
        code=next((fact.code for fact in facts if fact.code), ""),
        parent=next((fact.parent for fact in facts if fact.parent), ""),
        type=next((fact.type for fact in facts if fact.type), None),
        longitude=located.longitude,
        latitude=located.latitude,
    )
