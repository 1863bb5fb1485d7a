"""How good the suggested links are: hide a share of the map's links and see at which rank each supplier comes back."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from chainmap.backtests import FIRST, FIRST_LINKS, Baseline, Calibration, HiddenLink, LinkBacktestReport, Outcome
from chainmap.hypotheses import EvidenceName
from chainmap.vocabulary import label
from graphs.backtests.baselines import by_chance, by_rank
from graphs.hypotheses.evidences import candidates, evidences
from graphs.hypotheses.hiding import hide
from graphs.hypotheses.linkmap import LinkMap, Related, link_map
from graphs.hypotheses.model import fitted
from graphs.hypotheses.pairs import Flags, Floats, Pairs, contained, gathered, growing
from graphs.hypotheses.spelling import Spelling, spelling
from graphs.network import ChainNetwork

TRIALS = (1, 2, 3)
"""Seeds: what is hidden depends on nothing else, so the figures can be had again."""
BINS = (0.0, 0.01, 0.03, 0.1, 0.2, 0.4, 1.0)

Told = Callable[[int, int], None]
"""Hears how many of how many trials are worked out."""


@dataclass(frozen=True, slots=True)
class _Trial:
    """One round: what was hidden, what is still related, and as (user, supplier) what the orders go by."""

    number: int
    hidden: Flags
    related: Related
    chances: Pairs
    popularity: Floats
    named: tuple[Pairs, Pairs]
    l3: Pairs


def links(network: ChainNetwork, *, told: Told = lambda done, of: None) -> LinkBacktestReport:
    """Hide a tenth of the links so that no product loses its last one, learn from the rest alone, rank all products
    as suppliers of each product that lost one; TRIALS times.

    A case is a hidden link. Compared are all products that might feed the user: utilities, headings, what the map
    relates to it already and its other hidden suppliers are left aside. Without enough links there are no cases, and
    a warning says so.
    """
    map_ = link_map(network)
    names = spelling(map_)
    rows: list[HiddenLink] = []
    judged: list[tuple[Floats, Flags]] = []
    for seed in TRIALS:
        trial = _tried(map_, names, seed)
        if trial is not None:
            rows += [_judged(network, map_, trial, int(link)) for link in np.flatnonzero(trial.hidden)]
            hidden = growing(map_.users[trial.hidden] * map_.size + map_.suppliers[trial.hidden])
            judged.append((trial.chances.weights, contained(trial.chances.keys, hidden)))
        told(seed, len(TRIALS))
    few = (f"图谱上只有 {map_.links} 条投入关系,藏起一成后不够拟合:没有案例。请先载入参考库(chainmap init)。",)
    return _report(network, map_, rows, judged, () if rows else few)


def _tried(map_: LinkMap, names: Spelling, seed: int) -> _Trial | None:
    """One trial; None where what is left is too little to learn from."""
    hidden = hide(map_, (seed,))
    model = fitted(map_, names, already=hidden)
    if model is None:
        return None
    found = evidences(map_, names, hidden)
    keys, _ = candidates(map_, found, hidden)
    logits = model.base + model.contributions(found.of(keys)).sum(axis=1)
    suppliers, users = np.divmod(keys, map_.size)
    listed = found.listed
    return _Trial(
        number=seed,
        hidden=hidden,
        related=Related(map_, hidden),
        chances=gathered(map_.size, users, suppliers, 0.5 * (1.0 + np.tanh(0.5 * logits))),
        popularity=found.d_out,
        named=(listed[EvidenceName.LIKE_USERS].reversed(), listed[EvidenceName.LIKE_SUPPLIERS].reversed()),
        l3=listed[EvidenceName.L3].reversed(),
    )


def _judged(network: ChainNetwork, map_: LinkMap, trial: _Trial, link: int) -> HiddenLink:
    supplier, user = int(map_.suppliers[link]), int(map_.users[link])
    products = np.arange(map_.size)
    open_ = map_.supplying & ~trial.related.holds(products, np.full(map_.size, user))
    open_[map_.suppliers[trial.hidden & (map_.users == user)]] = False
    open_[[user, supplier]] = False, True
    open_[map_.suppliers[trial.hidden & (map_.users == user)]] = False
    open_[[user, supplier]] = False, True
    chances = trial.chances.row(user)
    rank = _rank(chances, open_, supplier)
    outcome = Outcome.OFF_THE_MAP if rank is None else Outcome.FOUND if rank <= FIRST[-1] else Outcome.LOW
    return HiddenLink(
        trial=trial.number,
        supplier=network.ref(map_.products[supplier]),
        user=network.ref(map_.products[user]),
        outcome=outcome,
        outcome_label=label("link_trial.no_candidate" if rank is None else outcome),
        compared=int(open_.sum()),
        rank=rank,
        probability=round(float(chances[supplier]), 6) if rank else None,
        popularity=_rank(trial.popularity, open_, supplier),
        names=_rank(trial.named[0].row(user) + trial.named[1].row(user), open_, supplier),
        l3=_rank(trial.l3.row(user), open_, supplier),
    )


def _rank(scores: Floats, compared: Flags, own: int) -> int | None:
    """Rank among the compared products, ties by position; None for a score of 0."""
    if scores[own] <= 0:
        return None
    before = (scores > scores[own]) | ((scores == scores[own]) & (np.arange(len(scores)) < own))
    return 1 + int((before & compared).sum())


def _report(
    network: ChainNetwork,
    map_: LinkMap,
    rows: list[HiddenLink],
    judged: list[tuple[Floats, Flags]],
    warnings: tuple[str, ...],
) -> LinkBacktestReport:
    own = by_rank([row.rank for row in rows], FIRST_LINKS)
    return LinkBacktestReport(
        question="links",
        store_version=network.version,
        links=map_.links,
        trials=len(TRIALS),
        cases=len(rows),
        off_the_map=sum(row.outcome is Outcome.OFF_THE_MAP for row in rows),
        ranked_low=sum(row.outcome is Outcome.LOW for row in rows),
        recall=own.recall,
        mrr=own.mrr,
        baselines={
            Baseline.RANDOM.value: by_chance([(row.compared, 1) for row in rows], FIRST_LINKS),
            Baseline.POPULARITY.value: by_rank([row.popularity for row in rows], FIRST_LINKS),
            Baseline.NAMES.value: by_rank([row.names for row in rows], FIRST_LINKS),
            Baseline.L3.value: by_rank([row.l3 for row in rows], FIRST_LINKS),
        },
        calibration=_calibration(judged) if rows else (),
        rows=tuple(rows),
        warnings=warnings,
    )


def _calibration(judged: list[tuple[Floats, Flags]]) -> tuple[Calibration, ...]:
    chances = np.concatenate([own for own, _ in judged])
    hits = np.concatenate([own for _, own in judged])
    bins = []
    for low, high in pairwise(BINS):
        inside = (chances >= low) & ((chances < high) | (high == BINS[-1]))
        pairs = int(inside.sum())
        predicted, observed = (round(float(of[inside].mean()), 6) if pairs else None for of in (chances, hits))
        bins.append(Calibration(low=low, high=high, pairs=pairs, predicted=predicted, observed=observed))
    return tuple(bins)
