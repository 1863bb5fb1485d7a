"""Which products and places are known by which names: what the store says beside what is being loaded."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from chainmap.facts import PlaceFact, ProductFact
from chainmap.gazetteer import gazetteer_of
from chainmap.names import name_key
from chainmap.placenames import six_digits
from chainmap.ports import Snapshot
from chainmap.statements import Statement

NEAR_NAMES = 3
_LIKE_ENOUGH = 50
_MOST_SEARCHES = 300
"""Unknown names for which near ones are looked up in one load; a file of strangers should not take minutes."""


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
    def places(self) -> tuple[Statement, ...]:
        return tuple(s for s in self.statements if isinstance(s.fact, PlaceFact))


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


class PlaceNames:
    """Places by code and name, by full name (重庆市涪陵区), by short name (涪陵) and by alias.

    What a load states itself goes before what others do where both have the name: `own` is its source.
    """

    def __init__(self, statements: Iterable[Statement], own: str = "") -> None:
        self.gazetteer = gazetteer_of(statements)
        self._own = own

    def fact(self, place: str) -> PlaceFact:
        return self.gazetteer.facts[place]

    def find(self, written: str) -> tuple[str, ...]:
        """All places that a written name or code may mean: exact ones, else full names, else short ones."""
        return self.gazetteer.find(written, self._own)

    def around(self, fact: PlaceFact) -> tuple[str, ...]:
        """All places that the parent of a row may mean; a place is not around itself."""
        exact = self.gazetteer.index.find(fact.parent)
        found = tuple(own for own in exact if not self._is(fact, own)) or self.gazetteer.index.called(fact.parent)
        return self.gazetteer.own_of(tuple(own for own in found if not self._is(fact, own)), self._own)

    def _is(self, fact: PlaceFact, own: str) -> bool:
        return name_key(self.fact(own).name) == name_key(fact.name)

    def coded(self, code: str) -> str:
        """The place of this code, in any of the lengths that codes are written in; empty where there is none."""
        found = [own for own in self.gazetteer.index.named(six_digits(code)) if self.fact(own).code] if code else []
        return found[0] if len(found) == 1 else ""

    def told(self, place: str) -> str:
        """A place as a question names it: full name and code."""
        return f"{self.full_name(place)} {self.fact(place).code}".strip()

    def plain(self, place: str) -> str:
        """How a fact names a place that was found: its name if that is unique, else its code, else its full name."""
        fact = self.fact(place)
        return fact.name if len(self.gazetteer.index.named(fact.name)) == 1 else fact.code or self.full_name(place)

    def full_name(self, place: str) -> str:
        """重庆市·涪陵区·白涛园区, as far as the places around it are stated and unambiguous."""
        top = self.gazetteer.path(place)[-1]
        above = self.fact(top).parent if top not in self.gazetteer.parents else ""
        return "·".join(filter(None, (above, self.gazetteer.full_name(place))))

    def near(self) -> Near:
        return Near(self.gazetteer.plain(own) for own in self.gazetteer.facts)
