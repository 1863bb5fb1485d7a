"""Tonnes a year of every product at a set of plants: supply, own use, what must be bought, surplus and deficit."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from chainmap.facts import Nature
from chainmap.quantities import TONNES_A_YEAR, TONNES_PER_TONNE, Quantity, larger, smaller, total
from graphs.network import ChainNetwork, consumption_of, over_alternatives
from graphs.territory import Plant

CAPTIVE_DEPTH = 3
"""How many absent 自用中间品 in a row a need is followed through (尼龙66 → 尼龙66盐 → 己二胺)."""


@dataclass(frozen=True, slots=True)
class Line:
    """The balance of one product; `makers` and `users` are enterprise ids.

    `capacity` is nameplate; `spare` is what each maker has beyond its own use, `wanted` what each user must buy.
    `nameplate`: some supply is nameplate, for want of a utilisation.
    """

    capacity: Quantity
    supply: Quantity
    own_use: Quantity
    need: Quantity
    surplus: Quantity
    deficit: Quantity
    makers: tuple[str, ...]
    users: tuple[str, ...]
    spare: dict[str, Quantity]
    wanted: dict[str, Quantity]
    nameplate: bool


def per_tonne(network: ChainNetwork, product: str) -> dict[str, Quantity]:
    """t of every input per t of `product`: equal-weight mean over its routes as value, range over them.

    A heading stated without its kind may run the recipes of any kind.
    """
    if product not in network.rates:
        network.rates[product] = _per_tonne(network, product)
    return network.rates[product]


def _per_tonne(network: ChainNetwork, product: str) -> dict[str, Quantity]:
    heading = network.products[product].nature is Nature.HEADING
    makings = [own for own in (network.kinds_below(product) if heading else (product,)) if network.routes_of(own)]
    feeds = {item.product for own in makings for route in network.routes_of(own) for item in route.inputs}
    feeds -= {product, *network.kinds_below(product)} if heading else set()
    return {feed: over_alternatives([consumption_of(network, own, feed) for own in makings]) for feed in sorted(feeds)}


@dataclass(frozen=True, slots=True)
class Taking:
    """What one plant takes of a product, t/a; `as_main`: as a main feedstock (or by a plain link)."""

    amount: Quantity
    as_main: bool


def takings_of(network: ChainNetwork, plants: Iterable[Plant]) -> dict[str, tuple[Taking, ...]]:
    """Product → what each plant takes of it in its own recipe, in order of the plants; unknown is a taking too."""
    found: dict[str, list[Taking]] = defaultdict(list)
    unknown_rate = Quantity.unknown(TONNES_PER_TONNE)  # a plain link beside real routes: nobody says how much
    for plant in plants:
        rates = per_tonne(network, plant.product)
        tonnes = plant.amount.unit == TONNES_A_YEAR
        supply = plant.supply
        mains = network.feeds_of(plant.product)
        for feed in dict.fromkeys((*rates, *mains)):
            rate = rates.get(feed, unknown_rate)
            if not rate.is_zero:
                amount = supply.times(rate, TONNES_A_YEAR) if tonnes else Quantity.unknown()
                found[feed].append(Taking(amount, feed in mains))
    return {feed: tuple(takings) for feed, takings in found.items()}


def balance_of(network: ChainNetwork, plants: Iterable[Plant]) -> Mapping[str, Line]:
    """The balance of every product that these plants make or need.

    Per enterprise: s = Σ capacity × utilisation (co-products: × yield); n = Σ consumption × amount made; own use
    o = stated share × s, else min(s, n). Sums over enterprises: own use Σ max(o, min(s, n)); need Σ max(0, n − s);
    supply − own use − need is the surplus, or the deficit. A generic's line holds its kinds' as well. No plants
    give no lines; a product that nobody here makes has a supply of exactly 0. In order of id; a line is worked out
    when it is asked for.
    """
    return _Balance(network, _sheet(network, plants))


class _Balance(Mapping[str, Line]):
    def __init__(self, network: ChainNetwork, sheet: "_Sheet") -> None:
        products = sheet.supplies.keys() | sheet.needs.keys()
        products |= {generic for product in products for generic in network.generics_above(product)}
        self._network, self._sheet = network, sheet
        self._lines: dict[str, Line | None] = dict.fromkeys(sorted(products))

    def __getitem__(self, product: str) -> Line:
        known = self._lines[product]
        if known is None:
            known = self._lines[product] = _line(self._network, product, self._sheet)
        return known

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What was added up, by product and enterprise: amounts made and needed, and the plants themselves."""

    supplies: dict[str, dict[str, list[Quantity]]]
    needs: dict[str, dict[str, list[Quantity]]]
    plants: dict[str, dict[str, list[Plant]]]


def _ledger() -> dict[str, dict[str, list[Any]]]:
    return defaultdict(lambda: defaultdict(list))


def _sheet(network: ChainNetwork, plants: Iterable[Plant]) -> _Sheet:
    sheet = _Sheet(_ledger(), _ledger(), _ledger())
    running = list(plants)
    made_here = _made_here(network, running)
    for plant in running:
        if plant.amount.unit != TONNES_A_YEAR:
            continue  # counted goods are not balanced in tonnes
        sheet.supplies[plant.product][plant.enterprise].append(plant.supply)
        sheet.plants[plant.product][plant.enterprise].append(plant)
        for co_product, amount in _yields(network, plant.product).items():
            sheet.supplies[co_product][plant.enterprise].append(plant.supply.times(amount, TONNES_A_YEAR))
        for feed, amount in needs_of(network, plant.product, plant.supply, made_here).items():
            sheet.needs[feed][plant.enterprise].append(amount)
    _add_counted(network, sheet, [plant for plant in running if plant.amount.unit != TONNES_A_YEAR])
    return sheet


