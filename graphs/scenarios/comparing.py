"""Two what-ifs of one place side by side: which lines they share, and which differ."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from chainmap.errors import UsageError
from chainmap.gaps import GapKind
from chainmap.scenarios import (
    BalanceChange,
    Binding,
    CompletenessChange,
    GapChange,
    KindChange,
    Pair,
    WhatIfComparison,
    WhatIfReport,
)

Item = TypeVar("Item", GapChange, KindChange, Binding, BalanceChange, CompletenessChange)


def compare(a: WhatIfReport, b: WhatIfReport) -> WhatIfComparison:
    """Line by line in the order of A, then what only B has; a line differs by what it says, not by its score."""
    if (a.place, a.store_version) != (b.place, b.store_version):
        raise UsageError("两组情景的地区或数据版本不同,不能对比:请用同一地区再问一次。")
    return WhatIfComparison(
        place=a.place,
        store_version=a.store_version,
        added_a=a.added,
        added_b=b.added,
        closed=paired(a.closed, b.closed, key=_gap, said=lambda line: line.kind),
        opened=paired(a.opened, b.opened, key=_gap, said=lambda line: line.kind),
        changed=paired(a.changed, b.changed, key=lambda line: line.product.id, said=lambda line: line.after),
        binds=paired(a.binds, b.binds, key=_binding, said=lambda line: (line.amount, line.local)),
        truncated=a.truncated or b.truncated,
        balance=paired(a.balance, b.balance, key=lambda line: line.product.id, said=lambda line: line.after),
        completeness=paired(
            a.completeness,
            b.completeness,
            key=lambda line: line.chain.id,
            said=lambda line: (line.after, line.supplied_after),
        ),
        warnings=tuple(dict.fromkeys((*a.warnings, *b.warnings))),
    )


def paired(
    a: tuple[Item, ...], b: tuple[Item, ...], *, key: Callable[[Item], Hashable], said: Callable[[Item], object]
) -> tuple[Pair[Item], ...]:
    """Lines of equal key beside each other; one that stands on one side only differs."""
    left, right = {key(line): line for line in a}, {key(line): line for line in b}
    pairs = []
    for own in {**left, **right}:
        one, other = left.get(own), right.get(own)
        differs = one is None or other is None or said(one) != said(other)
        pairs.append(Pair[Item](a=one, b=other, differs=differs))
    return tuple(pairs)


def _gap(line: GapChange) -> Hashable:
    """供需对接 is a gap of its own beside the others of a product."""
    return line.product.id, line.kind is GapKind.UNCONNECTED_PAIR


def _binding(line: Binding) -> Hashable:
    return line.product.id, line.route, tuple(step.id for step in line.via)
