"""What a store promises: few verbs to read, one to write; all reasoning runs on what a reader hands out.

The promises themselves are the named tests of `graphs.testing.contract.StoreContract`, run on every store.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from chainmap.model import Frozen
from chainmap.statements import Source, Statement


class Change(Frozen):
    """What one replacement of a source did, in statements; `revision` is None when nothing changed."""

    source: str
    added: int
    withdrawn: int
    kept: int
    revision: int | None = None


class Revision(Frozen):
    """One change of the store: numbered from 1 without gaps, `at` in ISO 8601 with time zone, `version` after it."""

    number: int
    at: str
    source: str
    added: int
    withdrawn: int
    version: str


class Snapshot(Frozen):
    """Everything the store says at one moment: version and statements belong together."""

    version: str
    sources: tuple[Source, ...]
    statements: tuple[Statement, ...]


class NameHit(Frozen):
    """A stated name that holds the text asked for: `kind` of fact, and the name as stated."""

    kind: str
    name: str


class StoreFacts(Frozen):
    """What `doctor` prints: which store it is, its schema and server version, how much is in it."""

    url: str
    backend: str
    server: str
    schema_version: int
    statements: int
    sources: int
    revisions: int


class Reader(Protocol):
    """Reads committed content. Every list is ordered by key, so equal content gives equal answers."""

    def version(self) -> str:
        """Digest of the content (16 hex digits); of an empty store the digest of nothing, always the same."""
        ...

    def sources(self) -> tuple[Source, ...]:
        """All sources that state something now, by id."""
        ...

    def snapshot(self, *, revision: int | None = None) -> Snapshot:
        """Version and all statements of one moment, now or after a revision; ordered by `order_of`."""
        ...

    def statements(
        self, *, kind: str | None = None, key: str | None = None, source: str | None = None
    ) -> tuple[Statement, ...]:
        """Current statements of a kind, about a key, by a source; ordered by `order_of`."""
        ...

    def search(self, text: str, *, limit: int = 20) -> tuple[NameHit, ...]:
        """Stated names and aliases whose key holds the text's key; shortest first, then by name."""
        ...

    def revisions(self, *, since: int = 0) -> tuple[Revision, ...]:
        """The changes after revision `since`, oldest first."""
        ...


class Store(Reader, Protocol):
    """A reader that can also be written, one source at a time, all or nothing."""

    def replace(self, source: Source, statements: Iterable[Statement], *, at: datetime) -> Change:
        """Make `source` say exactly `statements` from now on, in one transaction.

        Repeating it changes nothing and makes no revision; an empty list withdraws the source. Rows of equal
        content count once. Raises StoreError; then nothing is changed.
        """
        ...

    def facts(self) -> StoreFacts: ...

    def close(self) -> None: ...
