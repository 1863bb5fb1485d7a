"""Names that nobody has stated become questions with near names; nothing uncertain is ever matched."""

import pytest

from chainmap.evidence import Basis, Evidence
from chainmap.facts import CapacityFact, EnterpriseFact, PlaceFact, ProductFact
from chainmap.statements import Statement
from ingest.known import KnownNames, PlaceNames, ProductNames
from ingest.report import Level
from tests.ingest.writing import LIB, PLACES, PRODUCTS, Cells, codes, known_products, load_rows, only_issue

CHAOYANG: list[Cells] = [
    ["代码", "地区", "上级", "类型"],
    ["110000", "北京市", "", "省"],
    ["110105", "朝阳区", "北京市", "区县"],
    ["220000", "吉林省", "", "省"],
    ["220104", "朝阳区", "吉林省", "区县"],
]


def capacity(product: str = "己二酸", place: str = "涪陵区") -> dict[str, list[Cells]]:
    return {"产能": [["企业", "产品", "地区"], ["华峰化工", product, place]]}


def named(*facts: PlaceFact) -> PlaceNames:
    return PlaceNames(Statement(fact=fact, evidence=Evidence(source="年鉴", basis=Basis.USER)) for fact in facts)


def place_of(sheets: dict[str, list[Cells]]) -> str:
    facts = [s.fact for s in load_rows(sheets).statements if isinstance(s.fact, CapacityFact)]
    return facts[0].place


def test_an_unknown_product_waits_as_a_question_with_near_names() -> None:
    loaded = load_rows(capacity("己二睛"))
    issue = only_issue(loaded)
    assert (issue.file, issue.sheet, issue.row, issue.column) == ("产能.csv", "产能", 2, "产品")
    assert (issue.code, issue.level, issue.message) == ("unknown_product", Level.QUESTION, "没有这个产品:“己二睛”。")
    assert issue.suggestion.startswith("是不是:己二腈、己二酸?")
    assert (loaded.report.read, loaded.report.rejected, loaded.report.questions) == (1, 1, 1)
    assert loaded.statements == ()


def test_a_place_that_does_not_exist_waits_with_near_names() -> None:
    issue = only_issue(load_rows(capacity(place="涪陵县")))
    assert (issue.code, issue.column, issue.message) == ("unknown_place", "地区", "没有这个地区:“涪陵县”。")
    assert issue.suggestion.startswith("是不是:涪陵区?")


def test_a_name_unlike_any_other_gets_no_near_names() -> None:
    assert only_issue(load_rows(capacity("云计算"))).suggestion.startswith("请核对写法;")


@pytest.mark.parametrize("written", ["己二酸", "ADA", "ada", "肥酸", "对二甲苯", "ＰＴＡ", " 精对苯二甲酸 "])
def test_a_name_an_alias_or_another_spelling_is_known_and_stays_as_written(written: str) -> None:
    loaded = load_rows(capacity(written))
    assert codes(loaded) == []
    fact = loaded.statements[0].fact
    assert isinstance(fact, CapacityFact) and fact.product == written.strip()


@pytest.mark.parametrize("written", ["涪陵区", "涪陵", "500102", "重庆市涪陵区", "重庆市·涪陵区", " 涪陵区 "])
def test_a_place_is_known_by_name_code_full_and_short_name(written: str) -> None:
    assert place_of(capacity(place=written)) == "涪陵区"


@pytest.mark.parametrize("written", ["朝阳区", "朝阳"])
def test_a_place_that_could_be_two_is_asked_about(written: str) -> None:
    issue = only_issue(load_rows({**capacity(place=written), "地区": CHAOYANG}))
    assert (issue.code, issue.level, issue.suggestion) == ("ambiguous_place", Level.QUESTION, "请改写成全称或代码。")
    assert issue.message == f"“{written}”可以指几个地区:北京市·朝阳区 110105、吉林省·朝阳区 220104。"


@pytest.mark.parametrize("written", ["110105", "北京市朝阳区"])
def test_a_code_or_a_full_name_tells_two_places_apart(written: str) -> None:
    assert place_of({**capacity(place=written), "地区": CHAOYANG}) == "110105"


