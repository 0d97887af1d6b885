"""E-mails of the review: at one's turn, a reminder after three days, and to the author at the end.

A turn and its reminder are told exactly once: the step's time stamp is set by one conditional UPDATE in
the transaction that sends, so that a failed sending gives the stamp back and is tried again.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from organizations.models import User
from reports.models import Memo, ReviewStep
from thai.dates import full_date

REMIND_AFTER = timedelta(days=3)


def send_turn(step_id: int) -> bool:
    """Tell the person and the deputy that it is their turn; return whether this call did it."""
    return _send_once(step_id, "notified_at", "turn")


def send_reminder(step_id: int) -> bool:
    """Remind them once that the memo still waits; return whether this call did it."""
    return _send_once(step_id, "reminded_at", "reminder")


def send_outcome(step_id: int) -> None:
    """Tell the author what the last decision made of the memo."""
    step = _read(step_id)
    _mail(step, "outcome", [step.revision.submitted_by])


def send_due() -> int:
    """Send what is due: turns whose e-mail failed, and reminders of turns told three days ago or earlier.

    Returns the number of steps whose people were written to.
    """
    waiting = ReviewStep.objects.open()
    untold = list(waiting.filter(notified_at=None).values_list("pk", flat=True))
    told_before = timezone.now() - REMIND_AFTER
    unreminded = waiting.filter(notified_at__lte=told_before, reminded_at=None).values_list("pk", flat=True)
    return sum(map(send_reminder, list(unreminded))) + sum(map(send_turn, untold))


def _send_once(step_id: int, stamp: str, name: str) -> bool:
    with transaction.atomic():
        waiting = ReviewStep.objects.filter(pk=step_id, decided_at=None, **{stamp: None})
        if not waiting.update(**{stamp: timezone.now()}):
            return False
        step = _read(step_id)
        memo = step.revision.memo
        if (memo.state, memo.revision, memo.turn) != (Memo.State.IN_REVIEW, step.revision.number, step.order):
            return False
        _mail(step, name, [step.person, step.deputy])
    return True


def _read(step_id: int) -> ReviewStep:
    related = ("person", "deputy", "decided_by", "revision__submitted_by")
    place = ("revision__memo__assessment__organization", "revision__memo__assessment__fiscal_year")
    return ReviewStep.objects.select_related(*related, *place).get(pk=step_id)


def _mail(step: ReviewStep, name: str, people: list[User | None]) -> None:
    """Send one e-mail; people without an address are reached by the inbox of the portal."""
    to = [person.email for person in people if person is not None and person.email]
    if not to:
        return
    memo = step.revision.memo
    arguments = [memo.assessment.organization.code, memo.assessment.fiscal_year.year]
    page = reverse("memo" if name == "outcome" else "review", args=arguments)
    context = {
        "step": step,
        "memo": memo,
        "assessment": memo.assessment,
        "told_on": full_date(timezone.localdate(step.notified_at), thai_digits=False),
        "url": f"{settings.BASE_URL}{page}",
    }
    subject, _, body = render_to_string(f"reports/mail/{name}.txt", context).strip().partition("\n")
    send_mail(subject, body.strip() + "\n", None, to)
