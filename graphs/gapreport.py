"""Gaps, targets and balance of a place as reports: presence, reach, ranking and advice put together."""

from chainmap.facts import Nature
from chainmap.gaps import Advice, Candidate, GapKind, GapQuery, GapReport, Tonnage, gap_id
from chainmap.model import Ref
from chainmap.quantities import Bound, Quantity
from chainmap.targets import Target, TargetReport
from chainmap.views import BalanceItem, BalanceReport
from chainmap.vocabulary import label
from graphs.advice import advise
from graphs.balance import balance_of
from graphs.chains import positions_of
from graphs.gaps import Situation, situation_of
from graphs.network import Chain, ChainNetwork
from graphs.nextstep import next_steps
from graphs.presence import LocalPresence, presence_of
from graphs.ranking import Scored, rank
from graphs.stability import stability_of
from graphs.targeting import candidates_for, plant_evidence
from graphs.weakness import find_gaps


def gaps(network: ChainNetwork, place: str, query: GapQuery = GapQuery()) -> GapReport:  # noqa: B008  (frozen)
    """What a place's chains lack, best first, each with its reasons.

    `chain`, `kinds` and `top` only cut the list; ids, totals and contributions never depend on them. With a
    chain the absent positions of it that nothing here reaches (建链) are rows too, below the others' order.
    """
    at, chain = situation(network, place, query)
    scored = rank(at, find_gaps(at, chain))
    steady = stability_of(scored, network.weights, first=query.first)
    steps = next_steps(at, scored)
    inside = positions_of(network, chain) | set(chain.anchors) if chain else None
    membership = chain_membership(network)
    rows = [
        _candidate(at, item, number, membership, stability=steady[number - 1], next_step=steps[number - 1])
        for number, item in enumerate(scored, 1)
        if (inside is None or item.gap.product in inside) and (not query.kinds or item.gap.kind in query.kinds)
    ]
    return GapReport(
        place=_place_ref(network, at.local.place),
        chain=Ref(id=chain.id, name=chain.name) if chain else None,
        store_version=network.version,
        considered=at.reach.considered,
        reach=query.reach,
        truncated=False,
        warnings=warnings_of(network, at.local),
        candidates=tuple(rows[: query.top]),
    )


def situation(network: ChainNetwork, place: str, query: GapQuery) -> tuple[Situation, Chain | None]:
    """The place and chain that a query names, with presence, balance and reach; UnknownName if there is none."""
    found = network.territory.find(place)
    chain = network.find_chain(query.chain) if query.chain else None
    local = presence_of(network, found.id, radius=query.radius)
    balance = balance_of(network, local.plants)
    return situation_of(network, local, balance, steps=query.reach), chain


def _place_ref(network: ChainNetwork, place: str) -> Ref:
    return Ref(id=place, name=network.territory.places[place].name)


def chain_membership(network: ChainNetwork) -> dict[str, tuple[Ref, ...]]:
    """Product → the chains it is a position of, by chain name."""
    found: dict[str, list[Ref]] = {}
    for chain in network.chains.values():
        for product in positions_of(network, chain):
            found.setdefault(product, []).append(Ref(id=chain.id, name=chain.name))
    return {product: tuple(sorted(chains, key=lambda ref: ref.name)) for product, chains in found.items()}


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


def _candidate(
    at: Situation,
    item: Scored,
    number: int,
    membership: dict[str, tuple[Ref, ...]],
    *,
    stability: float,
    next_step: str,
) -> Candidate:
    gap, network = item.gap, at.network
    verdict = advise(at, item)
    need, figure = verdict.need, network.products[gap.product].scale
    stated = need.bound is not Bound.UNKNOWN and (need.high is not None or bool(need.low))  # "0 or more" says nothing
    return Candidate.computed(
        id=gap_id(at.local.place, gap.kind, gap.product),
        rank=number,
        product=network.ref(gap.product),
        kind=gap.kind,
        kind_label=label(gap.kind),
        tags=tuple(label(tag) for tag in gap.tags),
        stability=stability,
        score=item.score,
        signals=item.signals,
        suppliers=network.refs(gap.suppliers),
        users=network.refs(gap.users),
        path=network.refs(gap.way),
        tonnage=Tonnage.computed(
            need=_kilograms(need.value) if stated else None,
            low=_kilograms(need.low) if stated else None,
            high=_kilograms(need.high) if stated else None,
            unit="t/a",
        ),
        economic_scale=figure.amount if figure else None,
        advice=verdict.advice,
        advice_label=label(verdict.advice),
        advice_reasons=verdict.reasons,
        enterprises=candidates_for(at, gap),
        headings=network.refs(_headings(network, gap.product)),
        chains=membership.get(gap.product, ()),
        serves=network.ref(gap.serves) if gap.serves else None,
        next_step=next_step,
        evidence=_evidence(at, item),
    )


def _kilograms(tonnes: float | None) -> float | None:
    """Tonnes to three decimals: more would be the arithmetic's, not the source's."""
    return None if tonnes is None else round(tonnes, 3)


def _rounded(amount: Quantity) -> Quantity:
    return Quantity(
        value=_kilograms(amount.value), low=_kilograms(amount.low), high=_kilograms(amount.high), unit=amount.unit
    )


def _headings(network: ChainNetwork, product: str) -> tuple[str, ...]:
    above = network.generics_above(product)
    return tuple(generic for generic in above if network.products[generic].nature is Nature.HEADING)


def _evidence(at: Situation, item: Scored) -> tuple[str, ...]:
    """Every statement that the way rests on: who makes its local ends, and the recipe row of each step."""
    lines: list[str] = []
    for product in item.gap.way:
        lines += _makers_told(at, product)
    for feed, user in zip(item.gap.way, item.gap.way[1:], strict=False):
        lines += _recipes_told(at.network, feed, user)
    return tuple(dict.fromkeys(lines))


def _makers_told(at: Situation, product: str) -> tuple[str, ...]:
    """Who is stated to make a local product, and where that stands."""
    if product not in at.told:
        names, network = at.network.territory.enterprises, at.network
        at.told[product] = tuple(
            f"{names[p.enterprise].name}生产{network.products[product].name}:{plant_evidence(network.sources, p)}"
            for p in at.local.makers(product)
        )
    return at.told[product]


def _recipes_told(network: ChainNetwork, feed: str, user: str) -> tuple[str, ...]:
    """The recipe rows by which `feed` goes into `user`, each with its basis and citation."""
    if (feed, user) not in network.told:
        found = []
        for route in network.routes_of(user):
            stated = route.input_of(feed)
            for evidence in stated.evidence[:1] if stated else ():
                where = ";".join(part for part in (evidence.citation, evidence.where) if part)
                head = f"{network.products[feed].name}→{network.products[user].name}({route.name})"
                found.append(f"{head}:{label(evidence.basis)};{where}")
        network.told[feed, user] = tuple(found)
    return network.told[feed, user]


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
