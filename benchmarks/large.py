"""`python -m benchmarks.large`: the full answer for a place with 500 present products on a library of 3,000.

The library is shipped knowledge repeated under other names until it holds 3,000 products (raw materials and basic
chemicals stay shared), so its shape is that of real chains. 250 enterprises make 500 products of it, drawn with a
fixed seed, half of them with an amount.
"""

import random
import sys
import time
from collections.abc import Iterator
from typing import Any

from benchmarks.__main__ import line, timed
from benchmarks.naive import reach_by_double_loop
from chainmap.evidence import Basis, Evidence
from chainmap.facts import CapacityFact, EnterpriseFact, LinkFact, PlaceFact, ProductFact, Relation, RouteInputFact
from chainmap.gaps import GapQuery
from chainmap.ports import Snapshot
from chainmap.quantities import Quantity
from chainmap.statements import Source, Statement, content_version
from graphs import answers
from graphs.gapreport import situation
from graphs.network import network_of
from graphs.ranking import rank
from graphs.stability import stability_of
from graphs.topology import reach_of
from graphs.weakness import find_gaps
from ingest.library import library_statements

PRODUCTS, PRESENT, ENTERPRISES = 3000, 500, 250
SHARED = "library/base/"
PLACE = "测算区"
LOCAL = Source(id="benchmark", title="测算")
_FIELDS = {ProductFact: ("name",), RouteInputFact: ("output", "input"), LinkFact: ("supplier", "user")}


def copies(statements: tuple[Statement, ...], wanted: int) -> Iterator[Statement]:
    """The library, then copies of all but its shared family, until `wanted` products are there."""
    names = {s.fact.name for s in statements if isinstance(s.fact, ProductFact)}
    own = {s.fact.name for s in statements if isinstance(s.fact, ProductFact) and SHARED not in s.evidence.file}
    yield from statements
    count, turn = len(names), 0
    while count < wanted:
        turn += 1
        taken = set(sorted(own)[: wanted - count])
        count += len(taken)
        for statement in statements:
            if SHARED not in statement.evidence.file:
                yield from _copied(statement, taken, own, f"·{turn}")


def _copied(statement: Statement, taken: set[str], own: set[str], mark: str) -> Iterator[Statement]:
    fact = statement.fact
    fields = next((names for kind, names in _FIELDS.items() if isinstance(fact, kind)), ())
    subjects = [getattr(fact, field) for field in fields]
    end_use = isinstance(fact, LinkFact) and fact.relation is Relation.END_USE
    if not fields or not all(name in taken or name not in own for name in subjects[: 1 if end_use else 2]):
        return
    changed: dict[str, Any] = {f: n + mark for f, n in zip(fields, subjects, strict=True) if n in own}
    if isinstance(fact, ProductFact):
        changed |= {"aliases": tuple(alias + mark for alias in fact.aliases)}
        changed |= {"generics": tuple(g + mark if g in own else g for g in fact.generics)}
    yield statement.model_copy(update={"fact": fact.model_copy(update=changed)})


def plants(names: list[str]) -> Iterator[Statement]:
    """250 enterprises of one place with two products each, every other one with an amount."""
    chosen = random.Random(7).sample(names, PRESENT)  # noqa: S311  (a draw, no secret)
    evidence = Evidence(source=LOCAL.id, basis=Basis.CITED, citation="测算")
    yield Statement(fact=PlaceFact(name=PLACE), evidence=evidence)
    for number, product in enumerate(chosen):
        enterprise = f"企业{number % ENTERPRISES:03d}"
        if number < ENTERPRISES:
            yield Statement(fact=EnterpriseFact(name=enterprise, place=PLACE), evidence=evidence)
        amount = Quantity.exact(1e5, "t/a") if number % 2 else Quantity.unknown()
        fact = CapacityFact(enterprise=enterprise, product=product, place=PLACE, amount=amount)
        yield Statement(fact=fact, evidence=evidence)


def snapshot() -> Snapshot:
    source, shipped = library_statements()
    library = tuple(copies(shipped, PRODUCTS))
    made = sorted({s.fact.output for s in library if isinstance(s.fact, RouteInputFact)})
    statements = (*library, *plants(made))
    sources = (source, LOCAL)
    version = content_version(sources, [s.digest for s in statements])
    return Snapshot(version=version, sources=sources, statements=statements)


def main() -> None:
    network = network_of(snapshot())
    at, _ = situation(network, PLACE, GapQuery())
    sys.stdout.write(f"{len(network.products)} products, {len(at.local.stated)} made in {PLACE}\n")
    full, report = timed(lambda: answers.gaps(network, PLACE))
    line(f"full scored answer, {len(report.candidates)} rows", full)
    first, _ = timed(lambda: situation(network, PLACE, GapQuery()))
    line("  presence, balance, reach, break points", first)
    gaps = find_gaps(at)
    scored = rank(at, gaps)
    line("  finding the gaps", timed(lambda: find_gaps(at))[0])
    line("  signals and ranking", timed(lambda: rank(situation(network, PLACE, GapQuery())[0], gaps))[0] - first)
    line("  stability over 1,000 draws", timed(lambda: stability_of(scored, network.weights, first=10))[0])
    ours, reached = timed(lambda: reach_of(network, at.local, steps=2))
    start = time.process_time()  # once: it takes minutes
    same = reach_by_double_loop(reached, at.local, steps=2)
    naive = time.process_time() - start
    sys.stdout.write(f"the double loop finds the same distances: {same == (reached.down, reached.up)}\n")
    line("reach alone", ours, naive, "a NetworkX double loop with the same distances")


if __name__ == "__main__":
    main()
