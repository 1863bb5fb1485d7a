"""`chainmap library`: every automatic check of the shipped reference library, and its counts by kind and basis."""

import click

from chainmap.cli.tables import table
from chainmap.evidence import Basis
from chainmap.vocabulary import label
from ingest.checks import CHECKS, library_problems
from ingest.checks.counts import LibraryCounts, LibraryReport, library_report
from ingest.library import library_statements


@click.group(help="随程序的参考库:检查与统计。")
def library() -> None:
    """The commands of the reference library."""


@library.command(help="逐项检查参考库;有问题时逐条列出(家族/文件、行、原因),退出状态为 1。")
@click.pass_context
def check(ctx: click.Context) -> None:
    problems = library_problems(library_statements()[1])
    for problem in problems:
        click.echo(f"{problem.where}:{problem.message}")
    if problems:
        click.echo(f"参考库有 {len(problems)} 个问题({len(CHECKS)} 项检查)。", err=True)
        ctx.exit(1)
    click.echo(f"参考库通过全部 {len(CHECKS)} 项检查。")


@library.command(help="参考库的数量:产品、名称、工艺、关系、数据,按依据与家族。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def stats(as_json: bool) -> None:
    report = library_report(library_statements()[1])
    click.echo(report.model_dump_json(indent=2) if as_json else report_text(report), nl=as_json)


def report_text(report: LibraryReport) -> str:
    """One table, a family a row and the sum last; then the share of rows by basis."""
    heads = [label("column.family"), *(label(f"library.{name}") for name in _COLUMNS)]
    rows = [_row(name, counts) for name, counts in report.families.items()]
    rows.append(_row(label("library.total"), report.total))
    shares = ",".join(f"{label(Basis(basis))} {share:.1%}" for basis, share in report.share.items())
    return f"{table(heads, rows)}{label('evidence')}:{shares}\n"


_COLUMNS = ("products", "headings", "names", "routes", "weighed_routes", "route_rows", "links", "figures")


def _row(name: str, counts: LibraryCounts) -> list[str]:
    return [name, *(str(getattr(counts, column)) for column in _COLUMNS)]
