"""Tonnage of a place: what is made here, what its makers use themselves, what must be bought, what is left."""

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from api.deps import Ask, AskDep
from api.formats import TEN_THOUSAND
from api.pages.frame import Address, Choice, Page, Part, address, frame, part_of
from api.places import chosen_place
from api.routes.params import LONGEST
from chainmap.model import Ref
from chainmap.quantities import Bound
from chainmap.views import BalanceItem
from chainmap.vocabulary import label

router = APIRouter(include_in_schema=False)


class Side(StrEnum):
    """Which rows: all, those that must surely be bought, those with something left, those whose tonnes are unknown."""

    ALL = ""
    DEFICIT = "deficit"
    SURPLUS = "surplus"
    UNKNOWN = "unknown"


_TESTS: dict[Side, Callable[[BalanceItem], bool]] = {
    Side.ALL: lambda row: True,
    Side.DEFICIT: lambda row: row.deficit.surely_positive,
    Side.SURPLUS: lambda row: row.surplus.surely_positive,
    Side.UNKNOWN: lambda row: row.supply.bound is Bound.UNKNOWN or row.deficit.bound is Bound.UNKNOWN,
}
_WORDS = {Side.ALL: "全部", Side.DEFICIT: "有缺口", Side.SURPLUS: "有余量", Side.UNKNOWN: "有未知"}


class BalancePage(Page):
    """The balance of a place, largest sure deficit first."""

    place: Ref | None = Field(description="看的是哪个地区")
    warnings: tuple[str, ...] = Field(description="计算时要留意的事")
    rows: tuple[BalanceItem, ...] = Field(description="这一页的产品")
    part: Part = Field(description="显示到第几行")
    sides: tuple[Choice, ...] = Field(description="按缺口、余量筛选")
    units: tuple[Choice, ...] = Field(description="吨或万吨")
    divisor: float = Field(description="吨位除以多少再显示")
    csv: str = Field(description="导出 csv 的地址")
    xlsx: str = Field(description="导出 Excel 的地址")


@router.get("/balance")
def show_balance(ask: AskDep, place: Annotated[str, Query(max_length=LONGEST)] = "", side: Side = Side.ALL) -> Response:
    """The balance of a place."""
    return ask.page("balance.html", lambda: balance_page(ask, chosen_place(ask, place), side))


def balance_page(ask: Ask, place: str, side: Side) -> BalancePage:
    here = Address.of(ask.request)
    report = ask.balance(place) if place else None
    items = report.items if report else ()
    chosen = tuple(row for row in items if _TESTS[side](row))
    if side is Side.DEFICIT:
        chosen = tuple(sorted(chosen, key=lambda row: -(row.deficit.low or 0.0)))
    if side is Side.SURPLUS:
        chosen = tuple(sorted(chosen, key=lambda row: -(row.surplus.low or 0.0)))
    shown, part = part_of(here, len(chosen))
    path = f"/api/v1/places/{report.place.id}/balance" if report else "/api/v1/places"
    plain = here.get("unit") == "t"
    return BalancePage(
        title=label("balance") + (f" · {report.place.name}" if report else ""),
        here=here,
        frame=frame(ask, "balance", report.place if report else None),
        twin=path,
        place=report.place if report else None,
        warnings=report.warnings if report else (),
        rows=chosen[shown],
        part=part,
        sides=tuple(
            Choice(
                text=_WORDS[one],
                link=here.but(side=one.value, **{"from": None}),
                chosen=one is side,
                count=sum(1 for row in items if _TESTS[one](row)),
            )
            for one in Side
        ),
        units=(
            Choice(text="万吨", link=here.but(unit=None), chosen=not plain),
            Choice(text="吨", link=here.but(unit="t"), chosen=plain),
        ),
        divisor=1.0 if plain else TEN_THOUSAND,
        csv=address(path, ("format", "csv")),
        xlsx=address(path, ("format", "xlsx")),
    )
