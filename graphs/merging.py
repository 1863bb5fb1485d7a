"""How statements become the reference map: the user's figures before the shipped, ranges where equals disagree."""

from collections import defaultdict
from collections.abc import Iterable

from chainmap.evidence import Evidence
from chainmap.facts import LinkFact, Nature, ProductFact, Relation, Role, RouteInputFact
from chainmap.names import name_key, product_id, stable_id
from chainmap.quantities import TONNES_PER_TONNE, Bound, Quantity, spread
from chainmap.statements import Rank, Statement
from graphs.reference import Figure, Input, Names, Product, Reference, Route, fill_shares


def preferred(statements: Iterable[Statement], ranks: dict[str, Rank]) -> list[Statement]:
    """The user's statements where there are any, else the shipped ones."""
    every = list(statements)
    mine = [statement for statement in every if ranks.get(statement.evidence.source) is not Rank.SHIPPED]
    return mine or every


def build_names(products: Iterable[Statement]) -> Names:
    """Canonical names first, then aliases and English names; a second claim to an alias is not followed."""
    names = Names()
    facts = sorted((s.fact for s in products if isinstance(s.fact, ProductFact)), key=lambda fact: fact.name)
    for fact in facts:
        names.canonical.setdefault(name_key(fact.name), product_id(fact.name))
    for fact in facts:
        own = names.canonical[name_key(fact.name)]
        for alias in (*fact.aliases, *([fact.english] if fact.english else [])):
            if name_key(alias) not in names.canonical:
                names.aliases.setdefault(name_key(alias), own)
    return names


def build_reference(statements: Iterable[Statement], ranks: dict[str, Rank]) -> Reference:
    """Merge all statements about products, routes and links; where equals disagree the range over both stands."""
    by_kind: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_kind[statement.kind].append(statement)
    names = build_names(by_kind["product"])
    warnings: list[str] = []
    routes = _routes(by_kind["route_input"], names, ranks, warnings)
    links, end_uses, kind_pairs = _links(by_kind["link"], names)
    grouped: dict[str, list[Statement]] = defaultdict(list)
    shown: dict[str, str] = {}
    for statement in by_kind["product"]:
        assert isinstance(statement.fact, ProductFact)  # noqa: S101  (grouped by kind above)
        own = names.id_of(statement.fact.name)
        grouped[own].append(statement)
        shown.setdefault(own, statement.fact.name)
        kind_pairs |= {(names.id_of(generic), own) for generic in statement.fact.generics}
    kind_pairs = {(generic, kind) for generic, kind in kind_pairs if generic != kind}
    made = set(routes) | set(links)
    headings = {generic for generic, _ in kind_pairs} - made
    yielded = {item.product for recipes in routes.values() for route in recipes for item in route.co_products}
    products = {}
    for own, name in _all_names(by_kind, names, shown).items():
        products[own] = _product(own, name, grouped[own], ranks, heading=own in headings)
    _add_shares(routes, products)
    return Reference(
        names=names,
        products=dict(sorted(products.items())),
        routes={output: tuple(recipes) for output, recipes in sorted(routes.items())},
        links=links,
        kinds=_grouped(kind_pairs),
        generics=_grouped({(kind, generic) for generic, kind in kind_pairs}),
        end_uses=end_uses,
        only_co_products=frozenset(yielded - made),
        warnings=tuple(sorted(warnings)),
    )


