"""What a route is given: the question's reader and network, and the ways to answer it (JSON, file, page)."""

from collections.abc import Callable, Hashable
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Generic, TypeVar
from urllib.parse import quote

from fastapi import Depends, Request
from pydantic import BaseModel
from starlette.responses import Response

from api.caching import Answer, Answers, Reports, entity_tag, matches, question_key
from api.recent import changes
from api.templating import asset, render
from chainmap import __version__
from chainmap.backtests import BacktestReport
from chainmap.errors import UsageError
from chainmap.gaps import GapQuery, GapReport
from chainmap.hypotheses import LinkHypotheses, LinkQuery
from chainmap.model import Frozen
from chainmap.ports import Reader
from chainmap.scenarios import ClosingQuery, ClosingReport, WhatIfQuery, WhatIfReport
from chainmap.scoring import SHIPPED_WEIGHTS, Weights
from chainmap.views import BalanceReport, ChainView, PlaceView
from graphs import answers
from graphs.backtests.evaluation import enterprises
from graphs.hypotheses import suggestions
from graphs.network import ChainNetwork
from graphs.scenarios.what_if import check_addition

Item = TypeVar("Item")
Report = TypeVar("Report")
NO_QUERY = GapQuery()
JSON = "application/json"
HTML = "text/html; charset=utf-8"


class Desk:
    """What lives as long as the service: how to reach the store, and the answers already given."""

    def __init__(self, open_reader: Callable[[], Reader], weights: Weights = SHIPPED_WEIGHTS) -> None:
        self.open_reader = open_reader
        self.weights = weights
        self.kept = Answers()
        self.reports = Reports()


class Ask:
    """One request's question: everything it reads belongs to one store version."""

    def __init__(self, request: Request) -> None:
        desk: Desk = request.app.state.desk
        self.request = request
        self.kept = desk.kept
        self.reports = desk.reports
        self.weights = desk.weights
        self.reader = desk.open_reader()
        self.version = self.reader.version()
        url = request.url
        look = asset("chainmap.css") + asset("chainmap.js") + asset("search.js") + asset("scenarios.js")
        self.key = question_key(__version__, look, str(self.weights.amounts), self.version, url.path, url.query)

    @property
    def network(self) -> ChainNetwork:
        return answers.current(self.reader, self.weights)

    def gaps(self, place: str, query: GapQuery = NO_QUERY) -> GapReport:
        """The gaps of a place, asked for once a store version and query."""
        network = self.network
        return self._once(network, "gaps", place, query, produce=lambda: answers.gaps(network, place, query))

    def balance(self, place: str) -> BalanceReport:
        network = self.network
        return self._once(network, "balance", place, produce=lambda: answers.balance(network, place))

    def what_if(self, place: str, query: WhatIfQuery) -> WhatIfReport:
        """What plants would change; the state of today is the list of gaps that other pages ask for too."""
        network = self.network
        found = network.territory.find(place).id
        for one in query.add:
            check_addition(network, one)
        today = self.gaps(found, GapQuery(reach=query.reach, radius=query.radius))
        produce = partial(answers.what_if, network, found, query, before=today)
        return self._once(network, "what-if", found, query, produce=produce)

    def closing(self, place: str, query: ClosingQuery) -> ClosingReport:
        network = self.network
        return self._once(network, "closing", place, query, produce=lambda: answers.closing(network, place, query))

    def backtest(self, place: str) -> BacktestReport:
        network = self.network
        return self._once(network, "backtest", place, produce=lambda: enterprises(network, place))

    def chain(self, chain: str, place: str, *, reach: int = 2) -> ChainView:
        network = self.network
        produce = partial(answers.chain, network, chain, place, reach=reach)
        return self._once(network, "chain", chain, place, reach, produce=produce)

    def link_hypotheses(self, query: LinkQuery) -> LinkHypotheses:
        """A part of the list of suggested links; the list is worked out once a store version."""
        network = self.network
        ranked = self._once(network, "link-hypotheses", produce=lambda: suggestions.ranking(network))
        return suggestions.report(ranked, query)

    def place(self, place: str) -> PlaceView:
        network = self.network
        view = self._once(network, "place", place, produce=lambda: answers.place(network, place))
        return view.model_copy(update={"changes": changes(self.reader)})

    def _once(self, network: ChainNetwork, *question: Hashable, produce: Callable[[], Report]) -> Report:
        return self.reports.once((network.version, *question), produce)

    def answer(self, produce: Callable[[], Answer]) -> Response:
        """304 where the asker has it, the kept answer where we have it, else a new one."""
        tag = entity_tag(self.key)
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
        if matches(self.request.headers.get("if-none-match"), tag):
            return Response(status_code=304, headers=headers)
        found = self.kept.get(self.key)
        if found is None:
            found = produce()
            if self.reader.version() == self.version:  # else a load came in between: right now, but not for this key
                self.kept.put(self.key, found)
        if found.filename:
            headers["Content-Disposition"] = disposition(found.filename)
        return Response(found.body, headers=headers, media_type=found.media_type)

    def json(self, produce: Callable[[], BaseModel]) -> Response:
        return self.answer(lambda: Answer(produce().model_dump_json().encode("utf-8"), JSON))

    def page(self, template: str, produce: Callable[[], BaseModel]) -> Response:
        return self.answer(lambda: Answer(render(template, page=produce()), HTML))

    def file(self, produce: Callable[[], Answer]) -> Response:
        return self.answer(produce)


def ask(request: Request) -> Ask:
    return Ask(request)


AskDep = Annotated[Ask, Depends(ask)]


class Listing(Frozen, Generic[Item]):
    """A list over HTTP: `total` counts all, `next` is the key after which the next part starts, None at the end."""

    items: tuple[Item, ...]
    total: int
    next: str | None


def listed(items: tuple[Item, ...], key: Callable[[Item], str], *, limit: int, after: str) -> Listing[Item]:
    """At most `limit` items of a list in its own order, from behind the one whose key is `after`."""
    keys = [key(item) for item in items]
    if after and after not in keys:
        raise UsageError("after 指的那一项已经不在列表里:请去掉 after,从头再取。")
    start = keys.index(after) + 1 if after else 0
    end = start + limit
    return Listing[Item](items=items[start:end], total=len(items), next=keys[end - 1] if end < len(items) else None)


def now() -> str:
    """The clock is read here, at the edge; everything below is given the moment."""
    return datetime.now(UTC).astimezone().isoformat(timespec="seconds")


def disposition(filename: str) -> str:
    """A download's name: plain ASCII for old browsers, the Chinese one beside it; nothing can break the header."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in filename)[:80]
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename[:120], safe='', errors='replace')}"
