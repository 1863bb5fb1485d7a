"""How well a place can feed a product that is not here, and which products it would complete."""

from chainmap.facts import Nature
from graphs.gaps import in_reach
from graphs.reference import Route
from graphs.situation import Situation

DECAY = 0.6
HALF = 0.5


Fed = tuple[float, frozenset[str]]
"""A readiness and every absent product that was looked through for it, so that it is known where it holds."""


def readiness_of(at: Situation, product: str, *, route: Route | None = None) -> float:
    """F(v) = max over routes of Σ σ·a (0–1): a = 1 for a local feedstock, ½ where its kind is unstated or a
    neighbour makes it, else λ · F of the feedstock, to the depth of the reach; 0 without a route.
    """
    if route is not None:
        return _of_route(at, route, at.steps, frozenset({product}))[0]
    return _readiness(at, product, at.steps, frozenset())[0]


def availability_of(at: Situation, feed: str, product: str) -> float:
    """a: how far a feedstock of `product` is there (0–1), by the rule of `readiness_of`."""
    return _there(at, feed, at.steps, frozenset({product}))[0]


def _readiness(at: Situation, product: str, depth: int, seen: frozenset[str]) -> Fed:
    """The best of its routes, none leading back through `seen`; kept where nothing in `seen` lies on the way."""
    known = at.fed.get((product, depth))
    if known is not None and known[1].isdisjoint(seen):
        return known
    routes = [_of_route(at, route, depth, seen | {product}) for route in at.network.routes_of(product)]
    found = max((value for value, _ in routes), default=0.0), frozenset().union(*(through for _, through in routes))
    if found[1].isdisjoint(seen):
        at.fed[product, depth] = found
    return found


def _of_route(at: Situation, route: Route, depth: int, seen: frozenset[str]) -> Fed:
    value, through = 0.0, frozenset[str]()
    for feed, share in route.mains.items():
        there, looked = _there(at, feed, depth, seen)
        value += share * there
        through |= looked
    return value, through


_HERE: Fed = (1.0, frozenset())
_PERHAPS: Fed = (HALF, frozenset())
_NOT: Fed = (0.0, frozenset())


def _there(at: Situation, feed: str, depth: int, seen: frozenset[str]) -> Fed:
    if feed in at.local.present:
        return _HERE
    family = (feed, *at.network.kinds_below(feed))
    if not at.local.unstated.isdisjoint(family) or feed in at.local.neighbours:
        return _PERHAPS
    if depth <= 0 or at.network.products[feed].nature is Nature.PRIMARY:  # mined, grown or imported: no step leads on
        return _NOT
    ways = [_readiness(at, own, depth - 1, seen) for own in family if own not in seen and at.work.step()]
    looked = frozenset(family).union(*(through for _, through in ways))
    return max((DECAY * value for value, _ in ways), default=0.0), looked


def completed_by(at: Situation, product: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Products of which some route has every main feedstock here once `product` is: present ones, and absent ones
    in reach that also use a local feedstock beside it; each sorted.
    """
    local = at.local.feeding
    present, absent = [], []
    if not at.local.absent(product):
        return (), ()
    family = {product, *at.network.generics_above(product)} - at.local.present
    for user in sorted({user for own in family for user in at.network.users.get(own, ())}):
        routes = [route for route in at.network.routes_of(user) if family & set(route.mains)]
        full = [route for route in routes if all(feed in local or feed in family for feed in route.mains)]
        if user in at.local.present and full:
            present.append(user)
        wanted = at.local.absent(user) and at.network.products[user].row_allowed and in_reach(at, user)
        if wanted and any(set(route.mains) - family for route in full):
            absent.append(user)
    return tuple(present), tuple(absent)
