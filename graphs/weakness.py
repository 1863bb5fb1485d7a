"""Finds where a place is weak: too little of what it makes (强链), or maker and user who do not deal (供需对接)."""

from collections import defaultdict

from chainmap.facts import Nature
from chainmap.gaps import GapKind, Tag
from chainmap.quantities import TONNES_A_YEAR, Quantity
from graphs.balance import Line
from graphs.gaps import missing_positions, row_allowed
from graphs.network import Chain
from graphs.situation import Gap, Situation


def find_gaps(at: Situation, chain: Chain | None = None) -> tuple[Gap, ...]:
    """All gaps of a place, missing and weak, by product id and kind."""
    gaps = [*missing_positions(at, chain), *thin_stages(at), *unconnected_pairs(at)]
    order = list(GapKind)
    return tuple(sorted(gaps, key=lambda gap: (gap.product, order.index(gap.kind))))


def thin_stages(at: Situation) -> list[Gap]:
    """强链: present, with a deficit surely above 0 or a capacity surely below the economic scale."""
    gaps = []
    for product in sorted(at.local.present):
        line = at.balance.get(product)
        if line is None or not row_allowed(at, product):
            continue
        if line.deficit.surely_positive or (product in at.local.stated and _too_small(at, product, line)):
            sole = len(at.local.hosts.get(product, ())) == 1
            tags = (Tag.SOLE_MAKER,) if sole else ()
            gaps.append(Gap(product, GapKind.THIN_STAGE, tags, None, None, (), (), (product,)))
    return gaps


def _too_small(at: Situation, product: str, line: Line) -> bool:
    """The capacity here, all plants together, is surely below the economic scale of one."""
    figure = at.network.products[product].scale
    largest, least = line.capacity.high, figure.amount.low if figure and figure.amount.unit == TONNES_A_YEAR else None
    return largest is not None and least is not None and largest < least


def unconnected_pairs(at: Situation) -> list[Gap]:
    """供需对接: maker and user here are different enterprises and no purchase between them was seen."""
    gaps = []
    sold: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for purchase in at.network.territory.purchases:
        sold[purchase.product].add((purchase.supplier, purchase.user))
    for product in sorted(at.local.present):
        if row_allowed(at, product):
            related = (product, *at.network.generics_above(product), *at.network.kinds_below(product))
            seen = {pair for name in related for pair in sold.get(name, ())}
            ways = [way for way in _local_uses(at, product) if _strangers(at, way, seen)]
            users = tuple(sorted({way[-1] for way in ways}))
            if users:
                gaps.append(Gap(product, GapKind.UNCONNECTED_PAIR, (), None, 0, (), users, min(ways, key=len)))
    return gaps


def _local_uses(at: Situation, product: str) -> list[tuple[str, ...]]:
    """Ways to the local products that take it as a main feedstock, or take a heading of which it is a kind; by id."""
    headings = [g for g in at.network.generics_above(product) if at.network.products[g].nature is Nature.HEADING]
    own = product in at.local.stated or product in at.local.co_products
    starts = [(product,), *((product, heading) for heading in headings if own)]
    ways = [(*start, user) for start in starts for user in at.network.users.get(start[-1], ())]
    return [way for way in ways if way[-1] in at.local.stated and way[-1] != product]


def _strangers(at: Situation, way: tuple[str, ...], seen: set[tuple[str, str]]) -> bool:
    """Whether one enterprise has some to spare and another makes the user, may want it, and never bought from it."""
    line = at.balance.get(way[-2])
    if line is not None and (line.surplus.is_zero or line.need.is_zero):
        return False
    unknown = Quantity.unknown()
    for seller in at.local.hosts.get(way[0], frozenset()):
        for buyer in at.local.hosts[way[-1]]:
            spare = line.spare.get(seller, unknown) if line else unknown
            wanted = line.wanted.get(buyer, unknown) if line else unknown
            if seller != buyer and (seller, buyer) not in seen and not spare.is_zero and not wanted.is_zero:
                return True
    return False
