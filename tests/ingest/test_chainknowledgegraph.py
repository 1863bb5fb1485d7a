"""The adapter on a folder written by hand, and, where the user has it, on the real data set with its known faults."""

from pathlib import Path

import pytest

from chainmap.errors import FileRefused
from chainmap.evidence import Basis, Evidence
from chainmap.facts import EnterpriseFact, Fact, LinkFact, MakesFact, ProductFact, Relation
from chainmap.statements import Source, Statement
from ingest.known import KnownNames
from ingest.library import library_statements
from ingest.report import Level
from ingest.sources.chainknowledgegraph import ChainKnowledgeGraph, read_chainknowledgegraph

SOURCE = Source(id="national", title="全国企业产品表")
REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "ckg"
SMALL = {
    "products": "name\n精对苯二甲酸\n聚酯切片\n涤纶短纤\n-ACT\nＰＶＣ\nPVC\n己二酸\n己二酸\n外套\x7f\n",
    "companies": (
        "code,name,full_name,exchange,listed_on\n"
        "600346SH,恒力石化,大连橡胶塑料机械股份有限公司,上海证券交易所,2001-08-20\n"
        "600346SH,恒力石化,恒力石化股份有限公司,上海证券交易所,2016-03-01\n"
        "002064SZ,华峰化学,华峰化学股份有限公司,深圳证券交易所,2006-08-23\n"
        "300001SZ,华峰化学,同名简称股份有限公司,深圳证券交易所,2010-01-01\n"
    ),
    "industries": "code,name\n220200,化学原料\n",
    "company_industry": "company_code,industry_code\n002064SZ,220200\n002064SZ,999999\n",
    "company_product": (
        "company_code,product,relation,revenue_share\n"
        "600346SH,精对苯二甲酸,主营产品,0.42\n"
        "600346SH,精对苯二甲酸,主营产品,0.42\n"
        "600346SH,聚酯切片,主营产品,1.08\n"
        "600346SH,分部间抵销,主营产品,-0.5\n"
        "600346SH,平衡项目,主营产品,0.02\n"
        "002064SZ,己二酸,主营产品,\n"
        "002064SZ,-ACT,主营产品,0.1\n"
        "002064SZ,聚酯切片,主营产品,1_0\n"
        "002064SZ,氨纶丝,主营产品,0.3\n"
        "999999SZ,己二酸,主营产品,0.3\n"
        "002064SZ,己二酸,代销,0.3\n"
    ),
    "product_product": (
        "a,b,relation\n"
        "聚酯切片,精对苯二甲酸,上游材料\n"
        "聚酯切片,涤纶短纤,下游产品\n"
        "涤纶短纤,-ACT,产品小类\n"
        "己二酸,己二酸,上游材料\n"
        "PVC,ＰＶＣ,上游材料\n"
        "己二酸,环己醇,上游材料\n"
        "己二酸,PVC,同行\n"
    ),
}
LIBRARY = KnownNames(
    (
        Statement(
            fact=ProductFact(name="PTA", aliases=("精对苯二甲酸",)),
            evidence=Evidence(source="library", basis=Basis.GENERAL),
        ),
    )
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in SMALL.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def read(folder: Path, *, known: KnownNames = LIBRARY, with_map: bool = False) -> ChainKnowledgeGraph:
    return read_chainknowledgegraph(folder, source=SOURCE, known=known, with_map=with_map)


def facts(graph: ChainKnowledgeGraph, kind: type[Fact]) -> list[Fact]:
    return [s.fact for s in graph.statements if isinstance(s.fact, kind)]


def rejected_rows(graph: ChainKnowledgeGraph, file: str) -> dict[int | None, str]:
    return {i.row: i.code for i in graph.report.issues if i.file == file and i.level is Level.REJECTED}


def test_an_enterprise_makes_what_the_table_says_under_the_name_that_the_library_knows(folder: Path) -> None:
    pta, again, chips, acid, act = facts(read(folder), MakesFact)
    assert pta == again == MakesFact(enterprise="恒力石化股份有限公司", product="PTA", revenue_share=0.42)
    assert chips == MakesFact(enterprise="恒力石化股份有限公司", product="聚酯切片", revenue_share=1.08)
    assert acid == MakesFact(enterprise="华峰化学股份有限公司", product="己二酸", revenue_share=None)
    assert act == MakesFact(enterprise="华峰化学股份有限公司", product="-ACT", revenue_share=0.1)


def test_every_rejected_row_of_the_table_says_why(folder: Path) -> None:
    assert rejected_rows(read(folder), "company_product.csv") == {
        5: "negative_share",
        6: "accounting_line",
        9: "not_a_number",
        10: "unknown_product",
        11: "unknown_enterprise",
        12: "unknown_relation",
    }


def test_a_company_goes_by_its_latest_full_name_and_never_by_a_repeated_short_one(folder: Path) -> None:
    graph = read(folder)
    assert facts(graph, EnterpriseFact) == [
        EnterpriseFact(name="恒力石化股份有限公司", listing="600346SH", note="简称 恒力石化"),
        EnterpriseFact(name="华峰化学股份有限公司", listing="002064SZ", note="简称 华峰化学;行业 化学原料"),
        EnterpriseFact(name="同名简称股份有限公司", listing="300001SZ", note="简称 华峰化学"),
    ]
    assert rejected_rows(graph, "companies.csv") == {2: "repeated_code"}
    assert graph.faults["repeated_short_name"] == 2  # 恒力石化 and 华峰化学, once too often each


def test_the_table_alone_adds_no_product_and_no_link_to_the_map(folder: Path) -> None:
    assert facts(read(folder), ProductFact) == facts(read(folder), LinkFact) == []


def test_the_three_relations_become_inputs_and_kinds_the_right_way_round(folder: Path) -> None:
    assert facts(read(folder, with_map=True), LinkFact) == [
        LinkFact(supplier="PTA", user="聚酯切片"),
        LinkFact(supplier="聚酯切片", user="涤纶短纤"),
        LinkFact(supplier="涤纶短纤", user="-ACT", relation=Relation.KIND),
    ]


def test_loops_dangling_ends_and_strange_relations_are_rejected_each_by_its_name(folder: Path) -> None:
    assert rejected_rows(read(folder, with_map=True), "product_product.csv") == {
        5: "self_loop",
        6: "self_loop",  # full-width and half-width are one name
        7: "unknown_product",
        8: "unknown_relation",
    }


def test_two_names_of_one_product_are_no_link_between_two(folder: Path) -> None:
    (folder / "products.csv").write_text("name\nPTA\n精对苯二甲酸\n", encoding="utf-8")
    (folder / "product_product.csv").write_text("a,b,relation\nPTA,精对苯二甲酸,上游材料\n", encoding="utf-8")
    assert rejected_rows(read(folder, with_map=True), "product_product.csv") == {2: "alias_loop"}


def test_products_are_named_once_by_key_and_a_broken_name_is_refused(folder: Path) -> None:
    graph = read(folder, with_map=True)
    names = [fact.name for fact in facts(graph, ProductFact) if isinstance(fact, ProductFact)]
    assert names == ["PTA", "聚酯切片", "涤纶短纤", "-ACT", "ＰＶＣ", "ＰＶＣ", "己二酸", "己二酸"]
    assert rejected_rows(graph, "products.csv") == {10: "name_refused"}
    assert (graph.faults["merged_spelling"], graph.faults["followed_alias"]) == (1, 1)


def test_rows_read_are_rows_kept_and_rejected(folder: Path) -> None:
    report = read(folder, with_map=True).report
    assert (report.read, report.kept, report.rejected) == (34, 21, 13)  # 9 + 4 + 1 + 2 + 11 + 7; 1 + 1 + 0 + 1 + 6 + 4
    assert all(count.read == count.kept + count.rejected for count in report.files)


def test_every_statement_waits_for_verification_and_names_its_row(folder: Path) -> None:
    first = read(folder).statements[-1].evidence
    assert (first.basis, first.where, first.source) == (Basis.TO_VERIFY, "company_product.csv 第 8 行", "national")


def test_what_resolves_to_the_library_is_told(folder: Path) -> None:
    graph = read(folder)
    assert (graph.matched, graph.named) == ({"PTA"}, 4)


def test_a_missing_column_is_refused_by_name(folder: Path) -> None:
    (folder / "companies.csv").write_text("code,name\n1,甲\n", encoding="utf-8")
    with pytest.raises(FileRefused, match=r"companies\.csv.*full_name、listed_on"):
        read(folder)


def test_a_missing_file_is_refused_by_name(folder: Path) -> None:
    (folder / "industries.csv").unlink()
    with pytest.raises(FileRefused, match=r"industries\.csv"):
        read(folder)


def test_an_empty_file_is_a_missing_column_and_no_crash(folder: Path) -> None:
    (folder / "products.csv").write_text("", encoding="utf-8")
    with pytest.raises(FileRefused, match="name"):
        read(folder)


@pytest.mark.skipif(not REAL.exists(), reason="no ChainKnowledgeGraph beside the repository")
def test_the_known_faults_of_the_real_data_set_are_all_counted() -> None:
    _, statements = library_statements()
    graph = read(REAL, known=KnownNames.stated(statements))
    wanted = {"negative_share": 763, "repeated_short_name": 49, "merged_spelling": 30, "repeated_row": 578 + 5}
    assert {code: graph.faults[code] for code in wanted} == wanted
    links = (REAL / "product_product.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert sum(line.split(",")[0] == line.split(",")[1] for line in links) == 108
    made = {s.fact.product for s in graph.statements if isinstance(s.fact, MakesFact)}
    assert "己二腈" in graph.matched and "-ACT" not in graph.matched
    assert graph.named == len(made) > 37_000
