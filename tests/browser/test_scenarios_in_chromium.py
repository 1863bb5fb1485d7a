"""The form of plants filled by hand, with script and without: the same address, the same answer."""

from collections.abc import Callable
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page

from tests.api.readers import fuling
from tests.browser.conftest import Visit

ASKED = "/what-if?place=500102&add=乙二醇=30万吨/年&add=涤纶长丝=5万吨/年"


def fill(page: Page, row: int, product: str, amount: str, lead: str = "") -> None:
    page.locator(f"input[name={lead}product]").nth(row).fill(product)
    page.locator(f"input[name={lead}amount]").nth(row).fill(amount)


def filled_and_sent(page: Page) -> str:
    """Two plants by the buttons a person uses, a third row taken away again, sent with Enter."""
    fill(page, 0, "乙二醇", "30")
    page.get_by_text("再加一行").click()
    page.locator("input[name=product]").nth(1).wait_for()
    fill(page, 1, "涤纶长丝", "5")
    page.get_by_text("再加一行").click()
    page.locator("input[name=product]").nth(2).wait_for()
    fill(page, 2, "PX", "1")
    page.get_by_role("button", name="第 3 行").click()
    page.locator("input[name=product]").nth(2).wait_for(state="detached")
    page.locator("input[name=amount]").first.press("Enter")
    page.wait_for_selector("#closed")
    return unquote(page.url.split("://")[1].partition("/")[2])


@pytest.mark.parametrize("script", [True, False])
def test_the_form_works_with_script_and_without(visit: Callable[..., Visit], script: bool) -> None:
    window = visit(fuling())
    page = window.page
    if not script:
        page = page.context.browser.new_context(java_script_enabled=False, locale="zh-CN").new_page()
    page.goto(window.base + "/what-if?place=500102")
    assert "/" + filled_and_sent(page) == ASKED
    assert "乙二醇" in page.locator("#closed").inner_text()
    assert "30 万吨/年" in page.locator("#balance").inner_text()
    page.get_by_text("与另一组对比").click()
    fill(page, 0, "乙二醇", "10", "other_")
    page.locator("button.main").click()
    page.wait_for_selector("table.compared")
    assert page.locator("tr.differs").count() > 0
    if script:
        window.gather()
        window.picture("what-if-compared")
        assert window.seen.nothing(), window.seen
    else:
        page.context.close()


def test_an_unknown_product_keeps_the_form_and_one_click_mends_it(visit: Callable[..., Visit]) -> None:
    window = visit(fuling())
    page = window.open("/what-if?place=500102")
    fill(page, 0, "乙二纯", "30")
    page.locator("button.main").click()
    wrong = page.locator(".wrongrow")
    wrong.wait_for()
    assert page.locator("input[name=product]").first.input_value() == "乙二纯"
    assert page.evaluate("getComputedStyle(document.querySelector('[aria-invalid]')).borderTopWidth") == "2px"
    wrong.get_by_text("乙二醇", exact=True).click()
    page.wait_for_selector("#closed")
    assert unquote(page.url).endswith("add=乙二醇=30万吨/年")


def test_what_is_typed_is_looked_up_in_the_whole_map(visit: Callable[..., Visit]) -> None:
    window = visit(fuling())
    page = window.open("/what-if?place=500102")
    page.evaluate("document.querySelector('[data-names]').textContent = ''")
    page.locator("input[name=product]").first.press_sequentially("涤纶")
    page.wait_for_selector("[data-names] option[value=涤纶长丝]", state="attached")
    assert window.seen.nothing(), window.seen


def test_a_product_moves_between_making_and_buying_by_links(visit: Callable[..., Visit]) -> None:
    window = visit(fuling())
    page = window.open("/closing?place=500115&for=PET")
    window.picture("closing")
    page.get_by_label("PTA改为外购").click()
    page.wait_for_selector("[aria-label=PTA改为自建]")
    assert unquote(page.url).endswith("for=PET&buy=PTA")
    page.get_by_label("PTA不再指定").click()
    page.wait_for_selector("[aria-label=PTA改为外购]")
    assert window.seen.nothing(), window.seen
