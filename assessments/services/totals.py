"""The only writer of the total and the level that lists show beside an assessment."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from assessments.models import Assessment
from assessments.results import AssessmentResult
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


def keep_totals(rows: Iterable[tuple[int, Decimal | None, str]]) -> None:
    """Keep total and level beside many assessments: rows of (assessment id, shown total, level)."""
    values = ((pk, None if total is None else str(total), level) for pk, total, level in rows)
    bulk.update(Assessment, ["total", "level"], values)
