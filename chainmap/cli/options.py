"""Options that several commands share, opening the store that they name, and writing a result."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from math import isfinite
from pathlib import Path
from typing import Any, TypeVar

import click

from chainmap.errors import StoreUnreachable
from chainmap.gaps import GapKind, GapQuery
from chainmap.ports import Store
from chainmap.settings import Settings
from chainmap.vocabulary import from_label, label
from graphs import answers
from graphs.network import ChainNetwork
from graphs.stores import open_store

Command = TypeVar("Command", bound=Callable[..., Any])

store_option = click.option("--store", "store_url", metavar="URL", help="库的地址;默认取 CHAINMAP_STORE。")
place_option = click.option("--place", required=True, metavar="地区", help="地区的名称、代码或编号。")
output_option = click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="写到文件。")


reach_option = click.option(
    "--reach", type=click.IntRange(1, 4), default=2, show_default=True, help="向上几步(向下多一步)。"
)


class FiniteRange(click.FloatRange):
    """A range that nan is outside of: nan compares as neither too small nor too large."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        number = float(super().convert(value, param, ctx))
        if not isfinite(number):
            self.fail(f"{value} 不是有限的数字。", param, ctx)
        return number


radius_option = click.option(
    "--radius", type=FiniteRange(0, 6000), default=150.0, show_default=True, help="邻区半径,公里。"
)


def format_option(*formats: str) -> Callable[[Command], Command]:
    return click.option("--format", "form", type=click.Choice(formats), help="输出格式;默认表格,写文件时看扩展名。")


@contextmanager
def opened(url: str | None, *, create: bool = False) -> Iterator[Store]:
    """The store of --store or of the environment; a file that is not there is an error unless `create`."""
    settings = Settings()
    chosen = url or settings.store
    path = file_of(chosen)
    if path is not None and not create and not path.exists():
        raise StoreUnreachable(f"库文件 {path} 不存在:先运行 chainmap demo(带样例)或 chainmap init(只有参考库)。")
    store = open_store(chosen, user=settings.neo4j_user, password=settings.neo4j_password)
    try:
        yield store
    finally:
        store.close()


def network_in(store: Store) -> ChainNetwork:
    """The network of what the store says now, scored with the weights in use."""
    return answers.current(store, Settings().weights_in_use())


def file_of(url: str) -> Path | None:
    """The file of an embedded store's URL; None for a server or a store in memory."""
    prefix = "sqlite:///"
    name = url.removeprefix(prefix)
    return Path(name) if url.startswith(prefix) and name != ":memory:" else None


class GapKindChoice(click.ParamType[GapKind]):
    """A kind of gap by its Chinese label or its English name."""

    name = "类型"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> GapKind:
        kind = value if isinstance(value, GapKind) else from_label(GapKind, str(value))
        if kind is None:
            names = "、".join(label(kind) for kind in GapKind)
            self.fail(f"没有这种类型:{value}。可用:{names}。", param, ctx)
        return kind


def gap_options(command: Callable[..., None]) -> Callable[..., None]:
    """--chain, --kind, --reach, --radius, --first and --top, handed to the command as one `query`."""

    @wraps(command)
    def gathered(
        *,
        chain: str | None,
        kinds: tuple[GapKind, ...],
        reach: int,
        radius: float,
        first: int,
        top: int | None,
        **rest: Any,
    ) -> None:
        command(query=GapQuery(chain=chain, kinds=kinds, reach=reach, radius=radius, first=first, top=top), **rest)

    options = (
        click.option("--chain", metavar="产业链", help="只看这条产业链(并列出其上无基础的环节:建链)。"),
        click.option("--kind", "kinds", multiple=True, type=GapKindChoice(), help="只看这种类型;可重复。"),
        reach_option,
        radius_option,
        click.option("--first", type=click.IntRange(min=1), default=10, show_default=True, help="稳定度看前几名。"),
        click.option("--top", type=click.IntRange(min=1), help="只要前 N 条。"),
    )
    for option in reversed(options):
        gathered = option(gathered)
    return gathered


def form_of(form: str | None, output: Path | None, *, binary: tuple[str, ...] = ("xlsx",)) -> str:
    """The format asked for, else the output's extension, else a table; a binary one wants a file."""
    chosen = form or (output.suffix.lstrip(".").lower() if output else "table")
    if chosen not in ("table", "json", "csv", "xlsx"):
        raise click.UsageError(f"不认识的输出格式 {chosen!r}:可用 table、json、csv、xlsx。")
    if chosen in binary and output is None:
        raise click.UsageError(f"{chosen} 要写到文件:请加 -o 文件名.{chosen}。")
    return chosen


def deliver(content: bytes | str, output: Path | None) -> None:
    """Write a result to the file (whole or not at all) or to standard output."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    if output is None:
        click.echo(data, nl=False)
        return
    partial = output.with_name(f".{output.name}.part")
    try:
        partial.write_bytes(data)
        partial.replace(output)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise click.ClickException(f"写不进 {output}:{error.strerror}。请换一个位置或关闭正打开它的程序。") from error
    click.echo(f"已写到 {output}({len(data):,} 字节)。", err=True)
