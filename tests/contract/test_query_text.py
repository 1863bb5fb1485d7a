"""I1, I3: whatever the values, the text of every query is the same, and it is a constant of `sql` or `cypher`."""

import sqlite3
from collections.abc import Iterator
from functools import partial
from types import ModuleType
from typing import Any

import neo4j
import pytest

from chainmap.evidence import Basis, Evidence
from chainmap.facts import CapacityFact, LinkFact, ProductFact, Relation
from chainmap.ports import Store
from chainmap.statements import Source, Statement
from graphs.stores import cypher, open_store, sql
from graphs.testing.facts import MORNING
from tests.trust.payloads import STORABLE


def constants(module: ModuleType) -> set[str]:
    def texts(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from value
        elif isinstance(value, dict):
            yield from value.values()

    return {text for name, value in vars(module).items() if name.isupper() for text in texts(value)}


def use_every_verb(store: Store, text: str) -> None:
    source = Source(id=text, title=text)
    facts = [
        ProductFact(name=text, aliases=(text,), generics=(text,)),
        LinkFact(supplier=text, user=text, relation=Relation.END_USE),
        CapacityFact(enterprise=text, product=text, place=text),
    ]
    evidence = Evidence(source=text, basis=Basis.CITED, citation=text, file=text)
    statements = [Statement(fact=fact, evidence=evidence) for fact in facts]
    store.replace(source, statements, at=MORNING)
    moved = evidence.model_copy(update={"row": 7})
    store.replace(source, [Statement(fact=fact, evidence=moved) for fact in facts], at=MORNING)
    store.search(text)
    for kind in (None, text):
        for key in (None, text):
            for of in (None, text):
                store.statements(kind=kind, key=key, source=of)
    store.replace(source, (), at=MORNING)
    store.snapshot(revision=store.revisions(since=-1)[-1].number)
    store.sources()
    store.facts()


class Listening(sqlite3.Connection):
    """A connection that writes down the text of every query."""

    heard: list[str]

    def execute(self, text: str, *given: Any) -> sqlite3.Cursor:
        self.heard.append(text)
        return super().execute(text, *given)

    def executemany(self, text: str, given: Any) -> sqlite3.Cursor:
        self.heard.append(text)
        return super().executemany(text, given)


def test_texts_sent_to_sqlite_are_constants_whatever_the_values(monkeypatch: pytest.MonkeyPatch) -> None:
    Listening.heard = []
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Listening))
    store = open_store("sqlite:///:memory:")
    said = [_said_for(store, text, Listening.heard) for text in ("己二酸", *STORABLE)]
    store.close()
    assert all(texts == said[0] for texts in said)
    assert set(said[0]) <= constants(sql)
    assert len(set(said[0])) > 20


@pytest.mark.neo4j
def test_texts_sent_to_neo4j_are_constants_whatever_the_values(
    neo4j_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    run = neo4j.ManagedTransaction.run

    def listening(self: neo4j.ManagedTransaction, query: Any, *given: Any, **more: Any) -> neo4j.Result:
        heard.append(query)
        return run(self, query, *given, **more)

    monkeypatch.setattr(neo4j.ManagedTransaction, "run", listening)
    said = [_said_for(neo4j_store, text, heard) for text in ("己二酸", *STORABLE[::3])]
    assert all(texts == said[0] for texts in said)
    assert set(said[0]) <= constants(cypher)
    assert len(set(said[0])) > 20


def _said_for(store: Store, text: str, heard: list[str]) -> list[str]:
    heard.clear()
    use_every_verb(store, text)
    return list(heard)
