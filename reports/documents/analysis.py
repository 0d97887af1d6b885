"""The analysis report: cover, preface, and six chapters from the scores to the measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.results import AssessmentResult
from reports import texts
from reports.documents.common import IndicatorFacts, InstrumentFacts, Outcome, outcome_of
from reports.documents.measures import IssueRow, MeasureRow, Proposal, issue_rows
from reports.documents.phrases import (
    bare,
    comparison,
    figure,
    full_unit,
    labels,
    lowest_phrase,
    result_phrase,
    target_phrase,
    values_of,
)
from thai.digits import to_thai

Values = dict[str, str]


@dataclass(frozen=True)
class Group:
    """Indicators on one side of the line; `entries` hold one paragraph each, `note` stands for none."""

    heading: str
    entries: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Advice:
    """Recommendations for one instrument: (indicator name, text) in official order."""

    lead: str
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class AnalysisReport:
    """The report. `ranked` and `instruments` feed its tables; paragraphs are ready to print."""

    outcome: Outcome
    title: tuple[str, ...]
    cover: tuple[str, ...]
    heading: tuple[str, ...]
    preface: tuple[str, ...]
    rationale: tuple[str, ...]
    results: str
    ranked_lead: str
    ranked: tuple[IndicatorFacts, ...]
    instruments_lead: str
    instruments: tuple[InstrumentFacts, ...]
    missing: str
    analysis: str
    strengths: Group
    weaknesses: Group
    advice_lead: tuple[str, ...]
    advice: tuple[Advice, ...]
    issues_lead: str
    issues: tuple[IssueRow, ...]
    measures_lead: str
    measures: tuple[MeasureRow, ...]

    @property
    def terms(self) -> tuple[str, ...]:
        """Names that no line may break inside."""
        return self.outcome.terms


def analysis_report(
    result: AssessmentResult,
    *,
    office: str = "",
    plan_year: int | None = None,
    measures: Sequence[MeasureRow] = (),
    proposals: Sequence[Proposal] = (),
) -> AnalysisReport:
    """Build the report of an assessment.

    `plan_year` (B.E.) is the year in which the measures run; `proposals` stand in for weak indicators
    that no measure answers.
    """
    outcome = outcome_of(result)
    values = values_of(outcome, office=office) | {
        "plan_year": to_thai(plan_year or outcome.year + 1),
        "unit": full_unit(outcome.agency, office or outcome.agency.office),
    }
    return AnalysisReport(
        outcome=outcome,
        title=(texts.REPORT_TITLE, texts.REPORT_SUBTITLE, texts.fill(texts.OF_YEAR, values)),
        cover=_cover(outcome, values),
        heading=_heading(outcome, values),
        preface=tuple(texts.fill(text, values) for text in texts.PREFACE),
        rationale=_rationale(outcome, values),
        results=_results(outcome, values),
        ranked_lead=texts.RANKED_LEAD,
        ranked=outcome.ranked,
        instruments_lead=texts.INSTRUMENTS_LEAD,
        instruments=outcome.measured,
        missing=_missing(outcome),
        analysis=texts.fill(texts.ANALYSIS_LEAD, values) if outcome.ranked else texts.NO_SCORES,
        strengths=_group(texts.STRENGTHS_HEADING, texts.NO_STRENGTHS, outcome.strengths, values),
        weaknesses=_group(texts.WEAKNESSES_HEADING, texts.NO_WEAKNESSES, outcome.weaknesses, values),
        advice_lead=tuple(filter(None, (comparison(outcome), _advice_lead(outcome, values)))),
        advice=tuple(_advice(outcome)),
        issues_lead=_issues_lead(outcome, values),
        issues=issue_rows(outcome.weaknesses, measures, proposals),
        measures_lead=texts.fill(_measures_lead(outcome, measures), values),
        measures=tuple(measures),
    )


def _heading(outcome: Outcome, values: Values) -> tuple[str, ...]:
    """The title over the first chapter."""
    of_year = texts.sentence(texts.REPORT_SUBTITLE, texts.fill(texts.OF_YEAR, values))
    return (texts.REPORT_TITLE, of_year, texts.sentence(outcome.agency.name, outcome.agency.place))


def _cover(outcome: Outcome, values: Values) -> tuple[str, ...]:
    """What stands at the foot of the cover: who made the report, and where."""
    lines = (values["unit"], outcome.agency.place)
    return tuple(line for line in lines if line)


def _rationale(outcome: Outcome, values: Values) -> tuple[str, ...]:
    briefs = [
        texts.INSTRUMENT_BRIEF.format(
            name=row.name, code=row.code, count=to_thai(len(row.indicators)), weight=bare(row.weight)
        )
        for row in outcome.instruments
    ]
    *others, last = briefs or [""]
    instruments = texts.INSTRUMENTS_COUNT.format(
        count=to_thai(len(briefs)),
        list=f"{' '.join(others)} และ{last}" if others else last,
        indicators=to_thai(sum(len(row.indicators) for row in outcome.instruments)),
    )
    return tuple(texts.fill(text, values | {"instruments": instruments}) for text in texts.RATIONALE)


def _results(outcome: Outcome, values: Values) -> str:
    year = texts.RESULTS_LEAD.replace("{result}", result_phrase(outcome))
    return texts.sentence(texts.fill(year, values), target_phrase(outcome))


def _missing(outcome: Outcome) -> str:
    """Which scores are not there; without any, the chapter on the analysis says so."""
    if not outcome.ranked or not outcome.missing:
        return ""
    return texts.MISSING_SCORES.format(list=labels(outcome.missing))


def _group(heading: str, note: str, indicators: Sequence[IndicatorFacts], values: Values) -> Group:
    return Group(
        heading=texts.fill(heading, values),
        entries=tuple(_entry(indicator) for indicator in indicators),
        note="" if indicators else texts.fill(note, values),
    )


def _entry(indicator: IndicatorFacts) -> str:
    """ตัวชี้วัดที่ ๑ … ได้คะแนน ๑๐๐.๐๐ คะแนน เป็นตัวชี้วัดที่ประเมิน…"""
    what = texts.MEASURES_WHAT.format(objective=indicator.objective) if indicator.objective else ""
    scored = texts.SCORED.format(score=figure(indicator.score))
    return texts.sentence(indicator.label, scored, what)


def _advice_lead(outcome: Outcome, values: Values) -> str:
    if not outcome.ranked:
        return texts.ADVICE_LEAD_GENERAL
    return texts.fill(texts.ADVICE_LEAD if outcome.weaknesses else texts.ADVICE_LEAD_STRONG, values)


def _advice(outcome: Outcome) -> list[Advice]:
    """For the weak indicators; without any, for the lowest of each instrument; without scores, for all."""
    advice = []
    for instrument in outcome.instruments:
        chosen = _advised(outcome, instrument)
        items = tuple((row.name, row.recommendation) for row in chosen if row.recommendation)
        if items:
            advice.append(Advice(instrument_lead(instrument), items))
    return advice


def _advised(outcome: Outcome, instrument: InstrumentFacts) -> Sequence[IndicatorFacts]:
    if not outcome.ranked:
        return instrument.indicators
    if not outcome.weaknesses:
        return instrument.lowest
    return [row for row in instrument.indicators if row in outcome.weaknesses]


def instrument_lead(instrument: InstrumentFacts) -> str:
    """What an instrument shows, leading to what should be done."""
    return texts.ADVICE_OF.format(about=instrument.about or f"{instrument.name} ({instrument.code})")


def _issues_lead(outcome: Outcome, values: Values) -> str:
    if not outcome.weaknesses:
        return texts.fill(texts.NO_ISSUES, values) if outcome.ranked else texts.NO_ISSUES_UNKNOWN
    found = texts.fill(texts.ISSUES_LEAD.replace("{list}", labels(outcome.weaknesses)), values)
    if len(outcome.weaknesses) == 1:
        return found  # the lowest is the one just named
    return texts.sentence(found, lowest_phrase(outcome.lowest, texts.LOWEST, texts.LOWEST_TIED))


def _measures_lead(outcome: Outcome, measures: Sequence[MeasureRow]) -> str:
    """What leads to the measures; without any, what is to be done, in line with the chapter before."""
    if measures:
        return texts.PLAN_LEAD
    return texts.NO_PLAN_NEEDED if outcome.ranked and not outcome.weaknesses else texts.NO_PLAN
