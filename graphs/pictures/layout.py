"""Where the products of a map are drawn: layers left to right, ordered so that few links cross."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import networkx as nx

COLUMN_WIDTH = 176.0
LAYER_GAP = 44.0
ROW_HEIGHT = 52.0
SHEET = (1500.0, 820.0)
"""Width and height of the sheet that a drawing should fill (a desktop screen, an A3 page)."""
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
    tallest, x = _tallest_column([len(column) for column in columns]), 0.0
    for column in columns:
        for part in _parts(column, tallest):
            top = -(len(part) - 1) / 2 * ROW_HEIGHT
            found.update({node: (x, top + row * ROW_HEIGHT) for row, node in enumerate(part)})
            x += COLUMN_WIDTH
        x += LAYER_GAP
    return found


def _parts(column: list[str], tallest: int) -> list[list[str]]:
    """A column in as few parts as the height allows, all about equally tall."""
    count = -(-len(column) // tallest)
    height = -(-len(column) // count) if count else 1
    return [column[i : i + height] for i in range(0, len(column), height)]


def _tallest_column(sizes: list[int]) -> int:
    """The column height at which the whole drawing can be shown largest on the sheet."""

    def scale(tallest: int) -> float:
        width = sum(-(-size // tallest) for size in sizes) * COLUMN_WIDTH + len(sizes) * LAYER_GAP
        return min(SHEET[0] / max(width, 1.0), SHEET[1] / (tallest * ROW_HEIGHT))

    return max(range(4, max([5, *sizes]) + 1), key=lambda tallest: (round(scale(tallest), 6), -tallest))
