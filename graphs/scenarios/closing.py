"""The closing set: the fewest products to add so that a product or a chain's anchors can be made at a place."""

from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from chainmap.errors import BadInput, UnknownName, UsageError
from chainmap.facts import Nature
from chainmap.gaps import MISSING_KINDS, GapQuery
from chainmap.model import Ref
from chainmap.names import name_key
from chainmap.scenarios import ClosingQuery, ClosingReport, MakeItem
from graphs.gapreport import situation, warnings_of
from graphs.network import Chain, ChainNetwork
from graphs.ranking import rank
from graphs.scenarios.fewest import Making, Option, Plan, derivable, fewest
from graphs.scenarios.shopping import Shopping, rounded, shopping_of
from graphs.scenarios.sourcing import ANY_KIND, Sourcing
from graphs.scenarios.what_if import check_unit
from graphs.situation import Situation
from graphs.weakness import find_gaps
from graphs.wording import names_text

MOST_MOVED = 50
"""At most so many products may be moved between making and buying in one question."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be made: a product, or the anchors of a chain."""

    ref: Ref
    chain: Chain | None
    products: tuple[str, ...]


def closing(network: ChainNetwork, place: str, query: ClosingQuery) -> ClosingReport:
    """The fewest products to add at a place, in order of arrival, and what is bought for them.

    Must be made: what grows out of something present; may be bought: everything else, 大宗通用, 初级原料, 辅料. Already
    made here gives an empty list. Exact up to `fewest.MOST_PRODUCTS` products in question, else with a bound.
    """
    target = find_target(network, query.target)
    if query.amount is not None:
        if target.chain is not None:
            raise UsageError("产能只能用于一种产品:问产业链时请不要写产能。")
        check_unit(network.products[target.ref.id], query.amount)
    made, bought = _moved(network, target, query)
    wanted = GapQuery(reach=query.reach, chain=target.chain.id if target.chain else None)
    at, chain = situation(network, place, wanted)
    goals = tuple(product for product in target.products if product not in at.local.present)
    warnings = _told_moves(at, made, bought)
    if not goals:
        return _report(at, target, Answer(Plan({}, True, 0), Shopping.empty(), (), {}, 0), (), tuple(warnings))
    sourcing, making = _solvable(at, goals, made, bought, warnings)
    plan = fewest(making)
    if plan is None:
        names = names_text(network, sorted(sourcing.goals))
        raise BadInput(f"{names}之间互为原料,不能都列为自建:请把其中一种改为外购。")
    totals = _totals(at, chain)
    order = arrival(plan, making, totals)
    shopping = shopping_of(sourcing, plan, order, goals, stated=query.amount)
    answer = Answer(plan, shopping, order, totals, len(making.options) - len(making.free))
    return _report(at, target, answer, _make(sourcing, answer, set(goals)), tuple(warnings))


@dataclass(frozen=True, slots=True)
class Answer:
    """The plan with what is bought for it; `considered` counts the products that might have to be made."""

    plan: Plan
    shopping: Shopping
    order: tuple[str, ...]
    totals: dict[str, float]
    considered: int


def find_target(network: ChainNetwork, name: str) -> Target:
    """A product by id, name or alias, else a chain; UnknownName with near names of both."""
    near: tuple[str, ...] = ()
    try:
        product = network.find_product(name)
    except UnknownName as error:
        near = error.near
    else:
        if product.nature is Nature.PRIMARY and not network.routes_of(product.id):
            raise BadInput(f"{product.name}是初级原料,只能开采、种植或进口,不能靠补环节得到:请换一个产品。")
        return Target(network.ref(product.id), None, (product.id,))
    try:
        chain = network.find_chain(name)
    except UnknownName as error:
        chains = tuple(other for other in error.near if name_key(name) and name_key(name)[0] in name_key(other))
        raise UnknownName("产品或产业链", name, (*near, *chains)[:6]) from error
    anchors = tuple(a for a in chain.anchors if network.products[a].nature not in (Nature.PRIMARY, Nature.UTILITY))
    if not anchors:
        raise BadInput(f"产业链“{chain.name}”没有锚点产品,不知道要做成什么:请在产业链表里填写锚点,或直接写产品。")
    return Target(Ref(id=chain.id, name=chain.name), chain, anchors)


