"""The measured value of every signal of a gap, normalised by the printed rule, with its reason in one sentence."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from chainmap.facts import Nature
from chainmap.gaps import GapKind, Tag
from chainmap.quantities import Quantity
from chainmap.scoring import SignalName
from graphs.breaks import stopped_by
from graphs.demand import need_share, unmet_need
from graphs.gaps import Gap, Situation
from graphs.network import uses_in_map
from graphs.readiness import completed_by, readiness_of
from graphs.wording import amount_text, names_text, percent, tonnes

DECAY = 0.6
"""λ: what a step of distance leaves of a signal."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A signal before weighting: `normalised` 0–1, None where unknown; value in `unit`."""

    value: float | None
    unit: str
    normalised: float | None
    reason: str
    evidence: tuple[str, ...] = ()


UNKNOWN_REASONS = {
    SignalName.SCARCITY: "全国企业数与进口依存度尚未计入,不计分。",
    SignalName.RELATEDNESS: "未载入全国企业×产品表,无从比较,不计分。",
    SignalName.ATTRACTABILITY: "可招引程度尚未计入,不计分。",
    SignalName.CROWDING: "邻区产能与全国过剩尚未计入,不计分。",
    SignalName.FACTORS: "土地、能耗、用水与环境容量没有数据,不计分。",
}
"""Signals of the method that are listed as unknown: nothing is computed, nothing is added."""

NOT_FOR_PAIRS = "供需对接不计此项。"


def measures_of(at: Situation, gap: Gap) -> dict[SignalName, Measure]:
    """Every signal except 同类 and 证据, which depend on the lines above and on the other rows."""
    asked: dict[SignalName, Callable[[], Measure]] = {
        SignalName.NEED: partial(_need, at, gap),
        SignalName.READINESS: partial(_readiness, at, gap),
        SignalName.PULL: partial(_pull, at, gap),
        SignalName.SURPLUS: partial(_surplus, at, gap),
        SignalName.CHOKEPOINT: partial(_chokepoint, at, gap),
        SignalName.REACH: partial(_reach, at, gap),
        SignalName.CAPTIVE: partial(_captive, at, gap),
    }
    if gap.kind is GapKind.UNCONNECTED_PAIR:
        kept = (SignalName.NEED, SignalName.SURPLUS)
        skipped = {name: Measure(None, "", None, NOT_FOR_PAIRS) for name in SignalName}
        return {**skipped, **{name: asked[name]() for name in kept}}
    unknown = {name: Measure(None, "", None, reason) for name, reason in UNKNOWN_REASONS.items()}
    return {**unknown, **{name: measure() for name, measure in asked.items()}}


def _scale(at: Situation, product: str) -> Quantity | None:
    figure = at.network.products[product].scale
    return figure.amount if figure and figure.amount.unit == "t/a" else None


def _scale_source(at: Situation, product: str) -> tuple[str, ...]:
    figure = at.network.products[product].scale
    return (f"经济规模 {amount_text(figure.amount)}:{figure.evidence.citation}",) if figure else ()


def _need(at: Situation, gap: Gap) -> Measure:
    if Tag.VARIETY in gap.tags:
        return Measure(0.0, "", 0.0, "品种:本地对它的需要已由现有品种满足,不计需求。")
    if gap.kind is GapKind.THIN_STAGE:
        return _thin_need(at, gap)
    scale = _scale(at, gap.product)
    need = unmet_need(at, gap)
    steps = max(0, (gap.up or 0) - 1)  # no step known: no user here, or 配套
    if gap.up is not None and scale and scale.value and (need.known or _surely_enough(need, scale)):
        amount = need.value if need.known and need.value is not None else need.low or 0.0
        n = DECAY**steps * min(1.0, amount / scale.value)
        reason = f"本地未满足的需要 {amount_text(need)},一套装置的经济规模 {amount_text(scale)}"
        return Measure(amount, "t/a", n, reason + _steps_text(steps) + "。", _scale_source(at, gap.product))
    return _need_without_tonnes(at, gap)


def _surely_enough(need: Quantity, scale: Quantity) -> bool:
    return need.low is not None and scale.high is not None and need.low >= scale.high


