"""The states of an assessment: submit, approve, return, withdraw. Who submits does not approve."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.utils import timezone

from assessments.frameworks import Edition
from assessments.models import Assessment
from assessments.results import official_assessment, result_with, stored_scores
from assessments.services.conflicts import NotReady, StaleVersion
from organizations.models import User


def _move(assessment: Assessment, version: int, state: str, target: str, **columns: object) -> None:
    """Change the state once: the version and the state that the person saw must still hold."""
    moved = Assessment.objects.filter(pk=assessment.pk, version=version, state=state).update(
        state=target, version=F("version") + 1, changed_at=timezone.now(), **columns
    )
    if not moved:
        raise StaleVersion(official_assessment(assessment.organization, assessment.fiscal_year))
    assessment.refresh_from_db()


def submit(assessment: Assessment, edition: Edition, *, version: int, user: User) -> None:
    """Hand a complete draft over for approval; raise NotReady with what is missing."""
    outcome = result_with(assessment, edition, stored_scores(assessment))
    errors = [finding.message for finding in outcome.findings if finding.severity == "error"]
    if errors:
        raise NotReady(errors)
    _move(
        assessment,
        version,
        Assessment.State.DRAFT,
        Assessment.State.SUBMITTED,
        submitted_by=user,
        submitted_at=timezone.now(),
        decided_by=None,
        decided_at=None,
        return_reason="",
    )


def approve(assessment: Assessment, *, version: int, user: User) -> None:
    """Approve a submitted result; who submitted cannot approve (four eyes)."""
    if assessment.submitted_by_id == user.pk:
        raise PermissionDenied("ผู้ส่งพิจารณาให้ความเห็นชอบผลของตนเองไม่ได้")
    _move(
        assessment,
        version,
        Assessment.State.SUBMITTED,
        Assessment.State.APPROVED,
        decided_by=user,
        decided_at=timezone.now(),
    )


def send_back(assessment: Assessment, *, version: int, user: User, reason: str) -> None:
    """Return a submitted or approved result to its author, with the reason."""
    if assessment.state not in (Assessment.State.SUBMITTED, Assessment.State.APPROVED):
        raise StaleVersion(assessment)
    _move(
        assessment,
        version,
        assessment.state,
        Assessment.State.DRAFT,
        decided_by=user,
        decided_at=timezone.now(),
        return_reason=reason,
    )


def withdraw(assessment: Assessment, *, version: int) -> None:
    """Take a submitted result back into a draft while nobody has decided."""
    _move(assessment, version, Assessment.State.SUBMITTED, Assessment.State.DRAFT)
