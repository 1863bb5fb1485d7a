"""What-if and closing set of a place: questions with a body, answered and not stored."""

from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field, StrictFloat, StrictInt
from starlette.responses import Response

from api.deps import JSON, AskDep
from api.routes.params import LONGEST, PROBLEMS, NameParam
from chainmap.errors import AmountRefused
from chainmap.model import Frozen
from chainmap.scenarios import Addition, ClosingQuery, ClosingReport, WhatIfQuery, WhatIfReport
from graphs import answers
from graphs.scenarios.what_if import MOST_PLANTS, addition

router = APIRouter(prefix="/api/v1/places/{place}", tags=["scenarios"], responses=PROBLEMS)

Name = Annotated[str, Field(min_length=1, max_length=LONGEST)]
Amount = Annotated[str, Field(max_length=60)] | StrictInt | StrictFloat | None
Reach = Annotated[int, Field(ge=1, le=4)]
Names = Annotated[tuple[Name, ...], Field(max_length=MOST_PLANTS)]


class PlantBody(Frozen):
    """One plant: capacity as a number with its unit (吨/年 unless said), or as written; null is unknown."""

    product: Name
    amount: Amount = None
    unit: Annotated[str, Field(max_length=20)] = ""


class WhatIfBody(Frozen):
    add: Annotated[tuple[PlantBody, ...], Field(min_length=1, max_length=MOST_PLANTS)]
    reach: Reach = 2
    radius: Annotated[float, Field(ge=0, le=6000, allow_inf_nan=False)] = 150.0


class ClosingBody(Frozen):
    """`for`: a product or a chain; `make` and `buy` move products between the two; `amount`: the target's capacity."""

    target: Annotated[Name, Field(alias="for")]
    make: Names = ()
    buy: Names = ()
    amount: Amount = None
    unit: Annotated[str, Field(max_length=20)] = ""
    reach: Reach = 2


@router.post("/what-if", response_model=WhatIfReport)
def what_if(ask: AskDep, place: NameParam, body: WhatIfBody) -> Response:
    """What landing these plants would change; nothing is stored."""
    plants = tuple(_plant(plant.product, plant.amount, plant.unit) for plant in body.add)
    query = WhatIfQuery(add=plants, reach=body.reach, radius=body.radius)
    return _answer(answers.what_if(ask.network, place, query))


@router.post("/closing", response_model=ClosingReport)
def closing(ask: AskDep, place: NameParam, body: ClosingBody) -> Response:
    """The fewest products to add so that it can be made here, in order of arrival, and what is bought."""
    stated = None if body.amount is None else _plant(body.target, body.amount, body.unit).amount
    query = ClosingQuery(target=body.target, amount=stated, make=body.make, buy=body.buy, reach=body.reach)
    return _answer(answers.closing(ask.network, place, query))


def _plant(product: str, amount: Amount, unit: str) -> Addition:
    """A number becomes the text a person would write, so that both are read by the same rules."""
    if (isinstance(amount, float) and amount != amount) or amount in (float("inf"), float("-inf")):
        raise AmountRefused(f"{product[:60]}的产能不是有限的数字:请填普通数字。")
    text = "" if amount is None else format(Decimal(repr(amount)), "f") if isinstance(amount, float) else str(amount)
    return addition(product, text, unit)


def _answer(report: WhatIfReport | ClosingReport) -> Response:
    """The address does not hold the question, so nobody may keep the answer."""
    return Response(report.model_dump_json().encode("utf-8"), headers={"Cache-Control": "no-store"}, media_type=JSON)
