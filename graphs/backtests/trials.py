"""One product against one answer: is it present, which row brings it back and at which rank, or why none does."""

from collections.abc import Iterable
from dataclasses import dataclass

from chainmap.backtests import FIRST, BacktestRow, Outcome
from chainmap.errors import UnknownName
from chainmap.facts import Nature
from chainmap.gaps import MISSING_KINDS, Candidate, GapKind, GapQuery, Tag
from chainmap.model import Ref
from chainmap.vocabulary import label
from graphs.backtests.baselines import by_one_hop, by_popularity, expected_rank
from graphs.gapreport import gaps
from graphs.network import ChainNetwork
from graphs.presence import LocalPresence, presence_of


@dataclass(frozen=True, slots=True)
class Scene:
    """One answer under test: what is present, the rows about absent products in their order, and other orders.

    Rows about what is present (强链, 供需对接) cannot bring back a product that is not, so they are left out for
    the method and for the baselines alike. A 品种 is absent and stays, though its kind is 强链.
    """

    network: ChainNetwork
    local: LocalPresence
    rows: tuple[Candidate, ...]
    popularity: dict[str, int]
    one_hop: dict[str, int]
    connected: frozenset[str]


def scene_of(network: ChainNetwork, place: str, query: GapQuery) -> Scene:
    """The gaps of a place (its id) at the query's reach and radius, whatever else the query cuts."""
    whole = GapQuery(reach=query.reach, radius=query.radius)
    local = presence_of(network, place, radius=query.radius)
    rows = tuple(row for row in gaps(network, place, whole).candidates if _about_absent(row))
    products = [row.product.id for row in rows]
    return Scene(
        network=network,
        local=local,
        rows=rows,
        popularity=_ranks(by_popularity(network, products)),
        one_hop=_ranks(by_one_hop(network, local, products)),
        connected=_connected(network, local),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """One product asked for: where, under which name, and which enterprise was hidden or which row wished for it."""

    place: str
    name: str
    enterprise: Ref | None = None
    row: int | None = None


def _about_absent(row: Candidate) -> bool:
    return row.kind in MISSING_KINDS or (row.kind is GapKind.THIN_STAGE and label(Tag.VARIETY) in row.tags)


def _ranks(order: Iterable[str]) -> dict[str, int]:
    return {product: rank for rank, product in enumerate(order, 1)}


def _connected(network: ChainNetwork, local: LocalPresence) -> frozenset[str]:
    """What any number of steps down from, or up from, something present leads to; no step through what is no step."""
    never = {Nature.UTILITY, Nature.PRIMARY}
    shut = {p for p, product in network.products.items() if product.nature in never and p not in local.feeding}
    found: set[str] = set()
    for neighbours in (network.graph.succ, network.graph.pred):
        seen = {product for product in local.feeding if product in network.graph}
        queue = list(seen)
        while queue:
            fresh = {p for p in neighbours[queue.pop()] if p not in seen and p not in shut}
            seen |= fresh
            queue += fresh
        found |= seen
    return frozenset(found)


def wished(scene: Scene, asked: Asked) -> BacktestRow:
    try:
        return judged(scene, scene.network.find_product(asked.name).id, asked)
    except UnknownName as error:
        near = f"相近的名称:{'、'.join(error.near)}。" if error.near else ""
        return _row(scene, asked, Outcome.OFF_THE_MAP, note=f"地图上没有这个名称。{near}")


def judged(scene: Scene, product: str, asked: Asked) -> BacktestRow:
    """What became of a product: counted apart where it may be present, else the best row that answers it."""
    if product in scene.local.present:
        return _row(scene, asked, Outcome.ALREADY_HERE, product=product)
    if product in scene.local.unstated:
        return _row(scene, asked, Outcome.UNSTATED, product=product, note="本地只说明到它的大类,有没有它待核。")
    places = {row.product.id: place for place, row in enumerate(scene.rows, 1)}
    answering = [own for own in answers_to(scene, product) if own in places]
    if not answering:
        outcome, note = _without_row(scene, product)
        return _row(scene, asked, outcome, product=product, note=note)
    best = min(places[own] for own in answering)
    chosen = scene.rows[best - 1]
    return BacktestRow(
        place=asked.place,
        enterprise=asked.enterprise,
        asked=asked.name,
        product=scene.network.ref(product),
        outcome=(outcome := Outcome.FOUND if best <= FIRST[-1] else Outcome.LOW),
        outcome_label=label(outcome),
        rank=best,
        listed=chosen.rank,
        found_as=chosen.product,
        kind_label=chosen.kind_label,
        advice_label=chosen.advice_label,
        compared=len(scene.rows),
        answering=len(answering),
        random=expected_rank(len(scene.rows), len(answering)),
        popularity=min(scene.popularity[own] for own in answering),
        one_hop=min(scene.one_hop[own] for own in answering),
        row=asked.row,
    )


def answers_to(scene: Scene, product: str) -> tuple[str, ...]:
    """The products whose row would answer: a heading's kinds; itself; for a grade that is made as its generic is
    and so has no row of its own, the generic.
    """
    network = scene.network
    if network.products[product].nature is Nature.HEADING:
        return network.kinds_below(product)
    stands_for_itself = network.has_own_recipe(product) or any(row.product.id == product for row in scene.rows)
    generics = () if stands_for_itself else network.generics_above(product)
    return (product, *(own for own in generics if network.products[own].nature is not Nature.HEADING))


def _without_row(scene: Scene, product: str) -> tuple[Outcome, str]:
    """Off the map, with the reason in words, or on it beyond the reach."""
    network, nature = scene.network, scene.network.products[product].nature
    if nature in (Nature.UTILITY, Nature.PRIMARY):
        return Outcome.OFF_THE_MAP, f"性质是{label(nature)},从不成行。"
    if product in network.reference.only_co_products:
        return Outcome.OFF_THE_MAP, "地图上它只作联产品,从不成行。"
    wanted = answers_to(scene, product)
    if not wanted:
        return Outcome.OFF_THE_MAP, "这个归类在地图上没有品种。"
    if scene.connected.isdisjoint(wanted):
        return Outcome.OFF_THE_MAP, "与本地现有的产品之间没有路,多少步都不通。"
    return Outcome.UNLISTED, "在地图上,但在所问的步数内没有它的行。"


def _row(scene: Scene, asked: Asked, outcome: Outcome, *, product: str | None = None, note: str = "") -> BacktestRow:
    """A product that no row answers."""
    return BacktestRow(
        place=asked.place,
        enterprise=asked.enterprise,
        asked=asked.name,
        product=scene.network.ref(product) if product else None,
        outcome=outcome,
        outcome_label=label(outcome),
        compared=len(scene.rows),
        note=note,
        row=asked.row,
    )