def _moved(network: ChainNetwork, target: Target, query: ClosingQuery) -> tuple[frozenset[str], frozenset[str]]:
    """The products that the user moved, by id; contradictions are refused."""
    if len(query.make) + len(query.buy) > MOST_MOVED:
        raise UsageError(f"一次最多指定 {MOST_MOVED} 种自建或外购的产品:请分几次问。")
    made = frozenset(network.find_product(name).id for name in query.make)
    bought = frozenset(network.find_product(name).id for name in query.buy)
    both = sorted(made & bought)
    if both:
        raise UsageError(f"{names_text(network, both)}既列为自建又列为外购:请只留一个。")
    if bought & set(target.products):
        names = names_text(network, sorted(bought & set(target.products)))
        raise UsageError(f"{names}就是要做的产品,不能列为外购:请去掉它,或换一个目标。")
    for product in sorted(made):
        if not network.routes_of(product) and not network.kinds_below(product):
            raise BadInput(f"图谱里没有{network.products[product].name}的工艺路线,不能列为自建:请先补充工艺路线表。")
    return made, bought


def _told_moves(at: Situation, made: frozenset[str], bought: frozenset[str]) -> list[str]:
    here = sorted((made | bought) & at.local.present)
    return [f"{names_text(at.network, here)}本地已经有了,不必指定自建或外购。"] if here else []


def _solvable(
    at: Situation, targets: tuple[str, ...], made: frozenset[str], bought: frozenset[str], warnings: list[str]
) -> tuple[Sourcing, Making]:
    """The question as options; what can only be made from itself counts as bought, and that is said."""
    first = Sourcing(at, frozenset(targets), made, bought)
    asked = set(first.making().options)
    relevant = frozenset(m for m in made - at.local.present if {m, ANY_KIND + m} & asked)
    apart = sorted(made - relevant - at.local.present - set(targets))
    if apart:
        warnings.append(f"{names_text(at.network, apart)}不在这些产品的原料里,未列入。")
    sourcing = Sourcing(at, frozenset(targets) | relevant, made, bought)
    making = sourcing.making()
    possible = derivable(making.options)
    if all(goal in possible for goal in making.goals):
        return sourcing, making
    stuck = {node.removeprefix(ANY_KIND) for node in making.options if node not in possible} - sourcing.goals
    if stuck:
        warnings.append(f"{names_text(at.network, sorted(stuck))}的工艺互为原料,起步时只能外购,按外购计。")
    sourcing = Sourcing(at, sourcing.goals, made - stuck, bought | stuck)
    return sourcing, sourcing.making()


def _totals(at: Situation, chain: Chain | None) -> dict[str, float]:
    """The total of every missing product in the ranking of the gaps here."""
    return {s.gap.product: s.score.total for s in rank(at, find_gaps(at, chain)) if s.gap.kind in MISSING_KINDS}


def arrival(plan: Plan, making: Making, totals: dict[str, float]) -> tuple[str, ...]:
    """Feedstock before user; among equals the higher total in the gap ranking, then the id."""
    free = making.free

    def needs(option: Option) -> set[str]:
        found = {need for need in option.needs if need not in free}
        return found.union(*(needs(plan.chosen[need]) for need in option.needs if need in free))

    waiting = {node: needs(option) for node, option in plan.chosen.items() if node not in free}
    ready = [(-totals.get(node, -1.0), node) for node, lacking in waiting.items() if not lacking]
    heapify(ready)
    order: list[str] = []
    while ready:
        _, arrived = heappop(ready)
        order.append(arrived)
        for node, lacking in waiting.items():
            if arrived in lacking:
                lacking.remove(arrived)
                if not lacking:
                    heappush(ready, (-totals.get(node, -1.0), node))
    return tuple(order)


