"""Finds the gaps of a place: every absent product in reach is of one kind, and some present ones are weak."""

from dataclasses import dataclass, field

from chainmap.facts import Nature
from chainmap.gaps import GapKind, Tag
from chainmap.quantities import Quantity
from graphs.balance import Line
from graphs.breaks import breaks_of
from graphs.chains import positions_of
from graphs.network import Chain, ChainNetwork
from graphs.presence import LocalPresence
from graphs.reference import Route
from graphs.topology import Reach, local_ends, reach_of

COMPLEMENT_SHARE = 0.30
"""A route is worth completing when its local main feedstocks hold at least this share of its mass."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap before scoring: steps from and to local products (None: out of reach), its ends, way and tags."""

    product: str
    kind: GapKind
    tags: tuple[Tag, ...]
    down: int | None
    up: int | None
    suppliers: tuple[str, ...]
    users: tuple[str, ...]
    way: tuple[str, ...]
    serves: str | None = None
    stops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """A place as the search for gaps sees it; signals and advice read it too."""

    network: ChainNetwork
    local: LocalPresence
    reach: Reach
    steps: int
    balance: dict[str, Line]
    breaks: dict[str, tuple[str, ...]]
    needs: dict[tuple[str, int], Quantity] = field(default_factory=dict)
    """Needs already worked out, by product and steps (`graphs.demand`)."""


def situation_of(network: ChainNetwork, local: LocalPresence, balance: dict[str, Line], *, steps: int) -> Situation:
    return Situation(network, local, reach_of(network, local, steps=steps), steps, balance, breaks_of(network, local))


def find_gaps(at: Situation, chain: Chain | None = None) -> tuple[Gap, ...]:
    """All gaps of a place, by product id; with a chain also the positions of it that nothing here reaches."""
    found = {gap.product: gap for gap in _in_reach(at)}
    for gap in _complements(at, found):
        found.setdefault(gap.product, gap)
    for gap in _varieties(at):
        found[gap.product] = gap
    if chain is not None:
        for gap in _new_chain(at, chain, found):
            found[gap.product] = gap
    gaps = [*found.values(), *_thin(at), *_unconnected(at)]
    order = list(GapKind)
    return tuple(sorted(gaps, key=lambda gap: (gap.product, order.index(gap.kind))))


def _in_reach(at: Situation) -> list[Gap]:
    gaps = []
    for product in sorted(set(at.reach.down) | set(at.reach.up)):
        if not _may_be_row(at, product) or variety_of(at, product):
            continue
        down, up = at.reach.down.get(product), at.reach.up.get(product)
        kind = kind_of_gap(down, up, steps=at.steps)
        if kind and not _folded(at, product):
            gaps.append(_gap(at, product, kind, down, up))
    return gaps


def kind_of_gap(down: int | None, up: int | None, *, steps: int) -> GapKind | None:
    """补链 where dS + dU ≤ 2h + 1, else 向上游延链 where dU ≤ h, else 向下游延链 where dS ≤ h + 1."""
    if down is not None and up is not None and down + up <= 2 * steps + 1:
        return GapKind.MISSING_STAGE
    if up is not None and up <= steps:
        return GapKind.UPSTREAM_EXTENSION
    return GapKind.DOWNSTREAM_EXTENSION if down is not None and down <= steps + 1 else None


def _may_be_row(at: Situation, product: str) -> bool:
    """Never a utility, a primary material or a heading; never what the map makes only as a co-product."""
    known = at.network.products[product]
    return (
        known.row_allowed and at.local.absent(product) and bool(at.network.routes_of(product) or _unmade(at, product))
    )


def _unmade(at: Situation, product: str) -> bool:
    """No recipe is known, and it is nobody's co-product either: a product the map only knows by its uses."""
    return not any(
        item.product == product
        for routes in at.network.reference.routes.values()
        for route in routes
        for item in route.co_products
    )


def _folded(at: Situation, product: str) -> bool:
    """A grade without a recipe of its own, absent like its generic, stands in the generic's row unless used itself."""
    if at.network.has_own_recipe(product) or not at.network.routes_of(product):
        return False
    return not any(at.local.present & {user} or user in at.reach.up for user in at.network.users.get(product, ()))


def variety_of(at: Situation, product: str) -> str | None:
    """The present generic of which an absent product is a 品种, or None.

    The generic has a route of its own; the product has none, or one whose main feedstocks all occur together in
    a route of the generic or of a present kind of it.
    """
    network = at.network
    for generic in network.reference.generics.get(product, ()):
        if generic not in at.local.present or generic not in network.reference.routes:
            continue
        here = [generic, *(k for k in network.kinds_below(generic) if k in at.local.present)]
        inside = [set(route.shares) for own in here for route in network.routes_of(own)]
        own_routes = network.reference.routes.get(product, ())
        if not network.has_own_recipe(product):
            return generic
        if any(set(route.mains) <= feeds for route in own_routes for feeds in inside):
            return generic
    return None


def _varieties(at: Situation) -> list[Gap]:
    gaps = []
    for product in sorted(at.network.products):
        if at.local.absent(product) and at.network.products[product].row_allowed:
            generic = variety_of(at, product)
            if generic:
                way = (generic, product)
                gaps.append(Gap(product, GapKind.THIN_STAGE, (Tag.VARIETY,), None, None, (generic,), (), way))
    return gaps


