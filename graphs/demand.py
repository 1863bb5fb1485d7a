"""How much of an absent product a place needs: by tonnes through absent products, or by its weight in a recipe."""

from chainmap.gaps import GapKind
from chainmap.quantities import TONNES_A_YEAR, TONNES_PER_TONNE, Bound, Quantity, total
from graphs.balance import per_tonne
from graphs.situation import Gap, Situation

ANY_RATE = Quantity.unknown(TONNES_PER_TONNE)
"""What is used by a plain link beside real routes: nobody says how much."""
FULL_SHARE = 0.2
"""A feedstock with this share of a user's mass counts in full."""


def need_share(at: Situation, product: str, user: str) -> float:
    """ν: mean over all routes of `user` of min(1, σ ÷ 0.2), 0 where a route does not use it (0–1).

    A generic that the route names is met by the product where it is one of its kinds, unless another kind meets it
    already. Plain links beside real routes add no weight.
    """
    routes = at.network.routes_of(user)
    unmet = at.local.absent(product)
    family = {product, *(g for g in at.network.generics_above(product) if not (unmet and g in at.local.present))}
    shares = [sum(share for feed, share in route.mains.items() if feed in family) for route in routes]
    return sum(min(1.0, share / FULL_SHARE) for share in shares) / len(shares) if shares else 0.0


def unmet_need(at: Situation, gap: Gap) -> Quantity:
    """t/a that local plants need of an absent product, through absent products where it lies further up.

    The consumptions along the way are multiplied; what several users need is added. Its own users here take it as
    feedstock or auxiliary; a need further up is carried by main feedstocks alone. Exactly 0 where no local product
    asks for it; unknown where no capacity on the way is known.
    """
    if not at.local.absent(gap.product):
        line = at.balance.get(gap.way[-2] if gap.kind is GapKind.UNCONNECTED_PAIR else gap.product)
        return line.need if line else Quantity.unknown()
    return _needed(at, gap.product, max(at.steps, gap.up or 0))


def _needed(at: Situation, product: str, steps: int, *, carried: bool = False) -> Quantity:
    known, key = at.needs, (product, steps, carried)
    if key in known:
        return known[key]
    known[key] = Quantity.exact(0.0)  # a circle adds nothing
    amounts = [_direct(at, product, mains_only=carried)]
    if steps > 1:
        family = (product, *(g for g in at.network.generics_above(product) if at.local.absent(g)))
        for user in sorted({user for own in family for user in at.network.users.get(own, ())}):
            if at.local.absent(user) and user in at.reach.up:
                wanted = _needed(at, user, steps - 1, carried=True)
                for own in (own for own in family if user in at.network.users.get(own, ())):
                    amounts.append(wanted.times(per_tonne(at.network, user).get(own, ANY_RATE), TONNES_A_YEAR))
    known[key] = _sum(amounts)
    return known[key]


def _direct(at: Situation, product: str, *, mains_only: bool) -> Quantity:
    """What local plants take of it in their own recipes, without what absent products would need."""
    family = (product, *(g for g in at.network.generics_above(product) if at.local.absent(g)))
    takings = (taking for own in family for taking in at.takings.get(own, ()))
    return _sum([taking.amount for taking in takings if taking.as_main or not mains_only])


def _sum(amounts: list[Quantity]) -> Quantity:
    """Exact zeros say nobody asks; among real amounts an unknown one makes the sum "at least"."""
    asked = [amount for amount in amounts if not amount.is_zero]
    summed = total(asked)
    return Quantity.unknown() if asked and summed.bound is Bound.UNKNOWN else summed
