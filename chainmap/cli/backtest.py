"""`chainmap backtest`: how good the answers are, beside simple orders of the same rows and with the number of cases."""

from pathlib import Path

import click

from api.exports import rows_csv
from api.tables import Column, Kind
from api.tables import table as sheet
from chainmap.backtests import FIRST, BacktestReport, BacktestRow, Figures, Wish
from chainmap.cli.backtest_links import links
from chainmap.cli.handing import Faces, hand_out
from chainmap.cli.options import (
    format_option,
    network_in,
    opened,
    output_option,
    place_option,
    reach_option,
    store_option,
)
from chainmap.cli.progress import progress
from chainmap.cli.tables import figures_table, table
from chainmap.errors import FileRefused
from chainmap.gaps import GapQuery
from chainmap.vocabulary import label
from graphs.backtests import evaluation
from ingest.cleaning import without_guard
from ingest.headings import heading_key
from ingest.pipeline import read_tables
from ingest.tables import Limits


@click.group(help="检验:把已知的藏起来或拿出愿望清单,看缺链清单把它排在第几,并与简单次序比较。")
def backtest() -> None:
    """The commands that measure the answers."""


@backtest.command(help="留一检验:逐家拿掉该地的企业,看它独有的产品在重算的缺链清单里排第几。")
@place_option
@reach_option
@format_option("table", "json", "csv")
@output_option
@store_option
def enterprises(place: str, reach: int, form: str | None, output: Path | None, store_url: str | None) -> None:
    with opened(store_url) as store:
        network = network_in(store)
    report = evaluation.enterprises(network, place, GapQuery(reach=reach), told=progress("家企业"))
    hand_out(report, Faces(report_text, _rows), form, output)


@backtest.command(help="愿望清单检验:csv 的列为 地区、产品,看缺链清单找回其中多少。")
@click.argument("file", type=click.Path(path_type=Path))
@reach_option
@format_option("table", "json", "csv")
@output_option
@store_option
@click.pass_context
def wishes(
    ctx: click.Context, file: Path, reach: int, form: str | None, output: Path | None, store_url: str | None
) -> None:
    asked = read_wishes(file)
    with opened(store_url) as store:
        network = network_in(store)
    report = evaluation.wishes(network, asked, GapQuery(reach=reach), told=progress("个地区"))
    hand_out(report, Faces(report_text, _rows), form, output)
    if report.rejected:
        ctx.exit(1)


backtest.add_command(links)


def read_wishes(path: Path) -> tuple[Wish, ...]:
    """The rows of a wish list, read as any csv that users bring; FileRefused names the column that is missing."""
    tables = read_tables(path, path.name, Limits())
    if not tables or not tables[0].read_as:
        raise FileRefused(f"“{path.name}”不是 csv:愿望清单请另存为“CSV UTF-8”。")
    found = tables[0]
    if not found.rows:
        raise FileRefused(f"“{path.name}”是空的:第一行应是表头,至少有 地区、产品 两列。")
    heads = [heading_key(str(cell)) for cell in found.rows[0].cells]
    place, product = (_column(heads, names, path.name) for names in (("地区", "place"), ("产品", "product")))
    return tuple(
        Wish(place=_cell(row.cells, place), product=_cell(row.cells, product), row=row.number) for row in found.rows[1:]
    )


def _column(heads: list[str], names: tuple[str, str], file: str) -> int:
    found = [position for position, head in enumerate(heads) if head in names]
    if len(found) != 1:
        told = "缺少" if not found else "不止一个"
        raise FileRefused(f"“{file}”的表头{told}“{names[0]}”列:愿望清单要有 地区、产品 两列,各一个。")
    return found[0]


def _cell(cells: tuple[object, ...], position: int) -> str:
    return without_guard(str(cells[position]).strip()) if position < len(cells) else ""


def _rows(report: BacktestReport) -> bytes:
    return rows_csv(sheet(label("column.outcome"), COLUMNS, report.rows))


def report_text(report: BacktestReport) -> str:
    """Counts, the figures of the method beside the baselines, then a row a product asked for; warnings last."""
    cases = [
        f"{label('backtest.cases')} {report.cases}",
        f"{label('outcome.off_the_map')} {report.off_the_map}",
        f"{label('backtest.ranked_low')} {report.ranked_low}",
    ]
    apart = [
        f"{label('outcome.already_here')} {report.already_here}",
        f"{label('outcome.unstated')} {report.unstated}",
        f"{label('backtest.rejected')} {report.rejected}",
    ]
    title = f"{report.place.name}:" if report.place else ""
    asked = f"{title}{','.join(cases)}(另有{','.join(apart)});步数 {report.reach},版本 {report.store_version}\n"
    notes = "".join(f"注意:{warning}\n" for warning in report.warnings)
    return asked + figures_text(report) + (_rows_text(report.rows) if report.rows else "") + notes


def figures_text(report: BacktestReport) -> str:
    """One line the method, one line a baseline; a figure without cases is 未知."""
    lines = {label("backtest.method"): Figures(recall=report.recall, mrr=report.mrr)}
    lines |= {label(f"baseline.{name}"): figures for name, figures in report.baselines.items()}
    return figures_table(lines, report.cases, FIRST)


def _rows_text(rows: tuple[BacktestRow, ...]) -> str:
    """Without the columns that only files carry or that no row fills."""
    shown = [c for c in COLUMNS if c.heading not in _ONLY_IN_FILES and any(_text(c.value(row)) for row in rows)]
    cells = [[_text(column.value(row)) for column in shown] for row in rows]
    return "\n" + table([column.heading for column in shown], cells)


def _text(value: object) -> str:
    return "" if value is None else f"{value:.1f}" if isinstance(value, float) else str(value)


COLUMNS: tuple[Column[BacktestRow], ...] = (
    Column(label("place"), lambda row: row.place),
    Column(label("enterprise"), lambda row: row.enterprise.name if row.enterprise else ""),
    Column(label("column.asked"), lambda row: row.asked),
    Column(label("column.outcome"), lambda row: row.outcome_label),
    Column(label("rank"), lambda row: row.rank, Kind.NUMBER),
    Column(label("column.compared"), lambda row: row.compared, Kind.NUMBER),
    Column(label("column.random_rank"), lambda row: row.random, Kind.NUMBER),
    Column(label("column.popularity_rank"), lambda row: row.popularity, Kind.NUMBER),
    Column(label("column.one_hop_rank"), lambda row: row.one_hop, Kind.NUMBER),
    Column(label("column.found_as"), lambda row: row.found_as.name if row.found_as else ""),
    Column(label("column.kind"), lambda row: row.kind_label),
    Column(label("column.advice"), lambda row: row.advice_label),
    Column(label("column.listed"), lambda row: row.listed, Kind.NUMBER),
    Column(label("column.notes"), lambda row: row.note, width=40),
)
_ONLY_IN_FILES = {label("place"), label("column.listed")}
