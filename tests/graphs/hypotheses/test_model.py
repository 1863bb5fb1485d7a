"""The logistic: weights that are not negative, the maximum that it claims, and nothing where there is nothing."""

import numpy as np
import pytest

from graphs.hypotheses.linkmap import link_map
from graphs.hypotheses.model import FEWEST, _logistic, fitted, probability
from graphs.hypotheses.spelling import spelling


def test_weights_are_where_the_slope_is_0_or_pushes_below_0() -> None:
    draw = np.random.default_rng(7)
    features = np.column_stack([draw.random((400, 3)), np.ones(400)])
    links = (draw.random(400) < 1 / (1 + np.exp(3 - 4 * features[:, 0] + 2 * features[:, 1]))).astype(float)
    counts = np.where(links > 0, 1.0, 2.0)
    weights = _logistic(features, links, counts, pull=3.0)
    chance = 1 / (1 + np.exp(-features @ weights))
    slope = features.T @ (counts * (chance - links)) + 3.0 * np.r_[weights[:-1], 0.0]
    assert (weights[:-1] >= 0).all()
    assert weights[0] > weights[1] == 0.0  # the second speaks against a link, and nothing may
    assert (slope[:-1][weights[:-1] == 0] > 0).all()
    assert slope[np.r_[weights[:-1] > 0, True]] == pytest.approx(0.0, abs=1e-3)


def test_the_model_learns_from_a_regular_map(coated) -> None:
    map_ = link_map(coated.network())
    model = fitted(map_, spelling(map_))
    assert model is not None
    assert model.learnt >= FEWEST
    assert (model.weights >= 0).all()
    assert model.base < 0 < model.weights.max()


def test_it_is_the_same_model_each_time(coated) -> None:
    map_ = link_map(coated.network())
    first, second = (fitted(map_, spelling(map_)) for _ in range(2))
    assert first is not None
    assert second is not None
    assert (first.base, first.weights.tolist()) == (second.base, second.weights.tolist())


def test_two_links_are_too_few_to_learn_from(world) -> None:
    map_ = link_map(world.link("PX", "PTA").link("PTA", "PET").network())
    assert fitted(map_, spelling(map_)) is None


def test_nothing_is_learnt_where_all_links_are_hidden(coated) -> None:
    map_ = link_map(coated.network())
    assert fitted(map_, spelling(map_), already=np.ones(map_.links, np.bool_)) is None


@pytest.mark.parametrize(("logit", "expected"), [(0.0, 0.5), (-1000.0, 0.0), (1000.0, 1.0), (np.log(3), 0.75)])
def test_a_logit_is_a_probability_without_overflow(logit: float, expected: float) -> None:
    assert probability(logit) == pytest.approx(expected)
