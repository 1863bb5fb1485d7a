"""The chain page: three columns of cards told apart by colour, line and symbol, one card open in the drawer."""

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from api.deps import Ask, AskDep
from api.formats import fraction, percent
from api.pages.chain_cards import SYMBOLS, WORDS, Card, Column, Show, cards_of, columns_of
from api.pages.drawer import Drawer, drawer
from api.pages.frame import Address, Choice, Kpi, Page, address, frame
from api.places import chosen_place
from api.routes.params import LONGEST, NameParam
from chainmap.errors import UnknownName
from chainmap.gaps import Advice
from chainmap.model import Ref
from chainmap.views import ChainView, Presence, ProductView
from chainmap.vocabulary import definition, label
from graphs import answers

router = APIRouter(include_in_schema=False)


class ChainPage(Page):
    """One chain as one place sees it."""

    view: ChainView = Field(description="产业链在本地的全部环节")
    kpis: tuple[Kpi, ...] = Field(description="几个要紧的数,每个都能点到组成它的行")
    shows: tuple[Choice, ...] = Field(description="全景、现状、缺口三种看法")
    faces: tuple[Choice, ...] = Field(description="卡片或表格")
    table: bool = Field(description="以表格显示")
    columns: tuple[Column, ...] = Field(description="上游、中游、下游三栏")
    cards: tuple[Card, ...] = Field(description="显示出来的全部环节")
    legend: tuple[tuple[Presence, str, int], ...] = Field(description="图例:情况、符号、环节数")
    open: Drawer | None = Field(description="打开的环节:吨位、评分、建议、谁能来、依据")
    map: str = Field(description="本链单文件关系图的地址")
    csv: str = Field(description="本链缺链清单 csv 的地址")
    xlsx: str = Field(description="本链缺链清单 Excel 的地址")


class NoChainPage(Page):
    """The chain page of a store in which no place has enterprises."""


@router.get("/chains/{chain}")
def show_chain(
    ask: AskDep,
    chain: NameParam,
    place: Annotated[str, Query(max_length=LONGEST)] = "",
    show: Show = Show.ALL,
    open: Annotated[str, Query(max_length=LONGEST)] = "",
) -> Response:
    """One chain as a place sees it."""
    found = chosen_place(ask, place)
    if not found:
        return ask.page("empty.html", lambda: no_chain(ask))
    return ask.page("chain.html", lambda: chain_page(ask, chain, found, show, open))


def no_chain(ask: Ask) -> NoChainPage:
    here = Address.of(ask.request)
    return NoChainPage(title=label("chain"), here=here, frame=frame(ask, "chains", None), twin="/api/v1/chains")


def chain_page(ask: Ask, chain: str, place: str, show: Show, open: str) -> ChainPage:
    view = ask.chain(chain, place)
    here = Address.of(ask.request)
    cards = cards_of(view, here, show, open)
    gaps = f"/api/v1/places/{view.place.id}/gaps"
    only = ("chain", view.chain.id)
    return ChainPage(
        title=f"{view.chain.name} · {view.place.name}",
        here=here,
        frame=frame(ask, "chains", view.place),
        twin=address(f"/api/v1/chains/{view.chain.id}", ("place", view.place.id)),
        view=view,
        kpis=kpis(view, here),
        shows=tuple(
            Choice(text=WORDS[one], link=here.but(show=one.value, open=None), chosen=one is show) for one in Show
        ),
        faces=(
            Choice(text="卡片", link=here.but(view=None), chosen=here.get("view") != "table"),
            Choice(text="表格", link=here.but(view="table"), chosen=here.get("view") == "table"),
        ),
        table=here.get("view") == "table",
        columns=columns_of(cards),
        cards=cards,
        legend=_legend(view),
        open=_opened(ask, view, open, here) if open else None,
        map=address(f"/api/v1/chains/{view.chain.id}/map", ("place", view.place.id)),
        csv=address(gaps, only, ("format", "csv")),
        xlsx=address(gaps, only, ("format", "xlsx")),
    )


def kpis(view: ChainView, here: Address) -> tuple[Kpi, ...]:
    """The numbers of a page agree: each counts cards of this chain, and links to them."""
    counts = Counter(card.presence for card in view.cards)
    lacking = [card for card in view.cards if card.presence is Presence.LACKING]
    fill = sum(1 for card in lacking if card.candidate and card.candidate.advice is Advice.FILL)
    breaks = [card.product.name for card in lacking if card.candidate and label("tag.break") in card.candidate.tags]
    gaps = here.but(show=Show.GAPS.value, open=None, view="table")
    supplied = view.supplied
    return (
        Kpi(
            label=label("completeness"),
            value=f"{view.present}",
            note=f"/ {view.positions} = {percent(view.present / view.positions if view.positions else None)}",
            link=here.but(show=None, open=None, view="table"),
            hint=f"{definition('completeness')};按离锚点的步数加权为 {fraction(view.completeness)}"
            f" = {percent(view.completeness.value)}",
        ),
        Kpi(
            label=label("supplied"),
            value=f"{supplied.count}",
            note=f"/ {supplied.of} = {percent(supplied.count / supplied.of if supplied.of else None)}",
            link=here.but(show=None, open=None, view="table"),
            hint=f"{definition('supplied')};按离锚点的步数加权为 {fraction(supplied)} = {percent(supplied.value)}",
        ),
        Kpi(label=label("gap"), value=str(len(lacking)), note=f"其中{label('advice.fill')} {fill}", link=gaps),
        Kpi(
            label=label("presence.weak"), value=str(counts[Presence.WEAK]), link=gaps, hint=definition("presence.weak")
        ),
        Kpi(
            label=label("tag.break"),
            value=str(len(breaks)),
            note="、".join(breaks[:3]),
            link=gaps,
            hint=definition("tag.break"),
            alert=bool(breaks),
        ),
        Kpi(
            label=label("no_data"),
            value=str(counts[Presence.NO_DATA]),
            note="不算缺",
            link=here.but(show=None, open=None, view="table"),
            hint=definition("no_data"),
        ),
    )


def _legend(view: ChainView) -> tuple[tuple[Presence, str, int], ...]:
    counts = Counter(card.presence for card in view.cards)
    return tuple((one, SYMBOLS[one], counts[one]) for one in Presence)


def _opened(ask: Ask, view: ChainView, open: str, here: Address) -> Drawer:
    card = next((card for card in view.cards if open in (card.product.id, card.product.name)), None)
    product = _product_of(ask, card.product.id if card else open, view.place)
    balance = {item.product.id: item for item in ask.balance(view.place.id).items}
    return drawer(
        product,
        place=view.place.id,
        close=here.but(open=None),
        presence=card.presence if card else None,
        candidate=card.candidate if card else None,
        balance=balance.get(product.id),
    )


def _product_of(ask: Ask, name: str, place: Ref) -> ProductView:
    try:
        return answers.product(ask.network, name, place=place.id)
    except UnknownName as error:
        raise UnknownName(label("column.position"), name, error.near) from error
