"""What landing plants would change at a place: gaps, feedstock bound, balance and completeness, before and after."""

from dataclasses import replace

from chainmap.amounts import is_unit, read_amount
from chainmap.errors import AmountRefused, BadInput, UsageError
from chainmap.evidence import Basis, Evidence
from chainmap.facts import Nature, Status
from chainmap.gaps import Candidate, GapKind, GapQuery, GapReport
from chainmap.model import Ref
from chainmap.names import enterprise_id
from chainmap.quantities import TONNES_A_YEAR, Bound, Quantity, total
from chainmap.scenarios import (
    Added,
    Addition,
    BalanceChange,
    CompletenessChange,
    GapChange,
    KindChange,
    WhatIfQuery,
    WhatIfReport,
)
from chainmap.vocabulary import label
from graphs.chains import completeness_of
from graphs.gapreport import balance, gaps, situation
from graphs.network import ChainNetwork
from graphs.presence import LocalPresence, presence_of
from graphs.reference import Product
from graphs.scenarios.binding import bindings
from graphs.territory import Enterprise, Plant
from graphs.wording import amount_text, names_text

SCENARIO = "情景"
"""The enterprise that owns hypothetical plants, and the source that states them."""
MOST_PLANTS = 50
TOO_SMALL = 0.01
"""Below this share of an economic scale a capacity is probably written in the wrong unit."""


def read_addition(text: str) -> Addition:
    """“己二胺=20万吨/年” as a product and a capacity; an empty capacity is unknown."""
    product, sign, written = text.partition("=" if "=" in text else "＝")
    if not sign or not product.strip():
        raise UsageError(f"“{text[:60]}”读不懂:请写成 产品=产能,如 己二胺=20万吨/年;产能不知道时写 己二胺=未知。")
    return addition(product.strip(), written)


def addition(product: str, written: str, unit: str = "") -> Addition:
    """A product with its capacity as written; a negative amount and 0 are refused, an empty one is unknown."""
    amount = read_amount(written, unit)
    if amount.is_zero:
        raise AmountRefused(f"{product[:60]}的产能是 0:请填大于 0 的数量;不知道就写 未知。")
    return Addition(product=product, amount=amount)


def what_if(network: ChainNetwork, place: str, query: WhatIfQuery, *, before: GapReport | None = None) -> WhatIfReport:
    """Everything computed twice, without and with the plants, and compared; nothing is stored.

    `before`: the gaps of this place, reach and radius where the caller has them already.
    """
    if len(query.add) > MOST_PLANTS:
        raise UsageError(f"一次最多加 {MOST_PLANTS} 套装置:请分几次问。")
    found = network.territory.find(place)
    wanted = GapQuery(reach=query.reach, radius=query.radius)
    for one in query.add:
        check_addition(network, one)
    planned = with_plants(network, found.id, query.add)
    before, after = before or gaps(network, found.id, wanted), gaps(planned, found.id, wanted)
    here = presence_of(network, found.id, radius=0)
    added = tuple(_added(network, here, one) for one in query.add)
    closed, opened, changed = compared(before.candidates, after.candidates)
    at, _ = situation(planned, found.id, wanted)
    amounts: dict[str, list[Quantity]] = {}
    for plant in added:
        amounts.setdefault(plant.product.id, []).append(plant.amount)
    bound = bindings(at, {product: total(plants) for product, plants in amounts.items()})
    return WhatIfReport(
        place=Ref(id=found.id, name=found.name),
        store_version=network.version,
        added=added,
        closed=closed,
        opened=opened,
        changed=changed,
        binds=bound.items,
        truncated=bound.truncated,
        balance=_balance(network, planned, found.id),
        completeness=_completeness(network, here, at.local),
        warnings=(*_doubts(network, added), *after.warnings),
    )


def check_addition(network: ChainNetwork, one: Addition) -> None:
    """Refuses a product that nobody knows, a mere heading, and a unit that its capacity cannot have."""
    product = network.find_product(one.product)
    if product.nature is Nature.HEADING:
        kinds = names_text(network, network.kinds_below(product.id))
        raise BadInput(f"{product.name}只是归类,不知道落地的是哪一种:请写它的一个品种,如{kinds}。")
    check_unit(product, one.amount)


def check_unit(product: Product, amount: Quantity) -> None:
    """Refuses a unit that is no mass, nothing countable that is known, and not the product's own."""
    unit = amount.unit.removesuffix("/a")
    if amount.unit != TONNES_A_YEAR and not is_unit(unit) and unit != product.unit:
        raise AmountRefused(f"{product.name}的单位“{unit[:20]}”不认识:请写 吨/年、万吨/年,或产品自己的计量单位。")


