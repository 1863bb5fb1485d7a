"""The rows of the what-if form: a plant as product, amount and unit, and as one text 产品=产能 in an address."""

import re
from collections.abc import Iterable
from itertools import zip_longest

from api.formats import TEN_THOUSAND, unit_words
from chainmap.amounts import read_amount
from chainmap.errors import AmountRefused, BadInput, ChainmapError, UnknownName, UsageError
from chainmap.facts import Nature
from chainmap.model import Frozen
from chainmap.quantities import TONNES_A_YEAR, Bound, Quantity
from graphs.network import ChainNetwork
from graphs.scenarios.what_if import addition, check_addition

UNIT = "万吨/年"
UNITS = (UNIT, "吨/年")
_SPLIT = re.compile(r"(?P<amount>.*[0-9])(?P<unit>[^0-9]+)")
NEAR = 6


class PlantRow(Frozen):
    """One row as a person wrote it; `error` says what is wrong with it, `near` are products that may be meant."""

    product: str = ""
    amount: str = ""
    unit: str = UNIT
    error: str = ""
    near: tuple[str, ...] = ()

    @property
    def blank(self) -> bool:
        return not self.product.strip() and not self.amount.strip()

    @property
    def text(self) -> str:
        """产品=产能 as the command and the address take it; an = within the name becomes the full-width one.

        Names are compared in NFKC, so both mean the same product, and the first = parts name and amount.
        """
        return f"{self.product.strip().replace('=', '＝')}={_joined(self.amount.strip(), self.unit.strip())}"


def rows_of(products: Iterable[str], amounts: Iterable[str], units: Iterable[str]) -> tuple[PlantRow, ...]:
    """The three columns of a form, row by row; rows nobody filled are left out."""
    parts = zip_longest(products, amounts, units, fillvalue="")
    rows = (PlantRow(product=product, amount=amount, unit=unit) for product, amount, unit in parts)
    return tuple(row for row in rows if not row.blank)


def row_of(text: str) -> PlantRow:
    """产品=产能 taken apart again, the unit in a field of its own where that means the same amount."""
    product, _, written = text.partition("=" if "=" in text else "＝")
    found = _SPLIT.fullmatch(written.strip())
    if found:
        amount, unit = found["amount"], found["unit"].strip()
        if _same(written, amount, unit):
            return PlantRow(product=product.strip(), amount=amount.strip(), unit=unit)
    for unit in UNITS:
        amount = written.strip().removesuffix(unit)
        if amount != written.strip() and _read(written) is None:
            return PlantRow(product=product.strip(), amount=amount, unit=unit)
    return PlantRow(product=product.strip(), amount=written.strip(), unit="" if written.strip() else UNIT)


def plant_text(product: str, amount: Quantity | None) -> str:
    """A known product and amount as 产品=产能; unknown stays empty."""
    return f"{product.replace('=', '＝')}={_worded(amount) if amount else ''}"


def checked(network: ChainNetwork, row: PlantRow) -> PlantRow:
    """The row with its product under its own name, or with what is wrong and which products may be meant."""
    if not row.product.strip():
        return row.model_copy(
            update={"error": f"这一行只写了产能 {row.amount[:40]},没有写产品:请补上产品,或去掉这一行。"}
        )
    try:
        check_addition(network, addition(row.product, row.amount, row.unit))
    except UnknownName as error:
        return row.model_copy(update={"error": said(error), "near": error.near})
    except (BadInput, UsageError) as error:
        return row.model_copy(update={"error": str(error), "near": _kinds(network, row.product)})
    return row.model_copy(update={"product": network.find_product(row.product).name})


def said(error: ChainmapError) -> str:
    """The message; near names are left out where they follow as links."""
    return str(error).partition("是不是:")[0] if isinstance(error, UnknownName) and error.near else str(error)


def _kinds(network: ChainNetwork, name: str) -> tuple[str, ...]:
    """What a heading may stand for; nothing for a product whose amount is what is wrong."""
    try:
        product = network.find_product(name)
    except UnknownName:
        return ()
    if product.nature is not Nature.HEADING:
        return ()
    below = (network.products[kind] for kind in network.kinds_below(product.id))
    return tuple(kind.name for kind in below if kind.nature is not Nature.HEADING)[:NEAR]


def _joined(amount: str, unit: str) -> str:
    """Amount and unit as one text that is read as the two were: 20 and 万吨/年; 5以上 and 万吨/年 become ≥5万吨/年."""
    together = amount + unit if amount[-1:].isdigit() else amount
    meant = _read(amount, unit)
    if meant is None:
        return together
    return next((text for text in (together, amount) if _read(text) == meant), _worded(meant))


def _worded(amount: Quantity) -> str:
    ends = [end for end in (amount.low, amount.high) if end is not None]
    if not ends:
        return ""
    large = amount.unit == TONNES_A_YEAR and min(ends) >= TEN_THOUSAND
    unit = UNIT if large else unit_words(amount.unit)
    numbers = [f"{end / TEN_THOUSAND if large else end:.12f}".rstrip("0").rstrip(".") for end in ends]
    lead = {Bound.AT_LEAST: "≥", Bound.AT_MOST: "≤"}.get(amount.bound, "")
    return lead + "-".join(dict.fromkeys(numbers)) + unit


def _read(text: str, unit: str = "") -> Quantity | None:
    try:
        return read_amount(text, unit)
    except AmountRefused:
        return None


def _same(whole: str, amount: str, unit: str) -> bool:
    meant = _read(whole)
    return meant is not None and _read(amount, unit) == meant