def test_what_the_same_load_states_is_known_whatever_the_order_of_files() -> None:
    sheets: dict[str, list[Cells]] = {**capacity("聚酯瓶片", "白涛新材料科技城"), "产品": [["产品"], ["聚酯瓶片"]]}
    sheets["地区"] = [["地区", "上级", "类型"], ["白涛新材料科技城", "涪陵", "园区"]]
    loaded = load_rows(sheets)
    assert codes(loaded) == []
    assert [s.fact.parent for s in loaded.statements if isinstance(s.fact, PlaceFact)] == ["涪陵区"]


def test_what_waits_is_not_known_to_others_either() -> None:
    sheets: dict[str, list[Cells]] = {
        "产品": [["产品", "上位产品"], ["气囊丝", "尼龙66工业丝"], ["帘子布", "气囊丝"]],
        "产能": [["企业", "产品", "地区"], ["华峰化工", "帘子布", "涪陵区"]],
    }
    loaded = load_rows(sheets)
    assert codes(loaded) == ["unknown_product"] * 3
    assert [i.message for i in loaded.report.issues if i.sheet == "产能"] == ["没有这个产品:“帘子布”。"]
    assert (loaded.report.kept, loaded.report.questions) == (0, 3)


def test_a_circle_of_kinds_is_known_to_itself() -> None:
    loaded = load_rows({"产品": [["产品", "上位产品"], ["甲醇汽油", "甲醇燃料"], ["甲醇燃料", "甲醇汽油"]]})
    assert loaded.report.kept == 2


def test_a_route_or_link_makes_no_product() -> None:
    loaded = load_rows(
        {
            "工艺路线": [["产出", "投入"], ["己二腈", "丁二烯"]],
            "供应链关系": [
                ["上游", "下游", "关系"],
                ["PTA", "坯布", "投入"],
                ["聚酯", "PTA", "上位"],
                ["PTA", "纺织鞋业", "应用"],
            ],
        }
    )
    assert sorted(i.message for i in loaded.report.issues) == [
        "没有这个产品:“丁二烯”。",
        "没有这个产品:“坯布”。",
        "没有这个产品:“聚酯”。",
    ]
    assert loaded.report.kept == 1  # an end use is free text


def test_every_reference_of_every_sheet_is_looked_up() -> None:
    rows: dict[str, list[Cells]] = {
        "产品": [["产品", "上位产品"], ["x1", "y1;y2"]],
        "地区": [["地区", "上级"], ["甲镇", "y3"]],
        "企业": [["企业", "地区", "园区"], ["x3", "y4", "y5"]],
        "产能": [["企业", "产品", "地区"], ["x4", "y6", "y7"]],
        "购销": [["供方企业", "需方企业", "产品"], ["x5", "x6", "y8"]],
        "产业链": [["产业链", "锚点产品"], ["x7", "y9;PTA"]],
    }
    loaded = load_rows(rows)
    asked = sorted(i.message.split("“")[1].split("”")[0] for i in loaded.report.issues)
    assert asked == [f"y{i}" for i in range(1, 10)]
    assert (loaded.report.kept, loaded.report.questions) == (0, 6)


def test_an_enterprise_that_only_a_capacity_names_needs_no_row() -> None:
    assert codes(load_rows(capacity())) == []


def test_what_this_source_said_before_does_not_make_a_name_known() -> None:
    before = load_rows({"产品": [["产品"], ["聚酯瓶片"]]}, source=LIB)
    known = KnownNames((*known_products().statements, *before.statements))
    again = load_rows(capacity("聚酯瓶片"), known=known, source=LIB)
    assert codes(again) == ["unknown_place", "unknown_product"]  # the places were this source's too
    assert codes(load_rows(capacity("聚酯瓶片"), known=known)) == []


