"""I2: no query text is put together from data, no identifier stands in one that the schema does not declare."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphs.stores import cypher, schema, sql
from graphs.stores.schema import ENDS, Field, Index, Label, Link, Table, identifier

ROOT = Path(__file__).parents[2]
STORES = ROOT / "graphs" / "stores"
RUNS = {"execute", "executemany", "executescript", "run", "execute_query", "Query"}
TEXT_MODULES = {"sql", "cypher"}


def trees(folder: Path) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(folder.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def texts(module: object) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in vars(module).items():
        if isinstance(value, str) and name.strip("_").isupper():
            found[name] = value
        elif isinstance(value, tuple) and name in ("CREATE", "CONSTRAINTS"):
            found |= {f"{name}[{number}]": text for number, text in enumerate(value)}
        elif isinstance(value, dict) and name.isupper() and name != "ENDS":
            found |= {f"{name}[{key}]": text for key, text in value.items()}
    return found


SQL = texts(sql)
CYPHER = texts(cypher)


def comes_from_a_text_module(node: ast.expr) -> bool:
    """`sql.SEARCH`, `cypher.COUNT_LINKS[link]`, or a plain name bound from one (a parameter or a loop over them)."""
    if isinstance(node, ast.Subscript):
        return comes_from_a_text_module(node.value)
    if isinstance(node, ast.Attribute):
        return isinstance(node.value, ast.Name) and node.value.id in TEXT_MODULES
    return isinstance(node, ast.Name) and node.id in ("text", "begin")


def test_every_query_that_is_run_is_a_constant_of_the_text_modules() -> None:
    run = 0
    for path, tree in trees(STORES):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in RUNS:
                run += 1
                assert comes_from_a_text_module(node.args[0]), f"{path.name}:{node.lineno}"
    assert run > 30


def test_what_is_passed_on_as_text_is_a_constant_of_the_text_modules() -> None:
    """The functions with a parameter `text` or `begin` are given constants, so the plain names above are safe."""
    passing = {"_run", "_transaction", "records"}
    for path, tree in trees(STORES):
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in passing:
                given_texts = [argument for argument in node.args if not _is_transaction(argument)][:1]
                assert all(map(comes_from_a_text_module, given_texts)), f"{path.name}:{node.lineno}"


def _is_transaction(node: ast.expr) -> bool:
    return (isinstance(node, ast.Name) and node.id == "transaction") or (
        isinstance(node, ast.Attribute) and node.attr == "_transaction"
    )


@pytest.mark.parametrize("name", ["sql.py", "cypher.py"])
def test_no_query_text_is_formatted_or_put_together(name: str) -> None:
    tree = ast.parse((STORES / name).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        assert not isinstance(node, ast.JoinedStr), f"f-string in line {node.lineno}"
        assert not isinstance(node, ast.BinOp), f"operator in line {getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("format", "join", "format_map", "Template"), f"line {node.lineno}"
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "replace":
            placeholder, filling = node.args
            assert isinstance(placeholder, ast.Constant)
            assert isinstance(filling, ast.Call) and getattr(filling.func, "id", "") == "identifier"


def test_no_query_stands_outside_the_stores() -> None:
    looks_like_one = re.compile(r"\b(SELECT\s.+\sFROM\s|INSERT INTO|DELETE FROM|MATCH\s*\(|MERGE\s*\(|PRAGMA\s)", re.S)
    for package in ("chainmap", "graphs", "ingest", "api"):
        for path, tree in trees(ROOT / package):
            if path.is_relative_to(STORES) or path.name.startswith("testing"):
                continue
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    assert not looks_like_one.search(node.value), f"{path}:{node.lineno}"
                if isinstance(node, ast.Import | ast.ImportFrom):
                    names = [alias.name for alias in node.names] + [getattr(node, "module", "") or ""]
                    assert not {"sqlite3", "neo4j"} & set(names), f"{path}:{node.lineno}"


def test_no_text_fetches_or_calls_more_than_two_known_procedures() -> None:
    for name, text in CYPHER.items():
        assert text.startswith("CYPHER 5 "), name
        assert not re.search(r"LOAD\s+CSV|apoc|elementId|\bid\(", text, re.I), name
        assert set(re.findall(r"CALL ([\w.]+)", text)) <= {"dbms.components", "db.awaitIndexes"}, name
    for name, text in SQL.items():
        assert not re.search(r"ATTACH|load_extension|readfile|writefile", text, re.I), name


def test_every_table_and_column_in_sql_is_declared() -> None:
    declared = {*Table, *Field, *Index}
    for name, text in SQL.items():
        bare = re.sub(r"'[^']*'|:\w+", "", text)
        lower = set(re.findall(r"\b[a-z_]{2,}\b", bare))
        known = {"instr", "count", "excluded", "change", "sqlite_master", "foreign_keys", "journal_mode"}
        known |= {"synchronous", "application_id", "user_version", "pragma_application_id", "pragma_user_version"}
        assert lower <= declared | known, name


def test_every_label_link_and_property_in_cypher_is_declared() -> None:
    for name, text in CYPHER.items():
        if name.startswith("_"):
            continue  # the templates, seen filled in below
        assert set(re.findall(r"\(\w*:(\w+)", text)) <= set(Label), name
        assert set(re.findall(r"\[\w*:(\w+)", text)) <= set(Link), name
        properties = re.findall(r"\b[hnrsab]\.(\w+)", text) + re.findall(r"[{,]\s*(\w+): ", text)
        assert set(properties) <= set(Field), name
        assert set(re.findall(r"(?:CONSTRAINT|INDEX) (\w+)", text)) <= set(Index), name
        assert "`" not in text, name


def test_every_declared_identifier_is_used() -> None:
    everything = " ".join([*SQL.values(), *CYPHER.values()])
    words = set(re.findall(r"\w+", everything))
    for family in (Table, Index, Label, Link, Field):
        assert set(family) <= words, set(family) - words


def test_every_link_has_its_own_text_with_its_own_ends() -> None:
    for link in Link:
        tail, head = ENDS[link]
        assert f"(a:{tail} " in cypher.COUNT_LINKS[link] and f"(b:{head} " in cypher.COUNT_LINKS[link]
        assert f"[r:{link}]" in cypher.COUNT_LINKS[link] and f"[r:{link}]" in cypher.FORGET_LINKS[link]


def test_the_marks_in_sql_are_those_of_the_schema() -> None:
    assert f"PRAGMA application_id = {schema.APPLICATION_ID}" in sql.CREATE
    assert f"PRAGMA user_version = {schema.SCHEMA_VERSION}" in sql.CREATE


@given(st.text())
def test_an_identifier_that_is_not_declared_is_refused(name: str) -> None:
    if name not in {*Table, *Index, *Label, *Link, *Field}:
        with pytest.raises(ValueError, match="not an identifier"):
            identifier(name)


@pytest.mark.parametrize(
    "name", ["Product`) DETACH DELETE (n", "Product\\u0060", "PRODUCT", "Product ", "", "Product\x00"]
)
def test_an_identifier_with_more_around_it_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not an identifier"):
        identifier(name)


def test_a_declared_identifier_is_itself() -> None:
    assert [identifier(link) for link in Link] == ["FEEDS", "KIND_OF", "USED_IN", "MAKES", "WITHIN", "AT"]
