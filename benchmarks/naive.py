"""The plain way to the same distances: a shortest path for every pair of a local and an absent product."""

import networkx as nx

from graphs.presence import LocalPresence
from graphs.topology import Reach


def reach_by_double_loop(reach: Reach, local: LocalPresence, *, steps: int) -> tuple[dict[str, int], dict[str, int]]:
    """dS and dU of every absent product within 2 · `steps` + 1, pair by pair, on the graphs that the search uses."""
    found: tuple[dict[str, int], dict[str, int]] = {}, {}
    starts = sorted(local.feeding), sorted(local.present)
    for side, graph in enumerate((reach.passable, reach.asking)):
        for absent in (product for product in graph if local.absent(product)):
            for here in (product for product in starts[side] if product in graph):
                ends = (here, absent) if side == 0 else (absent, here)
                try:
                    distance = int(nx.shortest_path_length(graph, *ends, weight="weight"))
                except nx.NetworkXNoPath:
                    continue
                if distance <= 2 * steps + 1:
                    found[side][absent] = min(found[side].get(absent, distance), distance)
    return found
