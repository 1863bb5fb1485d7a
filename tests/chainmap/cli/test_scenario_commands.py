"""what-if and closing from outside: the promised fields, the figures of 涪陵区, and the exit status."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from chainmap.cli import run

Shown = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, fuling_file: Path, copied: Callable[[Path], str]) -> str:
    """The demo, and 甲区 whose only plant makes 己二酸."""
    folder = tmp_path_factory.mktemp("scenarios")
    url = copied(fuling_file)
    (folder / "地区.csv").write_text("代码,地区,上级,类型\n990101,甲区,,区县\n", encoding="utf-8")
    (folder / "产能.csv").write_text("企业,产品,地区,产能,单位\n甲厂,己二酸,甲区,30,万吨/年\n", encoding="utf-8")
    assert run(["load", str(folder / "地区.csv"), str(folder / "产能.csv"), "--store", url]) == 0
    return url


def answer(capsys: Shown, *arguments: str) -> dict:
    capsys.readouterr()
    assert run([*arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_hexanediamine_in_fuling_binds_adiponitrile_and_adipic_acid(store: str, capsys: Shown) -> None:
    report = answer(capsys, "what-if", "--place", "涪陵区", "--add", "己二胺=20万吨/年", "--store", store)
    assert {"place", "added", "closed", "opened", "changed", "binds", "balance"} <= set(report)
    bound = {row["product"]["name"]: row for row in report["binds"]}
    assert bound["己二腈"]["amount"]["low"] == pytest.approx(186_120)
    assert bound["己二腈"]["amount"]["high"] == pytest.approx(220_000)
    assert bound["己二酸"]["route"] == "己二酸法"
    assert 250_000 < bound["己二酸"]["amount"]["low"] < bound["己二酸"]["amount"]["high"] < 320_000
    assert "己二胺" in {row["product"]["name"] for row in report["closed"]}


def test_nylon66_where_only_adipic_acid_is_made(store: str, capsys: Shown) -> None:
    report = answer(capsys, "closing", "--place", "甲区", "--for", "尼龙66", "--store", store)
    assert {"place", "for", "make", "buy", "exact", "bound"} <= set(report)
    assert report["for"]["name"] == "尼龙66"
    assert [item["product"]["name"] for item in report["make"]] == ["己二腈", "己二胺", "尼龙66盐", "尼龙66"]
    assert {item["product"]["name"] for item in report["buy"]} == {"合成氨", "氢气"}
    assert all(item["amount"]["bound"] == "exact" for item in report["buy"])
    assert report["exact"] is True


def test_tpu_in_fuling_is_tpu_alone(store: str, capsys: Shown) -> None:
    report = answer(capsys, "closing", "--place", "涪陵区", "--for", "TPU", "--store", store)
    assert [item["product"]["name"] for item in report["make"]] == ["TPU"]
    assert {item["product"]["name"] for item in report["buy"]} == {"MDI", "BDO"}


def test_the_same_answer_twice_is_the_same_byte_for_byte(store: str, capsys: Shown) -> None:
    arguments = ["closing", "--place", "涪陵区", "--for", "异氰酸酯产业链", "--format", "json", "--store", store]
    capsys.readouterr()
    run(arguments)
    first = capsys.readouterr().out
    run(arguments)
    assert capsys.readouterr().out == first


@pytest.mark.parametrize(
    "question",
    [["what-if", "--add", "己二胺=20万吨/年"], ["closing", "--for", "尼龙66"], ["closing", "--for", "己二酸"]],
)
def test_a_person_reads_a_table(store: str, capsys: Shown, question: list[str]) -> None:
    capsys.readouterr()
    assert run([*question, "--place", "甲区", "--store", store]) == 0
    shown = capsys.readouterr()
    assert "甲区" in shown.out
    assert "None" not in shown.out
    assert shown.err == ""


@pytest.mark.parametrize("question", [["what-if", "--add", "己二胺=20万吨/年"], ["closing", "--for", "尼龙66"]])
def test_csv_and_workbook_hold_the_same_rows(store: str, tmp_path: Path, question: list[str]) -> None:
    text, book = tmp_path / "a.csv", tmp_path / "a.xlsx"
    for path in (text, book):
        assert run([*question, "--place", "甲区", "--store", store, "-o", str(path)]) == 0
    lines = text.read_text(encoding="utf-8-sig").splitlines()
    first = openpyxl.load_workbook(book).worksheets[0]
    assert first.max_row == len(lines)
    assert any("己二腈" in line for line in lines)


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["what-if", "--add", "己二胺=-3"], 1, "负数"),
        (["what-if", "--add", "己二胺=3斤"], 1, "不认识"),
        (["what-if", "--add", "己二胺"], 2, "产品=产能"),
        (["what-if", "--add", "己二按=3万吨"], 1, "己二胺"),
        (["what-if"], 2, "--add"),
        (["closing", "--for", "尼龙666"], 1, "尼龙66"),
        (["closing", "--for", "尼龙66", "--make", "己二腈", "--buy", "己二腈"], 2, "己二腈"),
        (["closing", "--for", "尼龙66", "--buy", "尼龙66"], 2, "尼龙66"),
        (["closing", "--for", "尼龙66产业链", "--amount", "3万吨"], 2, "产能"),
        (["closing"], 2, "--for"),
    ],
)
def test_a_wrong_question_is_refused_with_the_promised_status(
    store: str, capsys: Shown, arguments: list[str], status: int, words: str
) -> None:
    capsys.readouterr()
    assert run([*arguments, "--place", "甲区", "--store", store]) == status
    shown = capsys.readouterr()
    assert words in shown.err
    assert shown.out == ""


def test_nothing_is_stored(store: str, capsys: Shown) -> None:
    before = answer(capsys, "gaps", "--place", "甲区", "--store", store)
    answer(capsys, "what-if", "--place", "甲区", "--add", "己二胺=20万吨/年", "--store", store)
    assert answer(capsys, "gaps", "--place", "甲区", "--store", store) == before
