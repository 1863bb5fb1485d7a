"""Searching the names of a network: what a text may mean, why, and the product that a name means exactly."""

from collections.abc import Iterator, Mapping, Sequence
from threading import Lock

import numpy as np

from chainmap.errors import UsageError
from chainmap.model import Ref
from chainmap.placenames import short_name
from chainmap.searching import Hit, NameKind, SearchReport, Thing
from chainmap.views import Resolution
from chainmap.vocabulary import label
from graphs.network import ChainNetwork
from graphs.searching.index import Entry, Found, NameIndex, Ranks

CANDIDATES = 5
_building = Lock()


def index_of(network: ChainNetwork) -> NameIndex:
    """The index of a network's names, built on first use and kept with it."""
    if network.index is None:
        with _building:
            if network.index is None:
                network.index = NameIndex([*entries_of(network)])
    return network.index


def entries_of(network: ChainNetwork) -> Iterator[Entry]:
    """Everything with a name: products, places (涪陵 and 500102 too), chains (聚酯产业链 too), enterprises."""
    for product in network.products.values():
        aliases = [(NameKind.ALIAS, alias) for alias in product.aliases]
        others = [(NameKind.ENGLISH, product.english), (NameKind.FORMULA, product.formula)]
        yield _entry(Thing.PRODUCT, product.id, product.name, *aliases, *others)
    for place in network.territory.places.values():
        called = [(NameKind.NAME, short_name(place.name)), *((NameKind.ALIAS, alias) for alias in place.aliases)]
        yield _entry(Thing.PLACE, place.id, place.name, *called, (NameKind.CODE, place.code))
    for chain in network.chains.values():
        plain = chain.name.removesuffix(label("chain"))
        yield _entry(Thing.CHAIN, chain.id, chain.name, (NameKind.NAME, plain + label("chain")))
    for enterprise in network.territory.enterprises.values():
        yield _entry(Thing.ENTERPRISE, enterprise.id, enterprise.name)


def _entry(thing: Thing, own: str, name: str, *others: tuple[NameKind, str]) -> Entry:
    return Entry(thing, own, ((NameKind.NAME, name), *((kind, other) for kind, other in others if other)))


def search(
    network: ChainNetwork, text: str, *, things: Sequence[Thing] = (), limit: int = 50, first: int = 1, after: str = ""
) -> SearchReport:
    """What the text may mean, best first: the same name, its beginning, its pinyin, inside it, at last near it.

    `things` keeps some kinds; a part starts at the row `first`, or behind the thing whose id is `after`.
    """
    index = index_of(network)
    ranks = index.ranks(text)
    kinds = index.things_of(ranks)
    counts = np.bincount(kinds, minlength=len(Thing)).tolist()
    chosen = ranks[np.isin(kinds, [list(Thing).index(thing) for thing in things])] if things else ranks
    start = _behind(index, chosen, after) if after else max(0, first - 1)
    found = [index.found(rank, text) for rank in chosen[start : start + limit].tolist()]
    seats = seats_of(network) if any(one.entry.thing is Thing.ENTERPRISE for one in found) else {}
    shown = [hit_of(network, one, seats) for one in found]
    return SearchReport(
        text=text,
        store_version=network.version,
        counts=dict(zip(Thing, counts, strict=True)),
        total=len(chosen),
        first=start + 1 if shown else 0,
        items=tuple(shown),
        next=shown[-1].id if shown and start + limit < len(chosen) else None,
    )


def _behind(index: NameIndex, ranks: Ranks, after: str) -> int:
    ids = index.ids_of(ranks)
    if after not in ids:
        raise UsageError("after 指的那一项已经不在列表里:请去掉 after,从头再取。")
    return ids.index(after) + 1


def seats_of(network: ChainNetwork) -> dict[str, str]:
    """Where an enterprise has its first plant, of those that have one."""
    return {plant.enterprise: plant.place for plant in reversed(network.territory.plants)}


def hit_of(network: ChainNetwork, found: Found, seats: Mapping[str, str]) -> Hit:
    entry = found.entry
    reading = " ".join(found.reading)
    return Hit(
        thing=entry.thing,
        id=entry.id,
        name=entry.names[0][1],
        match=found.match,
        name_kind=found.name_kind,
        written=found.written,
        reading=reading,
        reason=_reason(found, reading),
        place=_place_of(network, entry, seats),
    )


def _reason(found: Found, reading: str) -> str:
    """别名 ADN · 拼音 ji er jing · 读音相同; empty where the name itself holds the text or looks like it."""
    own = found.name_kind is NameKind.NAME
    parts = [] if own else [f"{label(found.name_kind)} {found.written}"]
    if found.same_sound:
        parts.append(label("same_sound"))
    if reading:
        parts.append(f"{label('pinyin')} {reading}")
    return " · ".join(parts)


def _place_of(network: ChainNetwork, entry: Entry, seats: Mapping[str, str]) -> Ref | None:
    """Where an enterprise has its plant, else where it is, and what a place lies in."""
    territory = network.territory
    own: str | None = None
    if entry.thing is Thing.PLACE:
        own = territory.places[entry.id].parent
    elif entry.thing is Thing.ENTERPRISE:
        own = seats.get(entry.id, territory.enterprises[entry.id].place)
    found = territory.places.get(own) if own else None
    return Ref(id=found.id, name=found.name) if found else None


def resolve(network: ChainNetwork, name: str) -> Resolution:
    """The canonical product that a name means; an unknown name gets candidates to choose from and no product."""
    found = network.known_product(name)
    if found is not None:
        return Resolution(name=name, product=Ref(id=found.id, name=found.name), candidates=())
    near = search(network, name, things=(Thing.PRODUCT,), limit=CANDIDATES)
    return Resolution(name=name, product=None, candidates=tuple(Ref(id=hit.id, name=hit.name) for hit in near.items))


def products(network: ChainNetwork) -> tuple[Ref, ...]:
    """All products, by name."""
    return tuple(Ref(id=p.id, name=p.name) for p in sorted(network.products.values(), key=lambda p: p.name))
