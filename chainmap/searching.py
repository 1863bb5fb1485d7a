"""What a search finds: which thing, by which of its names, how near the text comes to it, and why it is shown."""

from enum import StrEnum

from chainmap.model import Frozen, Ref


class Thing(StrEnum):
    """Kinds of things with a name; equals are listed in this order."""

    PRODUCT = "product"
    PLACE = "place"
    CHAIN = "chain"
    ENTERPRISE = "enterprise"


class NameKind(StrEnum):
    """Which of a thing's names, the most telling first."""

    NAME = "name"
    ALIAS = "alias"
    ENGLISH = "english"
    FORMULA = "formula"
    CODE = "code"


class Match(StrEnum):
    """How the text meets the name, best first. NEAR only looks or sounds alike: a guess, always marked as one."""

    EXACT = "exact"
    PREFIX = "prefix"
    SOUND = "sound"
    INSIDE = "inside"
    SOUND_INSIDE = "sound_inside"
    NEAR = "near"


class Hit(Frozen):
    """One thing found. `written` is the name that met the text, `reading` its pinyin where the text was pinyin."""

    thing: Thing
    id: str
    name: str
    match: Match
    name_kind: NameKind
    written: str
    reading: str
    reason: str
    place: Ref | None = None


class SearchReport(Frozen):
    """A part of what was found, best first; `counts` are of every kind, `total` of the kinds asked for."""

    text: str
    store_version: str
    counts: dict[Thing, int]
    total: int
    first: int
    items: tuple[Hit, ...]
    next: str | None
