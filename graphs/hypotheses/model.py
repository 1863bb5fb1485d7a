"""How probable a link is: a logistic over the evidences, fitted on the map itself with links hidden.

p = σ(b + Σ β_k · log(1 + e_k ÷ m_k)), β ≥ 0; m_k is the median of the values above 0 among the pairs learnt from.
"""

from dataclasses import dataclass
from math import ceil

import numpy as np

from graphs.hypotheses.evidences import candidates, evidences
from graphs.hypotheses.hiding import SHARE, hide
from graphs.hypotheses.linkmap import LinkMap
from graphs.hypotheses.pairs import Flags, Floats, contained
from graphs.hypotheses.spelling import Spelling

ENOUGH = 300
"""Hidden links wanted over all rounds of hiding."""
MOST_ROUNDS = 10
FEWEST = 10
"""Hidden links among the candidates, below which nothing is learnt."""
LOUD = 10_000
"""Pairs that are no link and learnt from in each round one by one; as many more stand for all the others."""
PULL = 0.1
"""How strongly each weight is drawn to 0, for every hidden link learnt from: evidences overlap, and without it what
many of them speak for is said to be twice as probable as it proves to be.
"""
SEED = 20_261_122
STEPS = 100
NEAR = 1e-9


@dataclass(frozen=True, slots=True)
class Model:
    """`base` b, `weights` β and `scales` m, both in the order of `NAMES`; `learnt` hidden links it was fitted to."""

    base: float
    weights: Floats
    scales: Floats
    learnt: int

    def contributions(self, values: Floats) -> Floats:
        """β_k · log(1 + e_k ÷ m_k), a row a pair; few evidences speak for a pair, and 0 stays 0."""
        found = np.zeros_like(values)
        for k in np.flatnonzero(self.weights):
            speaking = np.flatnonzero(values[:, k])
            found[speaking, k] = self.weights[k] * np.log1p(values[speaking, k] / self.scales[k])
        return found


def probability(logit: float) -> float:
    """σ: 0–1, without overflow."""
    return float(0.5 * (1.0 + np.tanh(0.5 * logit)))


@dataclass(frozen=True, slots=True)
class _Lesson:
    """Pairs to learn from: values of the evidences, whether each is a hidden link, and how many pairs it stands for."""

    values: Floats
    links: Flags
    counts: Floats


def fitted(map_: LinkMap, names: Spelling, *, already: Flags | None = None) -> Model | None:
    """The model of a map whose links of `already` nobody knows; None where too few links can be hidden."""
    gone = np.zeros(map_.links, np.bool_) if already is None else already
    known = int((~gone).sum())
    if not known:
        return None
    rounds = min(MOST_ROUNDS, ceil(ENOUGH / (known * SHARE)))
    lessons = [_lesson(map_, names, gone, number) for number in range(rounds)]
    learnt = sum(int(lesson.links.sum()) for lesson in lessons)
    return _fitted_to(lessons, learnt) if learnt >= FEWEST else None


def _lesson(map_: LinkMap, names: Spelling, gone: Flags, number: int) -> _Lesson:
    """One round. Of the pairs that are no link the LOUD for which most evidences speak are all kept, for they decide
    how probable the probable is; of the others as many are drawn, each standing for those left out.
    """
    hidden = hide(map_, (SEED, number), already=gone)
    found = evidences(map_, names, hidden | gone)
    keys, voices = candidates(map_, found, hidden | gone)
    links = contained(keys, map_.keys[hidden])
    others = np.flatnonzero(~links)
    others = others[np.argsort(-voices[others], kind="stable")]
    loud, rest = others[:LOUD], others[LOUD:]
    some = np.random.default_rng((SEED, number)).permutation(rest)[:LOUD]
    kept = np.concatenate([np.flatnonzero(links), loud, some])
    counts = np.ones(len(kept))
    counts[len(kept) - len(some) :] = len(rest) / max(1, len(some))
    return _Lesson(found.of(keys[kept]), links[kept], counts)


def _fitted_to(lessons: list[_Lesson], learnt: int) -> Model:
    values = np.concatenate([lesson.values for lesson in lessons])
    links = np.concatenate([lesson.links for lesson in lessons]).astype(np.float64)
    counts = np.concatenate([lesson.counts for lesson in lessons])
    scales = _scales(values)
    features = np.column_stack([np.log1p(values / scales), np.ones(len(values))])
    weights = _logistic(features, links, counts, pull=PULL * learnt)
    return Model(float(weights[-1]), weights[:-1], scales, learnt)


def _scales(values: Floats) -> Floats:
    """The median above 0 of each evidence; 1 where it never speaks."""
    above = [column[column > 0] for column in values.T]
    return np.array([np.median(column) if len(column) else 1.0 for column in above])


def _logistic(features: Floats, links: Floats, counts: Floats, *, pull: float) -> Floats:
    """Weights of largest likelihood less ½ · pull · β² each, all ≥ 0 but the last, which is the base and free.

    Projected Newton: weights at 0 that the likelihood pushes below stay there; the others take a Newton step, halved
    until the loss falls.
    """
    share = np.clip((counts @ links) / counts.sum(), NEAR, 1.0 - NEAR)
    weights = np.zeros(features.shape[1])
    weights[-1] = np.log(share / (1.0 - share))
    prior = np.r_[np.full(len(weights) - 1, pull), 0.0]
    loss = _loss(features, links, counts, prior, weights)
    for _ in range(STEPS):
        chance = 0.5 * (1.0 + np.tanh(0.5 * (features @ weights)))
        slope = features.T @ (counts * (chance - links)) + prior * weights
        curve = (features * (counts * chance * (1.0 - chance))[:, None]).T @ features + np.diag(prior)
        free = (weights > 0) | (slope < 0)
        free[-1] = True
        step = np.zeros_like(weights)
        step[free] = np.linalg.solve(curve[np.ix_(free, free)], slope[free])
        moved, lower = _lowered(features, links, counts, prior, weights, step, loss)
        near = loss - lower < NEAR * max(1.0, loss)
        weights, loss = moved, lower
        if near:
            break
    return weights


def _lowered(
    features: Floats, links: Floats, counts: Floats, prior: Floats, weights: Floats, step: Floats, loss: float
) -> tuple[Floats, float]:
    """The weights after the longest of step, step ÷ 2, step ÷ 4 … that lowers the loss; the same where none does."""
    for halvings in range(30):
        moved = weights - step / 2**halvings
        moved[:-1] = np.maximum(moved[:-1], 0.0)
        lower = _loss(features, links, counts, prior, moved)
        if lower < loss:
            return moved, lower
    return weights, loss


def _loss(features: Floats, links: Floats, counts: Floats, prior: Floats, weights: Floats) -> float:
    logits = features @ weights
    return float(counts @ (np.logaddexp(0.0, logits) - links * logits) + 0.5 * (prior @ weights**2))
