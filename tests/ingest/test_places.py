"""The shipped places, how they are drawn from the tables, and rows of 地区 that a user brings beside them."""

import csv

import pytest

from chainmap.evidence import Basis
from chainmap.facts import PlaceFact, PlaceType
from chainmap.gazetteer import gazetteer_of
from ingest.known import KnownNames
from ingest.library import PLACES, place_statements, places_file, sample_statements
from ingest.pipeline import Loaded, read_files
from ingest.report import Level
from ingest.sources.divisions import divisions, rows
from tests.ingest.writing import Cells, codes, load_rows, only_issue

SHIPPED = place_statements()[1]
KNOWN = KnownNames.stated(SHIPPED)
COUNTRY = gazetteer_of(SHIPPED)
HEADING: Cells = ["代码", "地区", "上级", "类型"]


def load(*places: Cells) -> Loaded:
    return load_rows({"地区": [HEADING, *places]}, known=KNOWN)


def facts(loaded: Loaded) -> list[PlaceFact]:
    return [s.fact for s in loaded.statements if isinstance(s.fact, PlaceFact)]


def test_the_short_way_of_reading_says_what_the_readers_of_every_file_say() -> None:
    loaded = read_files([(places_file(), "places/places.csv")], source=PLACES, known=KnownNames(), basis=Basis.GENERAL)
    assert loaded.report.issues == ()
    assert loaded.statements == SHIPPED


def test_the_whole_country_is_there_once_each_within_what_it_lies_in() -> None:
    found = COUNTRY
    kinds = [fact.type for fact in found.facts.values()]
    assert (kinds.count(PlaceType.PROVINCE), kinds.count(PlaceType.CITY)) == (34, 333)
    assert kinds.count(PlaceType.COUNTY) > 2_800
    assert len(found.facts) == len(SHIPPED) and found.circles == ()
    tops = {fact.type for own, fact in found.facts.items() if own not in found.parents}
    assert tops == {PlaceType.PROVINCE}
    assert not {"市辖区", "县", "省直辖县级行政区划"} & {fact.name for fact in found.facts.values()}


@pytest.mark.parametrize(
    ("written", "full"),
    [
        ("彭水", "重庆市·彭水苗族土家族自治县"),
        ("仙桃", "湖北省·仙桃市"),
        ("东莞", "广东省·东莞市"),
        ("嘉峪关市", "甘肃省·嘉峪关市"),
        ("内蒙古", "内蒙古自治区"),
        ("四川宜宾", "四川省·宜宾市"),
        ("梁平县", "重庆市·梁平区"),
        ("台湾", "台湾省"),
    ],
)
def test_places_are_found_as_people_write_them(written: str, full: str) -> None:
    assert [COUNTRY.full_name(own) for own in COUNTRY.find(written)] == [full]


def test_the_sample_speaks_of_shipped_places_and_adds_its_parks() -> None:
    _, sample = sample_statements("fuling")
    both = gazetteer_of([*SHIPPED, *(s for s in sample if s.kind == "place")])
    new = {fact.name for own, fact in both.facts.items() if own not in COUNTRY.facts}
    assert new == {fact.name for s in sample if isinstance(fact := s.fact, PlaceFact) and fact.type is PlaceType.PARK}
    assert both.find("涪陵") == ("500102",)


def test_headings_of_the_tables_are_no_places_and_vanished_rows_leave_names_and_coordinates() -> None:
    cities = [("5001", "市辖区", "50"), ("5002", "县", "50"), ("6202", "嘉峪关市", "62")]
    areas = [("500155", "梁平区", "5001"), ("500243", "彭水苗族土家族自治县", "5002"), ("620201", "嘉峪关市", "6202")]
    older = [
        ("500000", "重庆市", "106.5"),
        ("500228", "梁平县", "107.7"),
        ("500101", "市辖区", ""),
        *((code, name, "100") for code, name in (("710000", "台湾省"), ("810000", "香港"), ("820000", "澳门"))),
    ]
    drawn = divisions(
        [{"code": "50", "name": "重庆市"}, {"code": "62", "name": "甘肃省"}],
        [{"code": code, "name": name, "provinceCode": province} for code, name, province in cities],
        [{"code": c, "name": name, "cityCode": city, "provinceCode": c[:2]} for c, name, city in areas],
        [{"adcode": f"{code}000000", "name": n, "longitude": at, "latitude": at and "30"} for code, n, at in older],
    )
    told = {row[1]: row[2:7] for row in rows(drawn)}
    assert told["梁平区"] == ["梁平县", "重庆市", "区县", "107.7", "30"]
    assert told["彭水苗族土家族自治县"] == ["彭水县;彭水", "重庆市", "区县", "", ""]
    assert told["嘉峪关市"] == ["", "甘肃省", "市", "", ""]
    assert "市辖区" not in told and "县" not in told


