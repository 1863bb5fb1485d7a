"""Where products are drawn: each once, none on another's spot, the same for the same map."""

from itertools import pairwise

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from graphs.pictures.layout import ROW_HEIGHT, layers_by_depth, place_nodes

NODES = [f"p{number:02d}" for number in range(40)]
layers = st.dictionaries(st.sampled_from(NODES), st.integers(-3, 4))
links = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=60)


@settings(max_examples=30, deadline=None)
@given(layers=layers, links=links)
def test_every_node_is_placed_once_and_no_two_on_one_spot(layers, links) -> None:
    spots = place_nodes(layers, links)
    assert set(spots) == set(layers)
    assert len({(round(x, 1), round(y, 1)) for x, y in spots.values()}) == len(layers)


@settings(max_examples=30, deadline=None)
@given(layers=layers, links=links, data=st.data())
def test_the_picture_does_not_depend_on_the_order_of_products_and_links(layers, links, data) -> None:
    mixed_links = data.draw(st.permutations(links))
    mixed_layers = dict(data.draw(st.permutations(sorted(layers.items()))))
    assert place_nodes(layers, links) == place_nodes(mixed_layers, mixed_links)


@settings(max_examples=30, deadline=None)
@given(layers=layers, links=links)
def test_layers_run_from_left_to_right(layers, links) -> None:
    spots = place_nodes(layers, links)
    columns = [[spots[node][0] for node in layers if layers[node] == layer] for layer in sorted(set(layers.values()))]
    assert all(max(left) < min(right) for left, right in pairwise(columns))


def test_a_tall_column_is_split_and_nothing_overlaps() -> None:
    """Eighty products of one layer and two of the next: no column of eighty, every spot its own."""
    tall = {f"产品{number:02d}": 0 for number in range(80)} | {"坯布": 1, "服装": 1}
    spots = place_nodes(tall, [])
    assert len(set(spots.values())) == 82
    assert max(y for _, y in spots.values()) - min(y for _, y in spots.values()) < 79 * ROW_HEIGHT
    assert max(x for node, (x, _) in spots.items() if tall[node] == 0) < spots["坯布"][0]


def test_no_products_give_no_places() -> None:
    assert place_nodes({}, []) == {}


def test_two_parallel_lines_do_not_cross() -> None:
    """己二酸 → 尼龙66 → 工程塑料 beside PX → PTA → PET: each keeps its row."""
    order = {"尼龙66": 1, "己二酸": 0, "工程塑料": 2, "PX": 0, "PTA": 1, "PET": 2}
    spots = place_nodes(order, [("己二酸", "尼龙66"), ("尼龙66", "工程塑料"), ("PX", "PTA"), ("PTA", "PET")])
    rows = [
        [spots[product][1] for product in line] for line in (("己二酸", "尼龙66", "工程塑料"), ("PX", "PTA", "PET"))
    ]
    assert len({one < other for one, other in zip(*rows, strict=True)}) == 1


def test_depth_is_the_longest_way_and_a_circle_shares_a_layer() -> None:
    graph = nx.DiGraph()
    for tail, head, weight in (
        ("PX", "PTA", 1),
        ("PTA", "PET", 1),
        ("PX", "PET", 1),
        ("PET", "聚酯", 0),
        ("聚酯", "坯布", 1),
    ):
        graph.add_edge(tail, head, weight=weight)
    assert layers_by_depth(graph) == {"PX": 0, "PTA": 1, "PET": 2, "聚酯": 2, "坯布": 3}
    graph.add_edge("PET", "PTA", weight=1)  # chemical recycling closes a circle
    found = layers_by_depth(graph)
    assert found["PTA"] == found["PET"]
