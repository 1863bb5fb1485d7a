"""拥挤度, 要素 and 自用中间品: what speaks against filling a gap here."""

from chainmap.facts import Nature
from chainmap.quantities import Bound, total
from graphs.demand import unmet_need
from graphs.signals.measure import Measure, scale_of, unknown
from graphs.situation import Gap, Situation
from graphs.wording import amount_text

FACTORS = ("土地", "能耗", "用气", "用水", "环境容量", "化工园区")
"""What a plant needs of its place; the share without data counts half, so that unknown is no pass."""


def crowding(at: Situation, gap: Gap) -> Measure:
    """min(1, neighbours' capacity ÷ (economic scale + own need)), or 1 where over-capacity is stated."""
    product = at.network.products[gap.product]
    if product.overcapacity:
        cited = product.overcapacity_evidence.citation if product.overcapacity_evidence else ""
        return Measure(1.0, "", 1.0, "公开资料称全国产能过剩。", (cited,) if cited else ())
    plants = at.local.neighbours.get(gap.product, ())
    scale = scale_of(at, gap.product)
    if not plants:
        return unknown("没有全国过剩与否的公开说法,也没有邻区生产企业的数据,不计分。")
    capacity = total(plant.amount for plant in plants)
    if capacity.bound is Bound.UNKNOWN or capacity.value is None or scale is None or not scale.value:
        return unknown("邻区有企业生产,但产能或经济规模未知,不计分。")
    need = unmet_need(at, gap)
    own = need.value if need.known and need.value is not None else 0.0
    n = min(1.0, capacity.value / (scale.value + own))
    reason = f"邻区产能 {amount_text(capacity)},相对经济规模 {amount_text(scale)} 与本地需要 {amount_text(need)} 之和。"
    return Measure(capacity.value, "t/a", n, reason)


def factors(at: Situation, gap: Gap) -> Measure:
    """1 if any fails, else ½ × the share unknown. No source states factors of a place yet: all are unknown."""
    return Measure(1.0, "", 0.5, f"{'、'.join(FACTORS)}都没有数据:按一半扣,未知不等于通过。")


def captive(at: Situation, gap: Gap) -> Measure:
    if at.network.products[gap.product].nature is not Nature.CAPTIVE:
        return Measure(0.0, "", 0.0, "可单独买卖的产品,不扣减。")
    after = (*_after(gap), *at.network.users.get(gap.product, ()))
    host = next((own for own in after if at.network.products[own].nature is not Nature.CAPTIVE), None)
    with_what = f",宜随{at.network.products[host].name}装置一并建设" if host else ""
    return Measure(1.0, "", 1.0, f"自用中间品,通常不单独招商{with_what}。")


def _after(gap: Gap) -> tuple[str, ...]:
    return gap.way[gap.way.index(gap.product) + 1 :]
