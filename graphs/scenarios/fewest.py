"""The fewest products to make so that some goals can be made: alternatives (OR) of needs that go together (AND)."""

from collections import defaultdict
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

MOST_PRODUCTS = 200
"""Up to so many products the search is exact; beyond, greedy with a bound."""
BUDGET = 20_000
"""Steps of the exact search (about a second); a map that takes more gets the best set found and a bound."""

Cost = tuple[int, int]
"""Products made, then bought share in millionths summed over them: fewer first, then less to buy."""
Options = dict[str, tuple["Option", ...]]


@dataclass(frozen=True, slots=True)
class Option:
    """One way to have a node: what it needs, all together, and which share of its feedstock is bought (millionths)."""

    name: str
    needs: tuple[str, ...]
    bought: int = 0


@dataclass(frozen=True, slots=True)
class Making:
    """Nodes with their options; `free` ones (any kind of a generic) count for nothing themselves."""

    goals: tuple[str, ...]
    options: Options
    free: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """How every node that is used is had; nothing needs itself. `bound`: no set makes fewer products."""

    chosen: dict[str, Option]
    exact: bool
    bound: int


def derivable(options: Options) -> frozenset[str]:
    """Nodes that can be had at all, step by step, without a circle."""
    return frozenset(_cheapest(options, frozenset()))


def fewest(making: Making, *, most: int = MOST_PRODUCTS, budget: int = BUDGET) -> Plan | None:
    """The choice with the fewest products made, among those the one that buys the least; None where none exists.

    Exact by branch and bound up to `most` products and `budget` steps. The bound of a choice that is not exact
    counts the products that every choice must make.
    """
    known = _cheapest(making.options, making.free)
    if not all(goal in known for goal in making.goals):
        return None
    usable = {node: _usable(making.options[node], known) for node in sorted(known)}
    search = _Search(Making(tuple(sorted(set(making.goals))), usable, making.free), known, budget)
    products = len(usable) - len(making.free & set(usable))
    finished = products <= most and search.run()
    bound = search.best_cost[0] if finished else search.at_least()
    return Plan(search.best, finished or bound == search.best_cost[0], bound)


def _usable(options: tuple[Option, ...], known: dict[str, tuple[Cost, Option]]) -> tuple[Option, ...]:
    """Options that can be had and that no other one beats with fewer needs and no more to buy; by name."""
    possible = sorted((o for o in options if all(need in known for need in o.needs)), key=lambda o: (o.name, o.needs))
    kept: list[Option] = []
    for option in sorted(possible, key=lambda o: (len(set(o.needs)), o.bought)):
        if not any(set(other.needs) <= set(option.needs) and other.bought <= option.bought for other in kept):
            kept.append(option)
    return tuple(sorted(kept, key=lambda o: (o.name, o.needs)))


@dataclass(slots=True)
class _Pending:
    """An option of a node while some of its needs are not had yet, with the cost so far."""

    node: str
    option: Option
    lacking: int
    made: int
    bought: int


def _cheapest(options: Options, free: frozenset[str]) -> dict[str, tuple[Cost, Option]]:
    """Every node that can be had, with its cheapest option when shared needs are counted each time (Knuth)."""
    pending: dict[str, list[_Pending]] = defaultdict(list)
    ready: list[tuple[int, int, str, str, Option]] = []
    for node in sorted(options):
        for option in options[node]:
            needs = set(option.needs)
            state = _Pending(node, option, len(needs), int(node not in free), option.bought)
            for need in needs:
                pending[need].append(state)
            if not needs:
                ready.append((state.made, state.bought, node, option.name, option))
    ready.sort(key=lambda item: item[:4])
    found: dict[str, tuple[Cost, Option]] = {}
    count = len(ready)
    queue = [
        (made, bought, node, name, number, option) for number, (made, bought, node, name, option) in enumerate(ready)
    ]
    heapify(queue)
    while queue:
        made, bought, node, _, _, option = heappop(queue)
        if node in found:
            continue
        found[node] = (made, bought), option
        for state in pending[node]:
            state.lacking, state.made, state.bought = state.lacking - 1, state.made + made, state.bought + bought
            if not state.lacking:
                count += 1
                heappush(queue, (state.made, state.bought, state.node, state.option.name, count, state.option))
    return found


