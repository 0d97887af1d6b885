"""The way of a memo: submitted, decided position by position, returned, withdrawn, revised.

Every move is one conditional UPDATE of the memo's row: it names the state, revision and turn that the
person saw. A double click, a second tab or a colleague finds no such row any more and moves nothing.
"""

from __future__ import annotations

from functools import partial

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django_tasks.base import Task

from organizations.models import Organization, User
from reports import tasks
from reports.documents.sources import sources_of
from reports.models import DiscussionNote, Memo, MemoRevision, ReviewStep
from reports.models.review import scan_path
from reports.services.chain import steps_for
from reports.services.conflicts import NotReady, ReasonMissing
from reports.services.files import fingerprint_of, storing
from reports.services.freeze import frozen_content
from reports.services.moves import move
from reports.services.readiness import memo_findings

State, Decision = Memo.State, ReviewStep.Decision
ONLINE = (Decision.ACKNOWLEDGED, Decision.ENDORSED, Decision.RETURNED)


def _after_commit(task: Task[..., None], step: ReviewStep) -> None:
    """Have an e-mail sent in the background, when the move is sure."""
    transaction.on_commit(partial(task.enqueue, step.pk))


@transaction.atomic
def submit(memo: Memo, *, version: int, user: User) -> MemoRevision:
    """Freeze an open memo and send it along its chain.

    A chain without any account is completed at once: its comments are given on paper. Raises Moved when
    the memo changed meanwhile, NotReady with the findings that block it.
    """
    organization = memo.assessment.organization
    steps = steps_for(organization)
    all_on_paper = all(step.on_paper for step in steps)
    reason = memo.revision_reason
    move(
        Memo.objects.filter(version=version, state__in=Memo.OPEN),
        memo,
        State.COMPLETED if all_on_paper else State.IN_REVIEW,
        revision=F("revision") + 1,
        turn=0 if all_on_paper else 1,
        turn_of="" if all_on_paper else steps[0].title,
        revision_reason="",
    )
    revision = _freeze(memo, organization, steps, user, reason)
    _enter(revision, steps, user if all_on_paper else None)
    return revision


def _freeze(
    memo: Memo, organization: Organization, steps: list[ReviewStep], user: User, reason: str
) -> MemoRevision:
    """Keep the data as it is now, read inside the transaction that moved the memo."""
    # Locked: who changes the emblem meanwhile waits, and its file stays until it has been read.
    current = Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    sources = sources_of(current, memo.assessment.fiscal_year)
    errors = [row for row in memo_findings(sources, steps) if row.severity == "error"]
    if errors:
        raise NotReady(errors)
    return MemoRevision.objects.create(
        memo=memo,
        number=memo.revision,
        content=frozen_content(sources),
        reason=reason,
        submitted_by=user,
    )


def _enter(revision: MemoRevision, steps: list[ReviewStep], recorded_by: User | None) -> None:
    """Store the steps of a revision, already left to paper when someone is named who recorded so."""
    for step in steps:
        step.revision = revision
        if recorded_by is not None:
            step.decision, step.decided_by, step.decided_at = Decision.PAPER, recorded_by, timezone.now()
    stored = ReviewStep.objects.bulk_create(steps)
    if recorded_by is None:
        _after_commit(tasks.send_turn, stored[0])


@transaction.atomic
def decide(step: ReviewStep, *, user: User, decision: str, comment: str = "") -> None:
    """Write the comment of the person whose turn it is, or of the deputy, and pass the memo on.

    Own words are printed as they are, whatever the decision; without them the decision's phrase is.
    Raises PermissionDenied for anybody else and for the author, ReasonMissing for a return without words,
    Moved when the step is not open any more.
    """
    if decision not in ONLINE:
        raise ValueError(f"no decision of a reviewer: {decision}")
    if user.pk not in (step.person_id, step.deputy_id):
        raise PermissionDenied("บันทึกข้อความนี้ไม่ได้เสนอถึงท่าน")
    if step.revision.submitted_by_id == user.pk:
        raise PermissionDenied("ผู้เสนอบันทึกข้อความให้ความเห็นในบันทึกข้อความของตนเองไม่ได้")
    words = comment.strip()
    if decision == Decision.RETURNED and not words:
        raise ReasonMissing
    _close(step, user=user, decision=decision, comment=words)


