"""`chainmap backtest links`: links of the map are hidden and looked for, beside simple orders of all products."""

from pathlib import Path

import click

from api.exports import rows_csv
from api.tables import Column, Kind
from api.tables import table as sheet
from chainmap.backtests import FIRST_LINKS, Figures, HiddenLink, LinkBacktestReport
from chainmap.cli.handing import Faces, hand_out
from chainmap.cli.options import format_option, network_in, opened, output_option, store_option
from chainmap.cli.progress import progress
from chainmap.cli.tables import figures_table, table
from chainmap.vocabulary import label
from graphs.backtests import hidden_links


@click.command(help="关系检验:把图谱上的关系藏起一成,看建议关系把它排在第几,并与简单次序比较。")
@format_option("table", "json", "csv")
@output_option
@store_option
def links(form: str | None, output: Path | None, store_url: str | None) -> None:
    with opened(store_url) as store:
        network = network_in(store)
    report = hidden_links.links(network, told=progress("轮"))
    hand_out(report, Faces(report_text, links_csv), form, output)


def links_csv(report: LinkBacktestReport) -> bytes:
    return rows_csv(sheet(label("column.outcome"), COLUMNS, report.rows))


def report_text(report: LinkBacktestReport) -> str:
    """Counts, the figures of the method beside the baselines, then probability beside what was found; notes last."""
    cases = [
        f"{label('backtest.cases')} {report.cases}",
        f"{label('link_trial.no_candidate')} {report.off_the_map}",
        f"{label('backtest.ranked_low')} {report.ranked_low}",
    ]
    asked = f"图谱 {report.links} 条关系,藏起一成,{report.trials} 轮:{','.join(cases)};版本 {report.store_version}\n"
    orders = {label("backtest.method"): Figures(recall=report.recall, mrr=report.mrr)}
    orders |= {label(f"baseline.{name}"): figures for name, figures in report.baselines.items()}
    notes = "".join(f"注意:{warning}\n" for warning in report.warnings)
    return asked + figures_table(orders, report.cases, FIRST_LINKS) + _calibration_text(report) + notes


def _calibration_text(report: LinkBacktestReport) -> str:
    heads = [label(f"column.{name}") for name in ("probability", "pairs", "predicted", "observed")]
    rows = [
        [f"{one.low:.0%}–{one.high:.0%}", str(one.pairs), _share(one.predicted), _share(one.observed)]
        for one in report.calibration
    ]
    return "\n" + table(heads, rows) if rows else ""


def _share(share: float | None) -> str:
    return label("unknown") if share is None else f"{share:.1%}"


COLUMNS: tuple[Column[HiddenLink], ...] = (
    Column(label("column.trial"), lambda row: row.trial, Kind.NUMBER),
    Column(label("column.link_supplier"), lambda row: row.supplier.name),
    Column(label("column.link_user"), lambda row: row.user.name),
    Column(label("column.outcome"), lambda row: row.outcome_label),
    Column(label("rank"), lambda row: row.rank, Kind.NUMBER),
    Column(label("column.compared"), lambda row: row.compared, Kind.NUMBER),
    Column(label("column.probability"), lambda row: row.probability, Kind.SHARE),
    Column(label("column.popularity_rank"), lambda row: row.popularity, Kind.NUMBER),
    Column(label("column.names_rank"), lambda row: row.names, Kind.NUMBER),
    Column(label("column.l3_rank"), lambda row: row.l3, Kind.NUMBER),
)
