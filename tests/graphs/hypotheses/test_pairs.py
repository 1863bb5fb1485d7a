"""Weights on pairs: sums, ways of two steps and the best of each, against what is worked out by hand."""

import numpy as np

from graphs.hypotheses.pairs import Pairs, best, contained, counted, gathered, growing, product, spread


def pairs(*entries: tuple[int, int, float], by: str = "sum", size: int = 5) -> Pairs:
    tails, heads, weights = (np.array(column) for column in zip(*entries, strict=True))
    return gathered(size, tails, heads, weights.astype(float), by=by)


def listed(found: Pairs) -> list[tuple[int, int, float]]:
    return list(zip(found.tails.tolist(), found.heads.tolist(), found.weights.tolist(), strict=True))


def test_equal_pairs_are_added_up_and_ordered() -> None:
    assert listed(pairs((3, 1, 2.0), (0, 4, 1.0), (3, 1, 0.5))) == [(0, 4, 1.0), (3, 1, 2.5)]


def test_the_larger_of_equal_pairs_can_be_kept_instead() -> None:
    assert listed(pairs((3, 1, 2.0), (3, 1, 0.5), by="max")) == [(3, 1, 2.0)]


def test_a_product_runs_over_every_way_of_two_steps() -> None:
    # 0 → 1 → 3 and 0 → 2 → 3: 2·5 + 3·7 = 31; 1 → 3 leads nowhere further
    found = product(pairs((0, 1, 2.0), (0, 2, 3.0)), pairs((1, 3, 5.0), (2, 3, 7.0), (4, 0, 1.0)))
    assert listed(found) == [(0, 3, 31.0)]


def test_turned_round_the_ends_change_places() -> None:
    assert listed(pairs((0, 4, 1.0), (3, 1, 2.0)).reversed()) == [(1, 3, 2.0), (4, 0, 1.0)]


def test_the_best_of_each_head_are_kept_and_the_lower_tail_wins_a_tie() -> None:
    found = best(pairs((0, 4, 1.0), (1, 4, 3.0), (2, 4, 1.0), (2, 0, 0.1)), 2)
    assert listed(found) == [(0, 4, 1.0), (1, 4, 3.0), (2, 0, 0.1)]


def test_a_weight_is_asked_by_key_or_by_row_and_is_0_where_nothing_is_listed() -> None:
    found = pairs((0, 4, 1.5), (3, 1, 2.0))
    assert found.of(np.array([4, 16, 0])).tolist() == [1.5, 2.0, 0.0]  # 0·5 + 4, 3·5 + 1, 0·5 + 0
    assert found.row(3).tolist() == [0.0, 2.0, 0.0, 0.0, 0.0]


def test_nothing_is_handled_like_something() -> None:
    nothing = gathered(5, np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
    some = pairs((0, 1, 1.0))
    assert [len(found.tails) for found in (product(nothing, some), product(some, nothing), best(nothing, 3))] == [0] * 3
    assert nothing.of(np.array([1])).tolist() == [0.0]
    assert not contained(np.array([1]), np.zeros(0, np.int64)).any()
    assert growing(np.zeros(0, np.int64)).tolist() == []


def test_keys_are_put_in_order_once_each_and_looked_up() -> None:
    known = growing(np.array([5, 2, 5, 9]))
    assert known.tolist() == [2, 5, 9]
    assert counted(np.array([5, 2, 5, 9]))[1].tolist() == [1, 2, 1]
    assert contained(np.array([9, 3, 2, 11]), known).tolist() == [True, False, True, False]


def test_counts_are_spread_into_entries() -> None:
    own, at = spread(np.array([7, 0, 3]), np.array([2, 0, 1]))
    assert (own.tolist(), at.tolist()) == ([0, 0, 2], [7, 8, 3])
