"""JSON, csv, xlsx and page come from one report: same rows, same order, same numbers."""

import csv
import io
import re

import openpyxl

from chainmap.scoring import SignalName
from chainmap.vocabulary import label
from tests.api.client import Client

GAPS = "/api/v1/places/500102/gaps"


def csv_rows(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).content.decode("utf-8-sig"), newline="")))


def xlsx_rows(client: Client, address: str, sheet: int = 0) -> list[dict[str, object]]:
    book = openpyxl.load_workbook(io.BytesIO(client.get(address).content))
    head, *rows = book.worksheets[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_gaps_have_the_same_rows_and_numbers_in_every_face(fuling: Client) -> None:
    report = fuling.get(GAPS).json()["candidates"]
    assert [row["product"]["name"] for row in report][:2] != []
    lines, cells = csv_rows(fuling, GAPS + "?format=csv"), xlsx_rows(fuling, GAPS + "?format=xlsx")
    page = fuling.get("/gaps?place=500102").text
    shown = re.findall(r'<tr id="([^"]+)".*?title="为什么"><b><data value="([^"]+)">', page, re.DOTALL)
    assert [row["id"] for row in report] == [line["编号"] for line in lines]
    assert [row["id"] for row in report] == [cell["编号"] for cell in cells]
    assert [(row["id"], row["score"]["total"]) for row in report] == [(one, float(total)) for one, total in shown]
    for row, line, cell in zip(report, lines, cells, strict=True):
        assert row["rank"] == int(line["排名"]) == cell["排名"]
        assert row["score"]["total"] == float(line["评分"]) == cell["评分"]
        assert row["product"]["name"] == line["环节"] == cell["环节"]
        for signal, name in zip(row["signals"], SignalName, strict=True):
            heading = f"贡献:{label(name)}"
            assert signal["contribution"] == float(line[heading]) == cell[heading]
        for end, heading in (("low", "需求吨位下限"), ("high", "需求吨位上限")):
            assert row["tonnage"][end] == (float(line[heading]) if line[heading] else None) == cell[heading]


def test_targets_and_balance_have_the_same_rows_in_every_face(fuling: Client) -> None:
    for question, key, heading in (
        ("targets", lambda row: row["gap"], "编号"),
        ("balance", lambda row: row["product"]["id"], "编号"),
    ):
        items = fuling.get(f"/api/v1/places/500102/{question}").json()["items"]
        lines = csv_rows(fuling, f"/api/v1/places/500102/{question}?format=csv")
        cells = xlsx_rows(fuling, f"/api/v1/places/500102/{question}?format=xlsx")
        assert [key(row) for row in items] == [line[heading] for line in lines]
        assert [key(row) for row in items] == [cell[heading] for cell in cells]
        assert items


def test_the_second_sheet_tells_query_version_and_sources(fuling: Client) -> None:
    version = fuling.get(GAPS).json()["store_version"]
    told = {row["项目"]: row["内容"] for row in xlsx_rows(fuling, GAPS + "?format=xlsx&reach=3", 1)}
    assert told["数据版本"] == version
    assert told["步数"] == 3
    assert told["来源"] == "涪陵样例(sample)"
    assert str(told["地区"]).startswith("涪陵区")


def test_the_third_sheet_gives_every_signal_its_reason(fuling: Client) -> None:
    report = fuling.get(GAPS).json()["candidates"]
    rows = xlsx_rows(fuling, GAPS + "?format=xlsx", 2)
    signals = [(row["id"], one["label"], one["reason"]) for row in report for one in row["signals"]]
    assert signals == [(row["编号"], row["信号"], row["理由"]) for row in rows if row["信号"] != "依据"]


def test_the_waterfall_of_a_page_adds_up_to_the_total(fuling: Client) -> None:
    row = fuling.get(GAPS).json()["candidates"][0]
    page = fuling.get(f"/gaps?place=500102&open={row['id']}").text
    fall = page.split('<table class="fall">')[1].split("</table>")[0]
    *parts, total = [float(value) for value in re.findall(r'<data value="([^"]+)">', fall)]
    assert total == row["score"]["total"]
    assert round(sum(parts), 6) == total


def test_unknown_is_written_and_never_a_zero(fuling: Client) -> None:
    balance = fuling.get("/balance?place=500102").text
    pta = balance.split("<b>PTA</b>")[1].split("</tr>")[0]
    assert "未知" in pta
