"""How far an absent product lies from what a place has: steps down from it, steps up to it, and the way between."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from graphs.network import ChainNetwork
from graphs.presence import LocalPresence
from graphs.wiring import KIND


@dataclass(frozen=True, slots=True)
class Reach:
    """`down[v]` = dS, steps from the nearest present product that leads to v; `up[v]` = dU, steps from v to the
    nearest present product it leads to; both over main feedstocks (a step) and kinds (none) with every product
    between absent. `ways_down`, `ways_up`: the present end first resp. last, through v's way. `streets`: the edges
    that ways may use.
    """

    down: dict[str, int]
    up: dict[str, int]
    ways_down: dict[str, tuple[str, ...]]
    ways_up: dict[str, tuple[str, ...]]
    streets: "Streets"

    @property
    def considered(self) -> int:
        return len(set(self.down) | set(self.up))


@dataclass(frozen=True, slots=True)
class Streets:
    """The edges of the map that a way at one place may use: no utility, no primary material that is not here.

    Going up, a present generic asks for no further kind, and a 细分待核 product leads nowhere.
    """

    network: ChainNetwork
    local: LocalPresence
    closed: frozenset[str]

    def down_from(self, product: str) -> Iterator[tuple[str, int]]:
        """What the product leads to, with steps, by id."""
        return (edge for edge in self.network.leads_to.get(product, ()) if edge[0] not in self.closed)

    def down_to(self, product: str) -> Iterator[tuple[str, int]]:
        """What leads to the product on a way down, with steps, by id."""
        return (edge for edge in self.network.comes_from.get(product, ()) if edge[0] not in self.closed)

    def up_from(self, product: str) -> Iterator[tuple[str, int]]:
        """What the product asks for, with steps, by id."""
        here = product in self.local.present
        return (e for e in self.down_to(product) if e[0] not in self.local.unstated and not (here and e[1] == KIND))

    def up_to(self, product: str) -> Iterator[tuple[str, int]]:
        """What asks for the product, with steps, by id."""
        edges = (edge for edge in self.down_from(product) if edge[0] not in self.local.unstated)
        return (edge for edge in edges if edge[1] != KIND or edge[0] not in self.local.present)


def reach_of(network: ChainNetwork, local: LocalPresence, *, steps: int) -> Reach:
    """Distances up to 2 · `steps` + 1, so that a stage between two local products (dS + dU ≤ 2h + 1) is seen whole."""
    streets = Streets(network, local, _closed(network, local))
    ways_down = _ways(streets.down_from, local.feeding - streets.closed, cutoff=2 * steps + 1)
    ways_up = _ways(streets.up_from, local.present - streets.closed, cutoff=2 * steps + 1)
    return Reach(
        down={v: far for v, (far, _) in ways_down.items() if local.absent(v)},
        up={v: far for v, (far, _) in ways_up.items() if local.absent(v)},
        ways_down={v: way for v, (_, way) in ways_down.items() if local.absent(v)},
        ways_up={v: tuple(reversed(way)) for v, (_, way) in ways_up.items() if local.absent(v)},
        streets=streets,
    )


def _closed(network: ChainNetwork, local: LocalPresence) -> frozenset[str]:
    absent = {product for product in network.primaries if product not in local.feeding}
    return frozenset(network.utilities | absent)


Neighbours = Callable[[str], Iterable[tuple[str, int]]]


def _ways(neighbours: Neighbours, starts: Iterable[str], *, cutoff: int) -> dict[str, tuple[int, tuple[str, ...]]]:
    """Steps and way from the nearest start to everything within `cutoff` steps.

    The shortest way with the fewest products; ties by the ids along it. No way leads through another start.
    """
    found: dict[str, tuple[int, tuple[str, ...]]] = {}
    queue: list[tuple[int, int, tuple[str, ...]]] = [(0, 1, (start,)) for start in starts]
    heapify(queue)
    while queue:
        steps, length, way = heappop(queue)
        if way[-1] in found:
            continue
        found[way[-1]] = steps, way
        for following, further in neighbours(way[-1]):
            if following not in found and steps + further <= cutoff:
                heappush(queue, (steps + further, length + 1, (*way, following)))
    return found


def local_ends(reach: Reach, product: str, *, steps: int, upstream: bool) -> tuple[tuple[str, int], ...]:
    """The local products at one end of a gap with their distance: those that lead to it, or those it leads to.

    Walks through absent products only, at most `steps` steps; nearest first, then by id.
    """
    streets, local = reach.streets, reach.streets.local
    neighbours = streets.down_to if upstream else streets.up_to
    usable = local.feeding if upstream else local.present
    ends: dict[str, int] = {}
    best = {product: 0}
    queue = deque([product])
    while queue:
        current = queue.popleft()
        for other, further in neighbours(current):
            cost = best[current] + further
            if cost > steps or best.get(other, steps + 1) <= cost:
                continue
            if other in usable:
                ends[other] = min(ends.get(other, cost), cost)
            elif local.absent(other):
                best[other] = cost
                queue.append(other)
    return tuple(sorted(ends.items(), key=lambda item: (item[1], item[0])))
