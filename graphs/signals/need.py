"""需求: how much this place needs a product, in tonnes where they are known, else by its weight in recipes."""

from chainmap.gaps import GapKind, Tag
from chainmap.quantities import Quantity
from graphs.demand import need_share, unmet_need
from graphs.readiness import readiness_of
from graphs.signals.measure import DECAY, Measure, scale_of, scale_source
from graphs.situation import Gap, Situation
from graphs.wording import amount_text, percent


def need(at: Situation, gap: Gap) -> Measure:
    if Tag.VARIETY in gap.tags:
        return Measure(0.0, "", 0.0, "品种:本地对它的需要已由现有品种满足,不计需求。")
    if gap.kind is GapKind.THIN_STAGE:
        return _thin_need(at, gap)
    scale = scale_of(at, gap.product)
    need = unmet_need(at, gap)
    steps = max(0, (gap.up or 0) - 1)  # no step known: no user here, or 配套
    if gap.up is not None and scale and scale.value and (need.known or _surely_enough(need, scale)):
        amount = need.value if need.known and need.value is not None else need.low or 0.0
        n = DECAY**steps * min(1.0, amount / scale.value)
        reason = f"本地未满足的需要 {amount_text(need)},一套装置的经济规模 {amount_text(scale)}"
        return Measure(amount, "t/a", n, reason + _steps_text(steps) + "。", scale_source(at, gap.product))
    return _need_without_tonnes(at, gap)


def _surely_enough(need: Quantity, scale: Quantity) -> bool:
    return need.low is not None and scale.high is not None and need.low >= scale.high


def _steps_text(steps: int) -> str:
    return f",隔 {steps} 步,按 {DECAY:g} 的 {steps} 次方折减" if steps else ""


def _need_without_tonnes(at: Situation, gap: Gap) -> Measure:
    network = at.network
    if gap.kind is GapKind.COMPLEMENT and gap.serves:
        ready = readiness_of(at, gap.serves)
        share = need_share(at, gap.product, gap.serves)
        n = DECAY * ready * share
        served = network.products[gap.serves].name
        return Measure(
            n, "", n, f"为缺链产品{served}配套:它的原料保障 {percent(ready)},本品在其原料中的分量 {percent(share)}。"
        )
    n, user = best_need(at, gap)
    if user is None:
        return Measure(0.0, "", 0.0, "本地没有直接或间接使用它的在产产品,不计需求。")
    name = network.products[user].name
    why = "吨位不全(产能或经济规模缺数),按它在用户原料中的分量计"
    return Measure(n, "", n, f"本地的{name}要用到它;{why}:{percent(n)}。")


def best_need(at: Situation, gap: Gap) -> tuple[float, str | None]:
    """The best over local users w of Π ν along the way × λ^(steps−1), and which w; (0, None) without a user."""
    if gap.kind is GapKind.UNCONNECTED_PAIR:
        return max(((need_share(at, gap.product, user), user) for user in gap.users), default=(0.0, None))
    n, _, user = _carried(at, gap.product, max(at.steps, gap.up or 0))
    return n, user or (gap.users[0] if gap.users else None)


def _carried(at: Situation, product: str, steps: int) -> tuple[float, int, str]:
    """The best Π ν · λ^(steps − 1) over ways of at most `steps` steps to a local user, through absent products that
    lead to one; how many steps it takes and which user: fewer steps and the smaller id where equal. Kept.
    """
    if (product, steps) not in at.carried:
        best = (0.0, 0, "")
        for user in _users_of(at, product):
            present = user in at.local.present
            if present or (steps > 1 and user in at.reach.up):
                share = need_share(at, product, user)
                further = (1.0, 0, user) if present else _carried(at, user, steps - 1)
                n = share * further[0] * (1.0 if present else DECAY)
                found = round(n, 12), further[1] + 1, further[2]
                if n > 0 and (-found[0], found[1], found[2]) < (-best[0], best[1], best[2]):
                    best = found
        at.carried[product, steps] = best
    return at.carried[product, steps]


def _users_of(at: Situation, product: str) -> list[str]:
    family = (product, *(g for g in at.network.generics_above(product) if at.local.absent(g)))
    return sorted({user for own in family for user in at.network.users.get(own, ())})


def _thin_need(at: Situation, gap: Gap) -> Measure:
    line, scale = at.balance[gap.product], scale_of(at, gap.product)
    if not scale or not scale.value:
        return Measure(
            line.deficit.value, "t/a", None, f"本地缺口 {amount_text(line.deficit)},经济规模未知,无从比较,不计分。"
        )
    short = min(1.0, (line.deficit.value or line.deficit.low or 0.0) / scale.value)
    largest = line.capacity.value if line.capacity.high is not None else None
    small = 0.0 if largest is None else max(0.0, 1.0 - largest / scale.value)
    reason = f"本地产能 {amount_text(line.capacity)},缺口 {amount_text(line.deficit)},经济规模 {amount_text(scale)}。"
    return Measure(max(short, small), "", max(short, small), reason, scale_source(at, gap.product))