def _steps_text(steps: int) -> str:
    return f",隔 {steps} 步,按 {DECAY:g} 的 {steps} 次方折减" if steps else ""


def _need_without_tonnes(at: Situation, gap: Gap) -> Measure:
    network = at.network
    if gap.kind is GapKind.COMPLEMENT and gap.serves:
        ready = readiness_of(at, gap.serves)
        share = need_share(at, gap.product, gap.serves)
        n = DECAY * ready * share
        served = network.products[gap.serves].name
        return Measure(
            n, "", n, f"为缺链产品{served}配套:它的原料保障 {percent(ready)},本品在其原料中的分量 {percent(share)}。"
        )
    n, user = best_need(at, gap)
    if user is None:
        return Measure(0.0, "", 0.0, "本地没有直接或间接使用它的在产产品,不计需求。")
    name = network.products[user].name
    why = "吨位未知(产能或经济规模缺数),按它在用户原料中的分量计"
    return Measure(n, "", n, f"本地的{name}要用到它;{why}:{percent(n)}。")


def best_need(at: Situation, gap: Gap) -> tuple[float, str | None]:
    """The best over local users w of Π ν along the way × λ^(steps−1), and which w; (0, None) without a user."""
    if gap.kind is GapKind.UNCONNECTED_PAIR:
        return max(((need_share(at, gap.product, user), user) for user in gap.users), default=(0.0, None))
    best: tuple[float, str | None] = (0.0, gap.users[0] if gap.users else None)
    level = {gap.product: 1.0}
    for step in range(max(at.steps, gap.up or 0)):
        following: dict[str, float] = {}
        for own, so_far in sorted(level.items()):
            for user in _users_of(at, own):
                n = so_far * need_share(at, own, user)
                if n <= 0:
                    continue
                if user in at.local.present:
                    if n * DECAY**step > best[0]:
                        best = n * DECAY**step, user
                elif user in at.reach.up:
                    following[user] = max(following.get(user, 0.0), n)
        level = following
    return best


def _users_of(at: Situation, product: str) -> list[str]:
    family = (product, *(g for g in at.network.generics_above(product) if at.local.absent(g)))
    return sorted({user for own in family for user in at.network.users.get(own, ())})


def _thin_need(at: Situation, gap: Gap) -> Measure:
    line, scale = at.balance[gap.product], _scale(at, gap.product)
    if not scale or not scale.value:
        return Measure(
            line.deficit.value, "t/a", None, f"本地缺口 {amount_text(line.deficit)},经济规模未知,无从比较,不计分。"
        )
    short = min(1.0, (line.deficit.value or line.deficit.low or 0.0) / scale.value)
    largest = line.capacity.value if line.capacity.high is not None else None
    small = 0.0 if largest is None else max(0.0, 1.0 - largest / scale.value)
    reason = f"本地产能 {amount_text(line.capacity)},缺口 {amount_text(line.deficit)},经济规模 {amount_text(scale)}。"
    return Measure(max(short, small), "", max(short, small), reason, _scale_source(at, gap.product))


def _readiness(at: Situation, gap: Gap) -> Measure:
    if Tag.VARIETY in gap.tags:
        generic = at.network.products[gap.suppliers[0]].name
        return Measure(1.0, "", 1.0, f"{generic}在本地生产,同样的原料已在使用。")
    if not at.network.routes_of(gap.product):
        return Measure(None, "", None, "图谱里没有它的工艺路线,原料无从判断。")
    n = readiness_of(at, gap.product)
    feeds = feeds_of_best_route(at, gap.product)
    parts = [f"本地有{names_text(at.network, feeds.here)}"] if feeds.here else []
    if feeds.maybe:
        parts.append(f"{names_text(at.network, feeds.maybe)}细分待核,按一半计")
    if not parts:
        parts.append("主要原料本地都没有")
    if feeds.wanting:
        parts.append(f"须外购或另补{names_text(at.network, feeds.wanting)}")
    steps = f"(含可由本地产品再加工得到的部分,每步按 {DECAY:g} 折减)" if n > feeds.sure_share + 1e-9 else ""
    return Measure(n, "", n, f"最好的工艺路线({feeds.route})上{','.join(parts)};保障度 {percent(n)}{steps}。")


