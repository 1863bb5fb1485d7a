"""Checks of how products of the reference library hang together: recipes, headings, kinds, what can be made."""

from collections import Counter
from collections.abc import Iterator

from chainmap.facts import Nature, Role
from ingest.checks.map import FREE_NATURES, LibraryMap, Recipe
from ingest.checks.problems import Problem, problem
from ingest.checks.words import HEADINGS, NO_FEEDSTOCK, SOLVENTS


def utilities_as_feedstock(library: LibraryMap) -> Iterator[Problem]:
    """水, 电, 蒸汽 … are 辅料 or 能源, never what a product is made of."""
    for recipe in library.recipes:
        for row in recipe.feedstocks:
            if library.nature(row.fact.input) is Nature.UTILITY:
                yield problem(row, f"{recipe.title}:公用工程“{row.fact.input}”不能作原料,请改为辅料或能源。")


def helpers_as_feedstock(library: LibraryMap) -> Iterator[Problem]:
    """No catalyst, solvent or dye has the role 原料, and none feeds a product by a plain link."""
    for recipe in library.recipes:
        for row in recipe.feedstocks:
            if row.fact.input in SOLVENTS or row.fact.input.endswith(NO_FEEDSTOCK):
                yield problem(row, f"{recipe.title}:“{row.fact.input}”是催化剂、溶剂或助剂一类,请改为辅料。")
    for link in library.fed:
        if link.fact.supplier.endswith(NO_FEEDSTOCK):
            yield problem(link, f"“{link.fact.supplier}”是催化剂或助剂一类:请写成“{link.fact.user}”工艺的辅料。")


def self_feeding(library: LibraryMap) -> Iterator[Problem]:
    """No product is an input of its own recipe, and none is fed by itself."""
    for recipe in library.recipes:
        for row in recipe.rows:
            if row.fact.input == recipe.output:
                yield problem(row, f"{recipe.title}:以自身为投入,请改为上一环节的产品。")
    for link in library.links:
        if link.fact.supplier == link.fact.user:
            yield problem(link, f"“{link.fact.user}”与自身相连,请删去。")


def incomplete_recipes(library: LibraryMap) -> Iterator[Problem]:
    """A recipe has a name, a feedstock and one file and names no input twice; co-products stand beside it."""
    for recipe in library.recipes:
        if not recipe.name:
            yield problem(recipe.rows[0], f"“{recipe.output}”的工艺没有路线名:请填写,如 PX氧化。")
        if not recipe.feedstocks:
            yield problem(recipe.rows[0], f"{recipe.title}:没有原料;联产品要写在主产品的工艺里。")
        strayed = next((row for row in recipe.rows if row.evidence.file != recipe.rows[0].evidence.file), None)
        if strayed:
            yield problem(strayed, f"{recipe.title}:一部分写在 {recipe.rows[0].evidence.file},请合到一处。")
        seen = Counter((row.fact.input, row.fact.role is Role.CO_PRODUCT) for row in recipe.rows)
        for row in recipe.rows:
            if seen[row.fact.input, row.fact.role is Role.CO_PRODUCT] > 1:
                yield problem(row, f"{recipe.title}:“{row.fact.input}”写了两次,请合并。")


def lone_co_products(library: LibraryMap) -> Iterator[Problem]:
    """A co-product has no recipe of its own that is its main product's under the same name."""
    recipes = {(recipe.output, recipe.name): recipe for recipe in library.recipes}
    for recipe in library.recipes:
        for row in recipe.co_products:
            own = recipes.get((row.fact.input, recipe.name))
            if own is not None and _inputs(own) & _inputs(recipe):
                text = f"“{own.output}”是 {recipe.title} 的联产,不应另立同名工艺:请只留在主产品下。"
                yield problem(own.rows[0], text)


def headings_with_route(library: LibraryMap) -> Iterator[Problem]:
    """A heading has kinds and nothing that makes it, and its nature is never stated."""
    fed = {row.fact.user: row for row in reversed(library.fed)}
    made = {recipe.output: recipe.rows[0] for recipe in reversed(library.recipes)}
    for product in library.products.values():
        row = made.get(product.name) or fed.get(product.name)
        if product.name in HEADINGS and row is not None:
            yield problem(row, f"归类“{product.name}”不应有工艺或投入关系:请写到它的具体品种上。")
        if product.name in HEADINGS and product.name not in library.kinds:
            yield problem(product.rows[0], f"归类“{product.name}”没有品种:请在品种的上位产品里写它。")
        if product.nature is Nature.HEADING:
            yield problem(product.rows[0], f"“{product.name}”的性质不能写归类:有品种而无工艺的产品自动是归类。")


