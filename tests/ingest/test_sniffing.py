"""Threat U6: the content decides what a file is; the refusal says what it is and what to do."""

from pathlib import Path

import pytest

from chainmap.errors import FileRefused
from ingest.pipeline import KnownNames, read_source
from ingest.sniffing import Content, content_of
from tests.ingest.packages import package
from tests.ingest.writing import CAPACITIES, USER, csv_text, write_workbook

OTHERS = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600: "旧版 Office 文件",
    b"%PDF-1.7\n%\xe2\xe3": "PDF 文件",
    b"MZ\x90\x00\x03": "Windows 程序",
    b"\x7fELF\x02\x01": "Linux 程序",
    b"{\\rtf1 table": "RTF 文档",
    b"\x1f\x8b\x08\x00": "gzip 压缩包",
    b"\x89PNG\r\n\x1a\n": "图片",
    b"SQLite format 3\x00": "数据库文件",
    "<!DOCTYPE html><table><tr><td>企业</td></tr></table>".encode(): "网页或 XML",
    '\ufeff\n <html xmlns:x="urn:schemas-microsoft-com:office:excel">'.encode(): "网页或 XML",
    b'<?xml version="1.0"?><Workbook/>': "网页或 XML",
}


@pytest.mark.parametrize("name", ["产能.xlsx", "产能.csv"])
@pytest.mark.parametrize("data", OTHERS)
def test_another_kind_of_file_is_called_by_its_name(data: bytes, name: str) -> None:
    with pytest.raises(FileRefused, match=f"“{name}”不是工作簿.*{OTHERS[data]}.*请"):
        content_of(data, name)


@pytest.mark.parametrize("name", ["产能.xlsx", "产能.csv"])
@pytest.mark.parametrize("data", [b"", b"  \n\n"])
def test_an_empty_file_is_called_empty(data: bytes, name: str) -> None:
    with pytest.raises(FileRefused, match=f"“{name}”是空文件"):
        content_of(data, name)


def test_a_csv_renamed_to_xlsx_is_refused_with_the_way_back() -> None:
    with pytest.raises(FileRefused, match=r"不是工作簿:内容是文本。如果是 csv,请把扩展名改为 \.csv"):
        content_of(csv_text(CAPACITIES).encode(), "产能.xlsx")


def test_a_workbook_renamed_to_csv_is_refused_with_the_way_back(tmp_path: Path) -> None:
    data = write_workbook(tmp_path / "a.xlsx", {"产能": CAPACITIES}).read_bytes()
    with pytest.raises(FileRefused, match=r"内容是 Excel 工作簿.*请把扩展名改为 \.xlsx"):
        content_of(data, "产能.csv")


def test_the_right_content_passes(tmp_path: Path) -> None:
    data = write_workbook(tmp_path / "a.xlsx", {"产能": CAPACITIES}).read_bytes()
    assert content_of(data, "数据.XLSX") is Content.WORKBOOK
    assert content_of(csv_text(CAPACITIES).encode("gbk"), "产能.CSV") is Content.TEXT


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ("word/document.xml", "Word 文档"),
        ("ppt/presentation.xml", "PowerPoint 文档"),
        ("xl/workbook.bin", "二进制工作簿"),
        ("content.xml", "OpenDocument"),
        ("照片.jpg", "压缩包"),
    ],
)
def test_another_package_renamed_to_xlsx_is_called_by_its_name(tmp_path: Path, entry: str, what: str) -> None:
    path = tmp_path / "产能.xlsx"
    path.write_bytes(package({entry: "<x/>"}, without=["xl/workbook.xml"]))
    with pytest.raises(FileRefused, match=f"“产能.xlsx”不是 xlsx 工作簿,是{what}.*另存为 xlsx"):
        read_source([path], source=USER, known=KnownNames())


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "产能.xlsx"
    path.write_bytes(b"PK\x03\x04 and then nothing that is a workbook")
    with pytest.raises(FileRefused, match=r"“产能\.xlsx”不是工作簿,或已损坏:请在 Excel 里打开后另存为 xlsx"):
        read_source([path], source=USER, known=KnownNames())
