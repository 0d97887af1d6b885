"""Pages for what went wrong: Thai, in the frame, giving back what was typed, and only to its own site."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path, reverse

from ita_portal import errors, urls
from organizations.access import public_view
from organizations.models import User

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
OWN = "http://testserver"
HARMLESS = {"first_name": "พิมพ์ไว้", "last_name": "<b>ตัวอย่าง</b>", "thai_digits": "on"}
SECRETS = {
    "password": "secret-1",
    "oldpassword": "secret-2",
    "new_PASSWORD1": "secret-3",
    "code": "secret-4",
    "csrfmiddlewaretoken": "secret-5",
    "access_token": "secret-6",
    "credential": "secret-7",
}


@public_view
def fails(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a detail for the log only")


@public_view
def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("a detail for the log only")


@public_view
def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("เหตุผลเฉพาะ")


urlpatterns = [
    path("fails/", fails),
    path("suspicious/", suspicious),
    path("forbidden/", forbidden),
    path("", include(urls)),
]
handler400, handler403, handler404, handler500, handler429 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
    urls.handler429,
)


@pytest.fixture
def quiet() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def signed_in(staff: User) -> Client:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.force_login(staff, backend=BACKEND)
    return client


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status", "title"),
    [
        ("/suspicious/", 400, "อ่านคำขอนี้ไม่ได้"),
        ("/forbidden/", 403, "เหตุผลเฉพาะ"),
        ("/nothing-here/", 404, "ไม่พบหน้านี้"),
        ("/fails/", 500, "ระบบขัดข้องชั่วคราว"),
    ],
)
@pytest.mark.parametrize("is_member", [True, False])
def test_each_failure_has_a_thai_page_without_details(
    quiet: Client, staff: User, address: str, status: int, title: str, is_member: bool
) -> None:
    if is_member:
        quiet.force_login(staff, backend=BACKEND)
    response = quiet.get(address)
    text = response.content.decode()
    assert response.status_code == status
    assert title in text
    assert 'lang="th"' in text
    assert "ไปหน้าหลัก" in text
    assert "a detail" not in text
    assert "Traceback" not in text
    assert "script-src 'self'" in response["Content-Security-Policy"]


def test_too_much_data_is_413(quiet: Client, staff: User) -> None:
    quiet.force_login(staff, backend=BACKEND)
    response = quiet.post(reverse("profile"), {"first_name": "ก" * 3_000_000})
    assert response.status_code == 413
    assert "ข้อมูลมีขนาดใหญ่เกินไป" in response.content.decode()
    staff.refresh_from_db()
    assert len(staff.first_name) < 100


def test_too_many_fields_is_400(quiet: Client, staff: User) -> None:
    quiet.force_login(staff, backend=BACKEND)
    response = quiet.post(reverse("profile"), {f"field{n}": "x" for n in range(2_100)})
    assert response.status_code == 400
    assert "จำนวนช่องมากเกินไป" in response.content.decode()


def test_the_two_kinds_of_unreadable_requests_are_told_apart(rf: RequestFactory, staff: User) -> None:
    request = rf.get("/")
    request.user = staff
    assert errors.bad_request(request, RequestDataTooBig()).status_code == 413
    assert errors.bad_request(request, SuspiciousOperation()).status_code == 400


def test_a_refused_method_has_a_page_and_keeps_its_header(
    quiet: Client, administrator: User, organization
) -> None:
    quiet.force_login(administrator, backend=BACKEND)
    department = organization.departments.create(name="กองตัวอย่าง")
    response = quiet.get(reverse("department_move", args=[organization.code, department.pk]))
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert "เปิดหน้านี้โดยตรงไม่ได้" in response.content.decode()


def test_429_says_when_to_come_back(rf: RequestFactory, staff: User) -> None:
    request = rf.get("/")
    request.user = staff
    response = errors.too_many_requests(request)
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0


class TestExpiredForm:
    def send(self, client: Client, fields: dict[str, str], origin: str | None = OWN):
        headers = {"HTTP_ORIGIN": origin} if origin else {}
        return client.post(reverse("profile"), fields, **headers)

    def test_nothing_is_saved_and_what_was_typed_comes_back_escaped(
        self, signed_in: Client, staff: User
    ) -> None:
        response = self.send(signed_in, HARMLESS)
        text = response.content.decode()
        assert response.status_code == 403
        assert "แบบฟอร์มหมดอายุ" in text
        assert 'name="first_name" value="พิมพ์ไว้"' in text
        assert "&lt;b&gt;ตัวอย่าง&lt;/b&gt;" in text
        assert "<b>ตัวอย่าง" not in text
        staff.refresh_from_db()
        assert staff.first_name != "พิมพ์ไว้"

    def test_one_button_sends_it_again(self, signed_in: Client, staff: User) -> None:
        page = self.send(signed_in, HARMLESS).content.decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.partition("<main")[2])
        assert token
        response = self.send(signed_in, HARMLESS | {"csrfmiddlewaretoken": token[1]})
        assert response.status_code == 302
        staff.refresh_from_db()
        assert staff.first_name == "พิมพ์ไว้"

    @pytest.mark.parametrize(
        "origin", ["https://evil.example", "null", "http://testserver.evil.example", None]
    )
    def test_a_form_from_elsewhere_gets_nothing_back(self, signed_in: Client, origin: str | None) -> None:
        response = self.send(signed_in, HARMLESS, origin)
        text = response.content.decode()
        assert response.status_code == 403
        assert "พิมพ์ไว้" not in text
        assert "ส่งข้อมูลอีกครั้ง" not in text

    def test_secrets_are_never_shown_back(self, signed_in: Client) -> None:
        text = self.send(signed_in, HARMLESS | SECRETS).content.decode()
        assert "พิมพ์ไว้" in text
        assert "secret-" not in text

    def test_a_chosen_file_has_to_be_chosen_again_and_that_is_said(
        self, signed_in: Client, organization
    ) -> None:
        data = {"note": "พิมพ์ไว้", "emblem": SimpleUploadedFile("x.png", b"x")}
        url = reverse("emblem", args=[organization.code])
        assert "ต้องเลือกใหม่" in signed_in.post(url, data, HTTP_ORIGIN=OWN).content.decode()

    def test_every_value_of_a_field_comes_back(self, signed_in: Client) -> None:
        text = self.send(signed_in, {"departments": ["11", "22"]}).content.decode()
        assert 'value="11"' in text
        assert 'value="22"' in text


class TestEndedSession:
    def test_what_was_typed_comes_back_with_the_way_to_sign_in(self) -> None:
        response = Client().post(reverse("profile"), HARMLESS | SECRETS, HTTP_ORIGIN=OWN)
        text = response.content.decode()
        assert response.status_code == 403
        assert "หมดเวลาการเข้าใช้งาน" in text
        assert 'value="พิมพ์ไว้"' in text
        assert "secret-" not in text
        assert 'target="_blank"' in text

    @pytest.mark.parametrize("origin", ["https://evil.example", "null"])
    def test_a_form_from_elsewhere_gets_nothing_back(self, origin: str) -> None:
        text = Client().post(reverse("profile"), HARMLESS, HTTP_ORIGIN=origin).content.decode()
        assert "พิมพ์ไว้" not in text

    def test_after_signing_in_in_another_tab_the_form_still_gets_through(self, staff: User) -> None:
        staff.set_password("a-long-secret")
        staff.save()
        client = Client(enforce_csrf_checks=True)
        client.get(reverse("account_login"))
        before = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}
        page = client.post(reverse("profile"), HARMLESS | before, HTTP_ORIGIN=OWN)
        assert "หมดเวลาการเข้าใช้งาน" in page.content.decode()
        sign_in = {"login": staff.username, "password": "a-long-secret"}
        assert client.post(reverse("account_login"), sign_in | before).status_code == 302
        stale = client.post(reverse("profile"), HARMLESS | before, HTTP_ORIGIN=OWN)
        assert 'value="พิมพ์ไว้"' in stale.content.decode()
        after = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}
        assert client.post(reverse("profile"), HARMLESS | after, HTTP_ORIGIN=OWN).status_code == 302
        staff.refresh_from_db()
        assert staff.first_name == "พิมพ์ไว้"

    def test_a_plain_visit_goes_to_sign_in_and_comes_back(self) -> None:
        response = Client().get(reverse("profile"))
        assert response["Location"] == f"{reverse('account_login')}?next={reverse('profile')}"


def test_a_very_long_value_is_shown_in_part_and_sent_again_whole(signed_in: Client) -> None:
    response = signed_in.post(reverse("profile"), {"note": "ย" * 20_000}, HTTP_ORIGIN=OWN)
    sent = response.content.decode().partition('name="note" value="')[2].partition('"')[0]
    assert sent == "ย" * 20_000
    shown = re.search(r'data-name="note">(ย+…)<', response.content.decode())
    assert shown
    assert len(shown[1]) < 2_000
