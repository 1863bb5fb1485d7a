"""What one place looks like to the search for gaps: presence, balance, reach, break points, and a gap itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from chainmap.gaps import GapKind, Tag
from chainmap.quantities import Quantity
from graphs.balance import Line, Taking, takings_of
from graphs.breaks import Dependence, breaks_of, dependence_of
from graphs.network import ChainNetwork
from graphs.presence import LocalPresence
from graphs.reference import Route
from graphs.relatedness import Relatedness, relatedness_of
from graphs.topology import Reach, reach_of


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap before scoring: steps from and to local products (None: out of reach), its ends, way and tags."""

    product: str
    kind: GapKind
    tags: tuple[Tag, ...]
    down: int | None
    up: int | None
    suppliers: tuple[str, ...]
    users: tuple[str, ...]
    way: tuple[str, ...]
    serves: str | None = None
    stops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feeds:
    """The main feedstocks of the route with the best readiness: local, perhaps local (细分待核), and wanting."""

    route: str = ""
    here: tuple[str, ...] = ()
    maybe: tuple[str, ...] = ()
    wanting: tuple[str, ...] = ()
    sure_share: float = 0.0


MOST_STEPS = 200_000
"""Feedstocks looked through for the readiness of one answer (about half a second); dense circles would take hours."""


@dataclass(slots=True)
class Work:
    """What one answer may still look through; `short` once something was left out for it."""

    most: int = field(default_factory=lambda: MOST_STEPS)
    done: int = 0

    @property
    def short(self) -> bool:
        return self.done > self.most

    def step(self) -> bool:
        """Whether there is work left for one more step."""
        self.done += 1
        return self.done <= self.most


@dataclass(frozen=True, slots=True)
class Situation:
    """A place as the search for gaps sees it; signals and advice read it too."""

    network: ChainNetwork
    local: LocalPresence
    reach: Reach
    steps: int
    balance: Mapping[str, Line]
    breaks: dict[str, tuple[str, ...]]
    related: Mapping[str, Relatedness]
    takings: dict[str, tuple[Taking, ...]]
    dependence: Dependence
    work: Work = field(default_factory=Work)
    needs: dict[tuple[str, int, bool], Quantity] = field(default_factory=dict)
    """Needs already worked out, by product, steps and whether it is carried (`graphs.demand`)."""
    carried: dict[tuple[str, int], tuple[float, int, str]] = field(default_factory=dict)
    """Best needs without tonnes, by product and steps left (`graphs.signals.need`)."""
    best_routes: dict[str, Route | None] = field(default_factory=dict)
    """Best routes already worked out, by product (`graphs.signals.feed`)."""
    best_feeds: dict[str, Feeds] = field(default_factory=dict)
    """Their main feedstocks, local and wanting."""
    told: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Evidence lines of what is made here, by product (`graphs.gapreport`)."""
    fed: dict[tuple[str, int], tuple[float, int]] = field(default_factory=dict)
    """Readiness already worked out, by product and steps left (`graphs.readiness`)."""


def situation_of(network: ChainNetwork, local: LocalPresence, balance: Mapping[str, Line], *, steps: int) -> Situation:
    return Situation(
        network=network,
        local=local,
        reach=reach_of(network, local, steps=steps),
        steps=steps,
        balance=balance,
        breaks=breaks_of(network, local),
        related=relatedness_of(network.national, local.present),
        takings=takings_of(network, local.plants),
        dependence=dependence_of(network, local),
    )
