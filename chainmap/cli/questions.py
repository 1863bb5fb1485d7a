"""Commands that ask the store a question: resolve, gaps, targets, balance."""

from pathlib import Path

import click

from api import exports
from chainmap.cli.handing import Faces, hand_out
from chainmap.cli.options import (
    form_of,
    format_option,
    gap_options,
    network_in,
    opened,
    output_option,
    place_option,
    store_option,
)
from chainmap.cli.tables import balance_table, gaps_table, targets_table
from chainmap.gaps import GapQuery
from graphs import answers


@click.command(help="一个名称指的是哪个产品;不认识的给出相近的名称。")
@click.argument("names", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@store_option
@click.pass_context
def resolve(ctx: click.Context, names: tuple[str, ...], as_json: bool, store_url: str | None) -> None:
    with opened(store_url) as store:
        network = network_in(store)
        found = [answers.resolve(network, name) for name in names]
    if as_json:
        texts = [item.model_dump_json(indent=2) for item in found]
        click.echo(texts[0] if len(texts) == 1 else "[\n" + ",\n".join(texts) + "\n]")
    else:
        for item in found:
            near = "、".join(ref.name for ref in item.candidates)
            told = item.product.name if item.product else f"没有这个产品;相近的有:{near}" if near else "没有这个产品"
            click.echo(f"{item.name}\t{told}")
    if any(item.product is None for item in found):
        ctx.exit(1)


@click.command(help="一地缺哪些环节:排好序,逐条说明理由。")
@place_option
@gap_options
@format_option("table", "json", "csv", "xlsx")
@output_option
@store_option
def gaps(place: str, query: GapQuery, form: str | None, output: Path | None, store_url: str | None) -> None:
    form_of(form, output)
    with opened(store_url) as store:
        report = answers.gaps(network_in(store), place, query)
        sources = store.sources()
    faces = Faces(
        table=gaps_table,
        csv=exports.gaps_csv,
        xlsx=lambda shown, made: exports.gaps_xlsx(shown, query, sources, made),
    )
    hand_out(report, faces, form, output)


@click.command(help="招商目标清单:每个缺链环节、每家候选企业一行。")
@place_option
@gap_options
@format_option("table", "json", "csv", "xlsx")
@output_option
@store_option
def targets(place: str, query: GapQuery, form: str | None, output: Path | None, store_url: str | None) -> None:
    form_of(form, output)
    with opened(store_url) as store:
        report = answers.targets(network_in(store), place, query)
        sources = store.sources()
    faces = Faces(
        targets_table, exports.targets_csv, lambda shown, made: exports.targets_xlsx(shown, query, sources, made)
    )
    hand_out(report, faces, form, output)


@click.command(help="吨位平衡:本地供给、自用、外购需求、余量和缺口,一种产品一行。")
@place_option
@format_option("table", "json", "csv", "xlsx")
@output_option
@store_option
def balance(place: str, form: str | None, output: Path | None, store_url: str | None) -> None:
    form_of(form, output)
    with opened(store_url) as store:
        report = answers.balance(network_in(store), place)
        sources = store.sources()
    faces = Faces(
        table=balance_table,
        csv=exports.balance_csv,
        xlsx=lambda shown, made: exports.balance_xlsx(shown, sources, made),
    )
    hand_out(report, faces, form, output)
