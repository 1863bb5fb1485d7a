"""What one statement shows: the names it can be found by, and the nodes and links a person sees of it in Neo4j."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from chainmap.facts import (
    CapacityFact,
    ChainFact,
    EnterpriseFact,
    LinkFact,
    PlaceFact,
    ProductFact,
    PurchaseFact,
    Relation,
    Role,
    RouteInputFact,
)
from chainmap.names import name_key, stable_id
from chainmap.statements import Statement
from graphs.stores.schema import ENDS, Label, Link

Shown = TypeVar("Shown")
_PREFIX = {Label.PRODUCT: "p", Label.ENTERPRISE: "e", Label.PLACE: "a"}


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a search finds: `kind` of fact, the name as stated, the key that is searched."""

    kind: str
    name: str

    @property
    def key(self) -> str:
        return name_key(self.name)


@dataclass(frozen=True, slots=True)
class Node:
    """A thing that a person sees; two spellings of one name are one node, which carries the spelling stated first."""

    label: Label
    name: str

    @property
    def id(self) -> str:
        return stable_id(_PREFIX[self.label], self.name)


@dataclass(frozen=True, slots=True)
class Arrow:
    """A link between two things, tail → head; their labels follow from the link."""

    link: Link
    tail: str
    head: str

    @property
    def ends(self) -> tuple[Node, Node]:
        tail, head = ENDS[self.link]
        return Node(tail, self.tail), Node(head, self.head)


def names_of(statement: Statement) -> frozenset[Name]:
    """Names of products with aliases and English names, of enterprises, places and chains; others state none."""
    fact = statement.fact
    match fact:
        case ProductFact():
            names: tuple[str, ...] = (fact.name, *fact.aliases, fact.english)
        case EnterpriseFact() | PlaceFact() | ChainFact():
            names = (fact.name,)
        case _:
            names = ()
    return frozenset(Name(fact.kind, name) for name in names if name_key(name))


def arrows_of(statement: Statement) -> frozenset[Arrow]:
    """The links that a statement supports; a co-product, a purchase and a chain support none."""
    fact = statement.fact
    match fact:
        case ProductFact():
            arrows = [Arrow(Link.KIND_OF, fact.name, generic) for generic in fact.generics]
        case RouteInputFact() if fact.role is not Role.CO_PRODUCT:
            arrows = [Arrow(Link.FEEDS, fact.input, fact.output)]
        case LinkFact():
            arrows = [_arrow(fact)]
        case PlaceFact():
            arrows = [Arrow(Link.WITHIN, fact.name, fact.parent)]
        case EnterpriseFact():
            arrows = [Arrow(Link.AT, fact.name, place) for place in (fact.place, fact.park)]
        case CapacityFact():
            arrows = [Arrow(Link.MAKES, fact.enterprise, fact.product), Arrow(Link.AT, fact.enterprise, fact.place)]
        case _:
            arrows = []
    return frozenset(arrow for arrow in arrows if name_key(arrow.tail) and name_key(arrow.head))


def nodes_of(statement: Statement) -> frozenset[Node]:
    """The things that a statement names: the ends of its links and those it states by themselves."""
    fact = statement.fact
    match fact:
        case ProductFact():
            alone = {Node(Label.PRODUCT, fact.name)}
        case RouteInputFact():
            alone = {Node(Label.PRODUCT, fact.input), Node(Label.PRODUCT, fact.output)}
        case EnterpriseFact():
            alone = {Node(Label.ENTERPRISE, fact.name)}
        case PlaceFact():
            alone = {Node(Label.PLACE, fact.name)}
        case PurchaseFact():
            alone = {Node(Label.ENTERPRISE, fact.supplier), Node(Label.ENTERPRISE, fact.user)}
        case _:
            alone = set()
    ends = (end for arrow in arrows_of(statement) for end in arrow.ends)
    return frozenset(node for node in (*alone, *ends) if name_key(node.name))


def change_in_support(
    of: Callable[[Statement], frozenset[Shown]], *, added: Iterable[Statement], withdrawn: Iterable[Statement]
) -> dict[Shown, int]:
    """By how many statements the support of each shown thing rises or falls; nothing where it stays."""
    change = Counter(shown for statement in added for shown in of(statement))
    change.subtract(shown for statement in withdrawn for shown in of(statement))
    return {shown: by for shown, by in change.items() if by}


def _arrow(fact: LinkFact) -> Arrow:
    match fact.relation:
        case Relation.KIND:  # 上游 is the generic name of the 下游
            return Arrow(Link.KIND_OF, fact.user, fact.supplier)
        case Relation.END_USE:
            return Arrow(Link.USED_IN, fact.supplier, fact.user)
        case Relation.INPUT:
            return Arrow(Link.FEEDS, fact.supplier, fact.user)
