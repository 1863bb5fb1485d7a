"""What share of a substance's mass each element has, read from its molecular formula: `Ca(OH)2`, `C6H10O4`.

Standard atomic weights, abridged to what mass balances need (IUPAC 2021). Plain ASCII, round brackets, whole or
decimal counts; no charges, isotopes or hydrate dots: the water of a crystal is written `NiSO4(H2O)6`.
"""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from chainmap.errors import FormulaRefused

ATOMIC_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        **{"H": 1.008, "He": 4.0026, "Li": 6.94, "Be": 9.0122, "B": 10.81, "C": 12.011, "N": 14.007, "O": 15.999},
        **{"F": 18.998, "Ne": 20.180, "Na": 22.990, "Mg": 24.305, "Al": 26.982, "Si": 28.085, "P": 30.974},
        **{"S": 32.06, "Cl": 35.45, "Ar": 39.95, "K": 39.098, "Ca": 40.078, "Sc": 44.956, "Ti": 47.867},
        **{"V": 50.942, "Cr": 51.996, "Mn": 54.938, "Fe": 55.845, "Co": 58.933, "Ni": 58.693, "Cu": 63.546},
        **{"Zn": 65.38, "Ga": 69.723, "Ge": 72.630, "As": 74.922, "Se": 78.971, "Br": 79.904, "Rb": 85.468},
        **{"Sr": 87.62, "Y": 88.906, "Zr": 91.224, "Nb": 92.906, "Mo": 95.95, "Ru": 101.07, "Rh": 102.91},
        **{"Pd": 106.42, "Ag": 107.87, "Cd": 112.41, "In": 114.82, "Sn": 118.71, "Sb": 121.76, "Te": 127.60},
        **{"I": 126.90, "Cs": 132.91, "Ba": 137.33, "La": 138.91, "Ce": 140.12, "Pr": 140.91, "Nd": 144.24},
        **{"Sm": 150.36, "Eu": 151.96, "Gd": 157.25, "Tb": 158.93, "Dy": 162.50, "Ho": 164.93, "Er": 167.26},
        **{"Yb": 173.05, "Lu": 174.97, "Hf": 178.49, "Ta": 180.95, "W": 183.84, "Re": 186.21, "Pt": 195.08},
        **{"Au": 196.97, "Hg": 200.59, "Tl": 204.38, "Pb": 207.2, "Bi": 208.98, "Th": 232.04, "U": 238.03},
    }
)
"""Grams a mole; the elements that trade products are made of."""

LONGEST_FORMULA = 100
DEEPEST = 5
"""Brackets within brackets; no trade product needs more than two."""
_TOKEN = re.compile(r"([A-Z][a-z]?)|(\()|(\))|([0-9]+(?:\.[0-9]+)?)")


@cache
def atoms(formula: str) -> Mapping[str, float]:
    """How many atoms of each element the formula counts, in the order in which they appear.

    Raises FormulaRefused for an empty text, an unknown element, an unpaired bracket, a count of nothing or of 0.
    """
    if not formula or len(formula) > LONGEST_FORMULA:
        raise FormulaRefused(f"分子式要有 1–{LONGEST_FORMULA} 个字符:请写成 C6H10O4 这样。")
    open_groups: list[dict[str, float]] = [{}]
    last: dict[str, float] | None = None  # what a count that follows would multiply
    for element, opening, closing, count in _tokens(formula):
        if count:
            _multiply(open_groups[-1], last, float(count), formula)
            last = None
            continue
        if opening:
            if len(open_groups) > DEEPEST:
                raise FormulaRefused(f"分子式“{formula}”的括号套得太深:请写成 Ca(OH)2 这样。")
            open_groups.append({})
            last = None
            continue
        last = _closed(open_groups, formula) if closing else {_known(element, formula): 1.0}
        _add(open_groups[-1], last)
    if len(open_groups) > 1:
        raise FormulaRefused(f"分子式“{formula}”的括号没有配对:请补上右括号。")
    return MappingProxyType(open_groups[0])


def molar_mass(formula: str) -> float:
    """Grams a mole; of a polymer, of its repeat unit."""
    return sum(ATOMIC_WEIGHTS[element] * count for element, count in atoms(formula).items())


def mass_fractions(formula: str) -> Mapping[str, float]:
    """Each element's share (0–1) of the mass; they add up to 1."""
    whole = molar_mass(formula)
    return {element: ATOMIC_WEIGHTS[element] * count / whole for element, count in atoms(formula).items()}


def _tokens(formula: str) -> list[tuple[str, str, str, str]]:
    tokens, position = [], 0
    while position < len(formula):
        found = _TOKEN.match(formula, position)
        if found is None:
            raise FormulaRefused(
                f"分子式“{formula}”第 {position + 1} 个字符“{formula[position]}”读不懂:"
                "只用元素符号、数字和圆括号,结晶水写成 NiSO4(H2O)6。"
            )
        tokens.append((found[1] or "", found[2] or "", found[3] or "", found[4] or ""))
        position = found.end()
    return tokens


def _known(element: str, formula: str) -> str:
    if element not in ATOMIC_WEIGHTS:
        raise FormulaRefused(f"分子式“{formula}”里没有元素“{element}”:请核对大小写,如 Co 是钴、CO 是一氧化碳。")
    return element


def _add(group: dict[str, float], part: Mapping[str, float], times: float = 1.0) -> None:
    for element, count in part.items():
        group[element] = group.get(element, 0.0) + count * times


def _multiply(group: dict[str, float], part: Mapping[str, float] | None, count: float, formula: str) -> None:
    if part is None or count <= 0:
        raise FormulaRefused(f"分子式“{formula}”里的数字“{count:g}”没有对象或为 0:数字写在元素或括号之后,且大于 0。")
    _add(group, part, count - 1)


def _closed(open_groups: list[dict[str, float]], formula: str) -> dict[str, float]:
    if len(open_groups) == 1 or not open_groups[-1]:
        raise FormulaRefused(f"分子式“{formula}”的括号没有配对或是空的:请写成 Ca(OH)2 这样。")
    return open_groups.pop()
