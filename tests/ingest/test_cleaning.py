"""Threat I5 on the way in, and the other small steps: each changes how a cell looks, never what it says."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainmap.facts import ProductFact
from ingest.cleaning import FORMULA_LEADS, number_text, parts, without_guard, without_outer_space
from ingest.pipeline import KnownNames, read_source
from tests.ingest.writing import USER, csv_text, load_rows, write_workbook

LEADS = [
    "=1+1",
    "+1",
    "-ACT",
    "@SUM(1)",
    "＝1+1",
    "＋1",
    "－四氟苯系列",
    "＠x",
    "\t=1",
    "\r=1",
    "-1+2",
    "=cmd|' /C calc'!A0",
]
NAMES = [
    "=1+1",
    "+1",
    "-ACT",
    "@SUM(1)",
    "＝1+1",
    "＋1",
    "－四氟苯系列",
    "＠x",
    "'=1",
    "''=1",
    "'abc'",
    "-四氟苯系列",
    "'",
    "=",
    "含氨>10%",
]


def guarded(text: str) -> str:
    """What a csv export writes: a ' before every text that starts with a formula sign, behind any '."""
    return f"'{text}" if text.lstrip("'")[:1] in FORMULA_LEADS and text.lstrip("'") else text


@pytest.mark.parametrize("text", LEADS)
def test_the_quote_before_a_formula_sign_is_taken_off(text: str) -> None:
    assert without_guard(f"'{text}") == text
    assert without_guard(text) == text


@pytest.mark.parametrize("text", ["'abc'", "'", "''", "abc", "", "' =1", "5'-AMP", "'己二酸"])
def test_any_other_quote_stays(text: str) -> None:
    assert without_guard(text) == text


@given(st.text(alphabet="'=+-@＝＋－＠\t\rab", max_size=8))
def test_what_an_export_guards_comes_back_as_it_was(text: str) -> None:
    assert without_guard(guarded(text)) == text


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_looking_name_survives_a_csv(name: str, tmp_path: Path) -> None:
    path = tmp_path / "产品.csv"
    path.write_text(csv_text([["产品", "英文名"], [guarded(name), "x"]]), encoding="utf-8-sig")
    loaded = read_source([path], source=USER, known=KnownNames())
    assert [s.fact.name for s in loaded.statements if isinstance(s.fact, ProductFact)] == [name]


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_looking_name_survives_a_workbook_untouched(name: str, tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"产品": [["产品", "英文名"], [name, "x"]]})
    loaded = read_source([path], source=USER, known=KnownNames())
    assert [s.fact.name for s in loaded.statements if isinstance(s.fact, ProductFact)] == [name]


def test_each_cleaning_step_is_counted() -> None:
    rows = [["产品", "别名"], [" 己二酸 ", "ADA"], ["'-ACT", "\u3000x"], ["PTA", ""]]
    loaded = load_rows({"产品": rows}, known=KnownNames())
    assert {c.step: c.cells for c in loaded.report.cleaned} == {"outer_space": 2, "leading_quote": 1}


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (500102.0, "500102"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (12.5, "12.5"),
        (-0.0, "0"),
        (1e15, "1000000000000000"),
        (123456789012345.0, "123456789012345"),
        (0.45, "0.45"),
    ],
)
def test_a_number_is_written_as_a_spreadsheet_shows_it(number: float, text: str) -> None:
    assert number_text(number) == text


@given(st.floats(min_value=-1e12, max_value=1e12, allow_nan=False))
def test_a_number_text_keeps_fifteen_digits(number: float) -> None:
    assert float(number_text(number)) == float(f"{number:.15g}")


def test_several_names_in_a_cell_are_cut_at_both_semicolons() -> None:
    assert parts("ADA; 肥酸；ADA;;") == ("ADA", "肥酸")
    assert parts("1,4-丁二醇、BDO") == ("1,4-丁二醇、BDO",)


def test_outer_space_of_every_width_goes() -> None:
    assert without_outer_space("\u3000\u00a0\t己二酸 \r\n") == "己二酸"
