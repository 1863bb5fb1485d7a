"""Whom to invite: one row a gap and candidate enterprise, with the reason and how far it may be trusted."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from api.deps import Ask, AskDep
from api.pages.frame import Address, Choice, Page, Part, address, frame, part_of
from api.places import chosen_place
from api.routes.params import LONGEST, GapQueryDep
from chainmap.gaps import GapQuery
from chainmap.model import Ref
from chainmap.targets import Target
from chainmap.vocabulary import label
from graphs import answers

router = APIRouter(include_in_schema=False)


class TargetsPage(Page):
    """The target list of a place, best gap first."""

    place: Ref | None = Field(description="看的是哪个地区")
    warnings: tuple[str, ...] = Field(description="计算时要留意的事")
    rows: tuple[Target, ...] = Field(description="这一页的招商目标,一行一个环节和一家企业")
    part: Part = Field(description="显示到第几行")
    gaps: int = Field(description="值得招商的环节数")
    found: int = Field(description="其中已有候选企业的环节数")
    enterprises: int = Field(description="候选企业数,同一企业只计一次")
    chains: tuple[Choice, ...] = Field(description="按产业链筛选")
    who: tuple[Choice, ...] = Field(description="只看有候选企业或待寻找的环节")
    csv: str = Field(description="导出 csv 的地址")
    xlsx: str = Field(description="导出 Excel 的地址")


@router.get("/targets")
def show_targets(
    ask: AskDep,
    query: GapQueryDep,
    place: Annotated[str, Query(max_length=LONGEST)] = "",
    who: Annotated[str, Query(pattern="^(|known|wanted)$")] = "",
) -> Response:
    """The target list of a place."""
    return ask.page("targets.html", lambda: targets_page(ask, chosen_place(ask, place), query, who))


def targets_page(ask: Ask, place: str, query: GapQuery, who: str) -> TargetsPage:
    here = Address.of(ask.request)
    report = answers.targets(ask.network, place, query) if place else None
    items = report.items if report else ()
    chosen = tuple(row for row in items if not who or (row.enterprise is not None) == (who == "known"))
    shown, part = part_of(here, len(chosen))
    params = [("chain", query.chain)] if query.chain else []
    params += [("kind", kind.value) for kind in query.kinds]
    path = f"/api/v1/places/{report.place.id}/targets" if report else "/api/v1/places"
    return TargetsPage(
        title=label("target") + (f" · {report.place.name}" if report else ""),
        here=here,
        frame=frame(ask, "targets", report.place if report else None),
        twin=address(path, *params),
        place=report.place if report else None,
        warnings=report.warnings if report else (),
        rows=chosen[shown],
        part=part,
        gaps=len({row.gap for row in items}),
        found=len({row.gap for row in items if row.enterprise}),
        enterprises=len({row.enterprise for row in items if row.enterprise}),
        chains=_chains(here, answers.chains(ask.network), query),
        who=_who(here, items, who),
        csv=address(path, *params, ("format", "csv")),
        xlsx=address(path, *params, ("format", "xlsx")),
    )


def _who(here: Address, items: tuple[Target, ...], chosen: str) -> tuple[Choice, ...]:
    known = sum(1 for row in items if row.enterprise)
    counts = {"": ("全部", len(items)), "known": ("有候选企业", known), "wanted": ("待寻找", len(items) - known)}
    return tuple(
        Choice(text=text, link=here.but(who=value, **{"from": None}), chosen=value == chosen, count=count)
        for value, (text, count) in counts.items()
    )


def _chains(here: Address, chains: tuple[Ref, ...], query: GapQuery) -> tuple[Choice, ...]:
    every = Choice(text="全部", link=here.but(chain=None, **{"from": None}), chosen=not query.chain)
    return (
        every,
        *(
            Choice(
                text=chain.name,
                link=here.but(chain=chain.id, **{"from": None}),
                chosen=query.chain in (chain.id, chain.name),
            )
            for chain in chains
        ),
    )
