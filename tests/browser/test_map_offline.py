"""Rows X1 and X3 of the threats: the one-file map opens from disk, network off, and runs only its own script."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from chainmap.names import chain_id
from graphs import answers
from graphs.pictures.render import render_map
from tests.api.readers import fuling, hostile
from tests.browser.conftest import WATCH, watched
from tests.browser.test_hostile_names import PAYLOADS, accepted

assert all(accepted(payload) for payload in PAYLOADS[12:])


@pytest.mark.parametrize("shift", [None, *range(0, len(PAYLOADS), 8)])
def test_a_map_opens_from_disk_with_the_network_off(browser: Browser, tmp_path: Path, shift: int | None) -> None:
    reader = fuling() if shift is None else hostile(PAYLOADS[shift:] + PAYLOADS[:shift])
    chain = next(one.fact.name for one in reader.snapshot().statements if one.kind == "chain")
    file = tmp_path / "map.html"
    drawing = answers.chain_map(answers.current(reader), "500102", chain_id(chain))
    file.write_text(render_map(drawing), encoding="utf-8")
    context = browser.new_context(offline=True, viewport={"width": 1366, "height": 768})
    context.add_init_script(WATCH)
    window = watched(context.new_page(), file.as_uri())
    title = drawing.title
    window.page.goto(file.as_uri())
    window.page.wait_for_selector("canvas")
    for x in range(100, 1300, 200):
        for y in range(100, 700, 150):
            window.page.mouse.move(x, y)
    window.page.mouse.click(600, 400)
    window.gather()
    assert window.page.locator("canvas").count() >= 1
    assert title in window.page.inner_text("body")
    assert window.page.locator("img, iframe, object").count() == 0
    assert window.seen.nothing(), window.seen
    context.close()
