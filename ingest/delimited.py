"""csv as people save it: which encoding, which delimiter, and its rows by number."""

import codecs
import csv
import io
from collections import Counter

from chainmap.errors import FileRefused
from ingest.tables import Limits, Row, Table

DELIMITERS = {",": "逗号", ";": "分号", "\t": "制表符"}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_DAMAGED = 20
"""A text is damaged UTF-8, not GBK, where at least so many characters decode for each one that does not."""


def decoded(data: bytes, file: str) -> tuple[str, str]:
    """The text and the name of its encoding: byte-order mark, UTF-16 by its NULs, strict UTF-8, else GB18030.

    Detection libraries guess short GBK files wrong; this ladder never did. What no step decodes is refused.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, codec, name, file), name
    if b"\x00" in data:
        codec = "utf-16-le" if data[1::2].count(0) >= data[::2].count(0) else "utf-16-be"
        return _strict(data, codec, "UTF-16", file), "UTF-16"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        _refuse_damaged(data, error, file)
    return _strict(data, "gb18030", "GB18030", file), "GB18030"


def _strict(data: bytes, codec: str, name: str, file: str) -> str:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileRefused(
            f"“{file}”第 {line} 行附近的字符读不出(按 {name} 读):请在 Excel 里另存为“CSV UTF-8”后重试。"
        ) from None
    if "\x00" in text:
        raise FileRefused(f"“{file}”不是文本文件:请另存为 csv 或 xlsx。")
    return text


def _refuse_damaged(data: bytes, error: UnicodeDecodeError, file: str) -> None:
    if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
        raise FileRefused(f"“{file}”在最后一个字中间断了,像是没有传完:请重新取得文件。")
    loose = data.decode("utf-8", "replace")
    wrong, right = loose.count("�"), sum(ord(character) > 127 for character in loose)
    if right - wrong >= _DAMAGED * wrong:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileRefused(f"“{file}”是 UTF-8,但有 {wrong} 处坏字符,第一处在第 {line} 行:请改正后重试。")


def delimiter_of(text: str) -> str:
    """The delimiter that cuts the first filled line into most cells outside quotes and brackets; else a comma."""
    line = next((line for line in text.splitlines() if line.strip(" \t,;")), "")
    counts: Counter[str] = Counter()
    depth, quoted = 0, False
    for sign in line:
        quoted ^= sign == '"'
        depth += (sign in "(（[【") - (sign in ")）]】")
        if sign in DELIMITERS and not quoted and depth <= 0:
            counts[sign] += 1
    return max(DELIMITERS, key=lambda sign: counts[sign])


def read_delimited(data: bytes, file: str, title: str, limits: Limits) -> Table:
    """The rows of a csv; refused where a quote is never closed, since the rest would vanish in one cell."""
    text, encoding = decoded(data, file)
    delimiter = delimiter_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    try:
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                rows.append(Row(number, tuple(cells)))
            _refuse_large(number, cells, file, limits)
    except csv.Error:
        raise FileRefused(
            f"“{file}”第 {reader.line_num} 行附近的引号不成对,或单元格过长:请用 Excel 另存为“CSV UTF-8”,或改正引号。"
        ) from None
    return Table(file, title, tuple(rows), read_as=f"{encoding},{DELIMITERS[delimiter]}分隔", guarded=True)


def _refuse_large(number: int, cells: list[str], file: str, limits: Limits) -> None:
    if number > limits.rows:
        raise FileRefused(f"“{file}”超过 {limits.rows} 行:请分成几个文件。")
    if len(cells) > limits.columns and any(cells[limits.columns :]):
        raise FileRefused(f"“{file}”第 {number} 行超过 {limits.columns} 列:请删去多余的列。")
