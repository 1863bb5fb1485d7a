"""Threat D1: the encoding of a csv is found every time, or the file is refused."""

import pytest

from chainmap.errors import FileRefused
from ingest.delimited import decoded, delimiter_of, read_delimited
from ingest.tables import Limits
from tests.ingest.writing import csv_text

NAMES = ["己二酸", "聚酯瓶片", "尼龙66盐", "1,4-丁二醇", "重庆华峰化工有限公司", "㐂", "α-蒎烯", "PTA"]
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "gbk": "GB18030",
    "gb18030": "GB18030",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}


@pytest.mark.parametrize("count", [1, 5, 50, 1000])
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("heading", [["产品", "别名"], ["name", "aliases"]])
def test_every_encoding_is_found_at_every_length(encoding: str, count: int, heading: list[str]) -> None:
    kept = [name for name in NAMES if encoding != "gbk" or name != "㐂"]
    rows = [heading, *([kept[i % len(kept)], f"别名{i}"] for i in range(count))]
    data = csv_text(rows).encode(encoding)
    table = read_delimited(data, "产品.csv", "产品", Limits())
    assert table.read_as == f"{ENCODINGS[encoding]},逗号分隔"
    assert [list(row.cells) for row in table.rows] == rows


def test_a_gbk_file_of_one_short_row_is_no_guess() -> None:
    assert decoded("产品\n硫酸\n".encode("gbk"), "产品.csv") == ("产品\n硫酸\n", "GB18030")


def test_a_utf8_file_cut_in_the_middle_of_a_character_is_refused_and_not_read_as_gbk() -> None:
    with pytest.raises(FileRefused, match=r"“产品\.csv”在最后一个字中间断了.*请重新取得文件"):
        decoded("产品\n己二酸\n己二腈".encode()[:-1], "产品.csv")


def test_a_utf8_file_with_one_broken_byte_is_refused_with_its_line() -> None:
    data = ("产品\n" + "己二酸\n" * 20).encode()
    broken = data[:40] + b"\xff" + data[40:]
    with pytest.raises(FileRefused, match=r"是 UTF-8,但有 1 处坏字符,第一处在第 5 行"):
        decoded(broken, "产品.csv")


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00", b"\x81\xff\xff\xff\x80", bytes(range(256)) * 4, b"a\x00\x00\x00b\x00"]
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(FileRefused, match="请"):
        decoded(data, "产品.csv")


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("产品,别名(;),英文名\n", ","),
        ("产品;别名;英文名\n", ";"),
        ("产品\t别名\t英文名\n", "\t"),
        ("产品\n", ","),
        ('"产品;英文;别名",别名\n', ","),
        ("\n\n产出;投入;单耗(吨,吨)\n", ";"),
        ("", ","),
    ],
)
def test_the_delimiter_is_the_one_that_cuts_the_heading(text: str, delimiter: str) -> None:
    assert delimiter_of(text) == delimiter
