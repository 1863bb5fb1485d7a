"""csv files: rows by the number a spreadsheet shows, no row swallowed by a quote, limits kept."""

import pytest

from chainmap.errors import FileRefused
from ingest.delimited import read_delimited
from ingest.tables import Limits, Table


def read(text: str, limits: Limits | None = None) -> Table:
    return read_delimited(text.encode(), "产能.csv", "产能", limits or Limits())


def test_blank_rows_count_and_are_not_read() -> None:
    table = read("企业,产品\n\n,\n华峰化工,己二酸\n  , \n蓬威石化,PTA\n")
    assert [(row.number, row.cells[0]) for row in table.rows] == [(1, "企业"), (4, "华峰化工"), (6, "蓬威石化")]


def test_a_line_break_inside_quotes_is_one_row_as_in_a_spreadsheet() -> None:
    table = read('企业,来源\n华峰化工,"第一行\n第二行"\n蓬威石化,年报\n')
    assert [(row.number, row.cells[1]) for row in table.rows] == [(1, "来源"), (2, "第一行\n第二行"), (3, "年报")]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_all_line_endings_are_read(ending: str) -> None:
    assert [row.number for row in read(f"企业,产品{ending}华峰化工,己二酸{ending}").rows] == [1, 2]


@pytest.mark.parametrize("text", ['企业,产品\n"华峰化工,己二酸\n蓬威石化,PTA\n', '企业,产品\n"华峰"化工,己二酸\n'])
def test_a_quote_that_is_never_closed_does_not_swallow_the_rest(text: str) -> None:
    with pytest.raises(FileRefused, match=r"“产能\.csv”第 \d 行附近的引号不成对"):
        read(text)


def test_a_quote_inside_a_word_is_only_a_quote() -> None:
    assert read('企业,产品\n华峰化工,5"管\n').rows[1].cells == ("华峰化工", '5"管')


def test_too_many_rows_or_columns_are_refused() -> None:
    with pytest.raises(FileRefused, match="超过 3 行"):
        read("a\n" * 4, Limits(rows=3))
    with pytest.raises(FileRefused, match="第 2 行超过 200 列"):
        read("a\n" + "," * 100_000 + "x\n")


def test_empty_columns_on_the_right_do_no_harm() -> None:
    assert read("企业" + "," * 500 + "\n华峰化工" + "," * 500 + "\n").rows[1].cells[0] == "华峰化工"
