"""Where the bars of a waterfall and the dots of the quadrant stand: plain numbers for SVG attributes, no markup."""

from dataclasses import dataclass

from api.formats import score, signed
from chainmap.gaps import Advice, Candidate
from chainmap.scoring import DEFAULT_AMOUNTS, GROUP_OF, Group, Signal
from chainmap.vocabulary import label

WIDE = 200.0
"""Width of a waterfall's drawing area in its own units."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a waterfall; `x` and `width` in units of WIDE, `known` False where the signal is unknown."""

    label: str
    x: float
    width: float
    text: str
    exact: float
    reason: str
    evidence: tuple[str, ...]
    minus: bool
    known: bool


@dataclass(frozen=True, slots=True)
class Waterfall:
    """Bars that count, lines that add nothing (with the reason why), and the total; `zero` is where 0 stands."""

    bars: tuple[Bar, ...]
    silent: tuple[Bar, ...]
    total: Bar
    zero: float


def waterfall(candidate: Candidate) -> Waterfall:
    """Each contribution starts where the one before ended; the last bar runs from 0 to the total."""
    ends = [0.0]
    for signal in candidate.signals:
        ends.append(ends[-1] + signal.contribution)
    low, high = min(ends), max(ends)
    unit = WIDE / (high - low) if high > low else 0.0
    bars = [_bar(signal, start - low, unit) for signal, start in zip(candidate.signals, ends, strict=False)]
    total = candidate.score.total
    return Waterfall(
        bars=tuple(bar for bar in bars if bar.exact),
        silent=tuple(bar for bar in bars if not bar.exact),
        total=Bar(
            label="合计",
            x=round((min(0.0, total) - low) * unit, 2),
            width=round(abs(total) * unit, 2),
            text=score(total),
            exact=total,
            reason="",
            evidence=(),
            minus=total < 0,
            known=True,
        ),
        zero=round(-low * unit, 2),
    )


def _bar(signal: Signal, start: float, unit: float) -> Bar:
    points = signal.contribution
    known = signal.normalised is not None
    return Bar(
        label=signal.label,
        x=round(min(start, start + points) * unit, 2),
        width=max(1.0, round(abs(points) * unit, 2)) if points else 0.0,
        text=signed(points) if known or points else label("unknown"),
        exact=points,
        reason=signal.reason,
        evidence=signal.evidence,
        minus=points < 0,
        known=known,
    )


LEFT, TOP, RIGHT, BOTTOM = 26.0, 8.0, 372.0, 212.0
"""The drawing area of the quadrant inside its 380 × 236 view box."""
MOST_DOTS, MOST_LABELS = 60, 16
Box = tuple[float, float, float, float]
CORNERS: tuple[Box, ...] = (
    (LEFT, TOP, LEFT + 42, TOP + 18),
    (RIGHT - 34, TOP, RIGHT, TOP + 18),
    (LEFT, BOTTOM - 18, LEFT + 52, BOTTOM),
    (RIGHT - 34, BOTTOM - 18, RIGHT, BOTTOM),
)
"""Where the quarters' own words stand."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One gap in the quadrant; `text` is empty where a label would cover another one."""

    gap: str
    advice: Advice
    x: float
    y: float
    size: float
    text: str
    text_x: float
    text_y: float
    anchor: str
    said: str


@dataclass(frozen=True, slots=True)
class Quadrant:
    """The dots and how far the axes reach, as shares of what a group's weights sum to."""

    dots: tuple[Dot, ...]
    across: float
    upward: float


def group_weight(group: Group) -> float:
    """The sum of a group's weights, by which its part of the score is divided."""
    return sum(amount for name, amount in DEFAULT_AMOUNTS.items() if GROUP_OF[name] is group)


def quadrant(candidates: tuple[Candidate, ...]) -> Quadrant:
    """The best rows as dots: fill to the right, hold upwards, axes as far as the dots need.

    Labels go to the best rows first and only where they cover neither a label nor a dot.
    """
    rows = candidates[:MOST_DOTS]
    across = _reach([row.score.fill / group_weight(Group.FILL) for row in rows])
    upward = _reach([row.score.hold / group_weight(Group.HOLD) for row in rows])
    places = [_place(row, across, upward) for row in rows]
    taken: list[Box] = [*CORNERS, *((x - 5, y - 5, x + 5, y + 5) for x, y in places)]
    dots = []
    for number, (row, (x, y)) in enumerate(zip(rows, places, strict=True)):
        text, text_x, text_y, anchor = _labelled(row, x, y, taken) if number < MOST_LABELS else ("", x, y, "start")
        dots.append(
            Dot(
                gap=row.id,
                advice=row.advice,
                x=x,
                y=y,
                size=5.5 if row.rank <= 5 else 4.0,
                text=text,
                text_x=text_x,
                text_y=text_y,
                anchor=anchor,
                said=f"{row.rank} {row.product.name}:{label(Group.FILL)} {score(row.score.fill)},"
                f"{label(Group.HOLD)} {score(row.score.hold)},{row.advice_label}",
            )
        )
    return Quadrant(dots=tuple(dots), across=across, upward=upward)


def _reach(shares: list[float]) -> float:
    """The end of an axis: the next full tenth beyond the largest share, at least a half, at most all."""
    return min(1.0, max(0.5, (int(max(shares, default=0.0) * 10) + 1) / 10))


def _place(row: Candidate, across: float, upward: float) -> tuple[float, float]:
    fill = min(1.0, max(0.0, row.score.fill / group_weight(Group.FILL) / across))
    hold = min(1.0, max(0.0, row.score.hold / group_weight(Group.HOLD) / upward))
    return round(LEFT + fill * (RIGHT - LEFT), 1), round(BOTTOM - hold * (BOTTOM - TOP), 1)


def _labelled(row: Candidate, x: float, y: float, taken: list[Box]) -> tuple[str, float, float, str]:
    """Right of the dot, else left, above or below it, else no label."""
    name = row.product.name
    text = name if len(name) <= 9 else name[:8] + "…"
    width = sum(11.0 if ord(character) > 0x2E7F else 7.4 for character in text)
    tries = (
        (x + 8, y, "start", x + 8),
        (x - 8, y, "end", x - 8 - width),
        (x, y - 12, "middle", x - width / 2),
        (x, y + 12, "middle", x - width / 2),
    )
    for text_x, middle, anchor, start in tries:
        box = (start, middle - 6, start + width, middle + 6)
        inside = box[0] >= LEFT and box[2] <= RIGHT + 6 and box[1] >= TOP and box[3] <= BOTTOM + 2
        own = (x - 5, y - 5, x + 5, y + 5)
        if inside and not any(_overlap(box, other) for other in taken if other != own):
            taken.append(box)
            return text, round(text_x, 1), round(middle + 3.8, 1), anchor
    return "", x, y, "start"


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
