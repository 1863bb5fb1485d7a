"""Products: found by text, shown with routes and makers, and the map around one."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.deps import AskDep, Listing, listed
from api.finding import ProductHit, product_hits
from api.routes.params import LONGEST, PROBLEMS, After, Limit, NameParam, TextQuery
from chainmap.views import Neighbourhood, ProductView
from graphs import answers

router = APIRouter(prefix="/api/v1", tags=["products"], responses=PROBLEMS)
Steps = Annotated[int, Query(ge=0, le=6)]


@router.get("/products", response_model=Listing[ProductHit])
def list_products(ask: AskDep, q: TextQuery = "", limit: Limit = 50, after: After = "") -> Response:
    """Products that the text may mean, best first, each with why; all by name without a text."""
    if q.strip():
        return ask.json(lambda: product_hits(ask, q, limit=limit, after=after))
    return ask.json(lambda: listed(answers.products(ask.network), lambda product: product.id, limit=limit, after=after))


@router.get("/products/{product}", response_model=ProductView)
def show_product(
    ask: AskDep, product: NameParam, place: Annotated[str | None, Query(max_length=LONGEST)] = None
) -> Response:
    """One product: aliases, kinds, routes with consumptions, suppliers, users, makers, evidence."""
    return ask.json(lambda: answers.product(ask.network, product, place=place or None))


@router.get("/products/{product}/neighbourhood", response_model=Neighbourhood)
def show_neighbourhood(
    ask: AskDep,
    product: NameParam,
    upstream: Steps = 2,
    downstream: Steps = 2,
    limit: Annotated[int, Query(ge=1, le=20_000)] = 2000,
) -> Response:
    """The map around a product."""
    return ask.json(
        lambda: answers.neighbourhood(ask.network, product, upstream=upstream, downstream=downstream, limit=limit)
    )
