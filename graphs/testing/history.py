"""Random histories of a store, compared step by step with a model made of dictionaries: a hypothesis state machine.

Subclass it, set `fresh` to what opens an empty store, and run `hypothesis.stateful.run_state_machine_as_test`.
"""
# ruff: noqa: S101 assertions are what this module is for

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from chainmap.evidence import Basis, Evidence
from chainmap.facts import Fact, LinkFact, ProductFact
from chainmap.names import name_key
from chainmap.ports import NameHit, Snapshot, Store
from chainmap.statements import Rank, Source, Statement, content_version, order_of
from graphs.testing.facts import (
    ADIPIC_ACID,
    ADIPIC_TO_SALT,
    EMPTY_VERSION,
    FULING,
    HUAFENG,
    HUAFENG_MAKES_ADIPIC_ACID,
    MORNING,
    POLYESTER,
    PTA,
    PX_TO_PTA,
)

FACTS: tuple[Fact, ...] = (
    *(PTA, ADIPIC_ACID, PX_TO_PTA, ADIPIC_TO_SALT, FULING, HUAFENG, HUAFENG_MAKES_ADIPIC_ACID, POLYESTER),
    ProductFact(name="己 二 酸", aliases=("PTA",)),  # the key of another product, the alias that is a name elsewhere
    LinkFact(supplier="二元酸", user="己二酸"),
    ProductFact(name="-ACT", english="' } ) //"),
)
SOURCES = ("library", "涪陵年鉴.xlsx", "企业调查.csv")
_NAMED = ("product", "enterprise", "place", "chain")


@dataclass
class Standing:
    """One statement from the revision that added it to the one that withdrew it; rows may move, content does not."""

    statement: Statement
    added: int
    withdrawn: int | None = None

    def stands(self, revision: int) -> bool:
        return self.added <= revision and (self.withdrawn is None or revision < self.withdrawn)


class StoreHistory(RuleBasedStateMachine):
    """Writes at random and keeps beside it what the store must say now and at every earlier revision."""

    fresh: ClassVar[Callable[[], Store]]

    def __init__(self) -> None:
        super().__init__()
        self.store = type(self).fresh()
        self.standings: list[Standing] = []
        self.sources: list[dict[str, Source]] = [{}]
        self.versions = [EMPTY_VERSION]

    def teardown(self) -> None:
        self.store.close()

    @rule(
        source=st.sampled_from(SOURCES),
        rank=st.sampled_from(Rank),
        rows=st.lists(st.tuples(st.integers(0, len(FACTS) - 1), st.integers(2, 5)), max_size=6),
    )
    def replace(self, source: str, rank: Rank, rows: list[tuple[int, int]]) -> None:
        statements = [_stated(source, FACTS[fact], row) for fact, row in rows]
        change = self.store.replace(Source(id=source, title="来源", rank=rank), statements, at=self._now())
        expected = self._replace(Source(id=source, title="来源", rank=rank), statements)
        assert (change.added, change.withdrawn, change.kept, change.revision) == expected

    @rule(revision=st.integers(0, 60))
    def look_back(self, revision: int) -> None:
        revision %= len(self.versions)
        assert self.store.snapshot(revision=revision) == self._snapshot(revision)

    @rule(text=st.sampled_from(("酸", "二酸", "pta", "涪陵", "P", "}", "聚酯", "二 元", "无")))
    def search(self, text: str) -> None:
        facts = [standing.statement.fact for standing in self._now_standing()]
        names = {(fact.kind, name) for fact in facts if fact.kind in _NAMED for name in _names(fact)}
        hits = [NameHit(kind=kind, name=name) for kind, name in names if name_key(text) in name_key(name)]
        assert self.store.search(text) == tuple(sorted(hits, key=lambda hit: (len(hit.name), hit.name, hit.kind)))

    @rule(
        kind=st.none() | st.sampled_from(("product", "link", "capacity")),
        fact=st.none() | st.sampled_from(FACTS),
        source=st.none() | st.sampled_from(SOURCES),
    )
    def ask(self, kind: str | None, fact: Fact | None, source: str | None) -> None:
        key = None if fact is None else _stated("", fact, 1).key
        found = self.store.statements(kind=kind, key=key, source=source)
        assert found == tuple(
            statement
            for statement in self._snapshot(self._last()).statements
            if kind in (None, statement.kind)
            and key in (None, statement.key)
            and source in (None, statement.evidence.source)
        )

    @invariant()
    def says_what_the_model_says(self) -> None:
        assert self.store.snapshot() == self._snapshot(self._last())
        assert self.store.version() == self.versions[-1]

    @invariant()
    def numbers_its_revisions_without_gaps(self) -> None:
        found = [(revision.number, revision.version) for revision in self.store.revisions()]
        assert found == list(enumerate(self.versions))[1:]

    def _replace(self, source: Source, statements: Iterable[Statement]) -> tuple[int, int, int, int | None]:
        """The model's own replacement: added, withdrawn, kept, revision."""
        number = len(self.versions)
        said: dict[str, Statement] = {}
        for statement in sorted(statements, key=lambda statement: statement.evidence.row or 0):
            said.setdefault(statement.digest, statement)
        known = {s.statement.digest: s for s in self._now_standing() if s.statement.evidence.source == source.id}
        for digest in known.keys() & said.keys():
            known[digest].statement = said[digest]
        added, gone = said.keys() - known.keys(), known.keys() - said.keys()
        after = {**self.sources[-1], source.id: source} if said else dict(self.sources[-1])
        if not said:
            after.pop(source.id, None)
        if not added and not gone and after == self.sources[-1]:
            return 0, 0, len(said), None
        for digest in gone:
            known[digest].withdrawn = number
        self.standings += [Standing(said[digest], number) for digest in added]
        self.sources.append(after)
        self.versions.append(
            content_version(after.values(), [s.statement.digest for s in self.standings if s.stands(number)])
        )
        return len(added), len(gone), len(said) - len(added), number

    def _snapshot(self, revision: int) -> Snapshot:
        statements = (standing.statement for standing in self.standings if standing.stands(revision))
        return Snapshot(
            version=self.versions[revision],
            sources=tuple(self.sources[revision][source] for source in sorted(self.sources[revision])),
            statements=tuple(sorted(statements, key=order_of)),
        )

    def _last(self) -> int:
        return len(self.versions) - 1

    def _now_standing(self) -> list[Standing]:
        return [standing for standing in self.standings if standing.withdrawn is None]

    def _now(self) -> datetime:
        return MORNING + timedelta(minutes=len(self.versions))


def _stated(source: str, fact: Fact, row: int) -> Statement:
    return Statement(fact=fact, evidence=Evidence(source=source, basis=Basis.USER, file="f", row=row))


def _names(fact: Fact) -> tuple[str, ...]:
    if isinstance(fact, ProductFact):
        return tuple(filter(None, (fact.name, *fact.aliases, fact.english)))
    return (str(fact.name),) if hasattr(fact, "name") else ()
