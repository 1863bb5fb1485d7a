"""What a place has: its products, their co-products, kinds only stated by a generic name; and neighbours' plants."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from chainmap.evidence import CONFIDENCE, Basis
from chainmap.facts import Nature, Status
from graphs.network import ChainNetwork
from graphs.territory import Plant

UNSTATED_CONFIDENCE = CONFIDENCE[Basis.INFERRED]


@dataclass(frozen=True, slots=True)
class LocalPresence:
    """One place with everything in it. Product sets hold ids; `stated` is what enterprises state themselves."""

    place: str
    plants: tuple[Plant, ...]
    coming: tuple[Plant, ...]
    stated: frozenset[str]
    co_products: dict[str, tuple[str, ...]]  # co-product -> the local products of which every route yields it
    maybe_co_products: frozenset[str]  # yielded by some routes of a local product only
    present: frozenset[str]
    unstated: frozenset[str]  # 细分待核: kinds of a heading that is stated without its kind
    unstated_headings: tuple[str, ...]
    neighbours: dict[str, tuple[Plant, ...]]
    elsewhere: dict[str, tuple[Plant, ...]]
    confidence: dict[str, float]
    made: dict[str, tuple[Plant, ...]]  # plants by what they make, a kind's also under its generics
    hosts: dict[str, frozenset[str]]  # product -> enterprises that make it or a kind of it, or always yield it
    feeding: frozenset[str]  # what feeds its users here: what is present, and what may be (at confidence 0.5)
    inside: frozenset[str]  # the place and every place in it
    enterprises: frozenset[str]  # those with a plant here
    partners: frozenset[str]  # enterprises that sell to a plant here or buy from one

    def makers(self, product: str) -> tuple[Plant, ...]:
        """The local plants that make a product or a kind of it."""
        return self.made.get(product, ())

    def absent(self, product: str) -> bool:
        return product not in self.present and product not in self.unstated


def presence_of(network: ChainNetwork, place: str, *, radius: float) -> LocalPresence:
    """Presence of a place: 投产 counts, 在建 and 拟建 are shown as coming, 停产 never."""
    inside = network.territory.within(place)
    running = [plant for plant in network.territory.plants if plant.status is Status.OPERATING]
    local = tuple(plant for plant in running if plant.place in inside)
    coming = (Status.BUILDING, Status.PLANNED)
    stated = frozenset(plant.product for plant in local)
    co_products, maybe = _co_products(network, stated)
    direct = stated | set(co_products)
    present = direct | {generic for product in direct for generic in network.generics_above(product)}
    headings = _headings_without_kind(network, local)
    unstated = {kind for heading in headings for kind in network.kinds_below(heading)} - present
    outside = [plant for plant in running if plant.place not in inside]
    near = [plant for plant in outside if plant.place and _is_near(network, place, plant, radius=radius)]
    near_set = set(map(id, near))
    enterprises = frozenset(plant.enterprise for plant in local)
    return LocalPresence(
        place=place,
        plants=local,
        coming=tuple(p for p in network.territory.plants if p.place in inside and p.status in coming),
        stated=stated,
        co_products=co_products,
        maybe_co_products=frozenset(maybe - present),
        present=frozenset(present),
        unstated=frozenset(unstated),
        unstated_headings=headings,
        neighbours=_by_product(network, near),
        elsewhere=_by_product(network, [plant for plant in outside if id(plant) not in near_set]),
        confidence=_confidence(network, local, co_products, unstated),
        made=_by_product(network, local),
        hosts=_hosts(network, local, co_products),
        feeding=frozenset(present | unstated),
        inside=inside,
        enterprises=enterprises,
        partners=_partners(network, enterprises),
    )


def _partners(network: ChainNetwork, here: frozenset[str]) -> frozenset[str]:
    deals = {(purchase.supplier, purchase.user) for purchase in network.territory.purchases}
    return frozenset({user for supplier, user in deals if supplier in here} | {s for s, user in deals if user in here})


def _is_near(network: ChainNetwork, place: str, plant: Plant, *, radius: float) -> bool:
    above = {p.id for p in network.territory.path(place)[1:]}
    return plant.place not in above and network.territory.near(place, plant.place, radius=radius)


def _by_product(network: ChainNetwork, plants: Iterable[Plant]) -> dict[str, tuple[Plant, ...]]:
    """Plants by what they make; whoever makes a kind makes the generic."""
    found: dict[str, list[Plant]] = defaultdict(list)
    for plant in plants:
        for product in (plant.product, *network.generics_above(plant.product)):
            found[product].append(plant)
    return {product: tuple(items) for product, items in found.items()}


def _hosts(
    network: ChainNetwork, plants: tuple[Plant, ...], co_products: dict[str, tuple[str, ...]]
) -> dict[str, frozenset[str]]:
    yields: dict[str, list[str]] = defaultdict(list)
    for co_product, mains in co_products.items():
        for main in mains:
            yields[main].append(co_product)
    found: dict[str, set[str]] = defaultdict(set)
    for plant in plants:
        for product in (plant.product, *yields[plant.product]):
            for own in (product, *network.generics_above(product)):
                found[own].add(plant.enterprise)
    return {product: frozenset(enterprises) for product, enterprises in found.items()}


def _co_products(network: ChainNetwork, stated: frozenset[str]) -> tuple[dict[str, tuple[str, ...]], set[str]]:
    always: dict[str, list[str]] = defaultdict(list)
    maybe: set[str] = set()
    for product in sorted(stated):
        yields = [{item.product for item in route.co_products} for route in network.stated_routes(product)]
        if yields:
            sure = set.intersection(*yields)
            maybe |= set.union(*yields) - sure
            for co_product in sorted(sure):
                always[co_product].append(product)
    return {co_product: tuple(mains) for co_product, mains in always.items()}, maybe - set(always)


def _headings_without_kind(network: ChainNetwork, plants: tuple[Plant, ...]) -> tuple[str, ...]:
    """Headings that an enterprise is stated to make while none of its kinds is stated of that enterprise."""
    made: dict[str, set[str]] = defaultdict(set)
    for plant in plants:
        made[plant.enterprise].add(plant.product)
    found = set()
    for products in made.values():
        for product in products:
            heading = network.products[product].nature is Nature.HEADING
            if heading and not products & set(network.kinds_below(product)):
                found.add(product)
    return tuple(sorted(found))


def _confidence(
    network: ChainNetwork, plants: tuple[Plant, ...], co_products: dict[str, tuple[str, ...]], unstated: set[str]
) -> dict[str, float]:
    sure: dict[str, float] = {}
    for plant in plants:
        for product in (plant.product, *network.generics_above(plant.product)):
            sure[product] = max(sure.get(product, 0.0), plant.evidence.confidence)
    yielded: dict[str, float] = {}
    for co_product, mains in co_products.items():
        for product in (co_product, *network.generics_above(co_product)):
            yielded[product] = max(yielded.get(product, 0.0), *(sure[main] for main in mains))
    sure = {**yielded, **sure}
    for product in unstated:
        sure.setdefault(product, UNSTATED_CONFIDENCE)
    return sure
