"""Whether every product of the reference library has its place on a chain that the library shows."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping

from chainmap.facts import Nature
from ingest.checks.map import LibraryMap
from ingest.checks.problems import Problem, problem

Steps = Mapping[str, Mapping[str, int]]
"""From each product to its neighbours, with the steps that this costs: 1 for a feedstock, 0 for a kind."""


def outside_chains(library: LibraryMap) -> Iterator[Problem]:
    """Every product is within the levels of some chain; 公用工程 belong to all, orphans have a check of their own."""
    onward = _steps(library)
    backward = _turned(onward)
    inside: set[str] = set()
    for row in library.chains:
        inside |= _within(onward, row.fact.anchors, row.fact.downstream)
        inside |= _within(backward, row.fact.anchors, row.fact.upstream)
    inside |= {row.fact.input for recipe in library.recipes if recipe.output in inside for row in recipe.co_products}
    for product in library.products.values():
        if product.name in library.joined - inside and product.nature is not Nature.UTILITY:
            text = f"“{product.name}”不在任何产业链的级数之内:请在 chains.csv 把它列为锚点,或加大级数。"
            yield problem(product.rows[0], text)


def _steps(library: LibraryMap) -> Steps:
    """A feedstock or plain link leads to what is made of it; a kind is its generic; a grade is made as its generic."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for recipe in library.recipes:
        for row in recipe.feedstocks:
            found[row.fact.input][recipe.output] = 1
    for link in library.fed:
        found[link.fact.supplier][link.fact.user] = 1
    for generic, kind in library.kind_pairs:
        if kind not in library.recipes_of and kind not in library.suppliers:
            for recipe in library.recipes_of.get(generic, ()):
                for row in recipe.feedstocks:
                    found[row.fact.input].setdefault(kind, 1)
        found[kind][generic] = 0
    return found


def _turned(steps: Steps) -> Steps:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for tail, heads in steps.items():
        for head, cost in heads.items():
            found[head][tail] = cost
    return found


def _within(steps: Steps, starts: Iterable[str], most: int) -> set[str]:
    """Everything that at most so many steps lead to; free steps are taken first."""
    reached = dict.fromkeys(starts, 0)
    waiting = deque(reached.items())
    while waiting:
        name, far = waiting.popleft()
        if far > reached[name]:
            continue
        for other, cost in steps.get(name, {}).items():
            if far + cost <= most and far + cost < reached.get(other, most + 1):
                reached[other] = far + cost
                (waiting.append if cost else waiting.appendleft)((other, far + cost))
    return set(reached)
