"""Steps of an import that may take long: small files at once, large ones in the background."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from assessments import tasks
from assessments.models import ImportBatch
from assessments.services.imports.batches import open_batches
from assessments.services.imports.commit import commit
from assessments.services.imports.preview import preview
from assessments.services.imports.refusals import ImportRefused, WrongState
from assessments.services.imports.undo import undo
from organizations.models import User

State, Job = ImportBatch.State, ImportBatch.Job
LARGE_BYTES = 200_000
LARGE_ROWS = 1_000
# Where an import waits when its job did not come to its end.
BEFORE = {Job.PREVIEW: State.UPLOADED, Job.COMMIT: State.PREVIEWED, Job.UNDO: State.COMMITTED}
BROKEN = "การทำงานหยุดกลางคัน ระบบไม่ได้บันทึกสิ่งใด โปรดลองอีกครั้ง หากยังไม่สำเร็จโปรดแจ้งผู้ดูแลระบบ"


def start_preview(batch: ImportBatch, *, user: User, create_organizations: bool = False) -> None:
    """Preview now, or begin to."""
    if batch.size <= LARGE_BYTES:
        preview(batch, create_organizations=create_organizations)
        return
    if not open_batches(batch).update(**_running(Job.PREVIEW)):
        raise WrongState
    _enqueue(batch, Job.PREVIEW, user, create_organizations)


def start_commit(batch: ImportBatch, *, user: User, good_rows_only: bool = False) -> None:
    """Commit now, or begin to; raises what commit raises where it is done now."""
    if batch.counts["rows"] <= LARGE_ROWS:
        commit(batch, user=user, good_rows_only=good_rows_only)
        return
    _begin(batch, State.PREVIEWED, Job.COMMIT)
    _enqueue(batch, Job.COMMIT, user, good_rows_only)


def start_undo(batch: ImportBatch, *, user: User) -> None:
    """Undo now, or begin to; raises what undo raises where it is done now."""
    if batch.counts["rows"] <= LARGE_ROWS:
        undo(batch, user=user)
        return
    _begin(batch, State.COMMITTED, Job.UNDO)
    _enqueue(batch, Job.UNDO, user, False)


def run(batch: ImportBatch, job: str, user: User | None, flag: bool) -> None:
    """Do a job that was begun; what refuses it is noted on the import, which waits where it was before."""
    reason = BROKEN
    try:
        if job == Job.PREVIEW:
            preview(batch, create_organizations=flag)
        elif job == Job.COMMIT:
            commit(batch, user=user, good_rows_only=flag)
        else:
            undo(batch, user=user)
        reason = ""
    except WrongState:
        reason = ""  # run twice: done already
    except ImportRefused as refusal:
        reason = "\n".join((str(refusal), *refusal.details))
    finally:
        if reason:
            _back(ImportBatch.objects.filter(pk=batch.pk, state=State.RUNNING, job=job), job, reason)


def recover(batch: ImportBatch) -> None:
    """Bring an import back whose job fell silent; nothing of a job that did not end was written."""
    if batch.is_stalled:
        same = ImportBatch.objects.filter(pk=batch.pk, state=State.RUNNING, beat_at=batch.beat_at)
        _back(same, batch.job, BROKEN)


def _back(batches: QuerySet[ImportBatch], job: str, reason: str) -> None:
    batches.update(state=BEFORE[Job(job)], job="", error=reason)


def _running(job: str) -> dict[str, object]:
    return {"state": State.RUNNING, "job": job, "progress": 0, "error": "", "beat_at": timezone.now()}


def _begin(batch: ImportBatch, state: str, job: str) -> None:
    """Take the import for a job; whoever clicks second finds it running."""
    if not ImportBatch.objects.filter(pk=batch.pk, state=state).update(**_running(job)):
        raise WrongState


def _enqueue(batch: ImportBatch, job: str, user: User, flag: bool) -> None:
    transaction.on_commit(partial(tasks.run_import.enqueue, batch.pk, str(job), user.pk, flag))
