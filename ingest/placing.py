"""Rows of 地区 beside the places that are known: the same place, a new one, a question, or a circle that is refused."""

from chainmap.facts import PlaceFact, PlaceType
from chainmap.names import name_key
from chainmap.placenames import six_digits
from chainmap.statements import Statement
from ingest.known import KnownNames, PlaceNames
from ingest.report import Level
from ingest.resolved import Resolved

SHOWN = 8


def settle_places(result: Resolved, known: KnownNames) -> None:
    """A row speaks of a known place by its code, by a name that only it has, or by a name within its parent.

    What has another parent stays another place. A name that several known places have, with neither parent nor
    code, waits as a question; a code under another place's name, and parents that lead in a circle, are refused.
    """
    rows = [row for row, statement in result.kept.items() if isinstance(statement.fact, PlaceFact)]
    if known.places and rows:
        there = PlaceNames(known.places)
        parents = any(isinstance(fact := result.kept[row].fact, PlaceFact) and fact.parent for row in rows)
        every = _with_own(result, known, rows) if parents else there
        for row in rows:
            _settle(result, row, there, every)
    _refuse_circles(result, known, rows)


def _with_own(result: Resolved, known: KnownNames, rows: list[int]) -> PlaceNames:
    own = [result.kept[row] for row in rows if row in result.kept]
    return PlaceNames((*known.places, *own), own[0].evidence.source if own else "")


def _settle(result: Resolved, row: int, there: PlaceNames, every: PlaceNames) -> None:
    statement = result.kept[row]
    fact = statement.fact
    assert isinstance(fact, PlaceFact)  # noqa: S101  (the caller's rows)
    coded = there.coded(fact.code)
    if coded and coded not in there.find(fact.name):
        return _refuse_code(result, row, there.full_name(coded))
    found = (coded,) if coded else _meant(fact, there, every)
    if len(found) == 1:
        return _follow(result, row, found[0], there)
    if found and not fact.parent:
        _wait(result, row, [there.told(place) for place in found[:SHOWN]])
    return None


def _meant(fact: PlaceFact, there: PlaceNames, every: PlaceNames) -> tuple[str, ...]:
    """The known places that a row without a known code may speak of."""
    exact = there.gazetteer.index.named(fact.name)
    found = exact or tuple(place for place in there.find(fact.name) if there.fact(place).code)
    found = tuple(place for place in found if _fits(fact, there.fact(place), exact=bool(exact)))
    if not fact.parent:
        return found if exact or len(found) == 1 else ()
    above = every.around(fact)
    if len(above) != 1:
        return ()
    called = every.fact(above[0])
    return tuple(place for place in found if _lies_in(there, place, called))


def _fits(fact: PlaceFact, known: PlaceFact, *, exact: bool) -> bool:
    if fact.code and known.code and six_digits(fact.code) != known.code:
        return False
    if fact.type is None or known.type is None or fact.type is known.type:
        return True
    return exact and PlaceType.PARK not in (fact.type, known.type)


def _lies_in(there: PlaceNames, place: str, called: PlaceFact) -> bool:
    """Directly, or for an administrative place of a code with levels between (长沙县 in 湖南省)."""
    known, around = there.fact(place), there.gazetteer.path(place)[1:]
    levels = around if known.code and known.type is not PlaceType.PARK else around[:1]
    same = [there.fact(own) for own in levels]
    return any((fact.name, fact.parent, fact.code) == (called.name, called.parent, called.code) for fact in same)


def _follow(result: Resolved, row: int, place: str, there: PlaceNames) -> None:
    """The row, said of the known place by its own name and parent."""
    statement = result.kept[row]
    fact = statement.fact
    assert isinstance(fact, PlaceFact)  # noqa: S101  (the caller's rows)
    known = there.fact(place)
    code = six_digits(fact.code) if six_digits(fact.code) == known.code else fact.code
    said = fact.model_copy(update={"name": known.name, "parent": known.parent, "code": code})
    result.kept[row] = Statement.model_validate({"fact": said, "evidence": statement.evidence})
    if name_key(known.name) != name_key(fact.name):
        result.say(
            statement,
            "name_is_alias",
            f"“{fact.name}”是“{there.full_name(place)}”,这一行记在它上面。",
            column="地区",
            suggestion="如果是另一个地方,请换一个名称,或写明上级。",
        )


def _refuse_code(result: Resolved, row: int, holder: str) -> None:
    statement = result.kept.pop(row)
    fact = statement.fact
    assert isinstance(fact, PlaceFact)  # noqa: S101  (the caller's rows)
    result.say(
        statement,
        "duplicate_id",
        f"“{fact.name}”的代码 {fact.code[:40]} 已经属于“{holder}”。",
        column="代码",
        suggestion="一个代码只能属于一个地区:请核对代码或名称。",
        level=Level.REJECTED,
    )


def _wait(result: Resolved, row: int, full_names: list[str]) -> None:
    statement = result.kept.pop(row)
    assert isinstance(statement.fact, PlaceFact)  # noqa: S101  (the caller's rows)
    result.say(
        statement,
        "ambiguous_place",
        f"“{statement.fact.name}”可以指几个地区:{'、'.join(full_names)}。",
        column="地区",
        suggestion="请填上“上级”或代码。",
        level=Level.QUESTION,
    )


def _refuse_circles(result: Resolved, known: KnownNames, rows: list[int]) -> None:
    """Rows whose parent leads back to them, alone, through each other, or through what is known."""
    left = [row for row in rows if row in result.kept]
    if not left:
        return
    every = _with_own(result, known, left)
    names = {
        name_key(every.fact(place).name): [every.fact(own).name for own in circle]
        for circle in every.gazetteer.circles
        for place in circle
    }
    for row in left:
        fact = result.kept[row].fact
        circle = names.get(name_key(fact.name)) if isinstance(fact, PlaceFact) and fact.parent else None
        if circle:
            _refuse_parent(result, row, circle)


def _refuse_parent(result: Resolved, row: int, circle: list[str]) -> None:
    statement = result.kept.pop(row)
    assert isinstance(statement.fact, PlaceFact)  # noqa: S101  (the caller's rows)
    name, parent = statement.fact.name, statement.fact.parent
    alone = f"“{name}”的上级写的是它自己。"
    result.say(
        statement,
        "circle_of_parents",
        alone if len(circle) == 1 else f"“{name}”的上级“{parent}”又在它里面:{'、'.join(circle[:SHOWN])} 互为上级。",
        column="上级",
        suggestion="上级是它所在的、更大的地区:请改正,没有就空着。",
        level=Level.REJECTED,
    )
