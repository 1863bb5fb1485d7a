"""The tonnes of a closing set: what every product to be made amounts to, what is bought and what is taken from here."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from chainmap.facts import Nature, Role
from chainmap.quantities import TONNES_A_YEAR, TONNES_PER_TONNE, Bound, Quantity, total
from chainmap.scenarios import BuyItem, UseItem
from graphs.network import ChainNetwork
from graphs.reference import Input
from graphs.scenarios.fewest import Plan
from graphs.scenarios.sourcing import ANY_KIND, Sourcing
from graphs.wording import amount_text

Takers = dict[str, Quantity]
"""Amount by the product whose making takes it."""


@dataclass(frozen=True, slots=True)
class Shopping:
    """`amounts` of what is made; `buys` with the first role seen; `uses` of what is here; `own` of what is made."""

    basis: str
    unit: str
    amounts: dict[str, Quantity] = field(default_factory=dict)
    buys: dict[str, tuple[Takers, Role]] = field(default_factory=dict)
    uses: dict[str, Takers] = field(default_factory=dict)
    own: dict[str, Takers] = field(default_factory=dict)

    @classmethod
    def empty(cls) -> "Shopping":
        return cls("", TONNES_A_YEAR)

    def buy_items(self, network: ChainNetwork) -> tuple[BuyItem, ...]:
        """Feedstocks first, then by name."""
        items = [
            BuyItem(
                product=network.ref(product),
                amount=rounded(total(takers.values(), self.unit)),
                role=role,
                users=network.refs(sorted(takers)),
                note=_note(network, product),
            )
            for product, (takers, role) in self.buys.items()
        ]
        return tuple(sorted(items, key=lambda item: (list(Role).index(item.role), item.product.name, item.product.id)))

    def use_items(self, network: ChainNetwork, unstated: frozenset[str]) -> tuple[UseItem, ...]:
        items = [
            UseItem(
                product=network.ref(product),
                amount=rounded(total(takers.values(), self.unit)),
                users=network.refs(sorted(takers)),
                note="本地只说明到大类,请先核实是否生产。" if product in unstated else "",
            )
            for product, takers in self.uses.items()
        ]
        return tuple(sorted(items, key=lambda item: (item.product.name, item.product.id)))


def shopping_of(
    sourcing: Sourcing, plan: Plan, order: tuple[str, ...], targets: tuple[str, ...], *, stated: Quantity | None
) -> Shopping:
    """Amounts from the targets backwards, users before feedstock, each by the recipe that the plan chose.

    Basis of a target: the stated capacity, else capacities planned here, else its economic scale, else one tonne.
    """
    named = {made_for(sourcing, plan, target): target for target in targets}
    bases = {product: _basis(sourcing, product, target, stated) for product, target in named.items()}
    yearly = any(amount is not None for amount, _ in bases.values())
    unit = TONNES_A_YEAR if yearly else TONNES_PER_TONNE
    shopping = Shopping(_told(sourcing.at.network, bases, yearly=yearly), unit)
    turns = {product: turn for turn, product in enumerate(order)}
    for product in reversed(order):
        asked = [*shopping.own.get(product, {}).values()]
        if product in bases:
            asked.append(bases[product][0] or (Quantity.unknown() if yearly else Quantity.exact(1.0, TONNES_PER_TONNE)))
        shopping.amounts[product] = total(asked, unit) if asked else Quantity.unknown(unit)
        _take(sourcing, plan, product, shopping, turns)
    return shopping


def made_for(sourcing: Sourcing, plan: Plan, product: str) -> str:
    """The product that is made where this one is needed: itself, or the kind that the plan chose."""
    node = sourcing.node(product)
    return plan.chosen[node].needs[0] if node.startswith(ANY_KIND) else node


def _take(sourcing: Sourcing, plan: Plan, product: str, shopping: Shopping, turns: dict[str, int]) -> None:
    """Books every input of the recipe as made, here or bought; utilities belong to 要素 and are not booked."""
    route = sourcing.route(product, plan.chosen[product])
    amount = shopping.amounts[product]
    for item in _feeds(sourcing, route.inputs if route else ()):
        needed = _needed(amount, item, shopping.unit)
        feed = item.product
        if sourcing.here(feed):
            _book(shopping.uses.setdefault(feed, {}), product, needed)
            continue
        main = route is not None and feed in route.mains
        own = made_for(sourcing, plan, feed) if main and sourcing.must_be_made(feed) else feed
        if turns.get(own, turns[product]) < turns[product]:
            _book(shopping.own.setdefault(own, {}), product, needed)
        else:
            takers, _ = shopping.buys.setdefault(sourcing.bought_as(feed), ({}, item.role))
            _book(takers, product, needed)


def _feeds(sourcing: Sourcing, inputs: Iterable[Input]) -> list[Input]:
    return [item for item in inputs if sourcing.at.network.products[item.product].nature is not Nature.UTILITY]


def _needed(amount: Quantity, item: Input, unit: str) -> Quantity:
    """Amount × consumption; unknown for what is counted instead of weighed, at either end."""
    if amount.unit != unit or item.consumption.unit != TONNES_PER_TONNE:
        return Quantity.unknown(unit)
    return amount.times(item.consumption, unit)


def _book(takers: Takers, product: str, amount: Quantity) -> None:
    takers[product] = takers[product] + amount if product in takers else amount


Basis = tuple[Quantity | None, str]


def _basis(sourcing: Sourcing, product: str, target: str, stated: Quantity | None) -> Basis:
    """How much of a target is made, and what that figure is; None where nobody states one."""
    if stated is not None:
        return stated, "给定产能"
    coming = [p.amount for p in sourcing.at.local.coming if p.product in (product, target)]
    planned = total(coming)
    if coming and planned.bound is not Bound.UNKNOWN:
        return planned, "在建、拟建产能"
    scale = sourcing.at.network.products[product].scale or sourcing.at.network.products[target].scale
    return (scale.amount, "经济规模") if scale else (None, "")


def _told(network: ChainNetwork, bases: dict[str, Basis], *, yearly: bool) -> str:
    names = {product: network.products[product].name for product in bases}
    if not yearly:
        return f"没有{'、'.join(names.values())}的产能或经济规模:各数量按每产 1 吨目标产品计(吨/吨)。"
    known = [f"{names[p]} {amount_text(a)}({what})" for p, (a, what) in bases.items() if a is not None]
    unknown = [names[p] for p, (a, _) in bases.items() if a is None]
    text = f"按{'、'.join(known)}计"
    return text + (f";{'、'.join(unknown)}没有产能或经济规模,未计入吨位。" if unknown else "。")


def _note(network: ChainNetwork, product: str) -> str:
    if network.products[product].nature is Nature.CAPTIVE:
        return "通常在用它的装置内自产,很少外购:请核实能否买到,或列为自建。"
    return ""


def rounded(amount: Quantity) -> Quantity:
    """To the kilogram (of t/t to a millionth): more would be the arithmetic's, not the source's."""
    digits = 6 if amount.unit == TONNES_PER_TONNE else 3

    def cut(number: float | None) -> float | None:
        return None if number is None else round(number, digits)

    return Quantity(value=cut(amount.value), low=cut(amount.low), high=cut(amount.high), unit=amount.unit)
