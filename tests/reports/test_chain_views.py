from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from organizations.models import Organization, User
from reports.models import ReviewPosition
from tests.factories import member

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def typed(*rows: dict[str, object]) -> dict[str, object]:
    data: dict[str, object] = {"chain-TOTAL_FORMS": len(rows), "chain-INITIAL_FORMS": 0}
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


def test_a_person_without_a_position_is_refused_and_kept(admin: Client, url: str, executive: User) -> None:
    answer = admin.post(url, typed({"order": 1, "title": "", "printed_name": "ชื่อที่พิมพ์ไว้"}))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "โปรดระบุตำแหน่ง" in shown
    assert "ชื่อที่พิมพ์ไว้" in shown
    assert not ReviewPosition.objects.exists()


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
