"""Search: what the text may mean, best first, why, and how a product stands here; the whole state in the address."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from api.deps import Ask, AskDep
from api.finding import Finding, findings
from api.pages.chain_cards import SYMBOLS
from api.pages.frame import Address, Choice, Page, Part, address, frame, part_of
from api.places import chosen_place
from api.routes.params import LONGEST
from chainmap.model import Frozen, Ref
from chainmap.searching import Match, SearchReport, Thing
from chainmap.vocabulary import label
from graphs import answers

router = APIRouter(include_in_schema=False)


class FoundRow(Frozen):
    """One row: what was found, the symbol of its state here, and whether it is only near."""

    hit: Finding
    symbol: str
    near: bool


class SearchPage(Page):
    """What a search found; without a text it says how to search."""

    q: str = Field(description="搜的是什么")
    place: Ref | None = Field(description="从哪个地区看;没有企业数据时为空")
    things: tuple[Choice, ...] = Field(description="按类别筛选,附各有几个")
    rows: tuple[FoundRow, ...] = Field(description="这一页的结果,最像的在前")
    part: Part = Field(description="显示到第几行")
    elsewhere: str = Field(description="所选类别里没有而别的类别里有时,看全部的地址")


@router.get("/search")
def show_search(
    ask: AskDep,
    q: Annotated[str, Query(max_length=LONGEST)] = "",
    place: Annotated[str, Query(max_length=LONGEST)] = "",
    thing: Annotated[Thing | None, Query()] = None,
) -> Response:
    """What the text may mean."""
    return ask.page("search.html", lambda: search_page(ask, q.strip(), place, thing))


def search_page(ask: Ask, q: str, place: str, thing: Thing | None) -> SearchPage:
    here = Address.of(ask.request)
    things = (thing,) if thing else ()
    counted = answers.search(ask.network, q, things=things, limit=0)
    shown, part = part_of(here, counted.total)
    report = answers.search(ask.network, q, things=things, limit=shown.stop - shown.start, first=shown.start + 1)
    found = findings(ask, report, chosen_place(ask, place))
    every = sum(counted.counts.values())
    return SearchPage(
        title=f"{label('search')} {q}" if q else label("search"),
        here=here,
        frame=frame(ask, "search", found.place),
        twin=_twin(q, found.place, thing, part),
        q=q,
        place=found.place,
        things=_choices(here, counted, thing),
        rows=tuple(
            FoundRow(
                hit=hit,
                symbol=SYMBOLS[hit.presence] if hit.presence else "",
                near=hit.match is Match.NEAR,
            )
            for hit in found.items
        ),
        part=part,
        elsewhere=here.but(thing=None, **{"from": None}) if every and not counted.total else "",
    )


def _twin(q: str, place: Ref | None, thing: Thing | None, part: Part) -> str:
    """The same rows as JSON, 1,000 at most."""
    limit = min(1000, max(1, part.last - part.first + 1))
    params = {
        "q": q,
        "thing": thing.value if thing else "",
        "place": place.id if place else "",
        "first": str(part.first) if part.first > 1 else "",
        "limit": str(limit),
    }
    return address("/api/v1/search", *((name, value) for name, value in params.items() if value))


def _choices(here: Address, counted: SearchReport, chosen: Thing | None) -> tuple[Choice, ...]:
    every = sum(counted.counts.values())
    rows = [(None, "全部", every), *((one, label(one), counted.counts[one]) for one in Thing)]
    return tuple(
        Choice(
            text=text,
            link=here.but(thing=one.value if one else None, **{"from": None}),
            chosen=one is chosen,
            count=count,
        )
        for one, text, count in rows
    )
