"""Suggestions while typing: found by initials, walked and chosen by keyboard, closed by Escape, quiet."""

from collections.abc import Callable

from tests.api import readers
from tests.browser.conftest import Visit


def test_suggestions_are_walked_and_chosen_by_keyboard(visit: Callable[..., Visit]) -> None:
    window = visit(readers.fuling())
    page = window.open("/gaps?place=500102")
    page.keyboard.press("/")
    page.keyboard.type("yec")
    page.wait_for_selector(".suggest:not([hidden]) a")
    assert page.locator(".suggest a").inner_text().split() == ["产品", "乙二醇", "拼音", "yi", "er", "chun"]
    page.keyboard.press("ArrowDown")
    assert page.locator("[role=option][aria-selected=true]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".suggest").is_hidden()
    page.keyboard.type(" ")
    page.wait_for_selector(".suggest:not([hidden]) a")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/products/*")
    assert page.locator("h1").inner_text() == "乙二醇"
    assert window.seen.nothing(), window.seen


def test_enter_without_a_choice_searches(visit: Callable[..., Visit]) -> None:
    window = visit(readers.fuling())
    page = window.open("/gaps?place=500102")
    page.keyboard.press("/")
    page.keyboard.type("PTA")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?place=500102&q=PTA")
    page.locator("a[data-row]").first.focus()
    assert window.seen.nothing(), window.seen


def test_hostile_names_stay_text_in_suggestions(visit: Callable[..., Visit]) -> None:
    window = visit(readers.hostile())
    page = window.open("/gaps?place=500102")
    page.keyboard.press("/")
    for text in ("img", "script", "PTA"):
        page.locator("input[type=search]").fill(text)
        page.wait_for_selector(".suggest:not([hidden]) a")
        assert page.locator(".suggest img, .suggest script").count() == 0
    assert window.seen.nothing(), window.seen