class _Search:
    """Depth-first over the options of open nodes, cut where the landmarks show that nothing better is left."""

    def __init__(self, making: Making, known: dict[str, tuple[Cost, Option]], budget: int) -> None:
        self.making = making
        self.budget = budget
        self.order = {node: sorted(ways, key=lambda o: self._guess(o, known)) for node, ways in making.options.items()}
        self.bits = {node: 1 << position for position, node in enumerate(making.options)}
        self.counted = sum(bit for node, bit in self.bits.items() if node not in making.free)
        self.least = {node: min(option.bought for option in ways) for node, ways in making.options.items()}
        self.landmarks = self._landmarks()
        self.best = _needed(making.goals, {node: option for node, (_, option) in known.items()})
        self.best_cost = self._cost(self.best)
        self._share()
        self.chosen: dict[str, Option] = {}

    def _guess(self, option: Option, known: dict[str, tuple[Cost, Option]]) -> tuple[int, int, str]:
        costs = [known[need][0] for need in option.needs]
        return sum(made for made, _ in costs), option.bought + sum(bought for _, bought in costs), option.name

    def _landmarks(self) -> dict[str, int]:
        """What every way of having a node holds: itself and, over its options, what all of them need (as bits)."""
        every = (1 << len(self.bits)) - 1
        found = dict.fromkeys(self.bits, every)
        changed = True
        while changed:
            changed = False
            for node, options in self.making.options.items():
                shared = every
                for option in options:
                    needed = 0
                    for need in option.needs:
                        needed |= found[need]
                    shared &= needed
                if shared | self.bits[node] != found[node]:
                    found[node], changed = shared | self.bits[node], True
        return found

    def _cost(self, chosen: dict[str, Option]) -> Cost:
        made = sum(node not in self.making.free for node in chosen)
        return made, sum(option.bought for option in chosen.values())

    def _share(self) -> None:
        """Looks for a cheaper choice to start from: what has to be made anyway costs nothing the second time."""
        held = self._held(self.making.goals)
        settled = {node for node, bit in self.bits.items() if held & bit}
        while True:
            known = _cheapest(self.making.options, self.making.free | settled)
            choice = _needed(self.making.goals, {node: option for node, (_, option) in known.items()})
            cost = self._cost(choice)
            if cost >= self.best_cost:
                return
            self.best, self.best_cost, settled = choice, cost, set(choice)

    def at_least(self) -> int:
        """Products that every choice makes."""
        return self._held(self.making.goals).bit_count()

    def _held(self, nodes: "tuple[str, ...] | list[str]", mask: int = 0) -> int:
        for node in nodes:
            mask |= self.landmarks[node]
        return mask & self.counted

    def run(self) -> bool:
        """True when everything was looked at, False when the budget ran out first."""
        return self._explore(list(self.making.goals))

    def _explore(self, open_nodes: list[str]) -> bool:
        self.budget -= 1
        if self.budget < 0:
            return False
        if not open_nodes:
            cost = self._cost(self.chosen)
            if cost < self.best_cost:
                self.best, self.best_cost = dict(self.chosen), cost
            return True
        if self._hopeless(open_nodes):
            return True
        node = min(open_nodes, key=lambda item: (len(self.order[item]), item))
        finished = True
        for option in self.order[node]:
            if self._circular(node, option):
                continue
            self.chosen[node] = option
            following = [other for other in open_nodes if other != node]
            following += sorted({need for need in option.needs if need not in self.chosen and need not in following})
            finished = self._explore(following)
            del self.chosen[node]
            if not finished:
                break
        return finished

    def _hopeless(self, open_nodes: list[str]) -> bool:
        """Whether even the least that is still needed costs as much as the best known choice."""
        mask = sum(self.bits[node] for node in self.chosen) & self.counted
        held = self._held(open_nodes, mask)
        made, most = held.bit_count(), self.best_cost[0]
        if made != most:
            return made > most
        bought = sum(option.bought for option in self.chosen.values())
        rest = held & ~mask
        bought += sum(least for node, least in self.least.items() if rest & self.bits[node])
        return bought >= self.best_cost[1]

    def _circular(self, node: str, option: Option) -> bool:
        """Whether a need of the option is already had by way of the node itself."""
        queue, seen = list(option.needs), set(option.needs)
        while queue:
            current = queue.pop()
            if current == node:
                return True
            if current in self.chosen:
                new = set(self.chosen[current].needs) - seen
                seen |= new
                queue += new
        return False


def _needed(goals: tuple[str, ...], ways: dict[str, Option]) -> dict[str, Option]:
    """The part of a choice that the goals use."""
    chosen: dict[str, Option] = {}
    queue = list(goals)
    while queue:
        node = queue.pop()
        if node not in chosen:
            chosen[node] = ways[node]
            queue += ways[node].needs
    return chosen
