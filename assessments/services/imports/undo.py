"""Undoing a committed import: every old value comes back, or nothing changes."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from assessments.models import Assessment, ImportBatch, ImportRow, ScoreChange
from assessments.services.imports.commit import by_year, organization_of, require_reach
from assessments.services.imports.notes import note_undo
from assessments.services.imports.refusals import LaterEdits, WrongState
from assessments.services.imports.stored import Stored, figure_of, stored_of
from assessments.services.imports.writing import Edit, write_edits
from assessments.services.imports.years import YearRules
from organizations.models import User

State = ImportBatch.State
Refused = list[tuple[str, int, str]]
ANNOUNCED = {"announced_total": "คะแนนรวมตามประกาศ", "announced_level": "ระดับตามประกาศ"}


def undo(batch: ImportBatch, *, user: User | None) -> ImportBatch:
    """Restore every value that the import replaced; what it added is taken away again.

    Raises LaterEdits, listing them, when a figure was changed or an assessment handed over meanwhile,
    WrongState when the import is not committed, OutsideScope when the user lost the reach. Agencies that
    the import added stay, without scores.
    """
    with transaction.atomic():
        taken = ImportBatch.objects.filter(
            Q(state=State.COMMITTED) | Q(state=State.RUNNING, job=ImportBatch.Job.UNDO), pk=batch.pk
        ).update(state=State.UNDONE, job="", progress=100, error="", undone_at=timezone.now(), undone_by=user)
        if not taken:
            raise WrongState
        rows = list(written_rows(batch).select_related("organization"))
        require_reach(rows, user)
        refused: Refused = []
        for rules, of_year in by_year(rows):
            edits = _edits(rules, of_year, refused)
            if not refused:
                write_edits(rules, edits, batch=batch, user=user, source=ScoreChange.Source.UNDO)
        if refused:
            raise LaterEdits(refused)
        note_undo(batch, user)
    batch.refresh_from_db()
    return batch


def written_rows(batch: ImportBatch) -> QuerySet[ImportRow]:
    """Return the rows that the commit writes or wrote."""
    return batch.rows.filter(errors=0).exclude(new=0, changed=0, announced=0)


def _edits(rules: YearRules, rows: list[ImportRow], refused: Refused) -> list[Edit]:
    found = stored_of(rules, {organization_of(row) for row in rows}, lock=True)
    edits = []
    for row in rows:
        stored = found.get(organization_of(row))
        written = {name: (new, old) for name, (old, new) in row.figures.items() if old != new}
        reasons = _later(stored, written)
        refused += [(str(row.organization), rules.edition.year, reason) for reason in reasons]
        edits.append(Edit(organization_of(row), stored, written))
    return edits


def _later(stored: Stored | None, written: dict[str, tuple[str, str]]) -> list[str]:
    """Say what keeps an assessment from going back."""
    if stored is None:
        return ["ไม่มีผลการประเมินนี้แล้ว"]
    if not stored.is_open:
        return [f"สถานะเป็น “{Assessment.State(stored.state).label}” แล้ว"]
    return [
        f"{_figure(name)}: นำเข้าเป็น {new} แต่ปัจจุบันเป็น {figure_of(stored, name) or '–'}"
        for name, (new, _) in written.items()
        if figure_of(stored, name) != new
    ]


def _figure(name: str) -> str:
    return f"ตัวชี้วัดที่ {name}" if name.isdigit() else ANNOUNCED[name]
