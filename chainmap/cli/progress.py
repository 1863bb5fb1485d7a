"""How far long work is, said on a terminal once it has taken two seconds."""

import sys
from collections.abc import Callable
from time import monotonic

import click

PATIENCE = 2.0
"""Seconds of work after which progress is shown."""


def progress(what: str, *, clock: Callable[[], float] = monotonic) -> Callable[[int, int], None]:
    """Says on a terminal how far the work is, once it has taken two seconds; the line is wiped at the end."""
    started = clock()

    def told(done: int, of: int) -> None:
        if sys.stderr.isatty() and clock() - started > PATIENCE:
            text = "" if done == of else f"已算 {done}/{of} {what}"
            click.echo(f"\r\x1b[K{text}", err=True, nl=False)

    return told
