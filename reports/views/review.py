"""The reviewer's pages: what waits for me, and one memo to read and decide. Made for a phone first."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import Truncator

from organizations.access import current_user, organization_view, signed_in_view
from organizations.models import Organization, User
from reports.models import ReviewStep
from reports.review_forms import PHRASES, DecisionForm
from reports.services import review as service
from reports.services.conflicts import Moved
from reports.services.facts import changed_between, last_known
from reports.services.freeze import restored
from reports.services.submitted import steps_of

RECENT = 10
LONGEST_ECHO = 100  # characters of a comment in the message that it was stored
RELATED = (
    "person",
    "deputy",
    "decided_by",
    "revision__submitted_by",
    "revision__memo__assessment__organization",
    "revision__memo__assessment__fiscal_year",
)


@signed_in_view
def inbox(request: HttpRequest) -> HttpResponse:
    """List the memos that wait for this person, and the latest ones that this person decided."""
    user = current_user(request)
    steps = ReviewStep.objects.select_related(*RELATED).defer("revision__content")
    waiting = steps.waiting_for(user).order_by("revision__submitted_at")
    context = {
        "waiting": [(step, step.is_deputy(user)) for step in waiting],
        "decided": steps.filter(decided_by=user).order_by("-decided_at")[:RECENT],
        "section": "inbox",
    }
    return render(request, "reports/inbox.html", context)


@organization_view("reports.read")
def review(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    """Show the memo to the person whose turn it is; write the decision. The chain says whose turn it is."""
    user = current_user(request)
    step = _step_of(user, organization, year)
    if step is None:
        return _not_my_turn(request, organization, year)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _decide(request, step, form)
    context = _context(step, form) | {"as_deputy": step.is_deputy(user)}
    return render(request, "reports/review.html", context, status=422 if form.errors else 200)


def _step_of(user: User, organization: Organization, year: int) -> ReviewStep | None:
    steps = ReviewStep.objects.waiting_for(user).select_related(*RELATED)
    place = {
        "revision__memo__assessment__organization": organization,
        "revision__memo__assessment__fiscal_year__year": year,
    }
    return steps.filter(**place).first()


def _not_my_turn(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    if request.method == "POST":
        messages.error(request, "ความเห็นของท่านยังไม่ได้บันทึก เพราะขณะนี้ไม่ใช่ลำดับของท่าน หรือมีผู้ให้ความเห็นลำดับนี้ไปแล้ว")
        return redirect("memo", organization.code, year)
    return render(request, "reports/review.html", {"organization": organization, "year": year, "step": None})


def _decide(request: HttpRequest, step: ReviewStep, form: DecisionForm) -> HttpResponse:
    organization = step.revision.memo.assessment.organization
    try:
        service.decide(step, user=current_user(request), **form.cleaned_data)
    except (Moved, PermissionDenied) as refusal:
        messages.error(request, str(refusal))
        return redirect(step.revision.memo)
    if step.decision == ReviewStep.Decision.RETURNED:
        messages.success(request, f"ส่งคืนบันทึกข้อความของ {organization} ให้ผู้จัดทำแก้ไขแล้ว")
    else:
        words = Truncator(step.words).chars(LONGEST_ECHO)
        messages.success(request, f"บันทึกความเห็น “{words}” ในบันทึกข้อความของ {organization} แล้ว")
    return redirect("inbox")


def _context(step: ReviewStep, form: DecisionForm) -> dict[str, Any]:
    assessment = step.revision.memo.assessment
    before = last_known(step.revision)
    outcome = restored(step.revision, "analysis").outcome
    return {
        "organization": assessment.organization,
        "year": assessment.fiscal_year.year,
        "step": step,
        "steps": steps_of(step.revision),
        "revision": step.revision,
        "outcome": outcome,
        "below_target": None if outcome.to_target is None else -outcome.to_target,
        "subject": step.revision.content["entry"]["subject"],
        "before": before,
        "returned": before and before.steps.filter(decision=ReviewStep.Decision.RETURNED).first(),
        "differences": changed_between(before, step.revision) if before else [],
        "form": form,
        "phrases": PHRASES,
        "is_own": step.revision.submitted_by_id in (step.person_id, step.deputy_id),
        "section": "inbox",
    }
