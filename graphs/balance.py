"""Tonnes a year of every product at a set of plants: supply, own use, what must be bought, surplus and deficit."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from chainmap.facts import Nature, Role
from chainmap.quantities import TONNES_A_YEAR, Bound, Quantity, larger, smaller, total
from graphs.network import ChainNetwork, consumption_of
from graphs.reference import Route
from graphs.territory import Plant

CAPTIVE_DEPTH = 3
"""How many absent 自用中间品 in a row a need is followed through (尼龙66 → 尼龙66盐 → 己二胺)."""


@dataclass(frozen=True, slots=True)
class Line:
    """The balance of one product; `makers` and `users` are enterprise ids."""

    supply: Quantity
    own_use: Quantity
    need: Quantity
    surplus: Quantity
    deficit: Quantity
    makers: tuple[str, ...]
    users: tuple[str, ...]
    nameplate: bool


def routes_for_need(network: ChainNetwork, product: str) -> tuple[Route, ...]:
    """The recipes that a stated plant may run; a heading stated without its kind may run those of any kind."""
    own = network.routes_of(product)
    if own or network.products[product].nature is not Nature.HEADING:
        return own
    return tuple(route for kind in network.kinds_below(product) for route in network.routes_of(kind))


def per_tonne(network: ChainNetwork, product: str) -> dict[str, Quantity]:
    """t of every feedstock and auxiliary per t of `product`: equal-weight mean over routes, range over them."""
    if product not in network.rates:
        network.rates[product] = _per_tonne(network, product)
    return network.rates[product]


def _per_tonne(network: ChainNetwork, product: str) -> dict[str, Quantity]:
    routes = routes_for_need(network, product)
    if network.products[product].nature is not Nature.HEADING:
        feeds = {i.product for r in routes for i in r.inputs if i.role in (Role.FEEDSTOCK, Role.AUXILIARY)}
        return {feed: consumption_of(network, product, feed) for feed in sorted(feeds)}
    feeds = {feed for kind in network.kinds_below(product) for feed in per_tonne(network, kind)}
    return {feed: _over_kinds(network, product, feed) for feed in sorted(feeds - set(network.kinds_below(product)))}


def _over_kinds(network: ChainNetwork, heading: str, feed: str) -> Quantity:
    amounts = [consumption_of(network, kind, feed) for kind in network.kinds_below(heading) if network.routes_of(kind)]
    values, highs = [a.value for a in amounts], [a.high for a in amounts]
    return Quantity(
        value=None if None in values else sum(v for v in values if v is not None) / len(values),
        low=min(a.low or 0.0 for a in amounts),
        high=None if None in highs else max(h for h in highs if h is not None),
        unit="t/t",
    )


def balance_of(network: ChainNetwork, plants: Iterable[Plant]) -> dict[str, Line]:
    """The balance of every product that these plants make or need.

    Per enterprise: s = Σ capacity × utilisation (co-products: × yield); n = Σ consumption × amount made; own use
    o = stated share × s, else min(s, n). Sums over enterprises: own use Σ max(o, min(s, n)); need Σ max(0, n − s);
    supply − own use − need is the surplus, or the deficit. A generic's line holds its kinds' as well. No plants
    give no lines; a product that nobody here makes has a supply of exactly 0.
    """
    supplies, needs, shares = _per_enterprise(network, plants)
    products = {product for product, _ in supplies} | {product for product, _ in needs}
    products |= {generic for product in products for generic in network.generics_above(product)}
    return {product: _line(network, product, supplies, needs, shares) for product in sorted(products)}


_Amounts = dict[tuple[str, str], list[Quantity]]


def _per_enterprise(
    network: ChainNetwork, plants: Iterable[Plant]
) -> tuple[_Amounts, _Amounts, dict[tuple[str, str], list[tuple[float | None, Quantity]]]]:
    supplies: _Amounts = defaultdict(list)
    needs: _Amounts = defaultdict(list)
    shares: dict[tuple[str, str], list[tuple[float | None, Quantity]]] = defaultdict(list)
    running = list(plants)
    made_here = {plant.product for plant in running}
    for plant in running:
        if plant.amount.unit != TONNES_A_YEAR:
            continue  # counted goods are not balanced in tonnes
        supplies[plant.product, plant.enterprise].append(plant.supply)
        shares[plant.product, plant.enterprise].append((plant.own_share, plant.supply))
        for co_product, amount in _yields(network, plant.product).items():
            supplies[co_product, plant.enterprise].append(plant.supply.times(amount, TONNES_A_YEAR))
        for feed, amount in needs_of(network, plant.product, plant.supply, made_here).items():
            needs[feed, plant.enterprise].append(amount)
    return supplies, needs, shares


def _yields(network: ChainNetwork, product: str) -> dict[str, Quantity]:
    """t of each co-product that every stated route of a product yields; the range over its routes."""
    routes = network.stated_routes(product)
    if not routes:
        return {}
    sure = set.intersection(*({item.product for item in route.co_products} for route in routes))
    found = {}
    for co_product in sorted(sure):
        amounts = [i.consumption for r in routes for i in r.co_products if i.product == co_product]
        low, high = [a.low for a in amounts], [a.high for a in amounts]
        values = [a.value for a in amounts]
        found[co_product] = Quantity(
            value=None if None in values else sum(v for v in values if v is not None) / len(values),
            low=None if None in low else min(v for v in low if v is not None),
            high=None if None in high else max(v for v in high if v is not None),
            unit="t/t",
        )
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


def _line(
    network: ChainNetwork,
    product: str,
    supplies: _Amounts,
    needs: _Amounts,
    shares: dict[tuple[str, str], list[tuple[float | None, Quantity]]],
) -> Line:
    family = (product, *network.kinds_below(product))
    makers = sorted({e for p, e in supplies if p in family})
    users = sorted({e for p, e in needs if p in family})
    own, bought, supply = [], [], []
    for enterprise in sorted({*makers, *users}):
        s = total(a for p in family for a in supplies.get((p, enterprise), ()))
        n = total(a for p in family for a in needs.get((p, enterprise), ()))
        stated = [amount.scaled(share) for p in family for share, amount in shares.get((p, enterprise), ()) if share]
        used = smaller(s, n)
        own.append(larger(total(stated), used) if stated else used)
        bought.append(n.minus(s).clipped() if not s.is_zero else n)
        if enterprise in makers:
            supply.append(s)
    made, kept, need = total(supply), total(own), total(bought)
    left = made.minus(kept).minus(need)
    return Line(
        supply=made,
        own_use=kept,
        need=need,
        surplus=left.clipped() if left.bound is not Bound.UNKNOWN else Quantity.unknown(),
        deficit=left.negated().clipped() if left.bound is not Bound.UNKNOWN else Quantity.unknown(),
        makers=tuple(makers),
        users=tuple(users),
        nameplate=any(share is None for p in family for e in makers for share, _ in shares.get((p, e), ())),
    )
