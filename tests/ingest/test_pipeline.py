"""Paths to statements: files and folders, what is refused as a whole, and where each statement stood."""

from pathlib import Path

import pytest

from chainmap.errors import FileRefused
from chainmap.evidence import Basis
from chainmap.facts import CapacityFact, ProductFact, Status
from chainmap.quantities import Quantity
from ingest.pipeline import read_source
from ingest.report import FileCount, LoadReport
from ingest.tables import Limits
from tests.ingest.writing import (
    CAPACITIES,
    PLACES,
    USER,
    Cells,
    digests,
    known_products,
    load_rows,
    write_csv,
    write_workbook,
)


def test_a_row_becomes_a_statement_that_says_where_it_stood(tmp_path: Path) -> None:
    rows: list[Cells] = [
        ["企业", "产品", "地区", "产能", "单位", "状态", "利用率", "自用比例", "投产年份", "来源"],
        ["华峰化工", "己二酸", "涪陵区", "36以上", "万吨/年", "投产", "85%", "0.3", "2012", "公开答复函,2024-06-24"],
    ]
    loaded = read_source([write_csv(tmp_path, "产能", rows)], source=USER, known=known_products())
    (statement,) = loaded.statements
    assert statement.fact == CapacityFact(
        enterprise="华峰化工",
        product="己二酸",
        place="涪陵区",
        amount=Quantity.at_least(360_000),
        status=Status.OPERATING,
        utilisation=0.85,
        own_share=0.3,
        year=2012,
    )
    evidence = statement.evidence
    assert (evidence.source, evidence.basis, evidence.citation) == ("user", Basis.USER, "公开答复函,2024-06-24")
    assert (evidence.file, evidence.sheet, evidence.row) == ("产能.csv", "产能", 2)
    assert evidence.where == "产能.csv 第 2 行"


def test_a_product_row_fills_every_field() -> None:
    cells = {
        "产品": "己二酸",
        "别名": "ADA;肥酸",
        "英文名": "adipic acid",
        "上位产品": "PTA",
        "性质": "大宗通用",
        "行业代码": "2614",
        "单位": "t",
        "分子式": "C6H10O4",
        "经济规模": "30万吨/年",
        "全国企业数": "12家",
        "进口依存度": "5%",
        "产能过剩": "是",
        "依据": "引用",
        "来源": "年报",
    }
    (statement,) = load_rows({"产品": [list(cells), list(cells.values())]}).statements
    fact = statement.fact
    assert isinstance(fact, ProductFact) and fact.nature is not None
    assert (fact.name, fact.aliases, fact.english, fact.generics) == (
        "己二酸",
        ("ADA", "肥酸"),
        "adipic acid",
        ("PTA",),
    )
    assert (fact.nature.value, fact.industry_code, fact.unit, fact.formula) == ("bulk", "2614", "t", "C6H10O4")
    assert fact.economic_scale == Quantity.exact(300_000)
    assert (fact.national_makers, fact.import_dependence, fact.overcapacity) == (12, 0.05, True)
    assert (statement.evidence.basis, statement.evidence.citation) == (Basis.CITED, "年报")


@pytest.mark.parametrize(
    ("stated", "basis"),
    [
        ("引用", Basis.CITED),
        ("化学计量", Basis.STOICHIOMETRY),
        ("常识", Basis.GENERAL),
        ("推断", Basis.INFERRED),
        ("", Basis.USER),
    ],
)
def test_the_basis_of_a_row_is_the_one_it_states(stated: str, basis: Basis) -> None:
    rows: list[Cells] = [["产出", "投入", "依据", "来源"], ["己二腈", "己二酸", stated, "某书"]]
    assert load_rows({"工艺路线": rows}).statements[0].evidence.basis is basis


def test_a_folder_is_read_to_its_last_corner_and_only_tables_of_it(tmp_path: Path) -> None:
    inner = tmp_path / "2024"
    inner.mkdir()
    write_csv(tmp_path, "地区", [["地区", "上级"], ["白涛新材料科技城", "涪陵区"]])
    write_csv(inner, "产能", CAPACITIES)
    write_workbook(inner / "更多.xlsx", {"产能": [["企业", "产品", "地区"], ["川维", "PX", "长寿区"]]})
    for name in ("README.md", "说明.txt", ".产能.csv", "~$更多.xlsx"):
        (tmp_path / name).write_text("不读", encoding="utf-8")
    loaded = read_source([tmp_path], source=USER, known=known_products())
    assert [(f.file, f.sheet, f.read) for f in loaded.report.files] == [
        ("2024/产能.csv", "产能", 2),
        ("2024/更多.xlsx", "产能", 1),
        ("地区.csv", "地区", 1),
    ]
    assert loaded.report.kept == 4
    assert {s.evidence.file for s in loaded.statements} == {"2024/产能.csv", "2024/更多.xlsx", "地区.csv"}


def test_several_paths_under_one_name_are_one_source(tmp_path: Path) -> None:
    for folder, rows in (("a", CAPACITIES[:2]), ("b", [CAPACITIES[0], CAPACITIES[2]])):
        (tmp_path / folder).mkdir()
        write_csv(tmp_path / folder, "产能", rows)
    loaded = read_source([tmp_path / "a", tmp_path / "b"], source=USER, known=known_products())
    assert [file.file for file in loaded.report.files] == ["a/产能.csv", "b/产能.csv"]
    assert {s.evidence.source for s in loaded.statements} == {"user"}


