"""Which plants all sources together speak of: the user's before the shipped, among equals the range over both."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from chainmap.facts import Status
from chainmap.quantities import Bound, Quantity, spread, total
from chainmap.statements import Rank
from graphs.territory import Plant


def agreed_plants(plants: Iterable[Plant], ranks: dict[str, Rank]) -> tuple[tuple[Plant, ...], tuple[Plant, ...]]:
    """All plants, each counted once, and those of them on whose amount sources of equal rank disagree.

    In one source rows that differ are different plants. Where several sources speak of one enterprise, product and
    place, what the user states goes before what is shipped; an amount that the user leaves open is taken from there.
    """
    said: dict[tuple[str, str, str], dict[str, list[Plant]]] = defaultdict(lambda: defaultdict(list))
    for plant in plants:
        told = said[plant.enterprise, plant.product, plant.place][plant.evidence.source]
        if not any(replace(plant, evidence=other.evidence) == other for other in told):
            told.append(plant)
    kept: list[Plant] = []
    disputed: list[Plant] = []
    for by_source in said.values():
        mine = [told for source, told in by_source.items() if ranks.get(source) is not Rank.SHIPPED]
        others = [told for source, told in by_source.items() if ranks.get(source) is Rank.SHIPPED]
        for status in Status:
            versions = _of_status(mine or others, status)
            if versions and not any(_known(version) for version in versions):
                versions = [version for version in _of_status(others, status) if _known(version)] or versions
            chosen = _one_of(versions)
            kept += chosen
            disputed += chosen if chosen and chosen not in versions else []
    return tuple(kept), tuple(disputed)


def _of_status(told: list[list[Plant]], status: Status) -> list[list[Plant]]:
    versions = ([plant for plant in plants if plant.status is status] for plants in told)
    return [version for version in versions if version]


def _sum(version: list[Plant]) -> Quantity:
    return total(plant.amount for plant in version)


def _known(version: list[Plant]) -> bool:
    return _sum(version).bound is not Bound.UNKNOWN


def _one_of(versions: list[list[Plant]]) -> list[Plant]:
    """The first version where all that know an amount agree on the sum, else one plant with the range over them."""
    known = [version for version in versions if _known(version)] or versions
    if len({_sum(version) for version in known}) <= 1:
        return known[0] if known else []
    return [replace(known[0][0], amount=spread(_sum(version) for version in known))]
