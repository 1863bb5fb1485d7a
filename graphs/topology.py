"""How far an absent product lies from what a place has: steps down from it, steps up to it, and the way between."""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import networkx as nx

from chainmap.facts import Nature
from graphs.network import ChainNetwork
from graphs.presence import LocalPresence
from graphs.wiring import KIND


@dataclass(frozen=True, slots=True)
class Reach:
    """`down[v]` = dS, steps from the nearest present product that leads to v; `up[v]` = dU, steps from v to the
    nearest present product it leads to; both over main feedstocks (a step) and kinds (none) with every product
    between absent. `ways_down`, `ways_up`: the present end first resp. last, through v's way.
    """

    down: dict[str, int]
    up: dict[str, int]
    ways_down: dict[str, tuple[str, ...]]
    ways_up: dict[str, tuple[str, ...]]
    passable: "nx.DiGraph[str]"
    asking: "nx.DiGraph[str]"

    @property
    def considered(self) -> int:
        return len(set(self.down) | set(self.up))


def reach_of(network: ChainNetwork, local: LocalPresence, *, steps: int) -> Reach:
    """Distances up to 2 · `steps` + 1, so that a stage between two local products (dS + dU ≤ 2h + 1) is seen whole.

    Utilities and absent primary materials are no step of a way.
    """
    passable = _passable(network, local)
    asking = _without_kinds_of_present(passable, local)
    ways_down = _ways(passable, local.feeding, cutoff=2 * steps + 1)
    ways_up = _ways(asking.reverse(copy=False), local.present, cutoff=2 * steps + 1)
    return Reach(
        down={v: far for v, (far, _) in ways_down.items() if local.absent(v)},
        up={v: far for v, (far, _) in ways_up.items() if local.absent(v)},
        ways_down={v: way for v, (_, way) in ways_down.items() if local.absent(v)},
        ways_up={v: tuple(reversed(way)) for v, (_, way) in ways_up.items() if local.absent(v)},
        passable=passable,
        asking=asking,
    )


def _passable(network: ChainNetwork, local: LocalPresence) -> "nx.DiGraph[str]":
    """The graph a way may use: no utilities, no primary material that is not here."""

    def stays(product: str) -> bool:
        nature = network.products[product].nature
        return nature is not Nature.UTILITY and (nature is not Nature.PRIMARY or product in local.feeding)

    nodes = [product for product in network.graph if stays(product)]
    return network.graph.subgraph(nodes).copy()


def _without_kinds_of_present(graph: "nx.DiGraph[str]", local: LocalPresence) -> "nx.DiGraph[str]":
    """Going up, a present generic asks for no further kind, and a 细分待核 product leads nowhere."""
    copy = graph.copy()
    copy.remove_nodes_from([product for product in local.unstated if product in copy])
    copy.remove_edges_from([(u, v) for u, v in copy.edges if copy[u][v]["weight"] == KIND and v in local.present])
    return copy


def _ways(graph: "nx.DiGraph[str]", starts: Iterable[str], *, cutoff: int) -> dict[str, tuple[int, tuple[str, ...]]]:
    """Steps and way from the nearest start to everything within `cutoff` steps.

    The shortest way with the fewest products; ties by the ids along it. No way leads through another start.
    """
    found: dict[str, tuple[int, tuple[str, ...]]] = {}
    queue: list[tuple[int, int, tuple[str, ...]]] = [(0, 1, (start,)) for start in starts if start in graph]
    heapify(queue)
    while queue:
        steps, length, way = heappop(queue)
        if way[-1] in found:
            continue
        found[way[-1]] = steps, way
        for following, data in graph.succ[way[-1]].items():
            cost = steps + int(data["weight"])
            if following not in found and cost <= cutoff:
                heappush(queue, (cost, length + 1, (*way, following)))
    return found


def local_ends(
    reach: Reach, local: LocalPresence, product: str, *, steps: int, upstream: bool
) -> tuple[tuple[str, int], ...]:
    """The local products at one end of a gap with their distance: those that lead to it, or those it leads to.

    Walks through absent products only, at most `steps` steps; nearest first, then by id.
    """
    neighbours = reach.passable.pred if upstream else reach.asking.succ
    usable = local.feeding if upstream else local.present
    ends: dict[str, int] = {}
    best = {product: 0}
    queue = [product]
    while queue:
        current = queue.pop(0)
        for other, data in sorted(neighbours[current].items()):
            cost = best[current] + data["weight"]
            if cost > steps or best.get(other, steps + 1) <= cost:
                continue
            if other in usable:
                ends[other] = min(ends.get(other, cost), cost)
            elif local.absent(other):
                best[other] = cost
                queue.append(other)
    return tuple(sorted(ends.items(), key=lambda item: (item[1], item[0])))
