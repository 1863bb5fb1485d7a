"""How good the answers are: the back-test that hides one enterprise of a place after another."""

from fastapi import APIRouter
from starlette.responses import Response

from api.deps import AskDep
from api.routes.params import PROBLEMS, NameParam
from chainmap.backtests import BacktestReport

router = APIRouter(prefix="/api/v1/places/{place}", tags=["backtest"], responses=PROBLEMS)


@router.get("/backtest", response_model=BacktestReport)
def show_backtest(ask: AskDep, place: NameParam) -> Response:
    """Leave one enterprise out, with random, popularity and one-hop baselines; some seconds the first time."""
    return ask.json(lambda: ask.backtest(place))
