"""Home of a place: what is here, what is lacking first, chain by chain, and what changed lately."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from api.deps import Ask, AskDep
from api.pages.frame import Address, Kpi, Page, Part, address, frame, part_of
from api.places import chosen_place
from api.routes.params import LONGEST, NameParam
from chainmap.gaps import MISSING_KINDS, Candidate, GapKind, GapQuery
from chainmap.views import ChainSummary, MakerView, PlaceView
from chainmap.vocabulary import definition, label
from graphs import answers

router = APIRouter(include_in_schema=False)
FIRST_GAPS = 8


class HomePage(Page):
    """The home of one place; without enterprises anywhere `view` is None and the page says how to begin."""

    view: PlaceView | None = Field(description="这个地区的概况")
    kpis: tuple[Kpi, ...] = Field(description="几个要紧的数,每个都能点到组成它的行")
    tiles: tuple[ChainSummary, ...] = Field(description="本地已有基础的产业链,按完整度排列")
    untouched: tuple[ChainSummary, ...] = Field(description="本地尚无任何环节的产业链")
    first: tuple[Candidate, ...] = Field(description="评分最高的几个缺链")
    makers: tuple[MakerView, ...] = Field(description="本地装置:谁、做什么、多少、什么状态")
    part: Part = Field(description="装置表显示到第几行")
    products: int = Field(description="图谱里的产品数")


@router.get("/")
def show_start(
    ask: AskDep,
    place: Annotated[str, Query(max_length=LONGEST)] = "",
    maker: Annotated[str, Query(max_length=LONGEST)] = "",
) -> Response:
    """The home of the place asked for, or of the one that the data is about."""
    return ask.page("home.html", lambda: home_page(ask, chosen_place(ask, place), maker))


@router.get("/places/{place}")
def show_home(ask: AskDep, place: NameParam, maker: Annotated[str, Query(max_length=LONGEST)] = "") -> Response:
    """The home of a place."""
    return ask.page("home.html", lambda: home_page(ask, place, maker))


def home_page(ask: Ask, place: str, maker: str) -> HomePage:
    here = Address.of(ask.request)
    if not place:
        return _nothing_loaded(ask, here)
    view = ask.place(place)
    report = ask.gaps(view.place.id, GapQuery(top=FIRST_GAPS))
    plants = tuple(plant for plant in view.makers if not maker or plant.enterprise.name == maker)
    shown, part = part_of(here, len(plants))
    return HomePage(
        title=view.place.name,
        here=here,
        frame=frame(ask, "home", view.place),
        twin=f"/api/v1/places/{view.place.id}",
        view=view,
        kpis=kpis(view),
        tiles=tuple(sorted((c for c in view.chains if c.present), key=_by_standing)),
        untouched=tuple(chain for chain in view.chains if not chain.present),
        first=report.candidates,
        makers=plants[shown],
        part=part,
        products=report.considered,
    )


def _nothing_loaded(ask: Ask, here: Address) -> HomePage:
    known = len(answers.products(ask.network))
    return HomePage(
        title=label("place"),
        here=here,
        frame=frame(ask, "home", None),
        twin="/api/v1/places",
        view=None,
        kpis=(),
        tiles=(),
        untouched=(),
        first=(),
        makers=(),
        part=part_of(here, 0)[1],
        products=known,
    )


def kpis(view: PlaceView) -> tuple[Kpi, ...]:
    """Every figure links to the rows behind it."""
    place = ("place", view.place.id)
    missing = (place, *(("kind", kind.value) for kind in MISSING_KINDS if kind is not GapKind.NEW_CHAIN))
    return (
        Kpi(
            label=label("enterprise"),
            value=str(view.enterprises),
            note="家",
            link="#plants",
            hint=HomePage.hint("makers"),
        ),
        Kpi(
            label="本地产品",
            value=str(view.products),
            note="种",
            link=address("/balance", place),
            hint=definition("balance"),
        ),
        Kpi(
            label=label("gap"),
            value=str(view.gaps),
            note="个环节",
            link=address("/gaps", *missing),
            hint="本地没有、而本地产业的上下游延伸得到的环节",
        ),
        Kpi(
            label=label("advice.fill"),
            value=str(view.to_fill),
            note="个环节",
            link=address("/gaps", *missing, ("advice", "fill")),
            hint=definition("advice.fill"),
        ),
        Kpi(
            label=label("tag.break"),
            value=str(view.breaks),
            note="个",
            link=address("/gaps", *missing, ("tag", label("tag.break"))),
            hint=definition("tag.break"),
            alert=view.breaks > 0,
        ),
        Kpi(
            label=label("gap_kind.thin_stage"),
            value=str(view.thin),
            note="个",
            link=address("/gaps", place, ("kind", "thin_stage")),
            hint=definition("gap_kind.thin_stage"),
        ),
    )


def _by_standing(chain: ChainSummary) -> tuple[int, float, str]:
    """Chains whose anchors are made here first, most of them first, then the completer ones."""
    return -chain.anchors, -(chain.completeness.value or 0.0), chain.chain.id
