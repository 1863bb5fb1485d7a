"""How far an absent product lies from what a place has: steps down from it, steps up to it, and the way between."""

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from chainmap.facts import Nature
from graphs.network import FEED, KIND, ChainNetwork
from graphs.presence import LocalPresence


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

    @property
    def considered(self) -> int:
        return len(set(self.down) | set(self.up))


def reach_of(network: ChainNetwork, local: LocalPresence, *, steps: int) -> Reach:
    """Distances up to 2 · `steps`, so that a stage between two local products (dS + dU ≤ 2h + 1) is seen whole.

    Utilities and absent primary materials are no step of a way.
    """
    passable = _passable(network, local)
    down, ways_down = _search(passable, sorted(local.feeding), cutoff=max(steps + 1, 2 * steps))
    reverse = _without_kinds_of_present(passable, local).reverse(copy=False)
    up, ways_up = _search(reverse, sorted(local.present), cutoff=2 * steps)
    absent = {product for product in passable if local.absent(product)}
    return Reach(
        down={v: steps for v, steps in down.items() if v in absent},
        up={v: steps for v, steps in up.items() if v in absent},
        ways_down={v: _from_last_present(way, local) for v, way in ways_down.items() if v in absent},
        ways_up={v: tuple(reversed(_from_last_present(way, local))) for v, way in ways_up.items() if v in absent},
        passable=passable,
    )


def _passable(network: ChainNetwork, local: LocalPresence) -> "nx.DiGraph[str]":
    """The graph a way may use: no utilities, no primary material that is not here."""

    def stays(product: str) -> bool:
        nature = network.products[product].nature
        return nature is not Nature.UTILITY and (nature is not Nature.PRIMARY or product in local.present)

    nodes = [product for product in network.graph if stays(product)]
    return network.graph.subgraph(nodes).copy()


def _without_kinds_of_present(graph: "nx.DiGraph[str]", local: LocalPresence) -> "nx.DiGraph[str]":
    """Going up, a present generic asks for no further kind, and a 细分待核 product leads nowhere."""
    copy = graph.copy()
    copy.remove_nodes_from([product for product in local.unstated if product in copy])
    copy.remove_edges_from([(u, v) for u, v in copy.edges if copy[u][v]["weight"] == KIND and v in local.present])
    return copy


def _search(
    graph: "nx.DiGraph[str]", starts: Iterable[str], *, cutoff: int
) -> tuple[dict[str, int], dict[str, tuple[str, ...]]]:
    sources = [start for start in starts if start in graph]
    if not sources:
        return {}, {}
    distances = nx.multi_source_dijkstra_path_length(graph, sources, cutoff=cutoff, weight="weight")
    ways = nx.multi_source_dijkstra_path(graph, sources, cutoff=cutoff, weight="weight")
    return {v: int(steps) for v, steps in distances.items()}, {v: tuple(way) for v, way in ways.items()}


def _from_last_present(way: tuple[str, ...], local: LocalPresence) -> tuple[str, ...]:
    """A way from a start through other local products (at no cost) begins at the last of them."""
    last = max((i for i, product in enumerate(way) if not local.absent(product)), default=0)
    return way[last:]


def local_ends(
    reach: Reach, local: LocalPresence, product: str, *, steps: int, upstream: bool
) -> tuple[tuple[str, int], ...]:
    """The local products at one end of a gap with their distance: those that lead to it, or those it leads to.

    Walks through absent products only, at most `steps` steps; nearest first, then by id.
    """
    graph = reach.passable
    ends: dict[str, int] = {}
    best = {product: 0}
    queue = [product]
    while queue:
        current = queue.pop(0)
        following = graph.pred[current] if upstream else graph.succ[current]
        for other, data in sorted(following.items()):
            cost = best[current] + data["weight"]
            if cost > steps or best.get(other, steps + 1) <= cost:
                continue
            usable = local.feeding if upstream else local.present
            if other in usable:
                if cost >= FEED or upstream:
                    ends[other] = min(ends.get(other, cost), cost)
            elif local.absent(other):
                best[other] = cost
                queue.append(other)
    return tuple(sorted(((end, cost) for end, cost in ends.items() if cost > 0), key=lambda item: (item[1], item[0])))
