"""Checks of single rows of the reference library: names, sources, formulas, units."""

from collections.abc import Iterator

from chainmap.errors import FormulaRefused
from chainmap.evidence import Basis
from chainmap.facts import Relation, Role
from chainmap.formulas import atoms
from chainmap.names import name_key
from chainmap.quantities import TONNES_A_YEAR, TONNES_PER_TONNE
from ingest.checks.map import LibraryMap, Product, has_figure
from ingest.checks.problems import AnyRow, Problem, problem
from ingest.checks.words import UNITS

_NAMED = (Basis.CITED, Basis.STOICHIOMETRY)


def duplicate_products(library: LibraryMap) -> Iterator[Problem]:
    """One row defines a product; further rows of it state figures only. Spellings of one key are one name."""
    first: dict[str, str] = {}
    for product in library.products.values():
        defining = [row for row in product.rows if not has_figure(row.fact)]
        other = first.setdefault(name_key(product.name), product.name)
        if other != product.name:
            yield problem(product.rows[0], f"产品“{product.name}”与“{other}”写法不同,实为一名:请合并。")
        if not defining:
            yield problem(product.rows[0], f"产品“{product.name}”只有数据行,没有定义行:请补一行(数据列留空)。")
        for row in defining[1:]:
            yield problem(row, f"产品“{product.name}”定义了两次(另见 {defining[0].evidence.where}):请合并为一行。")


def shared_names(library: LibraryMap) -> Iterator[Problem]:
    """No name means two products."""
    for key, owners in library.owners.items():
        if len(owners) > 1 and len({name_key(owner) for owner in owners}) > 1:
            row = library.products[owners[-1]].rows[0]
            yield problem(row, f"名称“{key}”同时指 {'、'.join(owners)}:请只留给一个产品。")


def unknown_names(library: LibraryMap) -> Iterator[Problem]:
    """Every name used is the exact name of a product of the library."""
    for row, column, name in _names_used(library):
        if name in library.products:
            continue
        owners = library.owners.get(name_key(name), ())
        hint = f"它是“{owners[0]}”的别名,请写正名。" if owners else "请核对写法,或在 products.csv 补这个产品。"
        yield problem(row, f"{column}“{name}”不是库中产品:{hint}")


def figures_without_source(library: LibraryMap) -> Iterator[Problem]:
    """经济规模, 全国企业数, 进口依存度, 产能过剩 stand only as a source states them."""
    for product in library.products.values():
        for row in product.rows:
            if has_figure(row.fact) and (row.evidence.basis is not Basis.CITED or not row.evidence.citation):
                yield problem(row, f"“{product.name}”的数据没有来源:依据写“引用”并填来源,否则删去。")


def unsourced_rows(library: LibraryMap) -> Iterator[Problem]:
    """引用 and 化学计量 name their source or reaction, 常识 claims none, and no row rests on anything else."""
    for row in _all_rows(library):
        basis, citation = row.evidence.basis, row.evidence.citation
        if basis in _NAMED and not citation:
            yield problem(row, "依据为引用或化学计量,却没有来源:请写出处或反应式与收率,否则改为常识。")
        elif basis is Basis.GENERAL and citation:
            yield problem(row, "依据为常识,却写了来源:请改为引用或清空来源。")
        elif basis not in (*_NAMED, Basis.GENERAL):
            yield problem(row, "依据只能是 引用、化学计量 或 常识。")
        if any(character in citation for character in "\n\r\t"):
            yield problem(row, "来源里有换行或制表符:请写成一行。")


def refused_formulas(library: LibraryMap) -> Iterator[Problem]:
    for product in library.products.values():
        for row in product.rows:
            if row.fact.formula:
                try:
                    atoms(row.fact.formula)
                except FormulaRefused as refused:
                    yield problem(row, f"“{product.name}”的{refused}")


def units(library: LibraryMap) -> Iterator[Problem]:
    """A unit is one that the library knows, a scale is in the product's unit a year, a t/t is said of what it is."""
    for product in library.products.values():
        for row in product.rows:
            if row.fact.unit not in UNITS:
                yield problem(
                    row,
                    f"“{product.name}”的单位“{row.fact.unit}”不在常用单位里:请改用 {'、'.join(sorted(UNITS)[1:])}。",
                )
            scale = row.fact.economic_scale
            if (
                has_figure(row.fact)
                and scale is not None
                and scale.value is not None
                and scale.unit != _yearly(product)
            ):
                yield problem(row, f"“{product.name}”以 {_yearly(product)} 计,经济规模却是 {scale.unit}:请统一单位。")
    for recipe in library.recipes:
        for route_row in recipe.of(Role.FEEDSTOCK, Role.AUXILIARY, Role.CO_PRODUCT):
            amount, names = route_row.fact.consumption, (recipe.output, route_row.fact.input)
            others = {library.products[name].unit for name in names if name in library.products} - {"", "t"}
            unsaid = [unit for unit in sorted(others) if unit not in route_row.fact.note]
            if amount.value is not None and (unsaid or amount.unit != TONNES_PER_TONNE):
                yield problem(route_row, f"{recipe.title}:按 {'、'.join(unsaid)} 计的单耗,要在备注写明单位。")


def _yearly(product: Product) -> str:
    return TONNES_A_YEAR if product.in_tonnes else f"{product.unit}/a"


def _all_rows(library: LibraryMap) -> Iterator[AnyRow]:
    for product in library.products.values():
        yield from product.rows
    for recipe in library.recipes:
        yield from recipe.rows
    yield from library.links


def _names_used(library: LibraryMap) -> Iterator[tuple[AnyRow, str, str]]:
    for product in library.products.values():
        yield from ((product.rows[0], "上位产品", generic) for generic in product.generics)
    for recipe in library.recipes:
        yield recipe.rows[0], "产出", recipe.output
        yield from ((row, "投入", row.fact.input) for row in recipe.rows)
    for row in library.links:
        yield row, "上游", row.fact.supplier
        if row.fact.relation is not Relation.END_USE:
            yield row, "下游", row.fact.user
    for chain in library.chains:
        yield from ((chain, "锚点产品", anchor) for anchor in chain.fact.anchors)
