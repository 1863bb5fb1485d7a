"""原料保障, 带动 and 余量消纳: whether this place can feed a product, what that completes and uses up."""

import math

from chainmap.gaps import GapKind, Tag
from chainmap.quantities import Quantity
from graphs.readiness import completed_by, readiness_of
from graphs.reference import Route
from graphs.signals.measure import DECAY, Measure, scale_of, unknown
from graphs.signals.need import best_need
from graphs.situation import Feeds, Gap, Situation
from graphs.wording import amount_text, names_text, percent, tonnes


def readiness(at: Situation, gap: Gap) -> Measure:
    if Tag.VARIETY in gap.tags:
        generic = at.network.products[gap.suppliers[0]].name
        return Measure(1.0, "", 1.0, f"{generic}在本地生产,同样的原料已在使用。")
    if not at.network.routes_of(gap.product):
        return unknown("图谱里没有它的工艺路线,原料无从判断。")
    n = readiness_of(at, gap.product)
    feeds = feeds_of_best_route(at, gap.product)
    parts = [f"本地有{names_text(at.network, feeds.here)}"] if feeds.here else []
    if feeds.maybe:
        parts.append(f"{names_text(at.network, feeds.maybe)}细分待核,按一半计")
    if not parts:
        parts.append("主要原料本地都没有")
    if feeds.wanting:
        parts.append(f"须外购或另补{names_text(at.network, feeds.wanting)}")
    steps = (
        f"(含邻区在产或可由本地、邻区产品再加工得到的部分,每步按 {DECAY:g} 折减)" if n > feeds.sure_share + 1e-9 else ""
    )
    return Measure(n, "", n, f"最好的工艺路线({feeds.route})上{','.join(parts)};保障度 {percent(n)}{steps}。")


def best_route(at: Situation, product: str) -> Route | None:
    """The route with the best readiness, ties by id; None for a product without one."""
    if product not in at.best_routes:
        at.best_routes[product] = max(
            at.network.routes_of(product),
            key=lambda route: (readiness_of(at, product, route=route), route.id),
            default=None,
        )
    return at.best_routes[product]


def feeds_of_best_route(at: Situation, product: str) -> Feeds:
    """Of the best route by readiness, ties by id; nothing without a route."""
    if product not in at.best_feeds:
        best = best_route(at, product)
        at.best_feeds[product] = Feeds() if best is None else _feeds(at, best)
    return at.best_feeds[product]


def _feeds(at: Situation, best: Route) -> Feeds:
    here = tuple(feed for feed in best.mains if feed in at.local.present)
    maybe = tuple(feed for feed in best.mains if feed in at.local.unstated)
    return Feeds(
        route=best.name or "未命名",
        here=here,
        maybe=maybe,
        wanting=tuple(feed for feed in best.mains if feed not in at.local.feeding),
        sure_share=sum(best.mains[feed] for feed in here) + sum(best.mains[feed] for feed in maybe) / 2,
    )


def pull(at: Situation, gap: Gap) -> Measure:
    present, absent = completed_by(at, gap.product)
    count = len(present) + 0.7 * len(absent)
    n = 1.0 - 2.0**-count
    if not count:
        return Measure(0.0, "", 0.0, "补上它没有使哪个产品的原料因此齐备。")
    parts = []
    if present:
        parts.append(f"本地的{names_text(at.network, present)}原料因此齐备")
    if absent:
        parts.append(f"{names_text(at.network, absent)}可因此落地")
    return Measure(count, "个", n, ",".join(parts) + "。")


def surplus(at: Situation, gap: Gap) -> Measure:
    if gap.kind is GapKind.UNCONNECTED_PAIR:
        return _pair_surplus(at, gap)
    if Tag.VARIETY not in gap.tags and gap.kind is GapKind.THIN_STAGE:
        return Measure(0.0, "", 0.0, "本地已有的产品,不计余量消纳。")
    scale = scale_of(at, gap.product)
    best: tuple[float, str, str] | None = None
    for route in at.network.routes_of(gap.product):
        for feed, share in sorted(route.mains.items()):
            if feed in at.local.feeding:
                item = route.input_of(feed)
                n, how = _outlet(at, feed, share, item.consumption if item else Quantity.unknown("t/t"), scale)
                if best is None or n > best[0]:
                    best = n, feed, how
    if best is None:
        return Measure(0.0, "", 0.0, "不用本地的主要原料,没有可消纳的余量。")
    maybe = "(细分待核)" if best[1] in at.local.unstated else ""
    return Measure(best[0], "", best[0], f"本地{at.network.products[best[1]].name}{maybe}:{best[2]}。")


def _outlet(at: Situation, feed: str, share: float, rate: Quantity, scale: Quantity | None) -> tuple[float, str]:
    line = at.balance.get(feed)
    surplus = line.surplus if line else Quantity.unknown()
    if surplus.is_zero:
        return 0.0, "没有余量"
    if surplus.known and surplus.value and scale and scale.value and rate.value:
        used = rate.value * scale.value
        return min(1.0, used / surplus.value), f"一套装置用 {tonnes(used)},余量 {amount_text(surplus)}"
    uses = at.network.uses_of(feed)
    n = min(1.0, share / 0.3) / math.log2(1 + max(1, uses))
    return n, f"余量吨位未知,图谱里它有 {uses} 种主要用途,在本品原料中占 {percent(share)}"


def _pair_surplus(at: Situation, gap: Gap) -> Measure:
    line = at.balance.get(gap.product)
    _, user = best_need(at, gap)
    taken_as = {gap.product, *at.network.generics_above(gap.product)}
    routes = at.network.routes_of(user) if user else ()
    share = max((sum(s for feed, s in route.mains.items() if feed in taken_as) for route in routes), default=0.0)
    n, how = _outlet(at, gap.product, share, Quantity.unknown("t/t"), None)
    name = at.network.products[user].name if user else "用户"
    known = f"余量 {amount_text(line.surplus)}," if line and line.surplus.known else ""
    return Measure(n, "", n, f"{known}可供本地{name}:{how}。")
