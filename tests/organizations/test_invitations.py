"""Invitations: asked for by the page, sent by the worker, each once, and the page tells how far they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organizations.models import Invitation, Membership, Organization, User
from organizations.models.invitations import PATIENCE
from organizations.services import invitations
from tests.factories import MembershipFactory, OrganizationFactory, UserFactory, member

SignIn = Callable[[User], Client]
DOWN = "tests.reports.services.no_mail.Backend"


class Watching(BaseEmailBackend):
    """A mail server that looks at the invitation while it sends."""

    seen: ClassVar[list[Invitation]] = []

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.seen.append(Invitation.objects.get())
        return len(email_messages)


@pytest.fixture
def newcomer(db: None, organization: Organization) -> Membership:
    """Return the membership of somebody who has not set a password."""
    user = UserFactory(email="new@example.org")
    user.set_unusable_password()
    user.save()
    return MembershipFactory(user=user, organization=organization)


def members_page(client: Client, organization: Organization) -> str:
    return " ".join(client.get(reverse("members", args=[organization.code])).content.decode().split())


class TestSending:
    def test_a_mail_goes_out_once(self, newcomer: Membership, administrator: User) -> None:
        asked = invitations.ask(newcomer, by=administrator)
        assert [invitations.send(asked.pk, asked.number) for _ in range(2)] == [True, False]
        [letter] = mail.outbox
        assert letter.to == ["new@example.org"]
        assert str(administrator) in letter.body
        asked.refresh_from_db()
        assert asked.state == Invitation.State.SENT

    def test_asked_again_only_the_later_asking_is_answered(
        self, newcomer: Membership, administrator: User
    ) -> None:
        first = invitations.ask(newcomer, by=administrator).number
        second = invitations.ask(newcomer, by=administrator)
        assert invitations.send(second.pk, first) is False
        assert invitations.send(second.pk, second.number) is True
        assert len(mail.outbox) == 1
        third = invitations.ask(newcomer, by=administrator)
        assert invitations.send(third.pk, third.number) is True
        assert len(mail.outbox) == 2

    def test_a_mail_server_that_is_down_is_noted(
        self, newcomer: Membership, administrator: User, settings: Any
    ) -> None:
        settings.EMAIL_BACKEND = DOWN
        asked = invitations.ask(newcomer, by=administrator)
        assert invitations.send(asked.pk, asked.number) is False
        asked.refresh_from_db()
        assert asked.state == Invitation.State.FAILED

    def test_whatever_breaks_it_is_no_mail_that_is_still_to_come(
        self, newcomer: Membership, administrator: User, settings: Any
    ) -> None:
        settings.EMAIL_BACKEND = "no.such.module"
        asked = invitations.ask(newcomer, by=administrator)
        with pytest.raises(ImportError):
            invitations.send(asked.pk, asked.number)
        asked.refresh_from_db()
        assert asked.state == Invitation.State.FAILED

    def test_a_person_without_address_gets_none(self, newcomer: Membership, administrator: User) -> None:
        User.objects.filter(pk=newcomer.user_id).update(email="")
        asked = invitations.ask(newcomer, by=administrator)
        assert invitations.send(asked.pk, asked.number) is False
        asked.refresh_from_db()
        assert asked.state == Invitation.State.FAILED

    def test_the_patience_begins_anew_when_the_mail_is_taken_up(
        self, newcomer: Membership, administrator: User, settings: Any
    ) -> None:
        settings.EMAIL_BACKEND = f"{__name__}.Watching"
        asked = invitations.ask(newcomer, by=administrator)
        Invitation.objects.update(at=timezone.now() - 2 * PATIENCE)  # the queue was long
        Watching.seen.clear()
        invitations.send(asked.pk, asked.number)
        [meanwhile] = Watching.seen
        assert meanwhile.state == Invitation.State.SENDING
        assert meanwhile.is_pending

    def test_a_role_that_was_taken_away_invites_nobody(
        self, newcomer: Membership, administrator: User
    ) -> None:
        asked = invitations.ask(newcomer, by=administrator)
        key = asked.pk
        newcomer.delete()
        assert invitations.send(key, asked.number) is False
        assert not mail.outbox

    def test_it_outlives_who_asked(self, newcomer: Membership, administrator: User) -> None:
        asked = invitations.ask(newcomer, by=administrator)
        administrator.delete()
        assert invitations.send(asked.pk, asked.number) is True


class TestPage:
    @pytest.mark.parametrize(
        ("state", "told"),
        [
            (Invitation.State.WAITING, "กำลังส่งคำเชิญ"),
            (Invitation.State.SENDING, "กำลังส่งคำเชิญ"),
            (Invitation.State.SENT, "ส่งคำเชิญแล้ว"),
            (Invitation.State.FAILED, "ส่งคำเชิญไม่สำเร็จ"),
        ],
    )
    def test_it_tells_how_far_the_mail_is(
        self,
        state: str,
        told: str,
        newcomer: Membership,
        administrator: User,
        organization: Organization,
        sign_in: SignIn,
    ) -> None:
        asked = invitations.ask(newcomer, by=administrator)
        Invitation.objects.update(state=state)
        asked.refresh_from_db()
        text = members_page(sign_in(administrator), organization)
        assert told in text
        assert ("hx-trigger" in text) is asked.is_pending

    @pytest.mark.parametrize("state", [Invitation.State.WAITING, Invitation.State.SENDING])
    def test_a_mail_of_which_nothing_is_heard_can_be_sent_again(
        self,
        state: str,
        newcomer: Membership,
        administrator: User,
        organization: Organization,
        sign_in: SignIn,
    ) -> None:
        """A worker that dies while it sends can note nothing."""
        invitations.ask(newcomer, by=administrator)
        Invitation.objects.update(state=state, at=timezone.now() - PATIENCE - timedelta(seconds=1))
        client = sign_in(administrator)
        text = members_page(client, organization)
        assert "ไม่ทราบว่าส่งคำเชิญแล้วหรือไม่" in text
        assert "กำลังส่งคำเชิญ" not in text
        assert "hx-trigger" not in text
        client.post(reverse("member_remind", args=[organization.code, newcomer.pk]))
        assert len(mail.outbox) == 1
        assert "ส่งคำเชิญแล้วเมื่อ" in members_page(client, organization)

    @pytest.mark.parametrize("state", [Invitation.State.SENT, Invitation.State.FAILED])
    def test_what_has_ended_stays_known(self, state: str, newcomer: Membership, administrator: User) -> None:
        asked = invitations.ask(newcomer, by=administrator)
        asked.state, asked.at = state, timezone.now() - 2 * PATIENCE
        assert not asked.is_unknown

    def test_who_never_was_invited_has_no_password_either(
        self, newcomer: Membership, administrator: User, organization: Organization, sign_in: SignIn
    ) -> None:
        text = members_page(sign_in(administrator), organization)
        assert "ยังไม่ได้ตั้งรหัสผ่าน" in text
        assert "ส่งคำเชิญแล้ว" not in text

    def test_a_password_ends_the_matter(
        self, newcomer: Membership, administrator: User, organization: Organization, sign_in: SignIn
    ) -> None:
        invitations.ask(newcomer, by=administrator)
        newcomer.user.set_password("a-long-secret")
        newcomer.user.save()
        client = sign_in(administrator)
        assert "กำลังส่งคำเชิญ" not in members_page(client, organization)
        url = reverse("member_remind", args=[organization.code, newcomer.pk])
        assert "ตั้งรหัสผ่านแล้ว จึงไม่ต้องส่งคำเชิญ" in client.post(url, follow=True).content.decode()
        assert not mail.outbox

    @pytest.mark.parametrize("count", [1, 30])
    def test_queries(
        self,
        count: int,
        administrator: User,
        organization: Organization,
        sign_in: SignIn,
        django_assert_num_queries: Any,
    ) -> None:
        for _ in range(count):
            row = MembershipFactory(organization=organization, user=UserFactory(password="!"))
            invitations.ask(row, by=administrator)
        client = sign_in(administrator)
        with django_assert_num_queries(7):
            client.get(reverse("members", args=[organization.code]))


@pytest.mark.django_db(transaction=True)
class TestQueue:
    @pytest.fixture(autouse=True)
    def _queue(self, settings: Any) -> None:
        settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    def test_the_page_waits_for_no_mail_server(self, sign_in: SignIn, settings: Any) -> None:
        organization = OrganizationFactory()
        client = sign_in(member("admin", organization))
        settings.EMAIL_BACKEND = DOWN  # sending in the request would be noted at once
        data = {"email": "new@example.org", "role": "staff", "scope": "agency"}
        page = client.post(reverse("member_invite", args=[organization.code]), data, follow=True)
        assert "ระบบกำลังส่งลิงก์ตั้งรหัสผ่านไปที่ new@example.org" in page.content.decode()
        assert Invitation.objects.get().state == Invitation.State.WAITING
        work()
        assert "ส่งคำเชิญไม่สำเร็จ" in members_page(client, organization)
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        again = reverse("member_remind", args=[organization.code, Invitation.objects.get().membership_id])
        for _ in range(3):
            assert "อีกครั้ง" in client.post(again, follow=True).content.decode()
        assert mail.outbox == []
        work()
        assert "ส่งคำเชิญแล้ว" in members_page(client, organization)
        assert len(mail.outbox) == 1


def work() -> None:
    """Do what waits in the queue, as the task worker does."""
    call_command("db_worker", "--batch", "--no-startup-delay", "--queue-name", "*", verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_ten_workers_send_one_mail(newcomer: Membership, administrator: User) -> None:
    asked = invitations.ask(newcomer, by=administrator)

    def send(_: int) -> bool:
        try:
            return invitations.send(asked.pk, asked.number)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as threads:
        assert sum(threads.map(send, range(10))) == 1
    assert len(mail.outbox) == 1
