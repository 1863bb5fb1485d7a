"""One product: what it is, how it is made in tonnes, what it feeds, who makes it, and how it stands at a place."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from api.deps import Ask, AskDep
from api.pages.drawer import Drawer, drawer
from api.pages.frame import Address, Page, address, frame
from api.places import chosen_place
from api.routes.params import LONGEST, NameParam
from chainmap.model import Ref
from chainmap.views import ProductView
from graphs import answers

router = APIRouter(include_in_schema=False)


class ProductPage(Page):
    """A product's page; `here_` is how it stands at the chosen place."""

    view: ProductView = Field(description="产品的全部已知事实")
    place: Ref | None = Field(description="看的是哪个地区")
    local: Drawer = Field(description="本地情况:吨位、评分、企业")


@router.get("/products/{product}")
def show_product(ask: AskDep, product: NameParam, place: Annotated[str, Query(max_length=LONGEST)] = "") -> Response:
    """The page of a product, seen from a place."""
    return ask.page("product.html", lambda: product_page(ask, product, chosen_place(ask, place)))


def product_page(ask: Ask, product: str, place: str) -> ProductPage:
    network = ask.network
    view = answers.product(network, product, place=place or None)
    gaps = ask.gaps(place) if place else None
    balance = ask.balance(place).items if place else ()
    found = gaps.place if gaps else None
    return ProductPage(
        title=view.name,
        here=Address.of(ask.request),
        frame=frame(ask, "product", found),
        twin=address(f"/api/v1/products/{view.id}", *((("place", found.id),) if found else ())),
        view=view,
        place=found,
        local=drawer(
            view,
            place=found.id if found else "",
            close="",
            candidate=next((row for row in gaps.candidates if row.product.id == view.id), None) if gaps else None,
            balance=next((row for row in balance if row.product.id == view.id), None),
            total=len(gaps.candidates) if gaps else 0,
        ),
    )
