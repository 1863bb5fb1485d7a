"""What the sources say of places together: one fact a place, what lies in what, and the names it goes by."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from chainmap.facts import PlaceFact
from chainmap.names import name_key, place_id
from chainmap.placenames import PlaceIndex
from chainmap.statements import Statement


@dataclass(slots=True)
class Gazetteer:
    """Places by id. `parents` hold no circle: `circles` are the places whose parents went round and were let go."""

    facts: dict[str, PlaceFact]
    stated_by: dict[str, frozenset[str]]
    index: PlaceIndex
    circles: tuple[tuple[str, ...], ...] = ()
    _lies_in: dict[str, str] = field(default_factory=dict)

    @property
    def parents(self) -> dict[str, str]:
        return self.index.parents

    def find(self, written: str, source: str = "") -> tuple[str, ...]:
        """Every place that the name may mean; of several the only one that this source itself states, if so."""
        return self.own_of(self.index.find(written), source)

    def own_of(self, found: tuple[str, ...], source: str) -> tuple[str, ...]:
        if len(found) < 2 or not source:
            return found
        own = tuple(place for place in found if source in self.stated_by[place])
        return own if len(own) == 1 else found

    def path(self, place: str) -> tuple[str, ...]:
        """The place and what it lies in, innermost first."""
        found = [place]
        while found[-1] in self.parents:
            found.append(self.parents[found[-1]])
        return tuple(found)

    def full_name(self, place: str) -> str:
        """重庆市·涪陵区, outermost first."""
        return "·".join(self.facts[own].name for own in reversed(self.path(place)))

    def plain(self, place: str) -> str:
        """What the place is called where one word must do: its name if only it has that, else its full name."""
        name = self.facts[place].name
        return name if len(self.index.named(name)) == 1 else self.full_name(place)


def gazetteer_of(statements: Iterable[Statement]) -> Gazetteer:
    """Places as the statements say together; what an earlier one says of code, name, parent and type goes before."""
    facts, stated_by = _together([(s.fact, s.evidence.source) for s in statements if isinstance(s.fact, PlaceFact)])
    index = PlaceIndex()
    for own, fact in facts.items():
        index.add(own, fact.name, code=fact.code, aliases=fact.aliases)
    found = Gazetteer(facts, stated_by, index)
    parents = _parents(found)
    found.circles = circles(parents)
    for own in (place for circle in found.circles for place in circle):
        del parents[own]
    index.parents.clear()
    index.parents.update(parents)
    return found


def _together(stated: list[tuple[PlaceFact, str]]) -> tuple[dict[str, PlaceFact], dict[str, frozenset[str]]]:
    """One fact a place id, and who states it.

    Rows of one name and parent are one place, and so are rows of one code; a row without a parent belongs to the
    only place of its name, unless their codes differ.
    """
    groups: dict[tuple[str, str], list[tuple[PlaceFact, str]]] = defaultdict(list)
    parents: dict[str, set[str]] = defaultdict(set)
    for fact, source in stated:
        name, parent = name_key(fact.name), name_key(fact.parent)
        groups[name, parent].append((fact, source))
        parents[name].add(parent)
    for name in [name for name, above in parents.items() if "" in above and len(above) == 2]:
        (parent,) = parents[name] - {""}
        if len({name_key(fact.code) for fact, _ in (*groups[name, ""], *groups[name, parent])} - {""}) <= 1:
            groups[name, parent] += groups.pop((name, ""))
    by_id: dict[str, list[tuple[PlaceFact, str]]] = defaultdict(list)
    for rows in groups.values():
        fact = _merged([fact for fact, _ in rows])
        by_id[place_id(fact.name, code=fact.code, parent=fact.parent)] += rows
    facts = {own: _merged([fact for fact, _ in rows]) for own, rows in by_id.items()}
    return facts, {own: frozenset(source for _, source in rows) for own, rows in by_id.items()}


def _merged(facts: list[PlaceFact]) -> PlaceFact:
    """The first statement of each part of a place, the last of where it is: longitude and latitude go together."""
    if len(facts) == 1:
        return facts[0]
    located = next((f for f in reversed(facts) if f.longitude is not None and f.latitude is not None), facts[0])
    names = dict.fromkeys(alias for fact in facts for alias in (fact.name, *fact.aliases))
    return PlaceFact(
        name=facts[0].name,
        code=next((fact.code for fact in facts if fact.code), ""),
        aliases=tuple(name for name in names if name != facts[0].name),
        parent=next((fact.parent for fact in facts if fact.parent), ""),
        type=next((fact.type for fact in facts if fact.type), None),
        longitude=located.longitude,
        latitude=located.latitude,
    )


def _parents(found: Gazetteer) -> dict[str, str]:
    """What each place lies in, where its parent's name means one other place; itself alone is a circle of one."""
    late = []
    for own, fact in found.facts.items():
        if fact.parent:
            above = found.index.named(fact.parent) or found.index.called(fact.parent)
            if not _settled(found, own, above):
                late.append(own)
    for own in late:  # full names can only be read when most parents are known
        _settled(found, own, found.index.find(found.facts[own].parent))
    return dict(found.parents)


def _settled(found: Gazetteer, own: str, above: tuple[str, ...]) -> bool:
    key = name_key(found.facts[own].name)
    others = tuple(place for place in above if place != own and name_key(found.facts[place].name) != key)
    if not others and above:
        found.parents[own] = own
    for source in sorted(found.stated_by[own]):
        chosen = found.own_of(others, source)
        if len(chosen) == 1:
            found.parents.setdefault(own, chosen[0])
    return own in found.parents


def circles(parents: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """The places whose parents lead back to themselves, a circle at a time, each and all in the order of ids."""
    found: set[tuple[str, ...]] = set()
    done: set[str] = set()
    for start in parents:
        way: dict[str, int] = {}
        current = start
        while current in parents and current not in done and current not in way:
            way[current] = len(way)
            current = parents[current]
        if current in way:
            found.add(tuple(sorted(place for place, step in way.items() if step >= way[current])))
        done.update(way)
    return tuple(sorted(found))
