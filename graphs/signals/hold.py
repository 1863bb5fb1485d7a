"""关键度, 稀缺度 and 延伸度: how strategic the position of a product is."""

import math

from chainmap.facts import Nature
from graphs.breaks import stopped_by
from graphs.signals.measure import Measure, unknown
from graphs.situation import Gap, Situation
from graphs.wording import names_text, percent

MANY_MAKERS = 9
"""Ten makers and more are not scarce."""


def chokepoint(at: Situation, gap: Gap) -> Measure:
    if at.network.products[gap.product].nature is Nature.BULK:
        return Measure(0.0, "个", 0.0, "大宗通用,随处可购,从不算卡脖子。")
    if not gap.stops:
        return Measure(0.0, "个", 0.0, "没有本地产品因为缺它而无路可走。")
    stopped = stopped_by(at.network, at.dependence, gap.stops)
    n = len(stopped) / (len(stopped) + 1)
    return Measure(float(len(stopped)), "个", n, f"买不到它,本地的{names_text(at.network, stopped)}就会停。")


def scarcity(at: Situation, gap: Gap) -> Measure:
    """1 − min(1, (makers − 1) ÷ 9) from a stated national number, or the stated import dependence, the larger.

    A list of makers that happens to be short says nothing: without a stated figure it is unknown.
    """
    product = at.network.products[gap.product]
    few = None if product.national_makers is None else 1 - min(1.0, max(0, product.national_makers - 1) / MANY_MAKERS)
    stated = [n for n in (few, product.import_dependence) if n is not None]
    if not stated:
        return unknown("没有公开的全国企业数或进口依存度,不计分。")
    parts = [f"全国 {product.national_makers} 家"] if product.national_makers is not None else []
    if product.import_dependence is not None:
        parts.append(f"进口依存度 {percent(product.import_dependence)}")
    return Measure(max(stated), "", max(stated), ",".join(parts) + "。", product.figure_sources)


def reach(at: Situation, gap: Gap) -> Measure:
    uses = at.network.end_uses.get(gap.product, ())
    if not uses:
        return Measure(0.0, "个", 0.0, "图谱里没有记载它下游的终端应用。")
    n = min(1.0, math.log(1 + len(uses)) / math.log(21))
    shown = "、".join(uses[:5]) + ("等" if len(uses) > 5 else "")
    return Measure(float(len(uses)), "个", n, f"下游通向 {len(uses)} 个终端应用:{shown}。")
