"""What every page shows around its content: address, place and chain menus, data version, sources, hints."""

from typing import Self
from urllib.parse import urlencode

from fastapi import Request
from pydantic import Field

from api.deps import Ask
from api.recent import as_of
from chainmap.model import Frozen, Ref
from chainmap.statements import Source
from chainmap.views import PlaceItem
from graphs import answers

MENU_LENGTH = 40
PAGE_LENGTH = 200


class Address(Frozen):
    """Where the reader is; the whole state of a page stands in it, so a copied link shows the same thing."""

    path: str
    params: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, request: Request) -> Self:
        return cls(path=request.url.path, params=tuple((k, v) for k, v in request.query_params.multi_items() if v))

    def get(self, name: str) -> str:
        """The value of a parameter, empty where it is not there."""
        return next((value for key, value in self.params if key == name), "")

    def but(self, path: str | None = None, **changes: str | None) -> str:
        """This address with some parameters changed; None or empty takes one away."""
        kept = [(key, value) for key, value in self.params if key not in changes]
        new = [(key, value) for key, value in changes.items() if value]
        return address(path or self.path, *kept, *new)

    def only(self, *names: str, path: str | None = None, **changes: str | None) -> str:
        """This address with these parameters alone, and the changes."""
        kept = tuple((key, value) for key, value in self.params if key in names)
        return Address(path=path or self.path, params=kept).but(**changes)


def address(path: str, *params: tuple[str, str]) -> str:
    """A link within the service, everything quoted."""
    query = urlencode(params, errors="replace")
    return f"{path}?{query}" if query else path


class Choice(Frozen):
    """One step of a switch: its words, its link, whether it is the one chosen, and how many rows it would show."""

    text: str
    link: str
    chosen: bool = False
    count: int | None = None


class Kpi(Frozen):
    """One figure of the strip: what, how many, of what, why (a link to the rows that make it up)."""

    label: str
    value: str
    note: str = ""
    link: str = ""
    hint: str = ""
    alert: bool = False


class Frame(Frozen):
    """Around every page."""

    active: str = Field(description="哪个栏目亮着")
    place: Ref | None = Field(description="正在看的地区;没有企业数据时为空")
    places: tuple[Choice, ...] = Field(description="有企业数据的地区,可切换")
    chains: tuple[Choice, ...] = Field(description="图谱里的产业链,可切换")
    version: str = Field(description="数据版本:数据内容的指纹")
    as_of: str = Field(description="最近一次数据变化的日期")
    sources: tuple[Source, ...] = Field(description="数据来自哪些来源")


class Page(Frozen):
    """What every page's context has; `hint` gives a field's help text to the template."""

    title: str = Field(description="网页标题")
    here: Address = Field(description="本页地址,含全部筛选与打开的内容")
    frame: Frame = Field(description="页眉和页脚的内容")
    twin: str = Field(description="同一内容的 JSON 地址")

    @classmethod
    def hint(cls, name: str) -> str:
        return cls.model_fields[name].description or ""


def frame(ask: Ask, active: str, place: Ref | None) -> Frame:
    """Menus keep the page and its filters; what is open belongs to the old place, so it closes."""
    here = Address.of(ask.request)
    stated = list(answers.stated_places(ask.network))
    stated.sort(key=lambda item: (-item.enterprises, item.id))
    return Frame(
        active=active,
        place=place,
        places=tuple(_place_choice(here, item, place) for item in stated[:MENU_LENGTH]),
        chains=tuple(_chain_choice(here, chain, place) for chain in answers.chains(ask.network)),
        version=ask.version,
        as_of=as_of(ask.reader),
        sources=ask.reader.sources(),
    )


def _place_choice(here: Address, item: PlaceItem, place: Ref | None) -> Choice:
    path = f"/places/{item.id}" if here.path.startswith("/places/") else None
    changes = {"place": None if path else item.id, "open": None, "after": None, "maker": None}
    name = item.name if item.parent is None else f"{item.parent.name} · {item.name}"
    return Choice(
        text=name,
        link=here.but(path, **changes),
        chosen=place is not None and place.id == item.id,
        count=item.enterprises,
    )


def _chain_choice(here: Address, chain: Ref, place: Ref | None) -> Choice:
    path = f"/chains/{chain.id}"
    link = address(path, *((("place", place.id),) if place else ()))
    return Choice(text=chain.name, link=link, chosen=here.path == path)


class Part(Frozen):
    """Which rows of a long table are shown, with links to the part before and after."""

    first: int
    last: int
    total: int
    before: str = ""
    after: str = ""
    every: str = ""


def part_of(here: Address, total: int) -> tuple[slice, Part]:
    """200 rows a page, `from=201` starts the second, `from=all` shows everything."""
    asked = here.get("from")
    if asked == "all":
        return slice(0, total), Part(first=min(1, total), last=total, total=total)
    start = int(asked) - 1 if asked.isascii() and asked.isdigit() and len(asked) < 9 else 0
    start = start if 0 < start < total else 0
    end = min(total, start + PAGE_LENGTH)
    return slice(start, end), Part(
        first=min(start + 1, total),
        last=end,
        total=total,
        before=here.but(**{"from": str(max(1, start + 1 - PAGE_LENGTH))}) if start else "",
        after=here.but(**{"from": str(end + 1)}) if end < total else "",
        every=here.but(**{"from": "all"}) if total > PAGE_LENGTH else "",
    )
