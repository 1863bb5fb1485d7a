"""The chain network: reference map and territory in one value, with the directed graph that reach runs on."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from statistics import mean

import networkx as nx

from chainmap.errors import UnknownName
from chainmap.facts import ChainFact, Nature
from chainmap.model import Ref
from chainmap.names import chain_id, name_key
from chainmap.ports import Snapshot
from chainmap.quantities import TONNES_PER_TONNE, Quantity, total
from chainmap.scoring import SHIPPED_WEIGHTS, Weights
from chainmap.statements import Source, Statement, order_of
from graphs.agreement import agreed_plants
from graphs.merging import build_reference
from graphs.reference import Product, Reference, Route
from graphs.relatedness import NationalTable, table_of
from graphs.searching.index import NameIndex
from graphs.settlement import build_territory
from graphs.territory import Plant, Territory, closest
from graphs.wiring import FEED, Edges, edges_of, end_uses_of, graph_of, recipes_of


@dataclass(frozen=True, slots=True)
class Chain:
    id: str
    name: str
    direction: str
    anchors: tuple[str, ...]
    upstream: int
    downstream: int


@dataclass(slots=True)
class ChainNetwork:
    """Built once a store version; everything in it is in a fixed order, so equal content gives equal answers.

    `graph`: an edge u → v of weight 1 where u is a main feedstock of some route of v (or feeds it by a plain
    link), of weight 0 where u is a kind of v.
    """

    version: str
    sources: dict[str, Source]
    reference: Reference
    territory: Territory
    chains: dict[str, Chain]
    graph: "nx.DiGraph[str]"
    national: NationalTable
    recipes: dict[str, tuple[Route, ...]] = field(default_factory=dict)
    users: dict[str, tuple[str, ...]] = field(default_factory=dict)
    feeds: dict[str, frozenset[str]] = field(default_factory=dict)
    """What each product is made of: the reverse of `users`."""
    leads_to: Edges = field(default_factory=dict)
    comes_from: Edges = field(default_factory=dict)
    """The edges of `graph` from and to each product, with their steps, by id."""
    utilities: frozenset[str] = frozenset()
    primaries: frozenset[str] = frozenset()
    captives: tuple[str, ...] = ()
    layers: dict[str, dict[str, int]] = field(default_factory=dict)
    """Products of each chain by layer, filled on first use by `graphs.chains`."""
    warnings: tuple[str, ...] = ()
    weights: Weights = SHIPPED_WEIGHTS
    rates: dict[str, dict[str, Quantity]] = field(default_factory=dict)
    """Filled on first use by `graphs.balance.per_tonne`; a pure function of the rest, like all below."""
    end_uses: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """End uses of each product and of everything downstream of it, sorted; none where there are none."""
    told: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """Evidence lines of an edge, filled on first use by `graphs.gapreport`."""
    confidences: dict[tuple[str, str], float | None] = field(default_factory=dict)
    """Confidence of an edge, filled on first use by `graphs.ranking`."""
    _below: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _above: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _places: dict[str, int] = field(default_factory=dict)
    _bits: dict[str, tuple[int, int]] = field(default_factory=dict)
    memberships: dict[str, tuple[Ref, ...]] = field(default_factory=dict)
    """Product → the chains it is a position of, filled on first use by `graphs.chains`."""
    _refs: dict[str, Ref] = field(default_factory=dict)
    _uses: dict[str, int] = field(default_factory=dict)
    index: NameIndex | None = None
    """Its names ready to be searched, built on first use by `graphs.searching.names`."""

    @property
    def products(self) -> dict[str, Product]:
        return self.reference.products

    def ref(self, product: str) -> Ref:
        if product not in self._refs:
            self._refs[product] = Ref(id=product, name=self.products[product].name)
        return self._refs[product]

    def refs(self, products: "Iterator[str] | list[str] | tuple[str, ...]") -> tuple[Ref, ...]:
        return tuple(self.ref(product) for product in products)

    def find_product(self, name: str) -> Product:
        """The product of an id, a name or an alias; UnknownName with near names otherwise."""
        found = self.known_product(name)
        if found is None:
            raise UnknownName("产品", name, self.near_products(name))
        return found

    def known_product(self, name: str) -> Product | None:
        """The product of an id, a name or an alias, None where nobody has stated it."""
        return self.products.get(name) or self.products.get(self.reference.names.find(name) or "")

    def near_products(self, name: str, *, limit: int = 5) -> tuple[str, ...]:
        """Canonical names whose name or alias holds the text or looks like it; best first."""
        key = name_key(name)
        spelled = {
            alias: product.name for product in self.products.values() for alias in (product.name, *product.aliases)
        }
        inside = [
            real
            for alias, real in sorted(spelled.items())
            if key and (key in name_key(alias) or name_key(alias) in key)
        ]
        similar = [spelled[alias] for alias in closest(name, spelled, limit=limit * 2)]
        return tuple(dict.fromkeys(inside[:limit] + similar))[:limit]

    def find_chain(self, name: str) -> Chain:
        if name in self.chains:
            return self.chains[name]
        for chain in self.chains.values():
            if name_key(chain.name) == name_key(name.removesuffix("产业链").removesuffix("链") or name):
                return chain
            if name_key(chain.name) == name_key(name):
                return chain
        names = [chain.name for chain in self.chains.values()]
        raise UnknownName("产业链", name, closest(name, names) or tuple(names[:8]))

    def routes_of(self, product: str) -> tuple[Route, ...]:
        """How it can be made: its own routes, else its plain links read as one, else (a grade) its generics' routes."""
        return self.recipes.get(product, ())

    def feeds_of(self, product: str) -> frozenset[str]:
        """Main feedstocks of its routes, and what feeds it by a plain link."""
        return self.feeds.get(product, frozenset())

    def stated_routes(self, product: str) -> tuple[Route, ...]:
        routes = self.recipes.get(product, ())
        return routes if not routes or routes[0].stated else ()  # plain links make one route, alone

    def has_own_recipe(self, product: str) -> bool:
        return product in self.reference.routes or product in self.reference.links

    def kinds_below(self, product: str) -> tuple[str, ...]:
        """All kinds of a product, and the kinds of its kinds; sorted."""
        if product not in self._below:
            self._below[product] = closure(product, self.reference.kinds)
        return self._below[product]

    def generics_above(self, product: str) -> tuple[str, ...]:
        """All generics of a product; sorted."""
        if product not in self._above:
            self._above[product] = closure(product, self.reference.generics)
        return self._above[product]

    def bits_of(self, product: str) -> tuple[int, int]:
        """A product as one bit of a number, and it with all its kinds as bits: sets that are quick to compare."""
        if product not in self._bits:
            own = 1 << self._places.setdefault(product, len(self._places))
            kinds = (1 << self._places.setdefault(kind, len(self._places)) for kind in self.kinds_below(product))
            self._bits[product] = own, own | sum(kinds)
        return self._bits[product]

    def uses_of(self, product: str) -> int:
        """Number of products that use it (or a generic it stands for) as a main feedstock anywhere in the map."""
        if product not in self._uses:
            family = (product, *self.generics_above(product))
            self._uses[product] = len({user for own in family for user in self.users.get(own, ())})
        return self._uses[product]


