"""Rows X1 and X2 of the threats on the served pages: hostile text in every stored field is shown and never run."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from chainmap.errors import NameRefused
from chainmap.names import chain_id, clean_name, product_id
from tests.api.addresses import pages_by_id
from tests.api.readers import HOSTILE, hostile
from tests.browser.conftest import Visit
from tests.trust.payloads import STORABLE


def accepted(text: str) -> bool:
    try:
        return clean_name(text) == text and len(text) < 150
    except NameRefused:
        return False


PAYLOADS = tuple(dict.fromkeys((*HOSTILE, *(text for text in STORABLE if accepted(text)))))
assert len(PAYLOADS) > 20


def addresses(payloads: tuple[str, ...]) -> tuple[str, ...]:
    """The pages of the hostile store; its names are found in its own statements, in the order they were given."""
    reader = hostile(payloads)
    names = {}
    for plain in ("PET", "乙二醇", "聚酯"):
        kinds = ("chain",) if plain == "聚酯" else ("product",)
        found = [s.fact.name for s in reader.snapshot().statements if s.kind in kinds and s.fact.name.endswith(plain)]
        names[plain] = found[0]
    assert product_id(names["PET"]) != product_id("PET")
    assert chain_id(names["聚酯"]) != chain_id("聚酯")
    return pages_by_id(names)


def nothing_ran(page: Page) -> bool:
    return bool(
        page.evaluate("document.title.includes('产业链图谱') && !document.querySelector('img, iframe, object')")
    )


@pytest.mark.parametrize("shift", range(0, len(PAYLOADS), 6))
def test_hostile_names_are_text_on_every_page(visit: Callable[..., Visit], shift: int) -> None:
    payloads = PAYLOADS[shift:] + PAYLOADS[:shift]
    window = visit(hostile(payloads))
    for address in addresses(payloads):
        page = window.open(address)
        window.sweep()
        assert nothing_ran(page), address
    assert window.seen.nothing(), window.seen


@pytest.mark.parametrize("payload", PAYLOADS[:12])
def test_hostile_text_in_an_address_is_text_on_the_error_page(visit: Callable[..., Visit], payload: str) -> None:
    window = visit(hostile())
    for address in (f"/search?q={quote(payload)}", f"/gaps?place=500102&open={quote(payload)}"):
        assert nothing_ran(window.open(address))
    window.open(f"/products/{quote('x' + payload, safe='')}".replace("%2F", "-"), status=404)
    assert nothing_ran(window.page)
    window.seen.console = [line for line in window.seen.console if "404" not in line]
    assert window.seen.nothing(), window.seen


def test_long_names_do_not_push_the_page_aside(visit: Callable[..., Visit]) -> None:
    window = visit(hostile(("长" * 120 + "-",)))
    for address in addresses(("长" * 120 + "-",)):
        page = window.open(address)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
    long = "W" * 120
    window = visit(hostile((long,)))
    for address in addresses((long,)):
        page = window.open(address)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
