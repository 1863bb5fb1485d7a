"""Which local products stop without a given product: the break point (断点) and what falls after it."""

from collections import defaultdict
from dataclasses import dataclass

from chainmap.facts import Nature
from graphs.network import ChainNetwork
from graphs.presence import LocalPresence
from graphs.reference import SLACK, Route

BREAK_SHARE = 0.10
"""A main feedstock below this share of a route's mass does not stop it."""


def breaks_of(network: ChainNetwork, local: LocalPresence) -> dict[str, tuple[str, ...]]:
    """Absent product → the local products of which every route needs it, directly or through an absent 自用中间品.

    Never for 大宗通用, 自用中间品, 公用工程 or 初级原料; plain links prove nothing here.
    """
    found: dict[str, list[str]] = defaultdict(list)
    behind = _behind_captives(network, local)
    for product in sorted(local.stated):
        routes = network.routes_of(product)
        if not routes or not all(route.stated for route in routes):
            continue
        needed = frozenset.intersection(*(_needed(route, behind) for route in routes))
        for feed in sorted(needed):
            if _may_break(network, feed) and local.absent(feed):
                found[feed].append(product)
    return {feed: tuple(products) for feed, products in found.items()}


def _may_break(network: ChainNetwork, product: str) -> bool:
    nature = network.products[product].nature
    return nature is Nature.COMMODITY


def _behind_captives(network: ChainNetwork, local: LocalPresence) -> dict[str, frozenset[str]]:
    """Absent 自用中间品 → what each cannot do without, further captive ones looked through: the least that holds."""
    absent = [p for p in network.captives if local.absent(p) and network.stated_routes(p)]
    behind: dict[str, frozenset[str]] = dict.fromkeys(absent, frozenset())
    changed = True
    while changed:
        changed = False
        for product in absent:
            needed = frozenset.intersection(*(_needed(route, behind) for route in network.stated_routes(product)))
            changed = changed or needed != behind[product]
            behind[product] = needed
    return behind


def _needed(route: Route, behind: dict[str, frozenset[str]]) -> frozenset[str]:
    """What one route cannot do without: its large main feedstocks, and behind an absent captive one its own."""
    large = [feed for feed, share in route.mains.items() if share >= BREAK_SHARE - SLACK]
    return frozenset(large).union(*(behind[feed] for feed in large if feed in behind))


@dataclass(frozen=True, slots=True)
class Dependence:
    """Who supplies whom here: `sources[x]` local products that are x, a kind of it or yield it as a co-product;
    `users[p]` local products with a stated route that takes something of which p is a source.
    """

    sources: dict[str, frozenset[str]]
    users: dict[str, tuple[str, ...]]


def dependence_of(network: ChainNetwork, local: LocalPresence) -> Dependence:
    sources: dict[str, frozenset[str]] = {}
    users: dict[str, set[str]] = defaultdict(set)
    for product in sorted(local.stated):
        for feed in {feed for route in network.stated_routes(product) for feed in route.mains}:
            if feed not in sources:
                sources[feed] = _sources(network, local, feed)
            for source in sources[feed]:
                users[source].add(product)
    return Dependence(sources, {source: tuple(sorted(products)) for source, products in users.items()})


def _sources(network: ChainNetwork, local: LocalPresence, feed: str) -> frozenset[str]:
    family = (feed, *network.kinds_below(feed))
    here = {product for product in family if product in local.stated}
    return frozenset(here.union(*(local.co_products.get(product, ()) for product in family)))


def stopped_by(network: ChainNetwork, on: Dependence, first: tuple[str, ...]) -> tuple[str, ...]:
    """Local products that stop: `first`, then every one whose every route needs a local product that stopped.

    What is absent anyway counts as bought. A generic stops only when every local kind of it has stopped, a
    co-product when all that yields it here has.
    """
    stopped, queue = set(first), list(first)
    while queue:
        for user in on.users.get(queue.pop(), ()):
            if user not in stopped and _stops(network, on, user, stopped):
                stopped.add(user)
                queue.append(user)
    return tuple(sorted(stopped))


def _stops(network: ChainNetwork, on: Dependence, product: str, stopped: set[str]) -> bool:
    def gone(feed: str) -> bool:
        return bool(on.sources[feed]) and on.sources[feed] <= stopped

    return all(any(gone(feed) for feed in route.mains) for route in network.stated_routes(product))
