"""A raw row made into the fact that it states, or into issues that say what is wrong with it and where."""

from collections import Counter
from dataclasses import dataclass

from chainmap.evidence import Basis, Evidence
from chainmap.facts import (
    CapacityFact,
    ChainFact,
    EnterpriseFact,
    LinkFact,
    PlaceFact,
    ProductFact,
    PurchaseFact,
    RouteInputFact,
)
from chainmap.model import Frozen
from chainmap.names import name_key
from chainmap.quantities import TONNES_PER_TONNE, Bound, Quantity
from chainmap.statements import Statement
from chainmap.vocabulary import label
from ingest.cleaning import without_guard, without_outer_space
from ingest.headings import Heading
from ingest.reading import CellRefused, Context, Value, read_cell, text_of
from ingest.report import RowIssue
from ingest.sheets import SHEETS, Column, Reading, Sheet, StatedBasis, YesNo
from ingest.tables import Cell, Row, Table, is_blank

_FACTS: dict[str, type[Frozen]] = {
    "product": ProductFact,
    "route_input": RouteInputFact,
    "link": LinkFact,
    "place": PlaceFact,
    "enterprise": EnterpriseFact,
    "capacity": CapacityFact,
    "purchase": PurchaseFact,
    "chain": ChainFact,
}
_UNITS_FIRST = {
    sheet.title: tuple(sorted(sheet.columns, key=lambda column: column.reading is not Reading.UNIT)) for sheet in SHEETS
}
_ENDS = {"route_input": ("output", "input"), "link": ("supplier", "user")}
_NO_PARENT = frozenset({"中国", "全国", "中华人民共和国"})
"""What people write above a province; the tree of places begins below it."""


@dataclass(frozen=True, slots=True)
class Task:
    """What holds for every row of one table: where it is read from, as what, and on what its rows rest."""

    table: Table
    sheet: Sheet
    heading: Heading
    source: str
    basis: Basis

    def issue(self, row: int | None, code: str, message: str, *, column: str = "", suggestion: str = "") -> RowIssue:
        return RowIssue(
            file=self.table.file,
            sheet=self.sheet.title,
            row=row,
            column=column,
            code=code,
            message=message,
            suggestion=suggestion,
        )


def validated(task: Task, row: Row, cleaned: Counter[str]) -> Statement | tuple[RowIssue, ...]:
    """The statement of a row, or every fault it has; `cleaned` counts the cells that a cleaning step changed."""
    cells, issues = _cells(task, row, cleaned)
    values: dict[str, Value] = {}
    for column in _UNITS_FIRST[task.sheet.title]:
        if column.field in cells:
            unit = str(values.get("unit", "")) if column.reading is Reading.AMOUNT else ""
            around = Context(task.heading.brackets.get(column.field, ""), unit)
            try:
                values[column.field] = read_cell(cells[column.field], column, around)
            except CellRefused as refused:
                issues.append(_refused(task, row, column, refused))
        elif column.required:
            issues.append(_missing(task, row, column.heading))
    if not issues:
        issues.extend(_across(task, row, values))
    return tuple(issues) if issues else _statement(task, row, values)


def _cells(task: Task, row: Row, cleaned: Counter[str]) -> tuple[dict[str, Cell], list[RowIssue]]:
    """The filled cells by field, plain; and an issue for what stands right of the last heading."""
    cells: dict[str, Cell] = {}
    for position, column in task.heading.columns.items():
        cell = row.cells[position] if position < len(row.cells) else ""
        if cell == "":
            continue
        if isinstance(cell, str):
            cell = _plain(cell, guarded=task.table.guarded, cleaned=cleaned)
        elif column.reading in (Reading.NAME, Reading.CODE) and not isinstance(cell, bool):
            cleaned["number_as_text"] += isinstance(cell, (int, float))
        if not is_blank(cell):
            cells[column.field] = cell
    beyond = [cell for cell in row.cells[task.heading.width :] if not is_blank(cell)]
    if not beyond:
        return cells, []
    return cells, [
        task.issue(
            row.number,
            "extra_cell",
            f"最后一个表头右边还有内容“{text_of(beyond[0])[:40]}”,各列可能错了位。",
            suggestion="内容里有逗号的单元格请加引号;多余的内容请删去,或给它加上表头。",
        )
    ]


