"""`chainmap backtest` from outside: figures beside baselines, formats, wish lists as people save them, refusals."""

import csv
import io
import json
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from chainmap.cli import run
from chainmap.cli.backtest import progress, read_wishes

Shown = pytest.CaptureFixture[str]
WISHES = "地区,产品\n涪陵区,己二腈\n涪陵区,己二酸\n"


@pytest.fixture(scope="module")
def nylon_store(tmp_path_factory: pytest.TempPathFactory, library_file: Path, copied: Callable[[Path], str]) -> str:
    """己二酸 → 己二腈 → 己二胺 → 尼龙66, the two ends made in 涪陵区 by two enterprises; 长寿区 makes nothing."""
    folder = tmp_path_factory.mktemp("nylon")
    sheets = {
        "产品": "产品\n己二酸\n己二腈\n己二胺\n尼龙66\n",
        "工艺路线": "产出,投入,单耗\n己二腈,己二酸,1.4\n己二胺,己二腈,0.95\n尼龙66,己二胺,0.5\n",
        "地区": "代码,地区,上级\n500000,重庆市,\n500102,涪陵区,重庆市\n500115,长寿区,重庆市\n",
        "产能": "企业,产品,地区,产能,单位\n华峰化工,己二酸,涪陵区,36,万吨/年\n华峰锦纶,尼龙66,涪陵区,,\n",
    }
    data = folder / "sheets"
    data.mkdir()
    for title, text in sheets.items():
        (data / f"{title}.csv").write_text(text, encoding="utf-8")
    url = copied(library_file)
    assert run(["load", str(data), "--store", url]) == 0
    return url


def listed(folder: Path, text: str, *, encoding: str = "utf-8", name: str = "愿望.csv") -> str:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return str(path)


def test_enterprises_as_json_has_the_fields_of_the_contract(nylon_store: str, capsys: Shown) -> None:
    assert run(["backtest", "enterprises", "--place", "涪陵", "--format", "json", "--store", nylon_store]) == 0
    shown = capsys.readouterr()
    report = json.loads(shown.out)
    assert {"cases", "off_the_map", "ranked_low", "recall", "mrr", "baselines"} <= set(report)
    assert set(report["recall"]) == {"10", "30"}
    assert set(report["baselines"]) == {"random", "popularity", "one_hop"}
    assert {row["asked"] for row in report["rows"]} == {"己二酸", "尼龙66"}
    found = sum(row["outcome"] == "found" for row in report["rows"])
    assert report["cases"] == found + report["ranked_low"] + report["off_the_map"] == 2
    assert shown.err == ""


