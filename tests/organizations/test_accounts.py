"""Signing in, setting passwords, changing addresses: in Thai, limited, telling strangers nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from organizations.models import User
from tests.factories import UserFactory
from thai.digits import to_thai

pytestmark = pytest.mark.django_db
PASSWORD = "ทดสอบ-password-2569"
LATIN_SENTENCE = re.compile(r">[^<>{}]*\b[A-Za-z]{3,} [A-Za-z]{2,} [A-Za-z]{2,}[^<>{}]*<")


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def user() -> User:
    user = UserFactory(username="sample", email="sample@example.org")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.fixture
def signed_in(client: Client, user: User) -> Client:
    sign_in(client, "sample")
    return client


@pytest.fixture
def confirmed(signed_in: Client) -> Client:
    """Return a client whose person has just typed the password once more."""
    response = signed_in.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert response.status_code == 302
    return signed_in


def sign_in(client: Client, login: str, password: str = PASSWORD):
    return client.post(reverse("account_login"), {"login": login, "password": password})


def link_in_last_mail() -> str:
    found = re.search(r"http://localhost:8000(/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def set_password(client: Client, link: str, password: str):
    form = client.get(link, follow=True)
    return client.post(
        form.redirect_chain[-1][0], {"password1": password, "password2": password}, follow=True
    )


class TestSignIn:
    @pytest.mark.parametrize("login", ["sample", "sample@example.org", "SAMPLE@example.org", " sample "])
    def test_with_username_or_address(self, client: Client, user: User, login: str) -> None:
        response = sign_in(client, login)
        assert response.status_code == 302
        assert response["Location"] == reverse("home")

    @pytest.mark.parametrize("login", ["sample", "sample@example.org", "nobody", "nobody@example.org"])
    def test_a_failure_says_the_same_for_known_and_unknown(
        self, client: Client, user: User, login: str
    ) -> None:
        response = sign_in(client, login, "wrong")
        assert response.context["form"].non_field_errors() == ["ชื่อผู้ใช้ อีเมล หรือรหัสผ่านไม่ถูกต้อง"]
        assert "wrong" not in response.content.decode()

    def test_an_inactive_account_stays_out(self, client: Client, user: User) -> None:
        user.is_active = False
        user.save()
        sign_in(client, "sample")
        assert "_auth_user_id" not in client.session

    def test_many_failures_lock_even_the_right_password_for_a_while(self, client: Client, user: User) -> None:
        for _ in range(5):
            sign_in(client, "sample", "wrong")
        response = sign_in(client, "sample")
        assert "มีการลองหลายครั้งเกินไป" in response.content.decode()
        assert "_auth_user_id" not in client.session

    @pytest.mark.parametrize("login", ["sample", "SAMPLE", " sample"])
    def test_failures_from_many_addresses_count_together(
        self, login: str, client: Client, user: User
    ) -> None:
        for n in range(5):
            client.post(
                reverse("account_login"), {"login": login, "password": "wrong"}, REMOTE_ADDR=f"203.0.113.{n}"
            )
        response = sign_in(client, "sample")
        assert "มีการลองหลายครั้งเกินไป" in response.content.decode()
        assert "_auth_user_id" not in client.session

    def test_a_flood_gets_429_in_thai(self, client: Client, user: User) -> None:
        statuses = [sign_in(client, f"nobody{n}", "wrong").status_code for n in range(30)]
        assert set(statuses) == {200}
        response = sign_in(client, "sample")
        assert response.status_code == 429
        assert response["Retry-After"] == "60"
        assert "ส่งคำขอถี่เกินไป" in response.content.decode()

    def test_a_private_network_is_limited_too(self, client: Client, user: User) -> None:
        for n in range(30):
            client.post(
                reverse("account_login"), {"login": f"n{n}", "password": "x"}, REMOTE_ADDR="192.168.1.5"
            )
        forged = {"REMOTE_ADDR": "192.168.1.5", "HTTP_X_FORWARDED_FOR": "203.0.113.7"}
        response = client.post(reverse("account_login"), {"login": "n", "password": "x"}, **forged)
        assert response.status_code == 429

    def test_signing_out_needs_a_form(self, signed_in: Client) -> None:
        signed_in.get(reverse("account_logout"))
        assert "_auth_user_id" in signed_in.session
        signed_in.post(reverse("account_logout"))
        assert "_auth_user_id" not in signed_in.session


class TestSignUp:
    def test_it_is_closed(self, client: Client) -> None:
        assert "ไม่เปิดให้ลงทะเบียน" in client.get(reverse("account_signup")).content.decode()

    def test_a_sent_form_makes_no_account(self, client: Client) -> None:
        data = {"username": "x", "email": "x@example.org", "password1": PASSWORD, "password2": PASSWORD}
        client.post(reverse("account_signup"), data)
        assert not User.objects.exists()


class TestPasswordReset:
    def test_known_and_unknown_addresses_get_the_same_answer(self, client: Client, user: User) -> None:
        pages = []
        for email in ("sample@example.org", "nobody@example.org"):
            response = client.post(reverse("account_reset_password"), {"email": email}, follow=True)
            pages.append(
                (response.redirect_chain, re.sub(r'value="[^"]{20,}"', "", response.content.decode()))
            )
        assert pages[0] == pages[1]
        assert len(mail.outbox) == 2

    def test_the_mail_is_thai_and_its_link_sets_a_password(self, client: Client, user: User) -> None:
        client.post(reverse("account_reset_password"), {"email": "sample@example.org"})
        assert mail.outbox[0].subject == "ตั้งรหัสผ่านสำหรับ ITA Portal"
        assert "ชื่อผู้ใช้ของท่านคือ sample" in mail.outbox[0].body
        page = set_password(client, link_in_last_mail(), "another-long-secret")
        assert "ตั้งรหัสผ่านเรียบร้อยแล้ว" in page.content.decode()
        assert sign_in(Client(), "sample", "another-long-secret").status_code == 302

    def test_the_link_works_once(self, client: Client, user: User) -> None:
        client.post(reverse("account_reset_password"), {"email": "sample@example.org"})
        link = link_in_last_mail()
        set_password(client, link, "another-long-secret")
        assert "ลิงก์ใช้ไม่ได้แล้ว" in Client().get(link, follow=True).content.decode()

    def test_a_forged_host_does_not_get_into_the_mail(self, client: Client, user: User) -> None:
        client.post(
            reverse("account_reset_password"), {"email": "sample@example.org"}, HTTP_HOST="evil.example"
        )
        assert "evil.example" not in mail.outbox[0].body

    def test_the_mail_to_an_unknown_address_offers_no_sign_up(self, client: Client) -> None:
        client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
        assert "ไม่ได้ลงทะเบียน" in mail.outbox[0].body
        assert "signup" not in mail.outbox[0].body

    def test_a_flood_gets_429(self, client: Client, user: User) -> None:
        statuses = [
            client.post(reverse("account_reset_password"), {"email": "sample@example.org"}).status_code
            for _ in range(6)
        ]
        assert statuses[-1] == 429


class TestOwnPassword:
    def test_a_change_asks_for_the_present_one(self, signed_in: Client, user: User) -> None:
        data = {
            "oldpassword": "wrong",
            "password1": "another-long-secret",
            "password2": "another-long-secret",
        }
        response = signed_in.post(reverse("account_change_password"), data)
        assert response.context["form"].errors["oldpassword"] == ["รหัสผ่านปัจจุบันไม่ถูกต้อง"]

    def test_a_change_is_stored_and_told_by_mail(self, signed_in: Client, user: User) -> None:
        data = {
            "oldpassword": PASSWORD,
            "password1": "another-long-secret",
            "password2": "another-long-secret",
        }
        response = signed_in.post(reverse("account_change_password"), data)
        assert response["Location"] == reverse("profile")
        user.refresh_from_db()
        assert user.check_password("another-long-secret")
        assert mail.outbox[-1].subject == "รหัสผ่านถูกเปลี่ยนแล้ว"
        assert "หมายเลขไอพี 127.0.0.1" in mail.outbox[-1].body

    @pytest.mark.parametrize("weak", ["short", "1234567890", "password123", "sample2569"])
    def test_weak_passwords_are_refused(self, signed_in: Client, user: User, weak: str) -> None:
        data = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
        response = signed_in.post(reverse("account_change_password"), data)
        assert response.status_code == 200
        assert response.context["form"].errors["password1"]


class TestOwnAddress:
    def change(self, client: Client, email: str):
        return client.post(reverse("account_email"), {"email": email, "action_add": ""})

    def test_the_present_one_stays_until_the_new_one_is_confirmed(
        self, confirmed: Client, user: User
    ) -> None:
        self.change(confirmed, "new@example.org")
        user.refresh_from_db()
        assert user.email == "sample@example.org"
        assert mail.outbox[-1].to == ["new@example.org"]
        assert mail.outbox[-1].subject == "ยืนยันอีเมลสำหรับ ITA Portal"
        confirmed.post(link_in_last_mail())
        user.refresh_from_db()
        assert user.email == "new@example.org"
        assert [row.email for row in user.emailaddress_set.all()] == ["new@example.org"]
        assert sign_in(Client(), "sample@example.org").status_code == 200
        assert sign_in(Client(), "new@example.org").status_code == 302

    def test_another_accounts_address_is_refused(self, confirmed: Client, user: User) -> None:
        UserFactory(email="taken@example.org")
        response = self.change(confirmed, "Taken@example.org")
        assert response.context["form"].errors["email"] == ["มีบัญชีอื่นใช้อีเมลนี้แล้ว"]
        assert not mail.outbox

    def test_it_asks_for_the_password_again(self, signed_in: Client, user: User) -> None:
        response = self.change(signed_in, "new@example.org")
        assert response["Location"].startswith(reverse("account_reauthenticate"))
        assert not mail.outbox


class TestSecondStep:
    def activate(self, client: Client, write: Callable[[str], str] = str) -> str:
        page = client.get(reverse("mfa_activate_totp"))
        secret: str = page.context["form"].secret
        code = totp.format_hotp_value(
            totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())))
        )
        response = client.post(reverse("mfa_activate_totp"), {"code": write(code)})
        assert response.status_code == 302, response.context["form"].errors
        return secret

    def test_a_code_may_be_typed_in_thai_digits(self, confirmed: Client, user: User) -> None:
        self.activate(confirmed, to_thai)
        assert Authenticator.objects.filter(user=user, type="totp").exists()

    @pytest.mark.django_db(transaction=True)
    def test_an_app_can_be_activated_and_is_asked_for(self, confirmed: Client, user: User) -> None:
        self.activate(confirmed)
        subjects = [letter.subject for letter in mail.outbox]
        assert subjects == ["เปิดใช้การยืนยันตัวตนสองชั้นแล้ว"]
        other = Client()
        response = sign_in(other, "sample")
        assert response["Location"].startswith(reverse("mfa_authenticate"))
        assert "_auth_user_id" not in other.session
        page = other.post(reverse("mfa_authenticate"), {"code": "000000"})
        assert page.context["form"].errors["code"] == ["รหัสไม่ถูกต้องหรือหมดอายุแล้ว"]
        assert "_auth_user_id" not in other.session

    def test_a_recovery_code_opens_once(self, confirmed: Client, user: User) -> None:
        self.activate(confirmed)
        codes = confirmed.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
        for expected in (True, False):
            other = Client()
            sign_in(other, "sample")
            other.post(reverse("mfa_authenticate"), {"code": codes[0]})
            assert ("_auth_user_id" in other.session) is expected

    @pytest.mark.parametrize(
        "name",
        [
            "mfa_index",
            "mfa_deactivate_totp",
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
        ],
    )
    def test_its_pages_are_thai_and_run_no_inline_code(
        self, confirmed: Client, user: User, name: str
    ) -> None:
        self.activate(confirmed)
        check_page(confirmed.get(reverse(name)))

    def test_the_sign_in_step_is_thai(self, confirmed: Client, user: User) -> None:
        self.activate(confirmed)
        other = Client()
        sign_in(other, "sample")
        check_page(other.get(reverse("mfa_authenticate")))
        check_page(confirmed.get(reverse("mfa_reauthenticate")))


def check_page(response) -> None:
    """Demand our frame, no English sentence, no inline script or style (data blocks do not run)."""
    assert response.status_code == 200
    text = response.content.decode()
    assert "portal-top" in text
    assert not re.findall(r"<style|\sstyle=|\son[a-z]+=\"", text)
    for script in re.findall(r"<script[^>]*>", text):
        assert "src=" in script or 'type="application/json"' in script
    visible = re.sub(r"<script(.|\n)*?</script>", "", text)
    assert LATIN_SENTENCE.findall(visible) == []


PUBLIC = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_inactive",
    "account_email_verification_sent",
]
OWN = ["account_logout", "account_change_password", "account_email", "mfa_index", "account_reauthenticate"]


@pytest.mark.parametrize("name", PUBLIC)
def test_pages_before_sign_in_are_thai(client: Client, name: str) -> None:
    check_page(client.get(reverse(name)))


@pytest.mark.parametrize("name", OWN)
def test_pages_of_the_account_are_thai(signed_in: Client, name: str) -> None:
    check_page(signed_in.get(reverse(name)))


def test_links_that_fail_are_explained(client: Client) -> None:
    check_page(client.get("/accounts/password/reset/key/1-nothing/"))
    check_page(client.get("/accounts/confirm-email/nothing/"))


def test_every_message_of_the_library_that_we_can_show_is_thai() -> None:
    from organizations.accounts import AccountAdapter, MfaAdapter

    for adapter in (AccountAdapter, MfaAdapter):
        for code, message in adapter.error_messages.items():
            assert re.search("[ก-๙]", str(message)), code
