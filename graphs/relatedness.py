"""How near a product lies to what a place already makes, by which enterprises of the country make both.

Reference: Hidalgo, Klinger, Barabási, Hausmann, "The Product Space Conditions the Development of Nations", Science 317
(2007) 482–487, with enterprises in the place of countries. An enterprise counts for a product when the table says that
it makes it: revenue shares are shares of one enterprise, and since nine products in ten have one maker, a revealed
comparative advantage ≥ 1 would cut next to nothing. All steps are sparse: pairs that nobody makes are never touched.

Proximity    φ(i,j) = m(i,j) ÷ max(n(i), n(j)), the smaller of the two conditional probabilities P(i|j) and P(j|i);
             n(i) enterprises make i, m(i,j) make both.
Closeness    ω(j) = Σ φ(i,j) over the products i ≠ j present here.
Expected     E(j) = Σ min(1, κ · min(n(i), n(j))) over the same i: what ω would be if enterprises and products kept
             their numbers and were paired at random (Chung and Lu, PNAS 99 (2002) 15879: m(i,j) is then
             n(i) · n(j) · κ with κ = Σ d(d−1) ÷ (Σ d)² over the d products of each enterprise). It grows with how many
             products the place has and with how many enterprises make j: size × popularity.
Value        ω ÷ E: 1 is as near as chance, 4 four times as near. Hidalgo's divisor Σ φ(i,j) over all i is left out, it
             is the same above and below.
Percentile   share of the products with about as many makers (1, 2–3, 4–7, 8–15, …) whose value is lower, half of the
             equal ones included, and 0 where ω is 0. Ranked class by class, because the value of a product with one
             maker is 0 or very large: over all at once, popularity alone would decide again.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest

from chainmap.facts import MakesFact
from chainmap.names import enterprise_id, product_id
from chainmap.statements import Statement
from graphs.reference import Names

FEWEST_IN_CLASS = 30
"""A class of popularity with fewer products joins the next less popular one, so that a percentile means something."""
NEAREST = 3


@dataclass(frozen=True, slots=True)
class Relatedness:
    """`value` is times chance (≥ 0), `percentile` 0–1; `nearest` the most related present products, best first.

    `makers` enterprises make the product, `together` of them make something present here as well.
    """

    value: float
    percentile: float
    nearest: tuple[str, ...]
    makers: int
    together: int


@dataclass(frozen=True, slots=True)
class NationalTable:
    """Which enterprise makes which product, by position in `products` (ids in order), both ways round.

    `chance` is κ; `classes` are the positions of products of like popularity.
    """

    products: tuple[str, ...]
    position: Mapping[str, int]
    makers: tuple[tuple[int, ...], ...]
    made: tuple[tuple[int, ...], ...]
    chance: float
    classes: tuple[frozenset[int], ...]


def table_of(statements: Iterable[Statement], names: Names) -> NationalTable:
    """The table that the statements of 主营 make together; without any it is empty, and everything is unknown."""
    facts = [statement.fact for statement in statements if isinstance(statement.fact, MakesFact)]
    products = {name: names.find(name) or product_id(name) for name in {fact.product for fact in facts}}
    enterprises = {name: enterprise_id(name) for name in {fact.enterprise for fact in facts}}
    return national_table((enterprises[fact.enterprise], products[fact.product]) for fact in facts)


def national_table(pairs: Iterable[tuple[str, str]]) -> NationalTable:
    """From (enterprise, product) pairs in any order; equal pairs count once."""
    rows = sorted(set(pairs))
    products = tuple(sorted({product for _, product in rows}))
    position = {product: at for at, product in enumerate(products)}
    by_enterprise: dict[str, list[int]] = defaultdict(list)
    for enterprise, product in rows:
        by_enterprise[enterprise].append(position[product])
    made = tuple(tuple(sorted(own)) for _, own in sorted(by_enterprise.items()))
    makers: list[list[int]] = [[] for _ in products]
    for enterprise_at, own in enumerate(made):
        for product_at in own:
            makers[product_at].append(enterprise_at)
    return NationalTable(
        products=products,
        position=position,
        makers=tuple(map(tuple, makers)),
        made=made,
        chance=sum(len(own) * (len(own) - 1) for own in made) / max(1, len(rows)) ** 2,
        classes=_classes([len(own) for own in makers]),
    )


def _classes(counts: list[int]) -> tuple[frozenset[int], ...]:
    """Positions by popularity in doublings, from the most popular down; a small class joins the next."""
    by_doubling: dict[int, list[int]] = defaultdict(list)
    for at, count in enumerate(counts):
        by_doubling[count.bit_length()].append(at)
    classes: list[list[int]] = []
    for _, members in sorted(by_doubling.items(), reverse=True):
        if classes and len(classes[-1]) < FEWEST_IN_CLASS:
            classes[-1] += members
        else:
            classes.append(members)
    return tuple(map(frozenset, classes))


def relatedness_of(table: NationalTable, present: Iterable[str]) -> Mapping[str, Relatedness]:
    """Every product of the table by id; a product that is not in it is unknown, and so are all where nothing is here.

    The present products count by their ids (also generics that a present kind stands for); those that the table does
    not name are left aside. Percentiles are worked out at once, the rest of an answer when it is asked for.
    """
    here = sorted({table.position[product] for product in present if product in table.position})
    return _OfPlace(table, here) if here else {}


class _OfPlace(Mapping[str, Relatedness]):
    """The answers for one place, by product id in order."""

    def __init__(self, table: NationalTable, here: list[int]) -> None:
        self._table = table
        self._near = _proximities(table, here)
        self._together = _together(table, frozenset(here))
        expected = _Expected(table, here)
        self._values = {at: sum(phi for phi, _ in own) / expected.of(at) for at, own in self._near.items()}
        self._percentiles = _percentiles(table, self._values)

    def __getitem__(self, product: str) -> Relatedness:
        at = self._table.position[product]
        return Relatedness(
            value=self._values.get(at, 0.0),
            percentile=self._percentiles.get(at, 0.0),
            nearest=tuple(self._table.products[other] for other in _nearest(self._near.get(at, ()))),
            makers=len(self._table.makers[at]),
            together=self._together[at],
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._table.products)

    def __len__(self) -> int:
        return len(self._table.products)


def _proximities(table: NationalTable, here: list[int]) -> dict[int, list[tuple[float, int]]]:
    """For every product made together with something present: φ and which present product, in order of position."""
    near: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for own in here:
        makers = table.makers[own]
        both = Counter(other for enterprise in makers for other in table.made[enterprise])
        for other, count in both.items():
            if other != own:
                near[other].append((count / max(len(makers), len(table.makers[other])), own))
    return near


def _nearest(own: Iterable[tuple[float, int]]) -> list[int]:
    return [other for _, other in nsmallest(NEAREST, ((-phi, other) for phi, other in own))]


def _together(table: NationalTable, here: frozenset[int]) -> Counter[int]:
    """How many enterprises make each product beside another one that is present here."""
    found: Counter[int] = Counter()
    for enterprise in {enterprise for own in here for enterprise in table.makers[own]}:
        shared = [own for own in table.made[enterprise] if own in here]
        found.update(other for other in table.made[enterprise] if len(shared) > 1 or other != shared[0])
    return found


class _Expected:
    """E(j) of a place; it depends on j only by its number of makers and by whether it is present itself."""

    def __init__(self, table: NationalTable, here: list[int]) -> None:
        self._table, self._here = table, frozenset(here)
        self._sizes = sorted(Counter(len(table.makers[own]) for own in here).items())
        self._sums: dict[int, float] = {}

    def of(self, at: int) -> float:
        own = len(self._table.makers[at])
        if own not in self._sums:
            self._sums[own] = sum(number * self._chance(size, own) for size, number in self._sizes)
        return self._sums[own] - (self._chance(own, own) if at in self._here else 0.0)

    def _chance(self, first: int, second: int) -> float:
        return min(1.0, self._table.chance * min(first, second))


def _percentiles(table: NationalTable, values: Mapping[int, float]) -> dict[int, float]:
    """The mid-rank of each value above 0 in its class, as a share of the others of the class."""
    found: dict[int, float] = {}
    for members in table.classes:
        ranked = sorted(values[at] for at in values.keys() & members)
        unrelated = len(members) - len(ranked)
        for at in values.keys() & members:
            below, upto = bisect_left(ranked, values[at]), bisect_right(ranked, values[at])
            found[at] = (unrelated + (below + upto - 1) / 2) / max(1, len(members) - 1)
    return found
