"""Choosing a place: those with enterprises first, then the provinces and what lies in them; or by a few letters."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from api.deps import Ask, AskDep
from api.pages.frame import Address, Page, Part, address, frame, part_of
from api.places import chosen_place
from api.routes.params import LONGEST
from chainmap.model import Ref
from chainmap.views import PlaceItem
from graphs import answers

router = APIRouter(include_in_schema=False)


class PlacesPage(Page):
    """Places to choose from."""

    q: str = Field(description="找的是什么")
    around: Ref | None = Field(description="只看直接在它下面的地区;为空时看有企业数据的地区和最上一级")
    above: tuple[Ref, ...] = Field(description="它所在的各级地区,从大到小")
    items: tuple[PlaceItem, ...] = Field(description="本页的地区,有企业数据的在前")
    inside: dict[str, int] = Field(description="每个地区直接下辖几处")
    part: Part = Field(description="显示到第几行")
    known: int = Field(description="库里一共有多少地区")


@router.get("/places")
def show_places(
    ask: AskDep,
    q: Annotated[str, Query(max_length=LONGEST)] = "",
    around: Annotated[str, Query(max_length=LONGEST)] = "",
    place: Annotated[str, Query(max_length=LONGEST)] = "",
) -> Response:
    """Places with enterprises and provinces, what lies in one, or what a text finds."""
    return ask.page("places.html", lambda: places_page(ask, q.strip(), around, place))


def places_page(ask: Ask, q: str, around: str, place: str) -> PlacesPage:
    territory = ask.network.territory
    found = answers.places(ask.network, q, around=around)
    if not q and not around:
        found = tuple(item for item in found if item.enterprises or item.parent is None)
    here = Address.of(ask.request)
    shown, part = part_of(here, len(found))
    path = territory.path(territory.find(around).id) if around else ()
    wanted = (("q", q), ("around", path[0].id if path else ""))
    return PlacesPage(
        title=f"{path[0].name}的地区" if path else "选择地区",
        here=here,
        frame=frame(ask, "places", answers.place_ref(ask.network, chosen_place(ask, place))),
        twin=address("/api/v1/places", *((name, value) for name, value in wanted if value)),
        q=q,
        around=Ref(id=path[0].id, name=path[0].name) if path else None,
        above=tuple(Ref(id=one.id, name=one.name) for one in reversed(path[1:])),
        items=found[shown],
        inside={item.id: len(territory.children.get(item.id, ())) for item in found[shown]},
        part=part,
        known=len(territory.places),
    )
