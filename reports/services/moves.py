"""The one way in which a memo changes its state."""

from __future__ import annotations

from auditlog.models import LogEntry
from django.db.models import F, QuerySet
from django.utils import timezone

from reports.models import Memo, ReviewStep
from reports.services.conflicts import Moved


def move(memos: QuerySet[Memo], memo: Memo, target: str, *, turn_of: str = "", **columns: object) -> None:
    """Move the memo's row by one UPDATE if it is still among `memos`; raise Moved when it is not.

    `turn_of` is the title of the position whose turn comes.
    """
    before = _told(memo, _holder_of(memo))
    moved = memos.filter(pk=memo.pk).update(
        state=target, version=F("version") + 1, changed_at=timezone.now(), **columns
    )
    if not moved:
        raise Moved
    memo.refresh_from_db()
    _note(memo, before, _told(memo, turn_of))


def _holder_of(memo: Memo) -> str:
    """Return the title of the position whose turn it is."""
    if not memo.turn:
        return ""
    here = ReviewStep.objects.filter(revision__memo=memo, revision__number=memo.revision, order=memo.turn)
    return here.values_list("title", flat=True).first() or ""


def _told(memo: Memo, holder: str) -> dict[str, str]:
    return {"state": memo.get_state_display(), "revision": str(memo.revision or ""), "turn": holder}


def _note(memo: Memo, before: dict[str, str], after: dict[str, str]) -> None:
    """Write the move into the audit log, which by itself follows saved objects only."""
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    LogEntry.objects.log_create(memo, changes=changes, action=LogEntry.Action.UPDATE)
