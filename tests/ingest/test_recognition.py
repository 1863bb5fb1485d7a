"""A folder given to `chainmap load` may be our own sheets or a data set known by its files."""

import pytest

from chainmap.facts import CapacityFact, LinkFact, MakesFact
from chainmap.statements import Source
from ingest.recognition import read_anything
from tests.ingest.test_chainknowledgegraph import LIBRARY, SMALL

SOURCE = Source(id="national", title="全国企业产品表")


@pytest.fixture
def checkout(tmp_path):
    for name, text in SMALL.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_checkout_gives_its_table_and_no_link_between_products(checkout) -> None:
    loaded = read_anything([checkout], source=SOURCE, known=LIBRARY)
    kinds = {type(statement.fact) for statement in loaded.statements}
    assert MakesFact in kinds
    assert LinkFact not in kinds
    first = loaded.report.issues[0]
    assert (first.code, first.file) == ("read_as_data_set", checkout.name)
    assert "其中 1 种是库里已有的" in first.message  # PTA under its alias 精对苯二甲酸


def test_a_folder_of_our_own_sheets_is_read_as_such(tmp_path) -> None:
    (tmp_path / "地区.csv").write_text("地区\n涪陵区\n", encoding="utf-8")
    (tmp_path / "产能.csv").write_text("企业,产品,地区\n万凯,PTA,涪陵区\n", encoding="utf-8")
    loaded = read_anything([tmp_path], source=SOURCE, known=LIBRARY)
    assert any(isinstance(statement.fact, CapacityFact) for statement in loaded.statements)
