"""Each check of the reference library finds the error planted for it in a sound small library, and no other."""

from collections.abc import Callable

import pytest

from chainmap.evidence import Basis, Evidence
from chainmap.facts import ChainFact, Fact, LinkFact, Nature, ProductFact, Relation, Role, RouteInputFact
from chainmap.quantities import TONNES_PER_TONNE, Quantity
from chainmap.statements import Statement
from ingest.checks import CHECKS, library_problems
from ingest.checks.problems import Problem

Rows = list[tuple[str, Fact, Basis, str]]
SHEETS = {"product": "products", "route_input": "routes", "link": "links", "chain": "chains"}


def product(name: str, **more: object) -> tuple[str, Fact, Basis, str]:
    return "mini", ProductFact.model_validate({"name": name, **more}), Basis.GENERAL, ""


def figure(
    name: str, basis: Basis = Basis.CITED, citation: str = "某报,2024", **more: object
) -> tuple[str, Fact, Basis, str]:
    return "mini", ProductFact.model_validate({"name": name, **more}), basis, citation


def needs(
    output: str,
    feed: str,
    tonnes: float | None = None,
    *,
    route: str = "直接法",
    role: Role = Role.FEEDSTOCK,
    note: str = "",
    basis: Basis = Basis.GENERAL,
    citation: str = "",
) -> tuple[str, Fact, Basis, str]:
    amount = Quantity.unknown(TONNES_PER_TONNE) if tonnes is None else Quantity.exact(tonnes, TONNES_PER_TONNE)
    fact = RouteInputFact(output=output, input=feed, role=role, consumption=amount, route=route, note=note)
    return "mini", fact, basis, citation


def link(supplier: str, user: str, relation: Relation = Relation.INPUT) -> tuple[str, Fact, Basis, str]:
    return "mini", LinkFact(supplier=supplier, user=user, relation=relation), Basis.GENERAL, ""


def sound() -> Rows:
    """原油 → 石脑油 → PX → PTA → PET → 涤纶长丝 (a 聚酯纤维), with 乙二醇 as if it were mined."""
    return [
        product("原油", nature=Nature.PRIMARY),
        product("乙二醇", nature=Nature.PRIMARY, formula="C2H6O2"),
        product("电", nature=Nature.UTILITY, unit="GWh"),
        product("石脑油"),
        product("PX", aliases=("对二甲苯",), formula="C8H10"),
        product("PTA", formula="C8H6O4"),
        product("PET", formula="C10H8O4"),
        product("聚酯纤维", aliases=("涤纶",)),
        product("涤纶长丝", generics=("聚酯纤维",)),
        product("坯布", unit="万米"),
        needs("石脑油", "原油", 5.0, route="常减压蒸馏"),
        needs("PX", "石脑油", 2.4, route="芳烃联合装置"),
        needs("PTA", "PX", 0.655, route="PX氧化", note="氧来自空气", basis=Basis.CITED, citation="某手册"),
        needs("PET", "PTA", 0.87, route="酯化缩聚"),
        needs("PET", "乙二醇", 0.34, route="酯化缩聚"),
        needs("涤纶长丝", "PET", 1.01, route="熔体直纺"),
        needs("坯布", "涤纶长丝", route="织造"),
        link("涤纶长丝", "纺织鞋业", Relation.END_USE),
        link("电", "照明", Relation.END_USE),
        (
            "mini",
            ChainFact(name="聚酯", anchors=("PET", "坯布", "聚酯纤维"), upstream=12, downstream=1),
            Basis.GENERAL,
            "",
        ),
    ]


def stated(rows: Rows) -> list[Statement]:
    return [
        Statement(
            fact=fact,
            evidence=Evidence(
                source="library",
                basis=basis,
                citation=citation,
                file=f"{family}/{SHEETS[fact.kind]}.csv",
                row=number,
            ),
        )
        for number, (family, fact, basis, citation) in enumerate(rows, 2)
    ]


def problems(rows: Rows) -> tuple[Problem, ...]:
    return library_problems(stated(rows))


def adding(*rows: tuple[str, Fact, Basis, str]) -> Callable[[], Rows]:
    return lambda: [*sound(), *rows]


def without(name: str, *instead: tuple[str, Fact, Basis, str]) -> Callable[[], Rows]:
    """The sound library with the recipe of `name` replaced."""
    return lambda: (
        [row for row in sound() if not (isinstance(row[1], RouteInputFact) and row[1].output == name)] + [*instead]
    )


