"""Finds what a place lacks: every absent product in reach is a gap of exactly one kind."""

from chainmap.gaps import GapKind, Tag
from graphs.chains import positions_of
from graphs.network import Chain
from graphs.reference import SLACK, Route
from graphs.situation import Gap, Situation

COMPLEMENT_SHARE = 0.30
"""A route is worth completing when its local main feedstocks hold at least this share of its mass."""


def missing_positions(at: Situation, chain: Chain | None = None) -> tuple[Gap, ...]:
    """Every absent product that is a gap, by id; with a chain also the positions of it that nothing here reaches."""
    found = {gap.product: gap for gap in _in_reach(at)}
    for gap in _complements(at, found):
        found.setdefault(gap.product, gap)
    for gap in _varieties(at):
        found[gap.product] = gap
    if chain is not None:
        for gap in _new_chain(at, chain, found):
            found[gap.product] = gap
    return tuple(found[product] for product in sorted(found))


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


def in_reach(at: Situation, product: str) -> bool:
    """Whether an absent product lies between local products, or near enough above or below one."""
    return kind_of_gap(at.reach.down.get(product), at.reach.up.get(product), steps=at.steps) is not None


def row_allowed(at: Situation, product: str) -> bool:
    """Never a utility, a primary material or a heading; never what the map makes only as a co-product."""
    return at.network.products[product].row_allowed and product not in at.network.reference.only_co_products


def _may_be_row(at: Situation, product: str) -> bool:
    return at.local.absent(product) and row_allowed(at, product)


def _folded(at: Situation, product: str) -> bool:
    """A grade without a recipe of its own, absent like its generic, stands in the generic's row unless used itself."""
    if at.network.has_own_recipe(product) or not at.network.routes_of(product):
        return False
    return not any(at.local.present & {user} or user in at.reach.up for user in at.network.users.get(product, ()))


def variety_of(at: Situation, product: str) -> str | None:
    """The present generic of which an absent product is a 品种, or None; the nearest, ties by id.

    The generic has a route of its own; the product has none, or one whose main feedstocks all occur together in
    a route of the generic or of a present kind of it. A grade of an absent grade is made as that one is.
    """
    network = at.network
    nearest = network.reference.generics.get(product, ())
    for generic in dict.fromkeys((*nearest, *network.generics_above(product))):
        if generic not in at.local.present or not network.has_own_recipe(generic):
            continue
        if generic in nearest and not network.has_own_recipe(product):
            return generic
        here = [generic, *(k for k in network.kinds_below(generic) if k in at.local.present)]
        inside = [set(route.shares) for own in here for route in network.routes_of(own)]
        if any(set(route.mains) <= feeds for route in network.routes_of(product) for feeds in inside):
            return generic
    return None


def _varieties(at: Situation) -> list[Gap]:
    gaps = []
    for product in sorted(at.network.products):
        if _may_be_row(at, product):
            generic = variety_of(at, product)
            if generic:
                way = (generic, product)
                gaps.append(Gap(product, GapKind.THIN_STAGE, (Tag.VARIETY,), None, None, (generic,), (), way))
    return gaps


def _gap(at: Situation, product: str, kind: GapKind, down: int | None, up: int | None) -> Gap:
    """An extension has local products at one end only: what lies beyond the reach on the other is no end of it."""
    down = None if kind is GapKind.UPSTREAM_EXTENSION else down
    up = None if kind is GapKind.DOWNSTREAM_EXTENSION else up
    suppliers, users, way = _ends(at, product, down, upstream=True), _ends(at, product, up, upstream=False), [product]
    if down is not None:
        way = [*at.reach.ways_down[product][:-1], *way]
    if up is not None:
        way = [*way, *at.reach.ways_up[product][1:]]
    return Gap(
        product=product,
        kind=kind,
        tags=_tags(at, product, way),
        down=down,
        up=up,
        suppliers=suppliers,
        users=users,
        way=tuple(way),
        stops=at.breaks.get(product, ()),
    )


def _ends(at: Situation, product: str, far: int | None, *, upstream: bool) -> tuple[str, ...]:
    """The local products within the reach at one end, and those as near as the nearest where that lies further."""
    if far is None:
        return ()
    steps = max(at.steps + 1 if upstream else at.steps, far)
    return (at.reach.suppliers if upstream else at.reach.users).of(product, steps=steps)


def _tags(at: Situation, product: str, way: list[str]) -> tuple[Tag, ...]:
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
            if here >= COMPLEMENT_SHARE - SLACK:
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
        folded = product not in chain.anchors and _folded(at, product)
        if product not in reached and not folded and _may_be_row(at, product) and not variety_of(at, product):
            tags = (Tag.ANCHOR,) if product in chain.anchors else ()
            gaps.append(Gap(product, GapKind.NEW_CHAIN, tags, None, None, (), (), (product,)))
    return gaps
