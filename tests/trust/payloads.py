"""The hostile texts of payloads.json: what a field of data may hold that wants to be more than data."""

import json
from pathlib import Path

_FILE = json.loads(Path(__file__).with_name("payloads.json").read_text(encoding="utf-8"))

HOSTILE: dict[str, str] = {item["id"]: item["text"] * item.get("times", 1) for item in _FILE["hostile"]}
REAL: tuple[str, ...] = tuple(_FILE["real"])
"""Names of real products that look hostile and must survive."""
STORABLE: tuple[str, ...] = tuple(
    text for text in (*HOSTILE.values(), *REAL) if "\ud800" not in text and len(text) < 1000
)
"""All short ones that UTF-8 can write; half a character can only be refused, and length has tests of its own."""
