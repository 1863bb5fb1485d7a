"""`chainmap suggest-links` and `chainmap backtest links` from outside: formats, empty maps, refusals."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from chainmap.cli import run
from chainmap.facts import Fact, LinkFact
from graphs.stores import open_store
from tests.api.readers import SOURCE, StillReader
from tests.graphs.hypotheses import coatings

Shown = pytest.CaptureFixture[str]


def stored(folder: Path, *facts: Fact) -> str:
    """A store that says these facts and nothing else: the library would drown them."""
    told = StillReader(*facts).now
    url = f"sqlite:///{folder / 'links.db'}"
    store = open_store(url)
    store.replace(SOURCE, told.statements, at=datetime(2026, 1, 1, tzinfo=UTC))
    store.close()
    return url


@pytest.fixture(scope="module")
def coated(tmp_path_factory: pytest.TempPathFactory) -> str:
    return stored(tmp_path_factory.mktemp("coatings"), *coatings.facts())


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Three products and two links."""
    links = LinkFact(supplier="PX", user="PTA"), LinkFact(supplier="PTA", user="PET")
    return stored(tmp_path_factory.mktemp("small"), *links)


def test_json_has_the_fields_of_the_contract(coated: str, capsys: Shown) -> None:
    capsys.readouterr()
    assert run(["suggest-links", "--top", "3", "--format", "json", "--store", coated]) == 0
    shown = capsys.readouterr()
    report = json.loads(shown.out)
    first = report["items"][0]
    assert {"supplier", "user", "probability", "reasons", "closes_cycle"} <= set(first)
    assert (first["supplier"]["name"], first["user"]["name"]) == coatings.LACKING
    assert {"name", "contribution", "reason"} <= set(first["reasons"][0])
    assert (len(report["items"]), report["next"]) == (3, report["items"][2]["id"])
    assert shown.err == ""


def test_a_person_reads_the_list_the_first_reason_and_what_the_number_means(coated: str, capsys: Shown) -> None:
    capsys.readouterr()
    assert run(["suggest-links", "--top", "2", "--store", coated]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("建议关系:前 2 条,共 ")
    assert lines[3].split()[:3] == ["1", *coatings.LACKING]
    assert lines[6].startswith("1 ")
    assert lines[6].endswith("。")
    assert any("不是核实的结论" in line for line in lines)


def test_csv_and_workbook_hold_the_rows_of_the_json(coated: str, tmp_path: Path, capsys: Shown) -> None:
    capsys.readouterr()
    assert run(["suggest-links", "--format", "json", "--store", coated]) == 0
    items = json.loads(capsys.readouterr().out)["items"]
    expected = [(item["supplier"]["name"], item["user"]["name"], item["probability"], item["id"]) for item in items]
    assert run(["suggest-links", "-o", str(tmp_path / "建议.csv"), "--store", coated]) == 0
    assert run(["suggest-links", "-o", str(tmp_path / "建议.xlsx"), "--store", coated]) == 0
    rows = csv.DictReader(io.StringIO((tmp_path / "建议.csv").read_bytes().decode("utf-8-sig")))
    columns = ("原料", "产品", "概率", "编号")
    assert [(*(row[c] for c in columns[:2]), float(row["概率"]), row["编号"]) for row in rows] == expected
    book = openpyxl.load_workbook(tmp_path / "建议.xlsx")
    first, asked, reasons = book.worksheets
    at = [[cell.value for cell in first[1]].index(column) for column in columns]
    assert [tuple(row[i].value for i in at) for row in first.iter_rows(min_row=2)] == expected
    assert "不是核实的结论" in "".join(str(cell.value) for row in asked.iter_rows() for cell in row)
    assert reasons.max_row == 1 + sum(len(item["reasons"]) for item in items)


def test_a_map_that_is_too_small_gives_a_sentence_and_status_0(small: str, capsys: Shown) -> None:
    capsys.readouterr()
    assert run(["suggest-links", "--store", small]) == 0
    shown = capsys.readouterr().out
    assert "共 0 条" in shown
    assert "只有 2 条投入关系" in shown


@pytest.mark.parametrize("top", ["0", "1001", "x"])
def test_a_number_of_rows_out_of_bounds_is_wrong_usage(coated: str, top: str) -> None:
    assert run(["suggest-links", "--top", top, "--store", coated]) == 2


def test_a_workbook_wants_a_file(coated: str, capsys: Shown) -> None:
    capsys.readouterr()
    assert run(["suggest-links", "--format", "xlsx", "--store", coated]) == 2
    assert capsys.readouterr().out == ""


def test_the_back_test_of_links_as_json_and_as_a_table(coated: str, capsys: Shown) -> None:
    capsys.readouterr()
    assert run(["backtest", "links", "--format", "json", "--store", coated]) == 0
    report = json.loads(capsys.readouterr().out)
    assert {"cases", "off_the_map", "ranked_low", "recall", "mrr", "baselines"} <= set(report)
    assert set(report["recall"]) == {"10", "30", "50"}
    assert report["cases"] == len(report["rows"]) == 33
    assert run(["backtest", "links", "--store", coated]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("图谱 109 条关系,藏起一成,3 轮:案例数 33,")
    figures = [line.split() for line in lines[3:8]]
    assert [cells[0] for cells in figures] == ["本方法", "随机次序", "用途多少", "名称相近", "三步相连"]
    assert {cells[-1] for cells in figures} == {"33"}


def test_the_back_test_of_links_as_csv_holds_every_case(coated: str, tmp_path: Path) -> None:
    out = tmp_path / "检验.csv"
    assert run(["backtest", "links", "-o", str(out), "--store", coated]) == 0
    rows = list(csv.DictReader(io.StringIO(out.read_bytes().decode("utf-8-sig"))))
    assert len(rows) == 33
    assert {row["轮次"] for row in rows} == {"1", "2", "3"}
    assert run(["backtest", "links", "-o", str(tmp_path / "检验.xlsx"), "--store", coated]) == 2


def test_the_back_test_of_a_map_that_is_too_small_says_so(small: str, capsys: Shown) -> None:
    capsys.readouterr()
    assert run(["backtest", "links", "--store", small]) == 0
    shown = capsys.readouterr().out
    assert "案例数 0" in shown
    assert "不够拟合" in shown
    assert "0.0%" not in shown