@dataclass(frozen=True, slots=True)
class Feeds:
    """The main feedstocks of the route with the best readiness: local, perhaps local (细分待核), and wanting."""

    route: str = ""
    here: tuple[str, ...] = ()
    maybe: tuple[str, ...] = ()
    wanting: tuple[str, ...] = ()
    sure_share: float = 0.0


def feeds_of_best_route(at: Situation, product: str) -> Feeds:
    """Of the best route by readiness, ties by id; nothing without a route."""
    routes = at.network.routes_of(product)
    if not routes:
        return Feeds()
    best = max(routes, key=lambda route: (readiness_of(at, product, route=route), route.id))
    here = tuple(feed for feed in best.mains if feed in at.local.present)
    maybe = tuple(feed for feed in best.mains if feed in at.local.unstated)
    return Feeds(
        route=best.name or "未命名",
        here=here,
        maybe=maybe,
        wanting=tuple(feed for feed in best.mains if feed not in at.local.feeding),
        sure_share=sum(best.mains[feed] for feed in here) + sum(best.mains[feed] for feed in maybe) / 2,
    )


def _pull(at: Situation, gap: Gap) -> Measure:
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


def _surplus(at: Situation, gap: Gap) -> Measure:
    if gap.kind is GapKind.UNCONNECTED_PAIR:
        return _pair_surplus(at, gap)
    if Tag.VARIETY not in gap.tags and gap.kind is GapKind.THIN_STAGE:
        return Measure(0.0, "", 0.0, "本地已有的产品,不计余量消纳。")
    scale = _scale(at, gap.product)
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
    uses = uses_in_map(at.network, feed)
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


def _chokepoint(at: Situation, gap: Gap) -> Measure:
    if at.network.products[gap.product].nature is Nature.BULK:
        return Measure(0.0, "个", 0.0, "大宗通用,随处可购,从不算卡脖子。")
    if not gap.stops:
        return Measure(0.0, "个", 0.0, "没有本地产品因为缺它而无路可走。")
    stopped = stopped_by(at.network, at.local, gap.stops)
    n = len(stopped) / (len(stopped) + 1)
    return Measure(float(len(stopped)), "个", n, f"买不到它,本地的{names_text(at.network, stopped)}就会停。")


def _reach(at: Situation, gap: Gap) -> Measure:
    uses = end_uses_below(at, gap.product)
    if not uses:
        return Measure(0.0, "个", 0.0, "图谱里没有记载它下游的终端应用。")
    n = min(1.0, math.log(1 + len(uses)) / math.log(21))
    shown = "、".join(uses[:5]) + ("等" if len(uses) > 5 else "")
    return Measure(float(len(uses)), "个", n, f"下游通向 {len(uses)} 个终端应用:{shown}。")


def end_uses_below(at: Situation, product: str) -> tuple[str, ...]:
    """End uses of the product and of everything downstream of it in the map; sorted."""
    graph, seen, queue = at.network.graph, {product}, [product]
    while queue:
        for following in graph.successors(queue.pop()):
            if following not in seen:
                seen.add(following)
                queue.append(following)
    return tuple(sorted({use for own in seen for use in at.network.reference.end_uses.get(own, ())}))


def _captive(at: Situation, gap: Gap) -> Measure:
    if at.network.products[gap.product].nature is not Nature.CAPTIVE:
        return Measure(0.0, "", 0.0, "可单独买卖的产品,不扣减。")
    after = (*_after(gap), *at.network.users.get(gap.product, ()))
    host = next((own for own in after if at.network.products[own].nature is not Nature.CAPTIVE), None)
    with_what = f",宜随{at.network.products[host].name}装置一并建设" if host else ""
    return Measure(1.0, "", 1.0, f"自用中间品,通常不单独招商{with_what}。")


def _after(gap: Gap) -> tuple[str, ...]:
    return gap.way[gap.way.index(gap.product) + 1 :]
