"""Who is reminded of what, in which words, and the switch to be left alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from measures.models import Measure, Plan, Reminder
from measures.services.plans import set_state
from measures.services.reminders import LEASE, people_of, send_reminders, set_muted
from measures.tasks import send_days_reminders
from organizations.models import Membership, Organization, User
from tests.factories import DepartmentFactory, MembershipFactory, UserFactory, member
from tests.measures.makers import make_measure, make_plan, make_report

pytestmark = pytest.mark.django_db
DUE = date(2022, 3, 31)


@pytest.fixture
def owner(organization: Organization) -> User:
    return member("staff", organization)


@pytest.fixture
def measure(organization: Organization, owner: User) -> Measure:
    return make_measure(make_plan(organization, owner))


def colleague(measure: Measure, **user: object) -> User:
    """Return a person of the measure's department."""
    department = measure.departments.get()
    person = UserFactory(**user)
    MembershipFactory(user=person, organization=department.organization, department=department)
    return person


def told(measure: Measure) -> set[User]:
    return set(people_of(Measure.objects.get(pk=measure.pk)))


class TestPeople:
    def test_the_department_and_the_plans_owner(self, measure: Measure, owner: User) -> None:
        person = colleague(measure)
        other = DepartmentFactory(organization=measure.plan.organization)
        MembershipFactory(organization=measure.plan.organization, department=other)
        assert told(measure) == {owner, person}

    def test_nobody_without_address_access_or_wish(self, measure: Measure, owner: User) -> None:
        colleague(measure, email="")
        colleague(measure, is_active=False)
        set_muted(colleague(measure), True)
        assert told(measure) == {owner}

    def test_an_owner_who_left_is_not_told(self, measure: Measure, owner: User) -> None:
        person = colleague(measure)
        Membership.objects.filter(user=owner).delete()
        assert told(measure) == {person}

    def test_the_clerks_stand_in_where_there_is_nobody(self, measure: Measure, owner: User) -> None:
        Membership.objects.filter(user=owner).delete()
        clerk = member("staff", measure.plan.organization)
        member("auditor", measure.plan.organization)
        assert told(measure) == {clerk}

    def test_a_member_of_two_departments_is_told_once(self, measure: Measure, owner: User) -> None:
        second = DepartmentFactory(organization=measure.plan.organization)
        measure.departments.add(second)
        person = (
            colleague(Measure.objects.get(pk=measure.pk))
            if measure.departments.count() == 1
            else UserFactory()
        )
        for role, department in zip(("staff", "admin"), measure.departments.all(), strict=True):
            MembershipFactory(
                user=person, role=role, organization=measure.plan.organization, department=department
            )
        assert sorted(p.pk for p in people_of(Measure.objects.get(pk=measure.pk))) == sorted(
            [owner.pk, person.pk]
        )


class TestDays:
    @pytest.mark.parametrize(
        ("days", "sent"), [(-31, 0), (-30, 1), (-7, 1), (-2, 0), (-1, 1), (0, 1), (1, 0), (7, 1)]
    )
    def test_messages_go_out_on_their_days(self, days: int, sent: int, measure: Measure) -> None:
        send_reminders(DUE + timedelta(days=days))
        assert len(mail.outbox) == sent

    def test_what_is_done_removed_or_closed_is_left_alone(self, measure: Measure, owner: User) -> None:
        make_report(make_measure(measure.plan), 100)
        removed = make_measure(measure.plan)
        removed.mark_removed()
        send_reminders(DUE)
        assert [reminder.measure for reminder in Reminder.objects.all()] == [measure]
        set_state(measure.plan, Plan.State.CLOSED, version=0)
        send_reminders(DUE + timedelta(days=7))
        assert len(mail.outbox) == 1

    def test_a_forgotten_plan_falls_silent_after_half_a_year(self, measure: Measure) -> None:
        send_reminders(DUE + timedelta(days=26 * 7))
        send_reminders(DUE + timedelta(days=27 * 7))
        assert len(mail.outbox) == 1


