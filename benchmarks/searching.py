"""`python -m benchmarks.searching`: building the index of names, and every kind of question, beside plain scans."""

import sys
import tracemalloc
from statistics import median

from benchmarks.__main__ import line, timed
from chainmap.names import name_key
from chainmap.ports import Snapshot
from graphs import answers
from graphs.network import ChainNetwork, network_of
from graphs.searching.index import NameIndex
from graphs.searching.names import entries_of, index_of
from graphs.territory import closest
from ingest.library import library_statements, sample_statements

ASKED = (
    *("己二腈", "酸", "聚酯", "ADN", "jej", "jierjing", "chongqing", "ptaqp", "14丁二醇", "adiponitrile", "C6H8N2"),
    *("a", "e", "an", "ing", "shi", "zhongguo", "己二晴", "锦沦", "jiershi", "jutangs", "没有这个", ".*", "的"),
    *("a" * 200, "an" * 100, "酸" * 200, "jierjing" * 25),
)


def plain_scan(network: ChainNetwork, text: str) -> list[str]:
    """Products some name of which holds the text: no pinyin, no order, nothing near."""
    key = name_key(text)
    every = network.products.values()
    return [p.id for p in every if any(key in name_key(n) for n in (p.name, *p.aliases, p.english))]


def report(network: ChainNetwork) -> None:
    """Index, memory, slowest and middle question; beside a scan, and beside rapidfuzz over all names for near ones."""
    build, index = timed(lambda: NameIndex([*entries_of(network)]), 3)
    tracemalloc.start()
    kept = NameIndex([*entries_of(network)])
    now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    sys.stdout.write(f"{len(kept)} names indexed, {now / 2**20:.1f} MiB kept, {peak / 2**20:.1f} MiB at most\n")
    line("build the index of names", build)
    network.index = index
    times = {text: timed(lambda text=text: answers.search(network, text))[0] for text in ASKED}  # type: ignore[misc]
    scan = median(timed(lambda text=text: plain_scan(network, text))[0] for text in ASKED)  # type: ignore[misc]
    slowest = max(times, key=lambda text: times[text])
    line(f"search, middle of {len(ASKED)} texts", median(times.values()), scan, "a scan without pinyin, order or near")
    line(f"search, slowest ({slowest[:12]})", times[slowest])
    spelled = [name for p in network.products.values() for name in (p.name, *p.aliases, p.english) if name]
    fuzzy, _ = timed(lambda: closest("己二晴", spelled), 3)
    line("near names (己二晴)", times["己二晴"], fuzzy, "rapidfuzz over all names")


def main() -> None:
    shipped = (library_statements(), sample_statements("fuling"))
    statements = tuple(one for _, found in shipped for one in found)
    network = network_of(Snapshot(version="0" * 16, sources=tuple(s for s, _ in shipped), statements=statements))
    index_of(network)  # reads pypinyin's dictionary
    report(network)


if __name__ == "__main__":
    main()
