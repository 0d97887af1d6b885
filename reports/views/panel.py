"""What the memo's page says about its review: state, steps, what may be done now and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assessments.findings import Finding
from organizations.models import User
from reports.documents.sources import Sources
from reports.models import IssuedDocument, Memo, MemoRevision, ReviewStep
from reports.numbers import is_complete
from reports.review_forms import NoteForm, PaperForm, ReasonForm
from reports.services.facts import changed_since
from reports.services.review import current_revision
from reports.services.submitted import issued_in, steps_of


def review_panel(sources: Sources, user: User, findings: Sequence[Finding]) -> dict[str, Any]:
    """Return the context of the review's part of the page."""
    memo = sources.memo
    revision = current_revision(memo)
    steps = steps_of(revision) if revision else []
    frozen = revision is not None and not memo.is_open
    issued = issued_in(sources.result.organization, sources.result.year)
    return {
        "revision": revision,
        "frozen": frozen,
        "review_steps": steps,
        "turn_step": _turn(memo, steps),
        "out_of_date": changed_since(revision, sources) if revision and frozen else [],
        "earlier": _earlier(memo),
        "issued": issued,
        "issued_memo": _issued_memo(memo, revision, issued),
        "all_on_paper": all(step.on_paper for step in steps),
        "notes": memo.notes.select_related("by") if memo.pk else [],
        "may": _may(sources, user, revision, steps, findings),
        "reason_form": ReasonForm(),
        "paper_form": PaperForm(),
        "note_form": NoteForm(),
    }


def _turn(memo: Memo, steps: Sequence[ReviewStep]) -> ReviewStep | None:
    """Return the step whose turn it is."""
    in_review = memo.state == Memo.State.IN_REVIEW
    return next((step for step in steps if in_review and step.order == memo.turn), None)


def _issued_memo(
    memo: Memo, revision: MemoRevision | None, issued: Sequence[IssuedDocument]
) -> IssuedDocument | None:
    """Return the memo as it was issued, while that is where the memo stands."""
    if memo.state != Memo.State.ISSUED or revision is None:
        return None
    of_memo = (row for row in issued if row.kind == IssuedDocument.Kind.MEMO)
    return next((row for row in of_memo if row.revision_id == revision.pk), None)


def _earlier(memo: Memo) -> list[MemoRevision]:
    """Return what was submitted before; of an open memo the last submission, too."""
    if memo.pk is None:
        return []
    revisions = memo.revisions.select_related("submitted_by").defer("content")
    return list(revisions if memo.is_open else revisions.exclude(number=memo.revision))


def _may(
    sources: Sources,
    user: User,
    revision: MemoRevision | None,
    steps: Sequence[ReviewStep],
    findings: Sequence[Finding],
) -> dict[str, bool]:
    """Say what this person may do with the memo as it is."""
    memo, organization = sources.memo, sources.result.organization
    writes = memo.pk is not None and user.has_perm("reports.write_memo", organization)
    turn = _turn(memo, steps)
    untouched = not any(step.decided_at for step in steps)
    return {
        "number": writes and memo.is_open and not is_complete(memo.number),
        "submit": writes and memo.is_open,
        "submit_now": not any(finding.severity == "error" for finding in findings),
        "withdraw": bool(writes and turn and untouched and revision and revision.submitted_by_id == user.pk),
        "revise": writes and not memo.is_open,
        "record": bool(writes and turn and turn.on_paper),
        "decide": bool(turn and user.pk in (turn.person_id, turn.deputy_id)),
        "discuss": user.has_perm("reports.discuss", organization),
        "issue": memo.state == Memo.State.COMPLETED and user.has_perm("reports.issue", organization),
    }
