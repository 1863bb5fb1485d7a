"""Gaps, targets and balance of a place as reports: presence, reach, ranking and advice put together."""

from chainmap.facts import Nature
from chainmap.gaps import Advice, GapKind, GapQuery, GapReport
from chainmap.model import Ref
from chainmap.quantities import Bound, Quantity
from chainmap.targets import Target, TargetReport
from chainmap.views import BalanceItem, BalanceReport
from graphs.balance import balance_of
from graphs.chains import memberships_of, positions_of
from graphs.explaining import candidate_of, kilograms
from graphs.network import Chain, ChainNetwork
from graphs.nextstep import NextSteps
from graphs.presence import LocalPresence, presence_of
from graphs.ranking import rank
from graphs.situation import Gap, Situation, situation_of
from graphs.stability import stability_of
from graphs.weakness import find_gaps

MOST_ROWS = 5000
"""Gaps that one answer scores; a place and a reach with more are told to be cut."""


def gaps(network: ChainNetwork, place: str, query: GapQuery = GapQuery()) -> GapReport:  # noqa: B008  (frozen)
    """What a place's chains lack, best first, each with its reasons.

    `chain`, `kinds` and `top` only cut the list; ids, totals and contributions never depend on them. With a
    chain the absent positions of it that nothing here reaches (建链) are rows too, below the others' order.
    """
    at, chain = situation(network, place, query)
    found, cut = _nearest(find_gaps(at, chain))
    scored = rank(at, found)
    steady = stability_of(scored, network.weights, first=query.first)
    steps = NextSteps(at, scored)
    inside = positions_of(network, chain) | set(chain.anchors) if chain else None
    membership = memberships_of(network)
    shown = [
        number
        for number, item in enumerate(scored)
        if (inside is None or item.gap.product in inside) and (not query.kinds or item.gap.kind in query.kinds)
    ]
    rows = [
        candidate_of(at, scored[n], n + 1, membership, stability=steady[n], next_step=steps.of(n))
        for n in shown[: query.top]
    ]
    return GapReport(
        place=_place_ref(network, at.local.place),
        chain=Ref(id=chain.id, name=chain.name) if chain else None,
        store_version=network.version,
        considered=at.reach.considered,
        reach=query.reach,
        truncated=bool(cut) or at.work.short,
        warnings=(*_shortcuts(at, cut), *warnings_of(network, at.local)),
        candidates=tuple(rows),
    )


def _nearest(found: tuple[Gap, ...]) -> tuple[tuple[Gap, ...], int]:
    """At most `MOST_ROWS` gaps, those with the shortest ways first, in their order; and how many were left out."""
    if len(found) <= MOST_ROWS:
        return found, 0
    nearest = sorted(range(len(found)), key=lambda number: (len(found[number].way), number))[:MOST_ROWS]
    return tuple(found[number] for number in sorted(nearest)), len(found) - MOST_ROWS


def _shortcuts(at: Situation, cut: int) -> tuple[str, ...]:
    """Why an answer is truncated, in words; nothing where it is whole."""
    told = []
    if cut:
        told.append(
            f"在 {at.steps} 步之内的缺链太多:只评了离本地最近的 {MOST_ROWS} 行,另有 {cut} 行未评;"
            "请减小步数,或指定产业链。"
        )
    if at.work.short:
        told.append(
            f"图谱里的循环太密:原料保障只推算了前 {at.work.most} 步,其余按“至少”计;"
            "请检查图谱里互为原料的产品,或减小步数。"
        )
    return tuple(told)


def situation(network: ChainNetwork, place: str, query: GapQuery) -> tuple[Situation, Chain | None]:
    """The place and chain that a query names, with presence, balance and reach; UnknownName if there is none."""
    found = network.territory.find(place)
    chain = network.find_chain(query.chain) if query.chain else None
    local = presence_of(network, found.id, radius=query.radius)
    balance = balance_of(network, local.plants)
    return situation_of(network, local, balance, steps=query.reach), chain


def _place_ref(network: ChainNetwork, place: str) -> Ref:
    return Ref(id=place, name=network.territory.places[place].name)


