"""`python -m benchmarks.large`: the full answer for a place with 500 present products on a library of 3,000.

The library is whole families of the shipped one, as many as it takes. 250 enterprises make 500 products of it, drawn
with a fixed seed, half of them with an amount.
"""

import random
import sys
from collections.abc import Iterator

from api.caching import Reports
from benchmarks.__main__ import line, timed
from chainmap.evidence import Basis, Evidence
from chainmap.facts import CapacityFact, EnterpriseFact, PlaceFact, ProductFact, RouteInputFact
from chainmap.gaps import GapQuery
from chainmap.ports import Snapshot
from chainmap.quantities import Quantity
from chainmap.statements import Source, Statement, content_version
from graphs import answers
from graphs.gapreport import situation
from graphs.hypotheses.suggestions import ranking
from graphs.network import network_of
from graphs.ranking import rank
from graphs.stability import stability_of
from graphs.topology import reach_of
from graphs.weakness import find_gaps
from ingest.library import library_statements

PRODUCTS, PRESENT, ENTERPRISES = 3000, 500, 250
SHARED = "base"
PLACE = "测算区"
LOCAL = Source(id="benchmark", title="测算")


def families(statements: tuple[Statement, ...], wanted: int) -> Iterator[Statement]:
    """Whole families of the library, the shared one first, until they hold `wanted` products."""
    own: dict[str, list[Statement]] = {}
    for statement in statements:
        own.setdefault(statement.evidence.file.split("/")[1], []).append(statement)
    names: set[str] = set()
    for family in sorted(own, key=lambda name: (name != SHARED, name)):
        yield from own[family]
        names |= {s.fact.name for s in own[family] if isinstance(s.fact, ProductFact)}
        if len(names) >= wanted:
            return


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
    library = tuple(families(shipped, PRODUCTS))
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
    line("  reach alone", timed(lambda: reach_of(network, at.local, steps=2))[0])
    kept, query = Reports(), GapQuery()
    again, _ = timed(lambda: kept.once((network.version, PLACE, query), lambda: answers.gaps(network, PLACE, query)))
    line("the same answer again, from the cache", again)
    lacking, ranked = timed(lambda: ranking(network), 3)
    line(f"links probably lacking, {ranked.links} compared", lacking)


if __name__ == "__main__":
    main()
