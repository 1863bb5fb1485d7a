"""Places: the list, and the home of one."""

from fastapi import APIRouter
from starlette.responses import Response

from api.deps import AskDep, Listing, listed
from api.routes.params import PROBLEMS, After, Limit, NameParam, TextQuery
from chainmap.views import PlaceItem, PlaceView
from graphs import answers

router = APIRouter(prefix="/api/v1", tags=["places"], responses=PROBLEMS)


@router.get("/places", response_model=Listing[PlaceItem])
def list_places(
    ask: AskDep, q: TextQuery = "", around: TextQuery = "", limit: Limit = 1000, after: After = ""
) -> Response:
    """Places with the number of their enterprises, those that have some first; `q` and `around` pick some out."""
    return ask.json(
        lambda: listed(
            answers.places(ask.network, q.strip(), around=around), lambda place: place.id, limit=limit, after=after
        )
    )


@router.get("/places/{place}", response_model=PlaceView)
def show_place(ask: AskDep, place: NameParam) -> Response:
    """What is here, what is lacking, chain by chain."""
    return ask.json(lambda: ask.place(place))
