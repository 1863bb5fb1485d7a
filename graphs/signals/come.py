"""能力邻近 and 可招引: whether a product is near to what this place can do, and whether somebody might come."""

from chainmap.facts import Status
from graphs.signals.measure import Measure, unknown
from graphs.situation import Gap, Situation
from graphs.territory import Plant
from graphs.wording import names_text, percent

ELSEWHERE = 0.5
STRONG = 1.0


def relatedness(at: Situation, gap: Gap) -> Measure:
    """Percentile of product-space density, net of size × popularity; needs a national enterprise × product table."""
    found = at.related.get(gap.product)
    if found is None:
        missing = (
            "全国企业×产品表里没有它,或本地没有表里的产品" if at.network.national.products else "未载入全国企业×产品表"
        )
        return unknown(f"{missing},无从比较,不计分。")
    near = f",与本地的{names_text(at.network, found.nearest)}最近" if found.nearest else ""
    told = f"全国 {found.makers} 家做它的企业中 {found.together} 家也做本地的产品{near}"
    compared = f"净规模与热度后为随机的 {found.value:.1f} 倍,超过 {percent(found.percentile)} 的同类产品"
    return Measure(found.value, "倍", found.percentile, f"{told};{compared}。")


def attractability(at: Situation, gap: Gap) -> Measure:
    """1 − 2^−m over outside makers: 1 for one that is expanding, deals with a local plant or is here already
    with another plant, ½ for one that makes it elsewhere. None known: unknown.
    """
    makers = outside_makers(at, gap)
    if not makers:
        return unknown("库中没有已知的区外生产企业,不计分。")
    strong = sorted(e for e, plants in makers.items() if _would_come(at, e, plants))
    m = STRONG * len(strong) + ELSEWHERE * (len(makers) - len(strong))
    told = f",其中 {len(strong)} 家正在扩产、与本地企业有购销或在本地另有工厂" if strong else ""
    return Measure(m, "家", 1.0 - 2.0**-m, f"已知区外生产企业 {len(makers)} 家{told}。")


def outside_makers(at: Situation, gap: Gap) -> dict[str, list[Plant]]:
    """Enterprise → its plants of the product outside this place, running, under construction or planned."""
    found: dict[str, list[Plant]] = {}
    for product in (gap.product, *at.network.kinds_below(gap.product)):
        for plant in at.network.territory.plants_of(product):
            if plant.place not in at.local.inside and plant.status is not Status.STOPPED:
                found.setdefault(plant.enterprise, []).append(plant)
    return found


def _would_come(at: Situation, enterprise: str, plants: list[Plant]) -> bool:
    expanding = any(plant.status in (Status.BUILDING, Status.PLANNED) for plant in plants)
    return expanding or enterprise in at.local.partners or enterprise in at.local.enterprises
