"""What a search shows of each hit beside its name: its page, and how a product stands at the chosen place."""

from collections.abc import Container, Mapping

from api.deps import Ask, Listing
from api.pages.frame import address
from chainmap.model import Ref
from chainmap.searching import Hit, Match, SearchReport, Thing
from chainmap.views import Presence
from chainmap.vocabulary import label
from graphs import answers
from graphs.searching.names import seats_of
from graphs.searching.standing import states_at


class ProductHit(Ref):
    """A product of a list; how and by which name it met the text, null in a list without a text."""

    match: Match | None = None
    written: str = ""
    reason: str = ""


class Finding(Hit):
    """A hit with the address of its page (empty where it has none); `presence` where a place was asked for."""

    thing_label: str
    match_label: str
    link: str
    presence: Presence | None = None


class Findings(SearchReport):
    """What was found, best first, seen from a place."""

    place: Ref | None
    items: tuple[Finding, ...]


def findings(ask: Ask, report: SearchReport, place: str, *, states: bool = True) -> Findings:
    """The report with links, and with states where a place is chosen; the gaps of a place are worked out once."""
    found = ask.network.territory.find(place) if place else None
    products = [hit.id for hit in report.items if hit.thing is Thing.PRODUCT] if states else []
    known = states_at(ask.network, ask.gaps(found.id), products) if found and products else {}
    here = found.id if found else ""
    makers = seats_of(ask.network) if any(hit.thing is Thing.ENTERPRISE for hit in report.items) else {}
    return Findings(
        text=report.text,
        store_version=report.store_version,
        place=Ref(id=found.id, name=found.name) if found else None,
        counts=report.counts,
        total=report.total,
        first=report.first,
        items=tuple(_finding(hit, link_of(hit, here, makers), known) for hit in report.items),
        next=report.next,
    )


def _finding(hit: Hit, link: str, known: Mapping[str, Presence]) -> Finding:
    fields = {name: getattr(hit, name) for name in Hit.model_fields}
    return Finding(
        **fields,
        thing_label=label(hit.thing),
        match_label=label(hit.match),
        link=link,
        presence=known.get(hit.id),
    )


def link_of(hit: Hit, place: str, makers: Container[str]) -> str:
    """The page of a thing; an enterprise is shown among the plants of where it is."""
    here = (("place", place),) if place else ()
    if hit.thing is Thing.PRODUCT:
        return address(f"/products/{hit.id}", *here)
    if hit.thing is Thing.PLACE:
        return address(f"/places/{hit.id}")
    if hit.thing is Thing.CHAIN:
        return address(f"/chains/{hit.id}", *here)
    if hit.place is None:
        return ""
    return address(f"/places/{hit.place.id}", *((("maker", hit.name),) if hit.id in makers else ()))


def product_hits(ask: Ask, text: str, *, limit: int, after: str) -> Listing[ProductHit]:
    """Products alone, as a list over HTTP."""
    report = answers.search(ask.network, text, things=(Thing.PRODUCT,), limit=limit, after=after)
    items = tuple(
        ProductHit(id=hit.id, name=hit.name, match=hit.match, written=hit.written, reason=hit.reason)
        for hit in report.items
    )
    return Listing[ProductHit](items=items, total=report.total, next=report.next)
