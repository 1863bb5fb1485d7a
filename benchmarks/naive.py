"""The plain way to the same distances: a shortest path for every pair of a local and an absent product."""

import networkx as nx

from graphs.network import ChainNetwork
from graphs.presence import LocalPresence
from graphs.topology import passable_graph, upward_graph


def reach_by_double_loop(
    network: ChainNetwork, local: LocalPresence, *, steps: int
) -> tuple[dict[str, int], dict[str, int]]:
    """dS and dU of every absent product within 2 · `steps`, pair by pair."""
    graph = passable_graph(network, local)
    upward = upward_graph(graph, local)
    down: dict[str, int] = {}
    up: dict[str, int] = {}
    for absent in (product for product in graph if local.absent(product)):
        for here in (product for product in graph if not local.absent(product)):
            for way, ends, found in ((graph, (here, absent), down), (upward, (absent, here), up)):
                if not (ends[0] in way and ends[1] in way):
                    continue
                try:
                    distance = nx.shortest_path_length(way, *ends, weight="weight")
                except nx.NetworkXNoPath:
                    continue
                if distance <= 2 * steps:
                    found[absent] = min(found.get(absent, distance), distance)
    return down, up
