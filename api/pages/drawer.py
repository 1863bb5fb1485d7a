"""The drawer of one product at a place: tonnage, waterfall, advice, who can come, neighbours in the map, evidence."""

from pydantic import Field

from api.drawing import Waterfall, waterfall
from api.pages.frame import address
from api.plant_rows import plant_text
from chainmap.facts import Nature
from chainmap.gaps import MISSING_KINDS, Candidate
from chainmap.model import Frozen
from chainmap.views import BalanceItem, MakerView, Presence, ProductView


class Drawer(Frozen):
    """Everything about one position, on one screen."""

    product: ProductView = Field(description="产品:别名、归类、工艺路线、上下游")
    presence: Presence | None = Field(description="本地情况;不知属于哪条链时为空")
    candidate: Candidate | None = Field(description="它在缺链清单里的一行;不缺时为空")
    why: Waterfall | None = Field(description="评分由哪些信号加成")
    balance: BalanceItem | None = Field(description="本地吨位平衡的一行;不在平衡表内时为空")
    local: tuple[MakerView, ...] = Field(description="本地生产企业")
    elsewhere: tuple[MakerView, ...] = Field(description="外地生产企业")
    total: int = Field(description="清单共有多少行,排名据此")
    close: str = Field(description="关上抽屉后的地址")
    place: str = Field(description="地区编号,链接用")
    what_if: str = Field(description="假设它按经济规模落地:情景页的地址;归类和公用工程没有")
    closing: str = Field(description="要做出它最少补哪些:补齐方案的地址;本地已有或不能靠补环节得到的没有")


def drawer(
    product: ProductView,
    *,
    place: str,
    close: str,
    presence: Presence | None = None,
    candidate: Candidate | None = None,
    balance: BalanceItem | None = None,
    total: int = 0,
) -> Drawer:
    """The product's makers told apart by place; a product that is no gap has no waterfall."""
    return Drawer(
        product=product,
        presence=presence,
        candidate=candidate,
        why=waterfall(candidate) if candidate else None,
        balance=balance,
        local=tuple(maker for maker in product.makers if maker.local),
        elsewhere=tuple(maker for maker in product.makers if not maker.local),
        total=total,
        close=close,
        place=place,
        what_if=_what_if(product, place),
        closing=_closing(product, place, candidate),
    )


def _what_if(product: ProductView, place: str) -> str:
    if not place or product.nature in (Nature.HEADING, Nature.UTILITY):
        return ""
    return address("/what-if", ("place", place), ("add", plant_text(product.name, product.economic_scale)))


def _closing(product: ProductView, place: str, candidate: Candidate | None) -> str:
    """For what is missing here, and for what the search did not look at."""
    missing = candidate.kind in MISSING_KINDS if candidate else not any(maker.local for maker in product.makers)
    if not place or not missing or product.nature in (Nature.PRIMARY, Nature.UTILITY):
        return ""
    return address("/closing", ("place", place), ("for", product.name))
