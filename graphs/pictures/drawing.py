"""What a chain map shows: the products of a chain, or those a place has and lacks, with state, place and details."""

from chainmap.facts import Nature
from chainmap.gaps import Advice, Candidate, GapQuery
from chainmap.model import Ref
from chainmap.quantities import Bound
from chainmap.views import ChainCard, ChainView, MapData, MapNode, Presence, Share
from chainmap.vocabulary import label
from graphs.atlas import chain, links_between, state_of
from graphs.balance import balance_of
from graphs.gapreport import gaps
from graphs.network import ChainNetwork
from graphs.pictures.layout import layers_by_depth, place_nodes
from graphs.presence import LocalPresence, presence_of
from graphs.wording import amount_text

MOST_NODES = 300
"""Above this many a drawn chain is unreadable: the best gaps and everything local stay, the rest is counted."""
MOST_OF_PLACE = 90
"""The map of a whole place is an overview: what it has, and its first gaps."""


def chain_map(network: ChainNetwork, place: str, chain_name: str | None = None) -> MapData:
    """The map of one chain at a place; without a chain, everything the place has with what it should fill."""
    view = chain(network, chain_name, place) if chain_name else _own_map(network, place)
    cards = [card for card in view.cards if network.products[card.product.id].nature is not Nature.UTILITY]
    kept = sorted(cards, key=_weight)[: MOST_NODES if chain_name else MOST_OF_PLACE]
    products = {card.product.id: card.layer for card in kept}
    links = links_between(network, products)
    spots = place_nodes(products, [(link.supplier, link.user) for link in links])
    title = f"{view.chain.name}产业链 · {view.place.name}" if chain_name else f"{view.place.name}产业链图"
    return MapData(
        title=title,
        place=view.place,
        chain=view.chain if chain_name else None,
        store_version=network.version,
        nodes=tuple(_node(card, spots[card.product.id]) for card in sorted(kept, key=lambda c: c.product.id)),
        links=links,
        hidden=len(cards) - len(kept),
        warnings=view.warnings,
    )


def _weight(card: ChainCard) -> tuple[int, int, str]:
    here = card.presence in (Presence.PRESENT, Presence.WEAK, Presence.COMING, Presence.UNSTATED)
    return (0 if here or card.anchor else 1, card.candidate.rank if card.candidate else 10**6, card.product.id)


def _own_map(network: ChainNetwork, place: str) -> ChainView:
    """The same view for a place as a whole: what it has, and its gaps worth filling or shared with neighbours."""
    report = gaps(network, place, GapQuery())
    local = presence_of(network, report.place.id, radius=0)
    balance = balance_of(network, local.plants)
    wanted = {
        row.product.id: row
        for row in reversed(report.candidates)
        if row.advice is not Advice.DO_NOT_FILL and row.product.id not in local.present
    }
    shown = {p for p in local.stated | set(wanted) if network.products[p].nature is not Nature.UTILITY}
    shown |= {step.id for row in wanted.values() for step in row.path}
    layers = layers_by_depth(network.graph.subgraph(sorted(shown)).copy())
    cards = [
        ChainCard(
            product=network.ref(product),
            layer=layers[product],
            presence=_standing(network, local, product, wanted.get(product)),
            makers=len({plant.enterprise for plant in local.makers(product)}),
            supply=balance[product].supply if product in balance and product in local.present else None,
            candidate=wanted.get(product),
            anchor=False,
            headings=(),
        )
        for product in sorted(shown)
    ]
    empty = Share(numerator=0.0, denominator=0.0, value=None)
    return ChainView(
        chain=Ref(id="", name=report.place.name),
        direction="",
        place=report.place,
        store_version=network.version,
        cards=tuple(cards),
        links=(),
        positions=len(cards),
        present=sum(card.presence is Presence.PRESENT for card in cards),
        completeness=empty,
        supplied=empty,
        warnings=report.warnings,
    )


def _standing(network: ChainNetwork, local: LocalPresence, product: str, gap: Candidate | None) -> Presence:
    """As everywhere, but a product that only stands on a gap's way was looked at too, and is absent."""
    state = state_of(network, local, product, gap)
    return Presence.LACKING if state is Presence.NO_DATA else state


def _node(card: ChainCard, spot: tuple[float, float]) -> MapNode:
    gap = card.candidate
    return MapNode(
        product=card.product,
        layer=card.layer,
        presence=card.presence,
        x=round(spot[0], 1),
        y=round(spot[1], 1),
        advice=gap.advice_label if gap else "",
        tags=gap.tags if gap else (),
        rank=gap.rank if gap else None,
        score=gap.score.total if gap else None,
        makers=card.makers,
        details=_details(card),
    )


def _details(card: ChainCard) -> tuple[str, ...]:
    lines = [f"{label(card.presence)}" + (f":本地 {card.makers} 家" if card.makers else "")]
    if card.supply is not None and card.supply.bound is not Bound.UNKNOWN:
        lines.append(f"{label('supply')} {amount_text(card.supply)}")
    elif card.supply is not None:
        lines.append(f"{label('supply')} {label('unknown')}")
    gap = card.candidate
    if gap is not None:
        tags = f"({'、'.join(gap.tags)})" if gap.tags else ""
        lines.append(
            f"{gap.kind_label}{tags},第 {gap.rank} 名,{label('score')} {gap.score.total:.3f},{gap.advice_label}"
        )
        lines += [f"· {reason}" for reason in gap.advice_reasons]
        lines += [f"{signal.label} {signal.contribution:+.3f}:{signal.reason}" for signal in gap.signals]
        lines += [f"可联系:{e.name}({e.place}) {e.reason}" for e in gap.enterprises]
        lines += [f"{label('evidence')}:{line}" for line in gap.evidence]
    return tuple(lines)
