"""涪陵区: the wishes of its letter are found and explained, and what is made here is not missing."""

import pytest

from chainmap.facts import Nature
from chainmap.gaps import MISSING_KINDS, Candidate, GapKind, GapReport
from graphs import answers
from graphs.network import ChainNetwork


@pytest.fixture(scope="module")
def network(fuling_network: ChainNetwork) -> ChainNetwork:
    return fuling_network


@pytest.fixture(scope="module")
def report(network: ChainNetwork) -> GapReport:
    return answers.gaps(network, "涪陵区")


@pytest.fixture(scope="module")
def missing(report: GapReport) -> dict[str, Candidate]:
    return {row.product.name: row for row in report.candidates if row.kind in MISSING_KINDS}


def test_px_is_an_upstream_extension_and_a_break_point(missing: dict[str, Candidate]) -> None:
    assert missing["PX"].kind is GapKind.UPSTREAM_EXTENSION
    assert missing["PX"].kind_label == "向上游延链"
    assert "断点" in missing["PX"].tags


@pytest.mark.parametrize("name", ["己二腈", "己二胺"])
def test_the_nylon_stages_between_adipic_acid_and_nylon66_are_missing(missing: dict[str, Candidate], name: str) -> None:
    row = missing[name]
    assert row.kind_label == "补链"
    assert [ref.name for ref in row.path] == ["己二酸", "己二腈", "己二胺", "尼龙66盐", "尼龙66"]


@pytest.mark.parametrize("name", ["BDO", "TPU", "超纤", "合成革", "HDI", "聚氨酯弹性体", "水性聚氨酯涂料"])
def test_the_wishes_of_the_letter_are_among_the_gaps(missing: dict[str, Candidate], name: str) -> None:
    assert missing[name].advice_reasons


@pytest.mark.parametrize("heading", ["聚酯纤维", "聚氨酯泡沫塑料"])
def test_a_heading_that_the_letter_wishes_is_met_by_its_kinds(report: GapReport, heading: str) -> None:
    under = [row.product.name for row in report.candidates if heading in {ref.name for ref in row.headings}]
    assert len(under) >= 2


@pytest.mark.parametrize("name", ["氨纶", "PTMEG", "PET", "尼龙66", "PTA", "己二酸", "电解铝"])
def test_what_is_made_here_is_not_missing(missing: dict[str, Candidate], name: str) -> None:
    assert name not in missing


def test_plants_of_the_neighbour_are_not_local(network: ChainNetwork, missing: dict[str, Candidate]) -> None:
    mdi = missing["MDI"]
    assert "邻区可供" in mdi.tags
    assert mdi.advice.value == "cooperate"
    assert any("巴斯夫" in enterprise.name for enterprise in mdi.enterprises)


def test_no_utility_primary_material_or_heading_is_ever_a_row(network: ChainNetwork, report: GapReport) -> None:
    natures = {network.products[row.product.id].nature for row in report.candidates}
    assert not natures & {Nature.UTILITY, Nature.PRIMARY, Nature.HEADING}
    assert not {"水", "电", "原油", "烯烃"} & {row.product.name for row in report.candidates}


def test_bulk_goods_are_never_break_points(network: ChainNetwork, report: GapReport) -> None:
    cut = [row for row in report.candidates if "断点" in row.tags]
    assert {network.products[row.product.id].nature for row in cut} == {Nature.COMMODITY}
    assert not {"甲醇", "硫酸", "氢气"} & {row.product.name for row in cut}


def test_every_row_is_explained(report: GapReport) -> None:
    for row in report.candidates:
        assert row.advice_reasons, row.product.name
        assert all(signal.reason for signal in row.signals), row.product.name
        assert row.path, row.product.name


def test_a_larger_place_holds_what_its_districts_have(network: ChainNetwork) -> None:
    city = {row.product.name for row in answers.gaps(network, "重庆市").candidates if row.kind in MISSING_KINDS}
    assert "MDI" not in city  # made in 长寿区, which lies in 重庆市
