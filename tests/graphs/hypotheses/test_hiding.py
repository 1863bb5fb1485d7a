"""Hidden links: a tenth of them, the same ones for the same seed, and nobody left without any."""

import numpy as np
import pytest

from graphs.hypotheses.hiding import hide
from graphs.hypotheses.linkmap import Related, link_map


@pytest.mark.parametrize("seed", range(20))
def test_no_product_loses_its_last_link(coated, seed: int) -> None:
    map_ = link_map(coated.network())
    hidden = hide(map_, (seed,))
    left = np.bincount(np.r_[map_.suppliers[~hidden], map_.users[~hidden]], minlength=map_.size)
    before = np.bincount(np.r_[map_.suppliers, map_.users], minlength=map_.size)
    assert hidden.sum() == round(map_.links / 10)
    assert (left[before > 0] > 0).all()


def test_the_seed_decides_alone(coated) -> None:
    map_ = link_map(coated.network())
    assert (hide(map_, (1,)) == hide(map_, (1,))).all()
    assert (hide(map_, (1,)) != hide(map_, (2,))).any()


def test_what_is_hidden_already_is_not_hidden_again(coated) -> None:
    map_ = link_map(coated.network())
    first = hide(map_, (1,))
    second = hide(map_, (1,), already=first)
    assert not (first & second).any()
    assert second.sum() == round((map_.links - first.sum()) / 10)


def test_a_link_that_the_rest_implies_stays(world) -> None:
    for number in range(12):
        world.link("PTA", f"聚酯{number}").link("乙二醇", f"聚酯{number}")
    world.link("PTA", "PET").link("PX", "PTA").link("乙二醇", "PET").link("PTA", "聚酯瓶片").kinds("PET", "聚酯瓶片")
    map_ = link_map(world.network())
    for seed in range(30):
        hidden = hide(map_, (seed,))
        assert not Related(map_, hidden).holds(map_.suppliers[hidden], map_.users[hidden]).any()


def test_a_single_link_is_never_hidden(world) -> None:
    assert hide(link_map(world.link("PX", "PTA").network()), (1,)).tolist() == [False]
