"""What orders without any method would find among the same rows: chance, the most used first, the nearest first."""

from collections.abc import Iterable, Sequence
from functools import cache
from math import comb
from statistics import fmean

from chainmap.backtests import FIRST, Figures
from graphs.network import ChainNetwork
from graphs.presence import LocalPresence
from graphs.wiring import FEED


def by_rank(ranks: Sequence[int | None], firsts: Sequence[int] = FIRST) -> Figures:
    """Recall and MRR of cases by their rank, None being a miss; rounded to six decimals, null without cases."""
    return _figures(
        {first: [float(rank is not None and rank <= first) for rank in ranks] for first in firsts},
        [1.0 / rank if rank else 0.0 for rank in ranks],
    )


def by_chance(cases: Sequence[tuple[int, int]], firsts: Sequence[int] = FIRST) -> Figures:
    """Expected recall and MRR in random order of cases given as (rows compared, rows that answer)."""
    return _figures(
        {first: [chance_among_first(rows, answering, first) for rows, answering in cases] for first in firsts},
        [expected_reciprocal(rows, answering) for rows, answering in cases],
    )


def _figures(hits: dict[int, list[float]], reciprocals: list[float]) -> Figures:
    recall = {str(first): round(fmean(found), 6) if found else None for first, found in hits.items()}
    return Figures(recall=recall, mrr=round(fmean(reciprocals), 6) if reciprocals else None)


def chance_among_first(rows: int, answering: int, first: int) -> float:
    """Probability (0–1) that at least one of `answering` rows is among the first ones of `rows` in random order.

    1 − C(rows − answering, first) ÷ C(rows, first); 0 where no row answers.
    """
    first = min(first, rows)
    return 1.0 - comb(rows - answering, first) / comb(rows, first) if answering else 0.0


@cache
def expected_reciprocal(rows: int, answering: int) -> float:
    """Expected 1 ÷ rank of the best of `answering` rows in random order: Σ over r of C(rows − r, answering − 1) ÷ r,
    divided by C(rows, answering); 0 where no row answers.
    """
    if not answering:
        return 0.0
    ways = sum(comb(rows - rank, answering - 1) / rank for rank in range(1, rows - answering + 2))
    return ways / comb(rows, answering)


def expected_rank(rows: int, answering: int) -> float | None:
    """Mean rank of the best of `answering` rows in random order, (rows + 1) ÷ (answering + 1); None without one."""
    return (rows + 1) / (answering + 1) if answering else None


def by_popularity(network: ChainNetwork, products: Iterable[str]) -> tuple[str, ...]:
    """The product that most products of the map use first; ties by id."""
    return tuple(sorted(products, key=lambda product: (-network.uses_of(product), product)))


def by_one_hop(network: ChainNetwork, local: LocalPresence, products: Iterable[str]) -> tuple[str, ...]:
    """Products a single step from something local first, then the others; both by id."""
    return tuple(sorted(products, key=lambda product: (not one_step_away(network, local, product), product)))


def one_step_away(network: ChainNetwork, local: LocalPresence, product: str) -> bool:
    """Whether it, or a generic that it stands for, has a local main feedstock or a local user."""
    graph = network.graph
    fed = {tail for tail in graph.predecessors(product) if graph[tail][product]["weight"] == FEED}
    used = {user for own in (product, *network.generics_above(product)) for user in network.users.get(own, ())}
    return bool(fed & local.feeding or used & local.present)
