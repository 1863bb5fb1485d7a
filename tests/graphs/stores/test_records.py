"""A statement that is kept comes back as it was stated: same text, same numbers, same digest."""

from hypothesis import given
from hypothesis import strategies as st

from chainmap.evidence import Basis, Evidence
from chainmap.facts import CapacityFact, Fact, PlaceFact, ProductFact
from chainmap.quantities import Quantity
from chainmap.statements import Source, Statement
from graphs.stores.records import recorded, restored
from graphs.testing.facts import ADIPIC_ACID, PTA, YEARBOOK, said

TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
AMOUNT = st.floats(min_value=0, max_value=1e300, allow_nan=False)


def kept(fact: Fact, evidence: Evidence) -> tuple[Statement, Statement]:
    """As stated, and as read back from what a store keeps."""
    stated = Statement(fact=fact, evidence=evidence)
    (again,) = restored(recorded(Source(id=evidence.source, title=""), [stated]))
    return stated, again


@given(name=TEXT, note=TEXT, source=TEXT, low=AMOUNT, high=AMOUNT, year=st.none() | st.integers(0, 10**15))
def test_texts_and_amounts_come_back_as_they_were(
    name: str, note: str, source: str, low: float, high: float, year: int | None
) -> None:
    low, high = sorted((low, high))
    fact = CapacityFact(enterprise=name, product=note, place=name, amount=Quantity.between(low, high, low), year=year)
    stated, again = kept(fact, Evidence(source=source, basis=Basis.CITED, citation=note, quote=name, row=year))
    assert again == stated
    assert (again.key, again.digest) == (stated.key, stated.digest)
    fresh = again.model_copy(deep=True)
    vars(fresh).pop("digest")
    assert fresh.digest == stated.digest


def test_what_is_not_stated_stays_not_stated() -> None:
    for fact in (ProductFact(name="PTA"), PlaceFact(name="涪陵区"), PTA, ADIPIC_ACID):
        stated, again = kept(fact, Evidence(source="年鉴", basis=Basis.GENERAL))
        assert again == stated


def test_records_come_in_order_and_once() -> None:
    records = recorded(YEARBOOK, (*said(YEARBOOK, PTA, ADIPIC_ACID), *said(YEARBOOK, PTA, row=9)))
    assert [record.key for record in records] == ["pta", "己二酸"]
