"""The measures document: what the result asks for, and one table of measures per instrument."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.results import AssessmentResult
from reports import texts
from reports.documents.analysis import Advice, instrument_lead
from reports.documents.common import IndicatorFacts, InstrumentFacts, Outcome, outcome_of
from reports.documents.measures import MeasureRow
from reports.documents.phrases import (
    announcement,
    bare,
    comparison,
    figure,
    lowest_phrase,
    result_phrase,
    split_phrase,
    target_phrase,
    values_of,
)
from thai.digits import to_thai


@dataclass(frozen=True)
class PlanRow:
    """A row of the five-column table; a weakness without a measure leaves its columns for handwriting."""

    indicator: IndicatorFacts
    measure: MeasureRow | None
    kept: str = ""  # what stands for a measure where the score asks for none


@dataclass(frozen=True)
class PlanBlock:
    """One instrument: its lowest indicator in words and its table."""

    instrument: InstrumentFacts
    lead: str
    rows: tuple[PlanRow, ...]


@dataclass(frozen=True)
class PlanDocument:
    """The measures document of one fiscal year, answering the assessment of another."""

    outcome: Outcome
    year: int
    title: tuple[str, ...]
    intro: str
    reference: str
    findings: tuple[str, ...]
    instruments_lead: str
    instruments: tuple[InstrumentFacts, ...]
    advice_lead: str
    advice: tuple[Advice, ...]
    measures_lead: str
    blocks: tuple[PlanBlock, ...]

    @property
    def terms(self) -> tuple[str, ...]:
        """Names that no line may break inside."""
        return self.outcome.terms


def plan_document(
    result: AssessmentResult, *, plan_year: int | None = None, measures: Sequence[MeasureRow] = ()
) -> PlanDocument:
    """Build the measures document; `plan_year` (B.E.) defaults to the year after the assessed one."""
    outcome = outcome_of(result)
    year = plan_year or outcome.year + 1
    values = values_of(outcome) | {"plan_year": to_thai(year)}
    return PlanDocument(
        outcome=outcome,
        year=year,
        title=_title(outcome, year),
        intro=texts.fill(texts.PLAN_INTRO, values),
        reference=f"{announcement(outcome)} {outcome.agency.name} {result_phrase(outcome)}",
        findings=_findings(outcome),
        instruments_lead=texts.INSTRUMENTS_LEAD,
        instruments=outcome.measured,
        advice_lead=texts.PLAN_RECOMMENDATIONS,
        advice=tuple(_advice(instrument) for instrument in outcome.instruments),
        measures_lead=texts.fill(texts.PLAN_MEASURES, values),
        blocks=tuple(_block(instrument, measures, outcome) for instrument in outcome.instruments),
    )


def _title(outcome: Outcome, year: int) -> tuple[str, ...]:
    place = texts.sentence(outcome.agency.name, outcome.agency.place)
    return (texts.MEASURES_TITLE, place, to_thai(texts.OF_YEAR.format(year=year)))


def _findings(outcome: Outcome) -> tuple[str, ...]:
    """What the figures say; nothing where nothing is known."""
    said = (texts.sentence(target_phrase(outcome), split_phrase(outcome)), comparison(outcome))
    return tuple(text for text in said if text) or (texts.NO_SCORES,)


def _advice(instrument: InstrumentFacts) -> Advice:
    items = tuple((row.name, row.recommendation) for row in instrument.indicators)
    return Advice(instrument_lead(instrument), items)


def _block(instrument: InstrumentFacts, measures: Sequence[MeasureRow], outcome: Outcome) -> PlanBlock:
    rows: list[PlanRow] = []
    for indicator in instrument.indicators:
        own = [row for row in measures if row.indicator == indicator.number]
        rows += [PlanRow(indicator, row) for row in own] or [
            PlanRow(indicator, None, _kept(indicator, outcome))
        ]
    return PlanBlock(instrument, _lowest(instrument), tuple(rows))


def _kept(indicator: IndicatorFacts, outcome: Outcome) -> str:
    """Say of a strength that its standard is to be kept; nothing of a weakness or an unknown score."""
    if not indicator.is_strength:
        return ""
    return texts.STANDARD_KEPT.format(score=figure(indicator.score), line=bare(outcome.line))


def _lowest(instrument: InstrumentFacts) -> str:
    """Name the lowest indicator; say so where only some scores are known."""
    if not instrument.lowest:
        return texts.LOWEST_UNKNOWN
    found = lowest_phrase(instrument.lowest, texts.LOWEST_OF, texts.LOWEST_OF_TIED)
    known, expected = instrument.known, len(instrument.indicators)
    if known == expected:
        return found
    return texts.LOWEST_KNOWN.format(known=to_thai(known), all=to_thai(expected)) + found
