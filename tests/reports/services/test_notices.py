"""E-mails of the review: each sent exactly once, to those whose turn it is, in Thai with the way in."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from organizations.models import Organization
from reports.models import ReviewPosition, ReviewStep
from reports.services import notices, review
from tests.factories import member
from tests.reports.makers import Office, office, open_step
from thai.dates import full_date

pytestmark = pytest.mark.django_db
Capture = Callable[..., Any]


@pytest.fixture
def ready(organization: Organization) -> Office:
    return office(organization)


@pytest.fixture
def submitted(ready: Office, django_capture_on_commit_callbacks: Capture) -> ReviewStep:
    with django_capture_on_commit_callbacks(execute=True):
        review.submit(ready.memo, version=ready.memo.version, user=ready.author)
    return open_step(ready.memo)


def waited(step: ReviewStep, days: int) -> None:
    ReviewStep.objects.filter(pk=step.pk).update(notified_at=timezone.now() - timedelta(days=days))


def test_the_first_position_is_told_once(submitted: ReviewStep, ready: Office) -> None:
    [message] = mail.outbox
    assert message.to == [ready.head.email]
    assert message.subject.startswith("บันทึกข้อความรอความเห็นของท่าน: ")
    assert f"/o/{ready.organization.code}/2564/memo/review/" in message.body
    assert notices.send_turn(submitted.pk) is False
    assert len(mail.outbox) == 1


def test_the_next_position_is_told_when_its_turn_comes(
    submitted: ReviewStep, ready: Office, django_capture_on_commit_callbacks: Capture
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        review.decide(submitted, user=ready.head, decision="endorsed")
    assert [message.to for message in mail.outbox] == [[ready.head.email], [ready.chief.email]]


def test_the_deputy_is_told_too(ready: Office, django_capture_on_commit_callbacks: Capture) -> None:
    deputy = member("executive", ready.organization)
    ReviewPosition.objects.filter(order=1).update(deputy=deputy)
    with django_capture_on_commit_callbacks(execute=True):
        review.submit(ready.memo, version=ready.memo.version, user=ready.author)
    assert mail.outbox[0].to == [ready.head.email, deputy.email]
    assert "เรียน หัวหน้าสำนักปลัด หรือผู้รักษาราชการแทน\n" in mail.outbox[0].body


def test_the_author_hears_of_a_return_with_its_words(
    submitted: ReviewStep, ready: Office, django_capture_on_commit_callbacks: Capture
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        words = "โปรดแก้ไข 'วันที่' & <เลขที่>"
        review.decide(submitted, user=ready.head, decision="returned", comment=words)
    message = mail.outbox[-1]
    assert message.to == [ready.author.email]
    assert "ส่งคืนให้แก้ไข" in message.subject
    assert f"\n{words}\n" in message.body


def test_a_new_submission_says_so_and_why(
    submitted: ReviewStep, ready: Office, django_capture_on_commit_callbacks: Capture
) -> None:
    ready.memo.refresh_from_db()
    review.revise(ready.memo, version=ready.memo.version, user=ready.author, reason="แก้คะแนน")
    with django_capture_on_commit_callbacks(execute=True):
        review.submit(ready.memo, version=ready.memo.version, user=ready.author)
    first, second = mail.outbox
    assert "เป็นครั้งที่" not in first.body
    assert "เป็นครั้งที่ 2 เพราะแก้คะแนน ขณะนี้ถึงลำดับ" in second.body


def test_the_author_hears_of_the_end(
    submitted: ReviewStep, ready: Office, django_capture_on_commit_callbacks: Capture
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for person in ready.chain:
            review.decide(open_step(ready.memo), user=person, decision="endorsed")
    assert mail.outbox[-1].to == [ready.author.email]
    assert "พิจารณาครบแล้ว" in mail.outbox[-1].subject


@pytest.mark.parametrize(("days", "sent"), [(0, 0), (2, 0), (3, 1), (9, 1)])
def test_a_reminder_comes_after_three_days_and_once(submitted: ReviewStep, days: int, sent: int) -> None:
    waited(submitted, days)
    mail.outbox.clear()
    assert [notices.send_due(), notices.send_due()] == [sent, 0]
    assert [message.subject.startswith("เตือน") for message in mail.outbox] == [True] * sent
    since = full_date(timezone.localdate() - timedelta(days=days), thai_digits=False)
    assert all(f"รอความเห็นของท่านตั้งแต่วันที่ {since} " in message.body for message in mail.outbox)


def test_who_has_decided_is_not_reminded(submitted: ReviewStep, ready: Office) -> None:
    waited(submitted, 4)
    review.decide(submitted, user=ready.head, decision="endorsed")
    assert notices.send_reminder(submitted.pk) is False


def test_a_withdrawn_memo_reminds_nobody(submitted: ReviewStep, ready: Office) -> None:
    waited(submitted, 4)
    ready.memo.refresh_from_db()
    review.withdraw(ready.memo, user=ready.author)
    assert notices.send_due() == 0
    assert notices.send_reminder(submitted.pk) is False


def test_a_failed_sending_is_tried_again(
    ready: Office, settings: Any, django_capture_on_commit_callbacks: Capture
) -> None:
    settings.EMAIL_BACKEND = "tests.reports.services.no_mail.Backend"
    with django_capture_on_commit_callbacks(execute=True):
        review.submit(ready.memo, version=ready.memo.version, user=ready.author)
    assert open_step(ready.memo).notified_at is None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    out = StringIO()
    call_command("remind_reviewers", stdout=out)
    assert out.getvalue() == "1 e-mail(s) sent\n"
    assert open_step(ready.memo).notified_at is not None


def test_without_an_address_nothing_is_sent_and_nothing_fails(
    ready: Office, django_capture_on_commit_callbacks: Capture
) -> None:
    ready.head.email = ""
    ready.head.save()
    with django_capture_on_commit_callbacks(execute=True):
        review.submit(ready.memo, version=ready.memo.version, user=ready.author)
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_ten_workers_send_one_reminder(organization: Organization) -> None:
    ready = office(organization)
    review.submit(ready.memo, version=ready.memo.version, user=ready.author)
    step = open_step(ready.memo)
    mail.outbox.clear()

    def remind(_: int) -> bool:
        try:
            return notices.send_reminder(step.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(remind, range(10))) == 1
    assert len(mail.outbox) == 1
