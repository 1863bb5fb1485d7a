"""`python -m benchmarks`: times of loading and answering on the shipped sample, each beside an alternative."""

import sys
import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TypeVar

from benchmarks.naive import reach_by_double_loop
from chainmap.gaps import GapQuery
from graphs import answers
from graphs.gapreport import situation
from graphs.network import network_of
from graphs.presence import presence_of
from graphs.stores import open_store
from graphs.topology import reach_of
from ingest.library import Shipped, forget_library, library_statements, place_statements, sample_statements

Result = TypeVar("Result")
RUNS = 5


def timed(work: Callable[[], Result], runs: int = RUNS) -> tuple[float, Result]:
    """Median CPU seconds of some runs after one that is not counted, and the last result."""
    result = work()
    times = []
    for _ in range(runs):
        start = time.process_time()
        result = work()
        times.append(time.process_time() - start)
    return median(times), result


def line(what: str, seconds: float, beside: float | None = None, other: str = "") -> None:
    ratio = f"  ×{beside / seconds:.1f} beside {other} ({beside:.4f} s)" if beside else ""
    sys.stdout.write(f"{what:<46}{seconds:9.4f} s{ratio}\n")


def _library_anew() -> Shipped:
    forget_library()
    return library_statements()


def main() -> None:
    read, (library, statements) = timed(_library_anew, 3)
    sample, local = sample_statements("fuling")
    sys.stdout.write(f"{len(statements)} library statements, {len(local)} sample statements\n")
    line("read and check the library", read)
    reading, (country, places) = timed(place_statements, 3)
    line(f"read the {len(places)} places", reading)
    with TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'bench.db'}")
        start = time.process_time()
        store.replace(library, statements, at=datetime.now(UTC))
        store.replace(sample, local, at=datetime.now(UTC))
        line("write both into an empty SQLite store", time.process_time() - start)
        start = time.process_time()
        store.replace(country, places, at=datetime.now(UTC))
        line("write the places beside them", time.process_time() - start)
        again, _ = timed(lambda: store.replace(library, statements, at=datetime.now(UTC)), 3)
        line("write the library again (nothing changes)", again)
        snap, snapshot = timed(store.snapshot)
        store.close()
    line("read a snapshot", snap)
    build, network = timed(lambda: network_of(snapshot))
    line("build the network", build)
    full, report = timed(lambda: answers.gaps(network, "涪陵区"))
    sys.stdout.write(f"{len(report.candidates)} gaps among {len(network.products)} products\n")
    line("gaps of 涪陵区, scored and explained", full)
    at, _ = situation(network, "涪陵区", GapQuery())
    ours, _ = timed(lambda: reach_of(network, at.local, steps=2))
    reached = reach_of(network, at.local, steps=2)
    start = time.process_time()  # once: it takes a minute
    same = reach_by_double_loop(reached, at.local, steps=2)
    naive = time.process_time() - start
    sys.stdout.write(f"the double loop finds the same distances: {same == (reached.down, reached.up)}\n")
    line("reach alone", ours, naive, "a NetworkX double loop with the same distances")
    where, _ = timed(lambda: presence_of(network, at.local.place, radius=150.0))
    line("presence alone", where)
    from benchmarks import searching  # it takes `timed` and `line` from here

    searching.report(network)
    tracemalloc.start()
    network_of(snapshot)
    sys.stdout.write(f"peak memory of building the network: {tracemalloc.get_traced_memory()[1] / 2**20:.1f} MiB\n")


if __name__ == "__main__":
    main()
