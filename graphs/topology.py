"""How far an absent product lies from what a place has: steps down from it, steps up to it, and the way between."""

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
    between absent. `ways_down`, `ways_up`: the present end first resp. last, through v's way. `suppliers`, `users`:
    the local products at either end of v. `streets`: the edges that ways may use.
    """

    down: dict[str, int]
    up: dict[str, int]
    ways_down: dict[str, tuple[str, ...]]
    ways_up: dict[str, tuple[str, ...]]
    suppliers: "Ends"
    users: "Ends"
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


def reach_of(network: ChainNetwork, local: LocalPresence, *, steps: int) -> Reach:
    """Distances up to 2 · `steps` + 1, so that a stage between two local products (dS + dU ≤ 2h + 1) is seen whole."""
    streets = Streets(network, local, _closed(network, local))
    feeding, present, cutoff = local.feeding - streets.closed, local.present - streets.closed, 2 * steps + 1
    ways_down = _ways(streets.down_from, feeding, cutoff=cutoff)
    ways_up = _ways(streets.up_from, present, cutoff=cutoff)
    return Reach(
        down={v: far for v, (far, _) in ways_down.items() if local.absent(v)},
        up={v: far for v, (far, _) in ways_up.items() if local.absent(v)},
        ways_down={v: way for v, (_, way) in ways_down.items() if local.absent(v)},
        ways_up={v: tuple(reversed(way)) for v, (_, way) in ways_up.items() if local.absent(v)},
        suppliers=Ends(feeding, streets.down_from, local.absent, cutoff=cutoff),
        users=Ends(present, streets.up_from, local.absent, cutoff=cutoff),
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


class Ends:
    """Which local products lie at one end of every absent product, and how far: all of them in one sweep.

    The sweep goes step by step from all local products at once, through absent ones only; the local products that
    have arrived somewhere are the bits of one number.
    """

    def __init__(self, starts: Iterable[str], following: Neighbours, absent: Callable[[str], bool], *, cutoff: int):
        self._order = sorted(starts)
        self._arrivals: dict[str, list[tuple[int, int]]] = {}
        self._following, self._absent = following, absent
        levels: list[dict[str, int]] = [{} for _ in range(cutoff + 1)]
        for number, start in enumerate(self._order):
            self._hand_on(levels, 0, start, 1 << number)
        for steps, level in enumerate(levels):
            while level:
                product, bits = level.popitem()
                new = bits & ~self._here(product)
                if new:
                    self._arrivals.setdefault(product, []).append((steps, new))
                    self._hand_on(levels, steps, product, new)

    def _here(self, product: str) -> int:
        found = 0
        for _, bits in self._arrivals.get(product, ()):
            found |= bits
        return found

    def _hand_on(self, levels: list[dict[str, int]], steps: int, product: str, bits: int) -> None:
        for other, further in self._following(product):
            if steps + further < len(levels) and self._absent(other):
                level = levels[steps + further]
                level[other] = level.get(other, 0) | bits

    def of(self, product: str, *, steps: int) -> tuple[str, ...]:
        """The local products at most `steps` steps away; nearest first, then by id."""
        nearest: dict[int, int] = {}
        for far, bits in self._arrivals.get(product, ()):
            nearest[far] = nearest.get(far, 0) | bits
        return tuple(end for far in sorted(nearest) if far <= steps for end in self._named(nearest[far]))

    def _named(self, bits: int) -> Iterator[str]:
        while bits:
            lowest = bits & -bits
            yield self._order[lowest.bit_length() - 1]
            bits ^= lowest
