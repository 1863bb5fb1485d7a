"""Threat U1: a workbook that would fill the memory is refused before a parser sees it; honest ones are read."""

import io
import os
import time
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest

from chainmap.errors import FileRefused
from ingest.package import error_cells
from ingest.spreadsheet import read_spreadsheet
from ingest.tables import Limits, column_letters
from tests.ingest.packages import (
    MAIN,
    ROOT_RELATIONS,
    SHEET,
    WORKBOOK_RELATIONS,
    cell,
    claims,
    deflated,
    package,
    sheet_xml,
)

FULL = os.environ.get("CHAINMAP_TRUST") == "full"
MIB = 2**20


def refused(data: bytes, limits: Limits | None = None) -> str:
    """The message of the refusal, which takes at most 2 s of this process and 50 MiB beyond the file itself."""
    started = time.process_time()
    with pytest.raises(FileRefused) as refusal:
        read_spreadsheet(data, "大.xlsx", limits or Limits(), lambda title: True)
    assert time.process_time() - started <= 2
    assert "“大.xlsx”" in str(refusal.value) and "请" in str(refusal.value)
    return str(refusal.value)


def bomb(size: int) -> bytes:
    """A sheet whose one inline string inflates to `size` bytes, packed into about a thousandth."""
    head, tail = sheet_xml("<row><c t='inlineStr'><is><t>|</t></is></c></row>").encode().split(b"|")
    packed, true_size, crc = deflated(head, b"a" * MIB, size // MIB, tail)
    standard = package(without=[SHEET])
    stream = io.BytesIO(standard)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_STORED) as archive:
        info = zipfile.ZipInfo(SHEET)
        archive.writestr(info, packed)
    data = bytearray(stream.getvalue())
    for signature, method_at, crc_at, name_at in ((b"PK\x03\x04", 8, 14, 30), (b"PK\x01\x02", 10, 16, 46)):
        at = (
            data.find(SHEET.encode(), data.find(signature)) if signature == b"PK\x01\x02" else data.find(SHEET.encode())
        )
        at = data.rfind(signature, 0, at)
        assert data[at + name_at : at + name_at + len(SHEET)] == SHEET.encode()
        data[at + method_at : at + method_at + 2] = (8).to_bytes(2, "little")
        data[at + crc_at : at + crc_at + 4] = crc.to_bytes(4, "little")
    return claims(bytes(data), SHEET, true_size)


def test_a_far_cell_is_refused_and_named() -> None:
    far = package(
        {SHEET: sheet_xml('<row r="1">' + cell("A1", "企业") + "</row><row>" + cell("XFD1048576", "x") + "</row>")}
    )
    assert len(far) < 4096
    assert "单元格 XFD1048576 还有内容" in refused(far)


@pytest.mark.parametrize(
    "write",
    [
        lambda: f"<row r='1048576'>{cell('A1048576', 'x')}</row>",
        lambda: "<row r='1048576'><c><v>1</v></c></row>",
        lambda: "<row r='1'><c  r = 'XFD1' ><v>1</v></c></row>",
        lambda: "<row><c r='&#88;FD1'><v>1</v></c></row>",
        lambda: f'<x:row xmlns:x="{MAIN}"><x:c r="XFD1"><x:v>1</x:v></x:c></x:row>',
        lambda: "<row>" + "<c><v>1</v></c>" * 201 + "</row>",
        lambda: "<row r='1'><c r='A1048576'><f>1+1</f></c></row>",
        lambda: "<row r='200001'><c><v>1</v></c></row>",
    ],
)
def test_a_far_cell_is_found_however_it_is_written(write: Callable[[], str]) -> None:
    assert "还有内容" in refused(package({SHEET: sheet_xml(write())}))


@pytest.mark.parametrize("where", ["a1", "A99999999999", "1A", "A", "ABCD1", "A٣", "", "A1:XFD9"])
def test_a_cell_number_that_parsers_read_each_in_their_own_way_is_refused(where: str) -> None:
    assert "单元格编号不像工作簿的" in refused(package({SHEET: sheet_xml(f"<row><c r='{where}'><v>1</v></c></row>")}))


