"""The question of a what-if as it stands in an address: a place, one or two sets of plants, and its form."""

from typing import Self

from pydantic import Field

from api.deps import Ask
from api.pages.frame import Choice, address
from api.plant_rows import PlantRow, checked, row_of, rows_of
from chainmap.model import Frozen, Ref
from chainmap.vocabulary import label
from graphs.network import ChainNetwork

MOST_NAMES = 300
Columns = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


class Asked(Frozen):
    """Place, plants of A and of B; `blanks` empty rows are offered below each, `two` shows B though it is empty."""

    place: str
    reach: int
    a: tuple[PlantRow, ...] = ()
    b: tuple[PlantRow, ...] = ()
    blanks: tuple[int, int] = (0, 0)
    two: bool = False

    @classmethod
    def of(cls, place: str, reach: int, add: tuple[str, ...], against: tuple[str, ...]) -> Self:
        """As an address states it; an empty `add` or `against` offers a row of its own."""
        return cls(
            place=place,
            reach=reach,
            a=tuple(row_of(text) for text in add if text),
            b=tuple(row_of(text) for text in against if text),
            blanks=(add.count(""), against.count("")),
            two=bool(against),
        )

    def texts(self, *, second: bool = False) -> tuple[str, ...]:
        return tuple(row.text for row in (self.b if second else self.a))

    def address(self) -> str:
        """The address of this question; its plants are readable in it."""
        params = [("place", self.place)] if self.place else []
        params += [("add", text) for text in self.texts()] + [("add", "")] * self.blanks[0]
        params += [("against", text) for text in self.texts(second=True)] + [("against", "")] * self.blanks[1]
        params += [("against", "")] if self.two and not self.b and not self.blanks[1] else []
        params += [("reach", str(self.reach))] if self.reach != 2 else []
        return address("/what-if", *params)

    def but(self, *, place: str | None = None, reach: int | None = None) -> Self:
        return self.model_copy(update={"place": place or self.place, "reach": reach or self.reach})

    def plus(self, text: str) -> Self:
        """The same question with one plant more in A."""
        return self.model_copy(update={"a": (*self.a, row_of(text)), "blanks": (0, self.blanks[1])})

    def instead(self, number: int, product: str, *, second: bool) -> Self:
        """The same question with another product in one row."""
        rows = self.b if second else self.a
        changed = (*rows[:number], rows[number].model_copy(update={"product": product}), *rows[number + 1 :])
        return self.model_copy(update={"b" if second else "a": changed})


class ShownRow(Frozen):
    """A row of the form; `near` replace its product by one that may be meant."""

    row: PlantRow = Field(description="产品、产能、单位")
    error: str = Field(description="这一行哪里不对")
    near: tuple[Choice, ...] = Field(description="可能指的产品")


class PlantSet(Frozen):
    """One set of plants in the form."""

    title: str = Field(description="这一组叫什么")
    lead: str = Field(description="表单字段名前面加什么")
    letter: str = Field(description="按钮上这一组的代号")
    rows: tuple[ShownRow, ...] = Field(description="各行装置,至少一行")


def plant_set(network: ChainNetwork, asked: Asked, *, second: bool) -> PlantSet:
    """Every row checked, and the empty ones that were asked for."""
    rows = [checked(network, row) for row in (asked.b if second else asked.a)]
    shown = [_shown(asked, number, row, second=second) for number, row in enumerate(rows)]
    blank = ShownRow(row=PlantRow(), error="", near=())
    shown += [blank] * max(asked.blanks[second], 0 if shown else 1)
    name = label("comparison.b" if second else "comparison.a") if asked.two else label("what_if.added")
    return PlantSet(title=name, lead="other_" if second else "", letter="b" if second else "a", rows=tuple(shown))


def _shown(asked: Asked, number: int, row: PlantRow, *, second: bool) -> ShownRow:
    near = tuple(
        Choice(text=name, link=asked.instead(number, name, second=second).address()) for name in row.near if row.error
    )
    return ShownRow(row=row, error=row.error, near=near)


def submitted(place: str, reach: int, first: Columns, other: Columns, do: str) -> Asked:
    """What a form sent, after the button that sent it: add-a, add-b, drop-a-0, drop-b-0, compare, single or none."""
    act, _, where = do.partition("-")
    sides = {"a": first, "b": other}
    if act == "drop":
        letter, _, number = where.partition("-")
        sides[letter] = _without(sides.get(letter, first), number)
    asked = Asked(
        place=place,
        reach=reach,
        a=rows_of(*sides["a"]),
        b=() if act == "single" else rows_of(*sides["b"]),
        blanks=(int(do == "add-a"), int(do == "add-b")),
        two=act == "compare" or (bool(other[0]) and act != "single"),
    )
    return asked


def _without(columns: Columns, number: str) -> Columns:
    """The columns of a form without the row that was to go."""
    gone = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else -1
    a, b, c = (tuple(cell for place, cell in enumerate(column) if place != gone) for column in columns)
    return a, b, c


def product_names(ask: Ask, place: Ref | None) -> tuple[str, ...]:
    """Names to choose from: what is lacking here first, then others; a search completes them while typing."""
    lacking = [row.product.name for row in ask.gaps(place.id).candidates] if place else []
    network = ask.network
    others = sorted(product.name for product in network.products.values() if product.row_allowed)
    return tuple(dict.fromkeys((*lacking, *others)))[:MOST_NAMES]


def tabs(place: str, *, first: bool) -> tuple[Choice, ...]:
    """What-if and closing set stand beside each other; both keep the place."""
    at = (("place", place),) if place else ()
    return (
        Choice(text="假设落地", link=address("/what-if", *at), chosen=first),
        Choice(text=label("closing"), link=address("/closing", *at), chosen=not first),
    )
