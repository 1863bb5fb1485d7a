"""What a product to be made here can draw on: what is here, what must be made first, and what may be bought."""

from dataclasses import dataclass, field

from chainmap.facts import Nature
from graphs.chains import BOUGHT
from graphs.reference import Route
from graphs.scenarios.fewest import Making, Option
from graphs.situation import Situation

MILLION = 1_000_000
ANY_KIND = "any:"
"""Lead of a node that stands for any kind of a generic."""


@dataclass(frozen=True, slots=True)
class Sourcing:
    """`goals` are made whatever happens; `made` and `bought` are the products that the user moved (ids).

    Must be made: what grows out of something present (dS ≤ reach + 1). May be bought: everything else, 大宗通用,
    初级原料, 公用工程, and what has no recipe.
    """

    at: Situation
    goals: frozenset[str]
    made: frozenset[str] = frozenset()
    bought: frozenset[str] = frozenset()
    stand_ins: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def here(self, product: str) -> bool:
        return product in self.at.local.feeding and product not in self.goals

    def must_be_made(self, product: str) -> bool:
        """Whether a feedstock that is not here has to be made, and can be: by itself or by a kind of it."""
        if product in self.goals:
            return True
        if self.here(product) or product in self.bought:
            return False
        if product not in self.made and any(self.freely(kind) for kind in self._kinds(product)):
            return False
        return self._grows(product) and bool(self.makers(product))

    def freely(self, product: str) -> bool:
        """What may always be bought, whatever leads to it here."""
        if product in self.made or product in self.goals:
            return False
        return product in self.bought or self.at.network.products[product].nature in BOUGHT

    def _grows(self, product: str) -> bool:
        moved = self.made | self.goals
        if product in moved or any(kind in moved for kind in self._kinds(product)):
            return True
        steps = self.at.reach.down.get(product)
        bulk = self.at.network.products[product].nature in BOUGHT
        return not bulk and steps is not None and steps <= self.at.steps + 1

    def _kinds(self, product: str) -> tuple[str, ...]:
        return self.at.network.kinds_below(product)

    def makers(self, product: str) -> tuple[str, ...]:
        """Products whose making meets a need for this one: itself, and its kinds with a recipe of their own.

        A goal with a recipe of its own is made under its own name.
        """
        if product not in self.stand_ins:
            self.stand_ins[product] = self._makers(product)
        return self.stand_ins[product]

    def _makers(self, product: str) -> tuple[str, ...]:
        network = self.at.network
        own = (product,) if network.routes_of(product) else ()
        if own and product in self.goals:
            return own
        kinds = tuple(k for k in self._kinds(product) if network.has_own_recipe(k) and self._may_stand_in(k))
        return (*own, *kinds) or ((product,) if product in self.goals else ())

    def _may_stand_in(self, kind: str) -> bool:
        """A kind counts where it grows here too; under a goal that is a mere heading any kind does."""
        if self.at.network.products[kind].nature in (Nature.HEADING, Nature.UTILITY, Nature.PRIMARY):
            return False
        above = set(self.at.network.generics_above(kind)) & self.goals
        headings = {g for g in above if self.at.network.products[g].nature is Nature.HEADING}
        return kind not in self.bought and (self._grows(kind) or bool(headings))

    def bought_as(self, product: str) -> str:
        """The name under which a feedstock is bought: its own, or that of a kind which is freely bought."""
        if product in self.bought or not self._grows(product) or self.freely(product):
            return product
        return next((kind for kind in self._kinds(product) if self.freely(kind)), product)

    def node(self, product: str) -> str:
        """The node that stands for a need: the product, or any of several that meet it."""
        makers = self.makers(product)
        return makers[0] if len(makers) == 1 else ANY_KIND + product

    def making(self) -> Making:
        """Everything that may have to be made for the goals, with its recipes as options."""
        options: dict[str, tuple[Option, ...]] = {}
        queue = [self.node(goal) for goal in sorted(self.goals)]
        while queue:
            node = queue.pop()
            if node in options:
                continue
            generic = node.startswith(ANY_KIND)
            options[node] = self._kinds_of(node) if generic else self._recipes(node)
            queue += sorted({need for option in options[node] for need in option.needs})
        free = frozenset(node for node in options if node.startswith(ANY_KIND))
        return Making(tuple(self.node(goal) for goal in sorted(self.goals)), options, free)

    def _kinds_of(self, node: str) -> tuple[Option, ...]:
        return tuple(Option(maker, (maker,)) for maker in self.makers(node.removeprefix(ANY_KIND)))

    def _recipes(self, product: str) -> tuple[Option, ...]:
        """One option a recipe; a goal without any recipe is simply added."""
        return tuple(self._option(route) for route in self.at.network.routes_of(product)) or (Option("", ()),)

    def _option(self, route: Route) -> Option:
        needs = {self.node(feed) for feed in route.mains if self.must_be_made(feed)}
        bought = sum(
            share for feed, share in route.mains.items() if not self.here(feed) and not self.must_be_made(feed)
        )
        return Option(route.id, tuple(sorted(needs)), round(bought * MILLION))

    def route(self, product: str, option: Option) -> Route | None:
        return next((route for route in self.at.network.routes_of(product) if route.id == option.name), None)