def test_a_gbk_file_is_read_and_said_to_be_one(tmp_path: Path) -> None:
    utf8 = read_source([write_csv(tmp_path, "产能", CAPACITIES)], source=USER, known=known_products())
    gbk = read_source([write_csv(tmp_path, "产能", CAPACITIES, "gbk")], source=USER, known=known_products())
    assert digests(gbk.statements) == digests(utf8.statements)
    assert gbk.report.files[0].read_as == "GB18030,逗号分隔"


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_are_read(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "产能.csv"
    path.write_text("\n".join(delimiter.join(str(c) for c in row) for row in CAPACITIES), encoding="utf-8")
    assert read_source([path], source=USER, known=known_products()).report.kept == 2


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"没有这个文件或文件夹:.*没有\.csv。请核对路径"):
        read_source([tmp_path / "没有.csv"], source=USER, known=known_products())


def test_a_folder_without_tables_is_named(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("x")
    with pytest.raises(FileRefused, match="里没有 csv 或 xlsx"):
        read_source([tmp_path], source=USER, known=known_products())


def test_one_bad_file_of_a_folder_refuses_the_folder_so_that_nothing_is_withdrawn(tmp_path: Path) -> None:
    write_csv(tmp_path, "产能", CAPACITIES)
    (tmp_path / "地区.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(FileRefused, match=r"“地区\.xlsx”不是工作簿,或已损坏"):
        read_source([tmp_path], source=USER, known=known_products())


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = write_csv(tmp_path, "产能", CAPACITIES)
    with pytest.raises(FileRefused, match=r"“产能\.csv”超过 0 MiB"):
        read_source([path], source=USER, known=known_products(), limits=Limits(file_bytes=10))


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, known = write_csv(tmp_path, "产能", CAPACITIES), known_products()

    def locked(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", locked)
    with pytest.raises(FileRefused, match=r"“产能\.csv”读不了.*请检查文件权限"):
        read_source([path], source=USER, known=known)


def test_several_loads_are_told_as_one() -> None:
    good = load_rows({"产能": CAPACITIES}).report.model_copy(update={"written": True})
    bad = load_rows({"产能": [CAPACITIES[0], [" x ", "己二睛", "涪陵区", "", ""]]}).report
    joined = LoadReport.joined([good, bad])
    assert (joined.read, joined.kept, joined.rejected, joined.questions) == (3, 2, 1, 1)
    assert len(joined.files) == 2
    assert joined.issues == bad.issues
    assert [(c.step, c.cells) for c in joined.cleaned] == [("outer_space", 1)]
    assert not joined.written
    assert LoadReport.joined([good]).written
    assert LoadReport.joined([]).read == 0


def test_a_report_that_does_not_add_up_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="do not add up"):
        LoadReport(
            read=3, kept=1, rejected=1, questions=0, files=(FileCount(file="a", sheet="b", read=3, kept=1, rejected=1),)
        )


def test_a_workbook_may_hold_everything(tmp_path: Path) -> None:
    sheets: dict[str, list[Cells]] = {
        "产品": [["产品"], ["聚酯瓶片"]],
        "工艺路线": [["产出", "投入", "单耗"], ["聚酯瓶片", "PTA", 0.86]],
        "供应链关系": [["上游", "下游", "关系"], ["聚酯瓶片", "包装", "应用"]],
        "地区": PLACES,
        "企业": [["企业", "地区", "角色"], ["万凯新材料", "涪陵", "龙头"]],
        "产能": [["企业", "产品", "地区", "产能"], ["万凯新材料", "聚酯瓶片", "涪陵", "120万吨"]],
        "购销": [["供方企业", "需方企业", "产品", "数量"], ["蓬威石化", "万凯新材料", "PTA", 60000]],
        "产业链": [["产业链", "锚点产品(;)", "向上级数"], ["聚酯", "PTA;聚酯瓶片", 3]],
    }
    loaded = read_source([write_workbook(tmp_path / "全.xlsx", dict(sheets))], source=USER, known=known_products())
    assert (loaded.report.read, loaded.report.kept, loaded.report.issues) == (10, 10, ())
    assert {s.kind for s in loaded.statements} == {
        "product", "route_input", "link", "place", "enterprise", "capacity", "purchase", "chain",
    }  # fmt: skip


@pytest.mark.parametrize(("unit", "remarked"), [("亿元", True), ("只", True), ("万吨/年", False), ("吨", False)])
def test_a_unit_that_is_not_the_products_is_remarked_and_the_row_kept(
    tmp_path: Path, unit: str, remarked: bool
) -> None:
    rows: list[Cells] = [["企业", "产品", "地区", "产能", "单位"], ["甲厂", "己二酸", "涪陵区", "30", unit]]
    loaded = read_source([write_csv(tmp_path, "产能", rows)], source=USER, known=known_products())
    found = [issue for issue in loaded.report.issues if issue.code == "foreign_unit"]
    assert [(issue.row, issue.column) for issue in found] == ([(2, "单位")] if remarked else [])
    assert (loaded.report.kept, loaded.report.rejected) == (1, 0)
