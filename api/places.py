"""Which place is meant where none is asked for."""

from api.deps import Ask
from chainmap.facts import PlaceType
from chainmap.views import PlaceItem
from chainmap.vocabulary import label
from graphs import answers


def chosen_place(ask: Ask, place: str) -> str:
    """The place asked for, or the one that the data is about; empty where no place has enterprises."""
    if place:
        return place
    found = default_place(answers.stated_places(ask.network))
    return found.id if found else ""


def default_place(places: tuple[PlaceItem, ...]) -> PlaceItem | None:
    """The district or county with most enterprises; without one any place that has some, the smallest first."""
    levels = {label(PlaceType.COUNTY): 3, label(PlaceType.PARK): 2, label(PlaceType.CITY): 1}
    stated = [place for place in places if place.enterprises]
    return max(stated, key=lambda place: (levels.get(place.type, 0), place.enterprises, place.id), default=None)
