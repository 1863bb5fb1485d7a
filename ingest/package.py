"""Whether an xlsx is safe and fit to parse: its zip header, its true sizes, its XML and the place of its last cell.

A 1 MB workbook can inflate to 3 GiB and a 4 KB one with a single far cell makes a parser ask for 512 GiB, so
everything here is counted while it streams by, before a parser sees the file. Nothing is written to disk.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from chainmap.errors import FileRefused
from ingest.tables import Limits, column_index, column_letters

_CHUNK = 1 << 16
_SMALL = 10 * 2**20
"""A package that inflates to less is harmless however well it is packed."""
_LOCAL_HEADER = 30
_ROW_DIGITS, _COLUMN_LETTERS = 7, 3
"""XFD1048576 is the last cell; parsers read a stranger number each in their own way, so it is refused."""
_OTHERS = (
    ("word/document.xml", "Word 文档"),
    ("ppt/presentation.xml", "PowerPoint 文档"),
    ("xl/workbook.bin", "二进制工作簿(xlsb)"),
    ("content.xml", "OpenDocument 文档(ods、odt)"),
)
_WORKBOOK = "xl/workbook.xml"
_MAIN = "/officeDocument"
_LINKED = ("/worksheet", "/sharedStrings", "/styles")


@dataclass(slots=True)
class Part:
    """What one XML part of a package says: sheets and relations of the workbook, and error cells of a sheet."""

    root: str = ""
    sheets: dict[str, str] = field(default_factory=dict)  # relation id -> title
    relations: dict[str, tuple[str, str]] = field(default_factory=dict)  # relation id -> type, target
    errors: list[tuple[int, int]] = field(default_factory=list)  # row from 1, column from 0


def error_cells(data: bytes, file: str, limits: Limits) -> dict[str, frozenset[tuple[int, int]]]:
    """The cells of each sheet that show an error (row from 1, column from 0), once the package has passed.

    FileRefused for what is no workbook, is damaged or encrypted, declares a DTD, or exceeds a limit.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise FileRefused(f"“{file}”不是工作簿,或已损坏:请在 Excel 里打开后另存为 xlsx。") from None
    entries = package.infolist()
    _check_header(entries, file, limits)
    parts: dict[str, Part] = {}
    inflated = 0
    for entry in entries:
        scan = _Scan(file, entry.filename, limits) if entry.filename.casefold().endswith((".xml", ".rels")) else None
        for chunk in _inflated(data, entry, file):
            inflated += len(chunk)
            if inflated > limits.inflated_bytes:
                raise FileRefused(_too_large(file, limits))
            if scan:
                scan.feed(chunk)
        if scan:
            parts[entry.filename] = scan.finished()
    return _by_title(parts, file)


def _too_large(file: str, limits: Limits) -> str:
    return f"“{file}”解压后超过 {limits.inflated_bytes // 2**20} MiB:请分成几个工作簿,或另存为 csv。"


def _check_header(entries: list[zipfile.ZipInfo], file: str, limits: Limits) -> None:
    names = {entry.filename.casefold() for entry in entries}
    if _WORKBOOK not in names:
        what = next((what for name, what in _OTHERS if name in names), "压缩包或其他文件")
        raise FileRefused(f"“{file}”不是 xlsx 工作簿,是{what}:请在 Excel 里另存为 xlsx。")
    if len(entries) > limits.entries or len(names) < len(entries):
        raise FileRefused(f"“{file}”的内部结构不像工作簿({len(entries)} 个部件):请在 Excel 里另存为 xlsx。")
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileRefused(f"“{file}”加了密码:请去掉密码后重试。")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise FileRefused(f"“{file}”用了不认识的压缩方式:请在 Excel 里另存为 xlsx。")
    inflated = sum(entry.file_size for entry in entries)
    if inflated > limits.inflated_bytes:
        raise FileRefused(_too_large(file, limits))
    if inflated > _SMALL and inflated > limits.ratio * sum(max(1, entry.compress_size) for entry in entries):
        raise FileRefused(f"“{file}”解压后是原来的 {limits.ratio} 倍以上,不像正常的工作簿:请另存为 csv。")


