"""Is the service alive, and does its store answer?"""

from fastapi import APIRouter, Request

from api.routes.params import PROBLEMS
from chainmap import __version__
from chainmap.model import Frozen

router = APIRouter(tags=["health"])


class Alive(Frozen):
    status: str = "ok"
    program: str


class Ready(Frozen):
    status: str = "ok"
    store_version: str


@router.get("/healthz", responses={400: PROBLEMS[400]})
def healthz() -> Alive:
    """The process answers."""
    return Alive(program=__version__)


@router.get("/readyz", responses={400: PROBLEMS[400], 503: PROBLEMS[503]})
def readyz(request: Request) -> Ready:
    """The store answers; 503 otherwise."""
    return Ready(store_version=request.app.state.desk.open_reader().version())
