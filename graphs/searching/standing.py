"""How the products that a search found stand at a place."""

from collections.abc import Iterable

from chainmap.gaps import GapKind, GapReport
from chainmap.views import Presence
from graphs.atlas import state_of
from graphs.network import ChainNetwork
from graphs.presence import presence_of


def states_at(network: ChainNetwork, report: GapReport, products: Iterable[str]) -> dict[str, Presence]:
    """有, 弱, 在建, 细分待核, 缺 or 未见数据 of each product at the place that `report` is about."""
    local = presence_of(network, report.place.id, radius=0)
    rows = {row.product.id: row for row in report.candidates if row.kind is not GapKind.UNCONNECTED_PAIR}
    return {product: state_of(network, local, product, rows.get(product)) for product in products}
