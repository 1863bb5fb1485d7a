"""Chains: the list, and one as a place sees it."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.caching import Answer
from api.deps import HTML, AskDep, Listing, listed
from api.places import chosen_place
from api.routes.params import PROBLEMS, After, ChosenPlace, Limit, NameParam, PlaceQuery
from chainmap.model import Ref
from chainmap.views import ChainView
from graphs import answers
from graphs.pictures.render import render_map

router = APIRouter(prefix="/api/v1", tags=["chains"], responses=PROBLEMS)


@router.get("/chains", response_model=Listing[Ref])
def list_chains(ask: AskDep, limit: Limit = 1000, after: After = "") -> Response:
    """All chains by id."""
    return ask.json(lambda: listed(answers.chains(ask.network), lambda chain: chain.id, limit=limit, after=after))


@router.get("/chains/{chain}", response_model=ChainView)
def show_chain(
    ask: AskDep, chain: NameParam, place: ChosenPlace = "", reach: Annotated[int, Query(ge=1, le=4)] = 2
) -> Response:
    """A chain position by position: what a place has, is weak in, lacks, or has no data on.

    Without `place` it is the place that the data is about: the district or county with most enterprises.
    """
    return ask.json(lambda: ask.chain(chain, chosen_place(ask, place), reach=reach))


@router.get("/chains/{chain}/map", response_class=Response)
def draw_chain(ask: AskDep, chain: NameParam, place: PlaceQuery) -> Response:
    """The chain as one HTML file that opens with no network; handed out as a file, since it holds its own script."""

    def produce() -> Answer:
        drawing = answers.chain_map(ask.network, place, chain)
        return Answer(render_map(drawing).encode("utf-8"), HTML, f"{drawing.title}.html")

    return ask.file(produce)
