"""How good the gaps are: hide an enterprise, or take a wish list, and see at which rank each product comes back."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from chainmap.backtests import CASES, BacktestReport, BacktestRow, Baseline, Outcome, Wish
from chainmap.errors import UnknownName
from chainmap.gaps import GapQuery
from chainmap.model import Ref
from chainmap.names import name_key
from graphs.backtests.baselines import by_chance, by_rank
from graphs.backtests.trials import Asked, judged, scene_of, wished
from graphs.network import ChainNetwork
from graphs.presence import presence_of

Told = Callable[[int, int], None]
"""Hears how many of how many answers are worked out."""


def _silent(done: int, of: int) -> None:
    """Nobody listens."""


def enterprises(
    network: ChainNetwork,
    place: str,
    query: GapQuery = GapQuery(),  # noqa: B008  (frozen)
    *,
    told: Told = _silent,
) -> BacktestReport:
    """Leave one enterprise out: everything stated of it goes (plants anywhere, in any status, and purchases), the
    gaps are worked out anew, and each product that left the place with it should come back as a gap.

    A case is an enterprise and a product that it is stated to make here. A product that others here make or always
    yield too is counted as still here, one that turns 细分待核 apart. With fewer than two enterprises nothing would
    be left to reason from: then there are no cases, and a warning says so.
    """
    found = network.territory.find(place)
    local = presence_of(network, found.id, radius=query.radius)
    makers = sorted({plant.enterprise for plant in local.plants})
    rows: list[BacktestRow] = []
    for number, maker in enumerate(makers if len(makers) > 1 else (), 1):
        scene = scene_of(without(network, maker), found.id, query)
        own = Ref(id=maker, name=network.territory.enterprises[maker].name)
        for product in sorted({plant.product for plant in local.plants if plant.enterprise == maker}):
            rows.append(judged(scene, product, Asked(found.name, network.products[product].name, enterprise=own)))
        told(number, len(makers))
    asked = Ref(id=found.id, name=found.name)
    return _report("enterprises", network, query, rows, place=asked, warnings=_too_few(found.name, len(makers)))


def _too_few(place: str, makers: int) -> tuple[str, ...]:
    if makers > 1:
        return ()
    have = "没有在产企业" if not makers else "只有 1 家在产企业"
    return (f"{place}{have}:留一检验要至少 2 家,去掉一家后才有依据可推。请先导入更多企业的产能。",)


def without(network: ChainNetwork, enterprise: str) -> ChainNetwork:
    """The same map without anything stated of one enterprise; equal to building it from the statements that remain."""
    before = network.territory
    territory = replace(
        before,
        enterprises={own: known for own, known in before.enterprises.items() if own != enterprise},
        plants=tuple(plant for plant in before.plants if plant.enterprise != enterprise),
        purchases=tuple(bought for bought in before.purchases if enterprise not in (bought.supplier, bought.user)),
    )
    return replace(network, territory=territory)


def wishes(
    network: ChainNetwork,
    asked: Iterable[Wish],
    query: GapQuery = GapQuery(),  # noqa: B008  (frozen)
    *,
    told: Told = _silent,
) -> BacktestReport:
    """Recall of a wish list among the gaps of each place that it names; what is present already is counted apart.

    A row without place or product, or of an unknown place, is rejected and said; a product asked for twice at one
    place, under whatever name, counts once.
    """
    kept, warnings = _by_place(network, asked)
    rejected = len(warnings)
    rows: list[BacktestRow] = []
    for number, (place, wanted) in enumerate(kept.items(), 1):
        scene = scene_of(network, place, query)
        seen: dict[str, Wish] = {}
        for wish in wanted:
            row = wished(scene, Asked(network.territory.places[place].name, wish.product, row=wish.row))
            key = row.product.id if row.product else name_key(wish.product)
            if key in seen:
                warnings.append(f"第 {wish.row} 行“{wish.product}”与第 {seen[key].row} 行是同一个产品,只计一次。")
                continue
            seen[key] = wish
            rows.append(row)
        told(number, len(kept))
    only = next(iter(kept)) if len(kept) == 1 else None
    place_ref = Ref(id=only, name=network.territory.places[only].name) if only else None
    return _report("wishes", network, query, rows, place=place_ref, rejected=rejected, warnings=tuple(warnings))


def _by_place(network: ChainNetwork, asked: Iterable[Wish]) -> tuple[dict[str, list[Wish]], list[str]]:
    kept: dict[str, list[Wish]] = {}
    refused = []
    for wish in asked:
        if not wish.place or not wish.product:
            refused.append(f"第 {wish.row} 行缺少地区或产品,没有计入:请填写。")
            continue
        try:
            kept.setdefault(network.territory.find(wish.place).id, []).append(wish)
        except UnknownName as error:
            refused.append(f"第 {wish.row} 行没有计入:{error}")
    return kept, refused


def _report(
    question: str,
    network: ChainNetwork,
    query: GapQuery,
    rows: list[BacktestRow],
    *,
    place: Ref | None,
    rejected: int = 0,
    warnings: tuple[str, ...] = (),
) -> BacktestReport:
    cases = [row for row in rows if row.outcome in CASES]
    counts = {outcome: sum(row.outcome is outcome for row in rows) for outcome in Outcome}
    own = by_rank([row.rank for row in cases])
    return BacktestReport(
        question=question,
        place=place,
        store_version=network.version,
        reach=query.reach,
        cases=len(cases),
        off_the_map=counts[Outcome.OFF_THE_MAP],
        ranked_low=counts[Outcome.LOW] + counts[Outcome.UNLISTED],
        already_here=counts[Outcome.ALREADY_HERE],
        unstated=counts[Outcome.UNSTATED],
        rejected=rejected,
        recall=own.recall,
        mrr=own.mrr,
        baselines={
            Baseline.RANDOM.value: by_chance([(row.compared, row.answering) for row in cases]),
            Baseline.POPULARITY.value: by_rank([row.popularity for row in cases]),
            Baseline.ONE_HOP.value: by_rank([row.one_hop for row in cases]),
        },
        rows=tuple(rows),
        warnings=warnings,
    )
