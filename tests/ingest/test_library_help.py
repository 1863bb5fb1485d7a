"""The help page of the reference library states its counts; here they are held against the library itself."""

from functools import cache
from importlib.resources import files

import pytest

from chainmap.evidence import Basis
from chainmap.facts import ProductFact
from chainmap.vocabulary import label
from ingest.checks.counts import LibraryCounts, LibraryReport, library_report
from ingest.library import library_statements

TITLES = {
    "auto": "汽车、轨道、航空、船舶",
    "base": "基础石化与基础化工",
    "battery": "锂电池",
    "building": "建材与无机非金属",
    "chlorcoal": "煤化工、盐化工、化肥、氢能",
    "electronics": "电子信息",
    "equipment": "装备与节能环保",
    "fine": "精细化工",
    "food": "粮油食品",
    "metals": "铝、锰、钢铁",
    "metals2": "特钢与有色",
    "nylon": "尼龙",
    "petro": "石化衍生物",
    "pharma": "医药与医疗器械",
    "polyester": "聚酯",
    "polyurethane": "聚氨酯",
    "pv": "硅、氟、光伏、风电、电力装备",
    "rubberplastic": "橡胶塑料",
    "sugar": "蔗糖与淀粉",
    "textile": "纺织、造纸、家居",
}


@cache
def report() -> LibraryReport:
    return library_report(library_statements()[1])


def line(title: str, counts: LibraryCounts) -> str:
    cells = (counts.products, counts.routes, counts.weighed_routes, counts.links, counts.figures)
    return f"| {title} | {' | '.join(map(str, cells))} |"


def right_lines() -> list[str]:
    families = [line(f"{TITLES[name]} `{name}`", counts) for name, counts in report().families.items()]
    return [*families, line("**合计**", report().total)]


def right_shares() -> str:
    scales = {s.fact.name for s in library_statements()[1] if isinstance(s.fact, ProductFact) and s.fact.economic_scale}
    shares = "、".join(f"{label(Basis(basis))} {share:.0%}" for basis, share in report().share.items())
    return f"全部行按依据分:{shares}。有经济规模的产品 {len(scales)} 种。"


@cache
def page() -> list[str]:
    return files("chainmap").joinpath("help/library.md").read_text(encoding="utf-8").splitlines()


def test_every_family_has_a_title() -> None:
    assert set(TITLES) == set(report().families)


def test_the_page_states_the_counts_of_the_library() -> None:
    right = right_lines()
    start = page().index("|---|---|---|---|---|---|") + 1
    told = page()[start : start + len(right)]
    if told != right:
        pytest.fail("chainmap/help/library.md should say:\n" + "\n".join(right), pytrace=False)


def test_the_page_states_the_share_of_each_basis() -> None:
    if right_shares() not in page():
        pytest.fail("chainmap/help/library.md should say:\n" + right_shares(), pytrace=False)
