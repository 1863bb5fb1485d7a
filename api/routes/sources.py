"""Sources: where the knowledge comes from."""

from fastapi import APIRouter
from starlette.responses import Response

from api.deps import AskDep, Listing, listed
from api.routes.params import PROBLEMS, After, Limit
from chainmap.statements import Source

router = APIRouter(prefix="/api/v1", tags=["sources"], responses=PROBLEMS)


@router.get("/sources", response_model=Listing[Source])
def list_sources(ask: AskDep, limit: Limit = 1000, after: After = "") -> Response:
    """All sources that state something now, by id."""
    return ask.json(lambda: listed(ask.reader.sources(), lambda source: source.id, limit=limit, after=after))
