"""C3: a source of five hundred rows loaded again, shuffled, and shrunk."""

import random

from chainmap.evidence import Basis, Evidence
from chainmap.facts import CapacityFact
from chainmap.ports import Store
from chainmap.quantities import Quantity
from chainmap.statements import Source, Statement
from graphs.testing.facts import MORNING

CAPACITIES = Source(id="产能.csv", title="产能")


def rows(numbers: list[int]) -> list[Statement]:
    """Plants number by number, each standing in the row of its place in the list."""
    return [
        Statement(
            fact=CapacityFact(
                enterprise=f"企业{number}", product="己二酸", place="涪陵区", amount=Quantity.exact(1000.0 * number)
            ),
            evidence=Evidence(source=CAPACITIES.id, basis=Basis.USER, file="产能.csv", row=row),
        )
        for row, number in enumerate(numbers, 2)
    ]


def test_a_source_of_500_rows_loaded_twice_and_shuffled_changes_nothing(each_store: Store) -> None:
    numbers = list(range(500))
    each_store.replace(CAPACITIES, rows(numbers), at=MORNING)
    version = each_store.version()
    for seed in range(3):
        random.Random(seed).shuffle(numbers)  # noqa: S311 an order, no secret
        change = each_store.replace(CAPACITIES, rows(numbers), at=MORNING)
        assert (change.added, change.withdrawn, change.kept, change.revision) == (0, 0, 500, None)
        assert each_store.version() == version


def test_a_source_that_shrinks_withdraws_exactly_the_difference(each_store: Store) -> None:
    each_store.replace(CAPACITIES, rows(list(range(500))), at=MORNING)
    left = [number for number in range(500) if number % 7]  # 72 of 0…499 are multiples of seven
    change = each_store.replace(CAPACITIES, rows(left), at=MORNING)
    assert (change.added, change.withdrawn, change.kept) == (0, 72, 428)
    gone = {s.fact for s in each_store.snapshot(revision=1).statements} - {s.fact for s in each_store.statements()}
    assert gone == {s.fact for s in rows([number for number in range(500) if number % 7 == 0])}
