"""What-if and closing set of a place: asked with a body, or by address so that a link and a file can be handed on."""

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Query
from pydantic import Field, StrictFloat, StrictInt
from starlette.responses import Response

from api import comparison_tables, scenario_tables
from api.caching import Answer
from api.deps import JSON, Ask, AskDep, now
from api.exports import CSV, XLSX
from api.routes.params import LONGEST, PROBLEMS, Format, NameParam
from chainmap.errors import AmountRefused
from chainmap.model import Frozen
from chainmap.scenarios import (
    Addition,
    ClosingQuery,
    ClosingReport,
    WhatIfComparison,
    WhatIfQuery,
    WhatIfReport,
)
from chainmap.statements import Source
from chainmap.vocabulary import label
from graphs import answers
from graphs.scenarios.what_if import MOST_PLANTS, addition, read_addition

router = APIRouter(prefix="/api/v1/places/{place}", tags=["scenarios"], responses=PROBLEMS)

Report = TypeVar("Report", WhatIfReport, WhatIfComparison, ClosingReport)
Name = Annotated[str, Field(min_length=1, max_length=LONGEST)]
Amount = Annotated[str, Field(max_length=60)] | StrictInt | StrictFloat | None
Reach = Annotated[int, Field(ge=1, le=4)]
Names = Annotated[tuple[Name, ...], Field(max_length=MOST_PLANTS)]
PlantText = Annotated[str, Field(max_length=LONGEST + 80)]
"""产品=产能[单位], as the command takes it."""
Plants = Annotated[tuple[PlantText, ...], Query(min_length=1, max_length=MOST_PLANTS, description="产品=产能[单位]")]


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


def closing_query(
    target: Annotated[str, Query(alias="for", min_length=1, max_length=LONGEST, description="产品或产业链")],
    make: Annotated[tuple[Name, ...], Query(max_length=MOST_PLANTS, description="列为自建的产品")] = (),
    buy: Annotated[tuple[Name, ...], Query(max_length=MOST_PLANTS, description="列为外购的产品")] = (),
    amount: Annotated[str, Query(max_length=60, description="目标产品的产能")] = "",
    unit: Annotated[str, Query(max_length=20)] = "",
    reach: Annotated[int, Query(ge=1, le=4)] = 2,
) -> ClosingQuery:
    """The question of a closing set as it stands in the address."""
    stated = addition(target, amount, unit).amount if amount else None
    return ClosingQuery(target=target, amount=stated, make=make, buy=buy, reach=reach)


def scenario(texts: tuple[str, ...], reach: int, radius: float) -> WhatIfQuery:
    return WhatIfQuery(add=tuple(read_addition(text) for text in texts), reach=reach, radius=radius)


StepsQuery = Annotated[int, Query(ge=1, le=4, description="向上游几步,向下游多一步")]
RadiusQuery = Annotated[float, Query(ge=0, le=6000, allow_inf_nan=False, description="邻区半径,公里")]


@router.post("/what-if", response_model=WhatIfReport)
def what_if(ask: AskDep, place: NameParam, body: WhatIfBody) -> Response:
    """What landing these plants would change; nothing is stored."""
    plants = tuple(_plant(plant.product, plant.amount, plant.unit) for plant in body.add)
    query = WhatIfQuery(add=plants, reach=body.reach, radius=body.radius)
    return _answer(answers.what_if(ask.network, place, query))


@router.get("/what-if", response_model=WhatIfReport)
def show_what_if(
    ask: AskDep,
    place: NameParam,
    add: Plants,
    reach: StepsQuery = 2,
    radius: RadiusQuery = 150.0,
    format: Format = Format.JSON,
) -> Response:
    """The same question with the plants in the address."""

    def produce() -> WhatIfReport:
        return ask.what_if(place, scenario(add, reach, radius))

    return _handed(ask, produce, format, label("scenario"), scenario_tables.what_if_csv, scenario_tables.what_if_xlsx)


@router.get("/what-if/comparison", response_model=WhatIfComparison)
def compare_what_ifs(
    ask: AskDep,
    place: NameParam,
    add: Plants,
    against: Plants,
    reach: StepsQuery = 2,
    radius: RadiusQuery = 150.0,
    format: Format = Format.JSON,
) -> Response:
    """Two what-ifs line by line: `add` is A, `against` is B."""

    def produce() -> WhatIfComparison:
        a, b = (ask.what_if(place, scenario(texts, reach, radius)) for texts in (add, against))
        return answers.compare(a, b)

    return _handed(
        ask, produce, format, label("comparison"), comparison_tables.comparison_csv, comparison_tables.comparison_xlsx
    )


@router.post("/closing", response_model=ClosingReport)
def closing(ask: AskDep, place: NameParam, body: ClosingBody) -> Response:
    """The fewest products to add so that it can be made here, in order of arrival, and what is bought."""
    stated = None if body.amount is None else _plant(body.target, body.amount, body.unit).amount
    query = ClosingQuery(target=body.target, amount=stated, make=body.make, buy=body.buy, reach=body.reach)
    return _answer(answers.closing(ask.network, place, query))


@router.get("/closing", response_model=ClosingReport)
def show_closing(
    ask: AskDep,
    place: NameParam,
    query: Annotated[ClosingQuery, Depends(closing_query)],
    format: Format = Format.JSON,
) -> Response:
    """The same question in the address."""
    return _handed(
        ask,
        lambda: ask.closing(place, query),
        format,
        label("closing"),
        scenario_tables.closing_csv,
        scenario_tables.closing_xlsx,
    )


def _handed(
    ask: Ask,
    produce: Callable[[], Report],
    form: Format,
    name: str,
    as_csv: Callable[[Report], bytes],
    as_xlsx: Callable[[Report, tuple[Source, ...], str], bytes],
) -> Response:
    """A report as JSON or as a file named after its place."""
    if form is Format.JSON:
        return ask.json(produce)

    def file() -> Answer:
        report = produce()
        filename = f"{report.place.name}-{name}.{form.value}"
        if form is Format.CSV:
            return Answer(as_csv(report), CSV, filename)
        return Answer(as_xlsx(report, ask.reader.sources(), now()), XLSX, filename)

    return ask.file(file)


def _plant(product: str, amount: Amount, unit: str) -> Addition:
    """A number becomes the text a person would write, so that both are read by the same rules."""
    if (isinstance(amount, float) and amount != amount) or amount in (float("inf"), float("-inf")):
        raise AmountRefused(f"{product[:60]}的产能不是有限的数字:请填普通数字。")
    text = "" if amount is None else format(Decimal(repr(amount)), "f") if isinstance(amount, float) else str(amount)
    return addition(product, text, unit)


def _answer(report: WhatIfReport | ClosingReport) -> Response:
    """The address does not hold the question, so nobody may keep the answer."""
    return Response(report.model_dump_json().encode("utf-8"), headers={"Cache-Control": "no-store"}, media_type=JSON)
