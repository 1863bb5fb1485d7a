"""JSON, csv, workbook and page show one report: same rows, same order, same numbers."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from chainmap.gaps import GapQuery, GapReport
from chainmap.targets import TargetReport
from graphs import answers
from graphs.network import network_of
from graphs.stores import open_store
from ingest.library import library_statements, sample_statements
from tests.api.client import Client

PLACE = "涪陵区"


@pytest.fixture(scope="module")
def service(fuling_file: Path, copied: Callable[[Path], str]) -> Client:
    return Client(open_store(copied(fuling_file)))


@pytest.fixture(scope="module")
def report(service: Client) -> GapReport:
    return GapReport.model_validate_json(service.get(f"/api/v1/places/{PLACE}/gaps").content)


def gap_cells(report: GapReport) -> list[tuple[object, ...]]:
    return [
        (row.rank, row.product.name, row.kind_label, row.advice_label, row.score.total, row.tonnage.low, row.id)
        for row in report.candidates
    ]


COLUMNS = ("排名", "环节", "类型", "建议", "评分", "编号")


def as_number(cell: str) -> float:
    return float(cell.lstrip("'"))


def test_the_csv_has_the_rows_of_the_json(service: Client, report: GapReport) -> None:
    data = service.get(f"/api/v1/places/{PLACE}/gaps?format=csv").content
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    shown = [(int(r["排名"]), r["环节"], r["类型"], r["建议"], as_number(r["评分"]), r["编号"]) for r in rows]
    assert shown == [(r[0], r[1], r[2], r[3], r[4], r[6]) for r in gap_cells(report)]


def test_the_workbook_has_the_rows_of_the_json_then_query_and_evidence(service: Client, report: GapReport) -> None:
    data = service.get(f"/api/v1/places/{PLACE}/gaps?format=xlsx").content
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert len(book.worksheets) == 3
    first, second, third = book.worksheets
    head = [cell.value for cell in first[1]]
    at = [head.index(column) for column in COLUMNS]
    shown = [tuple(row[i].value for i in at) for row in first.iter_rows(min_row=2)]
    assert shown == [(r[0], r[1], r[2], r[3], r[4], r[6]) for r in gap_cells(report)]
    asked = "\n".join(str(cell.value) for row in second.iter_rows() for cell in row)
    assert PLACE in asked
    assert report.store_version in asked
    assert "chainmap-library" in asked
    evidence_ids = {cell.value for row in third.iter_rows(min_row=2) for cell in row}
    assert {row.id for row in report.candidates} <= evidence_ids


def test_the_page_lists_the_gaps_in_the_order_of_the_json(service: Client, report: GapReport) -> None:
    page = service.get(f"/gaps?place={PLACE}").text
    body = re.search(r"<tbody>(.*?)</tbody>", page, re.S)
    assert body is not None
    places = [body.group(1).find(f">{row.product.name}<") for row in report.candidates[:40]]
    assert -1 not in places
    assert places == sorted(places)


def test_waterfalls_add_up_exactly_in_whole_millionths(report: GapReport) -> None:
    for row in report.candidates:
        parts = [round(signal.contribution * 1_000_000) for signal in row.signals]
        assert sum(parts) == round(row.score.total * 1_000_000), row.product.name
        assert len(row.signals) == 14


def test_targets_are_the_same_in_json_and_workbook(service: Client) -> None:
    report = TargetReport.model_validate_json(service.get(f"/api/v1/places/{PLACE}/targets").content)
    book = openpyxl.load_workbook(io.BytesIO(service.get(f"/api/v1/places/{PLACE}/targets?format=xlsx").content))
    first = book.worksheets[0]
    head = [cell.value for cell in first[1]]
    at = [head.index(column) for column in ("环节", "评分", "编号")]
    shown = [tuple(row[i].value for i in at) for row in first.iter_rows(min_row=2)]
    assert shown == [(item.product.name, item.score, item.gap) for item in report.items]
    assert "do_not_fill" not in {item.advice for item in report.items}


def test_a_filter_only_cuts_the_list(service: Client, report: GapReport) -> None:
    cut = GapReport.model_validate_json(service.get(f"/api/v1/places/{PLACE}/gaps?kind=missing_stage&top=3").content)
    whole = {row.id: row for row in report.candidates}
    assert len(cut.candidates) == 3
    assert [row for row in cut.candidates if whole[row.id] != row] == []


def test_a_chain_only_adds_new_chain_rows_and_cuts_the_rest(service: Client, report: GapReport) -> None:
    cut = GapReport.model_validate_json(service.get(f"/api/v1/places/{PLACE}/gaps?chain=聚酯").content)
    whole = {row.id: row for row in report.candidates}
    known = [row for row in cut.candidates if row.kind.value != "new_chain"]
    assert [row.product.name for row in known if whole[row.id].score != row.score] == []
    assert "PX" in {row.product.name for row in known}


def test_the_command_and_the_service_give_the_same_json(service: Client, tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'again.db'}")
    for source, statements in (sample_statements("fuling"), library_statements()):  # the other order
        store.replace(source, statements, at=datetime(2026, 2, 2, tzinfo=UTC))
    mine = answers.gaps(network_of(store.snapshot()), PLACE, GapQuery()).model_dump_json()
    theirs = service.get(f"/api/v1/places/{PLACE}/gaps").text
    store.close()
    assert json.loads(mine) == json.loads(theirs)
