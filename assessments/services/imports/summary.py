"""An import as plain data, for the command."""

from __future__ import annotations

from typing import Any

from assessments.models import Assessment, ImportBatch, ImportProblem, ImportRow
from assessments.services.imports.planning import ANNOUNCED
from organizations.titles import short_name


def summary_of(batch: ImportBatch) -> dict[str, Any]:
    """Return counts of scores, errors at their cells, and every assessment as it would be or is."""
    rows = batch.rows.filter(errors=0).select_related("organization", "fiscal_year")
    stored = _stored_announced(batch)
    return {
        **{name: batch.counts[name] for name in ("new", "changed", "unchanged")},
        "errors": [_error(problem) for problem in batch.problems.all()],
        "assessments": [_assessment(row, stored.get(_key(row), {})) for row in rows],
        "batch": batch.pk,
    }


def _error(problem: ImportProblem) -> dict[str, str]:
    message = f"{problem.message} (ที่ถูกต้อง: {problem.expected})" if problem.expected else problem.message
    return {"sheet": problem.sheet, "cell": problem.cell, "value": problem.value, "message": message}


def _key(row: ImportRow) -> tuple[int | None, int | None]:
    return row.organization_id, row.fiscal_year_id


def _stored_announced(batch: ImportBatch) -> dict[tuple[int | None, int | None], dict[str, str]]:
    """Return the stored announced figures of the agencies and years of the file."""
    years, agencies = batch.rows.values("fiscal_year"), batch.rows.values("organization")
    found = Assessment.objects.official().filter(fiscal_year__in=years, organization__in=agencies)
    return {
        (row.organization_id, row.fiscal_year_id): {
            "announced_total": "" if row.announced_total is None else str(row.announced_total),
            "announced_level": row.announced_level,
        }
        for row in found
    }


def _assessment(row: ImportRow, stored: dict[str, str]) -> dict[str, Any]:
    new = row.creates or {}
    name = short_name(new["kind"], new["name"]) if row.organization is None else row.organization.short_name
    code = new["code"] if row.organization is None else row.organization.code
    announced = {
        name: row.figures[name][1] if name in row.figures else stored.get(name, "") for name in ANNOUNCED
    }
    return {
        "organization": name,
        "code": code,
        "year": row.fiscal_year and row.fiscal_year.year,
        "total": None if row.total is None else float(row.total),
        "level": row.level or None,
        "announced_total": float(announced["announced_total"]) if announced["announced_total"] else None,
        "announced_level": announced["announced_level"] or None,
    }
