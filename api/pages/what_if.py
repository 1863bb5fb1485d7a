"""What if plants came: a form of plants, the difference they make, and a second set of plants beside the first."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from api.comparison_tables import PARTS, ComparedRow, ComparedSection, plant_rows, sections
from api.deps import HTML, Ask, AskDep
from api.pages.frame import Address, Choice, Kpi, Page, address, frame
from api.pages.plants import Asked, PlantSet, plant_set, product_names, submitted, tabs
from api.places import chosen_place
from api.plant_rows import UNITS, plant_text, said
from api.problems import status_of
from api.routes.params import LONGEST
from api.routes.scenarios import scenario
from api.templating import render
from chainmap.errors import BadInput, ChainmapError, UnknownName, UsageError
from chainmap.gaps import GapQuery
from chainmap.model import Frozen, Ref
from chainmap.scenarios import BalanceChange, CompletenessChange, GapChange, WhatIfComparison, WhatIfReport
from chainmap.views import BalanceItem
from chainmap.vocabulary import definition, label
from graphs import answers

router = APIRouter(include_in_schema=False)
EXAMPLES = 4
MOST_FIELDS = 60
Texts = Annotated[tuple[Annotated[str, Field(max_length=LONGEST + 80)], ...], Query(max_length=MOST_FIELDS)]
Fields = Annotated[tuple[Annotated[str, Field(max_length=LONGEST)], ...], Query(max_length=MOST_FIELDS)]


class OpenedGap(Frozen):
    """A gap that the plants open, and the address at which it is built too."""

    gap: GapChange
    too: str


class WhatIfPage(Page):
    """The form and, once plants are named, what they change; nothing is stored."""

    place: Ref | None = Field(description="看的是哪个地区")
    tabs: tuple[Choice, ...] = Field(description="假设落地或补齐方案")
    error: str = Field(description="问得不对时,错在哪里、怎样改;一行装置不对时写在那一行")
    near: tuple[Choice, ...] = Field(description="地区写错时,可能指的地区")
    sets: tuple[PlantSet, ...] = Field(description="一组或两组新增装置")
    names: tuple[str, ...] = Field(description="可选的产品名:本地缺链在前")
    units: tuple[str, ...] = Field(description="常用单位")
    reach: int = Field(description="上游看几步(下游多看一步)")
    reaches: tuple[Choice, ...] = Field(description="上游看几步可选")
    examples: tuple[Choice, ...] = Field(description="还没有写装置时,可以先试的几种")
    report: WhatIfReport | None = Field(description="只有一组时:这组装置改变什么")
    kpis: tuple[Kpi, ...] = Field(description="各部分的行数,可点到那一部分")
    opened: tuple[OpenedGap, ...] = Field(description="新出现的缺口,各带把它也加进来的地址")
    balance: tuple[BalanceChange, ...] = Field(description="吨位有变化的产品")
    completeness: tuple[CompletenessChange, ...] = Field(description="完整度变化,变得最多的在前")
    comparison: WhatIfComparison | None = Field(description="有两组时:逐行对比")
    plants: tuple[ComparedRow, ...] = Field(description="两组各有哪些装置")
    sections: tuple[ComparedSection, ...] = Field(description="对比的各部分")
    only: tuple[Choice, ...] = Field(description="只看不同或全部")
    every: bool = Field(description="两组相同的行也列出")
    closing: str = Field(description="补齐方案页的地址")
    csv: str = Field(description="导出 csv 的地址")
    xlsx: str = Field(description="导出 Excel 的地址")


@router.get("/what-if")
def show_what_if(
    ask: AskDep,
    place: Annotated[str, Query(max_length=LONGEST)] = "",
    add: Texts = (),
    against: Texts = (),
    product: Fields = (),
    amount: Fields = (),
    unit: Fields = (),
    other_product: Fields = (),
    other_amount: Fields = (),
    other_unit: Fields = (),
    do: Annotated[str, Query(max_length=20)] = "",
    reach: Annotated[int, Query(ge=1, le=4)] = 2,
) -> Response:
    """The form, and what the plants in the address change; what a form sends becomes such an address first."""
    sent = bool(product or other_product or do)
    asked = Asked.of(place, reach, add, against)
    if sent:
        asked = submitted(place, reach, (product, amount, unit), (other_product, other_amount, other_unit), do)
        if asked.a or do:
            return RedirectResponse(asked.address(), status_code=303)
    try:
        if sent:
            raise UsageError("还没有写装置:请至少写一种产品,产能不知道可以空着。")
        return ask.page("what_if.html", lambda: what_if_page(ask, asked))
    except (UnknownName, BadInput, UsageError) as error:
        body = render("what_if.html", page=what_if_page(ask, asked, error))
        return Response(body, status_of(error), {"Cache-Control": "no-store"}, media_type=HTML)


def what_if_page(ask: Ask, asked: Asked, error: ChainmapError | None = None) -> WhatIfPage:
    """With `error` the form alone, as it was filled; what is wrong with a row is raised to become one."""
    here = Address.of(ask.request)
    place, near = _place(ask, asked, error)
    sets = tuple(plant_set(ask.network, asked, second=second) for second in ((False, True) if asked.two else (False,)))
    wrong = next((row.error for one in sets for row in one.rows if row.error), "")
    if wrong and error is None:
        raise BadInput(wrong)
    if asked.b and not asked.a and error is None:
        raise UsageError(f"{label('comparison.a')}还没有写装置:请至少写一种产品,再与{label('comparison.b')}对比。")
    answered = place is not None and error is None and bool(asked.a)
    comparison = _compared(ask, place, asked) if place and answered and asked.b else None
    report = _report(ask, place, asked) if place and answered and not asked.b else None
    path, params = _twin(place, asked, compared=comparison is not None)
    every = here.get("show") == "all"
    names = (place.name,) if place else ()
    return WhatIfPage(
        title=" · ".join((label("comparison" if comparison else "scenario"), *names)),
        here=here,
        frame=frame(ask, "scenarios", place),
        twin=address(path, *params),
        place=place,
        tabs=tabs(place.id if place else "", first=True),
        error=said(error) if error and str(error) != wrong else "",
        near=near,
        sets=sets,
        names=product_names(ask, place),
        units=UNITS,
        reach=asked.reach,
        reaches=tuple(
            Choice(text=f"{step} 步", link=asked.but(reach=step).address(), chosen=step == asked.reach)
            for step in range(1, 5)
        ),
        examples=() if answered or place is None else _examples(ask, place),
        report=report,
        kpis=_kpis(report) if report else (),
        opened=tuple(_opened(ask, asked, gap) for gap in report.opened) if report else (),
        balance=_moved(report) if report else (),
        completeness=tuple(sorted(report.completeness, key=_gain)) if report else (),
        comparison=comparison,
        plants=plant_rows(comparison) if comparison else (),
        sections=sections(comparison) if comparison else (),
        only=(
            Choice(text="只看不同", link=here.but(show=None), chosen=not every),
            Choice(text="全部", link=here.but(show="all"), chosen=every),
        ),
        every=every,
        closing=address("/closing", *((("place", place.id),) if place else ())),
        csv=address(path, *params, ("format", "csv")),
        xlsx=address(path, *params, ("format", "xlsx")),
    )


def _place(ask: Ask, asked: Asked, error: ChainmapError | None) -> tuple[Ref | None, tuple[Choice, ...]]:
    """The place asked for, or the usual one; an unknown one with the near ones as links."""
    try:
        found = chosen_place(ask, asked.place)
        known = ask.network.territory.find(found) if found else None
    except (UnknownName, BadInput) as wrong:
        if error is None:
            raise
        near = wrong.near if isinstance(wrong, UnknownName) else ()
        return None, tuple(Choice(text=name, link=asked.but(place=name).address()) for name in near)
    return (Ref(id=known.id, name=known.name) if known else None), ()


def _report(ask: Ask, place: Ref, asked: Asked) -> WhatIfReport:
    return ask.what_if(place.id, scenario(asked.texts(), asked.reach, GapQuery().radius))


def _compared(ask: Ask, place: Ref, asked: Asked) -> WhatIfComparison:
    other = ask.what_if(place.id, scenario(asked.texts(second=True), asked.reach, GapQuery().radius))
    return answers.compare(_report(ask, place, asked), other)


def _twin(place: Ref | None, asked: Asked, *, compared: bool) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The JSON address of the same answer; of the place while there is no question."""
    if place is None:
        return "/api/v1/places", ()
    path = f"/api/v1/places/{place.id}"
    if not asked.a:
        return path, ()
    params = [("add", text) for text in asked.texts()]
    params += [("against", text) for text in asked.texts(second=True)] if compared else []
    params += [("reach", str(asked.reach))] if asked.reach != 2 else []
    return f"{path}/what-if" + ("/comparison" if compared else ""), tuple(params)


