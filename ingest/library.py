"""The reference library and the samples that ship with the program, read like any source, with no row refused."""

import csv
from functools import cache
from importlib.resources import files
from pathlib import Path

from chainmap.errors import BadInput
from chainmap.evidence import Basis, Evidence
from chainmap.facts import PlaceFact, PlaceType
from chainmap.memory import collector_resting
from chainmap.statements import Rank, Source, Statement, distinct
from chainmap.vocabulary import label
from ingest.known import KnownNames
from ingest.pipeline import Loaded, read_files
from ingest.report import Level
from ingest.sheets import SHEETS

PLACES = Source(id="chainmap-places", title="chainmap 地区", rank=Rank.SHIPPED)
LIBRARY = Source(id="chainmap-library", title="chainmap 参考库", rank=Rank.SHIPPED)
SAMPLES = {"fuling": "涪陵样例"}
_SHOWN = 5
_LABELS = {column.field: column.heading for sheet in SHEETS if sheet.kind == "place" for column in sheet.columns}
_TYPES = {label(kind): kind for kind in PlaceType}

Shipped = tuple[Source, tuple[Statement, ...]]


def library_statements(folder: Path | None = None) -> Shipped:
    """Everything the reference library says; BadInput names the first rows that do not hold, as none may.

    `folder` is another library of the same form: a folder of families, each with csv files in English names.
    """
    return _shipped() if folder is None else _library(folder)


@cache
def _shipped() -> Shipped:
    """Kept, since reading takes seconds and commands and tests ask several times; `forget_library` lets it go."""
    return _library(_data("library"))


def forget_library() -> None:
    """Lets the shipped statements go (some 70 MB), once they are in a store and the process lives on."""
    _shipped.cache_clear()


def _library(root: Path) -> Shipped:
    names = [(path, f"library/{path.relative_to(root).as_posix()}") for path in sorted(root.glob("*/*.csv"))]
    with collector_resting():
        return _whole(read_files(names, source=LIBRARY, known=KnownNames(), basis=Basis.GENERAL))


def place_statements() -> Shipped:
    """Every province, city and county with codes, parents and coordinates (see `ingest.sources.divisions`).

    Our own script writes the file in plain form, so its rows are facts as they stand: 0.1 s instead of 0.8 s by
    `read_files`, which a test holds to say the same.
    """
    with collector_resting(), places_file().open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
        return PLACES, distinct(_place(row, number) for number, row in enumerate(rows, 2))


def places_file() -> Path:
    return _data("places") / "places.csv"


def _place(row: dict[str, str], number: int) -> Statement:
    cell = _LABELS
    fact = PlaceFact(
        name=row[cell["name"]],
        code=row[cell["code"]],
        aliases=tuple(filter(None, row[cell["aliases"]].split(";"))),
        parent=row[cell["parent"]],
        type=_TYPES.get(row[cell["type"]]),
        longitude=float(row[cell["longitude"]]) if row[cell["longitude"]] else None,
        latitude=float(row[cell["latitude"]]) if row[cell["latitude"]] else None,
    )
    citation = row[cell["source"]]
    evidence = Evidence(
        source=PLACES.id, basis=Basis.CITED, citation=citation, file="places/places.csv", sheet="地区", row=number
    )
    return Statement(fact=fact, evidence=evidence)


def sample_statements(name: str, library: tuple[Statement, ...] | None = None) -> Shipped:
    """What a shipped sample says; its products are those of the library, read anew unless handed in."""
    root = _data("samples") / name
    if name not in SAMPLES or not root.is_dir():
        raise BadInput(f"没有样例“{name[:40]}”:现有 {'、'.join(SAMPLES)}。")
    source = Source(id=f"sample-{name}", title=SAMPLES[name], rank=Rank.SHIPPED)
    known = KnownNames.stated(library_statements()[1] if library is None else library)
    paths = [(path, f"samples/{name}/{path.name}") for path in sorted(root.glob("*.csv"))]
    return _whole(read_files(paths, source=source, known=known, basis=Basis.GENERAL))


def _data(folder: str) -> Path:
    return Path(str(files("chainmap"))) / "data" / folder


def _whole(loaded: Loaded) -> Shipped:
    """The statements, unless a row was refused: a shipped row may not be."""
    refused = [issue for issue in loaded.report.issues if issue.level is not Level.NOTE]
    if loaded.report.rejected or refused:
        told = ";".join(f"{i.file} 第 {i.row} 行:{i.message}" for i in refused[:_SHOWN])
        raise BadInput(f"{loaded.source.title}有 {loaded.report.rejected} 行读不通:{told} 请更新或重装程序。")
    return loaded.source, loaded.statements
