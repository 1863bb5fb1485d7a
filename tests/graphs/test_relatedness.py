"""Relatedness of a place by a national table, worked out by hand and against a plain double loop."""

from datetime import UTC, datetime
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainmap.evidence import Basis, Evidence
from chainmap.facts import MakesFact, ProductFact
from chainmap.names import enterprise_id, product_id
from chainmap.ports import Snapshot, Store
from chainmap.statements import Source, Statement
from graphs.network import network_of
from graphs.relatedness import NationalTable, national_table, relatedness_of, table_of

MAKERS = {
    "恒力": ("PTA", "聚酯切片"),
    "桐昆": ("PTA", "聚酯切片", "涤纶长丝"),
    "华峰": ("己二酸", "氨纶"),
    "茅台": ("白酒",),
}


def table(makers: dict[str, tuple[str, ...]] = MAKERS) -> NationalTable:
    return national_table((enterprise, product) for enterprise, products in makers.items() for product in products)


def stated(*facts: MakesFact | ProductFact) -> tuple[Statement, ...]:
    return tuple(Statement(fact=fact, evidence=Evidence(source="全国表", basis=Basis.TO_VERIFY)) for fact in facts)


def test_closeness_is_measured_against_chance() -> None:
    """κ = (2·1 + 3·2 + 2·1 + 0) ÷ 8² = 10/64; PTA here: φ(聚酯切片) = 2/2, expected κ · 2 → 3.2 times chance."""
    related = relatedness_of(table(), ["PTA"])
    assert related["聚酯切片"].value == pytest.approx(1 / (2 * 10 / 64))
    assert related["涤纶长丝"].value == pytest.approx((1 / 2) / (10 / 64))  # φ = 1 ÷ max(2, 1)
    assert (related["聚酯切片"].makers, related["聚酯切片"].together) == (2, 2)


def test_what_nobody_makes_beside_anything_present_is_unrelated_and_not_unknown() -> None:
    related = relatedness_of(table(), ["PTA"])["白酒"]
    assert (related.value, related.percentile, related.nearest, related.together) == (0.0, 0.0, (), 0)


def test_percentile_is_the_share_of_like_products_that_are_less_related_with_half_of_the_equal_ones() -> None:
    """Six products, one class. Values with PTA here: 聚酯切片 3.2, 涤纶长丝 3.2, the other four 0."""
    related = relatedness_of(table(), ["PTA"])
    assert related["聚酯切片"].percentile == pytest.approx((4 + 0.5) / 5)
    assert related["涤纶长丝"].percentile == related["聚酯切片"].percentile


def test_the_reason_names_the_three_most_related_present_products_best_first() -> None:
    makers = {
        "甲": ("PTA", "聚酯切片", "涤纶长丝", "瓶片", "薄膜"),
        "乙": ("PTA", "聚酯切片"),
        "丙": ("薄膜",),
        "丁": ("薄膜",),
    }
    present = ["聚酯切片", "涤纶长丝", "瓶片", "薄膜"]
    assert relatedness_of(table(makers), present)["PTA"].nearest == ("聚酯切片", "涤纶长丝", "瓶片")


def test_a_present_product_is_not_its_own_reason() -> None:
    related = relatedness_of(table(), ["PTA", "涤纶长丝"])["PTA"]
    assert related.nearest == ("涤纶长丝",)
    assert related.value == pytest.approx((1 / 2) / (10 / 64))


def test_a_product_outside_the_table_is_unknown() -> None:
    assert relatedness_of(table(), ["PTA"]).get("己二腈") is None


def test_everything_is_unknown_where_nothing_present_is_in_the_table() -> None:
    assert not relatedness_of(table(), ["己二腈"])
    assert not relatedness_of(table(), [])
    assert not relatedness_of(table({}), ["PTA"])


def test_without_any_enterprise_of_two_products_nothing_is_related() -> None:
    assert relatedness_of(table({"甲": ("PTA",), "乙": ("白酒",)}), ["PTA"])["白酒"].value == 0