def _inflated(data: bytes, entry: zipfile.ZipInfo, file: str) -> Iterator[bytes]:
    """The true content of an entry in small pieces, however large its header says it is."""
    at = entry.header_offset
    head = data[at : at + _LOCAL_HEADER]
    start = at + _LOCAL_HEADER + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    packed = memoryview(data)[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        yield from (bytes(packed[i : i + _CHUNK]) for i in range(0, len(packed), _CHUNK))
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        chunk = inflater.decompress(packed, _CHUNK)
        while chunk:
            yield chunk
            chunk = inflater.decompress(inflater.unconsumed_tail, _CHUNK)
    except zlib.error:
        raise FileRefused(f"“{file}”已损坏({entry.filename[:60]} 解不开):请在 Excel 里打开后另存为 xlsx。") from None


class _Scan:
    """Reads one XML part as it streams by: no DTD, no cell beyond the limits; notes sheets, relations, errors.

    The root tells what to look for, so that the long list of shared strings costs no call per element.
    """

    def __init__(self, file: str, name: str, limits: Limits) -> None:
        self.file, self.name, self.part = file, name, Part()
        self.cells = _Cells(file, limits, self.part)
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self.on_doctype
        self.parser.StartElementHandler = self.on_root

    def feed(self, chunk: bytes) -> None:
        self._parse(chunk, final=False)

    def finished(self) -> Part:
        self._parse(b"", final=True)
        return self.part

    def _parse(self, chunk: bytes, *, final: bool) -> None:
        try:
            self.parser.Parse(chunk, final)
        except expat.ExpatError:
            raise FileRefused(
                f"“{self.file}”已损坏({self.name[:60]} 读不出):请在 Excel 里打开后另存为 xlsx。"
            ) from None

    def on_doctype(self, *_: object) -> None:
        raise FileRefused(f"“{self.file}”里有 DTD 声明,正常的工作簿没有:请在 Excel 里另存为 xlsx。")

    def on_root(self, name: str, attributes: dict[str, str]) -> None:
        self.part.root = name.rpartition(":")[2]
        handlers = {"worksheet": self.cells.on_start, "workbook": self.on_sheet, "Relationships": self.on_relation}
        self.parser.StartElementHandler = handlers.get(self.part.root)

    def on_sheet(self, name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "sheet":
            relation = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            self.part.sheets[relation] = attributes.get("name", "")

    def on_relation(self, name: str, attributes: dict[str, str]) -> None:
        self.part.relations[attributes.get("Id", "")] = (attributes.get("Type", ""), attributes.get("Target", ""))


class _Cells:
    """Follows the cells of one sheet: where the last filled one is, and which show an error.

    A cell that is only formatted does not count, as no reader keeps it.
    """

    def __init__(self, file: str, limits: Limits, part: Part) -> None:
        self.file, self.limits, self.part = file, limits, part
        self.row = self.rows = 0
        self.column = self.last_row = self.last_column = -1
        self.row_text = "0"
        self.columns: dict[str, int] = {}

    def on_start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self.on_cell(attributes)
        elif name == "v":
            if self.row > self.last_row or self.column > self.last_column:
                self.on_further_content()
        elif name == "row":
            self.on_row(attributes)
        elif name in ("is", "f"):
            self.on_further_content()
        elif ":" in name:
            self.on_start(name.rpartition(":")[2], attributes)

    def on_row(self, attributes: dict[str, str]) -> None:
        self.rows += 1
        self.row = self._number(attributes.get("r", str(self.row + 1)))
        self.row_text = str(self.row)
        self.column = -1
        if self.rows > self.limits.rows:
            raise FileRefused(
                f"“{self.file}”有一张表超过 {self.limits.rows} 行:请删去多余的行(选中后右键删除),或分成几个文件。"
            )

    def on_cell(self, attributes: dict[str, str]) -> None:
        where = attributes.get("r")
        if where is None:
            self.column += 1
        else:
            letters = where.removesuffix(self.row_text)
            if letters not in self.columns or letters == where:
                letters = where.rstrip("0123456789")
                self.row = self._number(where[len(letters) :])
                self.row_text = str(self.row)
                self.columns[letters] = self._index(letters)
            self.column = self.columns[letters]
        if attributes.get("t") == "e" and len(self.part.errors) < self.limits.rows:
            self.part.errors.append((self.row, self.column))

    def on_further_content(self) -> None:
        self.last_row, self.last_column = max(self.row, self.last_row), max(self.column, self.last_column)
        limits = self.limits
        if self.row > limits.rows or self.column >= limits.columns:
            cell = f"{column_letters(self.column)}{self.row}"
            raise FileRefused(
                f"“{self.file}”在单元格 {cell} 还有内容,超过 {limits.rows} 行、{limits.columns} 列的限度:"
                "请删去远处多余的内容,或分成几个文件。"
            )
        if self.last_row * (self.last_column + 1) > limits.cells:
            raise FileRefused(f"“{self.file}”有一张表超过 {limits.cells} 个单元格:请分成几个文件。")

    def _number(self, text: str) -> int:
        if not (0 < len(text) <= _ROW_DIGITS and text.isascii() and text.isdigit()):
            raise FileRefused(f"“{self.file}”的单元格编号不像工作簿的:请在 Excel 里另存为 xlsx。")
        return int(text)

    def _index(self, letters: str) -> int:
        if not (0 < len(letters) <= _COLUMN_LETTERS and letters.isascii() and letters.isupper() and letters.isalpha()):
            raise FileRefused(f"“{self.file}”的单元格编号不像工作簿的:请在 Excel 里另存为 xlsx。")
        return column_index(letters)


def _by_title(parts: dict[str, Part], file: str) -> dict[str, frozenset[tuple[int, int]]]:
    """Error cells by title of sheet; every sheet that the workbook names must be one of the parts that were read."""
    known = {name.casefold(): part for name, part in parts.items()}
    main = [target for kind, target in known.get("_rels/.rels", Part()).relations.values() if kind.endswith(_MAIN)]
    if [target.lstrip("/").casefold() for target in main] != [_WORKBOOK]:
        raise FileRefused(f"“{file}”的内部结构不像工作簿:请在 Excel 里另存为 xlsx。")
    workbook = known.get(_WORKBOOK, Part())
    sheets = {}
    for relation, (kind, target) in known.get("xl/_rels/workbook.xml.rels", Part()).relations.items():
        name = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/").casefold()
        if kind.endswith(_LINKED) and name not in known:
            raise FileRefused(f"“{file}”的内部结构不像工作簿(缺 {name[:60]}):请在 Excel 里另存为 xlsx。")
        sheets[relation] = known.get(name, Part())
    errors = {}
    for relation, title in workbook.sheets.items():
        part = sheets.get(relation, Part())
        if part.root not in ("worksheet", "chartsheet", "dialogsheet"):
            raise FileRefused(f"“{file}”的表“{title[:40]}”读不出:请在 Excel 里另存为 xlsx。")
        errors[title] = frozenset(part.errors)
    return errors
