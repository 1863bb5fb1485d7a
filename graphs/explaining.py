"""A scored gap as a row that explains itself: advice, tonnage, enterprises, chains and every source it rests on."""

from chainmap.facts import Nature
from chainmap.gaps import Candidate, Tonnage, gap_id
from chainmap.model import Ref
from chainmap.quantities import Bound
from chainmap.vocabulary import label
from graphs.advice import advise
from graphs.network import ChainNetwork
from graphs.ranking import Scored
from graphs.situation import Situation
from graphs.targeting import candidates_for, plant_evidence


def candidate_of(
    at: Situation,
    item: Scored,
    number: int,
    membership: dict[str, tuple[Ref, ...]],
    *,
    stability: float,
    next_step: str,
) -> Candidate:
    """One row of the answer: the scored gap with its advice, tonnage, enterprises and evidence; `number` from 1."""
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
            need=kilograms(need.value) if stated else None,
            low=kilograms(need.low) if stated else None,
            high=kilograms(need.high) if stated else None,
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


def kilograms(tonnes: float | None) -> float | None:
    """Tonnes to three decimals: more would be the arithmetic's, not the source's."""
    return None if tonnes is None else round(tonnes, 3)


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
