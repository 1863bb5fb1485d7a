"""What-if and closing set as plain rows and columns, for csv and xlsx."""

from dataclasses import dataclass

from api.exports import rows_csv, rows_xlsx
from api.tables import Cell, Column, Kind, Table, asked_of, names, query_table, table
from chainmap.model import Ref
from chainmap.quantities import Quantity
from chainmap.scenarios import ClosingReport, WhatIfReport
from chainmap.statements import Source
from chainmap.views import BalanceItem, Share
from chainmap.vocabulary import label


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of either report; what a part of it does not have is empty."""

    section: str
    product: str
    amount: Quantity | None = None
    order: int | None = None
    before: str = ""
    after: str = ""
    route: str = ""
    via: str = ""
    notes: str = ""


_CHANGES: tuple[Column[_Line], ...] = (
    Column(label("column.section"), lambda line: line.section, width=16),
    Column(label("product"), lambda line: line.product, width=20),
    Column(label("column.before"), lambda line: line.before, width=24),
    Column(label("column.after"), lambda line: line.after, width=24),
    Column(label("column.low"), lambda line: line.amount.low if line.amount else None, Kind.NUMBER, 13),
    Column(label("column.high"), lambda line: line.amount.high if line.amount else None, Kind.NUMBER, 13),
    Column(label("column.unit"), lambda line: line.amount.unit if line.amount else "", width=9),
    Column(label("column.route"), lambda line: line.route, width=24),
    Column(label("column.via"), lambda line: line.via, width=30),
    Column(label("column.notes"), lambda line: line.notes, width=30),
)

_STEPS: tuple[Column[_Line], ...] = (
    Column(label("column.section"), lambda line: line.section, width=12),
    Column(label("column.order"), lambda line: line.order, Kind.NUMBER, 7),
    Column(label("product"), lambda line: line.product, width=20),
    Column(label("column.low"), lambda line: line.amount.low if line.amount else None, Kind.NUMBER, 13),
    Column(label("column.high"), lambda line: line.amount.high if line.amount else None, Kind.NUMBER, 13),
    Column(label("column.unit"), lambda line: line.amount.unit if line.amount else "", width=9),
    Column(label("column.route"), lambda line: line.route, width=24),
    Column(label("column.used_by"), lambda line: line.via, width=30),
    Column(label("column.reason"), lambda line: line.notes, width=60),
)


def what_if_table(report: WhatIfReport) -> Table:
    """Plants, gaps, feedstock, balance and chains, one below the other."""
    return table(label("scenario"), _CHANGES, tuple(_changes(report)))


def closing_table(report: ClosingReport) -> Table:
    """What is made in its order, what is bought, what is here already."""
    made = [
        _Line(label("closing.make"), i.product.name, i.amount, order=i.order, route=i.route, notes=i.reason)
        for i in report.make
    ]
    bought = [
        _Line(label("closing.buy"), i.product.name, i.amount, via=names(i.users), notes=i.note) for i in report.buy
    ]
    used = [
        _Line(label("closing.uses"), i.product.name, i.amount, via=names(i.users), notes=i.note) for i in report.uses
    ]
    return table(label("closing"), _STEPS, (*made, *bought, *used))


def _changes(report: WhatIfReport) -> list[_Line]:
    lines = [_Line(label("what_if.added"), i.product.name, i.amount) for i in report.added]
    lines += [_Line(label("what_if.closed"), i.product.name, before=i.kind_label) for i in report.closed]
    lines += [_Line(label("what_if.opened"), i.product.name, after=i.kind_label) for i in report.opened]
    lines += [
        _Line(label("what_if.changed"), i.product.name, before=i.before_label, after=i.after_label)
        for i in report.changed
    ]
    lines += [
        _Line(label("what_if.binds"), i.product.name, i.amount, route=i.route, via=names(i.via, "→"))
        for i in report.binds
    ]
    for change in report.balance:
        lines += _moved(change.product, change.before, change.after)
    lines += [
        _Line(label("what_if.completeness"), i.chain.name, before=_share(i.before), after=_share(i.after))
        for i in report.completeness
    ]
    return lines


def _moved(product: Ref, before: BalanceItem | None, after: BalanceItem | None) -> list[_Line]:
    """One line for each of supply, need, surplus and deficit that moves; the amount is the one after."""
    lines = []
    for part in ("supply", "own_use", "need", "surplus", "deficit"):
        old: Quantity | None = getattr(before, part, None)
        new: Quantity | None = getattr(after, part, None)
        if old != new:
            words = f"{label('what_if.balance')}:{label(part)}"
            lines.append(_Line(words, product.name, new, before=_ends(old), after=_ends(new)))
    return lines


def _ends(amount: Quantity | None) -> str:
    if amount is None:
        return ""
    numbers = ["" if n is None else f"{n:.15g}" for n in (amount.low, amount.high)]
    return label("unknown") if numbers == ["", ""] else "–".join(dict.fromkeys(numbers))


def _share(share: Share) -> str:
    return f"{share.numerator:g}/{share.denominator:g}"


def what_if_csv(report: WhatIfReport) -> bytes:
    return rows_csv(what_if_table(report))


def what_if_xlsx(report: WhatIfReport, sources: tuple[Source, ...], made: str) -> bytes:
    asked = asked_of(report.place, report.store_version, made, report.warnings)
    return rows_xlsx(what_if_table(report), query_table(asked, sources))


def closing_csv(report: ClosingReport) -> bytes:
    return rows_csv(closing_table(report))


def closing_xlsx(report: ClosingReport, sources: tuple[Source, ...], made: str) -> bytes:
    told: tuple[tuple[str, Cell], ...] = (
        (label("closing"), report.summary),
        *(((label("column.notes"), report.basis),) if report.basis else ()),
    )
    asked = (*told, *asked_of(report.place, report.store_version, made, report.warnings))
    return rows_xlsx(closing_table(report), query_table(asked, sources))
