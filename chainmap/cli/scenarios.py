"""Commands that try something out: what-if (plants in, difference out) and closing (the fewest products to add)."""

from pathlib import Path

import click

from api import scenario_tables
from chainmap.cli.handing import Faces, hand_out
from chainmap.cli.options import (
    form_of,
    format_option,
    network_in,
    opened,
    output_option,
    place_option,
    radius_option,
    reach_option,
    store_option,
)
from chainmap.cli.tables import table
from chainmap.model import Ref
from chainmap.quantities import Quantity
from chainmap.scenarios import ClosingQuery, ClosingReport, WhatIfQuery, WhatIfReport
from chainmap.views import Share
from chainmap.vocabulary import label
from graphs import answers
from graphs.scenarios.what_if import addition, read_addition
from graphs.wording import amount_text


@click.command("what-if", help="假设装置落地:补上和新出现的缺口、占用的原料、吨位变化;不保存。")
@place_option
@click.option("--add", "added", multiple=True, required=True, metavar="产品=产能[单位]", help="新增的装置;可重复。")
@reach_option
@radius_option
@format_option("table", "json", "csv", "xlsx")
@output_option
@store_option
def what_if(
    place: str,
    added: tuple[str, ...],
    reach: int,
    radius: float,
    form: str | None,
    output: Path | None,
    store_url: str | None,
) -> None:
    form_of(form, output)
    query = WhatIfQuery(add=tuple(read_addition(text) for text in added), reach=reach, radius=radius)
    with opened(store_url) as store:
        report = answers.what_if(network_in(store), place, query)
        sources = store.sources()
    faces = Faces(
        what_if_text,
        scenario_tables.what_if_csv,
        lambda shown, made: scenario_tables.what_if_xlsx(shown, sources, made),
    )
    hand_out(report, faces, form, output)


@click.command(help="要在本地做出一种产品(或一条链的锚点),最少补哪些产品、按什么次序、外购什么。")
@place_option
@click.option("--for", "target", required=True, metavar="产品或链", help="要做出的产品,或产业链(做出其锚点)。")
@click.option("--make", "made", multiple=True, metavar="产品", help="列为自建;可重复。")
@click.option("--buy", "bought", multiple=True, metavar="产品", help="列为外购;可重复。")
@click.option("--amount", metavar="产能[单位]", help="目标产品的产能,吨位按它计;默认按经济规模。")
@reach_option
@format_option("table", "json", "csv", "xlsx")
@output_option
@store_option
def closing(
    place: str,
    target: str,
    made: tuple[str, ...],
    bought: tuple[str, ...],
    amount: str | None,
    reach: int,
    form: str | None,
    output: Path | None,
    store_url: str | None,
) -> None:
    form_of(form, output)
    stated = None if amount is None else addition(target, amount).amount
    query = ClosingQuery(target=target, amount=stated, make=made, buy=bought, reach=reach)
    with opened(store_url) as store:
        report = answers.closing(network_in(store), place, query)
        sources = store.sources()
    faces = Faces(
        closing_text,
        scenario_tables.closing_csv,
        lambda shown, made: scenario_tables.closing_xlsx(shown, sources, made),
    )
    hand_out(report, faces, form, output)


def _names(refs: tuple[Ref, ...], between: str = "、") -> str:
    return between.join(ref.name for ref in refs)


def _part(title: str, heads: list[str], rows: list[list[str]]) -> str:
    return f"\n{title}\n" + (table(heads, rows) if rows else "没有。\n")


def _notes(warnings: tuple[str, ...]) -> str:
    return "\n" + "".join(f"注意:{warning}\n" for warning in warnings) if warnings else ""


def _before(amount: Quantity | None) -> str:
    return amount_text(amount) if amount else ""


def _share(share: Share) -> str:
    """20.5%(4/19.5,2/8 项), with what was divided, weighted and counted; nothing for a chain without positions."""
    parts = f"{share.numerator:.4g}/{share.denominator:.4g},{share.count}/{share.of} 项"
    return "" if share.value is None else f"{share.value:.1%}({parts})"


def what_if_text(report: WhatIfReport) -> str:
    """The difference in parts: gaps, feedstock, tonnes, chains."""
    plants = "、".join(f"{item.product.name} {amount_text(item.amount)}" for item in report.added)
    product, kind, after = label("product"), label("column.kind"), label("column.after")
    text = f"{report.place.name}:假设新增 {plants}(版本 {report.store_version},不保存)\n"
    for title, gaps in (("what_if.closed", report.closed), ("what_if.opened", report.opened)):
        text += _part(label(title), [product, kind], [[gap.product.name, gap.kind_label] for gap in gaps])
    if report.changed:
        rows = [[item.product.name, item.before_label, item.after_label] for item in report.changed]
        text += _part(label("what_if.changed"), [product, label("column.before"), after], rows)
    rows = [[i.product.name, amount_text(i.amount), i.route, _names(i.via, "→")] for i in report.binds]
    heads = [product, label("column.value"), label("column.route"), label("column.via")]
    text += _part(label("what_if.binds"), heads, rows)
    parts = ("supply", "need", "surplus", "deficit")
    rows = [[i.product.name, *(_before(getattr(i.after, part, None)) for part in parts)] for i in report.balance]
    text += _part(f"{label('what_if.balance')}({after})", [product, *map(label, parts)], rows)
    rows = [[i.chain.name, _share(i.before), _share(i.after)] for i in report.completeness]
    text += _part(label("what_if.completeness"), [label("chain"), label("column.before"), after], rows)
    return text + _notes(report.warnings)


def closing_text(report: ClosingReport) -> str:
    """The sentence, what is made in its order, what is bought, what is here already."""
    text = report.summary + "\n"
    if report.make:
        text += report.basis + "\n"
        rows = [[str(i.order), i.product.name, amount_text(i.amount), i.route] for i in report.make]
        heads = [label("column.order"), label("product"), label("column.value"), label("column.route")]
        text += _part(label("closing.make"), heads, rows) + "".join(f"  {i.order} {i.reason}\n" for i in report.make)
        heads = [label("product"), label("column.value"), label("column.used_by"), label("column.notes")]
        bought = [[i.product.name, amount_text(i.amount), _names(i.users), i.note] for i in report.buy]
        used = [[i.product.name, amount_text(i.amount), _names(i.users), i.note] for i in report.uses]
        text += _part(label("closing.buy"), heads, bought) + _part(label("closing.uses"), heads, used)
    return text + _notes(report.warnings)
