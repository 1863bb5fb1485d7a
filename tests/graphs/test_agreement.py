"""Plants that several sources speak of are counted once; where sources disagree the user goes first."""

import pytest

from chainmap.evidence import Basis, Evidence
from chainmap.facts import CapacityFact, Status
from chainmap.quantities import Bound, Quantity
from chainmap.statements import Rank, Source, Statement
from graphs.network import network_of


def plant(tonnes: float | None, *, product: str = "己二酸", by: str = "华峰", **more) -> CapacityFact:
    amount = Quantity.unknown() if tonnes is None else Quantity.exact(tonnes)
    return CapacityFact(enterprise=by, product=product, place="涪陵区", amount=amount, **more)


@pytest.fixture
def told(world):
    """The network of what the shipped library, a table and a second table of the user state of plants."""

    def network(*, shipped=(), first=(), second=()):
        said = [*world.snapshot().statements]
        for source, facts in (("库", shipped), ("表", first), ("另表", second)):
            said += [Statement(fact=fact, evidence=Evidence(source=source, basis=Basis.USER)) for fact in facts]
        sources = (*world.snapshot().sources, Source(id="另表", title="另一张表", rank=Rank.USER))
        return network_of(world.snapshot().model_copy(update={"statements": tuple(said), "sources": sources}))

    return network


def amounts(network) -> list[float | None]:
    return [plant.amount.value for plant in network.territory.plants]


def test_the_users_amount_goes_before_the_shipped_one(told) -> None:
    network = told(shipped=[plant(36)], first=[plant(40)])
    assert amounts(network) == [40]
    assert network.warnings == ()


def test_two_sources_of_the_user_that_agree_are_one_plant(told) -> None:
    assert amounts(told(first=[plant(36)], second=[plant(36)])) == [36]


def test_two_sources_of_the_user_that_disagree_give_the_range_and_a_warning(told) -> None:
    network = told(first=[plant(36)], second=[plant(40)])
    (only,) = network.territory.plants
    assert (only.amount.low, only.amount.value, only.amount.high) == (36, 38, 40)
    (warning,) = network.warnings
    assert "华峰" in warning and "己二酸" in warning


def test_rows_of_one_source_that_differ_are_different_plants(told) -> None:
    assert amounts(told(first=[plant(18, year=2012), plant(18, year=2014)])) == [18, 18]
    assert amounts(told(first=[plant(18, note="一期"), plant(18, note="二期")])) == [18, 18]


def test_two_halves_in_one_source_agree_with_the_whole_in_another(told) -> None:
    network = told(first=[plant(18, note="一期"), plant(18, note="二期")], second=[plant(36)])
    assert sum(amounts(network)) == 36
    assert network.warnings == ()


def test_an_amount_that_the_user_leaves_open_is_taken_from_the_library(told) -> None:
    assert amounts(told(shipped=[plant(36)], first=[plant(None)])) == [36]
    assert amounts(told(first=[plant(None)], second=[plant(36)])) == [36]


def test_the_user_can_say_that_a_shipped_plant_has_stopped(told) -> None:
    network = told(shipped=[plant(36)], first=[plant(None, status=Status.STOPPED)])
    assert [plant.status for plant in network.territory.plants] == [Status.STOPPED]


def test_what_runs_and_what_is_being_built_stand_side_by_side(told) -> None:
    network = told(first=[plant(36), plant(20, status=Status.BUILDING)])
    assert [(p.amount.value, p.status) for p in network.territory.plants] == [
        (36, Status.OPERATING),
        (20, Status.BUILDING),
    ]


def test_one_plant_under_two_names_of_its_product_is_one(told, world) -> None:
    world.product("己二酸", aliases=("肥酸",))
    assert amounts(told(first=[plant(36), plant(36, product="肥酸")])) == [36]


def test_other_enterprises_and_products_are_left_alone(told) -> None:
    network = told(shipped=[plant(36), plant(10, by="化医")], first=[plant(40), plant(5, product="尼龙66")])
    assert sorted(amounts(network)) == [5, 10, 40]


def test_unknown_everywhere_stays_unknown(told) -> None:
    (only,) = told(shipped=[plant(None)], first=[plant(None)], second=[plant(None)]).territory.plants
    assert only.amount.bound is Bound.UNKNOWN