def test_a_far_cell_that_is_only_formatted_does_no_harm() -> None:
    rows = f'<row r="1">{cell("A1", "企业")}<c r="XFD1" s="1"/></row><row r="1048576"><c r="A1048576" s="1"/></row>'
    tables = read_spreadsheet(package({SHEET: sheet_xml(rows)}), "a.xlsx", Limits(), lambda title: True)
    assert [row.cells for row in tables[0].rows] == [("企业",)]


def test_a_sparse_sheet_that_spans_too_many_cells_is_refused() -> None:
    rows = f'<row r="1">{cell("GR1", "x")}</row><row r="150000">{cell("A150000", "x")}</row>'
    assert "超过 4000000 个单元格" in refused(package({SHEET: sheet_xml(rows)}))


def test_three_million_tiny_rows_are_refused_from_the_header() -> None:
    data = package({SHEET: sheet_xml("<row/>" * 3_000_000)})
    assert len(data) < 400_000
    assert "100 倍以上" in refused(data)
    assert "超过 200000 行" in refused(data, Limits(ratio=10_000))


def test_a_string_of_a_gibibyte_is_refused_from_the_header() -> None:
    data = bomb((1024 if FULL else 256) * MIB)
    assert len(data) < 8 * MIB
    assert "解压后超过 200 MiB" in refused(data)


def test_a_header_that_lies_about_the_size_does_not_help() -> None:
    data = claims(bomb(256 * MIB), SHEET, 1000)
    tracemalloc.start()
    message = refused(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "解压后超过 200 MiB" in message
    assert peak <= 50 * MIB


def test_more_entries_than_any_workbook_has_are_refused() -> None:
    assert "内部结构不像工作簿" in refused(package({f"xl/media/image{i}.png": "x" for i in range(200)}))


def test_a_sheet_hidden_under_another_name_is_refused() -> None:
    rels = "xl/_rels/workbook.xml.rels"
    moved = WORKBOOK_RELATIONS.replace("worksheets/sheet1.xml", "media/image1.png")
    assert "内部结构不像工作簿" in refused(package({rels: moved, "xl/media/image1.png": sheet_xml("<row/>")}))


def test_a_workbook_hidden_under_another_name_is_refused() -> None:
    moved = ROOT_RELATIONS.replace("xl/workbook.xml", "x/workbook.png")
    assert "内部结构不像工作簿" in refused(package({"_rels/.rels": moved}))
    assert "内部结构不像工作簿" in refused(package(without=["_rels/.rels"]))


def test_a_damaged_entry_is_refused() -> None:
    data = bytearray(package({SHEET: sheet_xml("<row/>" * 1000)}))
    at = data.find(SHEET.encode()) + len(SHEET)
    data[at : at + 20] = b"\xff" * 20
    assert "已损坏" in refused(bytes(data))


def test_xml_that_is_cut_short_is_refused() -> None:
    assert "已损坏" in refused(package({SHEET: sheet_xml("<row/>")[:-20]}))


def test_an_encrypted_entry_is_refused() -> None:
    data = bytearray(package())
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "加了密码" in refused(bytes(data))


def test_an_honest_workbook_is_read() -> None:
    rows, columns = (50_000 if FULL else 5_000), 12
    letters = [column_letters(i) for i in range(columns)]
    lines = (
        f'<row r="{n}">' + "".join(f'<c r="{letter}{n}"><v>{n}.5</v></c>' for letter in letters) + "</row>"
        for n in range(1, rows + 1)
    )
    data = package({SHEET: sheet_xml("".join(lines))})
    (table,) = read_spreadsheet(data, "a.xlsx", Limits(), lambda title: True)
    assert len(table.rows) == rows
    assert table.rows[-1].cells == (rows + 0.5,) * columns


def test_an_operator_may_raise_the_limits() -> None:
    rows = f'<row r="1">{cell("GS1", "x")}</row>'
    data = package({SHEET: sheet_xml(rows)})
    assert "超过 200000 行、200 列" in refused(data)
    assert error_cells(data, "a.xlsx", Limits(columns=300)) == {"产能": frozenset()}
