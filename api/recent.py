"""What changed in the store lately, in words, and the day that its content stands for."""

from chainmap.ports import Reader

MOST = 8


def changes(reader: Reader) -> tuple[str, ...]:
    """The last loads, newest first: when, which source, how many statements came and went."""
    titles = {source.id: source.title for source in reader.sources()}
    lines = []
    for revision in reversed(reader.revisions()[-MOST:]):
        title = titles.get(revision.source, revision.source)
        lines.append(f"{revision.at[:10]} “{title}”:新增 {revision.added} 条,撤回 {revision.withdrawn} 条")
    return tuple(lines)


def as_of(reader: Reader) -> str:
    """The day of the last change, empty for a store that never had one."""
    history = reader.revisions()
    return history[-1].at[:10] if history else ""
