"""The report of carrying out the measures: how the plan stood on a round's day, with results and evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assessments.results import AssessmentResult
from measures.models import Progress
from measures.rounds import RoundReport, RoundRow
from reports import texts
from reports.documents.common import Outcome, official, outcome_of
from reports.documents.measures import measure_row
from reports.documents.phrases import values_of
from thai.dates import full_date, short_date
from thai.digits import to_thai

WHOLE = 100


@dataclass(frozen=True)
class ExecutedMeasure:
    """One measure; its lists are lines to print, empty ones mean that nothing was reported.

    `evidence` are names of files and addresses of pages exactly as they are.
    """

    number: int
    indicator: str
    approach: str
    departments: tuple[str, ...]
    period: str
    done: tuple[str, ...]
    results: tuple[str, ...]
    percent: int
    state: str
    evidence: tuple[str, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class StateCount:
    """How many measures are in a state, and how many of a hundred that is (half up)."""

    name: str
    count: int
    share: int


@dataclass(frozen=True)
class ExecutionReport:
    """The report of one round; without measures `rows` and `intro` are empty and the summary says so."""

    outcome: Outcome
    year: int
    title: tuple[str, ...]
    intro: str
    summary: str
    counts: tuple[StateCount, ...]
    rows: tuple[ExecutedMeasure, ...]

    @property
    def terms(self) -> tuple[str, ...]:
        """Names that no line may break inside."""
        return self.outcome.terms


def execution_report(
    result: AssessmentResult,
    *,
    plan_year: int,
    name: str,
    period: tuple[date, date],
    as_of: date,
    report: RoundReport | None,
) -> ExecutionReport:
    """Build the report of the round `name` over a period, as of a day; `report` is None without a plan."""
    outcome = outcome_of(result)
    starts, ends = map(full_date, period)
    values = values_of(outcome) | {
        "plan_year": to_thai(plan_year),
        "round": to_thai(name),
        "as_of": full_date(as_of),
    }
    return ExecutionReport(
        outcome=outcome,
        year=plan_year,
        title=_title(outcome, plan_year, texts.EXECUTION_PERIOD.format(name=name, starts=starts, ends=ends)),
        intro=texts.fill(texts.EXECUTION_INTRO, values) if report and report.rows else "",
        summary=texts.fill(*_summary(report, values)),
        counts=tuple(_counts(report)) if report else (),
        rows=tuple(_executed(row) for row in report.rows) if report else (),
    )


def _title(outcome: Outcome, year: int, period: str) -> tuple[str, ...]:
    place = texts.sentence(outcome.agency.name, outcome.agency.place)
    return (texts.EXECUTION_TITLE, place, to_thai(texts.OF_YEAR.format(year=year)), to_thai(period))


def _summary(report: RoundReport | None, values: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Return the template of the summary with its figures."""
    if report is None or not report.rows:
        return texts.EXECUTION_NONE, values
    figures = {
        "count": len(report.rows),
        "mean": report.mean or 0,
        "reported": len(report.rows) - report.unreported,
        "unreported": report.unreported,
        "evidence": sum(len(row.evidence) for row in report.rows),
    }
    return texts.EXECUTION_SUMMARY, values | {key: to_thai(number) for key, number in figures.items()}


def _counts(report: RoundReport) -> Iterator[StateCount]:
    total = len(report.rows)
    for row in report.counts if total else ():
        yield StateCount(row.name, row.count, (2 * WHOLE * row.count + total) // (2 * total))


def _executed(row: RoundRow) -> ExecutedMeasure:
    stated, measure = measure_row(row.measure), row.measure
    return ExecutedMeasure(
        number=stated.indicator,
        indicator=f"ตัวชี้วัดที่ {to_thai(stated.indicator)} {measure.indicator.name}",
        approach=stated.approach,
        departments=stated.departments,
        period=stated.period,
        done=tuple(line for entry in row.reports for line in _dated(entry)),
        results=_lines(entry.result for entry in row.reports),
        percent=row.percent,
        state=row.state_name,
        evidence=tuple(proof.url or proof.name for proof in row.evidence),
        problems=_lines(entry.problems for entry in row.reports),
    )


def _dated(entry: Progress) -> Sequence[str]:
    """What was done, its first line with the day of the report."""
    first, *others = _lines([entry.done]) or ("",)
    return (f"{short_date(entry.on)} {first}".rstrip(), *others)


def _lines(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(official(line.strip()) for text in given for line in text.splitlines() if line.strip())
