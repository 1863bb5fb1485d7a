"""The wiring of the map: how every product can be made, and the directed graph that reach runs on."""

from collections.abc import Mapping

import networkx as nx

from chainmap.facts import Nature
from chainmap.names import stable_id
from graphs.reference import Input, Reference, Route, fill_shares

FEED, KIND = 1, 0
"""Steps along an edge: a main feedstock costs one, from a kind to its generic costs none."""


def recipes_of(reference: Reference) -> dict[str, tuple[Route, ...]]:
    """How each product is made: by its own routes, else its plain links as one, else (a grade) as its generic is."""
    recipes = dict(reference.routes)
    for user, suppliers in reference.links.items():
        if user not in recipes:
            recipes[user] = (_linked_route(user, suppliers, reference),)
    for product in reference.products:
        if product not in recipes and reference.products[product].nature is not Nature.HEADING:
            inherited = _inherited(product, recipes, reference)
            if inherited:
                recipes[product] = inherited
    return recipes


def _linked_route(user: str, suppliers: tuple[Input, ...], reference: Reference) -> Route:
    """The cautious reading of plain links: all of them together are one recipe of unknown consumptions."""
    route = Route(stable_id("r", user, "供应链关系"), "供应链关系", user, suppliers, (), stated=False)
    fill_shares(route, reference.products)
    return route


def _inherited(product: str, recipes: dict[str, tuple[Route, ...]], reference: Reference) -> tuple[Route, ...]:
    """A grade without a recipe of its own is made as its nearest generic is."""
    level = list(reference.generics.get(product, ()))
    seen = {product}
    while level:
        found = [route for generic in level for route in reference.routes.get(generic, ())]
        if found:
            return tuple(found)
        seen |= set(level)
        level = [up for generic in level for up in reference.generics.get(generic, ()) if up not in seen]
    return ()


def graph_of(reference: Reference, recipes: dict[str, tuple[Route, ...]]) -> "nx.DiGraph[str]":
    """u → v: FEED where u is a main feedstock of v or feeds it by a plain link, KIND where u is a kind of v."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(reference.products)
    edges: dict[tuple[str, str], int] = {}
    for product, routes in sorted(recipes.items()):
        for route in routes:
            edges.update({(feed, product): FEED for feed in route.mains if feed != product})
    for user, suppliers in reference.links.items():
        utilities = {i.product for i in suppliers if reference.products[i.product].nature is Nature.UTILITY}
        edges.update({(i.product, user): FEED for i in suppliers if i.product not in utilities})
    for generic, kinds in reference.kinds.items():
        for kind in kinds:
            edges.setdefault((kind, generic), KIND)
    for (tail, head), weight in sorted(edges.items()):
        graph.add_edge(tail, head, weight=weight)
    return graph


Edges = dict[str, tuple[tuple[str, int], ...]]


def edges_of(neighbours: "Mapping[str, Mapping[str, Mapping[str, int]]]") -> Edges:
    """The neighbours of every product on one side of a graph with their steps, by id: quicker than the graph itself."""
    return {
        product: tuple(sorted((other, data["weight"]) for other, data in around.items()))
        for product, around in neighbours.items()
        if around
    }


def end_uses_of(graph: "nx.DiGraph[str]", own: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """End uses downstream of every product, circles included: what one of a circle reaches all of it reach."""
    knots: nx.DiGraph[int] = nx.condensation(graph)
    reached: dict[int, frozenset[str]] = {}
    for knot in reversed(list(nx.topological_sort(knots))):
        members = [own.get(product, ()) for product in knots.nodes[knot]["members"]]
        reached[knot] = frozenset().union(*members, *(reached[following] for following in knots.successors(knot)))
    ordered = {uses: tuple(sorted(uses)) for uses in set(reached.values())}
    return {product: ordered[reached[knot]] for product, knot in knots.graph["mapping"].items() if reached[knot]}
