"""How well a place can feed a product that is not here, and which products it would complete."""

from chainmap.facts import Nature
from graphs.gaps import Situation, in_reach
from graphs.reference import Route

DECAY = 0.6
HALF = 0.5


def readiness_of(at: Situation, product: str, *, route: Route | None = None) -> float:
    """F(v) = max over routes of Σ σ·a (0–1): a = 1 for a local feedstock, ½ where its kind is unstated or a
    neighbour makes it, else λ · F of the feedstock, to the depth of the reach; 0 without a route.
    """
    if route is not None:
        return _of_route(at, route, at.steps, frozenset({product}))
    return _readiness(at, product, at.steps, frozenset())


def availability_of(at: Situation, feed: str, product: str) -> float:
    """a: how far a feedstock of `product` is there (0–1), by the rule of `readiness_of`."""
    return _there(at, feed, at.steps, frozenset({product}))


def _readiness(at: Situation, product: str, depth: int, seen: frozenset[str]) -> float:
    routes = at.network.routes_of(product)
    return max((_of_route(at, route, depth, seen | {product}) for route in routes), default=0.0)


def _of_route(at: Situation, route: Route, depth: int, seen: frozenset[str]) -> float:
    return sum(share * _there(at, feed, depth, seen) for feed, share in route.mains.items())


def _there(at: Situation, feed: str, depth: int, seen: frozenset[str]) -> float:
    if feed in at.local.present:
        return 1.0
    family = (feed, *at.network.kinds_below(feed))
    if any(own in at.local.unstated for own in family) or feed in at.local.neighbours:
        return HALF
    if depth <= 0 or at.network.products[feed].nature is Nature.PRIMARY:  # mined, grown or imported: no step leads on
        return 0.0
    return max((DECAY * _readiness(at, own, depth - 1, seen) for own in family if own not in seen), default=0.0)


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
