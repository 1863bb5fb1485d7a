"""Reports as plain text tables for a terminal; Chinese characters count as two columns."""

import unicodedata
from collections.abc import Mapping, Sequence

from chainmap.backtests import Figures
from chainmap.gaps import GapReport
from chainmap.targets import TargetReport
from chainmap.views import BalanceReport
from chainmap.vocabulary import label
from graphs.wording import amount_text

WIDEST = 44


def width_of(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def cut(text: str, width: int = WIDEST) -> str:
    if width_of(text) <= width:
        return text
    while text and width_of(text) > width - 1:
        text = text[:-1]
    return text + "…"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell, two spaces between, a rule under the heading."""
    lines = [[cut(cell.replace("\n", " ")) for cell in row] for row in (heads, *rows)]
    widths = [max(width_of(line[i]) for line in lines) for i in range(len(heads))]

    def drawn(cells: Sequence[str]) -> str:
        padded = (cell + " " * (width - width_of(cell)) for cell, width in zip(cells, widths, strict=True))
        return "  ".join(padded).rstrip()

    rule = "  ".join("-" * width for width in widths)
    return "\n".join([drawn(lines[0]), rule, *(drawn(line) for line in lines[1:])]) + "\n"


def figures_table(orders: Mapping[str, Figures], cases: int, firsts: Sequence[int]) -> str:
    """Recall among the first rows and MRR, one line an order; a figure without cases is 未知."""
    recalls = [f"{label('backtest.recall')}@{first}" for first in firsts]
    rows = []
    for name, figures in orders.items():
        shares = [figures.recall[str(first)] for first in firsts]
        mrr = label("unknown") if figures.mrr is None else f"{figures.mrr:.3f}"
        rows.append([name, *(label("unknown") if s is None else f"{s:.1%}" for s in shares), mrr, str(cases)])
    return table([label("backtest.order"), *recalls, label("backtest.mrr"), label("backtest.cases")], rows)


def _notes(warnings: Sequence[str]) -> str:
    return "".join(f"注意:{warning}\n" for warning in warnings)


def gaps_table(report: GapReport) -> str:
    """Rank, product, kind, tags, advice, score and the first reason; then the warnings."""
    heads = [label("rank"), label("product"), "类型", "标签", "建议", label("score"), "理由"]
    rows = [
        [
            str(row.rank),
            row.product.name,
            row.kind_label,
            " ".join(row.tags),
            row.advice_label,
            f"{row.score.total:.3f}",
            row.advice_reasons[0] if row.advice_reasons else "",
        ]
        for row in report.candidates
    ]
    title = f"{report.place.name}:{len(rows)} 条缺链(看过 {report.considered} 个产品,版本 {report.store_version})\n"
    return title + (table(heads, rows) if rows else "没有缺链。\n") + _notes(report.warnings)


def targets_table(report: TargetReport) -> str:
    heads = [label("product"), "类型", "建议", label("score"), label("enterprise"), label("place"), "理由"]
    rows = [
        [
            item.product.name,
            item.kind_label,
            item.advice_label,
            f"{item.score:.3f}",
            item.enterprise or "(未知)",
            item.enterprise_place,
            item.reason,
        ]
        for item in report.items
    ]
    title = f"{report.place.name}:{len(rows)} 行招商目标(版本 {report.store_version})\n"
    return title + (table(heads, rows) if rows else "没有招商目标。\n") + _notes(report.warnings)


def balance_table(report: BalanceReport) -> str:
    columns = ("supply", "own_use", "need", "surplus", "deficit")
    rows = [[item.product.name, *(amount_text(getattr(item, c)) for c in columns)] for item in report.items]
    heads = [label("product"), *(label(column) for column in columns)]
    title = f"{report.place.name}:{len(rows)} 种产品的吨位平衡(版本 {report.store_version})\n"
    return title + (table(heads, rows) if rows else "没有在产企业数据。\n") + _notes(report.warnings)
