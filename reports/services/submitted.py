"""A memo as it was submitted, with the comments that were given since, and what was issued of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils import timezone

from organizations.models import Organization
from reports import texts
from reports.documents.common import official
from reports.documents.memo import Comment, MemoDocument, Reviewer
from reports.models import IssuedDocument, MemoRevision, ReviewStep
from reports.models.review import ACTING
from reports.services.freeze import restored
from thai.dates import full_date


def steps_of(revision: MemoRevision) -> list[ReviewStep]:
    """Return the steps of a revision in their order, with their people."""
    return list(revision.steps.select_related("person", "deputy", "decided_by").order_by("order"))


def issued_in(organization: Organization, year: int) -> list[IssuedDocument]:
    """Return what an organization issued on one fiscal year: the latest issue first, its memo on top."""
    documents = IssuedDocument.objects.filter(organization=organization, year=year)
    documents = documents.order_by("-issued_at", "pk")
    return list(documents.select_related("superseded_by", "revision").defer("data", "revision__content"))


def commented_memo(revision: MemoRevision, steps: Iterable[ReviewStep]) -> MemoDocument:
    """Return the memo of a revision; a step without a comment keeps blank lines for handwriting."""
    submitted: MemoDocument = restored(revision, "memo")
    return replace(submitted, comments=tuple(_comment(step) for step in steps))


def _comment(step: ReviewStep) -> Comment:
    return Comment(
        heading=texts.COMMENT_OF.format(title=step.title),
        reviewer=Reviewer(_signer_title(step), step.signer_name),
        text=_printed_text(step),
        date=full_date(timezone.localdate(step.decided_at)) if step.decided_at and step.words else "",
    )


def _signer_title(step: ReviewStep) -> str:
    """The position under the comment; a deputy's own stands above the one that is acted for."""
    return step.signer_title.replace(ACTING, f"{ACTING}\n", 1) if step.by_deputy else step.signer_title


def _printed_text(step: ReviewStep) -> str:
    if step.decision == ReviewStep.Decision.PAPER:
        return texts.COMMENT_ON_PAPER if step.scan else ""
    return official(" ".join(step.words.split()))


def history_of(steps: Sequence[ReviewStep]) -> list[dict[str, str]]:
    """Return the decided steps as plain data, to be kept with an issued document."""
    return [
        {
            "title": step.signer_title,
            "name": step.signer_name,
            "decision": step.decision,
            "comment": step.words,
            "scan_sha256": step.scan_sha256,
            "at": step.decided_at.isoformat(),
        }
        for step in steps
        if step.decided_at is not None
    ]