def test_enterprises_as_a_table_shows_every_order_with_its_number_of_cases(nylon_store: str, capsys: Shown) -> None:
    assert run(["backtest", "enterprises", "--place", "涪陵区", "--store", nylon_store]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("涪陵区:案例数 2,")
    figures = [line.split() for line in lines[3:7]]
    assert [cells[0] for cells in figures] == ["本方法", "随机次序", "用途多少", "一步邻近"]
    assert {cells[-1] for cells in figures} == {"2"}


def test_a_place_without_enterprises_gives_a_message_and_unknown_figures(nylon_store: str, capsys: Shown) -> None:
    assert run(["backtest", "enterprises", "--place", "长寿区", "--store", nylon_store]) == 0
    shown = capsys.readouterr().out
    assert "长寿区没有在产企业" in shown
    assert "未知" in shown
    assert "0.0%" not in shown


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_wish_list_is_read_in_every_encoding_that_excel_saves(
    nylon_store: str, tmp_path: Path, capsys: Shown, encoding: str
) -> None:
    path = listed(tmp_path, WISHES, encoding=encoding)
    assert run(["backtest", "wishes", path, "--format", "json", "--store", nylon_store]) == 0
    report = json.loads(capsys.readouterr().out)
    assert {row["asked"]: row["outcome"] for row in report["rows"]} == {"己二腈": "found", "己二酸": "already_here"}
    assert (report["cases"], report["already_here"], report["recall"]["10"]) == (1, 1, 1.0)
    assert [row["row"] for row in report["rows"]] == [2, 3]


def test_columns_may_stand_in_any_order_under_either_name(nylon_store: str, tmp_path: Path, capsys: Shown) -> None:
    path = listed(tmp_path, "原句;product;地 区\n发展己二腈;己二腈;涪陵区\n")
    assert run(["backtest", "wishes", path, "--format", "json", "--store", nylon_store]) == 0
    assert json.loads(capsys.readouterr().out)["cases"] == 1


def test_rejected_rows_are_said_with_their_number_and_status_1(nylon_store: str, tmp_path: Path, capsys: Shown) -> None:
    path = listed(tmp_path, WISHES + "涪林区,己二胺\n涪陵区,\n")
    assert run(["backtest", "wishes", path, "--store", nylon_store]) == 1
    shown = capsys.readouterr().out
    assert "没有计入 2" in shown
    assert "第 4 行没有计入:没有这个地区:“涪林区”" in shown
    assert "第 5 行缺少地区或产品" in shown


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("无列.csv", "地区,名称\n涪陵区,己二腈\n", "缺少“产品”列"),
        ("重列.csv", "地区,产品,产品\n涪陵区,己二腈,己二胺\n", "不止一个“产品”列"),
        ("空.csv", ",\n,\n", "是空的"),
    ],
)
def test_a_list_that_cannot_be_read_says_what_it_lacks(
    nylon_store: str, tmp_path: Path, capsys: Shown, name: str, text: str, said: str
) -> None:
    assert run(["backtest", "wishes", listed(tmp_path, text, name=name), "--store", nylon_store]) == 1
    shown = capsys.readouterr()
    assert said in shown.err
    assert name in shown.err
    assert shown.out == ""


def test_a_workbook_and_a_missing_file_are_refused_with_a_way_out(
    nylon_store: str, tmp_path: Path, capsys: Shown
) -> None:
    book = tmp_path / "模板.xlsx"
    assert run(["template", "-o", str(book)]) == 0
    capsys.readouterr()
    assert run(["backtest", "wishes", str(book), "--store", nylon_store]) == 1
    assert "CSV UTF-8" in capsys.readouterr().err
    assert run(["backtest", "wishes", str(tmp_path / "没有.csv"), "--store", nylon_store]) == 1
    assert "没有.csv" in capsys.readouterr().err


def test_csv_holds_a_row_a_product_and_opens_in_excel(nylon_store: str, tmp_path: Path, capsys: Shown) -> None:
    out = tmp_path / "检验.csv"
    asked = listed(tmp_path, WISHES)
    assert run(["backtest", "wishes", asked, "-o", str(out), "--store", nylon_store]) == 0
    data = out.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [(row["被问产品"], row["结果"]) for row in rows] == [("己二腈", "找回"), ("己二酸", "本地已有")]


def test_xlsx_is_wrong_usage(nylon_store: str, tmp_path: Path, capsys: Shown) -> None:
    asked = listed(tmp_path, WISHES)
    assert run(["backtest", "wishes", asked, "-o", str(tmp_path / "a.xlsx"), "--store", nylon_store]) == 2
    assert not (tmp_path / "a.xlsx").exists()


def test_progress_is_shown_on_a_terminal_after_two_seconds_and_wiped(
    monkeypatch: pytest.MonkeyPatch, capsys: Shown
) -> None:
    seconds = iter((0.0, 1.9, 2.1, 9.0))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    told = progress("家企业", clock=lambda: next(seconds))
    for done in (1, 2, 3):
        told(done, 3)
    assert capsys.readouterr().err == "\r\x1b[K已算 2/3 家企业\r\x1b[K"


def test_the_shipped_wish_list_of_fuling_is_read_whole() -> None:
    path = Path(str(files("chainmap"))) / "data" / "samples" / "fuling" / "wishes.csv"
    asked = read_wishes(path)
    assert (len(asked), {wish.place for wish in asked}) == (16, {"涪陵区"})
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    assert all("2024-06-24" in row["来源"] for row in rows)
