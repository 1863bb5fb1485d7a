"""`python -m benchmarks.consumptions [FILE]`: the library's t/t beside an independent table of them, row by row.

FILE is a csv with output, input, t_input_per_t_output, low, high, route and basis, by default beside this repository;
without it nothing is compared. Names are looked up in the library as written, then without what stands in brackets.
"""

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from chainmap.facts import Role, RouteInputFact
from chainmap.names import name_key
from ingest.checks.map import LibraryMap, library_map
from ingest.library import library_statements

FILE = Path(__file__).resolve().parents[2] / "shared" / "data" / "unit_consumption.csv"
AGREES = 0.15
"""Share by which two figures may differ and still agree; a figure inside the other's stated range agrees too."""
_IN = (Role.FEEDSTOCK, Role.AUXILIARY)
_BRACKETS = re.compile("[（(]([^（）()]*)[）)]")
_OTHER_BASIS = re.compile("100%|纯|无水|单水|H2O|Li2O|绝干|计|固|折|涂层|%|联产|合计|商品")


@dataclass(frozen=True, slots=True)
class Figure:
    """One t/t with its range, and the route to which it belongs."""

    value: float
    low: float
    high: float
    route: str

    def agrees(self, other: "Figure") -> bool:
        near = abs(self.value - other.value) <= AGREES * max(self.value, other.value)
        return near or self.low <= other.value <= self.high or other.low <= self.value <= other.high


@dataclass(frozen=True, slots=True)
class Compared:
    """One row of the table, the library's nearest figure (None where it has none), and what that means."""

    output: str
    input: str
    stated: Figure
    ours: Figure | None
    verdict: str


def main(path: Path) -> None:
    if not path.is_file():
        sys.stdout.write(f"{path} is not there: nothing to compare.\n")
        return
    library = library_map(library_statements()[1])
    with path.open(encoding="utf-8", newline="") as file:
        rows = [compared(library, row) for row in csv.DictReader(file) if row["t_input_per_t_output"]]
    for one in sorted(rows, key=lambda one: one.verdict):
        if one.verdict != "agrees":
            ours = f"{one.ours.value:.4g} ({one.ours.route})" if one.ours else "-"
            sys.stdout.write(f"{one.verdict:<52}{one.output} ← {one.input}: {one.stated.value:.4g}, ours {ours}\n")
    for verdict, count in Counter(one.verdict for one in rows).most_common():
        sys.stdout.write(f"{count:5d}  {verdict}\n")
    sys.stdout.write(f"{len(rows):5d}  rows in all\n")


def compared(library: LibraryMap, row: dict[str, str]) -> Compared:
    """What the library says about one row: the figure of its own routes, else the product along two steps."""
    value = float(row["t_input_per_t_output"])
    stated = Figure(value, float(row["low"] or value), float(row["high"] or value), row["route"])
    output, feed = (_known(library, row[column]) for column in ("output", "input"))
    if not output or not feed:
        return Compared(row["output"], row["input"], stated, None, "not in the library under that name")
    direct = [*_direct(library, output, feed)]
    ours = _nearest(stated, direct or _two_steps(library, output, feed))
    verdict = _verdict(stated, ours, row) if ours else _absent(library, output, feed)
    return Compared(row["output"], row["input"], stated, ours, verdict)


def _verdict(stated: Figure, ours: Figure, row: dict[str, str]) -> str:
    if stated.agrees(ours):
        return "agrees"
    if _OTHER_BASIS.search(" ".join(_BRACKETS.findall(row["output"] + row["input"]))):
        return "differs: counted on another basis (bracket)"
    if row["basis"] == "stoichiometry" and ours.value > stated.value:
        return "differs: theirs is the minimum, ours a plant"
    if row["route"] and ours.route and not set(row["route"]) & set(ours.route):
        return "differs: another route"
    return "differs: unexplained"


def _absent(library: LibraryMap, output: str, feed: str) -> str:
    """Why the library has no figure: the product is counted otherwise, comes beside another, or by another route."""
    if not library.products[output].in_tonnes:
        return "no figure: we count the product by number or energy"
    if output in library.beside and output not in library.recipes_of:
        return "no figure: ours comes beside another product"
    if feed in library.suppliers.get(output, ()):
        return "no figure: ours is a link without tonnes"
    return "no figure: another route, or more than two steps"


def _known(library: LibraryMap, written: str) -> str | None:
    """The product that a name means, as written, without its brackets, or by what stands in them."""
    for name in (written, _BRACKETS.sub("", written), *_BRACKETS.findall(written)):
        owners = library.owners.get(name_key(name), ()) if name else ()
        if len(owners) == 1:
            return owners[0]
    return None


def _direct(library: LibraryMap, output: str, feed: str) -> Iterator[Figure]:
    """Figures of every route of the product, its generics and its kinds that uses the feed or a kind of it."""
    outputs = (output, *library.products[output].generics, *library.kinds.get(output, ()))
    feeds = {feed, *library.products[feed].generics, *library.kinds.get(feed, ())}
    for name in outputs:
        for recipe in library.recipes_of.get(name, ()):
            yield from (_figure(row.fact) for row in recipe.of(*_IN) if row.fact.input in feeds and _weighed(row.fact))


def _two_steps(library: LibraryMap, output: str, feed: str) -> list[Figure]:
    """The product of two consumptions where the feed enters one step earlier; ranges multiply."""
    found = []
    for recipe in library.recipes_of.get(output, ()):
        for row in recipe.of(*_IN):
            if row.fact.input in library.products and _weighed(row.fact):
                last = _figure(row.fact)
                found += [_along(last, first) for first in _direct(library, row.fact.input, feed)]
    return found


def _along(last: Figure, first: Figure) -> Figure:
    route = f"{last.route}, {first.route}"
    return Figure(last.value * first.value, last.low * first.low, last.high * first.high, route)


def _weighed(fact: RouteInputFact) -> bool:
    return fact.consumption.value is not None


def _figure(fact: RouteInputFact) -> Figure:
    amount = fact.consumption
    value = amount.value or 0.0
    return Figure(value, amount.low or value, amount.high or value, fact.route)


def _nearest(stated: Figure, ours: Iterable[Figure]) -> Figure | None:
    """What agrees before what does not, then the least ratio."""
    return min(ours, key=lambda one: (not one.agrees(stated), abs(one.value - stated.value)), default=None)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FILE)
