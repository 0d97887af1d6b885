"""The facts that all three documents share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessments.results import AssessmentResult
from assessments.scoring import InstrumentResult
from thai.digits import to_thai

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
        level_estimated=result.level_estimated,
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
