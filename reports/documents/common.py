"""The facts that all three documents share, and the phrases made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessments.results import AssessmentResult
from assessments.scoring import InstrumentResult
from reports import texts
from thai.dates import full_date
from thai.digits import to_arabic, to_thai

LONGEST_UNBROKEN = 24  # letters; a longer name kept whole would tear a hole into its line


@dataclass(frozen=True)
class Agency:
    """The agency as documents name it; `core` is its bare name, `place` อำเภอ… จังหวัด… as far as known."""

    name: str
    short_name: str
    core: str
    place: str
    office: str


@dataclass(frozen=True)
class IndicatorFacts:
    """An indicator; score and rank are None while its score is not known."""

    number: int
    name: str
    instrument: str
    score: Decimal | None
    rank: int | None
    is_strength: bool
    objective: str
    recommendation: str

    @property
    def label(self) -> str:
        """ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล"""
        return f"ตัวชี้วัดที่ {to_thai(self.number)} {self.name}"


@dataclass(frozen=True)
class InstrumentFacts:
    """An instrument; `mean` is None while any of its scores is missing. `lowest` holds all on a tie."""

    code: str
    name: str
    weight: Decimal
    about: str
    mean: Decimal | None
    indicators: tuple[IndicatorFacts, ...]
    lowest: tuple[IndicatorFacts, ...]

    @property
    def known(self) -> int:
        """How many of its indicators have a score."""
        return sum(1 for indicator in self.indicators if indicator.score is not None)


@dataclass(frozen=True)
class Outcome:
    """One assessment as the documents tell it. `ranked` is in descending order of score."""

    agency: Agency
    year: int
    total: Decimal | None
    total_announced: bool
    level: str
    level_estimated: bool
    target: Decimal
    to_target: Decimal | None
    line: Decimal
    instruments: tuple[InstrumentFacts, ...]
    ranked: tuple[IndicatorFacts, ...]
    missing: tuple[IndicatorFacts, ...]
    announced_on: date | None
    announcement_title: str

    @property
    def strengths(self) -> tuple[IndicatorFacts, ...]:
        """Indicators on the line or above, best first."""
        return tuple(indicator for indicator in self.ranked if indicator.is_strength)

    @property
    def weaknesses(self) -> tuple[IndicatorFacts, ...]:
        """Indicators below the line, best first."""
        return tuple(indicator for indicator in self.ranked if not indicator.is_strength)

    @property
    def lowest(self) -> tuple[IndicatorFacts, ...]:
        """The indicator with the lowest score, all of them on a tie."""
        return tuple(indicator for indicator in self.ranked if indicator.score == self.ranked[-1].score)

    @property
    def terms(self) -> tuple[str, ...]:
        """Pieces that no line may break inside: bare names, and a last word that would stand alone."""
        names = (self.agency.core, *self.agency.place.split(" "), f"พ.ศ. {to_thai(self.year)} นั้น")
        return tuple(name for name in names if 0 < len(name) <= LONGEST_UNBROKEN)

    @property
    def measured(self) -> tuple[InstrumentFacts, ...]:
        """The instruments, when the mean of any is known: a table of nothing but dashes says nothing."""
        return self.instruments if any(row.mean is not None for row in self.instruments) else ()


def outcome_of(result: AssessmentResult) -> Outcome:
    """Read everything that documents tell out of an evaluated assessment."""
    indicators = {number: _indicator(result, number) for number in result.edition.indicators}
    evaluated, fiscal_year = result.result, result.edition.fiscal_year
    return Outcome(
        agency=_agency(result),
        year=result.year,
        total=evaluated.shown_total,
        total_announced=evaluated.total_source == "announced",
        level=result.level_name,
        level_estimated=evaluated.level is not None and evaluated.level.estimated,
        target=evaluated.target,
        to_target=evaluated.to_target,
        line=evaluated.line,
        instruments=tuple(_instrument(result, row, indicators) for row in evaluated.instruments),
        ranked=tuple(indicators[row.number] for row in evaluated.ranking),
        missing=tuple(indicators[number] for number in evaluated.missing),
        announced_on=fiscal_year.announced_on,
        announcement_title=fiscal_year.announcement_title,
    )


def _agency(result: AssessmentResult) -> Agency:
    organization = result.organization
    return Agency(
        name=organization.full_name,
        short_name=organization.short_name,
        core=organization.name,
        place=organization.place,
        office=organization.titles.office,
    )


def _indicator(result: AssessmentResult, number: int) -> IndicatorFacts:
    row = result.edition.indicators[number]
    codes = {instrument.pk: instrument.code for instrument in result.edition.instruments}
    return IndicatorFacts(
        number=number,
        name=row.name,
        instrument=codes[row.instrument_id],
        score=result.result.score(number),
        rank=result.result.rank(number),
        is_strength=number in result.result.strengths,
        objective=row.objective,
        recommendation=row.recommendation,
    )


def _instrument(
    result: AssessmentResult, evaluated: InstrumentResult, indicators: dict[int, IndicatorFacts]
) -> InstrumentFacts:
    stored = next(row for row in result.edition.instruments if row.code == evaluated.code)
    return InstrumentFacts(
        code=stored.code,
        name=stored.name,
        weight=stored.weight,
        about=stored.about,
        mean=evaluated.mean,
        indicators=tuple(row for row in indicators.values() if row.instrument == stored.code),
        lowest=tuple(indicators[number] for number in evaluated.lowest),
    )


_WORD = re.compile(r"[A-Za-z0-9_./:@?&=%-]+")


def official(text: str) -> str:
    """A person's text with Thai digits; names such as O42 and addresses stay as they are."""
    return _WORD.sub(lambda run: run[0] if re.search("[A-Za-z]", run[0]) else to_thai(run[0]), text)


