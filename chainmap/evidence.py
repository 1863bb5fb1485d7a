"""Where a fact comes from: source, place in it, basis, and how far it may be trusted."""

from enum import StrEnum

from chainmap.model import Frozen


class Basis(StrEnum):
    """On what a statement rests. Confidence: see `CONFIDENCE`; the printed label is in vocabulary.csv."""

    USER = "user"  # entered or imported by the user
    CITED = "cited"  # a public source is named
    STOICHIOMETRY = "stoichiometry"  # a reaction and a practical yield
    GENERAL = "general"  # general knowledge, no source claimed
    INFERRED = "inferred"  # concluded by the program or by a person
    TO_VERIFY = "to_verify"


CONFIDENCE = {
    Basis.USER: 1.0,
    Basis.CITED: 0.9,
    Basis.STOICHIOMETRY: 0.8,
    Basis.GENERAL: 0.6,
    Basis.INFERRED: 0.5,
    Basis.TO_VERIFY: 0.5,
}
"""Shares 0–1 by convention of this program, printed wherever they enter a score; not measured frequencies."""


class Evidence(Frozen):
    """One statement's origin. `citation` is the cell 来源 as written; file, sheet and row say where it stood."""

    source: str
    basis: Basis
    citation: str = ""
    file: str = ""
    sheet: str = ""
    row: int | None = None
    quote: str = ""

    @property
    def confidence(self) -> float:
        return CONFIDENCE[self.basis]

    @property
    def observed(self) -> bool:
        """True for what somebody stated, False for what was concluded."""
        return self.basis not in (Basis.INFERRED, Basis.TO_VERIFY)

    @property
    def where(self) -> str:
        """The row it stands in, as a spreadsheet numbers it: `产能.csv 第 5 行`."""
        sheet = "" if not self.sheet or self.file.startswith(self.sheet) else f" 表“{self.sheet}”"
        return f"{self.file}{sheet} 第 {self.row} 行" if self.row else self.file