def closure(start: str, steps: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Everything that `steps` lead to from `start`, without it; sorted."""
    if start not in steps:
        return ()
    found: set[str] = set()
    queue = [start]
    while queue:
        for following in steps.get(queue.pop(), ()):
            if following not in found and following != start:
                found.add(following)
                queue.append(following)
    return tuple(sorted(found))


def network_of(snapshot: Snapshot, weights: Weights = SHIPPED_WEIGHTS) -> ChainNetwork:
    """Everything reasoning needs, from one snapshot of a store; pure, and blind to the order of its statements."""
    statements = tuple(sorted(snapshot.statements, key=order_of))
    ranks = {source.id: source.rank for source in snapshot.sources}
    reference = build_reference(statements, ranks)
    territory = build_territory(statements, reference.names, ranks)
    territory.plants, disputed = agreed_plants(territory.plants, ranks)
    recipes = recipes_of(reference)
    graph = graph_of(reference, recipes)
    users = {product: tuple(sorted(_fed(graph.succ[product]))) for product in reference.products}
    return ChainNetwork(
        version=snapshot.version,
        sources={source.id: source for source in snapshot.sources},
        reference=reference,
        territory=territory,
        chains=_chains(statements, reference),
        graph=graph,
        national=table_of(statements, reference.names),
        recipes=recipes,
        users=users,
        feeds={product: frozenset(_fed(graph.pred[product])) for product in reference.products},
        warnings=(*reference.warnings, *territory.warnings, *_disputes(disputed, territory, reference)),
        weights=weights,
        end_uses=end_uses_of(graph, reference.end_uses),
        leads_to=edges_of(graph.succ),
        comes_from=edges_of(graph.pred),
        utilities=_of_nature(reference, Nature.UTILITY),
        primaries=_of_nature(reference, Nature.PRIMARY),
        captives=tuple(sorted(_of_nature(reference, Nature.CAPTIVE))),
    )


def _of_nature(reference: Reference, nature: Nature) -> frozenset[str]:
    return frozenset(product.id for product in reference.products.values() if product.nature is nature)


def _fed(neighbours: "Mapping[str, Mapping[str, int]]") -> Iterator[str]:
    return (other for other, data in neighbours.items() if data["weight"] == FEED)


def _disputes(plants: tuple[Plant, ...], territory: Territory, reference: Reference) -> tuple[str, ...]:
    told = []
    for plant in plants:
        enterprise, product = territory.enterprises[plant.enterprise].name, reference.products[plant.product].name
        place = territory.places[plant.place].name if plant.place in territory.places else ""
        told.append(f"{enterprise}({place})的{product}产能,各来源说法不一,取其范围。")
    return tuple(sorted(told))


def _chains(statements: tuple[Statement, ...], reference: Reference) -> dict[str, Chain]:
    merged: dict[str, list[ChainFact]] = defaultdict(list)
    for statement in statements:
        if isinstance(statement.fact, ChainFact):
            merged[chain_id(statement.fact.name)].append(statement.fact)
    chains = {}
    for own, facts in sorted(merged.items(), key=lambda item: item[1][0].name):
        anchors = dict.fromkeys(reference.names.id_of(anchor) for fact in facts for anchor in fact.anchors)
        chains[own] = Chain(
            id=own,
            name=facts[0].name,
            direction=next((fact.direction for fact in facts if fact.direction), ""),
            anchors=tuple(anchor for anchor in anchors if anchor in reference.products),
            upstream=max(fact.upstream for fact in facts),
            downstream=max(fact.downstream for fact in facts),
        )
    return chains


def consumption_of(network: ChainNetwork, product: str, feed: str) -> Quantity:
    """t of `feed` per t of `product`: equal-weight mean over its routes, their range as low–high (0 where unused)."""
    unknown = Quantity.unknown(TONNES_PER_TONNE)
    amounts = []
    for route in network.routes_of(product):
        stated = [item.consumption for item in route.inputs if item.product == feed]
        tonnes = (amount if amount.unit == TONNES_PER_TONNE else unknown for amount in stated)
        amounts.append(total(tonnes, TONNES_PER_TONNE))
    return over_alternatives(amounts)


def over_alternatives(amounts: list[Quantity]) -> Quantity:
    """One t/t for recipes of which any may run: their mean as value, their range as low–high.

    No recipe gives exactly 0; "0 or more" says nothing and is unknown.
    """
    if not amounts:
        return Quantity.exact(0.0, TONNES_PER_TONNE)
    values = [amount.value for amount in amounts if amount.value is not None]
    highs = [amount.high for amount in amounts if amount.high is not None]
    low = min(amount.low or 0.0 for amount in amounts)
    if not low and len(highs) < len(amounts):
        return Quantity.unknown(TONNES_PER_TONNE)
    return Quantity(
        value=mean(values) if len(values) == len(amounts) else None,
        low=low,
        high=max(highs) if len(highs) == len(amounts) else None,
        unit=TONNES_PER_TONNE,
    )
