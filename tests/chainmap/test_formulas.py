"""A molecular formula gives the mass share of its elements or is refused with the reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainmap.errors import FormulaRefused
from chainmap.formulas import ATOMIC_WEIGHTS, DEEPEST, LONGEST_FORMULA, atoms, mass_fractions, molar_mass


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("C6H10O4", {"C": 6, "H": 10, "O": 4}),  # 己二酸
        ("CaC2", {"Ca": 1, "C": 2}),  # 电石
        ("Ca(OH)2", {"Ca": 1, "O": 2, "H": 2}),
        ("NiSO4(H2O)6", {"Ni": 1, "S": 1, "O": 10, "H": 12}),
        ("CaMg(CO3)2", {"Ca": 1, "Mg": 1, "C": 2, "O": 6}),
        ("LiNi0.8Co0.1Mn0.1O2", {"Li": 1, "Ni": 0.8, "Co": 0.1, "Mn": 0.1, "O": 2}),
        ("Fe4(Fe(CN)6)3", {"Fe": 7, "C": 18, "N": 18}),
        ("CH3COOH", {"C": 2, "H": 4, "O": 2}),
        ("CO", {"C": 1, "O": 1}),
        ("Co", {"Co": 1}),
    ],
)
def test_a_formula_counts_its_atoms(formula: str, expected: dict[str, float]) -> None:
    assert atoms(formula) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("formula", "grams"),
    [("H2O", 18.015), ("C8H10", 106.168), ("C8H6O4", 166.132), ("C6H8N2", 108.144), ("Al2O3", 101.961)],
)
def test_a_mole_weighs_what_tables_say(formula: str, grams: float) -> None:
    assert molar_mass(formula) == pytest.approx(grams, abs=0.005)


def test_adiponitrile_is_a_quarter_nitrogen() -> None:
    # C6H8N2: 72.066 + 8.064 + 28.014 = 108.144
    assert mass_fractions("C6H8N2") == pytest.approx({"C": 0.66639, "H": 0.07457, "N": 0.25904}, abs=1e-5)


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("", "1–100 个字符"),
        ("C" * (LONGEST_FORMULA + 1), "1–100 个字符"),
        ("c6h6", "读不懂"),
        ("NiSO4·6H2O", "结晶水写成"),
        ("C６H６", "读不懂"),
        ("SO4-2", "读不懂"),
        ("Xx2", "没有元素“Xx”"),
        ("己二酸", "第 1 个字符“己”"),
        ("(CH2", "没有配对"),
        ("CH2)3", "没有配对"),
        ("()2", "空的"),
        ("2H2O", "没有对象"),
        ("H2.O", "读不懂"),
        ("H0O", "为 0"),
        ("H2 O", "读不懂"),
        ("(" * (DEEPEST + 1) + "C" + ")" * (DEEPEST + 1), "太深"),
    ],
)
def test_what_is_no_formula_is_refused_with_its_reason(formula: str, reason: str) -> None:
    with pytest.raises(FormulaRefused, match=reason.replace("(", r"\(")):
        atoms(formula)


_element = st.sampled_from(sorted(ATOMIC_WEIGHTS))
_count = st.integers(1, 99)


@given(st.lists(st.tuples(_element, _count), min_size=1, max_size=8))
def test_written_out_counts_come_back_and_shares_add_up_to_one(parts: list[tuple[str, int]]) -> None:
    formula = "".join(f"{element}{count}" for element, count in parts)
    expected: dict[str, int] = {}
    for element, count in parts:
        expected[element] = expected.get(element, 0) + count
    assert atoms(formula) == pytest.approx(expected)
    assert sum(mass_fractions(formula).values()) == pytest.approx(1)


@given(_element, _count, _count)
def test_a_bracket_multiplies_everything_inside(element: str, inner: int, outer: int) -> None:
    assert atoms(f"({element}{inner}O){outer}") == pytest.approx(atoms(f"{element}{inner * outer}O{outer}"))


@given(st.text(max_size=120))
def test_any_text_is_read_or_refused_never_worse(text: str) -> None:
    try:
        assert all(count > 0 for count in atoms(text).values())
    except FormulaRefused as refused:
        assert str(refused)
