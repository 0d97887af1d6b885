"""The preview: what a file would do, stored beside the import; nothing is written to scores."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from django.db import transaction
from django.utils import timezone

from assessments.models import ImportBatch, ImportProblem, ImportRow
from assessments.services import bulk
from assessments.services.imports.agencies import NewAgencies
from assessments.services.imports.batches import grids_of, mappings_of, open_batches
from assessments.services.imports.planning import Adding, Plan, Planned, Planner
from assessments.services.imports.reach import agency_index
from assessments.services.imports.reading import read
from assessments.services.imports.refusals import ImportRefused, WrongState
from assessments.services.imports.years import Years, vocabulary
from assessments.sheets.grid import Grid
from assessments.sheets.limits import SheetFileError

State = ImportBatch.State
READ, COMPARED = 30, 70  # percent of the work
LONGEST = 300

ROW_COLUMNS = (
    *("batch_id", "position", "sheet", "cell", "agency", "organization_id", "fiscal_year_id", "creates"),
    *("version", "figures", '"new"', "changed", "unchanged", "announced", "errors", "warnings"),
    *("total", "level"),
)
PROBLEM_COLUMNS = ["batch_id", "position", "sheet", "cell", "value", "expected", "message", "creatable"]


def preview(
    batch: ImportBatch, *, create_organizations: bool = False, grids: Sequence[Grid] | None = None
) -> ImportBatch:
    """Work out what the file would do for its uploader's reach, and store that for the pages.

    Raises WrongState once the import is committed or undone; a file that cannot be read any more leaves
    the import failed, with the reason.
    """
    if not open_batches(batch).exists():
        raise WrongState
    try:
        plan = _plan(batch, create_organizations, grids)
    except (SheetFileError, ImportRefused) as refusal:
        open_batches(batch).update(state=State.FAILED, error=str(refusal), job="")
    else:
        _store(batch, plan, create_organizations)
    batch.refresh_from_db()
    return batch


def report(batch: ImportBatch, progress: int) -> None:
    """Note how far the preview is."""
    open_batches(batch).update(progress=progress, beat_at=timezone.now())


def _plan(batch: ImportBatch, create_organizations: bool, grids: Sequence[Grid] | None) -> Plan:
    user = batch.created_by
    reading = read(grids_of(batch) if grids is None else grids, mappings_of(batch), vocabulary())
    report(batch, READ)
    adding = Adding(NewAgencies(user), create_organizations)
    plan = Planner(reading, agency_index(user), Years(), batch.year, adding).plan()
    report(batch, COMPARED)
    return plan


def counts_of(plan: Plan) -> dict[str, int]:
    """Count scores, rows and errors; a row with an error would import nothing."""
    good = [row for row in plan.rows if not row.errors]
    return {
        "new": sum(row.new for row in good),
        "changed": sum(row.changed for row in good),
        "unchanged": sum(row.unchanged for row in good),
        "announced": sum(row.announced for row in good),
        "errors": len(plan.problems),
        "creatable": sum(creatable for _, creatable in plan.problems),
        "rows": len(plan.rows),
        "rows_in_error": len(plan.rows) - len(good),
        "writing": sum(1 for row in good if row.new or row.changed or row.announced),
        "warnings": sum(1 for row in plan.rows if row.warnings),
        "creating": len({row.creates["code"] for row in good if row.creates}),
    }


@transaction.atomic
def _store(batch: ImportBatch, plan: Plan, create_organizations: bool) -> None:
    """Put the preview in the place of an older one, unless the import was committed meanwhile."""
    taken = open_batches(batch).update(
        state=State.PREVIEWED,
        job="",
        error="",
        progress=100,
        beat_at=timezone.now(),
        counts=counts_of(plan),
        create_organizations=create_organizations,
    )
    if not taken:
        raise WrongState
    batch.rows.all().delete()
    batch.problems.all().delete()
    bulk.insert(ImportRow, ROW_COLUMNS, _rows(batch, plan.rows))
    bulk.insert(ImportProblem, PROBLEM_COLUMNS, _problems(batch, plan))


def _rows(batch: ImportBatch, rows: Sequence[Planned]) -> Iterator[bulk.Row]:
    for position, row in enumerate(rows, 1):
        ref = row.record.agency
        yield (
            batch.pk,
            position,
            row.record.sheet[:200],
            ref.cell,
            _shown(row),
            row.agency.pk if row.agency else None,
            row.year.pk if row.year else None,
            json.dumps(row.creates) if row.creates else None,
            row.version,
            json.dumps(row.figures),
            row.new,
            row.changed,
            row.unchanged,
            row.announced,
            row.errors,
            json.dumps(row.warnings) if row.warnings else "[]",
            None if row.total is None else str(row.total),
            row.level[:50],
        )


def _shown(row: Planned) -> str:
    """The agency as the file names it."""
    ref = row.record.agency
    return (" ".join(part for part in (ref.name, ref.district, ref.province) if part) or ref.code)[:LONGEST]


def _problems(batch: ImportBatch, plan: Plan) -> Iterator[bulk.Row]:
    for position, (problem, creatable) in enumerate(plan.problems, 1):
        sheet, cell, value, expected, message = problem
        yield (
            batch.pk,
            position,
            sheet[:200],
            cell,
            value[:LONGEST].replace("\x00", ""),
            expected[:LONGEST],
            message,
            creatable,
        )
