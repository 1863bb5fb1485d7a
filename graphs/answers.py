"""Every question of the contract as one plain function: network and query in, frozen report out."""

from graphs.atlas import chain, chains, neighbourhood, place, product
from graphs.gapreport import balance, gaps, targets
from graphs.hypotheses.suggestions import link_hypotheses
from graphs.networks import NetworkCache
from graphs.pictures.drawing import chain_map
from graphs.places import place_ref, places, stated_places
from graphs.scenarios.closing import closing
from graphs.scenarios.comparing import compare
from graphs.scenarios.what_if import what_if
from graphs.searching.names import products, resolve, search

_cache = NetworkCache()
current = _cache.current
"""The network of what a reader says now, kept for the last few store versions."""

__all__ = [
    "balance",
    "chain",
    "chain_map",
    "chains",
    "closing",
    "compare",
    "current",
    "gaps",
    "link_hypotheses",
    "neighbourhood",
    "place",
    "place_ref",
    "places",
    "product",
    "products",
    "resolve",
    "search",
    "stated_places",
    "targets",
    "what_if",
]
