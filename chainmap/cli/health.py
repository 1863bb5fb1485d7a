"""`chainmap doctor`: checks the installation, the store and its version, and says how to repair."""

from importlib.metadata import PackageNotFoundError, distributions, packages_distributions, version

import click

from chainmap import __version__
from chainmap.cli.options import opened, store_option
from chainmap.errors import StoreError

OWN_PACKAGES = ("chainmap", "graphs", "ingest", "api")
DISTRIBUTION = "industry-chainmap"


def foreign_owners() -> tuple[str, ...]:
    """Distributions other than ours that also ship one of our package names, so that imports may mix."""
    owners = packages_distributions()
    names = {owner for package in OWN_PACKAGES for owner in owners.get(package, ())}
    return tuple(sorted(names - {DISTRIBUTION}))


def missing_requirements() -> tuple[str, ...]:
    """Packages that ours needs and that are not installed."""
    ours = next((d for d in distributions() if d.metadata["Name"] == DISTRIBUTION), None)
    missing = []
    for line in (ours.requires or []) if ours else []:
        if "extra ==" in line:
            continue
        name = line.split(";")[0].split(">")[0].split("<")[0].split("=")[0].split("[")[0].strip()
        try:
            version(name)
        except PackageNotFoundError:
            missing.append(name)
    return tuple(missing)


@click.command(help="检查安装、库及其版本,并说明怎样修复。")
@store_option
@click.pass_context
def doctor(ctx: click.Context, store_url: str | None) -> None:
    click.echo(f"chainmap {__version__}")
    status = 0
    foreign = foreign_owners()
    if foreign:
        status = 1
        click.echo(f"✗ 另有安装包占用同名目录:{'、'.join(foreign)}。请把 chainmap 装进单独的虚拟环境。")
    missing = missing_requirements()
    if missing:
        status = 1
        click.echo(f"✗ 缺少依赖:{'、'.join(missing)}。请按 requirements.lock 重新安装。")
    if not status:
        click.echo("✓ 安装完整,没有同名冲突。")
    try:
        _check_store(store_url)
    except StoreError as error:
        click.echo(f"✗ {error}")
        status = error.exit_status
    ctx.exit(status)


def _check_store(store_url: str | None) -> None:
    with opened(store_url) as store:
        facts = store.facts()
        click.echo(f"✓ 库可用:{facts.url}({facts.backend} {facts.server},结构版本 {facts.schema_version})")
        click.echo(
            f"  来源 {facts.sources} 个,陈述 {facts.statements} 条,变更 {facts.revisions} 次,内容版本 {store.version()}"
        )
