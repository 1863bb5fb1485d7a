"""A plant as three fields of a form and as one text in an address: the same amount either way, whatever was typed."""

import pytest

from api.plant_rows import PlantRow, plant_text, row_of, rows_of
from chainmap.amounts import read_amount
from chainmap.quantities import Quantity


@pytest.mark.parametrize(
    ("amount", "unit", "text"),
    [
        ("20", "万吨/年", "己二胺=20万吨/年"),
        ("20万吨/年", "万吨/年", "己二胺=20万吨/年"),
        ("20万", "吨/年", "己二胺=20万"),
        ("1.5-2", "万吨/年", "己二胺=1.5-2万吨/年"),
        ("5以上", "万吨/年", "己二胺=≥5万吨/年"),
        ("10", "GWh/年", "己二胺=10GWh/年"),
        ("", "万吨/年", "己二胺="),
        ("未知", "万吨/年", "己二胺=未知"),
    ],
)
def test_a_row_becomes_one_text_that_means_the_same(amount: str, unit: str, text: str) -> None:
    row = PlantRow(product="己二胺", amount=amount, unit=unit)
    assert row.text == text
    assert read_amount(text.partition("=")[2]) == read_amount(amount, unit)
    again = row_of(text)
    assert again.text == text
    assert read_amount(again.amount, again.unit) == read_amount(amount, unit)


@pytest.mark.parametrize(("amount", "unit"), [("abc", "万吨/年"), ("-5", "万吨/年"), ("5", "万顿"), ("１²", "吨/年")])
def test_what_cannot_be_read_is_kept_as_it_was_typed(amount: str, unit: str) -> None:
    again = row_of(PlantRow(product="己二胺", amount=amount, unit=unit).text)
    assert again.amount.startswith(amount)


def test_an_equals_sign_within_a_name_does_not_part_it() -> None:
    assert row_of(PlantRow(product="=cmd|' /C calc'!A0PET", amount="3", unit="吨/年").text).product.endswith("A0PET")
    assert plant_text("a=b", Quantity.exact(200_000.0)) == "a＝b=20万吨/年"


def test_rows_nobody_filled_are_left_out() -> None:
    rows = rows_of(("己二胺", "", ""), ("", "", "3"), ("万吨/年", "万吨/年", "万吨/年"))
    assert [(row.product, row.amount) for row in rows] == [("己二胺", ""), ("", "3")]


def test_a_known_amount_is_written_as_people_write_it() -> None:
    assert plant_text("己二胺", Quantity.between(150_000.0, 200_000.0)) == "己二胺=15-20万吨/年"
    assert plant_text("己二胺", Quantity.exact(5_000.0)) == "己二胺=5000吨/年"
    assert plant_text("锂离子电池", Quantity.exact(10.0, "GWh/a")) == "锂离子电池=10GWh/年"
    assert plant_text("己二胺", None) == plant_text("己二胺", Quantity.unknown()) == "己二胺="
