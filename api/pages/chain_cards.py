"""The cards of a chain and the three columns they stand in: state, symbol, sentence, order, width."""

from enum import StrEnum

from api.formats import amount, needed, says_nothing, score
from api.pages.frame import Address
from chainmap.model import Frozen
from chainmap.views import ChainCard, ChainView, Presence
from chainmap.vocabulary import label

SYMBOLS = {
    Presence.PRESENT: "●",
    Presence.WEAK: "◐",
    Presence.COMING: "◔",
    Presence.UNSTATED: "◌",
    Presence.LACKING: "○",
    Presence.NO_DATA: "·",
}


class Show(StrEnum):
    """全景: every position. 现状: what is here or coming. 缺口: what is lacking or weak."""

    ALL = ""
    NOW = "now"
    GAPS = "gaps"


_HERE = (Presence.PRESENT, Presence.WEAK, Presence.COMING, Presence.UNSTATED)
_SHOWN = {Show.ALL: tuple(Presence), Show.NOW: _HERE, Show.GAPS: (Presence.LACKING, Presence.WEAK)}
WORDS = {Show.ALL: "全景", Show.NOW: "现状", Show.GAPS: "缺口"}


class Card(Frozen):
    """One card: `line` is the sentence under the name, `near` the products of this page it feeds or is fed by."""

    card: ChainCard
    symbol: str
    line: str
    link: str
    open: bool
    suppliers: str
    users: str


class Layer(Frozen):
    title: str
    cards: tuple[Card, ...]


class Column(Frozen):
    """One of the three; `counts` are of the cards shown in it, `share` is its part of the width (1–6)."""

    title: str
    note: str
    counts: tuple[tuple[Presence, int], ...]
    layers: tuple[Layer, ...]
    share: int


def cards_of(view: ChainView, here: Address, show: Show, open: str) -> tuple[Card, ...]:
    """The cards to show, by layer; in one layer what is here first, then by score, then by name."""
    shown = [card for card in view.cards if card.presence in _SHOWN[show]]
    shown.sort(key=lambda card: (card.layer, *_weight(card), card.product.name))
    ids = {card.product.id for card in shown}
    suppliers: dict[str, list[str]] = {}
    users: dict[str, list[str]] = {}
    for link in view.links:
        if link.supplier in ids and link.user in ids:
            suppliers.setdefault(link.user, []).append(link.supplier)
            users.setdefault(link.supplier, []).append(link.user)
    return tuple(
        Card(
            card=card,
            symbol=SYMBOLS[card.presence],
            line=line_of(card),
            link=here.but(open=card.product.id),
            open=open in (card.product.id, card.product.name),
            suppliers=" ".join(suppliers.get(card.product.id, ())),
            users=" ".join(users.get(card.product.id, ())),
        )
        for card in shown
    )


def _weight(card: ChainCard) -> tuple[int, float]:
    order = list(Presence).index(card.presence)
    return order, -card.candidate.score.total if card.candidate else 0.0


def line_of(card: ChainCard) -> str:
    """The sentence under a card's name: makers and tonnes, or what is needed, or why nothing is said."""
    if card.presence in (Presence.PRESENT, Presence.WEAK, Presence.COMING):
        known = card.supply is not None and not says_nothing(card.supply)
        tonnes = amount(card.supply) if known else f"{label('capacity')}{label('unknown')}"
        return f"{card.makers} 家 · {tonnes}" if card.makers else tonnes
    if card.presence is Presence.UNSTATED:
        return "本地只说明到大类"
    if card.candidate is None:
        return label("no_data") if card.presence is Presence.NO_DATA else "本地没有"
    tonnage = needed(card.candidate.tonnage)
    points = f"{label('score')} {score(card.candidate.score.total)}"
    return points if says_nothing(tonnage) or tonnage.is_zero else f"需 {amount(tonnage)} · {points}"


def columns_of(cards: tuple[Card, ...]) -> tuple[Column, ...]:
    """Upstream of the anchors, the anchors, downstream of them; a column without cards stays and says so."""
    parts = (
        ("上游", label("role.feedstock"), [card for card in cards if card.card.layer < 0]),
        ("中游", label("tag.anchor"), [card for card in cards if card.card.layer == 0]),
        ("下游", "制品与应用", [card for card in cards if card.card.layer > 0]),
    )
    widest = max((len(part[2]) for part in parts), default=1) or 1
    return tuple(
        Column(
            title=title,
            note=note,
            counts=tuple((one, n) for one in Presence if (n := sum(c.card.presence is one for c in inside))),
            layers=_layers(inside),
            share=max(2, round(6 * len(inside) / widest)),
        )
        for title, note, inside in parts
    )


def _layers(cards: list[Card]) -> tuple[Layer, ...]:
    numbers = sorted({card.card.layer for card in cards})
    return tuple(
        Layer(title=_layer_title(number), cards=tuple(card for card in cards if card.card.layer == number))
        for number in numbers
    )


def _layer_title(layer: int) -> str:
    if layer == 0:
        return f"{label('tag.anchor')}{label('product')}"
    return f"上游 {-layer} 级" if layer < 0 else f"下游 {layer} 级"
