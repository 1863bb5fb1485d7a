"""Which tonnes of feedstock a new plant binds, and behind an absent feedstock those along the local chain."""

from dataclasses import dataclass

from chainmap.quantities import TONNES_A_YEAR, TONNES_PER_TONNE, Quantity
from chainmap.scenarios import Binding
from graphs.reference import Route
from graphs.scenarios.shopping import rounded
from graphs.situation import Situation

MOST_ROWS = 300


@dataclass(frozen=True, slots=True)
class Bindings:
    """`truncated`: there were more rows than `MOST_ROWS`; the ones nearest to the plants are kept."""

    items: tuple[Binding, ...]
    truncated: bool


@dataclass(frozen=True, slots=True)
class _Step:
    """Tonnes of a product that are to be made, and the way down to it from the addition."""

    product: str
    amount: Quantity
    via: tuple[str, ...]


def bindings(at: Situation, additions: dict[str, Quantity]) -> Bindings:
    """The main feedstocks of every addition by recipe, then those behind an absent one, nearest first.

    Behind an absent feedstock go only the recipes that come nearer to something present (a smaller dS), each with
    its own range: consumptions are multiplied along the way, alternatives are never averaged.
    """
    rows: list[Binding] = []
    level = [_Step(product, amount, (product,)) for product, amount in sorted(additions.items())]
    while level and len(rows) <= MOST_ROWS:
        following: list[_Step] = []
        for step in level:
            for route in _recipes(at, step, first=len(step.via) == 1):
                for row, behind in _of_route(at, step, route):
                    rows.append(row)
                    following += [behind] if behind else []
        level = following
    return Bindings(tuple(rows[:MOST_ROWS]), len(rows) > MOST_ROWS)


def _recipes(at: Situation, step: _Step, *, first: bool) -> list[Route]:
    routes = at.network.routes_of(step.product)
    if first:
        return list(routes)
    far = at.reach.down[step.product]
    return [route for route in routes if any(_nearer(at, feed, far) for feed in route.mains)]


def _nearer(at: Situation, feed: str, far: int) -> bool:
    return feed in at.local.feeding or at.reach.down.get(feed, far) < far


def _of_route(at: Situation, step: _Step, route: Route) -> list[tuple[Binding, _Step | None]]:
    found: list[tuple[Binding, _Step | None]] = []
    for feed in sorted(route.mains):
        amount = _bound(step.amount, route, feed)
        row = Binding(
            product=at.network.ref(feed),
            amount=rounded(amount),
            route=route.name,
            via=at.network.refs(step.via),
            local=feed in at.local.present,
        )
        found.append((row, _behind(at, step, feed, amount)))
    return found


def _behind(at: Situation, step: _Step, feed: str, amount: Quantity) -> _Step | None:
    """Goes on behind what is absent and grows out of something local, one step nearer each time."""
    far = at.reach.down.get(feed)
    if not at.local.absent(feed) or far is None or feed in step.via:
        return None
    if len(step.via) > 1 and far >= at.reach.down[step.product]:
        return None
    return _Step(feed, amount, (*step.via, feed))


def _bound(amount: Quantity, route: Route, feed: str) -> Quantity:
    """t/a of a feedstock; unknown where the product or the feedstock is counted and not weighed."""
    item = route.input_of(feed)
    if item is None or amount.unit != TONNES_A_YEAR or item.consumption.unit != TONNES_PER_TONNE:
        return Quantity.unknown()
    return amount.times(item.consumption)
