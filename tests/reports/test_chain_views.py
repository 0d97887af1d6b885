from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from organizations.models import Organization, User
from reports.models import ReviewPosition
from tests.factories import member

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def typed(*rows: dict[str, object], version: object = 0) -> dict[str, object]:
    data: dict[str, object] = {
        "chain-TOTAL_FORMS": len(rows),
        "chain-INITIAL_FORMS": 0,
        "version": version,
    }
    for index, row in enumerate(rows):
        data |= {f"chain-{index}-{name}": value for name, value in row.items()}
    return data


@pytest.fixture
def url(organization: Organization) -> str:
    return f"/o/{organization.code}/chain/"


@pytest.fixture
def admin(administrator: User, sign_in: SignIn) -> Client:
    return sign_in(administrator)


def test_the_default_chain_is_offered_first(admin: Client, url: str, organization: Organization) -> None:
    shown = admin.get(url).content.decode()
    assert "หัวหน้าสำนักปลัด" in shown
    assert f"นายกองค์การบริหารส่วนตำบล{organization.name}" in shown
    assert not ReviewPosition.objects.exists()


def test_positions_are_saved_in_the_order_of_their_numbers(
    admin: Client, url: str, organization: Organization, executive: User
) -> None:
    rows = typed(
        {"order": 3, "title": "นายกตัวอย่าง", "person": executive.pk},
        {"order": 1, "title": "หัวหน้าตัวอย่าง", "printed_name": "ชื่อตัวอย่าง"},
        {"order": "", "title": "ไม่มีลำดับ"},
        {"order": 2, "title": ""},
    )
    assert admin.post(url, rows).status_code == 302
    saved = organization.review_positions.values_list("order", "title", "person", "printed_name")
    assert list(saved) == [
        (1, "หัวหน้าตัวอย่าง", None, "ชื่อตัวอย่าง"),
        (2, "นายกตัวอย่าง", executive.pk, ""),
        (3, "ไม่มีลำดับ", None, ""),
    ]


def test_no_position_brings_the_default_back(admin: Client, url: str, organization: Organization) -> None:
    ReviewPosition.objects.create(organization=organization, order=1, title="ตำแหน่งตัวอย่าง")
    answer = admin.post(url, typed({"order": 1, "title": ""}), follow=True)
    assert "กลับไปใช้ลำดับการเสนอมาตรฐาน" in answer.content.decode()
    assert not organization.review_positions.exists()


def test_the_form_leaves_open_what_was_left_open(
    admin: Client, url: str, organization: Organization, executive: User
) -> None:
    """The name to print stays empty where the person's own is to be used."""
    ReviewPosition.objects.create(organization=organization, order=1, title="ปลัดตัวอย่าง", person=executive)
    form = admin.get(url).context["formset"].forms[0]
    assert form.initial["printed_name"] == ""
    assert form.initial["person"] == executive


class TestTwoAdministrators:
    """Both opened the chain; the second one to save is asked."""

    MINE = (
        {"order": 1, "title": "ปลัดตัวอย่าง", "printed_name": "ชื่อของฉัน"},
        {"order": 2, "title": "นายกตัวอย่าง"},
    )
    THEIRS = (
        {"order": 1, "title": "ปลัดตัวอย่าง"},
        {"order": 2, "title": "นายกตัวอย่าง"},
        {"order": 3, "title": "ผู้ว่าฯ"},
    )

    @pytest.fixture
    def overtaken(self, admin: Client, url: str, organization: Organization, sign_in: SignIn) -> Client:
        """Return an administrator whose open form another one has overtaken."""
        other = sign_in(member("admin", organization))
        assert other.post(url, typed(*self.THEIRS)).status_code == 302
        return admin

    def test_nothing_is_overwritten_unseen_and_nothing_typed_is_lost(
        self, overtaken: Client, url: str, organization: Organization
    ) -> None:
        page = overtaken.post(url, typed(*self.MINE))
        assert page.status_code == 409
        text = page.content.decode()
        assert "มีผู้บันทึกก่อนท่าน" in text
        assert 'value="ชื่อของฉัน"' in text
        assert '<legend class="h4">นายกตัวอย่าง</legend>' in text
        assert page.context["differences"] == [
            {"place": 1, "stored": "ปลัดตัวอย่าง", "typed": "ปลัดตัวอย่าง · ชื่อที่พิมพ์ ชื่อของฉัน"},
            {"place": 3, "stored": "ผู้ว่าฯ", "typed": ""},
        ]
        titles = organization.review_positions.values_list("title", flat=True)
        assert list(titles) == ["ปลัดตัวอย่าง", "นายกตัวอย่าง", "ผู้ว่าฯ"]

    def test_saved_again_from_the_page_that_shows_both(
        self, overtaken: Client, url: str, organization: Organization
    ) -> None:
        page = overtaken.post(url, typed(*self.MINE))
        assert overtaken.post(url, typed(*self.MINE, version=page.context["version"])).status_code == 302
        assert organization.review_positions.get(order=1).printed_name == "ชื่อของฉัน"
        assert organization.review_positions.count() == 2

    def test_an_error_elsewhere_does_not_lift_the_guard(self, overtaken: Client, url: str) -> None:
        page = overtaken.post(url, typed({"order": 1, "title": "", "printed_name": "ใคร"}))
        assert page.status_code == 422
        assert page.context["version"] == 0
        assert 'name="version" value="0"' in page.content.decode()

    @pytest.mark.parametrize("version", ["", "-1", "๐", "9" * 30])
    def test_a_form_that_does_not_say_what_was_seen_saves_nothing(
        self, admin: Client, url: str, version: str
    ) -> None:
        assert admin.post(url, typed(*self.MINE, version=version)).status_code == 409
        assert not ReviewPosition.objects.exists()

    def test_where_both_typed_the_same_nothing_is_asked(self, overtaken: Client, url: str) -> None:
        answer = overtaken.post(url, typed(*self.THEIRS), follow=True)
        assert answer.redirect_chain == [(url, 302)]
        assert "ตรงกับที่บันทึกไว้แล้ว" in answer.content.decode()

    def test_nor_where_both_went_back_to_the_default(self, overtaken: Client, url: str) -> None:
        overtaken.post(url, typed(version=1))
        answer = overtaken.post(url, typed(version=1), follow=True)
        assert "ตรงกับที่บันทึกไว้แล้ว" in answer.content.decode()

    def test_the_page_says_which_version_it_shows(self, overtaken: Client, url: str) -> None:
        assert 'name="version" value="1"' in overtaken.get(url).content.decode()