def _make(sourcing: Sourcing, answer: Answer, targets: set[str]) -> tuple[MakeItem, ...]:
    network, shopping = sourcing.at.network, answer.shopping
    items = []
    for turn, product in enumerate(answer.order, 1):
        route = sourcing.route(product, answer.plan.chosen[product])
        items.append(
            MakeItem(
                product=network.ref(product),
                order=turn,
                reason=_reason(sourcing, shopping, product, targets),
                route=route.name if route else "",
                amount=rounded(shopping.amounts[product]),
                score=answer.totals.get(product),
            )
        )
    return tuple(items)


def _reason(sourcing: Sourcing, shopping: Shopping, product: str, targets: set[str]) -> str:
    """Why it is on the list and what it is made from, in one sentence."""
    network, steps = sourcing.at.network, sourcing.at.reach.down.get(product)
    family = {product, *network.generics_above(product)}
    if family & targets:
        why = "是要做的产品"
    elif product in sourcing.made:
        why = "由您列为自建"
    else:
        why = f"离本地产品 {steps} 步" if steps is not None else "是所需品种"
    takes = {
        "用本地的": [feed for feed, users in shopping.uses.items() if product in users],
        "用自建的": [feed for feed, users in shopping.own.items() if product in users],
        "另购": [feed for feed, (users, _) in shopping.buys.items() if product in users],
    }
    parts = [f"{word}{names_text(network, feeds)}" for word, feeds in takes.items() if feeds]
    users = sorted(shopping.own.get(product, {}))
    parts += [f"供{names_text(network, users)}使用"] if users else []
    text = ",".join(parts) or "图谱里没有它的工艺路线,所需原料未知"
    return f"{network.products[product].name}{why}:{text}。"


def _report(
    at: Situation, target: Target, answer: Answer, make: tuple[MakeItem, ...], warnings: tuple[str, ...]
) -> ClosingReport:
    network, shopping = at.network, answer.shopping
    place = Ref(id=at.local.place, name=network.territory.places[at.local.place].name)
    return ClosingReport(
        place=place,
        target=target.ref,
        is_chain=target.chain is not None,
        store_version=network.version,
        summary=_summary(at, target, place, make, len(shopping.buys), answer.plan),
        basis=shopping.basis,
        make=make,
        buy=shopping.buy_items(network),
        uses=shopping.use_items(network, at.local.unstated),
        exact=answer.plan.exact,
        bound=answer.plan.bound,
        considered=answer.considered,
        warnings=(*warnings, *_unsure(at, target, make), *warnings_of(network, at.local)),
    )


def _summary(at: Situation, target: Target, place: Ref, make: tuple[MakeItem, ...], buys: int, plan: Plan) -> str:
    what = f"{target.ref.name}产业链的锚点产品" if target.chain else target.ref.name
    if not make:
        return f"{place.name}已有企业生产{what},不需要再补环节。"
    names = "、".join(item.product.name for item in make)
    sure = "最少" if plan.exact else f"至少要 {plan.bound} 种,找到的方案"
    text = f"要在{place.name}做出{what},{sure}补 {len(make)} 种产品,依次为{names};另需外购 {buys} 种。"
    there = [p for p in target.products if p in at.local.present]
    return text + (f"锚点中{names_text(at.network, there)}本地已有。" if there else "")


def _unsure(at: Situation, target: Target, make: tuple[MakeItem, ...]) -> tuple[str, ...]:
    """What the answer rests on that nobody has confirmed yet."""
    found = []
    unstated = [p for p in target.products if p in at.local.unstated]
    same = [
        c.name
        for c in at.network.chains.values()
        if target.chain is None and name_key(c.name) == name_key(target.ref.name)
    ]
    if same:
        found.append(f"这里指产品{target.ref.name};要按同名的产业链问,请写“{same[0]}产业链”。")
    if unstated:
        found.append(f"{names_text(at.network, unstated)}属于本地只说明到大类的产品,请先核实是否已在生产。")
    far = [item.product.name for item in make if item.product.id not in at.reach.down]
    if far:
        found.append(f"本地没有产品通向{'、'.join(far)},其原料都按外购计。")
    return tuple(found)
