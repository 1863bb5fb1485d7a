"""How a statement is kept: key and digest beside the whole as JSON, and back again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import TypeAdapter

from chainmap.errors import BadInput
from chainmap.memory import collector_resting
from chainmap.statements import Source, Statement, distinct

_STATEMENT: TypeAdapter[Statement] = TypeAdapter(Statement)


@dataclass(frozen=True, slots=True)
class Record:
    """One statement as a store keeps it; `body` is its JSON without what is computed from it."""

    key: str
    digest: str
    body: str


def recorded(source: Source, statements: Iterable[Statement]) -> dict[Record, Statement]:
    """The distinct statements by their records, in order; all are read before anything is written.

    Raises BadInput for a statement of another source and for text that no file could hold.
    """
    for what, text in (("代号", source.id), ("名称", source.title)):
        if is_broken(text):
            raise BadInput(f"来源的{what}含有残缺的字符编码:请改正后重试。")
    return {_record(statement): statement for statement in distinct(_checked(source, statements))}


def restored(records: Iterable[Record]) -> tuple[Statement, ...]:
    """The statements of records, in their order; key and digest are taken over, since deriving them costs as much."""
    with collector_resting():
        return tuple(_restored(record) for record in records)


def is_broken(text: str) -> bool:
    """True for text with half a surrogate pair, which no file and no store can hold, so that nothing is found by it."""
    return any("\ud800" <= character <= "\udfff" for character in text)


def _restored(record: Record) -> Statement:
    statement = _STATEMENT.validate_json(record.body)
    vars(statement).update(key=record.key, digest=record.digest)  # where their cached properties keep them
    return statement


def _record(statement: Statement) -> Record:
    return Record(statement.key, statement.digest, statement.model_dump_json(round_trip=True))


def _checked(source: Source, statements: Iterable[Statement]) -> Iterator[Statement]:
    for number, statement in enumerate(statements, 1):
        if statement.evidence.source != source.id:
            raise BadInput(f"第 {number} 条陈述属于来源“{statement.evidence.source}”,不能写入来源“{source.id}”。")
        try:
            _ = statement.digest, statement.evidence.file.encode(), statement.evidence.sheet.encode()
        except UnicodeEncodeError:
            field = next(_broken_fields(statement.model_dump()), "evidence")
            raise BadInput(f"第 {number} 条陈述的 {field} 含有残缺的字符编码:请改正后重试。") from None
        yield statement


def _broken_fields(value: object, path: str = "") -> Iterator[str]:
    """Dotted paths of the texts that hold half a surrogate pair, such as `fact.name`."""
    if isinstance(value, str) and is_broken(value):
        yield path
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _broken_fields(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(value, tuple):
        for inner in value:
            yield from _broken_fields(inner, path)
