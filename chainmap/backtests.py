"""How good the answers were: what was hidden or wished for, at which rank it came back, and what chance would give."""

from enum import StrEnum

from chainmap.model import Frozen, Ref

FIRST = (10, 30)
"""Recall is given for the first 10 and the first 30 rows; a case is found when it is among the last of these."""
FIRST_LINKS = (*FIRST, 50)
"""The same for hidden links, which are looked for among all products."""


class Outcome(StrEnum):
    """What became of one product asked for. The first four are cases; the other two are counted apart.

    OFF_THE_MAP: no name of the map; or a product that is never a row (公用工程, 初级原料, only ever a co-product,
    a heading without kinds); or one to which no way of any length leads from what is present, nor from it to that.
    UNLISTED: on the map, a way leads there, and yet no row within the reach asked for.
    UNSTATED: 细分待核, its heading is stated as made here without a kind: neither here nor missing.
    """

    FOUND = "found"
    LOW = "low"
    UNLISTED = "unlisted"
    OFF_THE_MAP = "off_the_map"
    ALREADY_HERE = "already_here"
    UNSTATED = "unstated"


CASES = (Outcome.FOUND, Outcome.LOW, Outcome.UNLISTED, Outcome.OFF_THE_MAP)


class Baseline(StrEnum):
    """Orders of the same rows that need no method: expected value of any order, most used first, nearest first; for
    links also by likeness of names alone and by ways of three links alone.
    """

    RANDOM = "random"
    POPULARITY = "popularity"
    ONE_HOP = "one_hop"
    NAMES = "names"
    L3 = "l3"


class Wish(Frozen):
    """One row of a wish list as written; `row` as a spreadsheet numbers it."""

    place: str
    product: str
    row: int


class BacktestRow(Frozen):
    """One product asked for. Ranks count from 1 among the `compared` rows about absent products; None: no row.

    `listed` is the rank in the whole list as `gaps` prints it; `answering` counts the rows that would do (a heading
    is answered by any of its kinds); `random` is the rank that the first of them has on average in random order.
    """

    place: str
    enterprise: Ref | None = None
    asked: str
    product: Ref | None = None
    outcome: Outcome
    outcome_label: str
    rank: int | None = None
    listed: int | None = None
    found_as: Ref | None = None
    kind_label: str = ""
    advice_label: str = ""
    compared: int = 0
    answering: int = 0
    random: float | None = None
    popularity: int | None = None
    one_hop: int | None = None
    note: str = ""
    row: int | None = None


class Figures(Frozen):
    """Shares of the cases found among the first 10 and 30 rows, and the mean of 1 ÷ rank (0–1, no row counts 0).

    Null without cases.
    """

    recall: dict[str, float | None]
    mrr: float | None


class BacktestReport(Frozen):
    """Every figure with its number of cases: cases = found among the first 30 + ranked_low + off_the_map.

    A case off the map or without a row is a miss in recall and MRR, for the method and for every baseline.
    """

    question: str
    place: Ref | None
    store_version: str
    reach: int
    cases: int
    off_the_map: int
    ranked_low: int
    already_here: int
    unstated: int
    rejected: int
    recall: dict[str, float | None]
    mrr: float | None
    baselines: dict[str, Figures]
    rows: tuple[BacktestRow, ...]
    warnings: tuple[str, ...] = ()


class HiddenLink(Frozen):
    """One link that was hidden: at which rank its supplier came back among the `compared` products that might feed
    the user. `rank` None: no candidate; the ranks of the baselines are None where they say nothing of it.
    """

    trial: int
    supplier: Ref
    user: Ref
    outcome: Outcome
    outcome_label: str
    compared: int
    rank: int | None = None
    probability: float | None = None
    popularity: int | None = None
    names: int | None = None
    l3: int | None = None


class Calibration(Frozen):
    """Candidates with a probability from `low` to below `high`: how probable on average, how many were hidden links."""

    low: float
    high: float
    pairs: int
    predicted: float | None
    observed: float | None


class LinkBacktestReport(Frozen):
    """Cases = found among the first 30 + ranked_low + off_the_map (no candidate, so no rank; a miss everywhere).

    `links` of the map could be compared; in each of `trials` a share of them was hidden and all else learnt anew.
    """

    question: str
    store_version: str
    links: int
    trials: int
    cases: int
    off_the_map: int
    ranked_low: int
    recall: dict[str, float | None]
    mrr: float | None
    baselines: dict[str, Figures]
    calibration: tuple[Calibration, ...]
    rows: tuple[HiddenLink, ...]
    warnings: tuple[str, ...] = ()
