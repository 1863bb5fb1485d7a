"""The command `chainmap`: one file a group of commands; errors go to standard error with the documented status."""

import sys
from collections.abc import Sequence

import click

from chainmap import __version__
from chainmap.cli.backtest import backtest
from chainmap.cli.browse import map_command, serve
from chainmap.cli.health import doctor
from chainmap.cli.hypotheses import suggest_links
from chainmap.cli.library import library
from chainmap.cli.loading import demo, init, load, template
from chainmap.cli.questions import balance, gaps, resolve, targets
from chainmap.cli.scenarios import closing, what_if
from chainmap.errors import ChainmapError

HELP = """chainmap:一地的产业链缺哪一环、值不值得补、缺多少吨、可以请谁来。

库由 --store 或环境变量 CHAINMAP_STORE 指定:sqlite:///文件(默认 sqlite:///chainmap.db)或
neo4j://主机:7687/库名(用户与口令:CHAINMAP_NEO4J_USER、CHAINMAP_NEO4J_PASSWORD)。

退出状态:0 完成;1 数据有问题或名称不存在;2 用法错误;3 库连不上或版本不符。
"""


@click.group(help=HELP, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="chainmap %(version)s")
def cli() -> None:
    """See HELP."""


for command in (
    demo,
    init,
    template,
    load,
    resolve,
    gaps,
    targets,
    balance,
    what_if,
    closing,
    map_command,
    serve,
    doctor,
    library,
    suggest_links,
    backtest,
):
    cli.add_command(command)


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit status; ours and broken pipes end with a message, never with a stack."""
    try:
        status = cli(list(arguments), standalone_mode=False, prog_name="chainmap")
    except ChainmapError as error:
        click.echo(f"chainmap:{error}", err=True)
        return error.exit_status
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        click.echo(f"chainmap:结果写不出去({error.strerror or error}):请检查磁盘空间和权限。", err=True)
        return 1
    return status if isinstance(status, int) else 0


def main() -> None:
    """Entry point of the command: UTF-8 whatever the locale, the exit status of `run`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    sys.exit(run(sys.argv[1:]))