def with_plants(network: ChainNetwork, place: str, additions: tuple[Addition, ...]) -> ChainNetwork:
    """The same map with these plants running at the place, owned by the enterprise 情景; the original is untouched."""
    owner = Enterprise(enterprise_id(SCENARIO), SCENARIO, place)
    plants = tuple(
        Plant(
            enterprise=owner.id,
            product=network.find_product(one.product).id,
            place=place,
            amount=one.amount,
            status=Status.OPERATING,
            utilisation=None,
            own_share=None,
            year=None,
            evidence=Evidence(source=SCENARIO, basis=Basis.USER, citation=SCENARIO),
        )
        for one in additions
    )
    known = network.territory
    territory = replace(known, plants=(*known.plants, *plants), enterprises={**known.enterprises, owner.id: owner})
    return replace(network, territory=territory)


def _added(network: ChainNetwork, here: LocalPresence, one: Addition) -> Added:
    product = network.find_product(one.product).id
    return Added(product=network.ref(product), amount=one.amount, before=product in here.present)


def compared(
    before: tuple[Candidate, ...], after: tuple[Candidate, ...]
) -> tuple[tuple[GapChange, ...], tuple[GapChange, ...], tuple[KindChange, ...]]:
    """Gaps that vanish, gaps that appear, products whose gap is of another kind; best first.

    供需对接 is a gap of its own beside the others of a product, so it opens and closes but never changes.
    """

    def positions(rows: tuple[Candidate, ...]) -> dict[str, Candidate]:
        return {row.product.id: row for row in rows if row.kind is not GapKind.UNCONNECTED_PAIR}

    def pairs(rows: tuple[Candidate, ...]) -> set[str]:
        return {row.product.id for row in rows if row.kind is GapKind.UNCONNECTED_PAIR}

    old, new, old_pairs, new_pairs = positions(before), positions(after), pairs(before), pairs(after)

    def gone(rows: tuple[Candidate, ...], others: dict[str, Candidate], other_pairs: set[str]) -> tuple[GapChange, ...]:
        return tuple(
            _gap_change(row)
            for row in rows
            if row.product.id not in (other_pairs if row.kind is GapKind.UNCONNECTED_PAIR else others)
        )

    changed = tuple(
        KindChange(
            product=row.product,
            before=old[own].kind,
            after=row.kind,
            before_label=label(old[own].kind),
            after_label=label(row.kind),
        )
        for own, row in new.items()
        if own in old and old[own].kind is not row.kind
    )
    return gone(before, new, new_pairs), gone(after, old, old_pairs), changed


def _gap_change(row: Candidate) -> GapChange:
    return GapChange(id=row.id, product=row.product, kind=row.kind, kind_label=row.kind_label, score=row.score.total)


def _balance(network: ChainNetwork, planned: ChainNetwork, place: str) -> tuple[BalanceChange, ...]:
    """The lines that the plants move, by product name."""
    before = {item.product.id: item for item in balance(network, place).items}
    after = {item.product.id: item for item in balance(planned, place).items}
    moved = [own for own in {**before, **after} if before.get(own) != after.get(own)]
    lines = [BalanceChange(product=network.ref(p), before=before.get(p), after=after.get(p)) for p in moved]
    return tuple(sorted(lines, key=lambda line: (line.product.name, line.product.id)))


def _completeness(network: ChainNetwork, here: LocalPresence, planned: LocalPresence) -> tuple[CompletenessChange, ...]:
    """The chains whose completeness moves, by name."""
    lines = []
    for chain in sorted(network.chains.values(), key=lambda chain: (chain.name, chain.id)):
        old, new = completeness_of(network, chain, here), completeness_of(network, chain, planned)
        if old != new:
            lines.append(
                CompletenessChange(
                    chain=Ref(id=chain.id, name=chain.name),
                    before=old[0],
                    after=new[0],
                    supplied_before=old[1],
                    supplied_after=new[1],
                )
            )
    return tuple(lines)


def _doubts(network: ChainNetwork, added: tuple[Added, ...]) -> tuple[str, ...]:
    """What in the question itself looks odd, and what the answer does not look at."""
    found = []
    for one in added:
        product = network.products[one.product.id]
        scale = product.scale.amount if product.scale else Quantity.unknown(one.amount.unit)
        if one.before:
            found.append(f"{product.name}本地已有企业生产,这里按新增一套计。")
        if product.nature is Nature.UTILITY:
            found.append(f"{product.name}是公用工程,不参与缺链计算。")
        if one.amount.bound is Bound.UNKNOWN:
            found.append(f"{product.name}没有写产能,它占用的吨位为未知。")
        comparable = scale.unit == one.amount.unit and scale.low is not None and one.amount.high is not None
        if comparable and (one.amount.high or 0.0) < TOO_SMALL * (scale.low or 0.0):
            shown = amount_text(one.amount)
            found.append(f"{product.name}的产能 {shown}远小于经济规模 {amount_text(scale)},请核对单位。")
    return (*found, "要素(土地、能源、用水、环境等)未核:这里只比较产业链和吨位。")
