"""Two what-ifs line by line in words: for the page, for csv and for xlsx."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from api.exports import rows_csv, rows_xlsx
from api.formats import amount, percent
from api.tables import Column, Table, asked_of, names, query_table, table
from chainmap.model import Frozen, Ref
from chainmap.scenarios import (
    Added,
    BalanceChange,
    Binding,
    CompletenessChange,
    GapChange,
    KindChange,
    Pair,
    WhatIfComparison,
)
from chainmap.statements import Source
from chainmap.views import Share
from chainmap.vocabulary import label

Item = TypeVar("Item", GapChange, KindChange, Binding, BalanceChange, CompletenessChange)
PARTS = ("supply", "own_use", "need", "surplus", "deficit")
NOTHING = "—"


class ComparedRow(Frozen):
    """One line of both: `note` tells lines of the same product apart; `chain` where the subject is a chain."""

    subject: Ref
    note: str
    a: str
    b: str
    differs: bool
    chain: bool = False


class ComparedSection(Frozen):
    """The lines of one part of the answer; `same` counts those that say the same in both."""

    id: str
    title: str
    rows: tuple[ComparedRow, ...]
    same: int


def sections(found: WhatIfComparison) -> tuple[ComparedSection, ...]:
    """Every part that has a line, in the order of the single answer."""
    parts = {
        "closed": [_row(pair, lambda line: line.product, lambda line: line.kind_label) for pair in found.closed],
        "opened": [_row(pair, lambda line: line.product, lambda line: line.kind_label) for pair in found.opened],
        "changed": [_row(pair, lambda line: line.product, _kinds) for pair in found.changed],
        "binds": [
            _row(pair, lambda line: line.product, lambda line: amount(line.amount), _way) for pair in found.binds
        ],
        "balance": [row for pair in found.balance for row in _balance(pair)],
        "completeness": [row for pair in found.completeness for row in _chain(pair)],
    }
    return tuple(
        ComparedSection(
            id=name,
            title=label(f"what_if.{name}"),
            rows=tuple(rows),
            same=sum(1 for row in rows if not row.differs),
        )
        for name, rows in parts.items()
        if rows
    )


def _row(
    pair: Pair[Item],
    subject: Callable[[Item], Ref],
    words: Callable[[Item], str],
    note: Callable[[Item], str] = lambda line: "",
) -> ComparedRow:
    one = pair.a or pair.b
    assert one is not None  # noqa: S101 - a pair stands for a line of at least one side
    return ComparedRow(
        subject=subject(one),
        note=note(one),
        a=words(pair.a) if pair.a else NOTHING,
        b=words(pair.b) if pair.b else NOTHING,
        differs=pair.differs,
    )


def _kinds(line: KindChange) -> str:
    return f"{line.before_label} → {line.after_label}"


def _way(line: Binding) -> str:
    return f"{line.route}({label('column.via')} {names(line.via, ' → ')})"


def _balance(pair: Pair[BalanceChange]) -> list[ComparedRow]:
    """One line for each of supply, own use, need, surplus and deficit that either side moves; a new 0 is no move."""
    known = pair.a or pair.b
    assert known is not None  # noqa: S101 - as above
    rows = []
    for part in PARTS:
        before = _amount(known.before, part)
        after = [_amount(side.after, part) if side else before for side in (pair.a, pair.b)]
        if after == [before, before] or (before == NOTHING and set(after) <= {NOTHING, "0 吨/年"}):
            continue
        a, b = (_moved(before, one) for one in after)
        rows.append(ComparedRow(subject=known.product, note=label(part), a=a, b=b, differs=a != b))
    return rows


def _moved(before: str, after: str) -> str:
    """What nobody made or needed before has no amount to start from."""
    if before == NOTHING:
        return after
    return f"{before} → {after}" if after != before else f"{after}(不变)"


def _amount(item: object, part: str) -> str:
    return NOTHING if item is None else amount(getattr(item, part))


def _chain(pair: Pair[CompletenessChange]) -> list[ComparedRow]:
    """One line for the positions present and one for those that can be supplied, where either side moves them."""
    known = pair.a or pair.b
    assert known is not None  # noqa: S101 - as above
    rows = []
    for note, before, after in (("completeness", "before", "after"), ("supplied", "supplied_before", "supplied_after")):
        old = _share(getattr(known, before))
        new = [_share(getattr(side, after)) if side else old for side in (pair.a, pair.b)]
        if new != [old, old]:
            a, b = (_moved(old, one) for one in new)
            rows.append(ComparedRow(subject=known.chain, note=label(note), a=a, b=b, differs=a != b, chain=True))
    return rows


def _share(share: Share) -> str:
    return f"{percent(share.value)}({share.count}/{share.of})"


@dataclass(frozen=True, slots=True)
class _Line:
    section: str
    row: ComparedRow


_COLUMNS: tuple[Column[_Line], ...] = (
    Column(label("column.section"), lambda line: line.section, width=16),
    Column(label("column.position"), lambda line: line.row.subject.name, width=20),
    Column(label("column.notes"), lambda line: line.row.note, width=34),
    Column(label("comparison.a"), lambda line: line.row.a, width=34),
    Column(label("comparison.b"), lambda line: line.row.b, width=34),
    Column(label("comparison.differs"), lambda line: "≠" if line.row.differs else "", width=7),
)


def comparison_table(found: WhatIfComparison) -> Table:
    """The plants of both first, then every line."""
    plants = [_Line(label("what_if.added"), row) for row in plant_rows(found)]
    lines = [_Line(part.title, row) for part in sections(found) for row in part.rows]
    return table(label("comparison"), _COLUMNS, (*plants, *lines))


def plant_rows(found: WhatIfComparison) -> tuple[ComparedRow, ...]:
    """The plants themselves, a product a line; several of one product stand in one cell."""

    def told(added: tuple[Added, ...]) -> dict[str, str]:
        words: dict[str, list[str]] = {}
        for one in added:
            words.setdefault(one.product.id, []).append(amount(one.amount))
        return {product: " + ".join(parts) for product, parts in words.items()}

    a, b = told(found.added_a), told(found.added_b)
    refs = {one.product.id: one.product for one in (*found.added_a, *found.added_b)}
    return tuple(
        ComparedRow(
            subject=ref, note="", a=a.get(own, NOTHING), b=b.get(own, NOTHING), differs=a.get(own) != b.get(own)
        )
        for own, ref in refs.items()
    )


def comparison_csv(found: WhatIfComparison) -> bytes:
    return rows_csv(comparison_table(found))


def comparison_xlsx(found: WhatIfComparison, sources: tuple[Source, ...], made: str) -> bytes:
    asked = asked_of(found.place, found.store_version, made, found.warnings)
    return rows_xlsx(comparison_table(found), query_table(asked, sources))