@transaction.atomic
def record_on_paper(step: ReviewStep, *, user: User, scan: File | None = None) -> None:  # type: ignore[type-arg]  # generic in the stubs only
    """Note that a position without an account comments on paper, with a scan of the comment if there is one.

    Without a scan the document keeps blank lines for the handwriting.
    """
    if not step.on_paper:
        raise PermissionDenied("ตำแหน่งนี้มีบัญชีในระบบ เจ้าของตำแหน่งต้องให้ความเห็นเอง")
    columns: dict[str, str] = {}
    with storing() as store:
        if scan:
            # Of what was sent, not of what the disk made of it.
            columns["scan_sha256"] = fingerprint_of(scan.chunks())
            columns["scan"] = store(scan_path(step, scan.name or ""), scan)
        _close(step, user=user, decision=Decision.PAPER, comment="", **columns)


def _close(step: ReviewStep, *, user: User, decision: str, **columns: str) -> None:
    """Pass the memo on first: its row is what two decisions race for. Then write the decision."""
    memo = step.revision.memo
    following = ReviewStep.objects.filter(revision=step.revision_id, order=step.order + 1).first()
    if decision == Decision.RETURNED:
        target, turn, turn_of = State.RETURNED, 0, ""
    elif following:
        target, turn, turn_of = State.IN_REVIEW, following.order, following.title
    else:
        target, turn, turn_of = State.COMPLETED, 0, ""
    at_this_turn = Memo.objects.filter(state=State.IN_REVIEW, revision=step.revision.number, turn=step.order)
    move(at_this_turn, memo, target, turn=turn, turn_of=turn_of)
    ReviewStep.objects.filter(pk=step.pk).update(
        decision=decision, decided_by=user, decided_at=timezone.now(), **columns
    )
    step.refresh_from_db()
    if target == State.IN_REVIEW and following:
        _after_commit(tasks.send_turn, following)
    else:
        _after_commit(tasks.send_outcome, step)


@transaction.atomic
def withdraw(memo: Memo, *, user: User) -> None:
    """Take a submitted memo back while nobody has acted; only its author may. The reason stays."""
    revision = current_revision(memo)
    if revision is None or revision.submitted_by_id != user.pk:
        raise PermissionDenied("ผู้เสนอเท่านั้นที่ดึงบันทึกข้อความกลับได้")
    decided = ReviewStep.objects.filter(
        revision__memo=OuterRef("pk"), revision__number=OuterRef("revision"), decided_at__isnull=False
    )
    untouched = Memo.objects.filter(~Exists(decided), state=State.IN_REVIEW, revision=revision.number, turn=1)
    move(untouched, memo, State.DRAFT, turn=0, revision_reason=revision.reason)


@transaction.atomic
def revise(memo: Memo, *, version: int, user: User, reason: str) -> None:
    """Open a submitted, completed or issued memo again, with the reason; what was submitted stays."""
    if not reason.strip():
        raise ReasonMissing
    closed = Memo.objects.filter(version=version, state__in=(State.IN_REVIEW, State.COMPLETED, State.ISSUED))
    move(closed, memo, State.DRAFT, turn=0, revision_reason=reason.strip())


def add_note(memo: Memo, *, user: User, text: str) -> DiscussionNote:
    """Add a remark that is not printed."""
    return DiscussionNote.objects.create(memo=memo, by=user, text=text.strip())


def current_revision(memo: Memo) -> MemoRevision | None:
    """Return what was submitted last; None for a memo that never was."""
    if memo.pk is None or not memo.revision:
        return None
    revisions = MemoRevision.objects.select_related("submitted_by")
    return revisions.filter(memo=memo, number=memo.revision).first()
