"""The structure that the design promises: layers, packages in the wheel, vocabulary, file sizes, no foreign paths."""

import ast
import csv
import importlib
import subprocess
import sys
import zipfile
from enum import StrEnum
from pathlib import Path

import pytest

from chainmap import evidence, facts, gaps, hypotheses, scoring, searching, views
from chainmap.vocabulary import label, vocabulary

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("chainmap", "graphs", "ingest", "api")


def tracked(*patterns: str) -> list[Path]:
    """Files of the checkout; from a source archive without git, everything below the packages."""
    found = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, text=True)
    if found.returncode == 0 and found.stdout:
        return [ROOT / name for name in found.stdout.split("\0") if name and (ROOT / name).is_file()]
    return [path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file()]


def test_import_contracts_hold() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([str(lint), "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_wheel_holds_exactly_the_four_packages_with_their_data(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(tmp_path)]
    copy = tmp_path / "source"
    copy.mkdir()
    wanted_tops = (*PACKAGES, "pyproject.toml", "README.md", "LICENSE")
    for path in [p for p in tracked() if p.relative_to(ROOT).parts[0] in wanted_tops]:
        target = copy / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    result = subprocess.run([*command, "."], cwd=copy, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    names = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == set(PACKAGES)
    for wanted in (
        "chainmap/data/vocabulary.csv",
        "chainmap/data/library/base/products.csv",
        "chainmap/data/samples/fuling/capacities.csv",
        "chainmap/help/handbook.md",
        "graphs/pictures/templates/map.html",
        "api/templates/base.html",
        "chainmap/cli/__init__.py",
    ):
        assert wanted in names


@pytest.mark.parametrize(
    "kind",
    [
        facts.Nature,
        facts.Role,
        facts.Relation,
        facts.PlaceType,
        facts.EnterpriseRole,
        facts.Status,
        evidence.Basis,
        gaps.GapKind,
        gaps.Tag,
        gaps.Advice,
        gaps.Basis,
        hypotheses.EvidenceName,
        scoring.Group,
        scoring.SignalName,
        views.Presence,
        searching.Thing,
        searching.NameKind,
        searching.Match,
    ],
)
def test_every_member_of_every_enum_has_a_chinese_term(kind: type[StrEnum]) -> None:
    assert all(label(member) for member in kind)


def test_every_row_of_the_vocabulary_has_its_five_cells() -> None:
    text = (ROOT / "chainmap/data/vocabulary.csv").read_text(encoding="utf-8")
    assert [row for row in csv.reader(text.splitlines()) if len(row) != 5] == []


def test_every_signal_says_what_it_measures() -> None:
    terms = vocabulary()
    assert [n for n in scoring.SignalName if not terms[f"signal_name.{n.value}"].definition] == []


def test_plus_weights_sum_to_one_as_the_method_says() -> None:
    plus = [scoring.weight_of(name) for name in scoring.SignalName if scoring.weight_of(name) > 0]
    minus = [scoring.weight_of(name) for name in scoring.SignalName if scoring.weight_of(name) < 0]
    assert round(sum(plus), 9) == 1.0
    assert round(sum(minus), 9) == -0.68  # −0.08 −0.10 −0.15 −0.05 −0.30; the last is a share of a positive sum


def test_no_tracked_file_is_larger_than_three_megabytes() -> None:
    assert [path.name for path in tracked() if path.stat().st_size > 3_000_000] == []


def test_no_python_module_is_longer_than_three_hundred_lines() -> None:
    sources = [path for path in tracked("*.py") if path.suffix == ".py" and "tests" not in path.parts]
    long = {path.name: n for path in sources if (n := len(path.read_text(encoding="utf-8").splitlines())) > 300}
    assert long == {}


def test_the_benchmarks_can_be_imported() -> None:
    assert importlib.import_module("benchmarks.__main__").main


def test_no_function_prints_outside_the_commands() -> None:
    found = []
    for package in ("chainmap", "graphs", "ingest", "api"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
                    found.append(f"{path.name}:{node.lineno}")
    assert found == []


def test_domain_knows_no_other_package() -> None:
    """import-linter checks it too; this one reads the text, so that a late import inside a function counts."""
    outside = []
    for path in (ROOT / "chainmap").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            outside += [f"{path.name}: {n}" for n in names if n.split(".")[0] in ("graphs", "ingest", "api")]
    assert outside == []
