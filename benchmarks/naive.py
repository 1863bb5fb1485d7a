"""The plain way to the same distances: a shortest path for every pair of a local and an absent product."""

import networkx as nx

from graphs.presence import LocalPresence
from graphs.topology import Neighbours, Reach


def _graph(reach: Reach, following: Neighbours) -> "nx.DiGraph[str]":
    graph: nx.DiGraph[str] = nx.DiGraph()
    for product in reach.streets.network.products:
        if product not in reach.streets.closed:
            graph.add_weighted_edges_from((product, other, steps) for other, steps in following(product))
    return graph


def reach_by_double_loop(reach: Reach, local: LocalPresence, *, steps: int) -> tuple[dict[str, int], dict[str, int]]:
    """dS and dU of every absent product within 2 · `steps` + 1, pair by pair, on the graphs that the search uses."""
    found: tuple[dict[str, int], dict[str, int]] = {}, {}
    starts = sorted(local.feeding), sorted(local.present)
    for side, graph in enumerate((_graph(reach, reach.streets.down_from), _graph(reach, reach.streets.up_from))):
        for absent in (product for product in graph if local.absent(product)):
            for here in (product for product in starts[side] if product in graph):
                try:
                    distance = int(nx.shortest_path_length(graph, here, absent, weight="weight"))
                except nx.NetworkXNoPath:
                    continue
                if distance <= 2 * steps + 1:
                    found[side][absent] = min(found[side].get(absent, distance), distance)
    return found
