"""Hidden links: what counts as a case, its rank among all products that might feed, and the orders beside it."""

from itertools import pairwise
from math import comb

import numpy as np
import pytest

from chainmap.backtests import HiddenLink, LinkBacktestReport, Outcome
from graphs.backtests.hidden_links import TRIALS, links
from graphs.hypotheses.hiding import hide
from graphs.hypotheses.linkmap import link_map
from tests.graphs.hypotheses import coatings


@pytest.fixture(scope="module")
def network(new_world):
    world = new_world()
    for fact in coatings.facts():
        world.say(fact)
    return world.network()


@pytest.fixture(scope="module")
def report(network) -> LinkBacktestReport:
    return links(network)


def test_every_hidden_link_is_a_case_and_no_other(network, report: LinkBacktestReport) -> None:
    map_ = link_map(network)
    hidden = {
        (seed, map_.names[map_.suppliers[link]], map_.names[map_.users[link]])
        for seed in TRIALS
        for link in np.flatnonzero(hide(map_, (seed,)))
    }
    assert {(row.trial, row.supplier.name, row.user.name) for row in report.rows} == hidden
    assert report.cases == len(hidden) == 3 * 11  # a tenth of 109 links, three times


def test_cases_are_found_ranked_low_or_no_candidate(report: LinkBacktestReport) -> None:
    found = sum(row.outcome is Outcome.FOUND for row in report.rows)
    assert report.cases == found + report.ranked_low + report.off_the_map
    assert [row.rank for row in report.rows if row.outcome is Outcome.OFF_THE_MAP] == [None] * report.off_the_map
    assert all(row.probability is not None for row in report.rows if row.rank)


def test_recall_and_mrr_are_those_of_the_ranks(report: LinkBacktestReport) -> None:
    ranks = [row.rank for row in report.rows]
    for first in (10, 30, 50):
        hits = sum(rank is not None and rank <= first for rank in ranks)
        assert report.recall[str(first)] == pytest.approx(hits / report.cases, abs=1e-6)
    assert report.mrr == pytest.approx(sum(1 / rank for rank in ranks if rank) / report.cases, abs=1e-6)


def test_compared_are_all_products_that_might_feed_the_user(network, report: LinkBacktestReport) -> None:
    map_ = link_map(network)
    products = [name for name in map_.names if name != "电"]
    for trial in TRIALS:
        hidden = hide(map_, (trial,))
        shown = {
            (map_.names[u], map_.names[v]) for u, v in zip(map_.suppliers[~hidden], map_.users[~hidden], strict=True)
        }
        gone = {(row.supplier.name, row.user.name) for row in report.rows if row.trial == trial}
        for row in (row for row in report.rows if row.trial == trial):
            user = row.user.name
            free = [
                name
                for name in products
                if name != user
                and (name, user) not in shown
                and (user, name) not in shown
                and ((name, user) not in gone or name == row.supplier.name)
            ]
            assert row.compared == len(free)


def test_popularity_ranks_by_the_uses_that_are_left(network, report: LinkBacktestReport) -> None:
    map_ = link_map(network)
    row = next(row for row in report.rows if row.supplier.name == "溶剂油")
    uses = np.bincount(map_.suppliers[~hide(map_, (row.trial,))], minlength=map_.size)
    most = map_.names[int(uses.argmax())]
    assert (most, row.popularity) == ("溶剂油", 1)  # 20 products use it, less what is hidden; no other is used by more


def test_random_order_is_what_chance_would_give(report: LinkBacktestReport) -> None:
    expected = [1 - comb(row.compared - 1, 10) / comb(row.compared, 10) for row in report.rows]
    assert report.baselines["random"].recall["10"] == pytest.approx(sum(expected) / len(expected), abs=1e-6)


def test_on_a_regular_map_the_method_is_better_than_every_order(report: LinkBacktestReport) -> None:
    assert report.mrr is not None
    others = {name: figures.mrr for name, figures in report.baselines.items()}
    assert set(others) == {"random", "popularity", "names", "l3"}
    assert report.mrr > max(mrr or 0.0 for mrr in others.values())


def test_calibration_counts_every_candidate_once(report: LinkBacktestReport) -> None:
    found = sum(round((one.observed or 0.0) * one.pairs) for one in report.calibration)
    assert found == report.cases - report.off_the_map
    assert [(one.low, one.high) for one in report.calibration][-1] == (0.4, 1.0)
    for one in report.calibration:
        assert one.predicted is None or one.low <= one.predicted <= one.high


def test_the_figures_can_be_had_again(network, report: LinkBacktestReport) -> None:
    assert links(network) == report


def test_every_round_is_told(network) -> None:
    told: list[tuple[int, int]] = []
    links(network, told=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("chain", [(), ("PX", "PTA"), ("PX", "PTA", "PET", "聚酯瓶片")])
def test_a_map_with_too_few_links_has_no_case_and_unknown_figures(world, chain: tuple[str, ...]) -> None:
    for supplier, user in pairwise(chain):
        world.link(supplier, user)
    report = links(world.network())
    unknown = {"10": None, "30": None, "50": None}
    assert (report.cases, report.rows, report.recall, report.mrr) == (0, (), unknown, None)
    assert report.baselines["l3"].recall == unknown
    assert f"只有 {max(0, len(chain) - 1)} 条投入关系" in report.warnings[0]


def test_the_ranks_of_the_orders_count_like_the_method(report: LinkBacktestReport) -> None:
    def ranks(row: HiddenLink) -> list[int | None]:
        return [row.rank, row.popularity, row.names, row.l3]

    assert all(rank is None or 1 <= rank <= row.compared for row in report.rows for rank in ranks(row))
