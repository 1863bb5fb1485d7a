"""Numbers in words, worked out by hand."""

import pytest

from api.formats import amount, bounds, figure, percent, score, shortened, signed, unit_words
from chainmap.quantities import Quantity


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (0.335, "0.335"),
        (0.00421, "0.00421"),
        (1.0, "1"),
        (2.456, "2.46"),
        (58.54, "58.5"),
        (900.0, "900"),
        (1234.5, "1,234"),
        (180_0000, "1,800,000"),
        (-3.5, "−3.5"),
        (-0.0, "0"),
    ],
)
def test_a_figure_has_three_digits_and_a_true_minus(number: float, text: str) -> None:
    assert figure(number) == text


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (Quantity.exact(600_000), "60 万吨/年"),
        (Quantity.exact(500), "500 吨/年"),
        (Quantity.exact(0), "0 吨/年"),
        (Quantity.between(201_000, 207_000), "20.1–20.7 万吨/年"),
        (Quantity.at_least(20_000), "≥ 2 万吨/年"),
        (Quantity.at_most(20_000), "≤ 2 万吨/年"),
        (Quantity.unknown(), "未知"),
        (Quantity.at_least(0), "未知"),
        (Quantity.exact(3, "GWh/a"), "3 GWh/年"),
        (Quantity.exact(0.335, "t/t"), "0.335 吨/吨"),
        (None, "未知"),
    ],
)
def test_an_amount_says_unit_and_bound_and_unknown_is_a_word(quantity: Quantity | None, text: str) -> None:
    assert amount(quantity) == text


def test_a_column_holds_figures_alone_in_the_unit_of_its_heading() -> None:
    assert bounds(Quantity.exact(600_000), 10_000) == "60"
    assert bounds(Quantity.unknown(), 10_000) == "未知"
    assert unit_words("t/a") == "吨/年"


def test_shares_scores_and_contributions() -> None:
    assert [percent(share) for share in (None, 0.0, 0.024, 0.36, 1.0)] == ["未知", "0%", "2.4%", "36%", "100%"]
    assert [score(points) for points in (0.634211, -0.03, -0.001)] == ["0.63", "−0.03", "0.00"]
    assert [signed(points) for points in (0.21, -0.04, 0.0, 0.001, -0.001)] == ["+0.21", "−0.04", "0", "+0.00", "−0.00"]


def test_a_long_citation_ends_before_its_address() -> None:
    text = "公开答复函，重庆市涪陵区人民政府网，2024-06-24，http://www.fl.gov.cn/zwxx_206/ztzl/x.html「上游己二酸」"
    assert shortened(text, 44) == "公开答复函，重庆市涪陵区人民政府网，2024-06-24…"
    assert shortened("常识", 44) == "常识"
