"""How much the reference library holds, by kind, by basis and by family: the numbers that documents never type."""

from collections import Counter
from collections.abc import Iterable, Mapping

from chainmap.evidence import Basis, Evidence
from chainmap.facts import ProductFact
from chainmap.model import Frozen
from chainmap.statements import Statement
from ingest.checks.map import LibraryMap, has_figure, library_map
from ingest.checks.problems import family_of


class LibraryCounts(Frozen):
    """Plain counts; `weighed_routes` have the t/t of every 原料; `basis` counts rows of every kind."""

    products: int
    headings: int
    names: int
    routes: int
    weighed_routes: int
    route_rows: int
    links: int
    chains: int
    figures: int
    basis: dict[str, int]


class LibraryReport(Frozen):
    """The whole library, `share` of its rows by basis (0–1), and the same counts for each family."""

    total: LibraryCounts
    share: dict[str, float]
    families: dict[str, LibraryCounts]


def library_report(statements: Iterable[Statement]) -> LibraryReport:
    """Counts of all statements and of each family's own; a family is the folder in which a row stands."""
    stated = list(statements)
    by_family: dict[str, list[Statement]] = {}
    for statement in stated:
        by_family.setdefault(family_of(statement.evidence.file), []).append(statement)
    whole = library_map(stated)
    total = _counts(stated, whole.headings)
    rows = sum(total.basis.values()) or 1
    return LibraryReport(
        total=total,
        share={basis: count / rows for basis, count in total.basis.items()},
        families={name: _counts(by_family[name], whole.headings) for name in sorted(by_family)},
    )


def _counts(statements: list[Statement], headings: frozenset[str]) -> LibraryCounts:
    library = library_map(statements)
    return LibraryCounts(
        products=len(library.products),
        headings=len(headings & library.products.keys()),
        names=len(library.owners),
        routes=len(library.recipes),
        weighed_routes=sum(recipe.weighed for recipe in library.recipes),
        route_rows=sum(len(recipe.rows) for recipe in library.recipes),
        links=len(library.links),
        chains=len(library.chains),
        figures=_figures(library),
        basis=_by_basis(library),
    )


def _figures(library: LibraryMap) -> int:
    """Single figures (a row may state two), each with its source."""
    facts = [row.fact for product in library.products.values() for row in product.rows if has_figure(row.fact)]
    return sum(_stated(fact) for fact in facts)


def _stated(fact: ProductFact) -> int:
    scale = fact.economic_scale is not None and fact.economic_scale.value is not None
    return scale + sum(
        figure is not None for figure in (fact.national_makers, fact.import_dependence, fact.overcapacity)
    )


def _by_basis(library: LibraryMap) -> dict[str, int]:
    """Rows by basis: products, route inputs and links; chains say nothing that a source could support."""
    evidence: list[Evidence] = [row.evidence for product in library.products.values() for row in product.rows]
    evidence += [row.evidence for recipe in library.recipes for row in recipe.rows]
    evidence += [row.evidence for row in library.links]
    found: Mapping[Basis, int] = Counter(each.basis for each in evidence)
    return {basis.value: found[basis] for basis in Basis if found.get(basis)}
