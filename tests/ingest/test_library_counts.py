"""Counts of the library are sums over its rows; the commands print them and end with the right status."""

import csv
import importlib
import json
from functools import cache
from importlib.resources import files

import pytest
from click.testing import CliRunner

from chainmap.cli.library import library
from ingest.checks.counts import LibraryReport, library_report
from ingest.checks.map import library_map
from ingest.checks.problems import Problem, family_of
from ingest.checks.words import HEADINGS
from ingest.library import library_statements

commands = importlib.import_module("chainmap.cli.library")


@cache
def report() -> LibraryReport:
    return library_report(library_statements()[1])


def test_families_add_up_to_the_whole() -> None:
    for column in ("products", "routes", "weighed_routes", "route_rows", "links", "chains", "figures"):
        assert sum(getattr(family, column) for family in report().families.values()) == getattr(report().total, column)
    assert sum(report().share.values()) == pytest.approx(1)
    assert report().total.names > report().total.products


def test_headings_are_listed_once_and_under_the_family_that_defines_them() -> None:
    rows = library_map(library_statements()[1]).products
    text = files("chainmap").joinpath("data/library/headings.csv").read_text(encoding="utf-8")
    listed = [(row["家族"], row["归类"]) for row in csv.DictReader(text.splitlines())]
    families = {name: family_of(rows[name].rows[0].evidence.file) for _, name in listed}
    assert {name for _, name in listed} == HEADINGS
    assert listed == sorted(set(listed), key=lambda line: (line[0], listed.index(line)))
    assert [family for family, _ in listed] == [families[name] for _, name in listed]


def test_an_empty_library_counts_nothing() -> None:
    empty = library_report([])
    assert (empty.total.products, empty.total.basis, empty.share, empty.families) == (0, {}, {}, {})


def test_check_is_green_on_the_shipped_library() -> None:
    result = CliRunner().invoke(library, ["check"])
    assert result.exit_code == 0
    assert "通过全部" in result.output


def test_check_lists_problems_and_ends_with_status_one(monkeypatch: pytest.MonkeyPatch) -> None:
    planted = (Problem("nylon/routes.csv", 5, "“己二腈”的单耗低于化学计量。", "element_balance"),)
    monkeypatch.setattr(commands, "library_problems", lambda statements: planted)
    result = CliRunner().invoke(library, ["check"])
    assert result.exit_code == 1
    assert "nylon/routes.csv 第 5 行:“己二腈”的单耗低于化学计量。" in result.output
    assert "1 个问题" in result.output


def test_stats_prints_one_row_a_family_or_json() -> None:
    text = CliRunner().invoke(library, ["stats"]).output
    assert all(word in text for word in ("产品", "nylon", "合计", "常识"))
    document = json.loads(CliRunner().invoke(library, ["stats", "--json"]).output)
    assert document == report().model_dump(mode="json")
