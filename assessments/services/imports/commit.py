"""The commit of a previewed import: one transaction, checked against what the preview saw."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from assessments.models import FiscalYear, ImportBatch, ImportRow, ScoreChange
from assessments.services import bulk
from assessments.services.imports.agencies import create
from assessments.services.imports.batches import stored_data
from assessments.services.imports.notes import note_commit
from assessments.services.imports.reach import may_create, organizations_of
from assessments.services.imports.refusals import ChangedMeanwhile, HasErrors, OutsideScope, WrongState
from assessments.services.imports.stored import Stored, figure_of, stored_of
from assessments.services.imports.writing import Edit, add_assessments, write_edits
from assessments.services.imports.years import YearRules, Years
from organizations.models import User

State = ImportBatch.State


def commit(batch: ImportBatch, *, user: User | None, good_rows_only: bool = False) -> ImportBatch:
    """Write a previewed import as one step.

    Raises HasErrors unless the file is clean or only good rows are asked for, FileChanged and
    ChangedMeanwhile when the preview does not hold any more, OutsideScope when the user lost the
    reach, WrongState when the import is not waiting for its commit.
    """
    stored_data(batch)
    with transaction.atomic():
        _write(_claim(batch, user, good_rows_only), user)
        note_commit(batch, user)
    batch.refresh_from_db()
    return batch


def _claim(batch: ImportBatch, user: User | None, good_rows_only: bool) -> ImportBatch:
    """Take the import for this transaction: whoever comes second finds it committed."""
    waiting = Q(state=State.PREVIEWED) | Q(state=State.RUNNING, job=ImportBatch.Job.COMMIT)
    taken = ImportBatch.objects.filter(waiting, pk=batch.pk).update(
        state=State.COMMITTED,
        job="",
        progress=100,
        error="",
        good_rows_only=good_rows_only,
        committed_at=timezone.now(),
        committed_by=user,
    )
    if not taken:
        raise WrongState
    claimed = ImportBatch.objects.get(pk=batch.pk)
    if claimed.has_errors and not good_rows_only:
        raise HasErrors
    return claimed


def _write(batch: ImportBatch, user: User | None) -> None:
    good = list(batch.rows.filter(errors=0))
    _create_agencies(good, user)
    require_reach(good, user)
    for rules, rows in by_year(good):
        edits = _edits(rules, rows)
        try:
            add_assessments(rules, edits)
        except IntegrityError as error:  # somebody began one of them
            raise ChangedMeanwhile from error
        write_edits(rules, edits, batch=batch, user=user, source=ScoreChange.Source.IMPORT)


def by_year(rows: list[ImportRow]) -> list[tuple[YearRules, list[ImportRow]]]:
    """Sort rows by their fiscal year; raises ChangedMeanwhile when a year lost its framework."""
    years, numbers = Years(), dict(FiscalYear.objects.values_list("pk", "year"))
    found = []
    for pk in sorted({row.fiscal_year_id for row in rows if row.fiscal_year_id}):
        rules = years.get(numbers[pk])
        if rules is None:
            raise ChangedMeanwhile
        found.append((rules, [row for row in rows if row.fiscal_year_id == pk]))
    return found


def organization_of(row: ImportRow) -> int:
    """Return the agency of a row without errors."""
    assert row.organization_id is not None
    return row.organization_id


def _edits(rules: YearRules, rows: list[ImportRow]) -> list[Edit]:
    """Check every row against what is stored now; return what is to be written."""
    found = stored_of(rules, {organization_of(row) for row in rows}, lock=True)
    edits = []
    for row in rows:
        stored = found.get(organization_of(row))
        require_unchanged(row, stored)
        figures = {name: (old, new) for name, (old, new) in row.figures.items() if old != new}
        if figures:
            edits.append(Edit(organization_of(row), stored, figures))
    return edits


def require_reach(rows: Iterable[ImportRow], user: User | None) -> None:
    """Raise OutsideScope unless the user still administers every agency of the rows."""
    wanted = {row.organization_id for row in rows}
    if user is not None and not wanted <= set(organizations_of(user).values_list("pk", flat=True)):
        raise OutsideScope


def _create_agencies(rows: list[ImportRow], user: User | None) -> None:
    """Store the agencies that the preview promised to add, and give their rows to them."""
    adding = {row: row.creates for row in rows if row.creates}
    if not adding:
        return
    if not all(may_create(user, columns["province"]) for columns in adding.values()):
        raise OutsideScope
    try:
        ids = create(adding.values(), user)
    except IntegrityError as error:  # somebody added one of them
        raise ChangedMeanwhile from error
    for row, columns in adding.items():
        row.organization_id = ids[columns["code"]]
    bulk.update(ImportRow, ["organization_id"], ((row.pk, row.organization_id) for row in adding))


def require_unchanged(row: ImportRow, stored: Stored | None) -> None:
    """Raise ChangedMeanwhile unless the stored assessment is the one that the preview saw."""
    if (stored.version if stored else None) != row.version:
        raise ChangedMeanwhile
    writes = row.new or row.changed or row.announced
    if stored is not None and writes and not stored.is_open:
        raise ChangedMeanwhile
    if any(figure_of(stored, name) != old for name, (old, _) in row.figures.items()):
        raise ChangedMeanwhile
