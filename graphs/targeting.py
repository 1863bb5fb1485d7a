"""Which enterprises could fill a gap, from what the store knows, each with its reason and how sure it is."""

from collections.abc import Iterable

from chainmap.gaps import Basis, CandidateEnterprise, GapKind
from chainmap.quantities import Bound
from chainmap.statements import Source
from graphs.situation import Gap, Situation
from graphs.territory import Plant
from graphs.wording import amount_text, names_text

MOST_ENTERPRISES = 8


def candidates_for(at: Situation, gap: Gap) -> tuple[CandidateEnterprise, ...]:
    """Makers near, makers elsewhere, then local enterprises that would only have to go one step further.

    Names are never merged by likeness: one enterprise id, one row, the strongest reason first.
    """
    found: dict[str, CandidateEnterprise] = {}
    product = gap.product
    near, far = at.local.neighbours.get(product, ()), at.local.elsewhere.get(product, ())
    for plant in (*_biggest_first(near), *_biggest_first(far)):
        if plant.product == product or plant.product in at.network.kinds_below(product):
            found.setdefault(plant.enterprise, _maker(at, plant, near=plant in near))
    for plant, reason in _going_further(at, gap):
        found.setdefault(plant.enterprise, _local(at, plant, reason))
    return tuple(found.values())[:MOST_ENTERPRISES]


def _biggest_first(plants: Iterable[Plant]) -> list[Plant]:
    return sorted(plants, key=lambda plant: (-(plant.amount.value or 0.0), plant.enterprise, plant.place))


def _maker(at: Situation, plant: Plant, *, near: bool) -> CandidateEnterprise:
    territory = at.network.territory
    place = territory.places[plant.place].name if plant.place in territory.places else ""
    distance = territory.distance_km(at.local.place, plant.place) if plant.place else None
    how_far = f",相距 {distance:.0f} 公里" if distance is not None else ""
    amount = "产能未知" if plant.amount.bound is Bound.UNKNOWN else f"产能 {amount_text(plant.amount)}"
    name = at.network.products[plant.product].name
    reason = f"{'邻区' if near else ''}在{place}生产{name},{amount}{how_far}。"
    return CandidateEnterprise.computed(
        name=territory.enterprises[plant.enterprise].name,
        place=place,
        reason=reason,
        basis=Basis.OBSERVED,
        evidence=(plant_evidence(at.network.sources, plant),),
    )


def plant_evidence(sources: dict[str, Source], plant: Plant) -> str:
    """Where a plant's statement stands: the citation, and the row of the file it was loaded from."""
    title = sources[plant.evidence.source].title if plant.evidence.source in sources else plant.evidence.source
    parts = [plant.evidence.citation, f"{title} {plant.evidence.where}".strip()]
    return ";".join(part for part in parts if part)


def _going_further(at: Situation, gap: Gap) -> list[tuple[Plant, str]]:
    if gap.kind in (GapKind.UNCONNECTED_PAIR, GapKind.NEW_CHAIN):
        return []
    name = at.network.products[gap.product].name
    found = []
    if gap.suppliers:
        end = gap.way[0]
        told = f"本地企业,生产其上游{names_text(at.network, (end,))},可向下延伸到{name}。"
        found += [(plant, told) for plant in _makers_of(at, end)]
    if gap.users:
        end = gap.way[-1]
        told = f"本地企业,生产其下游{names_text(at.network, (end,))},可向上延伸到{name},或引荐其供应商。"
        found += [(plant, told) for plant in _makers_of(at, end)]
    return found


def _makers_of(at: Situation, product: str) -> list[Plant]:
    """Local makers of a product, of a kind of it, or (细分待核) of the heading that it may stand under."""
    plants = list(at.local.makers(product))
    if product in at.local.unstated:
        headings = set(at.network.generics_above(product)).intersection(at.local.unstated_headings)
        plants += [plant for plant in at.local.plants if plant.product in headings]
    return plants


def _local(at: Situation, plant: Plant, reason: str) -> CandidateEnterprise:
    place = at.network.territory.places
    return CandidateEnterprise.computed(
        name=at.network.territory.enterprises[plant.enterprise].name,
        place=place[plant.place].name if plant.place in place else "",
        reason=reason,
        basis=Basis.INFERRED,
        evidence=(plant_evidence(at.network.sources, plant),),
    )
