"""The list of gaps: filters and sort by link, quadrant beside it, one row open with its waterfall and evidence."""

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from api.deps import Ask, AskDep
from api.drawing import Dot, quadrant
from api.formats import TEN_THOUSAND
from api.pages import gap_choices as choices
from api.pages.drawer import Drawer, drawer
from api.pages.frame import Address, Choice, Page, Part, address, frame, part_of
from api.places import chosen_place
from api.routes.params import LONGEST, GapQueryDep
from chainmap.gaps import Advice, Candidate, GapQuery, GapReport
from chainmap.model import Ref
from chainmap.vocabulary import label
from graphs import answers

router = APIRouter(include_in_schema=False)

SORTS: dict[str, Callable[[Candidate], tuple[float, int]]] = {
    "need": lambda row: (-(row.tonnage.high or row.tonnage.low or -1.0), row.rank),
    "fill": lambda row: (-row.score.fill, row.rank),
    "hold": lambda row: (-row.score.hold, row.rank),
    "who": lambda row: (-len(row.enterprises), row.rank),
}
"""By rank unless one of these is asked for; equal values stay in order of rank."""


class Sort(StrEnum):
    RANK = "rank"
    NEED = "need"
    FILL = "fill"
    HOLD = "hold"
    WHO = "who"


class GapsPage(Page):
    """The rows of a gap report, cut and sorted for reading; ranks and numbers are the report's."""

    place: Ref | None = Field(description="看的是哪个地区")
    considered: int = Field(description="从本地产品出发,看过多少个产品")
    warnings: tuple[str, ...] = Field(description="计算时要留意的事")
    rows: tuple[Candidate, ...] = Field(description="这一页的缺链,名次是全表的名次")
    part: Part = Field(description="显示到第几行")
    total: int = Field(description="全部缺链的行数")
    advices: tuple[Choice, ...] = Field(description="按建议筛选")
    kinds: tuple[Choice, ...] = Field(description="按类型筛选")
    chains: tuple[Choice, ...] = Field(description="按产业链筛选")
    reaches: tuple[Choice, ...] = Field(description="上游看几步(下游多看一步)")
    tags: tuple[Choice, ...] = Field(description="按标签筛选")
    units: tuple[Choice, ...] = Field(description="吨或万吨")
    divisor: float = Field(description="吨位除以多少再显示")
    sort: str = Field(description="按哪一列排序")
    sorts: dict[str, str] = Field(description="各列排序的链接")
    dots: tuple[Dot, ...] = Field(description="象限图里的点:横轴补链,纵轴占位,都除以该组权重")
    across: float = Field(description="象限图横轴到该组满分的几成")
    upward: float = Field(description="象限图纵轴到该组满分的几成")
    open: Drawer | None = Field(description="打开的一行:为什么、吨位、谁能来、依据")
    csv: str = Field(description="导出 csv 的地址")
    xlsx: str = Field(description="导出 Excel 的地址")


@router.get("/gaps")
def show_gaps(
    ask: AskDep,
    query: GapQueryDep,
    place: Annotated[str, Query(max_length=LONGEST)] = "",
    advice: Advice | None = None,
    tag: Annotated[str, Query(max_length=20)] = "",
    sort: Sort = Sort.RANK,
    open: Annotated[str, Query(max_length=LONGEST)] = "",
) -> Response:
    """What a place's chains lack, best first."""

    def produce() -> GapsPage:
        found = chosen_place(ask, place)
        return gaps_page(ask, found, query, advice, tag, sort, open) if found else no_gaps(ask)

    return ask.page("gaps.html", produce)


def gaps_page(
    ask: Ask, place: str, query: GapQuery, advice: Advice | None, tag: str, sort: Sort, open: str
) -> GapsPage:
    """The whole list is asked for once; kinds, advice and tags only choose what is shown, so that counts agree."""
    wide = query.model_copy(update={"kinds": (), "top": None})
    report = ask.gaps(place, wide)
    here = Address.of(ask.request)
    chosen = [row for row in report.candidates if choices.wanted(row, query.kinds, advice, tag)]
    chosen.sort(key=SORTS.get(sort, lambda row: (0.0, row.rank)))
    shown, part = part_of(here, len(chosen))
    opened = (
        next((row for row in report.candidates if open in (row.id, row.product.id, row.product.name)), None)
        if open
        else None
    )
    files = _files(report, query)
    picture = quadrant(tuple(sorted(chosen, key=lambda row: row.rank)))
    return GapsPage(
        title=f"{label('gap')}清单 · {report.place.name}",
        here=here,
        frame=frame(ask, "gaps", report.place),
        twin=files("json"),
        place=report.place,
        considered=report.considered,
        warnings=report.warnings,
        rows=tuple(chosen[shown]),
        part=part,
        total=len(report.candidates),
        advices=choices.advices(here, report, query.kinds, tag, advice),
        kinds=choices.kinds(here, report, query.kinds, tag, advice),
        chains=choices.chains(here, answers.chains(ask.network), report),
        reaches=tuple(
            Choice(text=f"{step} 步", link=here.but(reach=str(step), open=None), chosen=step == query.reach)
            for step in range(1, 5)
        ),
        tags=choices.tags(here, report, tag),
        units=choices.units(here),
        divisor=1.0 if here.get("unit") == "t" else TEN_THOUSAND,
        sort=sort.value,
        sorts={name.value: here.but(sort=None if name is Sort.RANK else name.value, open=None) for name in Sort},
        dots=picture.dots,
        across=picture.across,
        upward=picture.upward,
        open=_opened(ask, report, opened, here),
        csv=files("csv"),
        xlsx=files("xlsx"),
    )


def no_gaps(ask: Ask) -> GapsPage:
    """No place has enterprises yet: an empty list that says so."""
    here = Address.of(ask.request)
    return GapsPage(
        title=f"{label('gap')}清单",
        here=here,
        frame=frame(ask, "gaps", None),
        twin="/api/v1/places",
        place=None,
        considered=0,
        warnings=(),
        rows=(),
        part=part_of(here, 0)[1],
        total=0,
        advices=(),
        kinds=(),
        chains=(),
        reaches=(),
        tags=(),
        units=(),
        divisor=TEN_THOUSAND,
        sort="rank",
        sorts={},
        dots=(),
        across=1.0,
        upward=1.0,
        open=None,
        csv="",
        xlsx="",
    )


def _files(report: GapReport, query: GapQuery) -> Callable[[str], str]:
    """The JSON twin and the exports hold what the query says; advice and tags are choices of the page alone."""
    params = [("kind", kind.value) for kind in query.kinds]
    params += [("chain", report.chain.id)] if report.chain else []
    params += [("reach", str(query.reach))] if query.reach != 2 else []
    params += [("radius", f"{query.radius:g}")] if query.radius != 150.0 else []
    path = f"/api/v1/places/{report.place.id}/gaps"
    return lambda form: address(path, *params, *((("format", form),) if form != "json" else ()))


def _opened(ask: Ask, report: GapReport, row: Candidate | None, here: Address) -> Drawer | None:
    if row is None:
        return None
    place = report.place.id
    balance = {item.product.id: item for item in ask.balance(place).items}
    return drawer(
        answers.product(ask.network, row.product.id, place=place),
        place=place,
        close=here.but(open=None),
        candidate=row,
        balance=balance.get(row.product.id),
        total=len(report.candidates),
    )
