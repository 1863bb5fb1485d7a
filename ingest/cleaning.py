"""Small steps that make a cell's text plain without changing what it says; each is counted by who calls it."""

import re
from decimal import Decimal

FORMULA_LEADS = "=+-@＝＋－＠\t\r"
"""With these a spreadsheet takes a text for a formula: a csv export puts ' before them, and an import takes it off."""
_GUARDED = re.compile(rf"'(?='*[{re.escape(FORMULA_LEADS)}])")
_SEPARATORS = re.compile(r"[;；]")
EXACT_WHOLE = 10**15
"""Whole numbers from here on have lost digits in a spreadsheet, which keeps fifteen."""


def without_guard(text: str) -> str:
    """'-ACT → -ACT: one leading ' goes where a formula sign follows (behind any further '); 'abc' keeps it."""
    return text[1:] if _GUARDED.match(text) else text


def without_outer_space(text: str) -> str:
    """Spaces of every width, tabs and line breaks at both ends go."""
    return text.strip()


def number_text(number: float) -> str:
    """The digits a spreadsheet shows for a number: 500102.0 → 500102, 0.1 + 0.2 → 0.3 (fifteen digits)."""
    if number == int(number) and abs(number) < EXACT_WHOLE:
        return str(int(number))
    return format(Decimal(f"{number:.15g}"), "f")


def parts(text: str) -> tuple[str, ...]:
    """Several names in one cell, separated by ; or ；, each once, empty ones left out."""
    return tuple(dict.fromkeys(part.strip() for part in _SEPARATORS.split(text) if part.strip()))
