"""Tonnage of a place: supply, own use, need, surplus, deficit, a product a row."""

from fastapi import APIRouter
from starlette.responses import Response

from api import exports
from api.caching import Answer
from api.deps import AskDep, now
from api.routes.params import PROBLEMS, Format, NameParam
from chainmap.views import BalanceReport
from chainmap.vocabulary import label

router = APIRouter(prefix="/api/v1/places/{place}", tags=["balance"], responses=PROBLEMS)


@router.get("/balance", response_model=BalanceReport)
def show_balance(ask: AskDep, place: NameParam, format: Format = Format.JSON) -> Response:
    """What local plants make and what they must buy."""
    if format is Format.JSON:
        return ask.json(lambda: ask.balance(place))

    def produce() -> Answer:
        report = ask.balance(place)
        name = f"{report.place.name}-{label('balance')}.{format.value}"
        if format is Format.CSV:
            return Answer(exports.balance_csv(report), exports.CSV, name)
        return Answer(exports.balance_xlsx(report, ask.reader.sources(), now()), exports.XLSX, name)

    return ask.file(produce)