def _gap(at: Situation, product: str, kind: GapKind, down: int | None, up: int | None) -> Gap:
    suppliers = local_ends(at.reach, at.local, product, steps=max(at.steps + 1, down or 0), upstream=True)
    users = local_ends(at.reach, at.local, product, steps=max(at.steps, up or 0), upstream=False)
    way = at.reach.ways_down.get(product, (product,))[:-1] + at.reach.ways_up.get(product, (product,))
    return Gap(
        product=product,
        kind=kind,
        tags=_tags(at, product, way),
        down=down,
        up=up,
        suppliers=tuple(end for end, _ in suppliers),
        users=tuple(end for end, _ in users),
        way=way,
        stops=at.breaks.get(product, ()),
    )


def _tags(at: Situation, product: str, way: tuple[str, ...]) -> tuple[Tag, ...]:
    tags = []
    if product in at.breaks:
        tags.append(Tag.BREAK)
        if product in at.local.neighbours:
            tags.append(Tag.NEIGHBOUR_SUPPLIES)
    if any(_unused_co_product(at, feed) for route in at.network.routes_of(product) for feed in route.mains):
        tags.append(Tag.LOOP)
    if any(end in at.local.unstated for end in way):
        tags.append(Tag.KINDS_UNSTATED)
    return tuple(tags)


def _unused_co_product(at: Situation, feed: str) -> bool:
    """A local co-product (or possible one) that nobody here uses."""
    if feed not in at.local.co_products and feed not in at.local.maybe_co_products:
        return False
    return not any(user in at.local.stated for user in at.network.users.get(feed, ()))


def _complements(at: Situation, reached: dict[str, Gap]) -> list[Gap]:
    """配套: what a route of a gap needs beside local feedstocks of ≥ 30 % of its mass, and nothing here reaches."""
    best: dict[str, tuple[float, str]] = {}
    for served in sorted(reached):
        for route in at.network.routes_of(served):
            here = sum(share for feed, share in route.mains.items() if feed in at.local.present)
            if here >= COMPLEMENT_SHARE:
                for feed in _wanted_beside(at, route, reached):
                    if feed not in best or here > best[feed][0]:
                        best[feed] = (here, served)
    return [_complement(at, feed, served) for feed, (_, served) in sorted(best.items())]


def _complement(at: Situation, feed: str, served: str) -> Gap:
    tags = (Tag.NEIGHBOUR_SUPPLIES,) if feed in at.local.neighbours else ()
    return Gap(feed, GapKind.COMPLEMENT, tags, None, None, (), (), (feed, served), served)


def _wanted_beside(at: Situation, route: Route, reached: dict[str, Gap]) -> list[str]:
    wanted = []
    for feed in route.mains:
        for product in (feed, *at.network.kinds_below(feed)):
            lacking = at.local.absent(feed) and product not in reached and _may_be_row(at, product)
            if lacking and (product == feed or not _folded(at, product)):
                wanted.append(product)
    return wanted


def _new_chain(at: Situation, chain: Chain, reached: dict[str, Gap]) -> list[Gap]:
    gaps = []
    for product in sorted(positions_of(at.network, chain)):
        if product not in reached and _may_be_row(at, product) and not variety_of(at, product):
            tags = (Tag.ANCHOR,) if product in chain.anchors else ()
            gaps.append(Gap(product, GapKind.NEW_CHAIN, tags, None, None, (), (), (product,)))
    return gaps


def _thin(at: Situation) -> list[Gap]:
    """强链: present, with a deficit surely above 0 or a capacity surely below the economic scale."""
    gaps = []
    for product in sorted(at.local.stated):
        known, line = at.network.products[product], at.balance.get(product)
        if not known.row_allowed or line is None or known.nature is Nature.CAPTIVE:
            continue
        scale = known.scale.amount if known.scale else None
        small = scale is not None and scale.low is not None and line.supply.known and line.supply.high < scale.low  # type: ignore[operator]
        if line.deficit.surely_positive or small:
            gaps.append(Gap(product, GapKind.THIN_STAGE, _sole(at, product), None, None, (), (), (product,)))
    return gaps


def _sole(at: Situation, product: str) -> tuple[Tag, ...]:
    return (Tag.SOLE_MAKER,) if len({p.enterprise for p in at.local.makers(product)}) == 1 else ()


def _unconnected(at: Situation) -> list[Gap]:
    """供需对接: maker and user here are different enterprises and no purchase between them was seen."""
    gaps = []
    bought = {(p.product, p.user) for p in at.network.territory.purchases}
    for product in sorted(at.local.stated):
        line = at.balance.get(product)
        if not at.network.products[product].row_allowed or line is None or line.surplus.is_zero or line.need.is_zero:
            continue
        makers = {plant.enterprise for plant in at.local.makers(product)}
        users = [
            user
            for user in at.network.users.get(product, ())
            if user in at.local.stated
            and any(p.enterprise not in makers and (product, p.enterprise) not in bought for p in at.local.makers(user))
        ]
        if users:
            way = (product, users[0])
            gaps.append(Gap(product, GapKind.UNCONNECTED_PAIR, (), None, 0, (), tuple(users), way))
    return gaps