def test_a_product_row_under_an_alias_speaks_of_that_product() -> None:
    loaded = load_rows({"产品": [["产品", "全国企业数", "来源"], ["肥酸", "12", "年报"]]})
    issue = only_issue(loaded)
    assert (issue.code, issue.level) == ("name_is_alias", Level.NOTE)
    assert issue.message == "“肥酸”是“己二酸”的别名,这一行记在“己二酸”上。"
    fact = loaded.statements[0].fact
    assert isinstance(fact, ProductFact) and (fact.name, fact.national_makers) == ("己二酸", 12)


def test_an_alias_of_the_store_stays_with_its_product() -> None:
    loaded = load_rows({"产品": [["产品", "别名"], ["脂肪酸", "肥酸;硬脂酸"]]})
    assert only_issue(loaded).message == "别名“肥酸”已经属于“己二酸”,没有再记给“脂肪酸”。"
    fact = loaded.statements[0].fact
    assert isinstance(fact, ProductFact) and fact.aliases == ("硬脂酸",)


def test_the_name_of_a_product_is_no_alias_of_another() -> None:
    loaded = load_rows({"产品": [["产品", "别名"], ["聚酯原料", "PTA;PX"]]})
    assert codes(loaded) == ["alias_is_product"] * 2
    assert only_fact(loaded.statements[0].fact).aliases == ()


def only_fact(fact: object) -> ProductFact:
    assert isinstance(fact, ProductFact)
    return fact


def test_a_product_may_repeat_its_own_name_and_aliases() -> None:
    assert codes(load_rows({"产品": [["产品", "别名"], ["己二酸", "己二酸;ADA"], ["己二酸", "肥酸"]]})) == []


def test_park_names_are_places_too() -> None:
    rows: list[Cells] = [["企业", "地区", "园区"], ["华峰化工", "涪陵", "白涛新材料科技城"]]
    assert only_issue(load_rows({"企业": rows})).column == "园区"
    places: list[Cells] = [["地区", "上级"], ["白涛新材料科技城", "涪陵区"]]
    loaded = load_rows({"企业": rows, "地区": places})
    fact = next(s.fact for s in loaded.statements if isinstance(s.fact, EnterpriseFact))
    assert (fact.place, fact.park) == ("涪陵区", "白涛新材料科技城")


def test_above_a_province_there_is_nothing() -> None:
    loaded = load_rows({"地区": [["地区", "上级"], ["四川省", "中国"]]})
    assert isinstance(loaded.statements[0].fact, PlaceFact)
    assert loaded.statements[0].fact.parent == ""


def test_hundreds_of_strangers_are_asked_about_in_reasonable_time() -> None:
    rows: list[Cells] = [["企业", "产品", "地区"], *(["华峰化工", f"陌生产品{i}号", "涪陵区"] for i in range(500))]
    loaded = load_rows({"产能": rows}, known=known_products(*(f"产品{i}" for i in range(2000))))
    assert loaded.report.questions == 500
    assert loaded.report.issues[0].suggestion.startswith("是不是")
    assert loaded.report.issues[-1].suggestion.startswith("请核对写法")


def test_names_mean_what_the_network_reads_them_as() -> None:
    """A canonical name goes before any alias; of two claims to an alias the product that sorts first holds it."""
    names = ProductNames(
        [ProductFact(name="B", aliases=("x", "A")), ProductFact(name="A", aliases=("x",), english="Y")]
    )
    assert [names.find(name) for name in ("A", "B", "X", "y", "z")] == ["A", "B", "A", "A", None]


def test_a_place_with_and_without_its_code_is_one_place() -> None:
    places = named(PlaceFact(name="涪陵区", parent="重庆市"), PlaceFact(name="涪陵区", parent="重庆市", code="500102"))
    assert [places.fact(place).code for place in places.find("涪陵区")] == ["500102"]


def test_places_in_a_circle_have_full_names_all_the_same() -> None:
    places = named(PlaceFact(name="甲区", parent="乙市"), PlaceFact(name="乙市", parent="甲区"))
    assert len(places.find("甲区")) == 1
    assert places.full_name(places.find("甲区")[0]).endswith("甲区")


def test_the_fixture_is_as_the_tests_say() -> None:
    assert len(known_products().statements) == len(PRODUCTS) + len(PLACES) - 2
