"""Commands that fill the store: demo, init, load, template."""

from datetime import UTC, datetime
from pathlib import Path

import click

from chainmap.cli.browse import serve_store
from chainmap.cli.options import opened, store_option
from chainmap.ports import Change, Store
from chainmap.statements import Source
from ingest.known import KnownNames
from ingest.library import forget_library, library_statements, place_statements, sample_statements
from ingest.recognition import read_anything
from ingest.report import Level, LoadReport, RowIssue
from ingest.template import write_template


def _now() -> datetime:
    return datetime.now(UTC)


def _told(change: Change, title: str) -> str:
    if change.revision is None:
        return f"{title}:没有变化({change.kept} 条)。"
    return f"{title}:新增 {change.added} 条,撤回 {change.withdrawn} 条,不变 {change.kept} 条。"


def load_shipped(store: Store, *, sample: str | None = None) -> None:
    """Make the store hold the reference library and the places, and a sample beside; repeating it changes nothing."""
    source, statements = library_statements()
    shipped = [(source, statements), place_statements()]
    if sample:
        shipped.append(sample_statements(sample, statements))
    for each, facts in shipped:
        click.echo(_told(store.replace(each, facts, at=_now()), each.title), err=True)


@click.command(help="建一个只有参考库和全国省市县的库。")
@store_option
def init(store_url: str | None) -> None:
    with opened(store_url, create=True) as store:
        load_shipped(store)


@click.command(help="建(或沿用)带参考库和涪陵样例的库,并在 http://127.0.0.1:8000 打开网页。")
@click.option("--no-serve", is_flag=True, help="只装入,不启动网页。")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="端口。")
@store_option
def demo(no_serve: bool, port: int, store_url: str | None) -> None:
    with opened(store_url, create=True) as store:
        load_shipped(store, sample="fuling")
    if not no_serve:
        forget_library()
        serve_store(store_url, host="127.0.0.1", port=port)


@click.command(help="写一个空的导入工作簿:各表、表头、下拉选项和填写说明。")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="写到文件。")
def template(output: Path) -> None:
    if output.suffix.lower() != ".xlsx":
        raise click.UsageError("模板是 Excel 工作簿:文件名请以 .xlsx 结尾。")
    write_template(output)
    click.echo(f"已写到 {output}。", err=True)


@click.command(help="导入工作簿、csv 或放它们的文件夹;可以重复导入,库会照它现在说的改。")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--source", "source_name", metavar="名称", help="来源名称;默认每个路径是一个来源。")
@click.option("--dry-run", is_flag=True, help="只检查,不写入。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@store_option
@click.pass_context
def load(
    ctx: click.Context,
    paths: tuple[Path, ...],
    source_name: str | None,
    dry_run: bool,
    as_json: bool,
    store_url: str | None,
) -> None:
    groups = [(source_name, list(paths))] if source_name else [(str(path.resolve()), [path]) for path in paths]
    reports = []
    with opened(store_url) as store:
        for name, members in groups:
            reports.append(_load_one(store, name, members, dry_run=dry_run))
    report = LoadReport.joined(reports)
    if as_json:
        click.echo(report.model_dump_json(indent=2))
    else:
        _print_report(report, dry_run=dry_run)
    if report.rejected:
        ctx.exit(1)


def _load_one(store: Store, name: str, paths: list[Path], *, dry_run: bool) -> LoadReport:
    alone = len(paths) == 1 and name == str(paths[0].resolve())
    source = Source(id=name, title=paths[0].resolve().name if alone else name)
    known = KnownNames.of(store.snapshot())
    loaded = read_anything(paths, source=source, known=known)
    if dry_run:
        return loaded.report.model_copy(update={"written": False})
    change = store.replace(source, loaded.statements, at=_now())
    click.echo(_told(change, source.title), err=True)
    return loaded.report.model_copy(update={"written": True})


def _print_report(report: LoadReport, *, dry_run: bool) -> None:
    word = "检查" if dry_run else "导入"
    click.echo(f"{word}:读 {report.read} 行,收 {report.kept} 行,拒 {report.rejected} 行,待答 {report.questions} 行。")
    for file in report.files:
        click.echo(f"  {file.file} {file.sheet}:读 {file.read},收 {file.kept},拒 {file.rejected}")
    for issue in report.issues:
        click.echo(f"  {_MARKS[issue.level]} {_place_of(issue)}:{issue.message}{issue.suggestion}")
    if report.rejected:
        kept = "没有写入(只检查)" if dry_run else "其余各行已写入" if report.written else "没有写入"
        click.echo(f"拒收的行请按提示改好后重新导入同一文件;{kept}。")


_MARKS = {Level.REJECTED: "✗", Level.QUESTION: "?", Level.NOTE: "·"}


def _place_of(issue: RowIssue) -> str:
    row = f" 第 {issue.row} 行" if issue.row else ""
    column = f"“{issue.column}”" if issue.column else ""
    sheet = "" if issue.file.startswith(issue.sheet) else f" 表“{issue.sheet}”"
    return f"{issue.file}{sheet}{row}{column}"