# --- phrases ----------------------------------------------------------------------------------------
def figure(value: Decimal | None) -> str:
    """A score in Thai digits with two decimals: ๘๒.๘๖; empty for None."""
    return "" if value is None else to_thai(f"{value:.2f}")


def bare(value: Decimal) -> str:
    """A line, target or weight in Thai digits, without idle decimals: ๘๐, ๘๒.๕."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return to_thai(text)


def listed(items: Iterable[str]) -> str:
    """ก, ก และข, or ก ข และค; a Latin name keeps its distance."""
    *others, last = items
    gap = " " if last[:1].isascii() else ""
    return f"{' '.join(others)} และ{gap}{last}" if others else last


def labels(indicators: Iterable[IndicatorFacts]) -> str:
    """ตัวชี้วัดที่ ๙ … และตัวชี้วัดที่ ๑๐ …, in their official order."""
    return listed(row.label for row in sorted(indicators, key=lambda row: row.number))


def values_of(outcome: Outcome, *, office: str = "") -> dict[str, str]:
    """What every placeholder stands for; a text of a known name with nothing known is empty."""
    return {
        "organization": outcome.agency.name,
        "office": office or outcome.agency.office,
        "year": to_thai(outcome.year),
        "total": figure(outcome.total),
        "level": outcome.level,
        "target": bare(outcome.target),
        "line": bare(outcome.line),
        "strengths": to_thai(len(outcome.strengths)),
        "weaknesses": to_thai(len(outcome.weaknesses)),
        "announced_on": full_date(outcome.announced_on) if outcome.announced_on else "",
        "announcement": announcement(outcome),
        "result": result_phrase(outcome),
        "split": split_phrase(outcome),
    }


def full_unit(agency: Agency, unit: str) -> str:
    """สำนักปลัด องค์การบริหารส่วนตำบล…; only the agency where its name begins with the unit's."""
    return agency.name if agency.name.startswith(unit) else f"{unit} {agency.name}"


