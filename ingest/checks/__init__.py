"""The checks that every row of the reference library passes; each is one named promise over the whole map."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from chainmap.statements import Statement
from ingest.checks.balance import element_balance, mass_balance
from ingest.checks.chains import outside_chains
from ingest.checks.map import LibraryMap, library_map
from ingest.checks.problems import Problem
from ingest.checks.recipes import (
    generic_loops,
    headings_with_route,
    helpers_as_feedstock,
    incomplete_recipes,
    lone_co_products,
    orphans,
    self_feeding,
    undeclared_headings,
    unmakeable_products,
    unobtainable_feedstocks,
    utilities_as_feedstock,
)
from ingest.checks.rows import (
    duplicate_products,
    figures_without_source,
    refused_formulas,
    shared_names,
    units,
    unknown_names,
    unsourced_rows,
)

Check = Callable[[LibraryMap], Iterator[Problem]]
CHECKS: tuple[Check, ...] = (
    duplicate_products,
    shared_names,
    unknown_names,
    figures_without_source,
    unsourced_rows,
    refused_formulas,
    utilities_as_feedstock,
    helpers_as_feedstock,
    self_feeding,
    incomplete_recipes,
    lone_co_products,
    headings_with_route,
    undeclared_headings,
    generic_loops,
    unobtainable_feedstocks,
    unmakeable_products,
    orphans,
    outside_chains,
    units,
    mass_balance,
    element_balance,
)


def library_problems(statements: Iterable[Statement]) -> tuple[Problem, ...]:
    """What all checks find, by file, row and message; element balance waits until every formula can be read."""
    library = library_map(statements)
    unreadable = any(refused_formulas(library))
    checks = [check for check in CHECKS if not (unreadable and check is element_balance)]
    found = [replace(each, check=check.__name__) for check in checks for each in check(library)]
    return tuple(sorted(set(found)))
