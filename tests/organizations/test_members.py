"""Inviting, changing, removing: inside the own scope, never wider, never twice, never without being told."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connections, transaction
from django.test import Client
from django.urls import reverse

from organizations.models import Membership, Organization, User
from organizations.services import members as service
from organizations.services.members import Duty, LastAdministrator, Person
from organizations.services.scopes import COUNTRY_SCOPE, grantable_scopes
from tests.factories import DepartmentFactory, MembershipFactory, OrganizationFactory, UserFactory, member

SignIn = Callable[[User], Client]
STAFF = Duty("staff")


def agency(user: User, organization: Organization):
    return grantable_scopes(user, organization)[0]


def invite_on_page(client: Client, organization: Organization, **typed: str):
    data = {"email": "new@example.org", "role": "staff", "scope": "agency"} | typed
    return client.post(reverse("member_invite", args=[organization.code]), data, follow=True)


@pytest.mark.django_db
class TestInvite:
    def test_a_new_person_gets_an_account_and_a_thai_mail_that_sets_the_password(
        self, organization: Organization, administrator: User, sign_in: SignIn
    ) -> None:
        department = DepartmentFactory(organization=organization)
        page = invite_on_page(
            sign_in(administrator),
            organization,
            email="New.Person@Example.org",
            first_name="ชื่อตัวอย่าง",
            last_name="ใหม่",
            position="นิติกร",
            department=str(department.pk),
        )
        assert "ส่งลิงก์ตั้งรหัสผ่านไปที่ new.person@example.org" in page.content.decode()
        membership = Membership.objects.get(user__email="new.person@example.org")
        assert membership.department == department
        assert membership.user.username == "New.Person"
        assert not membership.user.has_usable_password()
        letter = mail.outbox[0]
        assert letter.subject == "คำเชิญเข้าใช้ระบบ ITA Portal"
        assert "เจ้าหน้าที่ผู้บันทึกของอบต." in letter.body
        link = re.search(r"http://localhost:8000(/\S+key\S+)", str(letter.body))
        assert link
        form = Client().get(link[1], follow=True)
        assert "ตั้งรหัสผ่านใหม่" in form.content.decode()

    def test_a_known_address_gets_the_role_and_keeps_name_and_password(
        self, organization: Organization, administrator: User, sign_in: SignIn
    ) -> None:
        known = UserFactory(email="known@example.org", first_name="เดิม")
        known.set_password("a-long-secret")
        known.save()
        page = invite_on_page(
            sign_in(administrator), organization, email="KNOWN@example.org", first_name="อื่น"
        )
        assert "ใช้บัญชีและรหัสผ่านเดิม" in page.content.decode()
        known.refresh_from_db()
        assert known.first_name == "เดิม"
        assert known.memberships.get().organization == organization
        assert not mail.outbox

    def test_twice_is_one_clear_message(
        self, organization: Organization, administrator: User, sign_in: SignIn
    ) -> None:
        client = sign_in(administrator)
        invite_on_page(client, organization)
        page = invite_on_page(client, organization, position="พิมพ์ไว้")
        assert page.context["form"].errors["email"] == [service.ALREADY_MEMBER]
        assert 'value="พิมพ์ไว้"' in page.content.decode()
        assert Membership.objects.filter(user__email="new@example.org").count() == 1

    def test_a_taken_username_is_said_at_its_field(
        self, organization: Organization, administrator: User, sign_in: SignIn
    ) -> None:
        UserFactory(username="taken")
        page = invite_on_page(sign_in(administrator), organization, username="taken")
        assert page.context["form"].errors["username"] == [service.USERNAME_TAKEN]
        assert not User.objects.filter(email="new@example.org").exists()

    def test_a_free_username_is_found(self, organization: Organization, administrator: User) -> None:
        UserFactory(username="new", email="one@example.org")
        UserFactory(username="NEW2", email="two@example.org")
        made = service.invite(
            Person("new@example.org"), STAFF, agency(administrator, organization), by=administrator
        )
        assert made.user.username == "new3"

    @pytest.mark.parametrize("typed", [{"email": "nonsense"}, {"role": "king"}, {"scope": "country"}])
    def test_nonsense_is_refused(
        self, organization: Organization, administrator: User, sign_in: SignIn, typed: dict[str, str]
    ) -> None:
        page = invite_on_page(sign_in(administrator), organization, **typed)
        assert set(page.context["form"].errors) == set(typed)
        assert not User.objects.filter(username="new").exists()

    def test_another_agencys_department_is_refused(
        self, organization: Organization, administrator: User, sign_in: SignIn
    ) -> None:
        page = invite_on_page(sign_in(administrator), organization, department=str(DepartmentFactory().pk))
        assert "department" in page.context["form"].errors

    def test_a_mail_that_cannot_be_sent_is_said_and_can_be_sent_again(
        self, organization: Organization, administrator: User, sign_in: SignIn, settings
    ) -> None:
        client = sign_in(administrator)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        page = invite_on_page(client, organization)
        assert "ส่งคำเชิญไม่สำเร็จ" in page.content.decode()
        made = Membership.objects.get(user__email="new@example.org")
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        client.post(reverse("member_remind", args=[organization.code, made.pk]))
        assert mail.outbox[0].to == ["new@example.org"]


@pytest.mark.django_db
class TestScopes:
    @pytest.mark.parametrize(
        ("scope", "kinds"),
        [
            ({}, ["agency"]),
            ({"province": "จังหวัดตัวอย่าง"}, ["agency", "province"]),
            ({"whole_country": True}, ["agency", "province", "country"]),
        ],
        ids=str,
    )
    def test_nobody_hands_out_more_than_the_own_scope(
        self, organization: Organization, scope: dict[str, object], kinds: list[str]
    ) -> None:
        user = member("admin", None if scope else organization, **scope)
        assert [found.kind for found in grantable_scopes(user, organization)] == kinds

    def test_a_wider_role_that_is_no_administrators_gives_nothing(self, organization: Organization) -> None:
        user = member("admin", organization)
        MembershipFactory(user=user, role="auditor", organization=None, whole_country=True)
        assert [found.kind for found in grantable_scopes(user, organization)] == ["agency"]
        with pytest.raises(PermissionDenied):
            service.invite(Person("x@example.org"), STAFF, COUNTRY_SCOPE, by=user)
        assert not User.objects.filter(email="x@example.org").exists()

    def test_an_administrator_of_a_province_invites_for_the_province(
        self, organization: Organization, sign_in: SignIn
    ) -> None:
        user = member("admin", province=organization.province)
        invite_on_page(sign_in(user), organization, scope="province", role="auditor")
        assert Membership.objects.get(user__email="new@example.org").province == organization.province

    @pytest.mark.parametrize("name", ["member", "member_remove", "member_remind"])
    def test_wider_roles_are_shown_but_closed(
        self, organization: Organization, administrator: User, sign_in: SignIn, name: str
    ) -> None:
        wide = MembershipFactory(organization=None, province=organization.province, role="admin")
        client = sign_in(administrator)
        assert str(wide.user) in client.get(reverse("members", args=[organization.code])).content.decode()
        url = reverse(name, args=[organization.code, wide.pk])
        assert client.post(url, {"role": "staff", "confirmed": "on"}).status_code == 403
        assert Membership.objects.get(pk=wide.pk).role == "admin"

    @pytest.mark.parametrize("name", ["member", "member_remove", "member_remind"])
    def test_another_agencys_people_are_out_of_reach(
        self, organization: Organization, administrator: User, sign_in: SignIn, name: str
    ) -> None:
        url = reverse(name, args=[organization.code, MembershipFactory().pk])
        assert sign_in(administrator).post(url, {"role": "admin"}).status_code == 404


@pytest.mark.django_db
class TestChange:
    def test_role_position_and_department(
        self, organization: Organization, administrator: User, sign_in: SignIn
    ) -> None:
        row = MembershipFactory(organization=organization)
        department = DepartmentFactory(organization=organization)
        typed = {"role": "executive", "position": "ปลัด", "department": department.pk}
        sign_in(administrator).post(reverse("member", args=[organization.code, row.pk]), typed)
        row.refresh_from_db()
        assert (row.role, row.position, row.department) == ("executive", "ปลัด", department)

    def test_a_wide_role_has_no_department(self, organization: Organization, sign_in: SignIn) -> None:
        row = MembershipFactory(organization=None, province=organization.province, role="auditor")
        client = sign_in(member("admin", whole_country=True))
        url = reverse("member", args=[organization.code, row.pk])
        assert "department" not in client.get(url).context["form"].fields
        client.post(url, {"role": "executive", "position": "ท้องถิ่นจังหวัด"})
        row.refresh_from_db()
        assert (row.role, row.province) == ("executive", organization.province)

    def test_a_role_held_already_is_refused(
        self, organization: Organization, administrator: User, sign_in: SignIn
    ) -> None:
        row = MembershipFactory(organization=organization)
        MembershipFactory(organization=organization, user=row.user, role="auditor")
        page = sign_in(administrator).post(
            reverse("member", args=[organization.code, row.pk]), {"role": "auditor"}
        )
        assert page.context["form"].errors["role"] == [service.ALREADY_MEMBER]

    def test_the_last_administrator_is_asked_about_before_being_demoted(
        self, organization: Organization, administrator: User, sign_in: SignIn
    ) -> None:
        row = administrator.memberships.get()
        client = sign_in(administrator)
        url = reverse("member", args=[organization.code, row.pk])
        page = client.post(url, {"role": "staff"})
        assert "ผู้ดูแลคนสุดท้าย" in page.content.decode()
        row.refresh_from_db()
        assert row.role == "admin"
        response = client.post(url, {"role": "staff", "confirmed": "on"})
        assert response["Location"] == reverse("home")
        row.refresh_from_db()
        assert row.role == "staff"

    def test_keeping_the_role_is_no_loss(self, organization: Organization, administrator: User) -> None:
        service.change(administrator.memberships.get(), Duty("admin", "ผู้ดูแลระบบ"), by=administrator)
        assert administrator.memberships.get().position == "ผู้ดูแลระบบ"


@pytest.mark.django_db
class TestRemove:
    def test_the_role_goes_and_the_account_stays(
        self, organization: Organization, administrator: User, sign_in: SignIn
    ) -> None:
        row = MembershipFactory(organization=organization)
        client = sign_in(administrator)
        url = reverse("member_remove", args=[organization.code, row.pk])
        assert "จะไม่เป็นเจ้าหน้าที่ผู้บันทึก" in client.get(url).content.decode()
        assert client.post(url)["Location"] == reverse("members", args=[organization.code])
        assert not Membership.objects.filter(pk=row.pk).exists()
        assert User.objects.filter(pk=row.user_id).exists()

    def test_the_last_administrator_only_when_confirmed(
        self, organization: Organization, administrator: User, sign_in: SignIn
    ) -> None:
        row = administrator.memberships.get()
        client = sign_in(administrator)
        url = reverse("member_remove", args=[organization.code, row.pk])
        assert "ผู้ดูแลคนสุดท้าย" in client.get(url).content.decode()
        assert client.post(url)["Location"] == url
        assert Membership.objects.filter(pk=row.pk).exists()
        assert client.post(url, {"confirmed": "on"})["Location"] == reverse("home")

    def test_an_inactive_administrator_does_not_count(
        self, organization: Organization, administrator: User
    ) -> None:
        MembershipFactory(organization=organization, role="admin", user=UserFactory(is_active=False))
        with pytest.raises(LastAdministrator):
            service.remove(administrator.memberships.get(), by=administrator)

    def test_a_second_one_lets_the_first_go(self, organization: Organization, administrator: User) -> None:
        member("admin", organization)
        service.remove(administrator.memberships.get(), by=administrator)
        assert not administrator.memberships.exists()


def at_once(*works: Callable[[], object]) -> list[object]:
    """Run the works in threads that start together; return their results or exceptions."""
    barrier, results = threading.Barrier(len(works)), [None] * len(works)

    def run(place: int, work: Callable[[], object]) -> None:
        barrier.wait()
        try:
            results[place] = work()
        except Exception as error:  # noqa: BLE001  # looked at by the test
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db
class TestRaces:
    """What two administrators do at the same moment, told by the database's own rules."""

    def test_the_second_of_two_gets_a_message_though_the_look_before_found_nothing(
        self, organization: Organization, administrator: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        scope = agency(administrator, organization)
        real, seen = service.account_for, []

        def quicker(email: str) -> User | None:
            """Let another administrator store the same person right after the first look."""
            found = real(email)
            if not seen:
                seen.append(email)
                monkeypatch.setattr(service, "account_for", real)
                service.invite(Person(email), STAFF, scope, by=administrator)
            return found

        monkeypatch.setattr(service, "account_for", quicker)
        with pytest.raises(ValidationError) as refusal:
            service.invite(Person("new@example.org"), STAFF, scope, by=administrator)
        assert refusal.value.message_dict == {"email": [service.ALREADY_MEMBER]}
        assert User.objects.filter(email="new@example.org").count() == 1

    def test_two_accounts_never_share_an_address(self) -> None:
        UserFactory(email="same@example.org")
        with pytest.raises(IntegrityError), transaction.atomic():
            UserFactory(email="SAME@example.org")
        UserFactory(email="")
        UserFactory(email="")


@pytest.mark.django_db(transaction=True)
class TestRacesOfThreads:
    def test_two_administrators_add_the_same_person(self) -> None:
        organization = OrganizationFactory()
        admins = [member("admin", organization) for _ in range(2)]
        results = at_once(
            *(
                lambda admin=admin: service.invite(
                    Person("new@example.org"), STAFF, agency(admin, organization), by=admin
                )
                for admin in admins
            )
        )
        assert sorted(type(result).__name__ for result in results) == ["Membership", "ValidationError"]

    def test_two_administrators_remove_each_other(self) -> None:
        organization = OrganizationFactory()
        one, two = (member("admin", organization) for _ in range(2))
        # Both requests read their own rights before either has changed anything.
        assert one.held_memberships
        assert two.held_memberships
        results = at_once(
            lambda: service.remove(one.memberships.get(), by=two),
            lambda: service.remove(two.memberships.get(), by=one),
        )
        assert sorted(type(result).__name__ for result in results) == ["LastAdministrator", "NoneType"]
        assert organization.memberships.filter(role="admin").count() == 1
