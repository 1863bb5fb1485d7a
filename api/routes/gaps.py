"""Gaps and targets of a place: JSON, csv and xlsx from one report."""

from fastapi import APIRouter
from starlette.responses import Response

from api import exports
from api.caching import Answer
from api.deps import AskDep, now
from api.routes.params import PROBLEMS, Format, GapQueryDep, NameParam
from chainmap.errors import UnknownName
from chainmap.gaps import Candidate, GapReport
from chainmap.targets import TargetReport
from chainmap.vocabulary import label
from graphs import answers

router = APIRouter(prefix="/api/v1/places/{place}", tags=["gaps"], responses=PROBLEMS)


@router.get("/gaps", response_model=GapReport)
def list_gaps(ask: AskDep, place: NameParam, query: GapQueryDep, format: Format = Format.JSON) -> Response:
    """What this place's chains lack, best first, each with its reasons."""
    if format is Format.JSON:
        return ask.json(lambda: ask.gaps(place, query))

    def produce() -> Answer:
        report = ask.gaps(place, query)
        name = f"{report.place.name}-{label('gap')}.{format.value}"
        if format is Format.CSV:
            return Answer(exports.gaps_csv(report), exports.CSV, name)
        return Answer(exports.gaps_xlsx(report, query, ask.reader.sources(), now()), exports.XLSX, name)

    return ask.file(produce)


@router.get("/gaps/{gap}", response_model=Candidate)
def show_gap(ask: AskDep, place: NameParam, gap: NameParam, query: GapQueryDep) -> Response:
    """One gap by its id; it does not depend on the filter."""

    def produce() -> Candidate:
        report = ask.gaps(place, query)
        found = next((row for row in report.candidates if row.id == gap), None)
        if found is None:
            raise UnknownName(label("gap"), gap)
        return found

    return ask.json(produce)


@router.get("/targets", response_model=TargetReport)
def list_targets(ask: AskDep, place: NameParam, query: GapQueryDep, format: Format = Format.JSON) -> Response:
    """Whom to invite: one row a gap and candidate enterprise."""
    if format is Format.JSON:
        return ask.json(lambda: answers.targets(ask.network, place, query))

    def produce() -> Answer:
        report = answers.targets(ask.network, place, query)
        name = f"{report.place.name}-{label('target')}.{format.value}"
        if format is Format.CSV:
            return Answer(exports.targets_csv(report), exports.CSV, name)
        return Answer(exports.targets_xlsx(report, query, ask.reader.sources(), now()), exports.XLSX, name)

    return ask.file(produce)
