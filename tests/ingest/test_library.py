"""The shipped library and sample are read whole, or the program says which row does not hold."""

from pathlib import Path

import pytest

from chainmap.errors import BadInput
from chainmap.evidence import Basis
from chainmap.facts import CapacityFact
from chainmap.statements import Rank
from ingest.library import library_statements, sample_statements
from tests.ingest.writing import write_csv


@pytest.fixture
def family(tmp_path: Path) -> Path:
    folder = tmp_path / "nylon"
    folder.mkdir()
    heading = ["产品", "别名", "上位产品", "依据", "来源"]
    write_csv(
        folder, "products", [heading, ["己二酸", "ADA", "", "常识", ""], ["己二腈", "ADN", "", "引用", "某书,2020"]]
    )
    return tmp_path


def test_the_shipped_library_is_read_whole() -> None:
    source, statements = library_statements()
    assert (source.id, source.rank) == ("chainmap-library", Rank.SHIPPED)
    assert {s.evidence.source for s in statements} == {"chainmap-library"}
    assert all(s.evidence.file.startswith("library/") and s.evidence.row for s in statements)
    assert {"product", "route_input", "link", "chain"} <= {s.kind for s in statements}
    assert Basis.USER not in {s.evidence.basis for s in statements}
    assert all(s.evidence.citation for s in statements if s.evidence.basis is Basis.CITED)


def test_the_fuling_sample_is_read_whole_and_cites_every_plant() -> None:
    source, statements = sample_statements("fuling")
    assert (source.id, source.rank) == ("sample-fuling", Rank.SHIPPED)
    plants = [s for s in statements if isinstance(s.fact, CapacityFact)]
    assert plants
    assert all(s.evidence.citation and s.evidence.basis is Basis.CITED for s in plants)
    assert {s.evidence.file.split("/")[0] for s in statements} == {"samples"}


def test_a_sample_that_does_not_exist_is_named() -> None:
    with pytest.raises(BadInput, match="没有样例“changshou”:现有 fuling"):
        sample_statements("changshou", ())


def test_general_knowledge_with_a_citation_is_cited(family: Path) -> None:
    write_csv(
        family / "nylon",
        "chains",
        [["产业链", "锚点产品", "来源"], ["尼龙", "己二酸", ""], ["己二腈链", "ADN", "规划"]],
    )
    _, statements = library_statements(family)
    assert {s.key: s.evidence.basis for s in statements if s.kind == "chain"} == {
        "尼龙": Basis.GENERAL,
        "己二腈链": Basis.CITED,
    }
    assert {s.evidence.file for s in statements} == {"library/nylon/products.csv", "library/nylon/chains.csv"}


def test_a_library_row_that_does_not_hold_stops_the_library(family: Path) -> None:
    write_csv(
        family / "nylon", "routes", [["产出", "投入", "单耗"], ["己二腈", "丁二烯", "0.6"], ["己二腈", "己二酸", "-1"]]
    )
    with pytest.raises(BadInput) as refused:
        library_statements(family)
    message = str(refused.value)
    assert message.startswith("chainmap 参考库有 2 行读不通:library/nylon/routes.csv 第 2 行:没有这个产品:“丁二烯”。")
    assert "第 3 行:“-1”是负数" in message
