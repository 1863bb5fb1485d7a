"""Which places a written name may mean: by code, name, short name and alias, alone or behind what they lie in."""

from collections import defaultdict
from collections.abc import Iterable

from chainmap.names import name_key

RANKS = "省市区县旗"
_DEEPEST = 8
_COMPLETE, _SKIPPING = 2, 1


def short_name(name: str) -> str:
    """涪陵区 → 涪陵; a name of two characters stays whole."""
    return name[:-1] if len(name) > 2 and name[-1] in RANKS else name


def six_digits(code: str) -> str:
    """An administrative code of a province (2 digits), city (4) or county (6, 9 or 12) in six digits; else as it is."""
    if not (code.isascii() and code.isdigit()):
        return code
    if len(code) in (2, 4):
        return code.ljust(6, "0")
    return code[:6] if len(code) in (9, 12) and not code[6:].strip("0") else code


class PlaceIndex:
    """Places by what people call them; it answers with every id that a name may mean and never chooses.

    `parents` says what each place lies in; it may be filled after the names and must hold no circle.
    """

    def __init__(self) -> None:
        self.parents: dict[str, str] = {}
        self._exact: dict[str, list[str]] = defaultdict(list)
        self._short: dict[str, list[str]] = defaultdict(list)
        self._forms: dict[str, tuple[str, ...]] = {}
        """Keys of name, short name and aliases of each place."""

    def add(self, own: str, name: str, *, code: str = "", aliases: Iterable[str] = ()) -> None:
        key = name_key(name)
        others = dict.fromkeys(name_key(other) for other in (short_name(name), *aliases))
        others.pop(key, None)
        for exact in {key, name_key(code)} - {""}:
            self._exact[exact].append(own)
        for other in others:
            self._short[other].append(own)
        self._forms[own] = (key, *others)

    def named(self, written: str) -> tuple[str, ...]:
        """Every place of exactly this name or code."""
        key = name_key(written)
        return tuple(self._exact.get(key) or self._exact.get(six_digits(key)) or ())

    def called(self, written: str) -> tuple[str, ...]:
        """Every place with this short name or alias."""
        return tuple(self._short.get(name_key(written), ()))

    def find(self, written: str) -> tuple[str, ...]:
        """Every place that the name may mean: exact ones, else full names, short ones, names behind a place around."""
        exact = self.named(written)
        if exact:
            return exact
        full, partly = self._behind(name_key(written).replace("·", ""))
        return full or self.called(written) or partly

    def alike(self, written: str) -> tuple[str, ...]:
        """Places of the same stem and another rank (涪陵县: 涪陵区), for a person to choose from."""
        stem = short_name(written)
        return tuple(dict.fromkeys((*self.named(stem), *self.called(stem))))

    def _behind(self, key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Places whose full name is this (重庆涪陵), and those where it leaves out a level (湖南长沙县)."""
        found: dict[int, list[str]] = {_COMPLETE: [], _SKIPPING: []}
        for cut in range(1, len(key)):
            tail = key[cut:]
            for own in dict.fromkeys((*self._exact.get(tail, ()), *self._short.get(tail, ()))):
                how = self._leads(key[:cut], own, 0)
                if how and own not in found[how]:
                    found[how].append(own)
        return tuple(found[_COMPLETE]), tuple(found[_SKIPPING])

    def _leads(self, head: str, own: str, depth: int) -> int:
        """Whether a text is what the place lies in, outermost first: completely, leaving out levels, or not (0)."""
        parent = self.parents.get(own)
        if not head:
            return _COMPLETE if parent is None else _SKIPPING
        if parent is None or depth == _DEEPEST:
            return 0
        forms = [form for form in self._forms.get(parent, ()) if head.endswith(form)]
        best = max((self._leads(head[: -len(form)], parent, depth + 1) for form in forms), default=0)
        return best if best == _COMPLETE else max(best, min(_SKIPPING, self._leads(head, parent, depth + 1)))
