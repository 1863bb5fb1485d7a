"""The reference library that ships: it passes every check, is as large as promised, and knows the 涪陵 sample."""

from functools import cache
from itertools import pairwise

import pytest

from chainmap.facts import CapacityFact, Nature, Role
from chainmap.names import name_key
from chainmap.statements import Statement
from ingest.checks import CHECKS, Check, library_problems
from ingest.checks.balance import element_balance, formula_recipes, mass_balance, weighed_recipes
from ingest.checks.counts import library_report
from ingest.checks.map import LibraryMap, Recipe, library_map
from ingest.checks.problems import Problem
from ingest.checks.words import HEADINGS
from ingest.library import library_statements, sample_statements


@cache
def statements() -> tuple[Statement, ...]:
    return library_statements()[1]


@cache
def shipped() -> LibraryMap:
    return library_map(statements())


@cache
def found() -> tuple[Problem, ...]:
    return library_problems(statements())


def alone(recipe: Recipe) -> LibraryMap:
    return LibraryMap(products=shipped().products, recipes=(recipe,), links=(), chains=())


def titles(recipes: tuple[Recipe, ...]) -> list[str]:
    return [recipe.title for recipe in recipes]


@pytest.mark.parametrize("check", CHECKS, ids=[check.__name__ for check in CHECKS])
def test_the_shipped_library_passes(check: Check) -> None:
    assert [problem for problem in found() if problem.check == check.__name__] == []


WEIGHED = weighed_recipes(shipped())
WITH_FORMULAS = formula_recipes(shipped())


@pytest.mark.parametrize("recipe", WEIGHED, ids=titles(WEIGHED))
def test_no_more_comes_out_than_goes_in(recipe: Recipe) -> None:
    assert list(mass_balance(alone(recipe))) == []


@pytest.mark.parametrize("recipe", WITH_FORMULAS, ids=titles(WITH_FORMULAS))
def test_no_element_comes_out_that_does_not_go_in(recipe: Recipe) -> None:
    assert list(element_balance(alone(recipe))) == []


@pytest.mark.parametrize(
    ("output", "route", "feed", "least"),
    [  # molar masses of feed × moles ÷ molar mass of output, worked out by hand
        ("己二腈", "丁二烯法", "丁二烯", 54.092 / 108.144),
        ("己二腈", "丙烯腈法", "丙烯腈", 2 * 53.064 / 108.144),
        ("己二腈", "己二酸法", "己二酸", 146.142 / 108.144),
        ("己二胺", "己二腈加氢", "己二腈", 108.144 / 116.208),
        ("尼龙66", "尼龙66盐缩聚", "尼龙66盐", 262.35 / 226.32),
        ("PTA", "PX氧化", "PX", 106.168 / 166.132),
        ("PET", "PTA直接酯化缩聚", "PTA", 166.132 / 192.17),
        ("PET", "PTA直接酯化缩聚", "乙二醇", 62.068 / 192.17),
        ("THF", "BDO脱水法", "BDO", 90.122 / 72.107),
        ("BDO", "炔醛法", "乙炔", 26.038 / 90.122),
        ("苯胺", "硝基苯加氢法", "硝基苯", 123.111 / 93.129),
        ("HDI", "己二胺光气化法", "光气", 2 * 98.91 / 168.196),
        ("氟化铝", "干法", "氢氟酸", 3 * 20.006 / 83.976),
        ("醋酸乙烯", "乙炔法", "乙炔", 26.038 / 86.09),
    ],
)
def test_consumption_is_not_below_stoichiometry(output: str, route: str, feed: str, least: float) -> None:
    (recipe,) = [each for each in shipped().recipes_of[output] if each.name == route]
    (row,) = [each for each in recipe.feedstocks if each.fact.input == feed]
    assert row.fact.consumption.low is not None
    assert least * 0.999 <= row.fact.consumption.low <= least * 1.35


def test_the_first_cut_is_as_large_as_promised() -> None:
    counts = library_report(statements()).total
    assert counts.products >= 300
    assert counts.routes >= 250
    assert counts.weighed_routes >= 150


def test_every_product_of_the_sample_is_known_by_its_own_name() -> None:
    made = {
        each.fact.product
        for each in sample_statements("fuling", statements())[1]
        if isinstance(each.fact, CapacityFact)
    }
    assert len(made) > 20
    assert made - shipped().products.keys() == set()
    assert all(shipped().owners[name_key(name)] == (name,) for name in made)


def test_headings_have_kinds_and_no_route() -> None:
    assert shipped().headings == HEADINGS
    assert {"聚氨酯树脂", "聚酯纤维"} <= shipped().headings


@pytest.mark.parametrize("name", ["尼龙66盐", "THF", "光气"])
def test_what_is_made_inside_the_next_plant_is_captive(name: str) -> None:
    assert shipped().nature(name) is Nature.CAPTIVE


@pytest.mark.parametrize(
    ("kind", "generic"),
    [
        ("气囊丝", "尼龙66工业丝"),
        ("差别化氨纶", "氨纶"),
        ("聚酯瓶片", "PET"),
        ("聚乳酸", "生物降解塑料"),
        ("运动服装", "服装"),
    ],
)
def test_a_grade_is_a_kind_of_its_product(kind: str, generic: str) -> None:
    assert kind in shipped().kinds[generic]


@pytest.mark.parametrize(
    ("kind", "generic"),
    [
        ("电工钢", "冷轧板"),
        ("芳香族聚酯多元醇", "聚酯多元醇"),
        ("低熔点涤纶短纤", "涤纶短纤"),
        ("低熔点聚酯切片", "聚酯切片"),
    ],
)
def test_what_cannot_replace_its_generic_is_no_kind_of_it(kind: str, generic: str) -> None:
    assert kind not in shipped().kinds.get(generic, ())


@pytest.mark.parametrize("name", ["醋酸乙烯", "聚乙烯醇", "甲基丙烯酸甲酯"])
def test_products_of_the_neighbour_have_routes_with_tonnes(name: str) -> None:
    assert any(recipe.weighed for recipe in shipped().recipes_of[name])


def test_chains_that_the_project_began_with_reach_from_feedstock_to_goods() -> None:
    def feeds(supplier: str, user: str) -> bool:
        return any(
            row.fact.input == supplier for recipe in shipped().recipes_of[user] for row in recipe.of(Role.FEEDSTOCK)
        )

    steps = "PX PTA PET 涤纶长丝", "己二酸 己二腈 己二胺 尼龙66盐 尼龙66 尼龙66工业丝", "BDO THF PTMEG 氨纶"
    for chain in (step.split() for step in steps):
        assert all(feeds(supplier, user) for supplier, user in pairwise(chain))
