"""What of the map takes part: the links that teach, and the pairs that are known already and never suggested."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from chainmap.facts import Nature, Role
from graphs.hypotheses.pairs import Flags, Ints
from graphs.network import ChainNetwork

NEVER = (Nature.UTILITY, Nature.HEADING)
"""Neither suggested nor taught from: what everybody uses, and what only stands for its kinds."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class LinkMap:
    """Products by position (in order of id). Link k says that `suppliers[k]` is a feedstock of `users[k]`.

    `taken`: keys supplier · size + user of pairs that the map relates in another way, whichever way round.
    `hideable`: links that nothing else in the map states or implies; only these may be hidden to learn from.
    """

    products: tuple[str, ...]
    names: tuple[str, ...]
    aliases: tuple[tuple[str, ...], ...]
    suppliers: Ints
    users: Ints
    hideable: Flags
    taken: Ints
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


def link_map(network: ChainNetwork) -> LinkMap:
    """The links between feedstock and product; utilities and headings take no part, end uses are no products."""
    products = tuple(network.products)
    place = {product: position for position, product in enumerate(products)}
    natures = [network.products[product].nature for product in products]
    taking = {product for product, nature in zip(products, natures, strict=True) if nature not in NEVER}
    feeds = {(u, v) for u, v in _feeds(network) if u != v and u in taking and v in taking}
    others = {*_lifted(network, (*_feeds(network), *_auxiliaries(network))), *_relations(network)}
    links = sorted((place[u], place[v]) for u, v in feeds)
    own = {u * len(products) + v for u, v in links}
    return LinkMap(
        products=products,
        names=tuple(network.products[product].name for product in products),
        aliases=tuple(network.products[product].aliases for product in products),
        suppliers=np.array([u for u, _ in links], np.int64),
        users=np.array([v for _, v in links], np.int64),
        hideable=np.array([_is_alone(products[u], products[v], feeds, others) for u, v in links], np.bool_),
        taken=np.array(sorted(_keys(others, place) - own), np.int64),
        supplying=np.array([nature not in NEVER for nature in natures], np.bool_),
        using=np.array([nature not in (*NEVER, Nature.PRIMARY) for nature in natures], np.bool_),
        families=tuple(
            tuple(place[kind] for kind in kinds if kind in place) for kinds in network.reference.kinds.values()
        ),
    )


def _is_alone(supplier: str, user: str, feeds: set[Pair], others: set[Pair]) -> bool:
    return (supplier, user) not in others and (user, supplier) not in feeds and (user, supplier) not in others


def _keys(pairs: Iterable[Pair], place: dict[str, int]) -> set[int]:
    """Both ways round, since a relation is not suggested backwards either."""
    ends = [(place[u], place[v]) for u, v in pairs if u != v]
    return {key for u, v in ends for key in (u * len(place) + v, v * len(place) + u)}


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
    """Kinds at any depth, co-products, recipes inherited from a generic, end uses that are products too."""
    for product in network.products:
        yield from ((product, generic) for generic in network.generics_above(product))
    for user, recipes in network.reference.routes.items():
        yield from ((user, beside.product) for route in recipes for beside in route.co_products)
    yield from (
        (i.product, user)
        for user, routes in network.recipes.items()
        if not network.has_own_recipe(user)
        for route in routes
        for i in route.inputs
    )
    for product, uses in network.reference.end_uses.items():
        found = (network.reference.names.find(use) for use in uses)
        yield from ((product, user) for user in found if user in network.products and product in network.products)


def _lifted(network: ChainNetwork, pairs: Iterable[Pair]) -> Iterator[Pair]:
    """What a link says of kinds: any kind of the feedstock meets it, and any kind of the product is made so.

    The link itself is left out where it is a feed: it is what the map states, not what it implies.
    """
    feeds = set(_feeds(network))
    for supplier, user in pairs:
        for first in (supplier, *network.kinds_below(supplier)):
            for second in (user, *network.kinds_below(user)):
                if first != second and ((first, second) != (supplier, user) or (first, second) not in feeds):
                    yield first, second
