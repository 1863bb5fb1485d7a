"""What became of every row that was read: kept, rejected, or waiting for an answer."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from chainmap.model import Frozen


class Level(StrEnum):
    """What an issue did to its row. NOTE leaves the row as it is."""

    REJECTED = "rejected"
    QUESTION = "question"
    NOTE = "note"


class RowIssue(Frozen):
    """One fault where it stands. `row` counts as a spreadsheet does (heading = 1), None for a whole sheet."""

    file: str
    sheet: str
    row: int | None = None
    column: str = ""
    code: str
    message: str
    suggestion: str = ""
    level: Level = Level.REJECTED


class FileCount(Frozen):
    """Rows of one sheet of one file; `read_as` tells the encoding and delimiter that a csv was read with."""

    file: str
    sheet: str
    read: int
    kept: int
    rejected: int
    read_as: str = ""


class Cleaning(Frozen):
    """How many cells a cleaning step changed."""

    step: str
    cells: int


class LoadReport(Frozen):
    """read = kept + rejected, always; `questions` are the rejected rows that wait for an answer.

    `written` says whether the kept rows are in the store: with rejected rows the rest is written all the same,
    a dry run writes nothing.
    """

    read: int
    kept: int
    rejected: int
    questions: int
    files: tuple[FileCount, ...] = ()
    issues: tuple[RowIssue, ...] = ()
    cleaned: tuple[Cleaning, ...] = ()
    written: bool = False

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.read != self.kept + self.rejected or self.questions > self.rejected:
            raise ValueError(f"{self.read} rows read, {self.kept} kept, {self.rejected} rejected do not add up")
        return self

    @classmethod
    def joined(cls, reports: Iterable["LoadReport"]) -> "LoadReport":
        """Several loads told as one; written only if each was."""
        every = tuple(reports)
        steps = sorted({cleaning.step for report in every for cleaning in report.cleaned})
        return cls(
            read=sum(report.read for report in every),
            kept=sum(report.kept for report in every),
            rejected=sum(report.rejected for report in every),
            questions=sum(report.questions for report in every),
            files=tuple(count for report in every for count in report.files),
            issues=tuple(issue for report in every for issue in report.issues),
            cleaned=tuple(
                Cleaning(step=step, cells=sum(c.cells for r in every for c in r.cleaned if c.step == step))
                for step in steps
            ),
            written=bool(every) and all(report.written for report in every),
        )
