"""Which products and places are known by which names: what the store says beside what is being loaded."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from chainmap.facts import PlaceFact, ProductFact
from chainmap.names import name_key
from chainmap.ports import Snapshot
from chainmap.statements import Statement

NEAR_NAMES = 3
_LIKE_ENOUGH = 50
_MOST_SEARCHES = 300
"""Unknown names for which near ones are looked up in one load; a file of strangers should not take minutes."""
_LEVELS = "省市区县旗"


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The statements of a store that name products and places, each with the source that says so."""

    statements: tuple[Statement, ...] = ()

    @classmethod
    def of(cls, snapshot: Snapshot) -> "KnownNames":
        return cls.stated(snapshot.statements)

    @classmethod
    def stated(cls, statements: Iterable[Statement]) -> "KnownNames":
        return cls(tuple(s for s in statements if isinstance(s.fact, (ProductFact, PlaceFact))))

    def without(self, source: str) -> "KnownNames":
        """What remains when that source is loaded anew: it says only what it says now."""
        return KnownNames(tuple(s for s in self.statements if s.evidence.source != source))

    @property
    def products(self) -> tuple[ProductFact, ...]:
        return tuple(s.fact for s in self.statements if isinstance(s.fact, ProductFact))

    @property
    def places(self) -> tuple[PlaceFact, ...]:
        return tuple(s.fact for s in self.statements if isinstance(s.fact, PlaceFact))


class Near:
    """Near names for a person to choose from, best first; never chosen by the program."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(set(names))
        self._keys = [name_key(name) for name in self._names]
        self._found: dict[str, tuple[str, ...]] = {}

    def names(self, name: str) -> tuple[str, ...]:
        key = name_key(name)
        if key not in self._found and len(self._found) < _MOST_SEARCHES:
            hits = process.extract(key, self._keys, scorer=fuzz.ratio, limit=None, score_cutoff=_LIKE_ENOUGH)
            best = sorted(hits, key=lambda hit: (-hit[1], self._names[hit[2]]))[:NEAR_NAMES]
            self._found[key] = tuple(self._names[hit[2]] for hit in best)
        return self._found.get(key, ())


class ProductNames:
    """Canonical names and aliases by key; a canonical name goes before any alias, equals by order of name."""

    def __init__(self, facts: Iterable[ProductFact]) -> None:
        ordered = sorted(facts, key=lambda fact: fact.name)
        self.canonical: dict[str, str] = {}
        self.aliases: dict[str, str] = {}
        for fact in ordered:
            self.canonical.setdefault(name_key(fact.name), fact.name)
        for fact in ordered:
            for alias in (*fact.aliases, *([fact.english] if fact.english else [])):
                self.aliases.setdefault(name_key(alias), self.canonical[name_key(fact.name)])

    def find(self, name: str) -> str | None:
        """The canonical name that a written one means, None where nobody has stated it."""
        key = name_key(name)
        return self.canonical.get(key) or self.aliases.get(key)

    def near(self) -> Near:
        return Near((*self.canonical.values(), *self.aliases.values()))


@dataclass(frozen=True, slots=True)
class Place:
    """A place by its own name and the place around it; `code` is empty where none is stated."""

    name: str
    parent: str
    code: str


class PlaceNames:
    """Places by code and name, by full name (重庆市涪陵区) and by short name (涪陵)."""

    def __init__(self, facts: Iterable[PlaceFact]) -> None:
        stated: dict[tuple[str, str], Place] = {}
        for fact in sorted(facts, key=lambda fact: (fact.name, fact.parent, fact.code)):
            where = name_key(fact.parent), name_key(fact.name)
            if where not in stated or (fact.code and not stated[where].code):
                stated[where] = Place(fact.name, fact.parent, fact.code)
        self._places = {place.code or "\x1f".join(where): place for where, place in stated.items()}
        self._exact: dict[str, list[str]] = defaultdict(list)
        self._full: dict[str, list[str]] = defaultdict(list)
        self._short: dict[str, list[str]] = defaultdict(list)
        for own, place in self._places.items():
            for name in filter(None, (place.name, place.code)):
                self._exact[name_key(name)].append(own)
        for own, place in self._places.items():
            self._full[name_key(self.full_name(place).replace("·", ""))].append(own)
            self._short[name_key(short_name(place.name))].append(own)

    def find(self, written: str) -> tuple[Place, ...]:
        """All places that a written name or code may mean: exact ones, else full names, else short ones."""
        key = name_key(written)
        for index in (self._exact, self._full, self._short):
            found = index.get(key) or index.get(key.replace("·", ""))
            if found:
                return tuple(self._places[own] for own in found)
        return ()

    def plain(self, place: Place, written: str) -> str:
        """How a fact names a place that was found: its name if that is unique, else its code, else as written."""
        if len(self._exact[name_key(place.name)]) == 1:
            return place.name
        return place.code or written

    def full_name(self, place: Place) -> str:
        """重庆市·涪陵区·白涛园区, as far as the places around it are stated and unambiguous."""
        names, around = [place.name], place
        while around.parent and len(names) < len(_LEVELS) + 3:
            above = self._exact.get(name_key(around.parent), [])
            if len(above) != 1:
                names.append(around.parent)
                break
            around = self._places[above[0]]
            names.append(around.name)
        return "·".join(reversed(names))

    def near(self) -> Near:
        return Near(place.name for place in self._places.values())


def short_name(name: str) -> str:
    """涪陵区 → 涪陵; a name of two characters stays whole."""
    return name[:-1] if len(name) > 2 and name[-1] in _LEVELS else name
