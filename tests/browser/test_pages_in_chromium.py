"""Row X4 of the threats and plain use: the 涪陵 sample in Chromium, every page, nothing outside, nothing broken."""

from collections.abc import Callable

import pytest

from chainmap.ports import Snapshot
from chainmap.statements import content_version, order_of
from ingest.library import library_statements, sample_statements
from tests.api.readers import StillReader
from tests.browser.conftest import Visit

ADDRESSES = (
    "/",
    "/places/500000",
    "/chains/聚酯?place=500102",
    "/chains/聚酯?place=500102&open=PX",
    "/chains/聚酯?place=500102&show=now",
    "/chains/聚酯?place=500102&show=gaps&view=table",
    "/gaps?place=500102",
    "/gaps?place=500102&open=己二腈",
    "/targets?place=500102",
    "/balance?place=500102",
    "/products/己二酸?place=500102",
    "/what-if?place=500102&add=己二胺=20万吨/年&add=己二腈=",
    "/what-if?place=500102&add=己二胺=20万吨/年&against=己二腈=20万吨/年&show=all",
    "/closing?place=500102&for=锂电池产业链",
    "/search?q=聚",
    "/help",
    "/help/terms",
    "/help/method",
)


@pytest.fixture(scope="module")
def sample() -> StillReader:
    """The shipped library and the 涪陵 sample, as a store would hand them out."""
    shipped = (library_statements(), sample_statements("fuling"))
    statements = [one for _, found in shipped for one in found]
    sources = tuple(sorted((source for source, _ in shipped), key=lambda source: source.id))
    reader = StillReader()
    reader.now = Snapshot(
        version=content_version(sources, [one.digest for one in statements]),
        sources=sources,
        statements=tuple(sorted(statements, key=order_of)),
    )
    return reader


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080)])
def test_every_page_opens_quietly_and_fits(
    visit: Callable[..., Visit], sample: StillReader, width: int, height: int
) -> None:
    window = visit(sample, width=width, height=height)
    for address in ADDRESSES:
        page = window.open(address)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
        assert page.evaluate("[...document.querySelectorAll('.card')].every(c => c.scrollWidth <= c.clientWidth + 1)")
        window.picture(f"{address}-{width}")
        window.sweep()
    assert window.seen.nothing(), window.seen


def test_pages_say_the_same_without_script(visit: Callable[..., Visit], sample: StillReader) -> None:
    window = visit(sample)
    rows = window.open("/gaps?place=500102").locator("tbody tr[id]").count()
    plain = window.page.context.browser.new_context(java_script_enabled=False).new_page()
    plain.goto(window.base + "/gaps?place=500102")
    assert plain.locator("tbody tr[id]").count() == rows > 0
    plain.context.close()


def test_the_keyboard_walks_from_card_to_supplier_and_closes_the_drawer(
    visit: Callable[..., Visit], sample: StillReader
) -> None:
    window = visit(sample)
    page = window.open("/chains/聚酯?place=500102&open=PET")
    page.locator(".card", has_text="PET").first.focus()
    card = page.locator(".card.sel")
    card.focus()
    assert page.locator(".map.lit .card.near").count() > 0
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.dataset.users.split(' ').length") > 0
    page.keyboard.press("Escape")
    page.wait_for_url("**/chains/*")
    assert page.locator(".drawer").count() == 0
    assert window.seen.nothing(), window.seen


def test_opening_a_row_keeps_the_scroll_position(visit: Callable[..., Visit], sample: StillReader) -> None:
    window = visit(sample)
    page = window.open("/gaps?place=500102")
    page.evaluate("window.scrollTo(0, 900)")
    page.locator("a[data-row]").nth(22).click()
    page.wait_for_selector(".drawer .close")
    assert abs(page.evaluate("window.scrollY") - 900) < 120
    page.go_back()
    assert page.locator(".drawer .close").count() == 0


def test_a_chain_prints_on_one_wide_sheet_format(visit: Callable[..., Visit], sample: StillReader) -> None:
    window = visit(sample)
    page = window.open("/chains/尼龙66?place=500102")
    page.emulate_media(media="print")
    assert not page.locator(".top").is_visible()
    assert page.locator(".card").first.is_visible()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    assert window.seen.nothing(), window.seen
