"""What every store promises about reading: order, look-up by kind, key and source, and search by name."""
# ruff: noqa: S101 assertions are what this module is for

from chainmap.facts import ProductFact
from chainmap.names import name_key
from chainmap.ports import NameHit, Store
from chainmap.statements import order_of
from graphs.testing.facts import (
    ADIPIC_ACID,
    FULING,
    HUAFENG,
    HUAFENG_MAKES_ADIPIC_ACID,
    MORNING,
    POLYESTER,
    PTA,
    PX_TO_PTA,
    SURVEY,
    YEARBOOK,
    said,
)


class ReadingPromises:
    """Each one sentence; `store` is an empty store. Part of `graphs.testing.contract.StoreContract`."""

    def test_statements_are_found_by_kind_by_key_and_by_source(self, store: Store) -> None:
        store.replace(YEARBOOK, said(YEARBOOK, PTA, HUAFENG, PX_TO_PTA), at=MORNING)
        store.replace(SURVEY, said(SURVEY, PTA, ADIPIC_ACID), at=MORNING)
        pta, adipic = name_key("PTA"), name_key("己二酸")
        assert [s.fact for s in store.statements(kind="enterprise")] == [HUAFENG]
        assert [s.evidence.source for s in store.statements(key=pta)] == [SURVEY.id, YEARBOOK.id]
        assert [s.fact for s in store.statements(source=SURVEY.id)] == [PTA, ADIPIC_ACID]
        assert [s.fact for s in store.statements(key=pta, source=SURVEY.id)] == [PTA]
        assert [s.fact for s in store.statements(kind="product", source=YEARBOOK.id)] == [PTA]
        assert store.statements(kind="enterprise", key=adipic) == ()
        assert (
            store.statements(kind="no such kind") == store.statements(key="无") == store.statements(source="无") == ()
        )

    def test_statements_come_in_the_order_of_kind_key_source_and_digest(self, store: Store) -> None:
        names = ("ｚ", "𠀀", "￥", "己二酸", "a", "B", "ä")  # 𠀀 is the one that UTF-16 sorts differently
        facts = [ProductFact(name=name) for name in names]
        store.replace(YEARBOOK, said(YEARBOOK, *facts, FULING), at=MORNING)
        store.replace(SURVEY, said(SURVEY, *reversed(facts)), at=MORNING)
        found = store.snapshot().statements
        assert found == tuple(sorted(found, key=order_of)) == store.statements()
        assert store.statements(kind="product") == found[1:]

    def test_what_was_read_knows_its_key_and_digest(self, store: Store) -> None:
        written = said(YEARBOOK, PX_TO_PTA, HUAFENG_MAKES_ADIPIC_ACID)
        store.replace(YEARBOOK, written, at=MORNING)
        fresh = {(s.key, s.digest) for s in said(YEARBOOK, PX_TO_PTA, HUAFENG_MAKES_ADIPIC_ACID)}
        assert {(s.key, s.digest) for s in store.statements()} == fresh

    def test_a_search_finds_two_characters_and_one(self, store: Store) -> None:
        store.replace(YEARBOOK, said(YEARBOOK, PTA, ADIPIC_ACID, HUAFENG, FULING, POLYESTER), at=MORNING)
        assert [hit.name for hit in store.search("二酸")] == ["己二酸"]
        assert [hit.name for hit in store.search("酸")] == ["己二酸", "精对苯二甲酸"]
        assert store.search("涪") == (NameHit(kind="place", name="涪陵区"),)
        assert store.search("聚") == (NameHit(kind="chain", name="聚酯"),)
        assert store.search("华峰") == (NameHit(kind="enterprise", name="重庆华峰化工"),)

    def test_a_search_goes_by_the_key_of_a_name_and_answers_as_it_was_written(self, store: Store) -> None:
        store.replace(YEARBOOK, said(YEARBOOK, PTA), at=MORNING)
        assert [hit.name for hit in store.search(" ｐｔａ ")] == ["PTA"]
        assert [hit.name for hit in store.search("Terephthalic Acid")] == ["purified terephthalic acid"]

    def test_a_search_takes_its_text_literally(self, store: Store) -> None:
        facts = [ProductFact(name=name) for name in ("含氨>10%", "己二酸", "a_b", "[x]*", "反\\斜")]
        store.replace(YEARBOOK, said(YEARBOOK, *facts), at=MORNING)
        found = {text: [hit.name for hit in store.search(text)] for text in ("%", "_", "*", "\\", "", " ", "\ud800")}
        expected = {"%": ["含氨>10%"], "_": ["a_b"], "*": ["[x]*"], "\\": ["反\\斜"], "": [], " ": [], "\ud800": []}
        assert found == expected

    def test_a_search_gives_the_shortest_names_first_and_no_more_than_asked(self, store: Store) -> None:
        names = ("聚酯工业丝", "聚酯", "聚酯切片", "聚酯薄膜", "￥聚酯", "𠀀聚酯")
        store.replace(YEARBOOK, said(YEARBOOK, *(ProductFact(name=name) for name in names)), at=MORNING)
        expected = ["聚酯", "￥聚酯", "𠀀聚酯", "聚酯切片", "聚酯薄膜", "聚酯工业丝"]
        assert [hit.name for hit in store.search("聚酯")] == expected
        assert [hit.name for hit in store.search("聚酯", limit=2)] == expected[:2]
        assert store.search("聚酯", limit=0) == ()
