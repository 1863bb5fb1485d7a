"""What the names of a load mean: duplicates and aliases by rule, unknown products and places as questions.

Every rule looks at all rows at once and decides by name, so that the order of the rows does not matter. Nothing
uncertain is matched: a near name is offered, a person chooses.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chainmap.facts import (
    CapacityFact,
    ChainFact,
    EnterpriseFact,
    LinkFact,
    PlaceFact,
    ProductFact,
    PurchaseFact,
    Relation,
    RouteInputFact,
)
from chainmap.names import name_key
from chainmap.statements import Statement
from ingest.known import KnownNames, Near, PlaceNames, ProductNames
from ingest.placing import SHOWN, settle_places
from ingest.report import Level
from ingest.resolved import Resolved


def resolve(drafts: Iterable[Statement], known: KnownNames) -> Resolved:
    """Which rows may be written, with place names as the store knows them; the others become issues."""
    result = Resolved(dict(enumerate(drafts)))
    _refuse_shared_codes(result)
    _follow_aliases(result, ProductNames(known.products))
    _settle_aliases(result, known)
    settle_places(result, known)
    _ask(result, known)
    return result


def _of(result: Resolved, kind: str) -> Iterator[tuple[int, Statement]]:
    return ((row, statement) for row, statement in result.kept.items() if statement.kind == kind)


# Codes: one code, one thing; one thing, one code.


def _refuse_shared_codes(result: Resolved) -> None:
    """Of rows that share a code the name that sorts first stays, of rows that share a name the code that does."""
    for kind, field_name, heading in (("place", "code", "代码"), ("enterprise", "credit_code", "统一社会信用代码")):
        claims = sorted(
            (str(getattr(s.fact, "name", "")), s.key, str(getattr(s.fact, field_name)), row)
            for row, s in _of(result, kind)
            if getattr(s.fact, field_name)
        )
        name_of_code: dict[str, str] = {}
        code_of_thing: dict[str, str] = {}
        for name, key, code, row in claims:
            holder = name_of_code.setdefault(code, name)
            if name_key(holder) != name_key(name):
                _refuse_code(result, row, heading, code, f"已经属于“{holder}”")
            elif code_of_thing.setdefault(key, code) != code:
                _refuse_code(result, row, heading, code, f"与同名一行的 {code_of_thing[key][:40]} 不同")


def _refuse_code(result: Resolved, row: int, heading: str, code: str, why: str) -> None:
    statement = result.kept.pop(row)
    name = str(getattr(statement.fact, "name", ""))
    result.say(
        statement,
        "duplicate_id",
        f"“{name}”的{heading} {code[:40]} {why}。",
        column=heading,
        suggestion=f"一个{heading}只能属于一个名称:请核对并改正。",
        level=Level.REJECTED,
    )


# Aliases: a name means one product.


def _follow_aliases(result: Resolved, store: ProductNames) -> None:
    """A row of 产品 whose name is known as an alias speaks of that product."""
    for row, statement in list(_of(result, "product")):
        fact = statement.fact
        assert isinstance(fact, ProductFact)  # noqa: S101  (grouped by kind above)
        key = name_key(fact.name)
        if key in store.canonical or key not in store.aliases:
            continue
        canonical = store.aliases[key]
        result.kept[row] = _with_fact(statement, fact.model_copy(update={"name": canonical}))
        result.say(
            statement,
            "name_is_alias",
            f"“{fact.name}”是“{canonical}”的别名,这一行记在“{canonical}”上。",
            column="产品",
            suggestion="如果是另一种产品,请换一个名称。",
        )


def _settle_aliases(result: Resolved, known: KnownNames) -> None:
    """An alias stays with the store's product, else with the product of this load whose name sorts first."""
    store = ProductNames(known.products)
    rows = [(row, s.fact) for row, s in _of(result, "product") if isinstance(s.fact, ProductFact)]
    own = ProductNames(fact for _, fact in rows)
    canonical = {**own.canonical, **store.canonical}
    holder: dict[str, str] = {key: name_key(name) for key, name in store.aliases.items()}
    for _, fact in sorted(rows, key=lambda item: item[1].name):
        for alias in fact.aliases:
            holder.setdefault(name_key(alias), name_key(fact.name))
    for row, fact in rows:
        lost = [alias for alias in fact.aliases if _lost(alias, fact.name, canonical, holder)]
        if not lost:
            continue
        statement = result.kept[row]
        kept = tuple(alias for alias in fact.aliases if alias not in lost)
        result.kept[row] = _with_fact(statement, fact.model_copy(update={"aliases": kept}))
        for alias in lost:
            _say_lost_alias(result, statement, alias, canonical, holder)


def _lost(alias: str, name: str, canonical: dict[str, str], holder: dict[str, str]) -> bool:
    key, own = name_key(alias), name_key(name)
    return key != own and (key in canonical or holder[key] != own)


