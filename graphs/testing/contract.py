"""What every store promises, as tests: subclass `StoreContract`, give it the fixtures `store` and `reopened`.

Random histories are in `graphs.testing.history`. Needs pytest, which the program itself does not.
"""

import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import ClassVar

import pytest

from chainmap.errors import BadInput, UsageError
from chainmap.evidence import Basis, Evidence
from chainmap.facts import CapacityFact, LinkFact, ProductFact, PurchaseFact, Relation
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
    SURVEY,
    YEARBOOK,
    facts_in,
    said,
)
from graphs.testing.reading import ReadingPromises


class StoreContract(ReadingPromises):
    """The promises, each one sentence. `store` is an empty store, `reopened` opens the same one again."""

    hostile_texts: ClassVar[tuple[str, ...]] = ("'; DROP TABLE statement; --", "`) DETACH DELETE n //", "a\x00b", "%_")

    def test_an_empty_store_has_the_version_of_nothing(self, store: Store) -> None:
        assert store.version() == EMPTY_VERSION
        assert store.snapshot() == Snapshot(version=EMPTY_VERSION, sources=(), statements=())
        assert (store.sources(), store.statements(), store.revisions(), store.search("酸")) == ((), (), (), ())

    def test_a_store_says_exactly_what_was_written(self, store: Store) -> None:
        facts = (PTA, ADIPIC_ACID, PX_TO_PTA, ADIPIC_TO_SALT, FULING, HUAFENG, HUAFENG_MAKES_ADIPIC_ACID, POLYESTER)
        sale = PurchaseFact(supplier="重庆华峰化工", user="蓬威石化", product="己二酸")
        written = said(YEARBOOK, *facts, sale)
        change = store.replace(YEARBOOK, written, at=MORNING)
        assert (change.added, change.withdrawn, change.kept, change.revision) == (9, 0, 0, 1)
        assert store.snapshot().statements == tuple(sorted(written, key=order_of))
        assert store.sources() == (YEARBOOK,)

    def test_a_source_loaded_again_withdraws_what_it_no_longer_says(self, store: Store) -> None:
        store.replace(YEARBOOK, said(YEARBOOK, PTA, ADIPIC_ACID), at=MORNING)
        change = store.replace(YEARBOOK, said(YEARBOOK, ADIPIC_ACID), at=MORNING)
        assert (change.added, change.withdrawn, change.kept, change.revision) == (0, 1, 1, 2)
        assert facts_in(store) == [ADIPIC_ACID]

    def test_a_source_loaded_again_leaves_other_sources_alone(self, store: Store) -> None:
        store.replace(YEARBOOK, said(YEARBOOK, PTA), at=MORNING)
        store.replace(SURVEY, said(SURVEY, ADIPIC_ACID), at=MORNING)
        store.replace(SURVEY, said(SURVEY, HUAFENG), at=MORNING)
        assert facts_in(store) == [HUAFENG, PTA]

    def test_the_same_source_twice_changes_nothing(self, store: Store) -> None:
        store.replace(YEARBOOK, said(YEARBOOK, PTA, ADIPIC_ACID), at=MORNING)
        before = store.snapshot()
        change = store.replace(YEARBOOK, said(YEARBOOK, PTA, ADIPIC_ACID), at=MORNING + timedelta(days=1))
        assert (change.added, change.withdrawn, change.kept, change.revision) == (0, 0, 2, None)
        assert store.snapshot() == before
        assert len(store.revisions()) == 1

    def test_shuffled_rows_change_nothing_but_where_they_stand(self, store: Store) -> None:
        store.replace(YEARBOOK, said(YEARBOOK, PTA, ADIPIC_ACID), at=MORNING)
        version = store.version()
        change = store.replace(YEARBOOK, said(YEARBOOK, ADIPIC_ACID, PTA), at=MORNING)
        assert (change.kept, change.revision, store.version()) == (2, None, version)
        rows = {statement.fact: statement.evidence.row for statement in store.statements()}
        assert rows == {ADIPIC_ACID: 2, PTA: 3}

    def test_equal_rows_of_one_source_count_once(self, store: Store) -> None:
        change = store.replace(YEARBOOK, said(YEARBOOK, PTA, ADIPIC_ACID, PTA), at=MORNING)
        assert change.added == 2
        assert [statement.evidence.row for statement in store.statements(kind="product")] == [2, 3]

    def test_an_empty_list_withdraws_the_source(self, store: Store) -> None:
        store.replace(YEARBOOK, said(YEARBOOK, PTA), at=MORNING)
        change = store.replace(YEARBOOK, (), at=MORNING)
        assert (change.withdrawn, change.revision) == (1, 2)
        assert (store.version(), store.sources(), store.search("PTA")) == (EMPTY_VERSION, (), ())

    def test_withdrawing_what_was_never_said_makes_no_revision(self, store: Store) -> None:
        assert store.replace(YEARBOOK, (), at=MORNING).revision is None
        assert store.revisions() == ()

    def test_equal_content_has_an_equal_version_in_any_order_of_loading(self, store: Store) -> None:
        store.replace(YEARBOOK, said(YEARBOOK, PTA), at=MORNING)
        store.replace(SURVEY, said(SURVEY, HUAFENG), at=MORNING)
        version = store.version()
        store.replace(YEARBOOK, (), at=MORNING)
        assert store.version() != version
        store.replace(YEARBOOK, said(YEARBOOK, PTA, row=40), at=MORNING)
        assert store.version() == version
        assert version == content_version((SURVEY, YEARBOOK), [s.digest for s in store.statements()])

    def test_a_fact_stays_while_one_source_states_it(self, store: Store) -> None:
        store.replace(YEARBOOK, said(YEARBOOK, ADIPIC_ACID), at=MORNING)
        store.replace(SURVEY, said(SURVEY, ADIPIC_ACID), at=MORNING)
        assert facts_in(store) == [ADIPIC_ACID, ADIPIC_ACID]
        store.replace(YEARBOOK, (), at=MORNING)
        assert [statement.evidence.source for statement in store.statements()] == [SURVEY.id]
        assert store.search("己二酸") == (NameHit(kind="product", name="己二酸"),)

    def test_another_title_or_rank_of_a_source_is_a_revision(self, store: Store) -> None:
        store.replace(YEARBOOK, said(YEARBOOK, PTA), at=MORNING)
        version = store.version()
        renamed = Source(id=YEARBOOK.id, title="涪陵统计年鉴 2024", rank=Rank.SHIPPED)
        change = store.replace(renamed, said(YEARBOOK, PTA), at=MORNING)
        assert (change.added, change.withdrawn, change.kept, change.revision) == (0, 0, 1, 2)
        assert store.sources() == (renamed,)
        assert store.snapshot(revision=1).sources == (YEARBOOK,)
        assert store.version() != version

    def test_a_snapshot_of_an_old_revision_says_what_was_said_then(self, store: Store) -> None:
        store.replace(YEARBOOK, said(YEARBOOK, PTA, ADIPIC_ACID), at=MORNING)
        first = store.snapshot()
        store.replace(YEARBOOK, said(YEARBOOK, ADIPIC_ACID, row=3), at=MORNING)
        second = store.snapshot()
        store.replace(SURVEY, said(SURVEY, PTA), at=MORNING)
        store.replace(YEARBOOK, (), at=MORNING)
        assert store.snapshot(revision=0).version == EMPTY_VERSION
        assert store.snapshot(revision=1) == first
        assert store.snapshot(revision=2) == second
        assert store.snapshot(revision=4) == store.snapshot()

    def test_what_was_withdrawn_may_be_said_again(self, store: Store) -> None:
        for statements in (said(YEARBOOK, PTA), (), said(YEARBOOK, PTA)):
            store.replace(YEARBOOK, statements, at=MORNING)
        counts = [len(store.snapshot(revision=revision).statements) for revision in range(4)]
        assert counts == [0, 1, 0, 1]

    def test_a_revision_that_never_was_is_refused(self, store: Store) -> None:
        for revision in (-1, 1):
            with pytest.raises(UsageError, match="没有第"):
                store.snapshot(revision=revision)

    def test_revisions_are_numbered_without_gaps_and_say_what_changed(self, store: Store) -> None:
        store.replace(YEARBOOK, said(YEARBOOK, PTA, ADIPIC_ACID), at=MORNING)
        store.replace(YEARBOOK, said(YEARBOOK, PTA, ADIPIC_ACID), at=MORNING)
        with pytest.raises(BadInput):
            store.replace(YEARBOOK, said(SURVEY, PTA), at=MORNING)
        store.replace(SURVEY, said(SURVEY, HUAFENG), at=MORNING)
        store.replace(YEARBOOK, said(YEARBOOK, PTA), at=MORNING)
        found = [(r.number, r.source, r.added, r.withdrawn) for r in store.revisions()]
        assert found == [(1, YEARBOOK.id, 2, 0), (2, SURVEY.id, 1, 0), (3, YEARBOOK.id, 0, 1)]
        assert [revision.number for revision in store.revisions(since=1)] == [2, 3]
        assert store.revisions()[0].at == "2026-03-02T09:30:00+08:00"
        assert store.revisions()[-1].version == store.version()

    def test_a_moment_without_time_zone_is_refused(self, store: Store) -> None:
        with pytest.raises(ValueError, match="time zone"):
            store.replace(YEARBOOK, said(YEARBOOK, PTA), at=datetime(2026, 3, 2))
        assert store.version() == EMPTY_VERSION

    def test_a_statement_of_another_source_is_refused(self, store: Store) -> None:
        with pytest.raises(BadInput, match=r"第 2 条陈述属于来源“企业调查.csv”"):
            store.replace(YEARBOOK, (*said(YEARBOOK, PTA), *said(SURVEY, ADIPIC_ACID)), at=MORNING)
        assert store.version() == EMPTY_VERSION

    def test_an_error_while_the_statements_are_read_changes_nothing(self, store: Store) -> None:
        store.replace(YEARBOOK, said(YEARBOOK, PTA), at=MORNING)
        before = store.snapshot()

        def breaks_off() -> Iterator[Statement]:
            yield from said(YEARBOOK, ADIPIC_ACID, HUAFENG)
            raise OSError("the file is gone")

        with pytest.raises(OSError, match="the file is gone"):
            store.replace(YEARBOOK, breaks_off(), at=MORNING)
        assert store.snapshot() == before
        assert store.replace(YEARBOOK, said(YEARBOOK, ADIPIC_ACID), at=MORNING).revision == 2

    def test_hostile_texts_are_kept_literally_in_every_field(self, store: Store) -> None:
        """Names, aliases, notes, citations, file names, and id and title of the source itself."""
        for text in self.hostile_texts:
            source = Source(id=text, title=text)
            product = ProductFact(name=text, aliases=(text, "别名"), english=text, generics=(text,), unit=text)
            link = LinkFact(supplier=text, user=text, relation=Relation.KIND, note=text)
            maker = CapacityFact(enterprise=text, product=text, place=text)
            evidence = Evidence(source=text, basis=Basis.CITED, citation=text, file=text, sheet=text, quote=text)
            written = [Statement(fact=fact, evidence=evidence) for fact in (product, link, maker)]
            store.replace(source, written, at=MORNING)
            assert store.statements(source=text) == tuple(sorted(written, key=order_of))
            assert product in [statement.fact for statement in store.statements(key=written[0].key)]
            assert NameHit(kind="product", name=text) in store.search(text)
        assert sorted(source.id for source in store.sources()) == sorted(self.hostile_texts)
        assert len(store.snapshot().statements) == 3 * len(self.hostile_texts)

    def test_a_name_of_a_million_characters_is_kept(self, store: Store) -> None:
        (written,) = said(YEARBOOK, LinkFact(supplier="长" * 1_000_000, user="己二酸"))
        store.replace(YEARBOOK, [written], at=MORNING)
        assert store.statements(key=written.key) == (written,)

    def test_half_a_character_is_refused_with_the_field_named(self, store: Store) -> None:
        with pytest.raises(BadInput, match=r"第 2 条陈述的 fact.name 含有残缺的字符编码"):
            store.replace(YEARBOOK, said(YEARBOOK, PTA, ProductFact(name="a\ud800")), at=MORNING)
        with pytest.raises(BadInput, match="来源的名称含有残缺的字符编码"):
            store.replace(Source(id="x", title="\udfff"), (), at=MORNING)
        assert store.version() == EMPTY_VERSION

    def test_a_reopened_store_says_the_same(self, store: Store, reopened: Callable[[], Store]) -> None:
        store.replace(YEARBOOK, said(YEARBOOK, PTA, HUAFENG), at=MORNING)
        store.replace(SURVEY, said(SURVEY, ADIPIC_ACID), at=MORNING)
        store.replace(YEARBOOK, said(YEARBOOK, PTA), at=MORNING)
        again = reopened()
        assert again.snapshot() == store.snapshot()
        assert again.snapshot(revision=1) == store.snapshot(revision=1)
        assert again.revisions() == store.revisions()
        assert again.facts() == store.facts()
        assert again.replace(SURVEY, said(SURVEY, ADIPIC_ACID), at=MORNING).revision is None

    def test_facts_count_what_stands_now(self, store: Store) -> None:
        store.replace(YEARBOOK, said(YEARBOOK, PTA, HUAFENG), at=MORNING)
        store.replace(YEARBOOK, said(YEARBOOK, PTA), at=MORNING)
        facts = store.facts()
        assert (facts.statements, facts.sources, facts.revisions) == (1, 1, 2)
        assert facts.url and facts.backend and facts.server and facts.schema_version

    def test_a_closed_store_stays_closed_and_may_be_closed_again(self, reopened: Callable[[], Store]) -> None:
        again = reopened()
        again.close()
        again.close()
        with pytest.raises(UsageError, match="已经关闭"):
            again.version()

    def test_readers_beside_a_writer_see_whole_revisions_only(self, store: Store) -> None:
        """Each snapshot has the version of its own content: the old one or the new one, never a mix."""
        makers = [CapacityFact(enterprise=f"企业{n}", product="己二酸", place="涪陵区") for n in range(60)]
        finished, mixed, read = threading.Event(), list[str](), list[int]()

        def reads() -> None:
            while not finished.is_set() or not read:
                snapshot = store.snapshot()
                read.append(len(snapshot.statements))
                if snapshot.version != content_version(snapshot.sources, [s.digest for s in snapshot.statements]):
                    mixed.append(snapshot.version)

        readers = [threading.Thread(target=reads) for _ in range(3)]
        for reader in readers:
            reader.start()
        try:
            for start in (0, 20, 40, 10, 30):
                store.replace(YEARBOOK, said(YEARBOOK, *makers[start : start + 20]), at=MORNING)
        finally:
            finished.set()
            for reader in readers:
                reader.join()
        assert not mixed
        assert set(read) <= {0, 20}

    def test_two_writers_take_turns(self, store: Store) -> None:
        def writes(source: Source) -> None:
            for fact in (PTA, ADIPIC_ACID, HUAFENG, FULING):
                store.replace(source, said(source, fact), at=MORNING)

        writers = [threading.Thread(target=writes, args=(source,)) for source in (YEARBOOK, SURVEY)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        assert [revision.number for revision in store.revisions()] == list(range(1, 9))
        assert facts_in(store) == [FULING, FULING]
