"""From indicator scores to instrument means, the total, the level, the ranking and what could be gained.

total = sum of weight x plain mean of the instrument's indicators (FY2562-2569: IIT 30, EIT 30, OIT 40 %).
All figures come from exact fractions of the two-decimal scores and are rounded half up once, at the end:
rounding the instruments first gives a wrong total in about a quarter of the published results.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from assessments.levels import (
    LevelResult,
    LevelRow,
    ShownLevel,
    level_of,
    level_to_show,
    next_better,
    tools_below,
)
from assessments.rounding import round_half_up

__all__ = [
    "Framework",
    "InstrumentResult",
    "InstrumentSpec",
    "NextLevel",
    "Ranked",
    "Result",
    "evaluate",
    "round_half_up",
]

Scores = Mapping[int, Decimal | None]
Tools = dict[str, Decimal | None]

# The instrument whose two parts are tools of their own in the level condition (FY2566 onwards).
SPLIT_INSTRUMENT = "EIT"
PART_NAMES = ("EIT ส่วนที่ 1", "EIT ส่วนที่ 2")


@dataclass(frozen=True)
class InstrumentSpec:
    """An instrument of a framework: its weight in percent of the total and its indicator numbers."""

    code: str
    weight: Decimal
    indicators: tuple[int, ...]

    @property
    def share(self) -> Fraction:
        """The points of the total (0-100) that one indicator of this instrument can bring."""
        return Fraction(self.weight) / len(self.indicators)


@dataclass(frozen=True)
class Framework:
    """What a fiscal year fixes: instruments, level rows, target, and whether levels ask for every tool."""

    instruments: tuple[InstrumentSpec, ...]
    levels: tuple[LevelRow, ...]
    target: Decimal
    uses_tools: bool


@dataclass(frozen=True)
class InstrumentResult:
    """An instrument's figures; mean and weighted points only when all its scores are known."""

    code: str
    weight: Decimal
    mean: Decimal | None
    points: Decimal | None
    known: int
    expected: int
    lowest: tuple[int, ...]  # all of them on a tie, among the known scores
    lowest_score: Decimal | None


@dataclass(frozen=True)
class Ranked:
    """One known score in its place; equal scores share the rank (1, 2, 2, 4)."""

    rank: int
    number: int
    instrument: str
    score: Decimal
    is_strength: bool


@dataclass(frozen=True)
class NextLevel:
    """The level above: points of the total that lack (0 when reached) and known tools below its condition."""

    row: LevelRow
    points_needed: Decimal
    tools_below: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """Everything that can be said about one set of scores. Figures: 0-100 with two decimals."""

    instruments: tuple[InstrumentResult, ...]
    exact_total: Fraction | None
    total: Decimal | None  # computed; None while scores are missing
    shown_total: Decimal | None  # computed, else announced
    total_source: Literal["computed", "announced"] | None
    tools: Tools  # empty where levels go by the total alone
    level: LevelResult | None  # by the rules alone
    shown_level: ShownLevel  # by the rules, else announced
    next_level: NextLevel | None  # above the shown level
    target: Decimal
    to_target: Decimal | None  # shown total minus target, signed
    line: Decimal
    ranking: tuple[Ranked, ...]  # descending score, then by number
    missing: tuple[int, ...]
    recoverable: dict[int, Decimal]  # points of the total still to be gained, by known indicator

    @property
    def strengths(self) -> tuple[int, ...]:
        """Indicator numbers at or above the line, best first."""
        return tuple(ranked.number for ranked in self.ranking if ranked.is_strength)

    @property
    def weaknesses(self) -> tuple[int, ...]:
        """Indicator numbers below the line, best first."""
        return tuple(ranked.number for ranked in self.ranking if not ranked.is_strength)

    def instrument(self, code: str) -> InstrumentResult:
        """Return the figures of one instrument; KeyError for a code that the framework does not have."""
        return {instrument.code: instrument for instrument in self.instruments}[code]

    def score(self, number: int) -> Decimal | None:
        """Return the score of an indicator, None when it is not known."""
        return next((ranked.score for ranked in self.ranking if ranked.number == number), None)

    def rank(self, number: int) -> int | None:
        """Return the rank of an indicator (1 = highest score), None when its score is not known."""
        return next((ranked.rank for ranked in self.ranking if ranked.number == number), None)


def evaluate(
    framework: Framework,
    scores: Scores,
    *,
    line: Decimal | None = None,
    eit_part1: Decimal | None = None,
    eit_part2: Decimal | None = None,
    announced_total: Decimal | None = None,
    announced_level: str = "",
) -> Result:
    """Work out everything about one set of scores (0-100, two decimals; absent or None = not known).

    `line` parts strengths from weaknesses (default: the target). The announced total stands in where scores
    are missing, the announced level where none is certain; the EIT parts serve the level condition only.
    Numbers outside the framework are ignored.
    """
    numbers = [number for spec in framework.instruments for number in spec.indicators]
    known = {number: score for number in numbers if (score := scores.get(number)) is not None}
    line = framework.target if line is None else line
    means = {spec.code: _mean(spec, known) for spec in framework.instruments}
    exact = _exact_total(framework, means)
    total = None if exact is None else round_half_up(exact)
    shown = total if total is not None or announced_total is None else round_half_up(announced_total)
    tools, guessed = _tools(framework, means, (eit_part1, eit_part2))
    level = _level(framework, shown, tools, guessed)
    shown_level = level_to_show(level, announced_level, framework.levels)
    return Result(
        instruments=tuple(_instrument(spec, known, means[spec.code]) for spec in framework.instruments),
        exact_total=exact,
        total=total,
        shown_total=shown,
        total_source=None if shown is None else "announced" if total is None else "computed",
        tools=tools,
        level=level,
        shown_level=shown_level,
        next_level=_next_level(framework, shown, shown_level.row, tools),
        target=framework.target,
        to_target=None if shown is None else round_half_up(shown - framework.target),
        line=line,
        ranking=_ranking(framework, known, line),
        missing=tuple(number for number in numbers if number not in known),
        recoverable=_recoverable(framework, known),
    )


