"""A cell that holds an amount is read exactly or refused, never changed in silence."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainmap.amounts import LARGEST, read_amount, read_number, read_ratio, read_share
from chainmap.errors import AmountRefused
from chainmap.quantities import Bound, Quantity


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("12", "", Quantity.exact(12)),
        ("12", "万吨/年", Quantity.exact(120_000)),
        ("12万吨", "吨/年", Quantity.exact(120_000)),
        ("12万", "吨/年", Quantity.exact(120_000)),
        ("12万", "", Quantity.exact(120_000)),
        ("1,234", "", Quantity.exact(1234)),
        ("1，234.5吨", "", Quantity.exact(1234.5)),
        ("１２", "", Quantity.exact(12)),
        ("１２．５万吨/年", "", Quantity.exact(125_000)),
        ("30 万吨 / 年", "", Quantity.exact(300_000)),
        ("1.1万吨", "", Quantity.exact(11_000)),  # 1.1 × 10000 in floats is 11000.000000000002
        ("0.35亿吨", "", Quantity.exact(35_000_000)),
        ("500公斤", "", Quantity.exact(0.5)),
        ("5Mt", "", Quantity.exact(5_000_000)),
        ("0", "", Quantity.exact(0)),
        ("约30万吨左右", "", Quantity.exact(300_000)),
        ("1.5-2.0", "万吨/年", Quantity.between(15_000, 20_000)),
        ("12万吨～15万吨", "", Quantity.between(120_000, 150_000)),
        ("5千吨至1万吨", "", Quantity.between(5_000, 10_000)),
        ("5000万吨以上", "", Quantity.at_least(50_000_000)),
        ("36以上", "万吨/年", Quantity.at_least(360_000)),
        ("≥5万吨", "", Quantity.at_least(50_000)),
        ("不小于3", "", Quantity.at_least(3)),
        ("至少30万吨", "", Quantity.at_least(300_000)),
        ("10余万吨", "", Quantity.at_least(100_000)),
        ("30+", "", Quantity.at_least(30)),
        ("不超过3万吨", "", Quantity.at_most(30_000)),  # 超过 in it says the contrary
        ("不大于3", "", Quantity.at_most(3)),
        ("3万吨以内", "", Quantity.at_most(30_000)),
        ("5000万元以上", "", Quantity.at_least(5000, "万元")),
        ("10", "GWh", Quantity.exact(10, "GWh/a")),
        ("10GWh/年", "", Quantity.exact(10, "GWh/a")),
        ("12万平方米", "", Quantity.exact(12, "万平方米/a")),
        ("10㎡", "", Quantity.exact(10, "m2/a")),
        ("12万m³", "", Quantity.exact(12, "万m3/a")),
        ("12万", "平方米", Quantity.exact(12, "万平方米/a")),
    ],
)
def test_an_amount_is_read_as_it_is_meant(text: str, unit: str, expected: Quantity) -> None:
    assert read_amount(text, unit) == expected


@pytest.mark.parametrize("text", ["", " ", "-", "—", "未知", "不详", "×亿元", "X亿元", "×", "待核", "N/A"])
def test_what_says_that_nobody_knows_is_unknown_and_not_nought(text: str) -> None:
    assert read_amount(text, "万吨").bound is Bound.UNKNOWN
    assert read_amount(text, "万吨").unit == "t/a"


@pytest.mark.parametrize(
    "text",
    [
        "TRUE", "False", "1_000", "1e999", "1e5", "1.2E+05", str(2**63), "9" * 5000, "NaN", "nan", "∞", "inf",
        "+5", "5.", "1.2.3", "1,23", "12,5", "1 2", "1/3", "½", "①", "5²", "٣", "0x1F", "2024-01-05", "2024年",
        "12abc", "12O", "1O万吨", "12?", "45%", "若干", "己二酸", "5万吨(折百)", "100吨/天", "大于小于3",
        "1.23456789012345678", "5000MT",
    ],
)  # fmt: skip
def test_what_is_no_exact_amount_is_refused_with_the_way_out(text: str) -> None:
    with pytest.raises(AmountRefused, match="请"):
        read_amount(text)


@pytest.mark.parametrize("text", ["-5", "-0", "−5万吨", "－5", "约-5", "-1-2"])
def test_a_negative_amount_is_called_so(text: str) -> None:
    with pytest.raises(AmountRefused, match="负数:数量不能小于 0"):
        read_amount(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2-1", "上限小于下限"),
        ("5万吨-2万吨", "上限小于下限"),
        ("2000亿吨", "大得不可能"),
        ("5吨-6件", "前后单位不同"),
        ("100吨/天", "不是按年的"),
        ("12O", "单位“O”读不懂"),
        ("5000MT", "两种读法"),
        ("1234567890.1234567", "位数太多"),
        ("5²", "“²”读不成数字"),
    ],
)
def test_the_refusal_names_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(AmountRefused, match=message):
        read_amount(text)


@pytest.mark.parametrize("unit", ["1", "abc", "%", "日", "吨;年", "万吨/月"])
def test_a_column_of_units_nobody_understands_is_refused(unit: str) -> None:
    with pytest.raises(AmountRefused, match="单位"):
        read_amount("12", unit)


def test_a_message_repeats_only_the_beginning_of_a_long_cell() -> None:
    with pytest.raises(AmountRefused) as refused:
        read_amount("九" * 1_000_000)
    assert len(str(refused.value)) < 120


@given(st.decimals(min_value=0, max_value=Decimal(LARGEST), places=3, allow_nan=False, allow_infinity=False))
def test_a_plain_decimal_is_read_exactly(number: Decimal) -> None:
    assert read_number(f"{number}") == float(number)
    assert read_amount(f"{number}").value == float(number)


@given(st.decimals(min_value=0, max_value=10_000, places=4, allow_nan=False, allow_infinity=False))
def test_ten_thousand_tonnes_are_scaled_without_a_float_error(number: Decimal) -> None:
    assert read_amount(f"{number}万吨").value == float(number * 10_000)


@given(st.text(max_size=40))
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    for read in (read_amount, read_number, read_ratio, read_share):
        try:
            read(text)
        except AmountRefused as refused:
            assert str(refused)


@given(st.text(alphabet="0123456789.,-_eE+ 万亿吨/年至~约以上下≥≤<>²½O１", max_size=12))
def test_an_amount_that_is_read_is_never_negative_nor_beyond_any_plant(text: str) -> None:
    try:
        amount = read_amount(text)
    except AmountRefused:
        return
    assert amount.low is None or 0 <= amount.low <= LARGEST
    assert amount.high is None or 0 <= amount.high <= LARGEST


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.66", Quantity.exact(0.66, "t/t")),
        ("0.65-0.67", Quantity.between(0.65, 0.67, unit="t/t")),
        ("660kg/t", Quantity.exact(0.66, "t/t")),
        ("0.66 吨/吨", Quantity.exact(0.66, "t/t")),
        ("", Quantity.unknown("t/t")),
        ("未知", Quantity.unknown("t/t")),
    ],
)
def test_a_consumption_is_read_in_tonnes_per_tonne(text: str, expected: Quantity) -> None:
    assert read_ratio(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("0", "必须大于 0"),
        ("-1", "负数"),
        ("0.7-0.6", "上限小于下限"),
        ("2万吨", "读不成单耗"),
        ("0.66吨-0.7吨", "读不成"),
    ],
)
def test_a_consumption_of_nothing_or_less_is_refused(text: str, message: str) -> None:
    with pytest.raises(AmountRefused, match=message):
        read_ratio(text)


@pytest.mark.parametrize(
    ("text", "share"), [("0.45", 0.45), ("45%", 0.45), ("４５％", 0.45), ("0", 0.0), ("100%", 1.0)]
)
def test_a_share_may_be_written_both_ways(text: str, share: float) -> None:
    assert read_share(text) == share


def test_a_utilisation_may_pass_nameplate() -> None:
    assert read_share("108%", largest=1.5) == 1.08


@pytest.mark.parametrize("text", ["45", "1.2", "101%", "-0.1", "", "half", "0.4.5", "1e-1", "TRUE"])
def test_a_share_outside_nought_and_one_is_refused(text: str) -> None:
    with pytest.raises(AmountRefused):
        read_share(text)


def test_a_share_written_without_its_percent_sign_is_asked_about() -> None:
    with pytest.raises(AmountRefused, match="是 45% 吗"):
        read_share("45")


@pytest.mark.parametrize("text", ["12,345,678", "0.5", ".5", "100000000000"])
def test_a_number_keeps_its_value(text: str) -> None:
    assert read_number(text) == float(text.replace(",", ""))


@pytest.mark.parametrize("text", ["", "12万", "-3", "100000000001", "1_0", "1e3", "12,34"])
def test_a_number_with_anything_else_is_refused(text: str) -> None:
    with pytest.raises(AmountRefused):
        read_number(text)