def _opened(ask: Ask, asked: Asked, gap: GapChange) -> OpenedGap:
    scale = ask.network.products[gap.product.id].scale
    return OpenedGap(gap=gap, too=asked.plus(plant_text(gap.product.name, scale.amount if scale else None)).address())


def _examples(ask: Ask, place: Ref) -> tuple[Choice, ...]:
    """The best gaps with a known economic scale: one click shows what this page is for."""
    found: list[Choice] = []
    for row in ask.gaps(place.id).candidates:
        scale = ask.network.products[row.product.id].scale
        if scale and len(found) < EXAMPLES:
            text = plant_text(row.product.name, scale.amount)
            link = address("/what-if", ("place", place.id), ("add", text))
            found.append(Choice(text=text.replace("=", " "), link=link))
    return tuple(found)


def _moved(report: WhatIfReport) -> tuple[BalanceChange, ...]:
    """The lines whose tonnes move; of the others only the users or the notes are new."""

    def tonnes(item: BalanceItem | None) -> tuple[object, ...]:
        return tuple(getattr(item, part, None) for part in PARTS)

    return tuple(line for line in report.balance if tonnes(line.before) != tonnes(line.after))


def _gain(line: CompletenessChange) -> tuple[float, str]:
    return (line.before.value or 0.0) - (line.after.value or 0.0), line.chain.name


def _kpis(report: WhatIfReport) -> tuple[Kpi, ...]:
    counts = {
        "closed": len(report.closed),
        "opened": len(report.opened),
        "changed": len(report.changed),
        "binds": len({line.product.id for line in report.binds}),
        "balance": len(_moved(report)),
        "completeness": len(report.completeness),
    }
    words = {"binds": "种原料", "balance": "种产品", "completeness": "条链"}
    return tuple(
        Kpi(
            label=label(f"what_if.{name}"),
            value=str(count),
            note=words.get(name, "个环节"),
            link=f"#{name}" if count else "",
            hint=definition(f"what_if.{name}"),
        )
        for name, count in counts.items()
    )
