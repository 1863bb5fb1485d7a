"""One report as plain rows and columns: what csv, xlsx and every table of a page are made of, in one order."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from chainmap.gaps import Candidate, CandidateEnterprise, GapQuery, GapReport
from chainmap.model import Ref
from chainmap.quantities import Quantity
from chainmap.scoring import Group, SignalName
from chainmap.statements import Source
from chainmap.targets import Target, TargetReport
from chainmap.views import BalanceItem, BalanceReport
from chainmap.vocabulary import label

Row = TypeVar("Row")
Cell = str | float | int | None
"""None is an unknown number: an empty cell in a file, 未知 on a page."""


class Kind(StrEnum):
    """How a column is written: as text, as a number, or as a share shown in percent."""

    TEXT = "text"
    NUMBER = "number"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    heading: str
    value: Callable[[Row], Cell]
    kind: Kind = Kind.TEXT
    width: int = 12


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet's worth of cells: every row has one cell a heading."""

    name: str
    headings: tuple[str, ...]
    kinds: tuple[Kind, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]


def table(name: str, columns: tuple[Column[Row], ...], rows: tuple[Row, ...]) -> Table:
    """Every row through every column, in the order given."""
    return Table(
        name=name,
        headings=tuple(column.heading for column in columns),
        kinds=tuple(column.kind for column in columns),
        widths=tuple(column.width for column in columns),
        rows=tuple(tuple(column.value(row) for column in columns) for row in rows),
    )


def names(refs: tuple[Ref, ...], separator: str = "、") -> str:
    return separator.join(ref.name for ref in refs)


def _points(signal: SignalName) -> Callable[[Candidate], Cell]:
    def of(row: Candidate) -> Cell:
        return next((line.contribution for line in row.signals if line.name is signal), None)

    return of


def _who(enterprise: CandidateEnterprise) -> str:
    place = f"({enterprise.place})" if enterprise.place else ""
    return f"{enterprise.name}{place}:{enterprise.reason}"


GAP_COLUMNS: tuple[Column[Candidate], ...] = (
    Column(label("rank"), lambda row: row.rank, Kind.NUMBER, 6),
    Column(label("column.position"), lambda row: row.product.name, width=20),
    Column(label("column.headings"), lambda row: names(row.headings), width=14),
    Column(label("chain"), lambda row: names(row.chains), width=16),
    Column(label("column.kind"), lambda row: row.kind_label, width=12),
    Column(label("column.tags"), lambda row: "、".join(row.tags), width=14),
    Column(label("column.advice"), lambda row: row.advice_label, width=10),
    Column(label("score"), lambda row: row.score.total, Kind.NUMBER, 9),
    Column(label(Group.FILL), lambda row: row.score.fill, Kind.NUMBER, 9),
    Column(label(Group.HOLD), lambda row: row.score.hold, Kind.NUMBER, 9),
    Column(label(Group.COME), lambda row: row.score.come, Kind.NUMBER, 9),
    Column(label(Group.MINUS), lambda row: row.score.minus, Kind.NUMBER, 9),
    Column(label("stability"), lambda row: row.stability, Kind.NUMBER, 9),
    *(
        Column(f"{label('column.contribution')}:{label(signal)}", _points(signal), Kind.NUMBER, 11)
        for signal in SignalName
    ),
    Column(label("column.need_low"), lambda row: row.tonnage.low, Kind.NUMBER, 14),
    Column(label("column.need_high"), lambda row: row.tonnage.high, Kind.NUMBER, 14),
    Column(label("column.need_unit"), lambda row: row.tonnage.unit, width=9),
    Column(label("column.suppliers"), lambda row: names(row.suppliers), width=24),
    Column(label("column.users"), lambda row: names(row.users), width=24),
    Column(label("column.path"), lambda row: names(row.path, " → "), width=36),
    Column(label("column.advice_reasons"), lambda row: "；".join(row.advice_reasons), width=48),
    Column(label("column.enterprises"), lambda row: "；".join(_who(one) for one in row.enterprises), width=48),
    Column(label("next_step"), lambda row: row.next_step, width=30),
    Column(label("column.id"), lambda row: row.id, width=16),
)

TARGET_COLUMNS: tuple[Column[Target], ...] = (
    Column(label("column.position"), lambda row: row.product.name, width=20),
    Column(label("column.kind"), lambda row: row.kind_label, width=12),
    Column(label("column.advice"), lambda row: row.advice_label, width=10),
    Column(label("score"), lambda row: row.score, Kind.NUMBER, 9),
    Column(label("column.enterprises"), lambda row: row.enterprise or label("unknown"), width=32),
    Column(label("column.enterprise_place"), lambda row: row.enterprise_place, width=16),
    Column(label("column.reason"), lambda row: row.reason, width=48),
    Column(label("column.basis"), lambda row: label(f"basis.{row.basis.value}") if row.basis else "", width=10),
    Column(label("evidence"), lambda row: "；".join(row.evidence), width=48),
    Column(label("column.id"), lambda row: row.gap, width=16),
)


def _ends(term: str, quantity: Callable[[BalanceItem], Quantity]) -> tuple[Column[BalanceItem], Column[BalanceItem]]:
    """An amount in a file is two numbers: what is sure at the low and at the high end."""
    return (
        Column(f"{label(term)}{label('column.low')}", lambda row: quantity(row).low, Kind.NUMBER, 13),
        Column(f"{label(term)}{label('column.high')}", lambda row: quantity(row).high, Kind.NUMBER, 13),
    )


