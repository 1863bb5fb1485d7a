"""Help: the handbook and other papers shipped with the program, and every term with its definition."""

from functools import cache
from importlib.resources import files
from typing import Annotated

from fastapi import APIRouter, Query
from markdown_it import MarkdownIt
from markupsafe import Markup
from pydantic import ConfigDict, Field
from starlette.responses import Response

from api.deps import Ask, AskDep
from api.pages.frame import Address, Choice, Page, frame
from api.places import chosen_place
from api.routes.params import LONGEST
from chainmap.errors import UnknownName
from chainmap.vocabulary import Term, vocabulary
from graphs import answers

router = APIRouter(include_in_schema=False)
FIRST = "handbook"


class HelpPage(Page):
    """One paper; `html` is rendered from our own markdown with html switched off, never from data."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    papers: tuple[Choice, ...] = Field(description="有哪些帮助文档")
    html: Markup = Field(description="文档内容")
    terms: tuple[Term, ...] = Field(description="词汇表:术语、单位、定义、出处")


@router.get("/help")
def show_help(ask: AskDep, place: Annotated[str, Query(max_length=LONGEST)] = "") -> Response:
    """The handbook."""
    return ask.page("help.html", lambda: help_page(ask, FIRST, place))


@router.get("/help/{paper}")
def show_paper(ask: AskDep, paper: str, place: Annotated[str, Query(max_length=LONGEST)] = "") -> Response:
    """One paper, or the terms."""
    return ask.page("help.html", lambda: help_page(ask, paper, place))


def help_page(ask: Ask, paper: str, place: str) -> HelpPage:
    known = papers()
    if paper != "terms" and paper not in known:
        raise UnknownName("帮助文档", paper, tuple(known))
    chosen = chosen_place(ask, place)
    found = answers.place_ref(ask.network, chosen)
    links = tuple(
        Choice(text=title, link="/help" if name == FIRST else f"/help/{name}", chosen=name == paper)
        for name, (title, _) in (*known.items(), ("terms", ("词汇表", "")))
    )
    return HelpPage(
        title="帮助",
        here=Address.of(ask.request),
        frame=frame(ask, "help", found),
        twin="/openapi.json",
        papers=links,
        html=Markup(known[paper][1]) if paper != "terms" else Markup(""),  # noqa: S704 - shipped text, html off
        terms=tuple(vocabulary().values()) if paper == "terms" else (),
    )


@cache
def papers() -> dict[str, tuple[str, str]]:
    """Every shipped paper: name → its title (first heading) and html; the handbook first."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    found = {}
    folder = files("chainmap").joinpath("help")
    for entry in sorted(folder.iterdir(), key=lambda one: (not one.name.startswith(FIRST), one.name)):
        if entry.name.endswith(".md"):
            text = entry.read_text(encoding="utf-8")
            title = next((line[2:] for line in text.splitlines() if line.startswith("# ")), entry.name)
            found[entry.name.removesuffix(".md")] = (title, markdown.render(text))
    return found
