"""Pages meet Chromium 86: what it lacks is not in our own sheet and script, and the script starts nothing by text."""

import re
from importlib.resources import files

import pytest

STATIC = files("api").joinpath("static")
CSS = re.sub(r"/\*.*?\*/", "", STATIC.joinpath("chainmap.css").read_text(encoding="utf-8"), flags=re.DOTALL)
SCRIPT = "".join(STATIC.joinpath(name).read_text(encoding="utf-8") for name in ("chainmap.js", "search.js"))


@pytest.mark.parametrize("feature", [":has(", ":is(", ":where(", "inset:", "aspect-ratio", "@layer", "@container", "&"])
def test_the_sheet_uses_nothing_newer(feature: str) -> None:
    assert feature not in CSS


@pytest.mark.parametrize(
    "feature",
    [
        ".at(",
        "findLast",
        "toSorted",
        "hasOwn",
        "structuredClone",
        "randomUUID",
        "replaceAll",
        "static {",
        ".toReversed",
    ],
)
def test_the_script_uses_nothing_newer(feature: str) -> None:
    assert feature not in SCRIPT


@pytest.mark.parametrize(
    "way", ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("]
)
def test_the_script_makes_no_markup_from_text(way: str) -> None:
    assert way not in SCRIPT


def test_the_sheet_asks_for_nothing_outside() -> None:
    assert "url(" not in CSS
    assert "@import" not in CSS
