"""Lists of places: those where enterprises are, and all that a text or a place around them picks out."""

from collections import Counter

from chainmap.model import Ref
from chainmap.names import name_key
from chainmap.views import PlaceItem
from chainmap.vocabulary import label
from graphs.network import ChainNetwork
from graphs.territory import Place, Territory


def stated_places(network: ChainNetwork) -> tuple[PlaceItem, ...]:
    """Places with enterprises in them or in places within them, by code and name."""
    counts = _counts(network.territory)
    found = [place for own, place in network.territory.places.items() if counts[own]]
    return tuple(sorted((_item(network.territory, place) for place in found), key=_by_code))


def places(network: ChainNetwork, text: str = "", *, around: str = "") -> tuple[PlaceItem, ...]:
    """Places, those with enterprises first, each part by code and name.

    `text` keeps those whose name, code or alias holds it and all that it may mean as a whole (重庆涪陵); `around`
    keeps what lies directly in that place. UnknownName where nothing or several places are called `around`.
    """
    territory = network.territory
    own = territory.find(around).id if around else ""
    key, meant = name_key(text), frozenset(territory.names.find(text)) if text else frozenset()
    found = [
        place
        for place in territory.places.values()
        if (not own or place.parent == own) and (not key or place.id in meant or _holds(place, key))
    ]
    return tuple(sorted((_item(territory, p) for p in found), key=lambda item: (not item.enterprises, _by_code(item))))


def place_ref(network: ChainNetwork, place: str) -> Ref | None:
    """The place of an id, None for anything else."""
    found = network.territory.places.get(place)
    return Ref(id=found.id, name=found.name) if found else None


def _holds(place: Place, key: str) -> bool:
    return any(key in name_key(name) for name in (place.name, place.code, *place.aliases))


def _by_code(item: PlaceItem) -> tuple[str, str, str]:
    return item.code or "999999", item.name, item.id


def _item(territory: Territory, found: Place) -> PlaceItem:
    parent = territory.places.get(found.parent) if found.parent else None
    return PlaceItem(
        id=found.id,
        name=found.name,
        code=found.code,
        type=label(found.type) if found.type else "",
        parent=Ref(id=parent.id, name=parent.name) if parent else None,
        enterprises=_counts(territory)[found.id],
    )


def _counts(territory: Territory) -> Counter[str]:
    """Enterprises in each place and in all within it, counted once."""
    if territory.counts is None:
        territory.counts = Counter(
            around.id
            for enterprise in territory.enterprises.values()
            if enterprise.place
            for around in territory.path(enterprise.place)
        )
    return territory.counts
