"""Remarks on rows that are kept: said twice, or in a unit that the tonnage cannot count."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from chainmap.facts import CapacityFact, ProductFact
from chainmap.quantities import TONNES_A_YEAR, Bound
from chainmap.statements import Statement
from ingest.known import KnownNames, ProductNames
from ingest.report import Level, RowIssue


def repeated_rows(kept: Sequence[Statement]) -> Iterator[RowIssue]:
    """One line for every sheet with rows that say wholly the same as another row: they count once."""
    groups: dict[str, list[Statement]] = defaultdict(list)
    for statement in kept:
        groups[statement.digest].append(statement)
    by_sheet: dict[tuple[str, str], list[tuple[int, Statement]]] = defaultdict(list)
    for group in groups.values():
        first, *others = sorted(group, key=lambda s: (s.evidence.file, s.evidence.sheet, s.evidence.row or 0))
        for other in others:
            by_sheet[other.evidence.file, other.evidence.sheet].append((other.evidence.row or 0, first))
    for (file, sheet), pairs in sorted(by_sheet.items()):
        row, first = min(pairs, key=lambda pair: pair[0])
        yield RowIssue(
            file=file,
            sheet=sheet,
            row=row,
            code="repeated_row",
            message=f"有 {len(pairs)} 行与别的行完全相同,只算一次;如第 {row} 行与{first.evidence.where}。",
            suggestion="确是两套装置的,请在“备注”里区分,如 一期、二期。" if first.kind == "capacity" else "",
            level=Level.NOTE,
        )


def foreign_units(kept: Sequence[Statement], known: KnownNames) -> Iterator[RowIssue]:
    """A capacity whose unit is not the product's (亿元 for a product in tonnes): kept, but its tonnage is unknown."""
    stated = [statement.fact for statement in kept if isinstance(statement.fact, ProductFact)]
    facts = [*known.products, *stated]
    names = ProductNames(facts)
    units = {fact.name: fact.unit for fact in facts if fact.unit}
    for statement in kept:
        fact = statement.fact
        if not isinstance(fact, CapacityFact) or fact.amount.bound is Bound.UNKNOWN:
            continue
        unit = units.get(names.find(fact.product) or "", "t")
        wanted = TONNES_A_YEAR if unit in ("t", "吨") else f"{unit}/a"
        if fact.amount.unit != wanted:
            yield RowIssue(
                file=statement.evidence.file,
                sheet=statement.evidence.sheet,
                row=statement.evidence.row,
                column="单位",
                code="foreign_unit",
                message=f"{fact.product}按 {wanted} 计,这一行的单位是 {fact.amount.unit}:收下,但吨位按未知算。",
                suggestion=f"知道的话请改填以{unit if wanted != TONNES_A_YEAR else '吨'}计的产能。",
                level=Level.NOTE,
            )
