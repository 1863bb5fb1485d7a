"""The map as people browse it: a product, a chain at a place, the home of a place, neighbourhoods."""

from collections.abc import Mapping

from chainmap.facts import Nature, Relation
from chainmap.gaps import Advice, Candidate, GapKind, GapQuery, GapReport
from chainmap.model import Ref
from chainmap.views import (
    ChainCard,
    ChainLink,
    ChainSummary,
    ChainView,
    MakerView,
    Neighbourhood,
    Node,
    PlaceView,
    Presence,
    ProductView,
    RouteInputView,
    RouteView,
)
from chainmap.vocabulary import label
from graphs.balance import Line, balance_of
from graphs.chains import completeness_of, layers_of, memberships_of, positions_of
from graphs.gapreport import gaps
from graphs.network import Chain, ChainNetwork
from graphs.presence import LocalPresence, presence_of
from graphs.reference import Input, Route
from graphs.targeting import plant_evidence
from graphs.territory import Plant
from graphs.wiring import KIND


def product(network: ChainNetwork, name: str, *, place: str | None = None) -> ProductView:
    """Everything the map states about one product, and who makes it; `local` is told for a place."""
    found = network.find_product(name)
    inside = network.territory.within(network.territory.find(place).id) if place else None
    graph = network.graph
    family = {found.id, *network.kinds_below(found.id)}
    return ProductView(
        id=found.id,
        name=found.name,
        aliases=found.aliases,
        english=found.english,
        nature=found.nature,
        formula=found.formula,
        unit=found.unit,
        industry_code=found.industry_code,
        economic_scale=found.scale.amount if found.scale else None,
        national_makers=found.national_makers,
        import_dependence=found.import_dependence,
        overcapacity=found.overcapacity,
        kind_of=network.refs(network.reference.generics.get(found.id, ())),
        kinds=network.refs(network.reference.kinds.get(found.id, ())),
        chains=memberships_of(network).get(found.id, ()),
        routes=tuple(_route_view(network, route) for route in network.stated_routes(found.id)),
        suppliers=network.refs(sorted(u for u in graph.pred[found.id] if graph[u][found.id]["weight"] != KIND)),
        users=network.refs(sorted(v for v in graph.succ[found.id] if graph[found.id][v]["weight"] != KIND)),
        end_uses=network.reference.end_uses.get(found.id, ()),
        makers=tuple(
            maker_view(network, plant, inside) for plant in network.territory.plants if plant.product in family
        ),
        evidence=tuple(
            dict.fromkeys(f"{label(e.basis)}:{e.citation or e.where}" for e in found.evidence if e.citation or e.where)
        ),
    )


def _route_view(network: ChainNetwork, route: Route) -> RouteView:
    return RouteView(
        id=route.id,
        name=route.name,
        output=network.ref(route.output),
        inputs=tuple(_input_view(network, item) for item in route.inputs),
        co_products=tuple(_input_view(network, item) for item in route.co_products),
    )


def _input_view(network: ChainNetwork, item: Input) -> RouteInputView:
    evidence = item.evidence[0]
    source = f"{label(evidence.basis)}:{evidence.citation}" if evidence.citation else label(evidence.basis)
    return RouteInputView(
        product=network.ref(item.product), role=item.role, consumption=item.consumption, source=source
    )


def maker_view(network: ChainNetwork, plant: Plant, inside: frozenset[str] | None = None) -> MakerView:
    """One plant with its names; `local` says whether it lies in the place asked about (None: no place asked)."""
    territory = network.territory
    place = territory.places.get(plant.place)
    return MakerView(
        enterprise=Ref(id=plant.enterprise, name=territory.enterprises[plant.enterprise].name),
        place=Ref(id=plant.place, name=place.name if place else ""),
        product=network.ref(plant.product),
        amount=plant.amount,
        status=plant.status,
        evidence=plant_evidence(network.sources, plant),
        local=None if inside is None else plant.place in inside,
    )


def chains(network: ChainNetwork) -> tuple[Ref, ...]:
    return tuple(Ref(id=chain.id, name=chain.name) for chain in network.chains.values())


def chain(network: ChainNetwork, name: str, place: str, *, reach: int = 2) -> ChainView:
    """A chain as a place sees it: every position with its state, its gap where it is one, and completeness."""
    known = network.find_chain(name)
    found = network.territory.find(place)
    report = gaps(network, found.id, GapQuery(chain=known.id, reach=reach))
    local = presence_of(network, found.id, radius=0)
    balance = balance_of(network, local.plants)
    by_product = {row.product.id: row for row in report.candidates if row.kind is not GapKind.UNCONNECTED_PAIR}
    layers = layers_of(network, known)
    shown = {p: layer for p, layer in layers.items() if network.products[p].nature is not Nature.UTILITY}
    cards = [_card(network, local, balance, p, layer, by_product.get(p), known) for p, layer in shown.items()]
    here, supplied = completeness_of(network, known, local)
    positions = positions_of(network, known)
    return ChainView(
        chain=Ref(id=known.id, name=known.name),
        direction=known.direction,
        place=report.place,
        store_version=network.version,
        cards=tuple(sorted(cards, key=lambda card: (card.layer, card.product.name))),
        links=links_between(network, shown),
        positions=len(positions),
        present=len(positions & local.present),
        completeness=here,
        supplied=supplied,
        warnings=report.warnings,
    )


