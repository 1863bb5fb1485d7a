"""Whether the recipes of a library keep mass and elements: nothing comes out that does not go in."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from chainmap.facts import Role, RouteInputFact
from chainmap.formulas import mass_fractions
from ingest.checks.map import LibraryMap, Recipe, Row
from ingest.checks.problems import Problem, problem

FORMULA_LOSS = 0.005
"""Share by which an input may fall short of stoichiometry: rounding of published figures."""
MASS_LOSS = 0.02
"""The same for a whole recipe, where moisture and purity of trade goods blur the third digit."""
MOST_INPUT = 60.0
"""Tonnes of feedstock a tonne of product beyond which a figure is taken for a slip."""
_ENTERS = re.compile("空气|水|氧|其余|余[为量]|填料")
_NO_SUPPLY = re.compile("环氧|过氧|双氧水|无水|含水|脱水|副产水|废水|水分|水处理|水泥|水渣|湿材")
"""Words of a note by which mass enters beside the rows (air, oxygen, water, fillers), and words that only look so."""
_IN = (Role.FEEDSTOCK, Role.AUXILIARY)


def weighed_recipes(library: LibraryMap) -> tuple[Recipe, ...]:
    """Recipes whose output and feedstocks are all in tonnes, with every t/t known: what mass balance looks at."""
    return tuple(recipe for recipe in library.recipes if recipe.weighed and _in_tonnes(library, recipe))


def formula_recipes(library: LibraryMap) -> tuple[Recipe, ...]:
    """Weighed recipes of which every input has a formula and a t/t: what element balance looks at."""
    return tuple(
        recipe
        for recipe in weighed_recipes(library)
        if _formula(library, recipe.output)
        and all(row.fact.consumption.value and _formula(library, row.fact.input) for row in recipe.of(*_IN))
    )


def free_mass(recipe: Recipe) -> bool:
    """Whether a note says that air, oxygen, water or fillers enter that have no row."""
    return _ENTERS.search(_NO_SUPPLY.sub("", recipe.notes)) is not None


def mass_balance(library: LibraryMap) -> Iterator[Problem]:
    """Inputs weigh at least output and co-products, unless a note says that air, water or fillers enter."""
    for recipe in weighed_recipes(library):
        inputs = sum(row.fact.consumption.value or 0.0 for row in recipe.of(*_IN))
        outputs = 1.0 + sum(row.fact.consumption.value or 0.0 for row in recipe.co_products)
        if inputs < outputs * (1 - MASS_LOSS) and not free_mass(recipe):
            yield problem(
                recipe.rows[0],
                f"{recipe.title}:投入合计 {inputs:.3f} 小于产出合计 {outputs:.3f} 吨/吨;"
                "请核对单耗,或在备注写明另有空气、氧气、水或填料进入。",
            )
        if inputs > MOST_INPUT:
            yield problem(recipe.rows[0], f"{recipe.title}:投入合计 {inputs:.1f} 吨/吨,过大;请核对单位。")


def element_balance(library: LibraryMap) -> Iterator[Problem]:
    """No element comes out that does not go in.

    Per tonne of output the inputs hold at least the element's share of the output, even at the low end of their
    range, and at the high end also what the co-products carry away. Hydrogen and oxygen are left out where a note
    says that air, oxygen or water enters.
    """
    for recipe in formula_recipes(library):
        free = {"H", "O"} if free_mass(recipe) else set()
        need = mass_fractions(_formula(library, recipe.output))
        carried = dict(need)
        for element, amount in _elements(library, recipe.co_products, "value").items():
            carried[element] = carried.get(element, 0.0) + amount
        for end, wanted in (("low", need), ("high", carried)):
            given = _elements(library, recipe.of(*_IN), end)
            short = [e for e in wanted if e not in free and given[e] < wanted[e] * (1 - FORMULA_LOSS)]
            if short:
                yield problem(recipe.rows[0], f"{recipe.title}:{_shortage(short, given, wanted)}")
                break


def _shortage(short: list[str], given: Mapping[str, float], wanted: Mapping[str, float]) -> str:
    parts = "、".join(f"{element} 投入 {given[element]:.4f} 产出 {wanted[element]:.4f}" for element in short)
    return f"元素不平衡(吨/吨):{parts};单耗低于化学计量,请核对反应与收率。"


def _elements(library: LibraryMap, rows: tuple[Row[RouteInputFact], ...], end: str) -> dict[str, float]:
    """Tonnes of each element in these rows per tonne of output; rows without formula or t/t count nothing."""
    found: dict[str, float] = defaultdict(float)
    for row in rows:
        amount = row.fact.consumption
        tonnes = {"low": amount.low, "high": amount.high}.get(end) or amount.value
        formula = _formula(library, row.fact.input)
        if formula and tonnes:
            for element, share in mass_fractions(formula).items():
                found[element] += share * tonnes
    return found


def _formula(library: LibraryMap, name: str) -> str:
    return library.products[name].formula if name in library.products else ""


def _in_tonnes(library: LibraryMap, recipe: Recipe) -> bool:
    names = (recipe.output, *(row.fact.input for row in recipe.feedstocks))
    return all(library.products[name].in_tonnes for name in names if name in library.products)