def test_the_sound_library_passes_every_check() -> None:
    assert problems(sound()) == ()


PLANTED: list[tuple[str, Callable[[], Rows], str]] = [
    ("duplicate_products", adding(product("PTA")), "定义了两次"),
    (
        "duplicate_products",
        adding(
            figure("原油", national_makers=3),
            figure("天然气", national_makers=3),
            link("天然气", "坯布"),
        ),
        "没有定义行",
    ),
    ("duplicate_products", adding(product("pta", generics=("聚酯纤维",))), "实为一名"),
    ("shared_names", adding(product("石油焦", aliases=("石脑 油",), generics=("聚酯纤维",))), "同时指 石脑油、石油焦"),
    ("unknown_names", adding(needs("坯布", "氨纶", route="织造")), "不是库中产品"),
    ("unknown_names", adding(link("涤纶", "坯布")), "它是“聚酯纤维”的别名"),
    ("unknown_names", adding(product("POY", generics=("聚酯纤维", "涤纶丝"))), "上位产品“涤纶丝”"),
    ("unknown_names", adding(("mini", ChainFact(name="氨纶", anchors=("氨纶",)), Basis.GENERAL, "")), "锚点产品“氨纶”"),
    ("figures_without_source", adding(figure("PX", Basis.GENERAL, "", national_makers=20)), "没有来源"),
    ("figures_without_source", adding(figure("PX", Basis.STOICHIOMETRY, "C", overcapacity=True)), "没有来源"),
    ("unsourced_rows", without("PX", needs("PX", "石脑油", 2.4, basis=Basis.CITED)), "却没有来源"),
    ("unsourced_rows", without("PX", needs("PX", "石脑油", 2.4, basis=Basis.STOICHIOMETRY)), "却没有来源"),
    ("unsourced_rows", without("PX", needs("PX", "石脑油", 2.4, citation="听说")), "却写了来源"),
    ("unsourced_rows", without("PX", needs("PX", "石脑油", 2.4, basis=Basis.INFERRED)), "依据只能是"),
    ("unsourced_rows", without("PX", needs("PX", "石脑油", 2.4, basis=Basis.CITED, citation="某\n报")), "换行"),
    ("refused_formulas", adding(product("碳酸锂", formula="Li2CO3·H2O", generics=("聚酯纤维",))), "读不懂"),
    ("utilities_as_feedstock", adding(needs("坯布", "电", route="织造")), "公用工程“电”不能作原料"),
    (
        "helpers_as_feedstock",
        adding(product("分散染料", nature=Nature.PRIMARY), needs("坯布", "分散染料", route="织造")),
        "请改为辅料",
    ),
    (
        "helpers_as_feedstock",
        adding(product("DMF", nature=Nature.PRIMARY), needs("坯布", "DMF", route="织造")),
        "请改为辅料",
    ),
    (
        "helpers_as_feedstock",
        adding(product("分散染料", nature=Nature.PRIMARY), link("分散染料", "坯布")),
        "请写成“坯布”工艺的辅料",
    ),
    ("self_feeding", adding(needs("坯布", "坯布", route="织造")), "以自身为投入"),
    ("self_feeding", adding(link("PET", "PET")), "与自身相连"),
    ("incomplete_recipes", adding(needs("PET", "PTA", route="酯化缩聚", role=Role.AUXILIARY)), "写了两次"),
    ("incomplete_recipes", without("PX", needs("PX", "石脑油", 2.4, route="")), "没有路线名"),
    ("incomplete_recipes", adding(needs("PX", "石脑油", 0.2, route="副产", role=Role.CO_PRODUCT)), "没有原料"),
    (
        "incomplete_recipes",
        adding(("other", needs("坯布", "PET", route="织造")[1], Basis.GENERAL, "")),
        "一部分写在 mini/routes.csv",
    ),
    (
        "lone_co_products",
        without(
            "PX",
            needs("PX", "石脑油", 2.8),
            needs("PX", "纯苯", 0.4, role=Role.CO_PRODUCT),
            product("纯苯"),
            needs("纯苯", "石脑油", 7.0),
        ),
        "不应另立同名工艺",
    ),
    ("headings_with_route", adding(needs("聚酯纤维", "PET", 1.01)), "归类“聚酯纤维”不应有工艺"),
    ("headings_with_route", adding(link("PET", "聚酯纤维")), "归类“聚酯纤维”不应有工艺"),
    ("headings_with_route", adding(product("烯烃"), link("烯烃", "坯布")), "没有品种"),
    ("headings_with_route", adding(product("轻烃", nature=Nature.HEADING, generics=("聚酯纤维",))), "不能写归类"),
    (
        "undeclared_headings",
        adding(
            product("聚酯树脂", generics=("聚酯纤维",)),
            product("聚酯切片", generics=("聚酯树脂",)),
            needs("聚酯切片", "PET", 1.01),
        ),
        "“聚酯树脂”有品种而没有工艺",
    ),
    (
        "generic_loops",
        adding(
            product("POY", generics=("FDY",)),
            product("FDY", generics=("POY",)),
            needs("POY", "PET", 1.01),
            needs("FDY", "PET", 1.01),
        ),
        "回到自身",
    ),
    ("unobtainable_feedstocks", adding(product("棉花"), needs("坯布", "棉花", route="织造")), "没有工艺"),
    (
        "unmakeable_products",
        adding(
            product("醋酐"),
            product("乙烯酮"),
            needs("醋酐", "乙烯酮", 1.0),
            needs("乙烯酮", "醋酐", 1.0),
            link("醋酐", "坯布"),
        ),
        "成环",
    ),
    ("orphans", adding(product("孤品")), "没有任何工艺"),
    (
        "outside_chains",
        adding(
            product("印染布", unit="万米"),
            product("服装", unit="万件"),
            needs("印染布", "坯布"),
            needs("服装", "印染布"),
        ),
        "“服装”不在任何产业链",
    ),
    ("units", adding(product("合成革", unit="万m2", generics=("聚酯纤维",))), "不在常用单位里"),
    ("units", adding(figure("坯布", economic_scale=Quantity.exact(3000.0))), "经济规模却是 t/a"),
    ("units", without("坯布", needs("坯布", "涤纶长丝", 20.0, route="织造")), "要在备注写明单位"),
    ("mass_balance", without("涤纶长丝", needs("涤纶长丝", "PET", 0.9)), "投入合计 0.900"),
    ("mass_balance", without("石脑油", needs("石脑油", "原油", 5000.0)), "过大"),
    (
        "mass_balance",
        adding(product("POY"), needs("POY", "PET", 1.01), needs("POY", "坯布", 0.2, role=Role.CO_PRODUCT, note="万米")),
        "产出合计 1.200",
    ),
    ("element_balance", without("PTA", needs("PTA", "PX", 0.6, note="氧来自空气")), "C 投入 0.5430 产出 0.5784"),
    ("element_balance", without("PTA", needs("PTA", "PX", 1.01)), "O 投入 0.0000"),
    (
        "element_balance",
        without(
            "PET",
            needs("PET", "PTA", 0.87),
            needs("PET", "乙二醇", 0.34),
            needs("PET", "PX", 0.2, role=Role.CO_PRODUCT),
            needs("PET", "原油", role=Role.ENERGY, note="另有水"),
        ),
        "C 投入 0.6348",
    ),
]


@pytest.mark.parametrize(("check", "plant", "words"), PLANTED, ids=[f"{c}-{w}" for c, _, w in PLANTED])
def test_a_planted_error_is_found_by_its_check_alone(check: str, plant: Callable[[], Rows], words: str) -> None:
    found = problems(plant())
    assert {problem.check for problem in found} == {check}
    assert any(words in problem.message for problem in found)


def test_every_check_has_a_planted_error() -> None:
    assert {check for check, _, _ in PLANTED} == {check.__name__ for check in CHECKS}


def test_a_problem_names_family_file_and_row() -> None:
    found = problems([*sound(), product("孤品")])
    assert [(problem.family, problem.where) for problem in found] == [("mini", "mini/products.csv 第 22 行")]


def test_double_oxygen_in_a_name_is_no_air() -> None:
    rows = without("涤纶长丝", needs("涤纶长丝", "PET", 0.9, note="环氧与双氧水、无水、含水")).__call__()
    assert {problem.check for problem in problems(rows)} == {"mass_balance"}
    rows = without("涤纶长丝", needs("涤纶长丝", "PET", 0.9, note="余为油剂")).__call__()
    assert problems(rows) == ()