def _grouped(pairs: set[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for first, second in sorted(pairs):
        groups[first].append(second)
    return {first: tuple(seconds) for first, seconds in groups.items()}


def _all_names(by_kind: dict[str, list[Statement]], names: Names, shown: dict[str, str]) -> dict[str, str]:
    """The display name of every product: as its definition writes it, else as the first mention does."""
    every = dict(shown)
    for kind, fields in {
        "route_input": ("output", "input"),
        "link": ("supplier", "user"),
        "capacity": ("product",),
        "purchase": ("product",),
    }.items():
        for statement in by_kind[kind]:
            end_use = isinstance(statement.fact, LinkFact) and statement.fact.relation is Relation.END_USE
            for name in (getattr(statement.fact, part) for part in (fields[:1] if end_use else fields)):
                every.setdefault(names.id_of(name), name)
    for statement in by_kind["product"]:
        for generic in getattr(statement.fact, "generics", ()):
            every.setdefault(names.id_of(generic), generic)
    return every


def _product(own: str, name: str, statements: list[Statement], ranks: dict[str, Rank], *, heading: bool) -> Product:
    facts = [s.fact for s in preferred(statements, ranks) if isinstance(s.fact, ProductFact)]
    every = [s.fact for s in statements if isinstance(s.fact, ProductFact)]
    nature = next((fact.nature for fact in [*facts, *every] if fact.nature), Nature.COMMODITY)
    over = next((s for s in statements if isinstance(s.fact, ProductFact) and s.fact.overcapacity is not None), None)
    aliases = {alias for fact in every for alias in fact.aliases}

    def first(attribute: str) -> str:
        return next((str(getattr(fact, attribute)) for fact in [*facts, *every] if getattr(fact, attribute)), "")

    makers = [fact.national_makers for fact in every if fact.national_makers is not None]
    imports = [fact.import_dependence for fact in every if fact.import_dependence is not None]
    return Product(
        id=own,
        name=name,
        nature=Nature.HEADING if heading and nature not in (Nature.UTILITY, Nature.PRIMARY) else nature,
        aliases=tuple(sorted(aliases)),
        english=first("english"),
        industry_code=first("industry_code"),
        unit=first("unit"),
        formula=first("formula"),
        scale=_scale(statements, ranks),
        national_makers=min(makers) if makers else None,
        import_dependence=max(imports) if imports else None,
        overcapacity=over.fact.overcapacity if over and isinstance(over.fact, ProductFact) else None,
        overcapacity_evidence=over.evidence if over else None,
        figure_sources=_figure_sources(statements),
        evidence=tuple(statement.evidence for statement in statements),
    )


def _figure_sources(statements: list[Statement]) -> tuple[str, ...]:
    stated = [
        s.evidence.citation
        for s in statements
        if isinstance(s.fact, ProductFact)
        and (s.fact.national_makers is not None or s.fact.import_dependence is not None)
    ]
    return tuple(dict.fromkeys(citation for citation in stated if citation))


def _scale(statements: list[Statement], ranks: dict[str, Rank]) -> Figure | None:
    stated = [s for s in statements if isinstance(s.fact, ProductFact) and s.fact.economic_scale is not None]
    stated = preferred(stated, ranks)
    amounts = [s.fact.economic_scale for s in stated if isinstance(s.fact, ProductFact) and s.fact.economic_scale]
    return Figure(spread(amounts), stated[0].evidence) if amounts else None


def _routes(
    statements: list[Statement], names: Names, ranks: dict[str, Rank], warnings: list[str]
) -> dict[str, list[Route]]:
    recipes: dict[tuple[str, str], dict[tuple[str, Role], list[Statement]]] = defaultdict(lambda: defaultdict(list))
    titles: dict[tuple[str, str], str] = {}
    for statement in statements:
        fact = statement.fact
        assert isinstance(fact, RouteInputFact)  # noqa: S101  (grouped by kind above)
        recipe = names.id_of(fact.output), name_key(fact.route)
        titles.setdefault(recipe, fact.route)
        if names.id_of(fact.input) != recipe[0]:  # a product that feeds itself makes nothing
            recipes[recipe][names.id_of(fact.input), fact.role].append(statement)
    routes: dict[str, list[Route]] = defaultdict(list)
    for (output, route_key), rows in sorted(recipes.items()):
        items = [
            Input(product, role, _consumption(stated, ranks, warnings), tuple(s.evidence for s in stated))
            for (product, role), stated in sorted(rows.items())
        ]
        routes[output].append(
            Route(
                id=stable_id("r", output, route_key),
                name=titles[output, route_key],
                output=output,
                inputs=tuple(item for item in items if item.role is not Role.CO_PRODUCT),
                co_products=tuple(item for item in items if item.role is Role.CO_PRODUCT),
            )
        )
    return routes


def _consumption(stated: list[Statement], ranks: dict[str, Rank], warnings: list[str]) -> Quantity:
    sure = [s for s in stated if isinstance(s.fact, RouteInputFact) and s.fact.consumption.bound is not Bound.UNKNOWN]
    chosen = [s.fact for s in preferred(sure or stated, ranks) if isinstance(s.fact, RouteInputFact)]
    amounts = [fact.consumption for fact in chosen]
    known = {(amount.value, amount.low, amount.high) for amount in amounts if amount.bound is not Bound.UNKNOWN}
    if len(known) > 1:
        fact = chosen[0]
        warnings.append(f"{fact.output}({fact.route})对{fact.input}的单耗有 {len(known)} 种说法,取其范围。")
    return amounts[0] if len(amounts) == 1 else spread(amounts, TONNES_PER_TONNE)


def _links(
    statements: list[Statement], names: Names
) -> tuple[dict[str, tuple[Input, ...]], dict[str, tuple[str, ...]], set[tuple[str, str]]]:
    feeds: dict[str, dict[str, list[Evidence]]] = defaultdict(lambda: defaultdict(list))
    uses: dict[str, set[str]] = defaultdict(set)
    kinds: set[tuple[str, str]] = set()
    for statement in statements:
        fact = statement.fact
        assert isinstance(fact, LinkFact)  # noqa: S101  (grouped by kind above)
        supplier = names.id_of(fact.supplier)
        if fact.relation is Relation.END_USE:
            uses[supplier].add(fact.user)
        elif fact.relation is Relation.KIND:
            kinds.add((supplier, names.id_of(fact.user)))
        elif supplier != names.id_of(fact.user):
            feeds[names.id_of(fact.user)][supplier].append(statement.evidence)
    unknown = Quantity.unknown(TONNES_PER_TONNE)
    links = {
        user: tuple(Input(s, Role.FEEDSTOCK, unknown, tuple(found)) for s, found in sorted(suppliers.items()))
        for user, suppliers in sorted(feeds.items())
    }
    return links, {product: tuple(sorted(names_)) for product, names_ in sorted(uses.items())}, kinds


def _add_shares(routes: dict[str, list[Route]], products: dict[str, Product]) -> None:
    for recipes in routes.values():
        for route in recipes:
            fill_shares(route, products)
