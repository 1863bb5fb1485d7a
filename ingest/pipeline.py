"""Files → statements: read, map headings, validate, resolve; pure of any store, which the caller reads and writes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from chainmap.errors import FileRefused
from chainmap.evidence import Basis
from chainmap.statements import Source, Statement, distinct
from ingest.delimited import read_delimited
from ingest.headings import read_heading, sheet_like
from ingest.known import KnownNames
from ingest.remarks import foreign_units, repeated_rows
from ingest.report import Cleaning, FileCount, Level, LoadReport, RowIssue
from ingest.resolution import resolve
from ingest.sheets import HELP_SHEET, SHEETS, is_not_built, sheet_named
from ingest.sniffing import Content, content_of
from ingest.spreadsheet import read_spreadsheet
from ingest.tables import Limits, Table
from ingest.validation import Task, validated

__all__ = ["KnownNames", "LoadReport", "Loaded", "read_source"]

_READ = (".csv", ".tsv", ".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a source says now, ready to be written, and what became of each of its rows."""

    source: Source
    statements: tuple[Statement, ...]
    report: LoadReport


@dataclass(slots=True)
class _Work:
    """A load in progress: statements by the table they stand in, counts and issues."""

    counts: dict[tuple[str, str], FileCount] = field(default_factory=dict)
    drafts: list[Statement] = field(default_factory=list)
    issues: list[RowIssue] = field(default_factory=list)
    cleaned: Counter[str] = field(default_factory=Counter)

    def note(
        self, file: str, sheet: str, code: str, message: str, *, suggestion: str = "", row: int | None = None
    ) -> None:
        self.issues.append(
            RowIssue(
                file=file, sheet=sheet, row=row, code=code, message=message, suggestion=suggestion, level=Level.NOTE
            )
        )


def read_source(
    paths: Sequence[Path],
    *,
    source: Source,
    known: KnownNames,
    basis: Basis = Basis.USER,
    limits: Limits | None = None,
) -> Loaded:
    """Everything that these files and folders say, as statements of one source.

    `known` are the names that a store has (what this source said before is not counted among them); `basis` holds
    for rows that state none. FileRefused where a file cannot be read or nothing in all of them is a known sheet:
    then there is nothing to write, and what the store holds of this source stays.
    """
    files = [(path, name) for path in paths for path, name in _files(path, prefixed=len(paths) > 1)]
    return read_files(files, source=source, known=known, basis=basis, limits=limits)


def read_files(
    files: Iterable[tuple[Path, str]],
    *,
    source: Source,
    known: KnownNames,
    basis: Basis = Basis.USER,
    limits: Limits | None = None,
) -> Loaded:
    """As `read_source`, for files with the names under which reports and evidence speak of them."""
    work = _Work()
    tables = [table for path, name in files for table in read_tables(path, name, limits or Limits())]
    for table in tables:
        _validate(work, table, source.id, basis)
    if not work.counts:
        _refuse_nothing_known(tables)
    if not any(count.read for count in work.counts.values()):
        raise FileRefused(f"“{tables[0].file}”只有表头,没有数据行:请填写后再导入。库里原有的内容没有动。")
    resolved = resolve(work.drafts, known.without(source.id))
    kept = list(resolved.kept.values())
    work.issues += [*resolved.issues, *repeated_rows(kept), *foreign_units(kept, known)]
    return Loaded(source, distinct(kept), _report(work, kept))


def _files(path: Path, *, prefixed: bool) -> Iterator[tuple[Path, str]]:
    """A file by its name; the workbooks and csv files of a folder, sorted, by their names inside it."""
    if not path.exists():
        raise FileRefused(f"没有这个文件或文件夹:{path}。请核对路径。")
    if not path.is_dir():
        yield path, path.name
        return
    found = sorted(
        inner
        for inner in path.rglob("*")
        if inner.suffix.casefold() in _READ and not inner.name.startswith((".", "~$")) and inner.is_file()
    )
    if not found:
        raise FileRefused(f"文件夹“{path.name}”里没有 csv 或 xlsx:请核对路径。")
    for inner in found:
        name = inner.relative_to(path).as_posix()
        yield inner, f"{path.name}/{name}" if prefixed else name


def read_tables(path: Path, name: str, limits: Limits) -> tuple[Table, ...]:
    """The tables of one file, by what its content is; of sheets that nobody declared only the first rows."""
    try:
        if path.stat().st_size > limits.file_bytes:
            raise FileRefused(f"“{name}”超过 {limits.file_bytes // 2**20} MiB:请分成几个文件。")
        data = path.read_bytes()
    except OSError:
        raise FileRefused(f"“{name}”读不了:请检查文件权限,或关掉正在用它的程序。") from None
    if content_of(data, name) is Content.WORKBOOK:
        return read_spreadsheet(data, name, limits, lambda title: sheet_named(title) is not None)
    return (read_delimited(data, name, path.stem, limits),)


