"""`chainmap suggest-links`: links that the map itself probably lacks, for a person to check; never a gap."""

from pathlib import Path

import click

from api.hypothesis_tables import hypotheses_csv, hypotheses_xlsx
from chainmap.cli.handing import Faces, hand_out
from chainmap.cli.options import form_of, format_option, network_in, opened, output_option, store_option
from chainmap.cli.progress import progress
from chainmap.cli.tables import table
from chainmap.hypotheses import HeldBack, LinkHypotheses, LinkQuery
from chainmap.vocabulary import label
from graphs import answers
from graphs.hypotheses.suggestions import PLACES


@click.command("suggest-links", help="图谱自己可能缺的投入关系,附概率和理由;由人核对后写进自己的表,从不混入缺链。")
@click.option("--top", type=click.IntRange(1, 1000), default=30, show_default=True, help="只要前 N 条。")
@format_option("table", "json", "csv", "xlsx")
@output_option
@store_option
def suggest_links(top: int, form: str | None, output: Path | None, store_url: str | None) -> None:
    form_of(form, output)
    with opened(store_url) as store:
        report = answers.link_hypotheses(network_in(store), LinkQuery(top=top), told=progress("步"))
        sources = store.sources()
    faces = Faces(
        hypotheses_text,
        hypotheses_csv,
        lambda shown, made: hypotheses_xlsx(shown, sources, made),
    )
    hand_out(report, faces, form, output)


def hypotheses_text(report: LinkHypotheses) -> str:
    """One line a suggestion, then the weightiest reason of each, then what the probability stands for."""
    heads = [label("rank"), label("column.link_supplier"), label("column.link_user"), label("column.probability")]
    heads.append(label("column.closes_cycle"))
    rows = [
        [
            str(row.rank),
            row.supplier.name,
            row.user.name,
            f"{row.probability:.0%}",
            label("yes_no.yes") if row.closes_cycle else "",
        ]
        for row in report.items
    ]
    text = f"{label('hypothesis')}:前 {len(rows)} 条,共 {report.total} 条(版本 {report.store_version})\n"
    if rows:
        text += table(heads, rows) + "\n"
        text += "".join(f"{row.rank} {row.reasons[0].reason}\n" for row in report.items if row.reasons)
        text += f"\n{report.basis}\n"
        text += _held_back(report.held_back)
    return text + "".join(f"注意:{warning}\n" for warning in report.warnings)


def _held_back(held: HeldBack) -> str:
    parts = []
    if held.joined:
        parts.append(f"{held.joined} 条在图谱上已隔一种产品相通(多半只是跳过了中间一环)")
    if held.crowded:
        parts.append(f"{held.crowded} 条的原料或产品在清单里已占 {PLACES} 条")
    return f"另有 {','.join(parts)},没有列出。\n" if parts else ""