def announcement(outcome: Outcome) -> str:
    """The reference to the announcement of the results; without a date where none is known."""
    title = outcome.announcement_title or texts.DEFAULT_ANNOUNCEMENT
    year = texts.OF_YEAR.format(year=outcome.year)
    named = title if str(outcome.year) in to_arabic(title) else f"{title} {year}"
    if outcome.announced_on is None:
        return to_thai(texts.ANNOUNCEMENT_UNDATED.format(title=named))
    dated = full_date(outcome.announced_on)
    return to_thai(texts.ANNOUNCEMENT_DATED.format(title=named, announced_on=dated))


def level_phrase(outcome: Outcome) -> str:
    """อยู่ในระดับ B, อยู่ในระดับผ่านดี; empty while there is no level."""
    if not outcome.level:
        return ""
    level = f" {outcome.level}" if outcome.level.isascii() else outcome.level
    return (texts.LEVEL_ESTIMATED if outcome.level_estimated else texts.LEVEL).format(level=level)


def result_phrase(outcome: Outcome) -> str:
    """ได้คะแนนรวม ๘๒.๘๖ คะแนน อยู่ในระดับ B"""
    if outcome.total is None:
        return texts.sentence(texts.RESULT_UNKNOWN, level_phrase(outcome))
    template = texts.RESULT_ANNOUNCED if outcome.total_announced else texts.RESULT
    return template.format(total=figure(outcome.total), level_phrase=level_phrase(outcome)).strip()


def target_phrase(outcome: Outcome) -> str:
    """How far the total is from the target; empty without a total."""
    gap = outcome.to_target
    if gap is None:
        return ""
    chosen = texts.TARGET_EQUAL if not gap else texts.TARGET_ABOVE if gap > 0 else texts.TARGET_BELOW
    return chosen.format(target=bare(outcome.target), gap=figure(abs(gap)))


def split_phrase(outcome: Outcome) -> str:
    """How many indicators lie on either side of the line; empty without any score."""
    if not outcome.ranked:
        return ""
    counts = {
        "line": bare(outcome.line),
        "strengths": to_thai(len(outcome.strengths)),
        "weaknesses": to_thai(len(outcome.weaknesses)),
    }
    if outcome.strengths and outcome.weaknesses:
        said = texts.SPLIT
    else:
        said = texts.SPLIT_ALL_STRONG if outcome.strengths else texts.SPLIT_ALL_WEAK
    return f"{_known_part(outcome)}{said.format(**counts)}"


def _known_part(outcome: Outcome) -> str:
    if not outcome.missing:
        return texts.SPLIT_WHOLE
    known, everything = len(outcome.ranked), len(outcome.ranked) + len(outcome.missing)
    return texts.SPLIT_PARTIAL.format(known=to_thai(known), all=to_thai(everything))


def lowest_phrase(lowest: Sequence[IndicatorFacts], single: str, tied: str) -> str:
    """Name the lowest indicator (all of them on a tie) with its score."""
    template = tied if len(lowest) > 1 else single
    return template.format(list=labels(lowest), score=figure(lowest[0].score))


def means(instruments: Iterable[InstrumentFacts]) -> str:
    """IIT (๙๔.๗๒ คะแนน) และ EIT (๙๘.๖๐ คะแนน)"""
    return listed(f"{row.code} ({figure(row.mean)} คะแนน)" for row in instruments)


def comparison(outcome: Outcome) -> str:
    """Which instruments reach the target and which do not, among those whose mean is known."""
    known = [(row, row.mean) for row in outcome.instruments if row.mean is not None]
    reached = [row for row, mean in known if mean >= outcome.target]
    short = [row for row, mean in known if mean < outcome.target]
    target = bare(outcome.target)
    return texts.sentence(
        texts.ADVICE_REACHED.format(target=target, list=means(reached)) if reached else "",
        texts.ADVICE_NOT_REACHED.format(target=target, list=means(short)) if short else "",
        texts.COMPARED_NONE.format(target=target) if len(short) == len(outcome.instruments) else "",
    )
