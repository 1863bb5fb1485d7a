"""How good the answers are for one place: hide each enterprise in turn and see where its products come back."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from api.deps import Ask, AskDep
from api.formats import percent
from api.pages.frame import Address, Page, Part, frame, part_of
from api.places import chosen_place
from api.routes.params import LONGEST
from chainmap.backtests import FIRST, BacktestReport, BacktestRow, Figures
from chainmap.model import Frozen, Ref
from chainmap.vocabulary import label

router = APIRouter(include_in_schema=False)


class Order(Frozen):
    """One order of the same rows: its name, its recalls and its mean reciprocal rank, as shown."""

    name: str = Field(description="次序的名称")
    recalls: tuple[str, ...] = Field(description="前若干行的召回率")
    mrr: str = Field(description="平均倒数排名")


class BacktestPage(Page):
    """The back-test of a place, every figure with its number of cases."""

    place: Ref | None = Field(description="看的是哪个地区")
    warnings: tuple[str, ...] = Field(description="计算时要留意的事")
    report: BacktestReport | None = Field(description="检验的全部数字")
    first: tuple[int, ...] = Field(description="召回率看前多少行")
    orders: tuple[Order, ...] = Field(description="本方法与各个基线")
    rows: tuple[BacktestRow, ...] = Field(description="这一页的案例")
    part: Part = Field(description="显示到第几行")


@router.get("/backtest")
def show_backtest(ask: AskDep, place: Annotated[str, Query(max_length=LONGEST)] = "") -> Response:
    """The back-test of a place."""
    return ask.page("backtest.html", lambda: backtest_page(ask, chosen_place(ask, place)))


def backtest_page(ask: Ask, place: str) -> BacktestPage:
    here = Address.of(ask.request)
    report = ask.backtest(place) if place else None
    rows = report.rows if report else ()
    shown, part = part_of(here, len(rows))
    found = report.place if report else None
    return BacktestPage(
        title=label("backtest") + (f" · {found.name}" if found else ""),
        here=here,
        frame=frame(ask, "help", found),
        twin=f"/api/v1/places/{found.id}/backtest" if found else "/api/v1/places",
        place=found,
        warnings=report.warnings if report else (),
        report=report,
        first=FIRST,
        orders=_orders(report) if report else (),
        rows=rows[shown],
        part=part,
    )


def _orders(report: BacktestReport) -> tuple[Order, ...]:
    own = Figures(recall=report.recall, mrr=report.mrr)
    named = {"backtest.method": own, **{f"baseline.{name}": figures for name, figures in report.baselines.items()}}
    return tuple(
        Order(
            name=label(name),
            recalls=tuple(percent(figures.recall[str(first)]) for first in FIRST),
            mrr=label("unknown") if figures.mrr is None else f"{figures.mrr:.2f}",
        )
        for name, figures in named.items()
    )
