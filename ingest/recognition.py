"""What a path holds: our own sheets, or an outside data set that has an adapter."""

from collections.abc import Sequence
from pathlib import Path

from chainmap.statements import Source
from ingest.known import KnownNames
from ingest.pipeline import Loaded, read_source
from ingest.report import Level, RowIssue
from ingest.sources.chainknowledgegraph import is_checkout, read_chainknowledgegraph


def read_anything(paths: Sequence[Path], *, source: Source, known: KnownNames) -> Loaded:
    """Everything that these files and folders say; a folder alone may be a data set known by its file names.

    Raises FileRefused where a file cannot be read, or nothing in all of them is known.
    """
    if len(paths) == 1 and is_checkout(paths[0]):
        return _national_table(paths[0], source, known)
    return read_source(paths, source=source, known=known)


def _national_table(folder: Path, source: Source, known: KnownNames) -> Loaded:
    """The table of enterprises and products alone: its links between products are unverified and stay out."""
    read = read_chainknowledgegraph(folder, source=source, known=known)
    note = RowIssue(
        file=folder.name,
        sheet="",
        code="read_as_data_set",
        message=f"读作 ChainKnowledgeGraph 的全国企业×产品表:{read.named} 种产品,"
        f"其中 {len(read.matched)} 种是库里已有的;"
        "只用于能力邻近,产品之间的关系未经核实,不并入图谱。",
        level=Level.NOTE,
    )
    report = read.report.model_copy(update={"issues": (note, *read.report.issues)})
    return Loaded(source, read.statements, report)
