"""Which products belong to a chain, in which layer, and how complete a place's chain is."""

import networkx as nx

from chainmap.facts import Nature
from chainmap.model import Ref
from chainmap.views import Share
from graphs.network import Chain, ChainNetwork
from graphs.presence import LocalPresence

NO_POSITION = (Nature.HEADING, Nature.UTILITY, Nature.PRIMARY, Nature.CAPTIVE)
BOUGHT = (Nature.BULK, Nature.PRIMARY, Nature.UTILITY)


def layers_of(network: ChainNetwork, chain: Chain) -> dict[str, int]:
    """Products of a chain by layer: 0 the anchors, negative upstream, positive downstream.

    What lies both up and down of anchors takes the smaller distance, upstream where they are equal.
    """
    if chain.id not in network.layers:
        network.layers[chain.id] = _layers(network, chain)
    return network.layers[chain.id]


def _layers(network: ChainNetwork, chain: Chain) -> dict[str, int]:
    graph = network.graph
    anchors = [anchor for anchor in chain.anchors if anchor in graph]
    if not anchors:
        return {}
    ahead = nx.multi_source_dijkstra_path_length(graph, anchors, cutoff=chain.downstream, weight="weight")
    behind = nx.multi_source_dijkstra_path_length(
        graph.reverse(copy=False), anchors, cutoff=chain.upstream, weight="weight"
    )
    layers = {product: int(steps) for product, steps in ahead.items()}
    for product, steps in behind.items():
        if product not in layers or steps <= layers[product]:
            layers[product] = -int(steps)
    layers.update(dict.fromkeys(anchors, 0))
    return dict(sorted(layers.items()))


def positions_of(network: ChainNetwork, chain: Chain) -> frozenset[str]:
    """The chain's products that count: without headings, utilities, primary materials and 自用中间品."""
    return frozenset(p for p in layers_of(network, chain) if network.products[p].nature not in NO_POSITION)


def memberships_of(network: ChainNetwork) -> dict[str, tuple[Ref, ...]]:
    """Product → the chains it is a position of: those whose anchors it lies nearest to first, then by name."""
    if not network.memberships:
        found: dict[str, list[tuple[int, Ref]]] = {}
        for chain in sorted(network.chains.values(), key=lambda chain: chain.name):
            own, layers = Ref(id=chain.id, name=chain.name), layers_of(network, chain)
            for product in positions_of(network, chain):
                found.setdefault(product, []).append((abs(layers[product]), own))
        for product, chains in found.items():
            network.memberships[product] = tuple(own for _, own in sorted(chains, key=lambda item: item[0]))
    return network.memberships


def completeness_of(network: ChainNetwork, chain: Chain, local: LocalPresence) -> tuple[Share, Share]:
    """(a) positions present; (b) positions some route of which has every main feedstock here or freely bought.

    Both weighted 1 ÷ (1 + steps from the nearest anchor); None for a chain without positions.
    """
    layers = layers_of(network, chain)
    weights = {product: 1.0 / (1 + abs(layers[product])) for product in sorted(positions_of(network, chain))}
    whole = sum(weights.values())
    here = [weight for product, weight in weights.items() if product in local.present]
    supplied = [weight for product, weight in weights.items() if _supplied(network, product, local)]
    return _share(here, whole, len(weights)), _share(supplied, whole, len(weights))


def _supplied(network: ChainNetwork, product: str, local: LocalPresence) -> bool:
    def there(feed: str) -> bool:
        return feed in local.present or network.products[feed].nature in BOUGHT

    return any(route.mains and all(there(feed) for feed in route.mains) for route in network.routes_of(product))


def _share(parts: list[float], whole: float, of: int) -> Share:
    part = sum(parts)
    value = round(part / whole, 6) if whole else None
    return Share(numerator=round(part, 6), denominator=round(whole, 6), value=value, count=len(parts), of=of)
