"""Reminders by e-mail: who is told of which measure on which day, each message once.

A row is claimed (and committed) before its message is sent, so that any number of runs, at once or one
after the other, send one message per person, measure and day. A run that dies leaves its claim behind;
the claim may be taken over after LEASE, and the message then bears the same Message-ID.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.db.models import Prefetch, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from measures.course import REMIND_BEFORE
from measures.models import Measure, Plan, Reminder, ReminderChoice
from organizations.models import Department, Membership, User

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=15)
# Longer overdue than this, a measure of a plan that nobody closed is not brought up any more.
LONGEST_OVERDUE = timedelta(days=182)


@dataclass(frozen=True)
class Counts:
    """What a run did."""

    sent: int = 0
    skipped: int = 0  # sent before, or being sent by another run
    failed: int = 0


def send_reminders(today: date) -> Counts:
    """Send the reminders of a day that were not sent yet; return what was done."""
    connection = get_connection()
    outcomes = Counter(
        _remind(person, measure, today, connection)
        for measure in measures_to_remind(today)
        for person in people_of(measure)
    )
    connection.close()
    return Counts(**outcomes)


def measures_to_remind(today: date) -> Iterator[Measure]:
    """Yield the measures of running plans whose day for a reminder is today."""
    near = (today - LONGEST_OVERDUE, today + timedelta(days=max(REMIND_BEFORE)))
    members = Membership.objects.select_related("user")
    rows = (
        Measure.objects.filter(Q(ends__range=near) | Q(follow_up_due__range=near))
        .exclude(plan__state=Plan.State.CLOSED)
        .select_related("plan__organization", "plan__owner", "plan__assessment__fiscal_year", "indicator")
        .prefetch_related("progress", Prefetch("departments__memberships", members))
        .order_by("pk")
    )
    return (measure for measure in rows.iterator(chunk_size=500) if measure.course.reminder_on(today))


def people_of(measure: Measure) -> list[User]:
    """Return who is told: the people of the measure's departments and the plan's owner.

    Where that is nobody, the clerks of the agency. Without an address, muted or without access: not told.
    """
    plan = measure.plan
    people = {
        member.user.pk: member.user for office in measure.departments.all() for member in _members(office)
    }
    if plan.owner is not None:
        people[plan.owner.pk] = plan.owner
    told = _wanting(list(people.values()), plan)
    return told or _wanting(_clerks(plan), plan)


def _members(office: Department) -> list[Membership]:
    return [m for m in office.memberships.all() if m.organization_id == office.organization_id]


def _clerks(plan: Plan) -> list[User]:
    rows = Membership.objects.filter(organization=plan.organization, role=Membership.Role.STAFF)
    return [member.user for member in rows.select_related("user").order_by("pk")]


def _wanting(people: list[User], plan: Plan) -> list[User]:
    muted = set(
        ReminderChoice.objects.filter(person__in=people, muted=True).values_list("person_id", flat=True)
    )
    return [
        person
        for person in people
        if person.email and person.pk not in muted and person.has_perm("measures.read", plan.organization)
    ]


def _remind(person: User, measure: Measure, today: date, connection: BaseEmailBackend) -> str:
    """Claim, send, confirm; a message that the mail server refused is free for the next run."""
    claim = _claim(person, measure, today, timezone.now())
    if claim is None:
        return "skipped"
    try:
        message_to(person, measure, today, connection).send()
    except (SMTPException, OSError) as error:
        logger.warning("reminder %s could not be sent: %s", claim.pk, error)
        connection.close()
        claim.delete()
        return "failed"
    Reminder.objects.filter(pk=claim.pk).update(sent_at=timezone.now())
    return "sent"


def _claim(person: User, measure: Measure, day: date, now: datetime) -> Reminder | None:
    """Take the right to send; None when it was sent or somebody else is at it."""
    try:
        with transaction.atomic():
            return Reminder.objects.create(person=person, measure=measure, day=day, claimed_at=now)
    except IntegrityError:
        mine = Reminder.objects.filter(person=person, measure=measure, day=day)
        taken_over = mine.filter(sent_at=None, claimed_at__lt=now - LEASE).update(claimed_at=now)
        return mine.first() if taken_over else None


def message_to(
    person: User, measure: Measure, today: date, connection: BaseEmailBackend | None = None
) -> EmailMultiAlternatives:
    """Compose the message: text and HTML, with the addresses of the measure and of the mute switch."""
    plan = measure.plan
    due = measure.course.next_due(today)
    place = reverse("measure", args=[plan.organization.code, plan.assessment.fiscal_year.year, measure.pk])
    mute = f"{settings.BASE_URL}{reverse('reminders')}"
    context = {
        "person": person,
        "measure": measure,
        "organization": plan.organization,
        "departments": [department.name for department in measure.departments.all()],
        "due": due,
        "days": (due - today).days if due else 0,
        "overdue_days": (today - due).days if due else 0,
        "percent": measure.course.percent(today),
        "url": f"{settings.BASE_URL}{place}",
        "mute_url": mute,
    }
    message = EmailMultiAlternatives(
        subject=" ".join(render_to_string("measures/email/reminder_subject.txt", context).split()),
        body=render_to_string("measures/email/reminder.txt", context),
        to=[person.email],
        connection=connection,
        headers={
            # The same for a message that is sent again, so that mail servers know it.
            "Message-ID": f"<reminder-{today:%Y%m%d}-{measure.pk}-{person.pk}@{_domain()}>",
            "List-Unsubscribe": f"<{mute}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(render_to_string("measures/email/reminder.html", context), "text/html")
    return message


def set_muted(person: User, muted: bool) -> None:
    """Store a person's wish about reminders."""
    ReminderChoice.objects.update_or_create(person=person, defaults={"muted": muted})


def is_muted(person: User) -> bool:
    """Say whether the person does not want reminders."""
    return ReminderChoice.objects.filter(person=person, muted=True).exists()


def _domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
