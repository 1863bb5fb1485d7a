"""Ready answers, kept by store version and question, so that asking again costs nothing."""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock


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
