"""Search over HTTP: everything with a name, by characters, pinyin, initials, alias, English or formula."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.deps import AskDep
from api.finding import Findings, findings
from api.routes.params import LONGEST, PROBLEMS, After, Limit, TextQuery
from chainmap.searching import Thing
from graphs import answers

router = APIRouter(prefix="/api/v1", tags=["search"], responses=PROBLEMS)


@router.get("/search", response_model=Findings)
def search(
    ask: AskDep,
    q: TextQuery = "",
    thing: Annotated[tuple[Thing, ...], Query(description="只找这几类,可重复")] = (),
    place: Annotated[str, Query(max_length=LONGEST, description="填了地区,产品就说明在那里是有是缺")] = "",
    states: Annotated[bool, Query(description="填 false 则不说明有缺,答得更快")] = True,
    first: Annotated[int, Query(ge=1, le=10_000_000, description="从第几个起")] = 1,
    limit: Limit = 50,
    after: After = "",
) -> Response:
    """What the text may mean, best first, each with the reason why it is listed."""
    return ask.json(
        lambda: findings(
            ask,
            answers.search(ask.network, q, things=thing, limit=limit, first=first, after=after),
            place,
            states=states,
        )
    )
