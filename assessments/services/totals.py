"""The only writer of the total and the level that lists show beside an assessment."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from assessments.frameworks import Edition, edition_of
from assessments.models import Assessment, FiscalYear
from assessments.results import AssessmentResult, result_with
from assessments.services import bulk


def kept_total(outcome: AssessmentResult) -> dict[str, object]:
    """Return the kept columns for an evaluated assessment; the announced figures stand in for gaps."""
    return {"total": outcome.result.shown_total, "level": outcome.level_name}


def refresh_total(outcome: AssessmentResult) -> None:
    """Keep total and level beside the assessment."""
    columns = kept_total(outcome)
    Assessment.objects.filter(pk=outcome.assessment.pk).update(**columns)
    for name, value in columns.items():
        setattr(outcome.assessment, name, value)


def refresh_year(fiscal_year: FiscalYear) -> None:
    """Keep every total and level of a year anew: its weights or levels were changed."""
    edition = edition_of(fiscal_year)
    numbers = {indicator.pk: number for number, indicator in edition.indicators.items()}
    rows = Assessment.objects.filter(fiscal_year=fiscal_year)
    keep_totals(
        (assessment.pk, outcome.result.shown_total, outcome.level_name)
        for assessment in rows.select_related("organization").prefetch_related("scores")
        for outcome in [_outcome(assessment, edition, numbers)]
    )


def _outcome(assessment: Assessment, edition: Edition, numbers: dict[int, int]) -> AssessmentResult:
    assessment.fiscal_year = edition.fiscal_year
    scores = {numbers[row.indicator_id]: row.value for row in assessment.scores.all()}
    return result_with(assessment, edition, scores)


def keep_totals(rows: Iterable[tuple[int, Decimal | None, str]]) -> None:
    """Keep total and level beside many assessments: rows of (assessment id, shown total, level)."""
    values = ((pk, None if total is None else str(total), level) for pk, total, level in rows)
    bulk.update(Assessment, ["total", "level"], values)
