"""A statement is a fact with its evidence; a source is a set of statements; equal content has an equal version."""

import hashlib
import json
from collections.abc import Iterable
from enum import StrEnum
from functools import cached_property

from chainmap.evidence import Evidence
from chainmap.facts import Fact
from chainmap.model import Frozen
from chainmap.names import name_key


class Rank(StrEnum):
    """Where sources disagree on an amount, the user's go before the shipped."""

    USER = "user"
    SHIPPED = "shipped"


class Source(Frozen):
    """Where knowledge comes from: one file or folder loaded, known by its full path or by the name it was given."""

    id: str
    title: str
    rank: Rank = Rank.USER


_KEY_FIELDS = {
    "product": ("name",),
    "route_input": ("output", "route", "input", "role"),
    "link": ("supplier", "user", "relation"),
    "place": ("parent", "name"),
    "enterprise": ("name",),
    "capacity": ("enterprise", "product", "place"),
    "purchase": ("supplier", "user", "product"),
    "chain": ("name",),
    "makes": ("enterprise", "product"),
}


class Statement(Frozen):
    """One fact as one source states it.

    `key` names what it is about (two statements with one key speak of the same thing); `digest` is the content
    without the row it stood in, so that a file with shuffled rows says the same.
    """

    fact: Fact
    evidence: Evidence

    @property
    def kind(self) -> str:
        return self.fact.kind

    @cached_property
    def key(self) -> str:
        return "\x1f".join(name_key(str(getattr(self.fact, field))) for field in _KEY_FIELDS[self.fact.kind])

    @cached_property
    def digest(self) -> str:
        """32 hex digits of fact, basis and citation."""
        content = [
            self.fact.model_dump(mode="json"),
            self.evidence.source,
            self.evidence.basis.value,
            self.evidence.citation,
            self.evidence.quote,
        ]
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.blake2b(text.encode("utf-8"), digest_size=16).hexdigest()


def distinct(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """In one source equal rows count once: the first by file, sheet and row stands; sorted by kind, key, digest."""
    chosen: dict[str, Statement] = {}
    for statement in statements:
        known = chosen.get(statement.digest)
        if known is None or _position(statement) < _position(known):
            chosen[statement.digest] = statement
    return tuple(sorted(chosen.values(), key=order_of))


def order_of(statement: Statement) -> tuple[str, str, str, str]:
    """The order in which every store hands out statements: kind, key, source, digest."""
    return statement.kind, statement.key, statement.evidence.source, statement.digest


def _position(statement: Statement) -> tuple[str, str, int]:
    return statement.evidence.file, statement.evidence.sheet, statement.evidence.row or 0


def content_version(sources: Iterable[Source], digests: Iterable[str]) -> str:
    """16 hex digits of everything stated, whatever the store, the order of rows and the time of loading."""
    lines = sorted([f"{source.id}\x1f{source.title}\x1f{source.rank.value}" for source in sources]) + sorted(digests)
    return hashlib.blake2b("\n".join(lines).encode("utf-8"), digest_size=8).hexdigest()
