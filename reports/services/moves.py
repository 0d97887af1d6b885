"""The one way in which a memo changes its state."""

from __future__ import annotations

from auditlog.models import LogEntry
from django.db.models import F, QuerySet
from django.utils import timezone

from reports.models import Memo
from reports.services.conflicts import Moved


def move(memos: QuerySet[Memo], memo: Memo, target: str, **columns: object) -> None:
    """Move the memo's row by one UPDATE if it is still among `memos`; raise Moved when it is not."""
    before = memo.state
    moved = memos.filter(pk=memo.pk).update(
        state=target, version=F("version") + 1, changed_at=timezone.now(), **columns
    )
    if not moved:
        raise Moved
    memo.refresh_from_db()
    _note(memo, before)


def _note(memo: Memo, before: str) -> None:
    """Write the move into the audit log, which by itself follows saved objects only."""
    labels = dict(Memo.State.choices)
    changes = {"state": [labels[before], labels[memo.state]]}
    LogEntry.objects.log_create(memo, changes=changes, action=LogEntry.Action.UPDATE)