BALANCE_COLUMNS: tuple[Column[BalanceItem], ...] = (
    Column(label("product"), lambda row: row.product.name, width=20),
    *_ends("supply", lambda row: row.supply),
    *_ends("own_use", lambda row: row.own_use),
    *_ends("need", lambda row: row.need),
    *_ends("surplus", lambda row: row.surplus),
    *_ends("deficit", lambda row: row.deficit),
    Column(label("column.unit"), lambda row: row.supply.unit, width=9),
    Column(label("column.makers"), lambda row: names(row.makers), width=32),
    Column(label("column.user_makers"), lambda row: names(row.users), width=32),
    Column(label("column.notes"), lambda row: "；".join(row.notes), width=48),
    Column(label("column.id"), lambda row: row.product.id, width=16),
)


def gap_table(report: GapReport) -> Table:
    return table(label("gap"), GAP_COLUMNS, report.candidates)


def target_table(report: TargetReport) -> Table:
    return table(label("target"), TARGET_COLUMNS, report.items)


def balance_table(report: BalanceReport) -> Table:
    return table(label("balance"), BALANCE_COLUMNS, report.items)


def query_table(asked: tuple[tuple[str, Cell], ...], sources: tuple[Source, ...]) -> Table:
    """Second sheet: what was asked, of which store version, on which sources the answer rests."""
    stated = tuple((label("source"), f"{source.title}({source.id})") for source in sources)
    columns: tuple[Column[tuple[str, Cell]], ...] = (
        Column(label("column.setting"), lambda line: line[0], width=18),
        Column(label("column.content"), lambda line: line[1], width=80),
    )
    return table(label("sheet.query"), columns, asked + stated)


def asked_of(
    place: Ref, version: str, made: str, warnings: tuple[str, ...], query: GapQuery | None = None
) -> tuple[tuple[str, Cell], ...]:
    """The lines of the second sheet that are not sources."""
    lines: list[tuple[str, Cell]] = [(label("place"), f"{place.name}({place.id})")]
    if query is not None:
        lines += [
            (label("chain"), query.chain or "全部"),
            (label("column.kind"), "、".join(label(kind) for kind in query.kinds) or "全部"),
            (label("reach"), query.reach),
            (label("radius"), query.radius),
            (label("rank"), "全部" if query.top is None else f"前 {query.top} 行"),
        ]
    lines += [(label("store_version"), version), ("生成时间", made)]
    return (*lines, *(("提示", warning) for warning in warnings))


@dataclass(frozen=True, slots=True)
class _Sentence:
    gap: str
    product: str
    signal: str
    weight: float | None
    normalised: float | None
    contribution: float | None
    value: float | None
    unit: str
    reason: str
    evidence: str


def _sentences(row: Candidate) -> list[_Sentence]:
    """One row a signal, then one a piece of evidence of the gap itself."""
    signals = [
        _Sentence(
            gap=row.id,
            product=row.product.name,
            signal=line.label,
            weight=line.weight,
            normalised=line.normalised,
            contribution=line.contribution,
            value=line.value,
            unit=line.unit,
            reason=line.reason,
            evidence="；".join(line.evidence),
        )
        for line in row.signals
    ]
    return signals + [_quoted(row.id, row.product.name, text) for text in row.evidence]


def _quoted(gap: str, product: str, text: str) -> _Sentence:
    return _Sentence(gap, product, label("evidence"), None, None, None, None, "", "", text)


_SENTENCE_COLUMNS: tuple[Column[_Sentence], ...] = (
    Column(label("column.id"), lambda line: line.gap, width=16),
    Column(label("column.position"), lambda line: line.product, width=20),
    Column(label("column.signal"), lambda line: line.signal, width=12),
    Column(label("column.value"), lambda line: line.value, Kind.NUMBER, 12),
    Column(label("column.unit"), lambda line: line.unit, width=8),
    Column(label("column.normalised"), lambda line: line.normalised, Kind.SHARE, 10),
    Column(label("column.weight"), lambda line: line.weight, Kind.NUMBER, 8),
    Column(label("column.contribution"), lambda line: line.contribution, Kind.NUMBER, 10),
    Column(label("column.reason"), lambda line: line.reason, width=60),
    Column(label("evidence"), lambda line: line.evidence, width=70),
)


def evidence_of_gaps(report: GapReport) -> Table:
    lines = tuple(line for row in report.candidates for line in _sentences(row))
    return table(label("sheet.evidence"), _SENTENCE_COLUMNS, lines)


_PLAIN_COLUMNS: tuple[Column[tuple[str, str, str]], ...] = (
    Column(label("column.id"), lambda line: line[0], width=16),
    Column(label("column.position"), lambda line: line[1], width=20),
    Column(label("evidence"), lambda line: line[2], width=100),
)


def evidence_of_targets(report: TargetReport) -> Table:
    lines = tuple((row.gap, row.product.name, text) for row in report.items for text in (row.reason, *row.evidence))
    return table(label("sheet.evidence"), _PLAIN_COLUMNS, tuple(line for line in lines if line[2]))


def evidence_of_balance(report: BalanceReport) -> Table:
    lines = tuple((row.product.id, row.product.name, text) for row in report.items for text in row.notes)
    return table(label("sheet.evidence"), _PLAIN_COLUMNS, lines)