def warnings_of(network: ChainNetwork, local: LocalPresence) -> tuple[str, ...]:
    """What a reader of the answer should know: nothing here, kinds unstated, amounts missing, sources that differ."""
    found = []
    if not local.stated:
        found.append("该地尚无在产企业数据:在此链上尚无基础,如要新建一条链,请指定产业链(建链)。")
    for heading in local.unstated_headings:
        kinds = "、".join(network.products[kind].name for kind in network.kinds_below(heading))
        found.append(f"{network.products[heading].name}只说明到大类,请核实本地生产的是哪些品种:{kinds}。")
    unknown = [plant for plant in local.plants if plant.amount.bound is Bound.UNKNOWN]
    if unknown:
        found.append(f"本地 {len(local.plants)} 条产能中有 {len(unknown)} 条没有数量,相应的吨位为未知。")
    asked = sorted(network.products[product].name for product in local.maybe_co_products)
    if asked:
        found.append(f"是否有联产请核实(只有部分工艺路线会联产):{'、'.join(asked)}。")
    return (*found, *network.warnings)


def _rounded(amount: Quantity) -> Quantity:
    return Quantity(
        value=kilograms(amount.value), low=kilograms(amount.low), high=kilograms(amount.high), unit=amount.unit
    )


def targets(network: ChainNetwork, place: str, query: GapQuery = GapQuery()) -> TargetReport:  # noqa: B008  (frozen)
    """Whom to invite: one row a gap and candidate enterprise, in the order of the gaps; `top` counts gaps.

    A gap without a known enterprise keeps a row with none; do-not-fill gaps are no targets.
    """
    report = gaps(network, place, query.model_copy(update={"top": None}))
    wanted = [row for row in report.candidates if row.advice is not Advice.DO_NOT_FILL]
    items: list[Target] = []
    for row in wanted[: query.top]:
        base = {
            "gap": row.id,
            "product": row.product,
            "kind": row.kind,
            "kind_label": row.kind_label,
            "advice": row.advice.value,
            "advice_label": row.advice_label,
            "score": row.score.total,
        }
        for enterprise in row.enterprises:
            items.append(
                Target.model_validate(
                    {
                        **base,
                        "enterprise": enterprise.name,
                        "enterprise_place": enterprise.place,
                        "reason": enterprise.reason,
                        "basis": enterprise.basis,
                        "evidence": enterprise.evidence,
                    }
                )
            )
        if not row.enterprises:
            none = {"enterprise": None, "enterprise_place": "", "basis": None, "evidence": ()}
            items.append(Target.model_validate({**base, **none, "reason": _nobody(row.kind)}))
    return TargetReport(
        place=report.place, store_version=report.store_version, warnings=report.warnings, items=tuple(items)
    )


def _nobody(kind: GapKind) -> str:
    """Why a gap has no candidate: both sides of a pair are here already, else no maker outside is known."""
    pair = kind is GapKind.UNCONNECTED_PAIR
    return "供需两方都是本地企业:请组织对接,不是招商。" if pair else "库中没有已知的区外生产企业。"


def balance(network: ChainNetwork, place: str) -> BalanceReport:
    """Supply, own use, need, surplus and deficit of every product made or needed here; by product name."""
    found = network.territory.find(place)
    local = presence_of(network, found.id, radius=0)
    lines = balance_of(network, local.plants)
    enterprises = network.territory.enterprises
    items = []
    for product, line in lines.items():
        if network.products[product].nature is Nature.UTILITY:
            continue
        notes = ["产能按铭牌计,未乘利用率。"] if line.nameplate and line.makers else []
        items.append(
            BalanceItem(
                product=network.ref(product),
                supply=_rounded(line.supply),
                own_use=_rounded(line.own_use),
                need=_rounded(line.need),
                surplus=_rounded(line.surplus),
                deficit=_rounded(line.deficit),
                makers=tuple(Ref(id=e, name=enterprises[e].name) for e in line.makers),
                users=tuple(Ref(id=e, name=enterprises[e].name) for e in line.users),
                notes=tuple(notes),
            )
        )
    return BalanceReport(
        place=_place_ref(network, found.id),
        store_version=network.version,
        warnings=warnings_of(network, local),
        items=tuple(sorted(items, key=lambda item: (item.product.name, item.product.id))),
    )
