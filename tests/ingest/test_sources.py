"""Threat C3: a source loaded again says what it says now, whatever the order of its rows and files."""

import random
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from chainmap.ports import Snapshot
from chainmap.statements import Source, Statement, content_version
from ingest.pipeline import KnownNames, read_source
from tests.ingest.writing import LIB, PLACES, PRODUCTS, Cells, known_products, load_rows, write_csv, write_workbook

ROWS: list[Cells] = [
    ["企业", "产品", "地区", "产能", "单位", "备注"],
    ["华峰化工", "己二酸", "涪陵区", "18", "万吨/年", "一期"],
    ["华峰化工", "己二酸", "涪陵区", "18", "万吨/年", "二期"],
    ["蓬威石化", "PTA", "涪陵", "60", "万吨/年", ""],
    ["川维", "PX", "长寿区", "", "", ""],
    ["川维", "PX", "长寿区", "", "", ""],
]


@dataclass
class Memory:
    """A store in memory: sources with their statements, and what each replacement changed."""

    sources: dict[str, Source] = field(default_factory=dict)
    statements: dict[str, dict[str, Statement]] = field(default_factory=dict)

    def load(self, path: Path, name: str = "涪陵产能") -> tuple[int, int]:
        """Statements added and withdrawn by loading the path."""
        source = Source(id=name, title=name)
        loaded = read_source([path], source=source, known=KnownNames.of(self.snapshot()))
        assert loaded.report.rejected == 0, loaded.report.issues
        before = self.statements.get(name, {})
        now = {statement.digest: statement for statement in loaded.statements}
        self.sources[name], self.statements[name] = source, now
        return len(now.keys() - before.keys()), len(before.keys() - now.keys())

    def snapshot(self) -> Snapshot:
        every = tuple(statement for said in self.statements.values() for statement in said.values())
        version = content_version(self.sources.values(), (statement.digest for statement in every))
        return Snapshot(version=version, sources=tuple(self.sources.values()), statements=every)


@pytest.fixture
def store() -> Memory:
    memory = Memory()
    library = load_rows({"产品": PRODUCTS, "地区": PLACES}, known=KnownNames(), source=LIB)
    memory.sources[LIB.id] = LIB
    memory.statements[LIB.id] = {statement.digest: statement for statement in library.statements}
    return memory


def test_the_same_file_twice_changes_nothing(store: Memory, tmp_path: Path) -> None:
    path = write_csv(tmp_path, "产能", ROWS)
    assert store.load(path) == (4, 0)
    version = store.snapshot().version
    assert store.load(path) == (0, 0)
    assert store.snapshot().version == version


@pytest.mark.parametrize("seed", range(5))
def test_shuffled_rows_and_columns_change_nothing(store: Memory, tmp_path: Path, seed: int) -> None:
    store.load(write_csv(tmp_path, "产能", ROWS))
    version = store.snapshot().version
    order = random.Random(seed)  # noqa: S311  (an order to try, no secret)
    columns = order.sample(range(len(ROWS[0])), len(ROWS[0]))
    rows = [ROWS[0], *order.sample(ROWS[1:], len(ROWS) - 1)]
    mixed = [[row[column] for column in columns] for row in rows]
    assert store.load(write_csv(tmp_path, "产能", mixed)) == (0, 0)
    assert store.snapshot().version == version


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "utf-16"])
def test_another_encoding_of_the_same_content_changes_nothing(store: Memory, tmp_path: Path, encoding: str) -> None:
    store.load(write_csv(tmp_path, "产能", ROWS))
    assert store.load(write_csv(tmp_path, "产能", ROWS, encoding)) == (0, 0)


def test_the_same_content_as_a_workbook_changes_nothing(store: Memory, tmp_path: Path) -> None:
    store.load(write_csv(tmp_path, "产能", ROWS))
    numbers: list[Cells] = [[int(str(c)) if str(c).isdecimal() else c for c in row] for row in ROWS]
    assert store.load(write_workbook(tmp_path / "产能.xlsx", {"产能": numbers})) == (0, 0)


def test_a_shrunk_source_withdraws_exactly_the_difference(store: Memory, tmp_path: Path) -> None:
    store.load(write_csv(tmp_path, "产能", ROWS))
    gone = {s.digest for s in store.statements["涪陵产能"].values() if getattr(s.fact, "note", "") == "二期"}
    kept = set(store.statements["涪陵产能"]) - gone
    assert store.load(write_csv(tmp_path, "产能", [*ROWS[:2], *ROWS[3:]])) == (0, 1)
    assert set(store.statements["涪陵产能"]) == kept


def test_a_grown_source_adds_exactly_the_difference(store: Memory, tmp_path: Path) -> None:
    store.load(write_csv(tmp_path, "产能", ROWS))
    assert store.load(write_csv(tmp_path, "产能", [*ROWS, ["万凯新材料", "PTA", "涪陵区", "", "", ""]])) == (1, 0)


def test_one_of_two_equal_rows_may_go_without_a_change(store: Memory, tmp_path: Path) -> None:
    store.load(write_csv(tmp_path, "产能", ROWS))
    assert store.load(write_csv(tmp_path, "产能", ROWS[:-1])) == (0, 0)


def test_another_path_adds_and_the_first_stays(store: Memory, tmp_path: Path) -> None:
    store.load(write_csv(tmp_path, "产能", ROWS))
    before = set(store.statements["涪陵产能"])
    assert store.load(write_csv(tmp_path, "产能", ROWS[:2]), "另一份") == (1, 0)
    assert set(store.statements["涪陵产能"]) == before


def test_a_source_that_names_its_own_products_may_be_loaded_again(store: Memory, tmp_path: Path) -> None:
    write_csv(tmp_path, "产品", [["产品", "别名"], ["聚酯瓶片", "瓶级切片"]])
    write_csv(tmp_path, "产能", [["企业", "产品", "地区"], ["万凯新材料", "瓶级切片", "涪陵区"]])
    assert store.load(tmp_path) == (2, 0)
    assert store.load(tmp_path) == (0, 0)


def test_an_alias_moved_to_another_product_moves(store: Memory, tmp_path: Path) -> None:
    write_csv(tmp_path, "产品", [["产品", "别名"], ["丁二酸", "SA"], ["癸二酸", ""]])
    store.load(tmp_path)
    write_csv(tmp_path, "产品", [["产品", "别名"], ["丁二酸", ""], ["癸二酸", "SA"]])
    assert store.load(tmp_path) == (2, 2)
    assert store.load(tmp_path) == (0, 0)


def test_a_rejected_row_leaves_the_rest_to_be_written(tmp_path: Path) -> None:
    rows = [*ROWS[:3], ["华峰化工", "己二睛", "涪陵区", "5", "", ""], ["华峰化工", "己二酸", "涪陵区", "-5", "", ""]]
    path = write_csv(tmp_path, "产能", rows)
    loaded = read_source([path], source=LIB.model_copy(update={"id": "user"}), known=known_products())
    report = loaded.report
    assert (report.read, report.kept, report.rejected, report.questions) == (4, 2, 2, 1)
    assert len(loaded.statements) == 2
    assert not report.written  # the caller says so once it has written