def test_a_product_of_many_makers_is_ranked_among_its_like_and_not_below_single_ones() -> None:
    """Forty single products of one conglomerate with 白酒, forty popular ones of which one goes with 白酒."""
    makers: dict[str, tuple[str, ...]] = {"集团": ("白酒", *(f"独家{n}" for n in range(40)))}
    for n in range(8):
        makers[f"企业{n}"] = tuple(f"常见{k}" for k in range(40))
    makers["兼营"] = ("白酒", "常见0")
    related = relatedness_of(table(makers), ["白酒"])
    assert related["常见0"].value < related["独家0"].value
    assert related["常见0"].percentile > related["独家0"].percentile


def test_the_table_comes_from_statements_with_names_by_key_and_alias_only() -> None:
    pta = ProductFact(name="PTA", aliases=("精对苯二甲酸",))
    makes = [
        MakesFact(enterprise="恒力", product="精对苯二甲酸"),
        MakesFact(enterprise="恒力", product="聚酯切片"),
        MakesFact(enterprise="桐昆", product="ｐｔａ"),
        MakesFact(enterprise="桐昆", product="PTA装置"),
    ]
    snapshot = Snapshot(version="1", sources=(Source(id="全国表", title="全国表"),), statements=stated(pta, *makes))
    network = network_of(snapshot)
    wanted = {product_id(name) for name in ("PTA", "聚酯切片", "PTA装置")}
    assert set(network.national.products) == wanted
    assert relatedness_of(network.national, [product_id("PTA")])[product_id("聚酯切片")].makers == 1
    assert set(network.products) == {product_id("PTA")}  # the table adds nothing to the map


def test_what_an_enterprise_makes_somewhere_is_no_presence() -> None:
    makes = MakesFact(enterprise="恒力", product="PTA")
    network = network_of(Snapshot(version="1", sources=(), statements=stated(ProductFact(name="PTA"), makes)))
    assert network.territory.plants == ()


def test_every_store_keeps_the_table(each_store: Store) -> None:
    """The last step from a file to an answer: 恒力 makes both, whatever the store."""
    makes = stated(*(MakesFact(enterprise="恒力", product=name, revenue_share=0.4) for name in ("PTA", "聚酯切片")))
    each_store.replace(Source(id="全国表", title="全国表"), makes, at=datetime(2026, 3, 2, tzinfo=UTC))
    network = network_of(each_store.snapshot())
    assert network.national == national_table((enterprise_id("恒力"), product_id(name)) for name in ("聚酯切片", "PTA"))


PAIRS = st.lists(st.tuples(st.sampled_from("甲乙丙丁戊"), st.sampled_from("abcdefg")), max_size=25)


@given(pairs=PAIRS, present=st.sets(st.sampled_from("abcdefg")))
def test_values_equal_those_of_a_plain_double_loop(pairs: list[tuple[str, str]], present: set[str]) -> None:
    related = relatedness_of(national_table(pairs), present)
    made = {e: {p for own, p in pairs if own == e} for e, _ in pairs}
    makers = {p: {e for e, own in pairs if own == p} for _, p in pairs}
    chance = sum(len(list(combinations(own, 2))) * 2 for own in made.values()) / max(1, len(set(pairs))) ** 2
    here = present & makers.keys()
    assert set(related) == (set(makers) if here else set())
    for product in related:
        others = here - {product}
        near = sum(len(makers[product] & makers[i]) / max(len(makers[product]), len(makers[i])) for i in others)
        expected = sum(min(1, chance * min(len(makers[product]), len(makers[i]))) for i in others)
        assert related[product].value == pytest.approx(near / expected if near else 0.0)
        assert 0.0 <= related[product].percentile <= 1.0


@given(pairs=PAIRS, present=st.sets(st.sampled_from("abcdefg")))
def test_the_order_of_rows_does_not_matter(pairs: list[tuple[str, str]], present: set[str]) -> None:
    forward, backward = national_table(pairs), national_table(reversed(pairs))
    assert forward == backward
    assert dict(relatedness_of(forward, sorted(present))) == dict(
        relatedness_of(backward, sorted(present, reverse=True))
    )


def test_table_of_no_statement_is_empty() -> None:
    from graphs.reference import Names

    assert table_of((), Names()).products == ()
