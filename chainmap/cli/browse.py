"""Commands that show the map: serve (pages and API) and map (one HTML file)."""

from pathlib import Path

import click

from chainmap.cli.options import deliver, network_in, opened, place_option, store_option
from chainmap.settings import Settings
from graphs import answers
from graphs.pictures.render import render_map


def serve_store(store_url: str | None, *, host: str, port: int) -> None:
    """Serve one store until the process is told to stop."""
    from api.app import create_app  # the web framework takes longer to import than most answers take
    from api.serving import run

    def told() -> None:
        click.echo(f"打开 http://{host}:{port}(按 Ctrl+C 停止)", err=True)

    with opened(store_url) as store:
        run(create_app(lambda: store, weights=Settings().weights_in_use()), host, port, ready=told)


@click.command(help="启动网页和接口。没有账号时只在本机 127.0.0.1 提供。")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址。")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="端口。")
@store_option
def serve(host: str, port: int, store_url: str | None) -> None:
    serve_store(store_url, host=host, port=port)


@click.command("map", help="写一张单文件产业链图:不联网、拷进 U 盘也能打开。")
@place_option
@click.option("--chain", metavar="产业链", help="只画这条产业链;默认画本地产品与缺链。")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="写到文件。")
@store_option
def map_command(place: str, chain: str | None, output: Path, store_url: str | None) -> None:
    with opened(store_url) as store:
        network = network_in(store)
        drawing = answers.chain_map(network, place, chain)
    deliver(render_map(drawing), output)