def _plain(text: str, *, guarded: bool, cleaned: Counter[str]) -> str:
    plain = without_guard(text) if guarded else text
    if plain != text:
        cleaned["leading_quote"] += 1
    stripped = without_outer_space(plain)
    if stripped != plain:
        cleaned["outer_space"] += 1
    return stripped


def _refused(task: Task, row: Row, column: Column, refused: CellRefused) -> RowIssue:
    return task.issue(row.number, refused.code, str(refused), column=column.heading, suggestion=refused.suggestion)


def _missing(task: Task, row: Row, heading: str) -> RowIssue:
    return task.issue(
        row.number,
        "missing_value",
        f"“{heading}”没有填。",
        column=heading,
        suggestion="请填写;如果用了合并单元格,请取消合并,每一行都填上。",
    )


def _across(task: Task, row: Row, values: dict[str, Value]) -> list[RowIssue]:
    """Faults that only show between the cells of a row."""
    issues = []
    ends = [str(values[field]) for field in _ENDS.get(task.sheet.kind, ())]
    if len(ends) > 1 and name_key(ends[0]) == name_key(ends[1]):
        issues.append(
            task.issue(
                row.number, "self_loop", f"两头是同一个产品“{ends[0]}”。", suggestion="请改正其中一个,或删去此行。"
            )
        )
    if task.sheet.kind == "route_input":
        fault = _range_fault(values)
        if fault:
            issues.append(
                task.issue(row.number, "bad_range", fault, column="单耗", suggestion="请使 下限 ≤ 单耗 ≤ 上限。")
            )
    if values.get("basis") in (StatedBasis.CITED, StatedBasis.STOICHIOMETRY) and not values.get("source"):
        stated = label(StatedBasis(values["basis"]))  # type: ignore[arg-type]
        issues.append(
            task.issue(
                row.number,
                "missing_citation",
                f"依据写着“{stated}”,来源却空着。",
                column="来源",
                suggestion="请写明来源(化学计量写反应式和收率),或把依据改为“常识”。",
            )
        )
    return issues


def _range_fault(values: dict[str, Value]) -> str:
    value, low, high = (_quantity(values.get(field)) for field in ("consumption", "low", "high"))
    ends = [q.value for q in (low, value, high) if q.value is not None]
    if ends == sorted(ends):
        return ""
    return f"单耗下限、单耗、单耗上限的顺序不对:{'、'.join(f'{end:g}' for end in ends)}。"


_UNKNOWN_RATE = Quantity.unknown(TONNES_PER_TONNE)


def _quantity(value: Value | None) -> Quantity:
    return value if isinstance(value, Quantity) else _UNKNOWN_RATE


def _consumption(values: dict[str, Value]) -> Quantity:
    """One quantity of 单耗, 单耗下限 and 单耗上限: a range around the value, or whatever of it is stated."""
    value, low, high = (_quantity(values.pop(field, None)) for field in ("consumption", "low", "high"))
    lowest = low.low if low.low is not None else value.low
    highest = high.high if high.high is not None else value.high
    middle = value.value
    if value.bound is Bound.UNKNOWN:
        if lowest is not None and highest is not None:
            return Quantity.between(lowest, highest, unit=TONNES_PER_TONNE)
        middle = lowest if lowest is not None else highest
    if middle is None and lowest is None and highest is None:
        return _UNKNOWN_RATE
    return Quantity(value=middle, low=lowest, high=highest, unit=TONNES_PER_TONNE)


def _statement(task: Task, row: Row, values: dict[str, Value]) -> Statement:
    citation = str(values.pop("source", ""))
    evidence = Evidence(
        source=task.source,
        basis=_basis(values.pop("basis", None), citation, task.basis),
        citation=citation,
        file=task.table.file,
        sheet=task.sheet.title,
        row=row.number,
    )
    fact = _FACTS[task.sheet.kind]
    if task.sheet.kind == "route_input":
        values["consumption"] = _consumption(values)
    if values.get("parent") in _NO_PARENT:
        del values["parent"]
    if "overcapacity" in values:
        values["overcapacity"] = values["overcapacity"] is YesNo.YES
    known = {field: value for field, value in values.items() if field in fact.model_fields}
    return Statement.model_validate({"fact": fact.model_validate(known), "evidence": evidence})


def _basis(stated: Value | None, citation: str, otherwise: Basis) -> Basis:
    """What the row states, else the source's own; general knowledge with a citation is cited."""
    if isinstance(stated, StatedBasis):
        return Basis(stated.value)
    return Basis.CITED if otherwise is Basis.GENERAL and citation else otherwise