def test_a_person_without_a_position_is_refused_and_kept(admin: Client, url: str, executive: User) -> None:
    answer = admin.post(url, typed({"order": 1, "title": "", "printed_name": "ชื่อที่พิมพ์ไว้"}))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "โปรดระบุตำแหน่ง" in shown
    assert "ชื่อที่พิมพ์ไว้" in shown
    assert not ReviewPosition.objects.exists()


@pytest.mark.parametrize(
    "written",
    [
        "รองปลัดตัวอย่าง",
        "รองปลัดตัวอย่าง รักษาราชการแทน",
        "รองปลัดตัวอย่าง รักษาราชการแทนนายกตัวอย่าง",
        "รองปลัดตัวอย่างรักษาราชการ แทน",
    ],
)
def test_a_deputy_is_not_said_to_act_twice(
    admin: Client, url: str, organization: Organization, executive: User, written: str
) -> None:
    row = {"order": 1, "title": "นายกตัวอย่าง", "deputy": executive.pk, "deputy_title": written}
    assert admin.post(url, typed(row)).status_code == 302
    assert organization.review_positions.get().deputy_title == "รองปลัดตัวอย่าง"


def test_the_deputys_position_comes_with_an_example(admin: Client, url: str) -> None:
    assert "เช่น รองปลัดองค์การบริหารส่วนตำบล" in admin.get(url).content.decode()


def test_nobody_deputises_for_oneself(
    admin: Client, url: str, organization: Organization, executive: User
) -> None:
    row = {"order": 1, "title": "นายกตัวอย่าง", "person": executive.pk, "deputy": executive.pk}
    answer = admin.post(url, typed(row))
    assert answer.status_code == 422
    assert list(answer.context["formset"].forms[0].errors) == ["deputy"]
    assert not organization.review_positions.exists()


def test_people_of_other_agencies_cannot_be_named(admin: Client, url: str, stranger: User) -> None:
    assert admin.post(url, typed({"order": 1, "title": "ตำแหน่ง", "person": stranger.pk})).status_code == 422
    assert not ReviewPosition.objects.exists()


def test_a_chain_has_an_end(admin: Client, url: str) -> None:
    rows = [{"order": number, "title": f"ตำแหน่ง {number}"} for number in range(1, 14)]
    assert admin.post(url, typed(*rows)).status_code == 422


def test_a_broken_form_is_refused_not_failed(admin: Client, url: str) -> None:
    assert admin.post(url, {"chain-TOTAL_FORMS": "x"}).status_code == 422


@pytest.mark.parametrize("role", ["staff", "executive", "auditor"])
def test_only_administrators_come_in(
    organization: Organization, url: str, sign_in: SignIn, role: str
) -> None:
    client = sign_in(member(role, organization))
    assert client.get(url).status_code == 403
    assert client.post(url, typed({"order": 1, "title": "ตำแหน่ง"})).status_code == 403


def test_strangers_find_nothing(url: str, stranger: User, sign_in: SignIn) -> None:
    assert sign_in(stranger).get(url).status_code == 404
