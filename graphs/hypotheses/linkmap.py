"""What of the map takes part: the links that teach, and what it relates already, in so many words or by kinds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from chainmap.facts import Nature, Role
from graphs.hypotheses.pairs import Flags, Ints, Pairs, contained, gathered, growing, spread
from graphs.network import ChainNetwork

NEVER = (Nature.UTILITY, Nature.HEADING)
"""Neither suggested nor taught from: what everybody uses, and what only stands for its kinds."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class LinkMap:
    """Products by position (in order of id). Link k says that `suppliers[k]` is a feedstock of `users[k]`.

    `inputs`: pairs in which the first goes into the second otherwise (auxiliary, energy, by way of a heading, into a
    co-product); `beside`: kinds and their generics at any depth, co-products, end uses. `lineage`: every product with
    itself and its generics. Pairs are keys, supplier · size + user.
    """

    products: tuple[str, ...]
    names: tuple[str, ...]
    aliases: tuple[tuple[str, ...], ...]
    suppliers: Ints
    users: Ints
    inputs: Ints
    beside: Ints
    lineage: Pairs
    supplying: Flags
    using: Flags
    families: tuple[tuple[int, ...], ...]

    @property
    def size(self) -> int:
        return len(self.products)

    @property
    def links(self) -> int:
        return len(self.suppliers)

    @property
    def keys(self) -> Ints:
        """One number a link, growing."""
        return self.suppliers * self.size + self.users


class Related:
    """Which pairs the map relates already, whichever way round, when some links are hidden.

    What goes into a product goes into every kind of it, and any kind of a feedstock will do: such pairs are related
    too, though nobody states them.
    """

    def __init__(self, map_: LinkMap, hidden: Flags) -> None:
        self._lineage, self._size = map_.lineage, map_.size
        self._begins = np.searchsorted(map_.lineage.tails, np.arange(map_.size + 1))
        self._inputs = self._both_ways(np.r_[map_.inputs, map_.keys[~hidden]])
        self._beside = self._both_ways(map_.beside)

    def _both_ways(self, keys: Ints) -> Ints:
        return growing(np.r_[keys, keys % self._size * self._size + keys // self._size])

    def holds(self, suppliers: Ints, users: Ints) -> Flags:
        return contained(suppliers * self._size + users, self._beside) | self._lifted(suppliers, users)

    def _lifted(self, suppliers: Ints, users: Ints) -> Flags:
        """Whether an input is stated between the pair, or between any of their generics."""
        pair, first = spread(self._begins[suppliers], np.diff(self._begins)[suppliers])
        entry, second = spread(self._begins[users[pair]], np.diff(self._begins)[users[pair]])
        keys = self._lineage.heads[first[entry]] * self._size + self._lineage.heads[second]
        found = np.zeros(len(suppliers), np.bool_)
        found[pair[entry[contained(keys, self._inputs)]]] = True
        return found


def link_map(network: ChainNetwork) -> LinkMap:
    """The links between feedstock and product; utilities and headings take no part, end uses are no products."""
    products = tuple(network.products)
    place = {product: position for position, product in enumerate(products)}
    natures = [network.products[product].nature for product in products]
    feeds, inputs = set(_feeds(network)), set(_auxiliaries(network))
    taking = {product for product, nature in zip(products, natures, strict=True) if nature not in NEVER}
    links = {(u, v) for u, v in feeds if u in taking and v in taking}
    keys = _keys(links, place)
    lineage = [(place[p], place[own]) for p in products for own in (p, *network.generics_above(p))]
    tails, heads = np.array(lineage, np.int64).reshape(-1, 2).T
    return LinkMap(
        products=products,
        names=tuple(network.products[product].name for product in products),
        aliases=tuple(network.products[product].aliases for product in products),
        suppliers=keys // max(1, len(products)),
        users=keys % max(1, len(products)),
        inputs=_keys((feeds | inputs) - links, place),
        beside=_keys(_relations(network), place),
        lineage=gathered(len(products), tails, heads, np.ones(len(tails))),
        supplying=np.array([nature not in NEVER for nature in natures], np.bool_),
        using=np.array([nature not in (*NEVER, Nature.PRIMARY) for nature in natures], np.bool_),
        families=tuple(tuple(place[kind] for kind in kinds) for kinds in network.reference.kinds.values()),
    )


def _keys(pairs: Iterable[Pair], place: dict[str, int]) -> Ints:
    return growing(np.array([place[u] * len(place) + place[v] for u, v in pairs if u != v], np.int64))


def _feeds(network: ChainNetwork) -> Iterator[Pair]:
    for user, recipes in network.reference.routes.items():
        yield from ((i.product, user) for route in recipes for i in route.inputs if i.role is Role.FEEDSTOCK)
    for user, suppliers in network.reference.links.items():
        yield from ((item.product, user) for item in suppliers)


def _auxiliaries(network: ChainNetwork) -> Iterator[Pair]:
    """Inputs that are no feedstock, and what a recipe's inputs yield beside its product."""
    for user, recipes in network.reference.routes.items():
        for route in recipes:
            yield from ((item.product, user) for item in route.inputs if item.role is not Role.FEEDSTOCK)
            yield from ((item.product, beside.product) for item in route.inputs for beside in route.co_products)


def _relations(network: ChainNetwork) -> Iterator[Pair]:
    """Kinds at any depth, co-products, and end uses that are products too."""
    for product in network.products:
        yield from ((product, generic) for generic in network.generics_above(product))
    for user, recipes in network.reference.routes.items():
        yield from ((user, beside.product) for route in recipes for beside in route.co_products)
    for product, uses in network.reference.end_uses.items():
        found = (network.reference.names.find(use) for use in uses)
        yield from ((product, user) for user in found if user in network.products)
