"""Search: products, enterprises, places and chains whose name holds the text, each with its page."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from api.deps import Ask, AskDep
from api.pages.frame import Address, Page, address, frame
from api.places import chosen_place
from api.routes.params import LONGEST
from chainmap.model import Frozen, Ref
from chainmap.names import chain_id, name_key
from chainmap.ports import NameHit
from chainmap.vocabulary import label
from graphs import answers

router = APIRouter(include_in_schema=False)
MOST = 60


class Hit(Frozen):
    """One thing found: what it is, its name as stated, its page."""

    kind: str
    name: str
    note: str
    link: str


class SearchPage(Page):
    q: str = Field(description="搜的是什么")
    hits: tuple[Hit, ...] = Field(description="找到的产品、企业、地区和产业链")
    cut: bool = Field(description="名称太多,只列了一部分")
    near: tuple[Ref, ...] = Field(description="没有找到时,写法相近的产品")


@router.get("/search")
def show_search(
    ask: AskDep,
    q: Annotated[str, Query(max_length=LONGEST)] = "",
    place: Annotated[str, Query(max_length=LONGEST)] = "",
) -> Response:
    """What holds the text."""
    return ask.page("search.html", lambda: search_page(ask, q.strip(), place))


def search_page(ask: Ask, q: str, place: str) -> SearchPage:
    chosen = chosen_place(ask, place)
    found = next((Ref(id=one.id, name=one.name) for one in answers.places(ask.network) if one.id == chosen), None)
    names = ask.reader.search(q, limit=MOST) if q else ()
    hits = _hits(ask, names, chosen)
    return SearchPage(
        title=f"搜索 {q}" if q else "搜索",
        here=Address.of(ask.request),
        frame=frame(ask, "search", found),
        twin=address("/api/v1/products", *((("q", q),) if q else ())),
        q=q,
        hits=hits,
        cut=len(names) == MOST,
        near=() if hits or not q else answers.resolve(ask.network, q).candidates,
    )


def _hits(ask: Ask, names: tuple[NameHit, ...], place: str) -> tuple[Hit, ...]:
    """Products by name or alias, each once under its canonical name; then places, chains, enterprises."""
    here = (("place", place),) if place else ()
    found: dict[str, Hit] = {}
    for hit in names:
        for one in _pages_of(ask, hit.kind, hit.name, here):
            found.setdefault(one.link, one)
    return tuple(found.values())


def _pages_of(ask: Ask, kind: str, name: str, here: tuple[tuple[str, str], ...]) -> tuple[Hit, ...]:
    if kind == "product":
        product = answers.resolve(ask.network, name).product
        if product is None:
            return ()
        note = "" if product.name == name else f"{label('alias')}:{name}"
        return (Hit(kind=label(kind), name=product.name, note=note, link=address(f"/products/{product.id}", *here)),)
    if kind == "place":
        key = name_key(name)
        places = [one for one in answers.places(ask.network) if name_key(one.name) == key]
        return tuple(
            Hit(kind=label(kind), name=one.name, note=one.parent.name if one.parent else "", link=f"/places/{one.id}")
            for one in places
        )
    if kind == "chain":
        return (Hit(kind=label(kind), name=name, note="", link=address(f"/chains/{chain_id(name)}", *here)),)
    if kind == "enterprise" and here:
        return (Hit(kind=label(kind), name=name, note="", link=address(f"/places/{here[0][1]}", ("maker", name))),)
    return ()
