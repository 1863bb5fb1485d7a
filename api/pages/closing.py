"""The closing set: what to add so that a product or a chain can be made here, in which order, and what is bought."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from api.deps import HTML, Ask, AskDep
from api.pages.frame import Address, Choice, Page, address, frame
from api.pages.plants import product_names, tabs
from api.places import chosen_place
from api.plant_rows import UNIT, UNITS, plant_text, said
from api.problems import status_of
from api.routes.params import LONGEST
from api.routes.scenarios import Names, closing_query
from api.templating import render
from chainmap.errors import BadInput, ChainmapError, UnknownName, UsageError
from chainmap.model import Frozen, Ref
from chainmap.names import name_key
from chainmap.quantities import TONNES_A_YEAR
from chainmap.scenarios import BuyItem, ClosingQuery, ClosingReport, MakeItem
from chainmap.vocabulary import label
from graphs import answers
from graphs.network import ChainNetwork
from graphs.scenarios.closing import find_target

router = APIRouter(include_in_schema=False)
EXAMPLES = 6


class Question(Frozen):
    """What the address asks, as written: `make` and `buy` are the products that somebody moved."""

    place: str
    target: str
    make: tuple[str, ...]
    buy: tuple[str, ...]
    amount: str
    unit: str
    reach: int

    def address(self) -> str:
        params = [("place", self.place), ("for", self.target)]
        params += [("make", name) for name in self.make] + [("buy", name) for name in self.buy]
        params += [("amount", self.amount), ("unit", self.unit)] if self.amount else []
        params += [("reach", str(self.reach))] if self.reach != 2 else []
        return address("/closing", *((key, value) for key, value in params if value))

    def but(self, **changes: object) -> "Question":
        return self.model_copy(update=changes)

    def moved(self, product: Ref, *, to: str) -> "Question":
        """With this product made, bought, or (`to` empty) left to the rule."""
        make, buy = (tuple(name for name in names if name != product.name) for names in (self.make, self.buy))
        return self.but(
            make=(*make, product.name) if to == "make" else make, buy=(*buy, product.name) if to == "buy" else buy
        )


class MadeRow(Frozen):
    """One product to add: `move` is the address at which it is bought instead, empty for the target itself.

    `swap`: it stands for a heading that is the target, so that without it another kind is made.
    """

    item: MakeItem
    move: str
    swap: bool
    chosen: bool


class BoughtRow(Frozen):
    """One product to buy: `move` is the address at which it is made, empty where no recipe is known."""

    item: BuyItem
    move: str
    chosen: bool


class Move(Frozen):
    """A product that somebody moved, and the address without that."""

    name: str
    made: bool
    undo: str


class ClosingPage(Page):
    """The form and, once a target is named, the closing set; every move stands in the address."""

    place: Ref | None = Field(description="看的是哪个地区")
    tabs: tuple[Choice, ...] = Field(description="假设落地或补齐方案")
    question: Question = Field(description="地址里问的内容,原样")
    error: str = Field(description="问得不对时,错在哪里、怎样改")
    near: tuple[Choice, ...] = Field(description="可能指的产品、产业链或地区")
    names: tuple[str, ...] = Field(description="可选的产品和产业链:产业链在前,本地缺链其次")
    units: tuple[str, ...] = Field(description="常用单位")
    reaches: tuple[Choice, ...] = Field(description="上游看几步可选")
    examples: tuple[Choice, ...] = Field(description="还没有写目标时,可以先试的几种")
    report: ClosingReport | None = Field(description="补齐方案")
    made: tuple[MadeRow, ...] = Field(description="自建的产品,按到位次序")
    bought: tuple[BoughtRow, ...] = Field(description="外购的产品与吨位")
    moves: tuple[Move, ...] = Field(description="由您指定自建或外购的产品")
    what_if: str = Field(description="假设自建的都落地:情景页的地址")
    csv: str = Field(description="导出 csv 的地址")
    xlsx: str = Field(description="导出 Excel 的地址")


@router.get("/closing")
def show_closing(
    ask: AskDep,
    place: Annotated[str, Query(max_length=LONGEST)] = "",
    target: Annotated[str, Query(alias="for", max_length=LONGEST)] = "",
    make: Annotated[Names, Query()] = (),
    buy: Annotated[Names, Query()] = (),
    amount: Annotated[str, Query(max_length=60)] = "",
    unit: Annotated[str, Query(max_length=20)] = "",
    reach: Annotated[int, Query(ge=1, le=4)] = 2,
    was: Annotated[str | None, Query(max_length=LONGEST)] = None,
) -> Response:
    """The closing set of a target; a form says which target it `was`, and another target forgets the moves."""
    question = Question(
        place=place, target=target.strip(), make=make, buy=buy, amount=amount.strip(), unit=unit, reach=reach
    )
    if was is not None and question.target:
        same = name_key(was) == name_key(question.target)
        return RedirectResponse((question if same else question.but(make=(), buy=())).address(), status_code=303)
    try:
        if was is not None:
            raise UsageError("还没有写目标:请写一种产品或一条产业链。")
        return ask.page("closing.html", lambda: closing_page(ask, question))
    except (UnknownName, BadInput, UsageError) as error:
        body = render("closing.html", page=closing_page(ask, question, error))
        return Response(body, status_of(error), {"Cache-Control": "no-store"}, media_type=HTML)


def closing_page(ask: Ask, question: Question, error: ChainmapError | None = None) -> ClosingPage:
    """With `error` the form alone, as it was filled, with the names that may be meant."""
    place = _place(ask, question, error)
    asked = place is not None and error is None and bool(question.target)
    report = ask.closing(place.id, _query(question)) if place and asked else None
    goals = find_target(ask.network, question.target).products if report else ()
    question = question.but(make=_known(ask.network, question.make), buy=_known(ask.network, question.buy))
    path, params = _twin(place, question if report else None)
    title = f"{label('closing')} · {report.target.name}" if report else label("closing")
    return ClosingPage(
        title=title + (f" · {place.name}" if place else ""),
        here=Address.of(ask.request),
        frame=frame(ask, "scenarios", place),
        twin=address(path, *params),
        place=place,
        tabs=tabs(place.id if place else "", first=False),
        question=question if question.amount else question.but(unit=question.unit or UNIT),
        error=said(error) if error else "",
        near=_near(question, error),
        names=(*(f"{chain.name}产业链" for chain in answers.chains(ask.network)), *product_names(ask, place)),
        units=UNITS,
        reaches=tuple(
            Choice(text=f"{step} 步", link=question.but(reach=step).address(), chosen=step == question.reach)
            for step in range(1, 5)
        ),
        examples=_examples(ask, place) if place and not report else (),
        report=report,
        made=tuple(_made(ask.network, question, item, goals) for item in report.make) if report else (),
        bought=tuple(_bought(ask.network, question, item) for item in report.buy) if report else (),
        moves=_moves(ask.network, question) if report else (),
        what_if=_landed(report) if report and report.make else "",
        csv=address(path, *params, ("format", "csv")),
        xlsx=address(path, *params, ("format", "xlsx")),
    )


def _place(ask: Ask, question: Question, error: ChainmapError | None) -> Ref | None:
    try:
        found = chosen_place(ask, question.place)
        known = ask.network.territory.find(found) if found else None
    except (UnknownName, BadInput):
        if error is None:
            raise
        return None
    return Ref(id=known.id, name=known.name) if known else None


def _query(question: Question) -> ClosingQuery:
    return closing_query(question.target, question.make, question.buy, question.amount, question.unit, question.reach)


def _twin(place: Ref | None, question: Question | None) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The JSON address of the same answer; of the place while there is no question."""
    if place is None:
        return "/api/v1/places", ()
    path = f"/api/v1/places/{place.id}"
    if question is None:
        return path, ()
    params = [("for", question.target), *(("make", n) for n in question.make), *(("buy", n) for n in question.buy)]
    params += [("amount", question.amount), ("unit", question.unit)] if question.amount else []
    params += [("reach", str(question.reach))] if question.reach != 2 else []
    return f"{path}/closing", tuple(params)


