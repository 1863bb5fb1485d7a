"""Products, recipes, kinds and links as the statements of a reference library state them, before any store."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from chainmap.evidence import Evidence
from chainmap.facts import ChainFact, LinkFact, Nature, ProductFact, Relation, Role, RouteInputFact
from chainmap.names import name_key
from chainmap.quantities import Bound
from chainmap.statements import Statement

Fact = TypeVar("Fact", ProductFact, RouteInputFact, LinkFact, ChainFact)
Item = TypeVar("Item", bound=Hashable)
FREE_NATURES = frozenset({Nature.PRIMARY, Nature.UTILITY})
"""What needs no route: it is mined, grown, imported or supplied."""


@dataclass(frozen=True, slots=True)
class Row(Generic[Fact]):
    """One fact of one kind with the row in which it stands."""

    fact: Fact
    evidence: Evidence


def has_figure(fact: ProductFact) -> bool:
    """True for a row that states a figure (scale, makers, imports, over-capacity) and not the product itself."""
    stated = fact.economic_scale is not None and fact.economic_scale.bound is not Bound.UNKNOWN
    others = (fact.national_makers, fact.import_dependence, fact.overcapacity)
    return stated or any(figure is not None for figure in others)


@dataclass(frozen=True, slots=True)
class Product:
    """What all rows of one product say together; where the same cell is filled twice the first stands."""

    name: str
    aliases: frozenset[str]
    generics: tuple[str, ...]
    nature: Nature | None
    unit: str
    formula: str
    rows: tuple[Row[ProductFact], ...]

    @property
    def in_tonnes(self) -> bool:
        return self.unit in ("", "t")


@dataclass(frozen=True, slots=True)
class Recipe:
    """All rows of one output and route: feedstocks needed together, with auxiliaries, energy and co-products."""

    output: str
    name: str
    rows: tuple[Row[RouteInputFact], ...]

    def of(self, *roles: Role) -> tuple[Row[RouteInputFact], ...]:
        return tuple(row for row in self.rows if row.fact.role in roles)

    @property
    def feedstocks(self) -> tuple[Row[RouteInputFact], ...]:
        return self.of(Role.FEEDSTOCK)

    @property
    def co_products(self) -> tuple[Row[RouteInputFact], ...]:
        return self.of(Role.CO_PRODUCT)

    @property
    def notes(self) -> str:
        return " ".join(row.fact.note for row in self.rows)

    @property
    def title(self) -> str:
        return f"{self.output}({self.name})" if self.name else self.output

    @property
    def weighed(self) -> bool:
        """True where the t/t of every feedstock is known."""
        return bool(self.feedstocks) and all(row.fact.consumption.value is not None for row in self.feedstocks)


@dataclass(frozen=True)
class LibraryMap:
    """The whole library in memory; products by their exact name, in the order of their statements."""

    products: Mapping[str, Product]
    recipes: tuple[Recipe, ...]
    links: tuple[Row[LinkFact], ...]
    chains: tuple[Row[ChainFact], ...]

    def nature(self, name: str) -> Nature | None:
        """The stated nature of a product; None where none is stated or nobody knows the name."""
        return self.products[name].nature if name in self.products else None

    @cached_property
    def owners(self) -> Mapping[str, tuple[str, ...]]:
        """Products by the key of each of their names; two owners of one name are an error that a check reports."""
        return _grouped(
            (name_key(name), product.name)
            for product in self.products.values()
            for name in (product.name, *product.aliases)
        )

    @cached_property
    def kinds(self) -> Mapping[str, tuple[str, ...]]:
        """The kinds of each generic, stated by 上位产品 or by a link 上位."""
        return _grouped(self.kind_pairs)

    @cached_property
    def kind_pairs(self) -> tuple[tuple[str, str], ...]:
        stated = [(generic, product.name) for product in self.products.values() for generic in product.generics]
        linked = [(row.fact.supplier, row.fact.user) for row in self.links if row.fact.relation is Relation.KIND]
        return tuple(dict.fromkeys([*stated, *linked]))

    @cached_property
    def fed(self) -> tuple[Row[LinkFact], ...]:
        return tuple(row for row in self.links if row.fact.relation is Relation.INPUT)

    @cached_property
    def made(self) -> frozenset[str]:
        """Products that some recipe makes or yields beside another, or that some link feeds."""
        outputs = {recipe.output for recipe in self.recipes}
        beside = {row.fact.input for recipe in self.recipes for row in recipe.co_products}
        return frozenset(outputs | beside | {row.fact.user for row in self.fed})

    @cached_property
    def recipes_of(self) -> Mapping[str, tuple[Recipe, ...]]:
        """The recipes that make each product as their main product."""
        return _grouped((recipe.output, recipe) for recipe in self.recipes)

    @cached_property
    def beside(self) -> Mapping[str, tuple[Recipe, ...]]:
        """The recipes that yield each product as a co-product."""
        return _grouped((row.fact.input, recipe) for recipe in self.recipes for row in recipe.co_products)

    @cached_property
    def suppliers(self) -> Mapping[str, tuple[str, ...]]:
        """What feeds each product by a plain link."""
        return _grouped((row.fact.user, row.fact.supplier) for row in self.fed)

    @cached_property
    def joined(self) -> frozenset[str]:
        """Every name that stands in a recipe, a link or a kind."""
        recipes = (
            name for recipe in self.recipes for name in (recipe.output, *(row.fact.input for row in recipe.rows))
        )
        linked = (name for row in self.links for name in (row.fact.supplier, row.fact.user))
        return frozenset([*recipes, *linked, *(name for pair in self.kind_pairs for name in pair)])

    @cached_property
    def headings(self) -> frozenset[str]:
        """归类: has kinds, and nothing makes it itself."""
        return frozenset(generic for generic in self.kinds if generic in self.products and generic not in self.made)


def _grouped(pairs: Iterable[tuple[str, Item]]) -> dict[str, tuple[Item, ...]]:
    """Every second part by its first, once each, in the order in which they come."""
    found: dict[str, dict[Item, None]] = defaultdict(dict)
    for first, second in pairs:
        found[first][second] = None
    return {first: tuple(seconds) for first, seconds in found.items()}


def library_map(statements: Iterable[Statement]) -> LibraryMap:
    stated = list(statements)
    grouped: dict[tuple[str, str], list[Row[RouteInputFact]]] = defaultdict(list)
    for row in _rows(stated, RouteInputFact):
        grouped[row.fact.output, row.fact.route].append(row)
    return LibraryMap(
        products=_products(_rows(stated, ProductFact)),
        recipes=tuple(Recipe(output, name, tuple(rows)) for (output, name), rows in grouped.items()),
        links=_rows(stated, LinkFact),
        chains=_rows(stated, ChainFact),
    )


def _rows(statements: Sequence[Statement], kind: type[Fact]) -> tuple[Row[Fact], ...]:
    return tuple(Row(each.fact, each.evidence) for each in statements if isinstance(each.fact, kind))


def _products(rows: Sequence[Row[ProductFact]]) -> dict[str, Product]:
    by_name: dict[str, list[Row[ProductFact]]] = defaultdict(list)
    for row in rows:
        by_name[row.fact.name].append(row)
    return {name: _product(name, tuple(same)) for name, same in by_name.items()}


def _product(name: str, rows: tuple[Row[ProductFact], ...]) -> Product:
    facts = [row.fact for row in rows]
    return Product(
        name=name,
        aliases=frozenset(alias for fact in facts for alias in (*fact.aliases, fact.english) if alias),
        generics=tuple(dict.fromkeys(generic for fact in facts for generic in fact.generics)),
        nature=next((fact.nature for fact in facts if fact.nature is not None), None),
        unit=next((fact.unit for fact in facts if fact.unit), ""),
        formula=next((fact.formula for fact in facts if fact.formula), ""),
        rows=rows,
    )