def links_between(network: ChainNetwork, products: "dict[str, int] | set[str]") -> tuple[ChainLink, ...]:
    """The links of the map whose both ends are among `products`, ordered by their ids."""
    graph = network.graph.subgraph(list(products))
    return tuple(
        ChainLink(supplier=u, user=v, relation=Relation.KIND if graph[u][v]["weight"] == KIND else Relation.INPUT)
        for u, v in sorted(graph.edges)
    )


def _card(
    network: ChainNetwork,
    local: LocalPresence,
    balance: Mapping[str, Line],
    product: str,
    layer: int,
    candidate: Candidate | None,
    chain: Chain,
) -> ChainCard:
    family = (product, *network.kinds_below(product))
    headings = [g for g in network.generics_above(product) if network.products[g].nature is Nature.HEADING]
    return ChainCard(
        product=network.ref(product),
        layer=layer,
        presence=state_of(network, local, product, candidate),
        makers=len({plant.enterprise for plant in local.plants if plant.product in family}),
        supply=balance[product].supply if product in balance and product in local.present else None,
        candidate=candidate,
        anchor=product in chain.anchors,
        headings=network.refs(headings),
    )


def state_of(network: ChainNetwork, local: LocalPresence, product: str, candidate: Candidate | None) -> Presence:
    """How a product stands at a place; absent without a gap about it, it is outside what the search looked at."""
    if product in local.present:
        weak = candidate is not None and candidate.kind is GapKind.THIN_STAGE
        return Presence.WEAK if weak else Presence.PRESENT
    if product in local.unstated:
        return Presence.UNSTATED
    if any(plant.product == product for plant in local.coming):
        return Presence.COMING
    return Presence.LACKING if candidate is not None else Presence.NO_DATA


def place(network: ChainNetwork, name: str, *, changes: tuple[str, ...] = ()) -> PlaceView:
    """Home of a place: its counts, its chains with completeness, its plants; `changes` are told by the caller."""
    found = network.territory.find(name)
    inside = network.territory.within(found.id)
    local = presence_of(network, found.id, radius=0)
    report = gaps(network, found.id)
    missing = [r for r in report.candidates if r.kind not in (GapKind.THIN_STAGE, GapKind.UNCONNECTED_PAIR)]
    plants = (*local.plants, *local.coming)
    return PlaceView(
        place=report.place,
        code=found.code,
        path=tuple(Ref(id=p.id, name=p.name) for p in reversed(network.territory.path(found.id))),
        within=tuple(Ref(id=p, name=network.territory.places[p].name) for p in sorted(inside - {found.id})),
        store_version=network.version,
        products=len(local.stated),
        enterprises=len({plant.enterprise for plant in plants}),
        gaps=len(missing),
        to_fill=sum(row.advice is Advice.FILL for row in missing),
        breaks=sum(label("tag.break") in row.tags for row in missing),
        thin=sum(row.kind is GapKind.THIN_STAGE for row in report.candidates),
        chains=tuple(_summary(network, known, local, report) for known in network.chains.values()),
        makers=tuple(maker_view(network, plant, inside) for plant in plants),
        changes=changes,
        warnings=report.warnings,
    )


def _summary(network: ChainNetwork, known: Chain, local: LocalPresence, report: GapReport) -> ChainSummary:
    positions = positions_of(network, known)
    inside = [row for row in report.candidates if row.product.id in positions and row.product.id not in local.present]
    completeness, _ = completeness_of(network, known, local)
    return ChainSummary(
        chain=Ref(id=known.id, name=known.name),
        direction=known.direction,
        positions=len(positions),
        present=len(positions & local.present),
        lacking=len(inside),
        to_fill=sum(row.advice is Advice.FILL for row in inside),
        completeness=completeness,
        anchors=sum(anchor in local.present for anchor in known.anchors),
    )


def neighbourhood(
    network: ChainNetwork, name: str, *, upstream: int = 2, downstream: int = 2, limit: int = 2000
) -> Neighbourhood:
    """The map around a product, nearest first; `limit` nodes at most, then `truncated` is true."""
    start = network.find_product(name).id
    layers = {start: 0}
    for steps, sign in ((downstream, 1), (upstream, -1)):
        for other, distance in sorted(_distances(network, start, steps, sign).items(), key=lambda i: (i[1], i[0])):
            layers.setdefault(other, sign * distance)
    order = sorted(layers, key=lambda product: (abs(layers[product]), product))
    kept = {product: layers[product] for product in order[: max(1, limit)]}
    return Neighbourhood(
        nodes=tuple(Node(id=p, name=network.products[p].name, layer=layer) for p, layer in kept.items()),
        links=links_between(network, kept),
        truncated=len(order) > limit,
    )


def _distances(network: ChainNetwork, start: str, steps: int, sign: int) -> dict[str, int]:
    graph = network.graph if sign > 0 else network.graph.reverse(copy=False)
    best, queue = {start: 0}, [start]
    while queue:
        current = queue.pop(0)
        for following in sorted(graph.successors(current)):
            cost = best[current] + int(graph[current][following]["weight"])
            if cost <= steps and cost < best.get(following, steps + 1):
                best[following] = cost
                queue.append(following)
    return best
