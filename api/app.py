"""The service: JSON below /api/v1, pages, static files, and what every answer carries."""

from collections.abc import Callable
from importlib.resources import files

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send

from api import problems
from api.deps import Desk
from api.middleware import EveryAnswer, HeadAsGet, KnownHosts, LastResort
from api.pages import backtest as backtest_page
from api.pages import balance as balance_page
from api.pages import chain as chain_page
from api.pages import closing as closing_page
from api.pages import gaps as gaps_page
from api.pages import help as help_page
from api.pages import home as home_page
from api.pages import places as places_page
from api.pages import product as product_page
from api.pages import search as search_page
from api.pages import targets as targets_page
from api.pages import what_if as what_if_page
from api.routes import (
    backtests,
    balance,
    chains,
    gaps,
    health,
    hypotheses,
    places,
    products,
    scenarios,
    search,
    sources,
)
from chainmap import __version__
from chainmap.ports import Reader
from chainmap.scoring import SHIPPED_WEIGHTS, Weights

LOCAL = ("127.0.0.1", "localhost")
ROUTERS = (health, products, places, gaps, balance, scenarios, backtests, chains, hypotheses, search, sources)
PAGES = (
    home_page,
    places_page,
    chain_page,
    gaps_page,
    targets_page,
    balance_page,
    product_page,
    what_if_page,
    closing_page,
    search_page,
    backtest_page,
    help_page,
)


def create_app(
    open_reader: Callable[[], Reader], *, allowed_hosts: tuple[str, ...] = LOCAL, weights: Weights = SHIPPED_WEIGHTS
) -> FastAPI:
    """The application over a store; `open_reader` gives a reader usable from any thread, its owner closes it.

    Questions are plain functions and run in the thread pool. There are no accounts yet, so the caller must let
    it listen on this machine alone (see `api.serving`).
    """
    app = FastAPI(title="产业链图谱", version=__version__, docs_url=None, redoc_url=None, openapi_url="/openapi.json")
    app.state.desk = Desk(open_reader, weights)
    problems.install(app)
    for module in (*ROUTERS, *PAGES):
        app.include_router(module.router)
    app.mount("/static", KeptFiles(directory=str(files("api").joinpath("static"))), name="static")
    app.add_middleware(HeadAsGet)
    app.add_middleware(GZipMiddleware, minimum_size=2000, compresslevel=5)
    app.add_middleware(LastResort)
    app.add_middleware(KnownHosts, allowed=allowed_hosts)
    app.add_middleware(EveryAnswer)
    return app


class KeptFiles(StaticFiles):
    """Our own css and js: their address holds a digest of the content, so a browser may keep them for a year."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def kept(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200 and b"v=" in scope["query_string"]:
                message["headers"].append((b"cache-control", b"public, max-age=31536000, immutable"))
            await send(message)

        await super().__call__(scope, receive, kept)
