"""What a file is, by its first bytes and not by its name."""

import re
from enum import StrEnum
from pathlib import PurePath

from chainmap.errors import FileRefused


class Content(StrEnum):
    WORKBOOK = "workbook"
    TEXT = "text"


_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件(xls、doc),或加了密码的工作簿", "请在 Excel 里去掉密码,另存为 xlsx"),
    (b"%PDF", "PDF 文件", "请把表格另存为 xlsx 或 csv"),
    (b"MZ", "Windows 程序", "请选数据文件"),
    (b"\x7fELF", "Linux 程序", "请选数据文件"),
    (b"{\\rtf", "RTF 文档", "请把表格另存为 xlsx 或 csv"),
    (b"\x1f\x8b", "gzip 压缩包", "请先解压"),
    (b"7z\xbc\xaf", "7z 压缩包", "请先解压"),
    (b"Rar!", "RAR 压缩包", "请先解压"),
    (b"\x89PNG", "图片", "请选数据文件"),
    (b"\xff\xd8\xff", "图片", "请选数据文件"),
    (b"GIF8", "图片", "请选数据文件"),
    (b"SQLite format 3", "数据库文件", "库文件不能导入,请用 --store 打开它"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|table|head|meta|workbook)", re.IGNORECASE)


def content_of(data: bytes, file: str) -> Content:
    """Workbook or text; FileRefused says what the file is where it is neither, or where its name says the other."""
    if not data.strip():
        raise FileRefused(f"“{file}”是空文件:请选有内容的 xlsx 或 csv。")
    for signature, what, way_out in _SIGNATURES:
        if data.startswith(signature):
            raise FileRefused(f"“{file}”不是工作簿,也不是 csv:内容是{what}。{way_out}。")
    if _MARKUP.match(data[:1024]):
        raise FileRefused(f"“{file}”不是工作簿,也不是 csv:内容是网页或 XML。请在 Excel 里打开后另存为 xlsx。")
    found = Content.WORKBOOK if data.startswith(_ZIP) else Content.TEXT
    suffix = PurePath(file).suffix.casefold()
    if found is Content.TEXT and suffix in (".xlsx", ".xlsm"):
        raise FileRefused(
            f"“{file}”不是工作簿:内容是文本。如果是 csv,请把扩展名改为 .csv;否则请在 Excel 里另存为 xlsx。"
        )
    if found is Content.WORKBOOK and suffix not in (".xlsx", ".xlsm"):
        raise FileRefused(f"“{file}”的内容是 Excel 工作簿或压缩包,不是 csv:如果是工作簿,请把扩展名改为 .xlsx。")
    return found