def _add_counted(network: ChainNetwork, sheet: _Sheet, counted: Iterable[Plant]) -> None:
    """Plants stated in another unit than tonnes: an unknown supply of what is balanced here, never a supply of 0."""
    balanced = sheet.supplies.keys() | sheet.needs.keys()
    for plant in counted:
        if balanced.intersection((plant.product, *network.generics_above(plant.product))):
            unknown = replace(plant, amount=Quantity.unknown(TONNES_A_YEAR))
            sheet.supplies[plant.product][plant.enterprise].append(unknown.supply)
            sheet.plants[plant.product][plant.enterprise].append(unknown)


def _made_here(network: ChainNetwork, plants: Iterable[Plant]) -> set[str]:
    """What plants make or always yield, and the generics of it."""
    made = {plant.product for plant in plants}
    made |= {co_product for product in sorted(made) for co_product in _yields(network, product)}
    return made | {generic for product in made for generic in network.generics_above(product)}


def _yields(network: ChainNetwork, product: str) -> dict[str, Quantity]:
    """t of each co-product that every stated route of a product yields; the range over its routes."""
    routes = network.stated_routes(product)
    if not routes:
        return {}
    sure = set.intersection(*({item.product for item in route.co_products} for route in routes))
    found = {}
    for co_product in sorted(sure):
        amounts = [i.consumption for r in routes for i in r.co_products if i.product == co_product]
        found[co_product] = over_alternatives(amounts)
    return found


def needs_of(
    network: ChainNetwork, product: str, made: Quantity, made_here: set[str], depth: int = CAPTIVE_DEPTH
) -> dict[str, Quantity]:
    """t/a of every feed that making `made` needs; an absent 自用中间品 passes its need on to its own feeds."""
    found: dict[str, Quantity] = {}
    for feed, rate in per_tonne(network, product).items():
        amount = made.times(rate, TONNES_A_YEAR)
        if amount.is_zero:
            continue
        found[feed] = found[feed] + amount if feed in found else amount
        if depth and feed not in made_here and network.products[feed].nature is Nature.CAPTIVE:
            for further, more in needs_of(network, feed, amount, made_here, depth - 1).items():
                if further != product:
                    found[further] = found[further] + more if further in found else more
    return found


def _line(network: ChainNetwork, product: str, sheet: _Sheet) -> Line:
    family = (product, *network.kinds_below(product))
    makers = sorted({enterprise for own in family for enterprise in sheet.supplies.get(own, ())})
    users = sorted({enterprise for own in family for enterprise in sheet.needs.get(own, ())})
    own_use, spare, wanted, supplies = [], {}, {}, []
    for enterprise in sorted({*makers, *users}):
        made = total(_of(sheet.supplies, family, enterprise))
        need = total(_of(sheet.needs, family, enterprise))
        used = _own_use(sheet, family, enterprise, smaller(made, need))
        own_use.append(used)
        if enterprise in makers:
            supplies.append(made)
            spare[enterprise] = _telling(made.minus(used).clipped())
        wanted[enterprise] = _bought(need, made)
    plants: list[Plant] = [plant for enterprise in makers for plant in _of(sheet.plants, family, enterprise)]
    supply, kept, bought = (_telling(total(amounts)) for amounts in (supplies, own_use, wanted.values()))
    left = supply.minus(kept).minus(bought)
    return Line(
        capacity=total(plant.amount for plant in plants),
        supply=supply,
        own_use=kept,
        need=bought,
        surplus=_telling(left.clipped()),
        deficit=_telling(left.negated().clipped()),
        makers=tuple(makers),
        users=tuple(users),
        spare=spare,
        wanted=wanted,
        nameplate=any(plant.utilisation is None for plant in plants),
    )


def _of(ledger: dict[str, dict[str, list[Any]]], family: tuple[str, ...], enterprise: str) -> list[Any]:
    """What stands in a ledger for one enterprise, over a product and its kinds."""
    return [entry for own in family if own in ledger for entry in ledger[own].get(enterprise, ())]


def _own_use(sheet: _Sheet, family: tuple[str, ...], enterprise: str, derived: Quantity) -> Quantity:
    """max(stated share of each plant's supply, min(s, n)) of one enterprise."""
    plants: list[Plant] = _of(sheet.plants, family, enterprise)
    stated = [plant.supply.scaled(plant.own_share) for plant in plants if plant.own_share]
    return larger(total(stated), derived) if stated else derived


def _bought(need: Quantity, made: Quantity) -> Quantity:
    """max(0, n − s) of one enterprise; a supply of which nothing is known is 0 or more."""
    made = made if made.low is not None else Quantity(value=made.value, low=0.0, high=made.high, unit=made.unit)
    return _telling(need.minus(made).clipped())


def _telling(amount: Quantity) -> Quantity:
    """An amount that may be anything from 0 on is unknown."""
    anything = not amount.low and amount.high is None
    return Quantity.unknown(amount.unit) if anything else amount
