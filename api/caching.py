"""Ready answers, kept by store version and question, so that asking again costs nothing."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import TypeVar, cast

Report = TypeVar("Report")


@dataclass(frozen=True, slots=True)
class Answer:
    """The bytes of one answer and what they are; `filename` where it is handed out as a file."""

    body: bytes
    media_type: str
    filename: str = ""


class Answers:
    """The last answers within a number of bytes; the key holds the store version, so nothing stale is given out."""

    def __init__(self, *, most_bytes: int = 48 * 1024 * 1024) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[str, Answer] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: str) -> Answer | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: str, answer: Answer) -> None:
        """Kept until newer answers need the room; an answer of more than a quarter of the room is not kept."""
        if len(answer.body) > self._most_bytes // 4:
            return
        with self._lock:
            replaced = self._kept.pop(key, None)
            self._bytes += len(answer.body) - (len(replaced.body) if replaced else 0)
            self._kept[key] = answer
            while self._bytes > self._most_bytes:
                _, oldest = self._kept.popitem(last=False)
                self._bytes -= len(oldest.body)


class Reports:
    """The last few reports themselves, so that opening a row of a list does not ask for the list again."""

    def __init__(self, *, most: int = 16) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = Lock()

    def once(self, key: Hashable, produce: Callable[[], Report]) -> Report:
        """What `produce` gave for this key before, or gives now; two askers at once may both ask."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast(Report, self._kept[key])
        report = produce()
        with self._lock:
            self._kept[key] = report
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return report


def question_key(*parts: str) -> str:
    """24 hex digits of everything that decides an answer: program, store version, path, query."""
    text = "\x1f".join(parts)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def entity_tag(key: str) -> str:
    """Weak, since the same answer may be sent compressed."""
    return f'W/"{key}"'


def matches(if_none_match: str | None, tag: str) -> bool:
    """Whether the browser already has this answer (weak comparison, lists and *)."""
    if not if_none_match:
        return False
    known = {part.strip().removeprefix("W/") for part in if_none_match.split(",")}
    return "*" in known or tag.removeprefix("W/") in known