def _near(question: Question, error: ChainmapError | None) -> tuple[Choice, ...]:
    """What an unknown name may mean, each in its place in the question."""
    if not isinstance(error, UnknownName):
        return ()

    def instead(name: str) -> Question:
        swapped = {
            part: tuple(name if one == error.name else one for one in names)
            for part, names in (("make", question.make), ("buy", question.buy))
        }
        if swapped != {"make": question.make, "buy": question.buy}:
            return question.but(**swapped)
        return question.but(place=name) if error.name == question.place else question.but(target=name)

    return tuple(Choice(text=name, link=instead(name).address()) for name in error.near)


def _examples(ask: Ask, place: Ref) -> tuple[Choice, ...]:
    """The best gaps: one click shows what this page is for."""
    names = [row.product.name for row in ask.gaps(place.id).candidates if row.suppliers]
    return tuple(
        Choice(text=name, link=address("/closing", ("place", place.id), ("for", name)))
        for name in tuple(dict.fromkeys(names))[:EXAMPLES]
    )


def _known(network: ChainNetwork, names: tuple[str, ...]) -> tuple[str, ...]:
    """Names as the map has them, so that an alias moves back too; what is not known stays as written."""
    found = (network.reference.names.find(name) or name for name in names)
    return tuple(dict.fromkeys(network.products[one].name if one in network.products else one for one in found))


def _made(network: ChainNetwork, question: Question, item: MakeItem, goals: tuple[str, ...]) -> MadeRow:
    return MadeRow(
        item=item,
        move="" if item.product.id in goals else question.moved(item.product, to="buy").address(),
        swap=any(generic in goals for generic in network.generics_above(item.product.id)),
        chosen=item.product.name in question.make,
    )


def _bought(network: ChainNetwork, question: Question, item: BuyItem) -> BoughtRow:
    made = network.routes_of(item.product.id) or network.kinds_below(item.product.id)
    return BoughtRow(
        item=item,
        move=question.moved(item.product, to="make").address() if made else "",
        chosen=item.product.name in question.buy,
    )


def _moves(network: ChainNetwork, question: Question) -> tuple[Move, ...]:
    moves = []
    for made, names in ((True, question.make), (False, question.buy)):
        for name in names:
            product = network.ref(network.find_product(name).id)
            moves.append(Move(name=product.name, made=made, undo=question.moved(product, to="").address()))
    return tuple(moves)


def _landed(report: ClosingReport) -> str:
    """What-if of everything that is to be made, with its tonnes where they are a year's."""
    plants = (plant_text(i.product.name, i.amount if i.amount.unit == TONNES_A_YEAR else None) for i in report.make)
    return address("/what-if", ("place", report.place.id), *(("add", text) for text in plants))