def undeclared_headings(library: LibraryMap) -> Iterator[Problem]:
    """What has kinds and no maker is listed in headings.csv on purpose; else its recipe was forgotten."""
    for name in sorted(library.headings - HEADINGS):
        if library.nature(name) not in FREE_NATURES:
            row = library.products[name].rows[0]
            yield problem(row, f"“{name}”有品种而没有工艺:是归类就列入 headings.csv,否则补工艺。")


def generic_loops(library: LibraryMap) -> Iterator[Problem]:
    """No product is, over one or more steps, a kind of itself."""
    for product in library.products.values():
        above: set[str] = set()
        waiting = list(product.generics)
        while waiting:
            name = waiting.pop()
            if name not in above:
                above.add(name)
                waiting.extend(library.products[name].generics if name in library.products else ())
        if product.name in above:
            yield problem(product.rows[0], f"“{product.name}”经上位产品回到自身:请断开。")


def unobtainable_feedstocks(library: LibraryMap) -> Iterator[Problem]:
    """Every input is made by some route, or mined, grown, imported or supplied."""
    for recipe in library.recipes:
        for row in recipe.of(Role.FEEDSTOCK, Role.AUXILIARY, Role.ENERGY):
            if row.fact.input in library.products and not _obtainable(library, row.fact.input):
                text = f"{recipe.title}:“{row.fact.input}”没有工艺,也不是初级原料或公用工程:请补工艺或性质。"
                yield problem(row, text)


def unmakeable_products(library: LibraryMap) -> Iterator[Problem]:
    """Everything that has a maker can be made from 初级原料 and 公用工程 alone: no cycle through 原料."""
    possible = makeable_products(library)
    for product in library.products.values():
        if product.name in library.made and product.name not in possible:
            yield problem(
                product.rows[0], f"“{product.name}”的工艺成环或断在中途,由初级原料做不出来:请补一条独立工艺。"
            )


def orphans(library: LibraryMap) -> Iterator[Problem]:
    """Every product stands in a recipe, a link or a kind."""
    for product in library.products.values():
        if product.name not in library.joined:
            yield problem(product.rows[0], f"“{product.name}”没有任何工艺、关系或上位产品:请补上或删去。")


def _inputs(recipe: Recipe) -> set[str]:
    return {row.fact.input for row in recipe.feedstocks}


def _obtainable(library: LibraryMap, name: str, *, deep: int = 0) -> bool:
    """Made by something, free by nature, a generic of what is obtainable, or a grade of a product that is made."""
    product = library.products.get(name)
    if product is None or name in library.made or product.nature in FREE_NATURES:
        return product is not None
    kinds = library.kinds.get(name, ()) if deep < len(library.products) else ()
    return any(generic in library.made for generic in product.generics) or any(
        _obtainable(library, kind, deep=deep + 1) for kind in kinds
    )


def makeable_products(library: LibraryMap) -> frozenset[str]:
    """What can be made from what nobody makes: the least fixed point over recipes, kinds, co-products and links.

    It starts from 初级原料, 公用工程 and every name that nothing makes; what of these should have a maker, or be a
    product at all, is told by the checks of its own.
    """
    inputs = {name for recipe in library.recipes for name in _inputs(recipe)} | set(library.products)
    possible = {name for name in inputs if name not in library.made or library.nature(name) in FREE_NATURES}
    while True:
        grown = possible | {
            name for name in library.products if name not in possible and _makeable(library, name, possible)
        }
        if grown == possible:
            return frozenset(possible)
        possible = grown


def _makeable(library: LibraryMap, name: str, possible: set[str]) -> bool:
    if any(_inputs(recipe) - {name} <= possible for recipe in library.recipes_of.get(name, ())):
        return True
    if any(recipe.output in possible for recipe in library.beside.get(name, ())):
        return True
    if any(kind in possible for kind in library.kinds.get(name, ())):
        return True
    if any(supplier in possible for supplier in library.suppliers.get(name, ())):
        return True
    generics = library.products[name].generics
    return any(generic in possible and generic in library.made for generic in generics)
