"""A program that the kill test kills: for every line of standard input it forks a child that replaces a source.

Imports and statements are made once; a child is ready in milliseconds, so that kills fall into the writing.
"""

import itertools
import os
import sys
from datetime import UTC, datetime

from pydantic import SecretStr

from chainmap.evidence import Basis, Evidence
from chainmap.facts import ProductFact
from chainmap.statements import Source, Statement
from graphs.stores import PASSWORD_VARIABLE, USER_VARIABLE, open_store

PLANTS = Source(id="产品.csv", title="产品")
SIZE = 300


def edition(number: int) -> list[Statement]:
    """What the file says in its even and in its odd editions: half of it is common to both."""
    first = number % 2 * SIZE // 2
    return [
        Statement(
            fact=ProductFact(name=f"产品{row}", aliases=(f"别名{row}",)),
            evidence=Evidence(source=PLANTS.id, basis=Basis.USER, file="产品.csv", row=row),
        )
        for row in range(first, first + SIZE)
    ]


def write_for_ever(url: str, editions: tuple[list[Statement], list[Statement]]) -> None:
    password = os.environ.get(PASSWORD_VARIABLE)
    store = open_store(url, user=os.environ.get(USER_VARIABLE), password=SecretStr(password) if password else None)
    for number in itertools.count():
        store.replace(PLANTS, editions[number % 2], at=datetime.now(UTC))


if __name__ == "__main__":
    both = edition(0), edition(1)
    for statement in (*both[0], *both[1]):
        _ = statement.digest
    for _line in sys.stdin:
        child = os.fork()
        if child == 0:
            write_for_ever(sys.argv[1], both)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        os.waitpid(child, 0)
        sys.stdout.write("gone\n")
        sys.stdout.flush()
