"""What the stores keep: tables, labels, links and fields, declared once; queries hold no other identifier."""

from enum import StrEnum

SCHEMA_VERSION = 1
"""Rises with every change of what is declared here; a store of another number is refused, never guessed at."""
APPLICATION_ID = 0x63686D70
"""Stands in the header of our SQLite files ("chmp"), so that another program's file is known before it is opened."""


class Table(StrEnum):
    REVISION = "revision"
    SOURCE = "source"
    STATEMENT = "statement"
    NAME = "name"


class Index(StrEnum):
    """Indexes of SQLite, and constraints and indexes of Neo4j: all have a name of ours."""

    STATEMENT_NOW = "statement_now"
    STATEMENT_OF_SOURCE = "statement_of_source"
    STATEMENT_ABOUT = "statement_about"
    STATEMENT_OF_KIND = "statement_of_kind"
    STORE_ONCE = "store_once"
    REVISION_ONCE = "revision_once"
    SOURCE_ONCE = "source_once"
    NAME_ONCE = "name_once"
    PRODUCT_ONCE = "product_once"
    ENTERPRISE_ONCE = "enterprise_once"
    PLACE_ONCE = "place_once"


class Label(StrEnum):
    """Nodes of Neo4j: the first five are the books, the last three the chain as a person sees it."""

    STORE = "Store"
    REVISION = "Revision"
    SOURCE = "Source"
    STATEMENT = "Statement"
    NAME = "Name"
    PRODUCT = "Product"
    ENTERPRISE = "Enterprise"
    PLACE = "Place"


class Link(StrEnum):
    FEEDS = "FEEDS"
    KIND_OF = "KIND_OF"
    USED_IN = "USED_IN"
    MAKES = "MAKES"
    WITHIN = "WITHIN"
    AT = "AT"


ENDS: dict[Link, tuple[Label, Label]] = {
    Link.FEEDS: (Label.PRODUCT, Label.PRODUCT),
    Link.KIND_OF: (Label.PRODUCT, Label.PRODUCT),
    Link.USED_IN: (Label.PRODUCT, Label.PRODUCT),
    Link.MAKES: (Label.ENTERPRISE, Label.PRODUCT),
    Link.WITHIN: (Label.PLACE, Label.PLACE),
    Link.AT: (Label.ENTERPRISE, Label.PLACE),
}
"""Tail and head of each link: 己二酸 FEEDS 尼龙66盐, 聚酯切片 KIND_OF 聚酯, 涪陵区 WITHIN 重庆市."""


class Field(StrEnum):
    """Columns of SQLite and properties of Neo4j."""

    NUMBER = "number"  # of a revision, from 1 without gaps
    AT = "at"
    VERSION = "version"
    ADDED = "added"
    WITHDRAWN = "withdrawn"
    ID = "id"
    TITLE = "title"
    RANK = "rank"
    ADDED_IN = "added_in"  # the revision that brought a statement or source
    WITHDRAWN_IN = "withdrawn_in"  # the revision that took it away; absent: it stands
    KIND = "kind"
    KEY = "key"
    SOURCE = "source"
    DIGEST = "digest"
    BODY = "body"  # the statement as JSON
    NAME = "name"
    LENGTH = "length"
    STATEMENTS = "statements"  # how many standing statements say it; at 0 it goes
    STANDING = "standing"  # the digest while the statement stands, absent afterwards
    KEY_MARK = "key_mark"  # short digests, because Neo4j indexes no text above 8 kB
    SOURCE_MARK = "source_mark"
    SCHEMA_VERSION = "schema_version"
    HELD = "held"
    WRITTEN = "written"  # the newest revision in the store
    PUBLISHED = "published"  # the newest one that readers see


_DECLARED = frozenset(
    member.value for family in (Table, Index, Label, Link, Field) for member in family.__members__.values()
)


def identifier(name: str) -> str:
    """`name` itself where the schema declares it, otherwise ValueError: no name from data ever stands in a query."""
    if name not in _DECLARED:
        raise ValueError("not an identifier of the schema")
    return str(name)
