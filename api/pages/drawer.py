"""The drawer of one product at a place: tonnage, waterfall, advice, who can come, neighbours in the map, evidence."""

from pydantic import Field

from api.drawing import Waterfall, waterfall
from chainmap.gaps import Candidate
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
    )
