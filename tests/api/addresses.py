"""Every address of the service with something to show, for tests that go over all of them."""

from chainmap.names import chain_id, product_id

JSON = (
    "/api/v1/products?q=P",
    "/api/v1/products/PTA?place=500102",
    "/api/v1/products/PTA/neighbourhood",
    "/api/v1/places",
    "/api/v1/places?q=涪陵",
    "/api/v1/places/500102",
    "/api/v1/places/500102/gaps",
    "/api/v1/places/500102/targets",
    "/api/v1/places/500102/balance",
    "/api/v1/places/500102/backtest",
    "/api/v1/places/500102/what-if?add=乙二醇=30万吨/年",
    "/api/v1/places/500102/what-if/comparison?add=乙二醇=30万吨/年&against=PX=10万吨/年",
    "/api/v1/places/500102/closing?for=涤纶长丝&buy=PX",
    "/api/v1/chains",
    "/api/v1/chains/聚酯?place=500102",
    "/api/v1/link-hypotheses",
    "/api/v1/search?q=P&place=500102",
    "/api/v1/sources",
)
FILES = tuple(
    f"/api/v1/places/500102/{question}?format={form}"
    for question in ("gaps", "targets", "balance")
    for form in ("csv", "xlsx")
) + tuple(
    f"/api/v1/places/500102/{question}&format={form}"
    for question in ("what-if?add=乙二醇=30", "what-if/comparison?add=乙二醇=30&against=PX=1", "closing?for=涤纶长丝")
    for form in ("csv", "xlsx")
)
PAGES = (
    "/",
    "/places",
    "/places?q=涪",
    "/places?around=500000",
    "/places/500102",
    "/chains/聚酯?place=500102",
    "/chains/聚酯?place=500102&show=now",
    "/chains/聚酯?place=500102&show=gaps&view=table",
    "/chains/聚酯?place=500102&open=乙二醇",
    "/gaps?place=500102",
    "/gaps?place=500102&open=乙二醇&unit=t&sort=need",
    "/targets?place=500102",
    "/balance?place=500102&side=deficit",
    "/products/PTA?place=500102",
    "/what-if?place=500102",
    "/what-if?place=500102&add=乙二醇=30万吨/年",
    "/what-if?place=500102&add=乙二醇=30万吨/年&add=PX=&against=乙二醇=10万吨/年&show=all",
    "/closing?place=500102",
    "/closing?place=500102&for=涤纶长丝&amount=5&unit=万吨/年",
    "/backtest?place=500102",
    "/search?q=PT",
    "/search?q=没有这个",
    "/search?q=yierchun&place=500102&thing=product",
    "/search",
    "/help",
    "/help/terms",
)
OTHER = ("/healthz", "/readyz", "/openapi.json", "/static/chainmap.css")


def pages_by_id(named: "dict[str, str]") -> tuple[str, ...]:
    """The pages of a store whose names are not the plain ones; `named` maps plain names to the stored ones."""
    pet, glycol = product_id(named["PET"]), product_id(named["乙二醇"])
    chain = chain_id(named["聚酯"])
    return (
        "/",
        "/places/500102",
        f"/chains/{chain}?place=500102",
        f"/chains/{chain}?place=500102&view=table",
        f"/chains/{chain}?place=500102&open={glycol}",
        "/gaps?place=500102",
        f"/gaps?place=500102&open={glycol}",
        "/targets?place=500102",
        "/balance?place=500102",
        "/backtest?place=500102",
        f"/products/{pet}?place=500102",
        f"/what-if?place=500102&add={glycol}=30&against={pet}=1&show=all",
        f"/what-if?place=500102&add={glycol}=30",
        f"/closing?place=500102&for={glycol}",
        "/search?q=PET",
        "/help",
    )
