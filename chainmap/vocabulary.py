"""The Chinese term of every identifier, from vocabulary.csv: labels, headings and help are looked up, never typed."""

import csv
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TypeVar

from chainmap.model import Frozen

Labelled = TypeVar("Labelled", bound=StrEnum)


class Term(Frozen):
    """One row: the identifier in code, the Chinese term, its unit, definition and reference (each may be empty)."""

    identifier: str
    term: str
    unit: str = ""
    definition: str = ""
    reference: str = ""


@cache
def vocabulary() -> dict[str, Term]:
    """All terms by identifier; a repeated identifier raises ValueError, since one of the two would be lost."""
    text = files("chainmap").joinpath("data/vocabulary.csv").read_text(encoding="utf-8")
    terms: dict[str, Term] = {}
    for row in csv.DictReader(text.splitlines()):
        if row["identifier"] in terms:
            raise ValueError(f"vocabulary.csv names {row['identifier']} twice")
        terms[row["identifier"]] = Term(
            identifier=row["identifier"],
            term=row["术语"],
            unit=row["unit"],
            definition=row["definition"],
            reference=row["reference"],
        )
    return terms


def _identifier(of: StrEnum | str) -> str:
    return f"{_family(type(of))}.{of.value}" if isinstance(of, StrEnum) else of


@cache
def _family(kind: type[StrEnum]) -> str:
    """`GapKind` → `gap_kind`. Kept by type: members of different enums are equal where their values are."""
    return "".join("_" + c.lower() if c.isupper() else c for c in kind.__name__).lstrip("_")


def label(of: StrEnum | str) -> str:
    """The Chinese term of an enum member (`gap_kind.missing_stage`) or an identifier; KeyError if it has none."""
    return _term(type(of), of)


@cache
def _term(kind: type[str], of: StrEnum | str) -> str:
    """Kept by type and text together, see `_family`."""
    return vocabulary()[_identifier(of)].term


def definition(of: StrEnum | str) -> str:
    """What the term means, in one Chinese sentence."""
    return vocabulary()[_identifier(of)].definition


def from_label(kind: type[Labelled], text: str) -> Labelled | None:
    """The member whose Chinese term or English value is `text`, or None."""
    for member in kind:
        if text in (label(member), member.value):
            return member
    return None
