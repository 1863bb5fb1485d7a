"""One problem of the reference library: where it stands and, in Chinese, what is wrong and how to put it right."""

from dataclasses import dataclass

from chainmap.evidence import Evidence
from chainmap.facts import ChainFact, LinkFact, ProductFact, RouteInputFact
from ingest.checks.map import Row

AnyRow = Row[ProductFact] | Row[RouteInputFact] | Row[LinkFact] | Row[ChainFact]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """`file` is the path of the shipped file (`library/nylon/routes.csv`), its folder the chain family."""

    file: str
    row: int
    message: str
    check: str = ""

    @property
    def family(self) -> str:
        return family_of(self.file)

    @property
    def where(self) -> str:
        return f"{self.file} 第 {self.row} 行" if self.row else self.file


def family_of(file: str) -> str:
    """The folder in which a file stands: `nylon` of library/nylon/routes.csv; empty where it stands in none."""
    return file.rpartition("/")[0].rpartition("/")[2]


def problem(row: AnyRow, message: str) -> Problem:
    return problem_at(row.evidence, message)


def problem_at(evidence: Evidence, message: str) -> Problem:
    return Problem(evidence.file, evidence.row or 0, message)
