"""Places, the enterprises in them and their plants: who makes what where, and what lies near."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from chainmap.errors import AmbiguousName, BadInput, UnknownName
from chainmap.evidence import Evidence
from chainmap.facts import (
    EnterpriseRole,
    PlaceType,
    Status,
)
from chainmap.names import name_key
from chainmap.placenames import PlaceIndex
from chainmap.quantities import Quantity

EARTH_RADIUS_KM = 6371.0
_SHOWN, _NEAR = 12, 5
"""Full names of a name that several places have, and near names of one that none has."""


@dataclass(frozen=True, slots=True)
class Place:
    id: str
    name: str
    code: str
    parent: str | None
    type: PlaceType | None
    longitude: float | None = None
    latitude: float | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Enterprise:
    id: str
    name: str
    place: str | None
    role: EnterpriseRole | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Plant:
    """One statement of 产能: `supply` is capacity × utilisation (nameplate where no utilisation is stated)."""

    enterprise: str
    product: str
    place: str
    amount: Quantity
    status: Status
    utilisation: float | None
    own_share: float | None
    year: int | None
    evidence: Evidence
    note: str = ""

    @property
    def supply(self) -> Quantity:
        return self.amount if self.utilisation is None else self.amount.scaled(self.utilisation)


@dataclass(frozen=True, slots=True)
class Purchase:
    supplier: str
    user: str
    product: str
    evidence: Evidence


@dataclass(slots=True)
class Territory:
    """Places by id with their tree, enterprises by id, plants and purchases in a fixed order."""

    places: dict[str, Place] = field(default_factory=dict)
    children: dict[str, tuple[str, ...]] = field(default_factory=dict)
    enterprises: dict[str, Enterprise] = field(default_factory=dict)
    plants: tuple[Plant, ...] = ()
    purchases: tuple[Purchase, ...] = ()
    names: PlaceIndex = field(default_factory=PlaceIndex)
    warnings: tuple[str, ...] = ()
    counts: Counter[str] | None = None
    """Enterprises in each place and within it, filled on first use by `graphs.places`."""
    _made: dict[str, tuple[Plant, ...]] = field(default_factory=dict)
    _indexed: tuple[Plant, ...] = ()

    def plants_of(self, product: str) -> tuple[Plant, ...]:
        """Every plant of exactly this product, wherever it is and whatever its status; in the order of `plants`."""
        if self._indexed is not self.plants:
            found: dict[str, list[Plant]] = defaultdict(list)
            for plant in self.plants:
                found[plant.product].append(plant)
            self._made = {own: tuple(plants) for own, plants in found.items()}
            self._indexed = self.plants
        return self._made.get(product, ())

    def find(self, name: str) -> Place:
        """The place of an id, a code, or an unambiguous full or short name; UnknownName with near names else."""
        if name in self.places:
            return self.places[name]
        if not self.places:
            raise BadInput("库里还没有任何地区:先运行 chainmap demo(带样例),或导入 地区、企业、产能 三张表。")
        found = self.names.find(name)
        if len(found) == 1:
            return self.places[found[0]]
        if found:
            named = sorted(found, key=lambda own: (self.places[own].code or "999999", self.full_name(own), own))
            raise AmbiguousName("地区", name, tuple(self.full_name(own) for own in named[:_SHOWN]))
        raise UnknownName("地区", name, self._near(name))

    def add(self, place: Place) -> None:
        """One more place, in nothing and with nothing in it."""
        self.places[place.id] = place
        self.names.add(place.id, place.name, code=place.code, aliases=place.aliases)

    def _near(self, name: str) -> tuple[str, ...]:
        """Names that a person may have meant: the same stem, one holding the other, else a like spelling.

        Of equally like ones those where enterprises are go first.
        """
        alike = [self.plain(own) for own in self.names.alike(name)]
        key = name_key(name)
        names = {place.name: name_key(place.name) for place in self.places.values()}
        held = [own for own, other in names.items() if key and (key in other or (len(other) > 2 and other in key))]
        held.sort(key=lambda other: (abs(len(other) - len(name)), other))
        near = list(dict.fromkeys([*alike, *held]))[:_NEAR]
        if near:
            return tuple(near)
        used = {place.name for e in self.enterprises.values() if e.place for place in self.path(e.place)}
        return tuple(dict.fromkeys([*closest(name, used, limit=2), *closest(name, names)]))[:_NEAR]

    def plain(self, place: str) -> str:
        """Its name where only it has that, else its full name."""
        name = self.places[place].name
        return name if len(self.names.named(name)) == 1 else self.full_name(place)

    def path(self, place: str) -> tuple[Place, ...]:
        """The place and what it lies in, innermost first; a circle of parents ends at its first repetition."""
        chain: list[Place] = []
        current: str | None = place
        while current is not None and current in self.places and self.places[current] not in chain:
            chain.append(self.places[current])
            current = self.places[current].parent
        return tuple(chain)

    def full_name(self, place: str) -> str:
        return "·".join(p.name for p in reversed(self.path(place)))

    def within(self, place: str) -> frozenset[str]:
        """The place and every place in it."""
        found, queue = {place}, [place]
        while queue:
            for child in self.children.get(queue.pop(), ()):
                if child not in found:
                    found.add(child)
                    queue.append(child)
        return frozenset(found)

    def coordinates(self, place: str) -> tuple[float, float] | None:
        """Longitude and latitude of the place, else of the nearest place around it that is not a province."""
        for around in self.path(place):
            if around.longitude is not None and around.latitude is not None and around.type is not PlaceType.PROVINCE:
                return around.longitude, around.latitude
        return None

    def distance_km(self, first: str, second: str) -> float | None:
        """Great-circle distance; None where either place has no coordinates."""
        here, there = self.coordinates(first), self.coordinates(second)
        if here is None or there is None:
            return None
        (lon1, lat1), (lon2, lat2) = here, there
        a, b = math.radians(lat1), math.radians(lat2)
        half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
        return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half))

    def near(self, first: str, second: str, *, radius: float) -> bool:
        """Within `radius` km; without coordinates, `second` lies in a place of the same parent as `first`."""
        distance = self.distance_km(first, second)
        if distance is not None:
            return distance <= radius
        here = self.places.get(first)
        return here is not None and here.parent is not None and here.parent in {p.parent for p in self.path(second)}


def closest(name: str, names: Iterable[str], *, limit: int = 5) -> tuple[str, ...]:
    """Names that look like it, best first, for a person to choose from; never chosen by the program."""
    from rapidfuzz import fuzz, process

    cutoff = 50 if len(name) <= 3 else 55
    found = process.extract(name, sorted(set(names)), scorer=fuzz.ratio, limit=limit, score_cutoff=cutoff)
    return tuple(item[0] for item in found)