def _mean(spec: InstrumentSpec, known: Mapping[int, Decimal]) -> Fraction | None:
    """Return the exact plain mean of an instrument, None unless all its scores are known."""
    if any(number not in known for number in spec.indicators):
        return None
    return Fraction(sum(known[number] for number in spec.indicators)) / len(spec.indicators)


def _exact_total(framework: Framework, means: Mapping[str, Fraction | None]) -> Fraction | None:
    """Return the weighted sum of the means, None unless every mean is known."""
    points = [_points(spec, means[spec.code]) for spec in framework.instruments]
    known = [value for value in points if value is not None]
    return sum(known, Fraction(0)) if known and len(known) == len(points) else None


def _points(spec: InstrumentSpec, mean: Fraction | None) -> Fraction | None:
    """Return the exact points that an instrument brings to the total."""
    return None if mean is None else mean * Fraction(spec.weight) / 100


def _shown(value: Fraction | None) -> Decimal | None:
    """Round a figure for showing; unknown stays unknown."""
    return None if value is None else round_half_up(value)


def _instrument(
    spec: InstrumentSpec, known: Mapping[int, Decimal], mean: Fraction | None
) -> InstrumentResult:
    """Gather the figures of one instrument."""
    own = {number: known[number] for number in spec.indicators if number in known}
    lowest_score = min(own.values(), default=None)
    return InstrumentResult(
        code=spec.code,
        weight=spec.weight,
        mean=_shown(mean),
        points=_shown(_points(spec, mean)),
        known=len(own),
        expected=len(spec.indicators),
        lowest=tuple(number for number, score in own.items() if score == lowest_score),
        lowest_score=lowest_score,
    )


def _tools(
    framework: Framework, means: Mapping[str, Fraction | None], parts: tuple[Decimal | None, ...]
) -> tuple[Tools, tuple[str, ...]]:
    """Return the tools of the level condition and the names of those that are not really known.

    How the two EIT parts make up EIT is not published, so the EIT mean stands in for a missing part.
    """
    if not framework.uses_tools:
        return {}, ()
    tools: Tools = {}
    for code, mean in means.items():
        tools |= _split(code, _shown(mean), parts) if code == SPLIT_INSTRUMENT else {code: _shown(mean)}
    stands_in = (SPLIT_INSTRUMENT,) if SPLIT_INSTRUMENT in tools else ()
    return tools, tuple(name for name, mean in tools.items() if mean is None or name in stands_in)


def _split(code: str, mean: Decimal | None, parts: tuple[Decimal | None, ...]) -> Tools:
    """Return the known parts of the split instrument, and its mean where a part is missing."""
    known: Tools = {name: part for name, part in zip(PART_NAMES, parts, strict=True) if part is not None}
    return known if len(known) == len(parts) else known | {code: mean}


def _level(
    framework: Framework, total: Decimal | None, tools: Tools, guessed: tuple[str, ...]
) -> LevelResult | None:
    """Return the level; it is an estimate when the unknown tools could make another one of it."""
    if total is None or not framework.levels:
        return None
    extremes = (dict.fromkeys(guessed, Decimal(bound)) for bound in (0, 100))
    rows = {level_of(total, framework.levels, tools | guess, False).row for guess in extremes}
    return level_of(total, framework.levels, tools, len(rows) > 1)


def _next_level(
    framework: Framework, total: Decimal | None, level: LevelRow | None, tools: Tools
) -> NextLevel | None:
    """Return what lacks for the level above, None at the top or without a level."""
    if total is None or level is None or (row := next_better(level, framework.levels)) is None:
        return None
    needed = max(row.minimum_total - total, Decimal(0))
    return NextLevel(row, round_half_up(needed), tools_below(row, tools))


def _ranking(framework: Framework, known: Mapping[int, Decimal], line: Decimal) -> tuple[Ranked, ...]:
    """Rank the known scores; a score exactly on the line is a strength."""
    codes = {number: spec.code for spec in framework.instruments for number in spec.indicators}
    ordered = sorted(known.items(), key=lambda item: (-item[1], item[0]))
    descending = [score for _, score in ordered]
    return tuple(
        Ranked(descending.index(score) + 1, number, codes[number], score, score >= line)
        for number, score in ordered
    )


def _recoverable(framework: Framework, known: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """Return the points of the total that each known indicator still leaves on the table."""
    return {
        number: round_half_up(spec.share * (100 - Fraction(known[number])) / 100)
        for spec in framework.instruments
        for number in spec.indicators
        if number in known
    }
