"""One replacement of a source, worked out the same way for every store: what changes, and what the version is then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chainmap.ports import Change, Revision
from chainmap.statements import Source, Statement, content_version
from graphs.stores.records import Record, restored

EMPTY_VERSION = content_version((), ())


@dataclass(frozen=True, slots=True)
class Step:
    """The next revision and all it changes; `before` and `after` are the source as it stood and will stand."""

    revision: Revision
    before: Source | None
    after: Source | None
    added: dict[Record, Statement]
    withdrawn: dict[Record, Statement]


class Books(Protocol):
    """What a replacement asks of a store, inside the one transaction that holds the only pen."""

    def last_number(self) -> int:
        """Number of the newest revision; 0 before the first."""
        ...

    def standing_sources(self) -> tuple[Source, ...]: ...

    def standing_records(self, source: str) -> tuple[Record, ...]: ...

    def standing_digests(self) -> Iterable[str]: ...

    def move(self, records: tuple[Record, ...]) -> None:
        """Keep new bodies of statements that stand: equal content, another row."""
        ...

    def take(self, step: Step) -> None:
        """Write the step."""
        ...


def replace_within(books: Books, source: Source, stated: Mapping[Record, Statement], *, at: datetime) -> Change:
    """Make `source` say exactly `stated`; without a difference in content there is no revision."""
    known = {record.digest: record for record in books.standing_records(source.id)}
    said = {record.digest for record in stated}
    added = {record: statement for record, statement in stated.items() if record.digest not in known}
    withdrawn = tuple(record for record in known.values() if record.digest not in said)
    books.move(_moved(known, stated))
    sources = {standing.id: standing for standing in books.standing_sources()}
    before, after = sources.get(source.id), source if stated else None
    change = Change(source=source.id, added=len(added), withdrawn=len(withdrawn), kept=len(stated) - len(added))
    if not added and not withdrawn and before == after:
        return change
    sources.pop(source.id, None)
    gone = {record.digest for record in withdrawn}
    digests = [digest for digest in books.standing_digests() if digest not in gone]
    revision = Revision(
        number=books.last_number() + 1,
        at=at.isoformat(),
        source=source.id,
        added=len(added),
        withdrawn=len(withdrawn),
        version=content_version(
            (*sources.values(), *([after] if after else [])), (*digests, *(record.digest for record in added))
        ),
    )
    books.take(Step(revision, before, after, added, dict(zip(withdrawn, restored(withdrawn), strict=True))))
    return change.model_copy(update={"revision": revision.number})


def checked_moment(at: datetime) -> datetime:
    """`at` itself; a moment without time zone is a mistake of the caller."""
    if at.tzinfo is None:
        raise ValueError("a moment without time zone")
    return at


def _moved(known: Mapping[str, Record], stated: Iterable[Record]) -> tuple[Record, ...]:
    return tuple(r for r in stated if r.digest in known and known[r.digest].body != r.body)
