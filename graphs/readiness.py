"""How well a place can feed a product that is not here, and which products it would complete."""

from chainmap.facts import Nature
from graphs.gaps import in_reach
from graphs.reference import Route
from graphs.situation import Situation

DECAY = 0.6
HALF = 0.5


Fed = tuple[float, int]
"""A readiness, and every absent product that was looked through for it (bits of `ChainNetwork.bits_of`), so that it
is known where it holds."""


def readiness_of(at: Situation, product: str, *, route: Route | None = None) -> float:
    """F(v) = max over routes of Σ σ·a (0–1): a = 1 for a local feedstock, ½ where its kind is unstated or a
    neighbour makes it, else λ · F of the feedstock, to the depth of the reach; 0 without a route.
    """
    if route is not None:
        return _of_route(at, route, at.steps, at.network.bits_of(product)[0])[0]
    return _readiness(at, product, at.steps, 0)[0]


def availability_of(at: Situation, feed: str, product: str) -> float:
    """a: how far a feedstock of `product` is there (0–1), by the rule of `readiness_of`."""
    return _there(at, feed, at.steps, at.network.bits_of(product)[0])[0]


def _readiness(at: Situation, product: str, depth: int, seen: int) -> Fed:
    """The best of its routes, none leading back through `seen`; kept where nothing in `seen` lies on the way."""
    known = at.fed.get((product, depth))
    if known is not None and not known[1] & seen:
        return known
    best, through, inside = 0.0, 0, seen | at.network.bits_of(product)[0]
    for route in at.network.routes_of(product):
        value, looked = _of_route(at, route, depth, inside)
        best, through = max(best, value), through | looked
    if not through & seen:
        at.fed[product, depth] = best, through
    return best, through


def _of_route(at: Situation, route: Route, depth: int, seen: int) -> Fed:
    value, through = 0.0, 0
    for feed, share in route.mains.items():
        there, looked = _there(at, feed, depth, seen)
        value += share * there
        through |= looked
    return value, through


_HERE: Fed = (1.0, 0)
_PERHAPS: Fed = (HALF, 0)
_NOT: Fed = (0.0, 0)


def _there(at: Situation, feed: str, depth: int, seen: int) -> Fed:
    if feed in at.local.present:
        return _HERE
    kinds = at.network.kinds_below(feed)
    if feed in at.local.neighbours or feed in at.local.unstated or (kinds and not at.local.unstated.isdisjoint(kinds)):
        return _PERHAPS
    if depth <= 0 or at.network.products[feed].nature is Nature.PRIMARY:  # mined, grown or imported: no step leads on
        return _NOT
    best, looked = 0.0, at.network.bits_of(feed)[1]
    for own in (feed, *kinds):
        if not at.network.bits_of(own)[0] & seen and at.work.step():
            value, through = _readiness(at, own, depth - 1, seen)
            best, looked = max(best, DECAY * value), looked | through
    return best, looked


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
