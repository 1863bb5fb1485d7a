"""Where the products of a map are drawn: layers left to right, ordered so that few links cross."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import networkx as nx

COLUMN_WIDTH = 250.0
ROW_HEIGHT = 58.0
TALLEST_COLUMN = 16
SWEEPS = 6


def layers_by_depth(graph: "nx.DiGraph[str]") -> dict[str, int]:
    """Longest-path layer of every node, weights as steps; what lies on one circle shares a layer."""
    condensed = nx.condensation(graph)
    depth: dict[int, int] = {}
    for part in nx.topological_sort(condensed):
        before = [depth[p] + _step(graph, condensed, p, part) for p in condensed.predecessors(part)]
        depth[part] = max(before, default=0)
    members = nx.get_node_attributes(condensed, "members")
    return {node: depth[part] for part, nodes in members.items() for node in sorted(nodes)}


def _step(graph: "nx.DiGraph[str]", condensed: "nx.DiGraph[int]", first: int, second: int) -> int:
    tails, heads = condensed.nodes[first]["members"], condensed.nodes[second]["members"]
    return max(int(graph[u][v]["weight"]) for u in tails for v in graph.successors(u) if v in heads)


def place_nodes(layers: Mapping[str, int], links: Iterable[tuple[str, str]]) -> dict[str, tuple[float, float]]:
    """x and y of every node: a layer a column (a tall one several), rows by barycentre of the neighbours.

    Deterministic: starts by id and sweeps a fixed number of times. No nodes give no places.
    """
    columns: dict[int, list[str]] = defaultdict(list)
    for node in sorted(layers):
        columns[layers[node]].append(node)
    neighbours: dict[str, list[str]] = defaultdict(list)
    for tail, head in links:
        neighbours[tail].append(head)
        neighbours[head].append(tail)
    order = sorted(columns)
    for sweep in range(SWEEPS):
        rows = {node: float(row) for column in columns.values() for row, node in enumerate(column)}
        for layer in order if sweep % 2 == 0 else reversed(order):
            columns[layer].sort(key=lambda node: (_middle(node, neighbours, rows), node))
            rows.update({node: float(row) for row, node in enumerate(columns[layer])})
    return _coordinates([columns[layer] for layer in order])


def _middle(node: str, neighbours: Mapping[str, list[str]], rows: Mapping[str, float]) -> float:
    known = [rows[other] for other in neighbours.get(node, ()) if other in rows]
    return sum(known) / len(known) if known else rows[node]


def _coordinates(columns: list[list[str]]) -> dict[str, tuple[float, float]]:
    found: dict[str, tuple[float, float]] = {}
    x = 0.0
    for column in columns:
        parts = [column[i : i + TALLEST_COLUMN] for i in range(0, len(column), TALLEST_COLUMN)]
        for part in parts:
            top = -(len(part) - 1) / 2 * ROW_HEIGHT
            found.update({node: (x, top + row * ROW_HEIGHT) for row, node in enumerate(part)})
            x += COLUMN_WIDTH * 0.82
        x += COLUMN_WIDTH * 0.38
    return found
