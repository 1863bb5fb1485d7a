"""The list of links that the map probably lacks: scored, three places a product, explained where it is shown."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import networkx as nx
import numpy as np

from chainmap.errors import UsageError
from chainmap.hypotheses import HeldBack, LinkHypotheses, LinkHypothesis, LinkQuery
from chainmap.names import stable_id
from graphs.hypotheses.analogies import shown_links
from graphs.hypotheses.evidences import candidates, evidences
from graphs.hypotheses.linkmap import LinkMap, link_map
from graphs.hypotheses.model import FEWEST, fitted, probability
from graphs.hypotheses.pairs import Floats, Ints, product
from graphs.hypotheses.reasons import Explainer
from graphs.hypotheses.spelling import spelling
from graphs.network import ChainNetwork

LEAST = 0.01
"""What is less probable is not suggested."""
PLACES = 3
"""Suggestions that one product may have in the list on each side: MDI or 8英寸晶圆 would fill a page alone."""
NOTHING_HELD = HeldBack(joined=0, crowded=0)
DIGITS = 6
"""Decimals of base and contributions, so that they add up to what is printed."""
STAGES = 3
"""Names read, model fitted, pairs scored."""
BASIS = (
    "概率是把图谱上的关系随机藏起一成、再看找回多少拟合出来的,不是核实的结论;"
    "建议由人核对,写进“供应链关系”或“工艺路线”表后才计入图谱,从不混入缺链。"
)

Told = Callable[[int, int], None]
"""Hears how many of how many stages are done."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Positions of both ends in the link map, and what each evidence adds, in the order of the evidences."""

    id: str
    supplier: int
    user: int
    probability: float
    contributions: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The whole list of one network; reports only cut and explain it. Without a model it is empty and says why."""

    network: ChainNetwork
    rows: tuple[Suggestion, ...] = ()
    links: int = 0
    learnt: int = 0
    considered: int = 0
    held_back: HeldBack = NOTHING_HELD
    base: float | None = None
    explainer: Explainer | None = None
    warnings: tuple[str, ...] = ()


def ranking(network: ChainNetwork, *, told: Told = lambda done, of: None) -> Ranking:
    """Fitted and scored anew: seconds of work at some thousands of products, so worth keeping a store version."""
    map_ = link_map(network)
    if not map_.links:
        what = "投入关系,无从比照" if map_.products else "产品"
        return Ranking(network, warnings=(f"图谱上没有{what}:请先载入参考库(chainmap init)或自己的工艺路线。",))
    names = spelling(map_)
    told(1, STAGES)
    model = fitted(map_, names)
    told(2, STAGES)
    if model is None:
        few = f"图谱上只有 {map_.links} 条投入关系:藏起一成后能找回的不到 {FEWEST} 条,不够拟合,因此不作建议。"
        return Ranking(network, links=map_.links, warnings=(f"{few}请先载入参考库(chainmap init)。",))
    none = np.zeros(map_.links, np.bool_)
    found = evidences(map_, names, none)
    keys, _ = candidates(map_, found, none)
    base = round(model.base, DIGITS)
    contributions = np.round(model.contributions(found.of(keys)), DIGITS)
    rows, held_back = _listed(map_, keys, base, contributions)
    told(3, STAGES)
    nothing = f"没有一对产品的概率达到 {LEAST:.0%}:图谱上的关系看来齐全,或彼此太不相像。"
    return Ranking(
        network=network,
        rows=rows,
        links=map_.links,
        learnt=model.learnt,
        considered=len(keys),
        held_back=held_back,
        base=base,
        explainer=Explainer(network, map_, names),
        warnings=() if rows else (nothing,),
    )


def _listed(map_: LinkMap, keys: Ints, base: float, contributions: Floats) -> tuple[tuple[Suggestion, ...], HeldBack]:
    """The most probable first, ties by supplier, then user; and what was held back."""
    logits = np.round(base + contributions.sum(axis=1), DIGITS)
    order = np.argsort(-logits, kind="stable")
    probable = order[logits[order] >= np.log(LEAST / (1.0 - LEAST))]
    feeds = shown_links(map_, np.zeros(map_.links, np.bool_)).feeds
    joined = product(feeds, feeds).of(keys[probable]) > 0
    supplied: Counter[int] = Counter()
    used: Counter[int] = Counter()
    rows = []
    for at in probable[~joined]:
        supplier, user = divmod(int(keys[at]), map_.size)
        if supplied[supplier] < PLACES and used[user] < PLACES:
            supplied[supplier] += 1
            used[user] += 1
            own = stable_id("h", map_.products[supplier], map_.products[user])
            shares = tuple(float(part) for part in contributions[at])
            rows.append(Suggestion(own, supplier, user, round(probability(float(logits[at])), DIGITS), shares))
    skipped = int(joined.sum())
    return tuple(rows), HeldBack(joined=skipped, crowded=len(probable) - skipped - len(rows))


def link_hypotheses(
    network: ChainNetwork,
    query: LinkQuery = LinkQuery(),  # noqa: B008  (frozen)
    *,
    told: Told = lambda done, of: None,
) -> LinkHypotheses:
    """Links that the map probably lacks, best first, each with its reasons."""
    return report(ranking(network, told=told), query)


def report(ranked: Ranking, query: LinkQuery) -> LinkHypotheses:
    """The part of the list that is asked for; UsageError where `after` is no suggestion of it."""
    ids = [row.id for row in ranked.rows]
    if query.after and query.after not in ids:
        raise UsageError("after 指的那一条建议已经不在列表里:请去掉 after,从头再取。")
    start = ids.index(query.after) + 1 if query.after else 0
    end = len(ids) if query.top is None else start + query.top
    return LinkHypotheses(
        store_version=ranked.network.version,
        links=ranked.links,
        learnt=ranked.learnt,
        considered=ranked.considered,
        base=ranked.base,
        held_back=ranked.held_back,
        basis=BASIS,
        total=len(ids),
        next=ids[end - 1] if end < len(ids) else None,
        items=tuple(_explained(ranked, row, rank) for rank, row in enumerate(ranked.rows[start:end], start + 1)),
        warnings=ranked.warnings,
    )


def _explained(ranked: Ranking, row: Suggestion, rank: int) -> LinkHypothesis:
    network, explainer = ranked.network, ranked.explainer
    assert explainer is not None  # noqa: S101  (a ranking with rows has one)
    supplier, user = explainer.product(row.supplier), explainer.product(row.user)
    return LinkHypothesis(
        id=row.id,
        rank=rank,
        supplier=network.ref(supplier),
        user=network.ref(user),
        probability=row.probability,
        closes_cycle=nx.has_path(network.graph, user, supplier),
        reasons=explainer.reasons(row.supplier, row.user, row.contributions),
    )
