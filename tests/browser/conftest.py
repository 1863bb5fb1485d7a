"""A real Chromium over a real server: every request, console line, policy violation and dialog is written down."""

import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from api.app import create_app
from api.serving import bound_socket
from chainmap.ports import Reader

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WATCH = """
window.chainmapSeen = [];
document.addEventListener('securitypolicyviolation', function (event) {
  window.chainmapSeen.push(event.violatedDirective + ' ' + event.blockedURI);
});
"""


def chromium_path() -> str | None:
    return os.environ.get("CHAINMAP_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs Chromium."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium_path()
    if path is None:
        pytest.fail("没有找到 Chromium:请安装(apt-get install chromium fonts-noto-cjk)或用 CHAINMAP_CHROMIUM 指明。")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


@dataclass
class Seen:
    """What happened in the browser beyond what the page shows."""

    console: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def nothing(self) -> bool:
        return not (self.console or self.outside or self.violations or self.dialogs or self.errors)


@dataclass
class Visit:
    """One browser window over one server."""

    page: Page
    base: str
    seen: Seen

    def open(self, address: str, status: int = 200) -> Page:
        answer = self.page.goto(self.base + address)
        assert answer is not None
        assert answer.status == status, address
        self.gather()
        return self.page

    def gather(self) -> None:
        self.seen.violations += self.page.evaluate("window.chainmapSeen.splice(0)")

    def sweep(self) -> None:
        """Move over, and focus, everything that answers to it."""
        for one in self.page.query_selector_all(".card, tbody tr, .quad a, summary")[:20]:
            if one.is_visible():
                one.hover(timeout=2000)
        for fold in self.page.query_selector_all("main details"):
            fold.evaluate("fold => { fold.open = true; }")
        self.gather()

    def picture(self, name: str) -> None:
        folder = os.environ.get("CHAINMAP_SCREENSHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            plain = re.sub(r"\W+", "-", name).strip("-")
            self.page.screenshot(path=str(Path(folder) / f"{plain}.png"))


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Serve a reader on a free port of this machine and open a window over it."""
    opened: list[tuple[BrowserContext, uvicorn.Server, threading.Thread]] = []

    def start(reader: Reader, *, width: int = 1366, height: int = 768) -> Visit:
        sock = bound_socket("127.0.0.1", 0)
        base = f"http://127.0.0.1:{sock.getsockname()[1]}"
        config = uvicorn.Config(create_app(lambda: reader), log_level="error", access_log=False, proxy_headers=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
        context.add_init_script(WATCH)
        opened.append((context, server, thread))
        return watched(context.new_page(), base)

    yield start
    for context, server, thread in opened:
        context.close()
        server.should_exit = True
        thread.join(timeout=10)


def watched(page: Page, base: str) -> Visit:
    seen = Seen()

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            seen.console.append(message.text)

    page.on("console", said)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("dialog", lambda dialog: (seen.dialogs.append(dialog.message), dialog.dismiss()))
    page.on(
        "request",
        lambda request: None if request.url.startswith((base, "data:")) else seen.outside.append(request.url),
    )
    return Visit(page=page, base=base, seen=seen)