class TestMessage:
    def test_it_says_what_where_and_how_to_stop(self, measure: Measure, owner: User) -> None:
        make_report(measure, 30, date(2021, 12, 1))
        send_reminders(DUE - timedelta(days=7))
        (message,) = mail.outbox
        assert message.to == [owner.email]
        assert message.subject == f"อีก 7 วันถึงกำหนด: มาตรการตัวอย่าง ({measure.plan.organization})"
        ((page, kind),) = message.alternatives
        assert kind == "text/html"
        place = reverse("measure", args=[measure.plan.organization.code, 2564, measure.pk])
        for text in (str(message.body), str(page)):
            assert "๓๑ มีนาคม ๒๕๖๕" in text and "ร้อยละ 30" in text
            assert f"{settings.BASE_URL}{place}" in text
            assert f"{settings.BASE_URL}{reverse('reminders')}" in text
        assert "<" not in str(message.body)

    @pytest.mark.parametrize(("days", "words"), [(0, "ครบกำหนดวันนี้"), (14, "เลยกำหนด 14 วัน")])
    def test_due_and_overdue(self, days: int, words: str, measure: Measure) -> None:
        send_reminders(DUE + timedelta(days=days))
        assert mail.outbox[0].subject.startswith(words)

    def test_texts_are_escaped_and_stay_on_one_subject_line(self, measure: Measure) -> None:
        Measure.objects.filter(pk=measure.pk).update(approach="<b>แผน</b>\nBcc: someone@example.org")
        send_reminders(DUE)
        (message,) = mail.outbox
        assert "\n" not in message.subject
        assert "<b>แผน" not in str(message.alternatives[0][0]) and "<b>แผน" in str(message.body)


class TestOnce:
    def test_a_second_run_sends_nothing(self, measure: Measure) -> None:
        assert (send_reminders(DUE).sent, send_reminders(DUE).skipped) == (1, 1)
        assert len(mail.outbox) == 1

    def test_without_the_claim_it_would_be_sent_twice(self, measure: Measure) -> None:
        send_reminders(DUE)
        Reminder.objects.all().delete()
        send_reminders(DUE)
        assert len(mail.outbox) == 2

    def test_a_fresh_claim_of_another_run_is_respected(self, measure: Measure, owner: User) -> None:
        Reminder.objects.create(person=owner, measure=measure, day=DUE, claimed_at=timezone.now())
        assert send_reminders(DUE).skipped == 1
        assert mail.outbox == []

    def test_the_claim_of_a_run_that_died_is_taken_over(self, measure: Measure, owner: User) -> None:
        before = timezone.now() - LEASE - timedelta(seconds=1)
        Reminder.objects.create(person=owner, measure=measure, day=DUE, claimed_at=before)
        assert send_reminders(DUE).sent == 1
        assert send_reminders(DUE).sent == 0
        assert Reminder.objects.get().sent_at is not None

    def test_the_same_message_bears_the_same_id(self, measure: Measure) -> None:
        send_reminders(DUE)
        Reminder.objects.all().delete()
        send_reminders(DUE)
        first, second = (message.extra_headers["Message-ID"] for message in mail.outbox)
        assert first == second


def test_the_task_and_the_command_send_the_same(measure: Measure, capsys: pytest.CaptureFixture[str]) -> None:
    send_days_reminders.enqueue(DUE.isoformat())
    call_command("send_reminders", "--day", DUE.isoformat())
    call_command("send_reminders", "--day", DUE.isoformat(), "--enqueue")
    assert len(mail.outbox) == 1
    assert "0 sent, 1 sent before, 0 failed" in capsys.readouterr().out


class TestSwitch:
    def test_a_person_mutes_and_unmutes(self, clerk: Client, staff: User, measure: Measure) -> None:
        Plan.objects.update(owner=staff)
        address = reverse("reminders")
        assert "เปิดการแจ้งเตือนอยู่" in clerk.get(address).content.decode()
        page = clerk.post(address, {"muted": "yes"}, follow=True)
        assert "ปิดการแจ้งเตือนอยู่" in page.content.decode()
        assert staff not in told(measure)
        clerk.post(address, {"muted": "no"})
        assert staff in told(measure)
