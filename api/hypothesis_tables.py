"""Suggested links as plain rows and columns, for csv and xlsx; every reason stands on a sheet of its own."""

from api.exports import rows_csv, rows_xlsx
from api.tables import Cell, Column, Kind, Table, query_table, table
from chainmap.hypotheses import LinkHypotheses, LinkHypothesis, Reason
from chainmap.statements import Source
from chainmap.vocabulary import label

COLUMNS: tuple[Column[LinkHypothesis], ...] = (
    Column(label("rank"), lambda row: row.rank, Kind.NUMBER, 6),
    Column(label("column.link_supplier"), lambda row: row.supplier.name, width=20),
    Column(label("column.link_user"), lambda row: row.user.name, width=20),
    Column(label("column.probability"), lambda row: row.probability, Kind.SHARE, 9),
    Column(label("column.closes_cycle"), lambda row: label("yes_no.yes") if row.closes_cycle else "", width=7),
    Column(label("column.reasons"), lambda row: "".join(reason.reason for reason in row.reasons), width=90),
    Column(label("column.id"), lambda row: row.id, width=16),
)

_REASONS: tuple[Column[tuple[LinkHypothesis, Reason]], ...] = (
    Column(label("column.id"), lambda line: line[0].id, width=16),
    Column(label("column.link_supplier"), lambda line: line[0].supplier.name, width=20),
    Column(label("column.link_user"), lambda line: line[0].user.name, width=20),
    Column(label("column.evidence_name"), lambda line: line[1].label, width=16),
    Column(label("column.contribution"), lambda line: line[1].contribution, Kind.NUMBER, 10),
    Column(label("column.reason"), lambda line: line[1].reason, width=90),
)


def hypotheses_table(report: LinkHypotheses) -> Table:
    return table(label("hypothesis"), COLUMNS, report.items)


def hypotheses_csv(report: LinkHypotheses) -> bytes:
    return rows_csv(hypotheses_table(report))


def hypotheses_xlsx(report: LinkHypotheses, sources: tuple[Source, ...], made: str) -> bytes:
    """The list; what was asked and what the probability stands for; every reason with what it adds."""
    lines: tuple[tuple[str, Cell], ...] = (
        (label("hypothesis"), f"{len(report.items)} / {report.total}"),
        (label("column.probability"), report.basis),
        (label("hypothesis.base"), report.base),
        (label("store_version"), report.store_version),
        ("生成时间", made),
        *(("提示", warning) for warning in report.warnings),
    )
    reasons = tuple((row, reason) for row in report.items for reason in row.reasons)
    evidence = table(label("sheet.evidence"), _REASONS, reasons)
    return rows_xlsx(hypotheses_table(report), query_table(lines, sources), evidence)
