"""Files as users bring them, written by the tests: csv in any encoding, workbooks, and loads of them."""

import csv
import io
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import xlsxwriter

from chainmap.statements import Source, Statement
from ingest.pipeline import KnownNames, Loaded, read_source
from ingest.report import RowIssue

USER = Source(id="user", title="用户")
Cells = Sequence[object]

PRODUCTS: list[Cells] = [
    ["产品", "别名"],
    ["己二酸", "ADA;肥酸"],
    ["己二腈", ""],
    ["PTA", "精对苯二甲酸"],
    ["PX", "对二甲苯"],
]
PLACES: list[Cells] = [
    ["代码", "地区", "上级", "类型"],
    ["500000", "重庆市", "", "省"],
    ["500102", "涪陵区", "重庆市", "区县"],
    ["500115", "长寿区", "重庆市", "区县"],
]
CAPACITIES: list[Cells] = [
    ["企业", "产品", "地区", "产能", "单位"],
    ["华峰化工", "己二酸", "涪陵区", "36", "万吨/年"],
    ["蓬威石化", "PTA", "涪陵区", "60", "万吨/年"],
]


def csv_text(rows: Iterable[Cells], delimiter: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue()


def write_csv(folder: Path, title: str, rows: Iterable[Cells], encoding: str = "utf-8") -> Path:
    path = folder / f"{title}.csv"
    path.write_bytes(csv_text(rows).encode(encoding))
    return path


def write_workbook(path: Path, sheets: Mapping[str, Iterable[Cells]]) -> Path:
    """Cells typed as Python types them; text stays text."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "default_date_format": "yyyy-mm-dd"})
    for title, rows in sheets.items():
        page = book.add_worksheet(title)
        for number, cells in enumerate(rows):
            for position, cell in enumerate(cells):
                if isinstance(cell, str):
                    page.write_string(number, position, cell)
                elif cell is not None:
                    page.write(number, position, cell)
    book.close()
    return path


def known_products(*names: str) -> KnownNames:
    """What a store knows that holds the products and places above, and these."""
    loaded = load_rows(
        {"产品": [*PRODUCTS, *([name, ""] for name in names)], "地区": PLACES}, known=KnownNames(), source=LIB
    )
    return KnownNames.stated(loaded.statements)


LIB = Source(id="store", title="库")


def load_rows(
    sheets: Mapping[str, Iterable[Cells]], *, known: KnownNames | None = None, source: Source = USER
) -> Loaded:
    """These sheets as csv files of one folder, loaded against a store that knows the products and places above."""
    with tempfile.TemporaryDirectory() as folder:
        for title, rows in sheets.items():
            write_csv(Path(folder), title, rows)
        return read_source([Path(folder)], source=source, known=known_products() if known is None else known)


def facts(loaded: Loaded) -> list[object]:
    return [statement.fact for statement in loaded.statements]


def codes(loaded: Loaded) -> list[str]:
    return [issue.code for issue in loaded.report.issues]


def only_issue(loaded: Loaded) -> RowIssue:
    assert len(loaded.report.issues) == 1, loaded.report.issues
    return loaded.report.issues[0]


def digests(statements: Iterable[Statement]) -> set[str]:
    return {statement.digest for statement in statements}
