"""The rows of a load while they are being resolved: those kept, and what is to be said of them."""

from dataclasses import dataclass, field

from chainmap.statements import Statement
from ingest.report import Level, RowIssue


@dataclass(slots=True)
class Resolved:
    """The rows that are kept, those that are not (by position in what was given), and what is to be said."""

    kept: dict[int, Statement]
    issues: list[RowIssue] = field(default_factory=list)

    def say(
        self, statement: Statement, code: str, message: str, *, column: str, suggestion: str, level: Level = Level.NOTE
    ) -> None:
        where = statement.evidence
        self.issues.append(
            RowIssue(
                file=where.file,
                sheet=where.sheet,
                row=where.row,
                column=column,
                code=code,
                message=message,
                suggestion=suggestion,
                level=level,
            )
        )
