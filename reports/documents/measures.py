"""Measures as documents tell them, and the proposals that stand in where a plan has none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assessments.models import Suggestion
from measures.models import Measure
from reports import texts
from reports.documents.common import IndicatorFacts, official
from thai.dates import full_date, month_range


@dataclass(frozen=True)
class MeasureRow:
    """One measure; `period` and `follow_up` are ready to print."""

    indicator: int
    issue: str
    approach: str
    steps: tuple[str, ...]
    departments: tuple[str, ...]
    period: str
    follow_up: tuple[str, ...]


@dataclass(frozen=True)
class IssueRow:
    """A weak indicator with what must become better and how."""

    indicator: IndicatorFacts
    issues: tuple[str, ...]
    methods: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """A default answer to a weakness that no measure answers yet."""

    indicator: int
    issue: str
    method: str


def measure_row(measure: Measure) -> MeasureRow:
    """Read one measure; its departments should be prefetched."""
    return MeasureRow(
        indicator=measure.indicator.number,
        issue=official(measure.issue),
        approach=official(measure.approach),
        steps=tuple(official(step) for step in measure.method if step.strip()),
        departments=tuple(official(name) for name in _departments(measure)),
        period=month_range(measure.starts, measure.ends),
        follow_up=tuple(_follow_up(measure)),
    )


def _departments(measure: Measure) -> list[str]:
    """The units that carry the measure out, the leading one first and marked where there are several."""
    others = [unit.name for unit in measure.departments.all() if unit.pk != measure.lead_id]
    if measure.lead is None:
        return others
    return [f"{measure.lead.name} (หน่วยงานหลัก)", *others] if others else [measure.lead.name]


def _follow_up(measure: Measure) -> Iterable[str]:
    if measure.follow_up.strip():
        yield official(measure.follow_up)
    if measure.follow_up_due is not None and full_date(measure.follow_up_due) not in official(
        measure.follow_up
    ):
        yield texts.REPORT_DUE.format(date=full_date(measure.follow_up_due))


def proposal(suggestion: Suggestion) -> Proposal:
    """Read one default suggestion."""
    return Proposal(suggestion.indicator.number, official(suggestion.issue), official(suggestion.approach))


def issue_rows(
    weaknesses: Iterable[IndicatorFacts], measures: Iterable[MeasureRow], proposals: Iterable[Proposal]
) -> tuple[IssueRow, ...]:
    """One row per weak indicator in official order: from its measures, else from the proposals."""
    measures, proposals = list(measures), list(proposals)
    return tuple(
        _issue_row(indicator, measures, proposals)
        for indicator in sorted(weaknesses, key=lambda row: row.number)
    )


def _issue_row(indicator: IndicatorFacts, measures: list[MeasureRow], proposals: list[Proposal]) -> IssueRow:
    own = [row for row in measures if row.indicator == indicator.number]
    if own:
        issues = [row.issue or row.approach for row in own]
        methods = [row.approach for row in own]
    else:
        given = [row for row in proposals if row.indicator == indicator.number]
        issues, methods = [row.issue for row in given], [row.method for row in given]
    return IssueRow(indicator, tuple(dict.fromkeys(issues)), tuple(dict.fromkeys(methods)))
