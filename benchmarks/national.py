"""`python -m benchmarks.national [FOLDER]`: a national graph beside the library, in time and memory, phase by phase.

FOLDER holds the csv of a ChainKnowledgeGraph checkout, by default beside this repository; without it nothing is
measured. Each phase runs in a process of its own, so that its peak memory is its own.
"""

import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from chainmap.statements import Source
from graphs import answers
from graphs.network import network_of
from graphs.presence import presence_of
from graphs.relatedness import relatedness_of
from graphs.stores import open_store
from ingest.known import KnownNames
from ingest.library import library_statements, sample_statements
from ingest.sources.chainknowledgegraph import read_chainknowledgegraph

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "ckg"
DEADLINE = 180
"""Seconds for one phase; what takes longer is told and stopped."""
SOURCE = Source(id="chainknowledgegraph", title="ChainKnowledgeGraph")


def peak_mib() -> float:
    """The largest resident size of this process so far; where /proc has it, without what its parent had."""
    status = Path("/proc/self/status")
    if status.exists():
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Clock:
    """CPU seconds since the last line that was told."""

    def __init__(self) -> None:
        self._start = time.process_time()

    def tell(self, what: str) -> None:
        seconds = time.process_time() - self._start
        sys.stdout.write(f"  {what:<52}{seconds:9.3f} s  peak {peak_mib():7.0f} MiB\n")
        sys.stdout.flush()
        self._start = time.process_time()


def write(url: str, folder: str, with_map: bool) -> None:
    clock = Clock()
    store = open_store(url)
    library, statements = library_statements()
    sample, local = sample_statements("fuling", statements)
    for source, facts in ((library, statements), (sample, local)):
        store.replace(source, facts, at=datetime.now(UTC))
    clock.tell("library and sample written")
    known = KnownNames.stated(statements)
    graph = read_chainknowledgegraph(Path(folder), source=SOURCE, known=known, with_map=with_map)
    clock.tell(f"{graph.report.read} rows read, {len(graph.statements)} statements")
    sys.stdout.write("  " + ", ".join(f"{code} {count}" for code, count in graph.faults.items()) + "\n")
    products = len({fact.name for fact in known.products})
    sys.stdout.write(f"  {graph.named} products made; {len(graph.matched)} of {products} library products among them\n")
    store.replace(SOURCE, graph.statements, at=datetime.now(UTC))
    clock.tell("written to SQLite")
    store.close()


def ask(url: str, folder: str, with_map: bool) -> None:
    store = open_store(url)
    clock = Clock()
    snapshot = store.snapshot()
    clock.tell(f"snapshot of {len(snapshot.statements)} statements")
    network = network_of(snapshot)
    del snapshot
    clock.tell(f"network of {len(network.products)} products")
    report = answers.gaps(network, "涪陵区")
    clock.tell(f"first answer: {len(report.candidates)} gaps of 涪陵区")
    answers.gaps(network, "涪陵区")
    clock.tell("second answer")
    local = presence_of(network, network.territory.find("涪陵区").id, radius=150.0)
    clock.tell("presence alone")
    related = relatedness_of(network.national, local.present)
    clock.tell(f"relatedness of {len(related)} products to {len(local.present)} present ones")
    store.close()


def apart(phase: Callable[[str, str, bool], None], url: str, folder: Path, *, with_map: bool) -> None:
    process = multiprocessing.get_context("spawn").Process(target=phase, args=(url, str(folder), with_map))
    process.start()
    process.join(DEADLINE)
    if process.is_alive():
        process.kill()
        process.join()
        sys.stdout.write(f"  the next line did not come within {DEADLINE} s: stopped\n")
    elif process.exitcode:
        raise SystemExit(process.exitcode)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    if not (folder / "company_product.csv").exists():
        sys.stdout.write(f"no ChainKnowledgeGraph in {folder}: nothing measured\n")
        return
    for with_map in (False, True):
        sys.stdout.write("table and map\n" if with_map else "table alone\n")
        with TemporaryDirectory() as place:
            url = f"sqlite:///{Path(place) / 'national.db'}"
            apart(write, url, folder, with_map=with_map)
            apart(ask, url, folder, with_map=with_map)


if __name__ == "__main__":
    main()
