"""Links that the map itself probably lacks: JSON, csv and xlsx from one report; never mixed into gaps."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api import exports, hypothesis_tables
from api.caching import Answer
from api.deps import AskDep, now
from api.routes.params import PROBLEMS, After, Format
from chainmap.hypotheses import LinkHypotheses, LinkQuery
from chainmap.vocabulary import label

router = APIRouter(prefix="/api/v1", tags=["hypotheses"], responses=PROBLEMS)
Most = Annotated[int, Query(ge=1, le=1000, description="最多几条")]


@router.get("/link-hypotheses", response_model=LinkHypotheses)
def list_link_hypotheses(ask: AskDep, limit: Most = 30, after: After = "", format: Format = Format.JSON) -> Response:
    """Suggested links, the most probable first, each with its reasons; for a person to check."""
    query = LinkQuery(top=limit, after=after)
    if format is Format.JSON:
        return ask.json(lambda: ask.link_hypotheses(query))

    def produce() -> Answer:
        report = ask.link_hypotheses(query)
        name = f"{label('hypothesis')}.{format.value}"
        if format is Format.CSV:
            return Answer(hypothesis_tables.hypotheses_csv(report), exports.CSV, name)
        return Answer(hypothesis_tables.hypotheses_xlsx(report, ask.reader.sources(), now()), exports.XLSX, name)

    return ask.file(produce)
