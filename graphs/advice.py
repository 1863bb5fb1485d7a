"""Fill it, let a neighbour supply it, or do not fill it: the first rule that applies, with its figures."""

from dataclasses import dataclass

from chainmap.facts import Nature
from chainmap.gaps import Advice, GapKind
from chainmap.quantities import Bound, Quantity
from chainmap.scoring import SignalName
from graphs.balance import balance_of
from graphs.demand import unmet_need
from graphs.ranking import Scored
from graphs.signals import feeds_of_best_route
from graphs.situation import Gap, Situation
from graphs.wording import amount_text, names_text, percent

LEAST_READINESS = 0.3
LEAST_SHARE_OF_SCALE = 0.25


@dataclass(frozen=True, slots=True)
class Verdict:
    advice: Advice
    reasons: tuple[str, ...]
    need: Quantity


def advise(at: Situation, scored: Scored) -> Verdict:
    """The rules of the method in their order, then one more (decisions); unknown never counts as a pass."""
    gap = scored.gap
    need = _need_of(at, gap)
    reasons = _better_bought(at, scored, need)
    if reasons:
        return Verdict(Advice.DO_NOT_FILL, reasons, need)
    reasons = _neighbours_supply(at, gap, need)
    if reasons:
        return Verdict(Advice.COOPERATE, reasons, need)
    reasons = _more_against(scored, need)
    if reasons:
        return Verdict(Advice.DO_NOT_FILL, reasons, need)
    return Verdict(Advice.FILL, _worth_filling(at, gap, need), need)


def _need_of(at: Situation, gap: Gap) -> Quantity:
    if gap.kind is GapKind.THIN_STAGE and gap.product in at.balance:
        return at.balance[gap.product].deficit
    if gap.kind is GapKind.COMPLEMENT:
        return Quantity.unknown()
    return unmet_need(at, gap)


def _scale_of(at: Situation, product: str) -> Quantity | None:
    figure = at.network.products[product].scale
    return figure.amount if figure and figure.amount.unit == "t/a" else None


def _better_bought(at: Situation, scored: Scored, need: Quantity) -> tuple[str, ...]:
    gap = scored.gap
    product = at.network.products[gap.product]
    if gap.kind is GapKind.UNCONNECTED_PAIR:
        return ()  # two local plants are to be introduced: over-capacity in the country is no reason against it
    if product.overcapacity and not _sure_deficit(at, gap):
        cited = product.overcapacity_evidence.citation if product.overcapacity_evidence else ""
        return (f"公开资料称全国产能过剩({cited}),本地没有确定的缺口:外购。",)
    readiness = scored.measures[SignalName.READINESS].normalised
    if gap.kind is GapKind.THIN_STAGE:
        return ()
    if readiness is None or readiness >= LEAST_READINESS or gap.product in at.local.neighbours:
        return ()
    scale = _scale_of(at, gap.product)
    ready = f"原料保障 {percent(readiness)},不到 {percent(LEAST_READINESS)}"
    if need.is_zero:  # below a quarter of any economic scale, also of one that nobody states
        return (f"{ready};本地没有在产产品要用它,邻区也不生产:外购。",)
    if scale and scale.low and need.high is not None and need.high < LEAST_SHARE_OF_SCALE * scale.low:
        return (
            f"{ready};本地需要 {amount_text(need)},不到经济规模 {amount_text(scale)} 的四分之一;邻区也不生产:外购。",
        )
    reached = scale is not None and need.low is not None and need.low >= LEAST_SHARE_OF_SCALE * (scale.high or 0.0)
    if product.nature is Nature.BULK and not reached:
        shown = amount_text(scale) if scale else "未知"
        return (f"大宗通用,随处可购;{ready};本地需要 {amount_text(need)}(经济规模 {shown}),看不出够建一套:外购。",)
    return ()


def _more_against(scored: Scored, need: Quantity) -> tuple[str, ...]:
    """What nobody here surely needs, of which more speaks against than for it."""
    total = scored.score.total
    if total >= 0 or scored.gap.stops or need.surely_positive or scored.gap.kind in _WEAK:
        return ()
    return (f"评分合计 {total:.2f},不利的多于有利的,本地也没有确定的需要:暂不宜补。",)


_WEAK = (GapKind.THIN_STAGE, GapKind.UNCONNECTED_PAIR)


def _sure_deficit(at: Situation, gap: Gap) -> bool:
    line = at.balance.get(gap.product)
    return line is not None and line.deficit.surely_positive


def _neighbours_supply(at: Situation, gap: Gap, need: Quantity) -> tuple[str, ...]:
    plants = at.local.neighbours.get(gap.product, ())
    if not plants or gap.kind is GapKind.UNCONNECTED_PAIR:
        return ()
    makers = {plant.enterprise for plant in plants}
    theirs = dict.fromkeys(p for listed in at.local.neighbours.values() for p in listed if p.enterprise in makers)
    line = balance_of(at.network, theirs).get(gap.product)
    surplus = line.surplus if line else Quantity.unknown()
    who = "、".join(dict.fromkeys(at.network.territory.enterprises[plant.enterprise].name for plant in plants))
    where = _where(at, plants[0].place)
    asked = need.high if need.high is not None else need.value
    if surplus.low is not None and asked and surplus.low >= asked / 2:
        more = "(另有吨位未知的部分)" if need.high is None else ""
        told = f"本地需要 {amount_text(need)}{more}"
        return (f"邻区{who}({where})余量 {amount_text(surplus)},够{told} 的一半以上:由其供应。",)
    scale = _scale_of(at, gap.product)
    surely_above = scale is not None and need.low is not None and scale.high is not None and need.low > scale.high
    if (surplus.low is None or surplus.high is None) and not surely_above:
        return (f"邻区{who}({where})在产,可供余量未知:先去问能否供应;本地需要 {amount_text(need)}。",)
    return ()


def _where(at: Situation, place: str) -> str:
    distance = at.network.territory.distance_km(at.local.place, place)
    name = at.network.territory.places[place].name
    return name if distance is None else f"{name},相距 {distance:.0f} 公里"


def _worth_filling(at: Situation, gap: Gap, need: Quantity) -> tuple[str, ...]:
    if gap.kind is GapKind.UNCONNECTED_PAIR:
        made, wanted = names_text(at.network, (gap.product,)), names_text(at.network, gap.users)
        return (f"撮合:本地生产{made},{wanted}要用它,未见采购记录。",)
    reasons = []
    if gap.stops:
        reasons.append(f"断点:本地的{names_text(at.network, gap.stops)}每条工艺路线都要它。")
    if need.bound is not Bound.UNKNOWN and not need.is_zero:
        reasons.append(f"本地需要 {amount_text(need)}。")
    elif need.bound is Bound.UNKNOWN and (gap.users or gap.kind is GapKind.THIN_STAGE):
        reasons.append("本地需要的吨位未知:有关企业的产能没有填。")
    feeds = feeds_of_best_route(at, gap.product)
    if feeds.here:
        reasons.append(f"原料中{names_text(at.network, feeds.here)}本地已有。")
    if feeds.maybe:
        reasons.append(f"原料中{names_text(at.network, feeds.maybe)}本地可能有:只说明到大类,须核实品种。")
    if feeds.wanting:
        reasons.append(f"{names_text(at.network, feeds.wanting)}须外购或另补。")
    if at.network.products[gap.product].nature is Nature.CAPTIVE:
        reasons.append("自用中间品:通常随下一套装置一并建设,不单独招商。")
    reasons.append("要素未核:土地、能耗、用水、环境容量没有数据。")
    return tuple(reasons)
