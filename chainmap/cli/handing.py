"""Handing out a report in the form asked for: a table on the terminal, JSON, csv, or a workbook in a file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Generic, TypeVar

import click

from chainmap.cli.options import deliver, form_of
from chainmap.model import Frozen

Report = TypeVar("Report", bound=Frozen)


@dataclass(frozen=True, slots=True)
class Faces(Generic[Report]):
    """How one kind of report looks as a table, as csv and, where it has one, as a workbook (given the time made)."""

    table: Callable[[Report], str]
    csv: Callable[[Report], bytes]
    xlsx: Callable[[Report, str], bytes] | None = None


def hand_out(report: Report, faces: Faces[Report], form: str | None, output: Path | None) -> None:
    """Write the report to the file or to standard output; JSON is the report itself and nothing else."""
    chosen = form_of(form, output)
    if chosen == "json":
        deliver(report.model_dump_json(indent=2) + "\n", output)
    elif chosen == "csv":
        deliver(faces.csv(report), output)
    elif chosen == "table":
        deliver(faces.table(report), output)
    elif faces.xlsx is None:
        raise click.UsageError("这个结果没有 xlsx:可用 table、json、csv。")
    else:
        deliver(faces.xlsx(report, datetime.now(UTC).astimezone().isoformat(timespec="seconds")), output)
