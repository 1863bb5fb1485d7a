"""Row I5 of the threats: text that looks like a formula stays text in every file, and -ACT stays -ACT."""

import csv
import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from api import exports
from chainmap.gaps import GapQuery, GapReport
from chainmap.targets import TargetReport
from chainmap.views import BalanceReport
from graphs import answers
from tests.api import readers

LEADS = (
    "=1+1",
    "+1",
    "-ACT",
    "@SUM(1)",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "\t=1",
    "\r=1",
    "\n=1",
    "=cmd|' /C calc'!A0",
    "'=1",
    "http://evil.example/x",
    "{=1}",
)
Report = GapReport | TargetReport | BalanceReport
MADE = "2026-11-20T09:00:00+08:00"


def reports(lead: str) -> tuple[Report, ...]:
    """Real reports of 涪陵 with the lead put in front of every text that a row shows."""
    network = answers.current(readers.fuling())
    gaps, targets, balance = (ask(network, "500102") for ask in (answers.gaps, answers.targets, answers.balance))

    def odd(text: str) -> str:
        return lead + text

    row = gaps.candidates[0]
    product = row.product.model_copy(update={"name": odd(row.product.name)})
    changed = row.model_copy(update={"product": product, "advice_reasons": (odd("理由"),), "tags": (odd("标签"),)})
    target = targets.items[0].model_copy(update={"product": product, "enterprise": odd("企业"), "reason": odd("理由")})
    line = balance.items[0].model_copy(update={"product": product, "notes": (odd("说明"),)})
    return (
        gaps.model_copy(update={"candidates": (changed,)}),
        targets.model_copy(update={"items": (target,)}),
        balance.model_copy(update={"items": (line,)}),
    )


def as_csv(report: Report) -> bytes:
    if isinstance(report, GapReport):
        return exports.gaps_csv(report)
    return exports.targets_csv(report) if isinstance(report, TargetReport) else exports.balance_csv(report)


def as_xlsx(report: Report) -> bytes:
    query, sources = GapQuery(), readers.fuling().sources()
    if isinstance(report, GapReport):
        return exports.gaps_xlsx(report, query, sources, MADE)
    if isinstance(report, TargetReport):
        return exports.targets_xlsx(report, query, sources, MADE)
    return exports.balance_xlsx(report, sources, MADE)


@pytest.mark.parametrize("lead", LEADS)
def test_csv_text_with_a_lead_gets_an_apostrophe_that_comes_off_again(lead: str) -> None:
    for report in reports(lead):
        cells = list(csv.reader(io.StringIO(as_csv(report).decode("utf-8-sig"), newline="")))[1]
        assert not [
            cell for cell in cells if cell.startswith(("=", "+", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"))
        ]
        shown = [cell for cell in cells if lead in cell]
        guarded = lead.lstrip("'").startswith(exports._LEADS)
        assert shown
        assert all(cell.startswith("'" + lead) == guarded for cell in shown)


@pytest.mark.parametrize("lead", LEADS)
def test_xlsx_text_stays_typed_text_without_formula_or_link(lead: str) -> None:
    for report in reports(lead):
        content = as_xlsx(report)
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            texts = [parts.read(name).decode("utf-8") for name in parts.namelist() if name.endswith(".xml")]
        assert not [text for text in texts if "<f>" in text or "<hyperlink" in text]
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = [cell for cell in book.worksheets[0][2] if cell.data_type == "s"]
        assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert any(lead.strip() in str(cell.value) for cell in cells)


def test_a_minus_in_a_name_is_not_lost() -> None:
    report = reports("-ACT")[0]
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(report)))
    assert book.worksheets[0]["B2"].value.startswith("-ACT")


def test_negative_numbers_stay_numbers() -> None:
    report = reports("")[0]
    minus = report.candidates[0].score.minus  # type: ignore[union-attr]
    assert minus < 0
    cells = list(csv.reader(io.StringIO(as_csv(report).decode("utf-8-sig"), newline="")))[1]
    assert str(minus) in cells


def test_a_cell_longer_than_excel_holds_is_cut_and_says_so() -> None:
    report = reports("字" * 40_000)[0]
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(report)))
    text = book.worksheets[0]["B2"].value
    assert len(text) < 32_767
    assert "此处截断" in text


def test_equal_reports_give_equal_bytes() -> None:
    ask: Callable[[Report], bytes]
    for ask in (as_csv, as_xlsx):
        for one, other in zip(reports(""), reports(""), strict=True):
            assert ask(one) == ask(other)