def test_the_file_is_in_the_form_of_the_sheet() -> None:
    with places_file().open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == ["代码", "地区", "别名", "上级", "类型", "经度", "纬度", "来源"]


@pytest.mark.parametrize(
    "row",
    [
        ["", "涪陵区", "", ""],
        ["", "涪陵", "", ""],
        ["", "涪陵区", "重庆", "区县"],
        ["500102", "涪陵", "", ""],
        ["500102000000", "重庆市涪陵区", "", ""],
    ],
    ids=["name", "short name", "with its parent", "code", "long code and full name"],
)
def test_a_row_that_means_a_shipped_place_is_said_of_it(row: Cells) -> None:
    (fact,) = facts(load(row))
    assert (fact.name, fact.parent) == ("涪陵区", "重庆市")
    assert fact.code in ("", "500102")


def test_a_row_that_leaves_out_the_city_means_the_county_in_it() -> None:
    (fact,) = facts(load(["", "长沙县", "湖南", ""]))
    assert (fact.name, fact.parent) == ("长沙县", "长沙市")
    (fact,) = facts(load(["", "长沙县", "长沙", ""]))
    assert fact.parent == "长沙市"


def test_a_name_that_several_shipped_places_have_is_asked_about() -> None:
    issue = only_issue(load(["", "朝阳区", "", "区县"]))
    assert (issue.code, issue.level, issue.column) == ("ambiguous_place", Level.QUESTION, "地区")
    assert "北京市·朝阳区 110105、吉林省·长春市·朝阳区 220104" in issue.message


def test_a_park_and_a_place_under_another_parent_are_new() -> None:
    park, other = facts(load(["", "涪陵", "涪陵区", "园区"], ["", "朝阳区", "涪陵区", ""]))
    assert {(f.name, f.parent) for f in (park, other)} == {("涪陵", "涪陵区"), ("朝阳区", "涪陵区")}


def test_what_the_table_itself_states_goes_before_shipped_places_of_the_name() -> None:
    loaded = load_rows(
        {
            "地区": [HEADING, ["", "朝阳区", "北京", ""], ["", "新村", "朝阳区", "园区"]],
            "企业": [["企业", "地区"], ["某厂", "朝阳区"]],
        },
        known=KNOWN,
    )
    assert codes(loaded) == []
    places = {f.name: f.parent for f in facts(loaded)}
    assert places == {"朝阳区": "北京市", "新村": "110105"}


def test_a_code_under_another_name_is_refused() -> None:
    issue = only_issue(load(["500102", "某某新区", "重庆市", ""]))
    assert (issue.code, issue.level) == ("duplicate_id", Level.REJECTED)
    assert issue.message == "“某某新区”的代码 500102 已经属于“重庆市·涪陵区”。"


def test_a_place_in_itself_is_refused_where_it_stands() -> None:
    issue = only_issue(load(["", "甲镇", "甲镇", ""]))
    assert (issue.code, issue.level, issue.row, issue.column) == ("circle_of_parents", Level.REJECTED, 2, "上级")
    assert issue.message == "“甲镇”的上级写的是它自己。"


def test_parents_in_a_circle_are_refused_through_each_other_and_through_what_is_known() -> None:
    loaded = load(["", "甲镇", "乙镇", ""], ["", "乙镇", "甲镇", ""], ["", "重庆市", "涪陵区", ""])
    assert codes(loaded) == ["circle_of_parents"] * 3
    assert loaded.statements == ()