def _say_lost_alias(
    result: Resolved, statement: Statement, alias: str, canonical: dict[str, str], holder: dict[str, str]
) -> None:
    name = str(getattr(statement.fact, "name", ""))
    key = name_key(alias)
    if key in canonical:
        code, why = "alias_is_product", f"别名“{alias}”本身是一个产品,没有记作“{name}”的别名。"
    else:
        other = canonical.get(holder[key], holder[key])
        code, why = "repeated_alias", f"别名“{alias}”已经属于“{other}”,没有再记给“{name}”。"
    result.say(statement, code, why, column="别名", suggestion="一个名称只能指一种产品:请在其中一行删去它。")


# Questions: products and places that nobody has stated.


@dataclass(frozen=True, slots=True)
class _Reference:
    """A name in a row that must mean a known thing; `field` is where it stands in the fact."""

    heading: str
    field: str
    name: str
    is_place: bool = False
    around: PlaceFact | None = None
    """The row of 地区 whose parent this is: a place is not around itself."""

    def found(self, places: PlaceNames) -> tuple[str, ...]:
        return places.around(self.around) if self.around else places.find(self.name)


def _references(statement: Statement) -> Iterator[_Reference]:
    fact = statement.fact
    if isinstance(fact, ProductFact):
        yield from (_Reference("上位产品", "generics", name) for name in fact.generics)
    elif isinstance(fact, RouteInputFact):
        yield _Reference("产出", "output", fact.output)
        yield _Reference("投入", "input", fact.input)
    elif isinstance(fact, LinkFact):
        yield _Reference("上游", "supplier", fact.supplier)
        if fact.relation is not Relation.END_USE:
            yield _Reference("下游", "user", fact.user)
    elif isinstance(fact, PlaceFact):
        yield from (_Reference("上级", "parent", name, True, fact) for name in filter(None, [fact.parent]))
    elif isinstance(fact, EnterpriseFact):
        yield _Reference("地区", "place", fact.place, True)
        yield from (_Reference("园区", "park", name, True) for name in filter(None, [fact.park]))
    elif isinstance(fact, CapacityFact):
        yield _Reference("产品", "product", fact.product)
        yield _Reference("地区", "place", fact.place, True)
    elif isinstance(fact, PurchaseFact):
        yield _Reference("产品", "product", fact.product)
    elif isinstance(fact, ChainFact):
        yield from (_Reference("锚点产品", "anchors", name) for name in fact.anchors)


def _ask(result: Resolved, known: KnownNames) -> None:
    """Rows with an unknown name wait; as a waiting product or place is not known either, until nothing changes."""
    asked: dict[int, Statement] = {}
    while True:
        products, places = _names(result, known)
        waiting = [
            row
            for row, statement in result.kept.items()
            if any(not _is_known(reference, products, places) for reference in _references(statement))
        ]
        if not waiting:
            break
        asked.update({row: result.kept.pop(row) for row in waiting})
    near_products, near_places = products.near(), places.near()
    for statement in asked.values():
        for reference in _references(statement):
            if not _is_known(reference, products, places):
                _question(result, statement, reference, places, near_places if reference.is_place else near_products)
    for row, statement in result.kept.items():
        result.kept[row] = _with_plain_places(statement, places)


def _names(result: Resolved, known: KnownNames) -> tuple[ProductNames, PlaceNames]:
    products = [s.fact for _, s in _of(result, "product") if isinstance(s.fact, ProductFact)]
    places = [s for _, s in _of(result, "place")]
    own = next((s.evidence.source for s in result.kept.values()), "")
    return ProductNames((*known.products, *products)), PlaceNames((*known.places, *places), own)


def _is_known(reference: _Reference, products: ProductNames, places: PlaceNames) -> bool:
    if reference.is_place:
        return len(reference.found(places)) == 1
    return products.find(reference.name) is not None


def _question(result: Resolved, statement: Statement, reference: _Reference, places: PlaceNames, near: Near) -> None:
    name = reference.name
    found = reference.found(places) if reference.is_place else ()
    alike = "、".join(near.names(name)) if not found else ""
    hint = f"是不是:{alike}?是就改成它的写法" if alike else "请核对写法"
    if found:
        full = "、".join(places.told(place) for place in found[:SHOWN])
        code, message, way_out = "ambiguous_place", f"“{name}”可以指几个地区:{full}。", "请改写成全称或代码。"
    elif reference.is_place:
        code, message = "unknown_place", f"没有这个地区:“{name}”。"
        way_out = f"{hint};确是新地区,请先在“地区”表里加上它。"
    else:
        code, message = "unknown_product", f"没有这个产品:“{name}”。"
        way_out = f"{hint};确是新产品,请先在“产品”表里加上它,或写成某个产品的别名。"
    result.say(statement, code, message, column=reference.heading, suggestion=way_out, level=Level.QUESTION)


def _with_plain_places(statement: Statement, places: PlaceNames) -> Statement:
    """The same statement with codes, short and full names of places replaced by their plain names."""
    fact = statement.fact
    plain = {}
    for reference in _references(statement):
        if reference.is_place:
            name = places.plain(reference.found(places)[0])
            if name != reference.name:
                plain[reference.field] = name
    return _with_fact(statement, fact.model_copy(update=plain)) if plain else statement


def _with_fact(statement: Statement, fact: object) -> Statement:
    return Statement.model_validate({"fact": fact, "evidence": statement.evidence})
