"""The switches over the list of gaps: each choice is a link with the number of rows that it would show."""

from collections import Counter

from api.pages.frame import Address, Choice
from chainmap.gaps import Advice, Candidate, GapKind, GapReport, Tag
from chainmap.model import Ref
from chainmap.vocabulary import label


def wanted(row: Candidate, kinds: tuple[GapKind, ...], advice: Advice | None, tag: str) -> bool:
    return (not kinds or row.kind in kinds) and advice in (None, row.advice) and (not tag or tag in row.tags)


def advices(
    here: Address, report: GapReport, kinds: tuple[GapKind, ...], tag: str, chosen: Advice | None
) -> tuple[Choice, ...]:
    counts = Counter(row.advice for row in report.candidates if wanted(row, kinds, None, tag))
    every = Choice(
        text="全部", link=here.but(advice=None, open=None, **_top()), chosen=chosen is None, count=counts.total()
    )
    return (
        *(
            Choice(
                text=label(advice),
                link=here.but(advice=advice.value, open=None, **_top()),
                chosen=advice is chosen,
                count=counts[advice],
            )
            for advice in Advice
        ),
        every,
    )


def _top() -> dict[str, str | None]:
    """A new filter starts at the first row."""
    return {"from": None}


def kinds(
    here: Address, report: GapReport, chosen: tuple[GapKind, ...], tag: str, advice: Advice | None
) -> tuple[Choice, ...]:
    counts = Counter(row.kind for row in report.candidates if wanted(row, (), advice, tag))
    present = {row.kind for row in report.candidates} | set(chosen)
    every = Choice(text="全部类型", link=here.but(kind=None, open=None, **_top()), chosen=not chosen)
    return (
        every,
        *(
            Choice(
                text=label(kind),
                link=here.but(kind=kind.value, open=None, **_top()),
                chosen=kind in chosen,
                count=counts[kind],
            )
            for kind in GapKind
            if kind in present
        ),
    )


def chains(here: Address, chains: tuple[Ref, ...], report: GapReport) -> tuple[Choice, ...]:
    every = Choice(text="全部", link=here.but(chain=None, open=None, **_top()), chosen=report.chain is None)
    return (
        every,
        *(
            Choice(
                text=chain.name,
                link=here.but(chain=chain.id, open=None, **_top()),
                chosen=report.chain is not None and chain.id == report.chain.id,
            )
            for chain in chains
        ),
    )


def tags(here: Address, report: GapReport, chosen: str) -> tuple[Choice, ...]:
    counts = Counter(tag for row in report.candidates for tag in row.tags)
    known = [label(tag) for tag in Tag if counts[label(tag)]]
    every = Choice(text="全部", link=here.but(tag=None, open=None, **_top()), chosen=not chosen)
    return (
        every,
        *(
            Choice(text=tag, link=here.but(tag=tag, open=None, **_top()), chosen=tag == chosen, count=counts[tag])
            for tag in known
        ),
    )


def units(here: Address) -> tuple[Choice, ...]:
    plain = here.get("unit") == "t"
    return (
        Choice(text="万吨", link=here.but(unit=None), chosen=not plain),
        Choice(text="吨", link=here.but(unit="t"), chosen=plain),
    )