def _validate(work: _Work, table: Table, source: str, basis: Basis) -> None:
    sheet = sheet_named(table.title)
    if sheet is None:
        _leave_alone(work, table)
        return
    if not table.rows:
        empty = FileCount(file=table.file, sheet=sheet.title, read=0, kept=0, rejected=0, read_as=table.read_as)
        work.counts.setdefault((table.file, sheet.title), empty)
        return
    heading = read_heading(sheet, table.rows)
    task = Task(table, sheet, heading, source, basis)
    rows = [row for row in table.rows if row.number > heading.row]
    _tell_heading(work, task)
    results = [] if heading.unfit else [validated(task, row, work.cleaned) for row in rows]
    for result in results:
        if isinstance(result, Statement):
            work.drafts.append(result)
        else:
            work.issues.extend(result)
    before = work.counts.get((table.file, sheet.title))
    read = len(rows) + (before.read if before else 0)
    work.counts[table.file, sheet.title] = FileCount(
        file=table.file, sheet=sheet.title, read=read, kept=0, rejected=read, read_as=table.read_as
    )


def _leave_alone(work: _Work, table: Table) -> None:
    if table.title == HELP_SHEET:
        return
    like = sheet_like(table.rows[0].cells) if table.rows else None
    if is_not_built(table.title):
        message = f"“{table.title}”表这个版本还不读,原样留着。"
    else:
        message = f"“{table.title}”不是认得的表,原样留着。"
    hint = f"看表头像“{like.title}”表:是的话请把它改名为“{like.title}”。" if like else ""
    work.note(table.file, table.title, "unknown_sheet", message, suggestion=hint)


def _refuse_nothing_known(tables: Sequence[Table]) -> None:
    files = "、".join(dict.fromkeys(table.file for table in tables))[:200]
    like = next((found for table in tables if table.rows and (found := sheet_like(table.rows[0].cells))), None)
    hint = f"看表头像“{like.title}”表,请把表(csv 则是文件)改名为“{like.title}”。" if like else ""
    titles = "、".join(sheet.title for sheet in SHEETS)
    raise FileRefused(f"“{files}”里没有认得的表。{hint}表名应是:{titles};chainmap template 可以生成模板。")


def _tell_heading(work: _Work, task: Task) -> None:
    """What the heading row says beyond the declared columns, and what makes the whole table unreadable."""
    heading, table, sheet = task.heading, task.table, task.sheet
    if heading.row > table.rows[0].number:
        message = f"表头在第 {heading.row} 行,上面的行没有读。"
        work.note(table.file, sheet.title, "title_rows", message, row=table.rows[0].number)
    for text in heading.unknown:
        message = f"不认得的列“{text[:40]}”,原样留着。"
        work.note(table.file, sheet.title, "unknown_column", message, row=heading.row)
    for text in heading.missing:
        hint = f"请加上这一列;要有的列是:{'、'.join(column.heading for column in sheet.required)}。"
        message = f"缺少“{text}”列,整张表没有读。"
        if table.read_as:
            message += f"(按 {table.read_as} 读,第一行是:{_preview(table)})"
        work.issues.append(task.issue(heading.row, "missing_column", message, column=text, suggestion=hint))
    for text in heading.repeated:
        message = f"“{text[:40]}”列出现了两次,不知道读哪一列,整张表没有读。"
        hint = "请删去或改名其中一列。"
        work.issues.append(task.issue(heading.row, "repeated_column", message, column=text[:40], suggestion=hint))


def _preview(table: Table) -> str:
    return "、".join(str(cell) for cell in table.rows[0].cells)[:60]


def _report(work: _Work, kept: Sequence[Statement]) -> LoadReport:
    found = Counter((statement.evidence.file, statement.evidence.sheet) for statement in kept)
    files = tuple(
        count.model_copy(update={"kept": found[key], "rejected": count.read - found[key]})
        for key, count in work.counts.items()
    )
    waiting = {(i.file, i.sheet, i.row) for i in work.issues if i.level is Level.QUESTION}
    return LoadReport(
        read=sum(count.read for count in files),
        kept=len(kept),
        rejected=sum(count.rejected for count in files),
        questions=len(waiting),
        files=files,
        issues=tuple(
            sorted(work.issues, key=lambda i: (i.file, i.sheet, i.row or 0, i.level, i.code, i.column, i.message))
        ),
        cleaned=tuple(Cleaning(step=step, cells=cells) for step, cells in sorted(work.cleaned.items()) if cells),
    )
