"""The person's own page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from organizations.models import User

pytestmark = pytest.mark.django_db


def save(client: Client, **typed: str):
    data = {"name_title": "นางสาว", "first_name": "ชื่อใหม่", "last_name": "ตัวอย่าง"} | typed
    return client.post(reverse("profile"), data, follow=True)


def test_name_and_digits_are_stored(staff: User, sign_in: Callable[[User], Client]) -> None:
    page = save(sign_in(staff), thai_digits="on")
    assert "บันทึกข้อมูลของท่านแล้ว" in page.content.decode()
    staff.refresh_from_db()
    assert staff.full_name == "นางสาวชื่อใหม่ ตัวอย่าง"
    assert staff.thai_digits


def test_nothing_else_can_be_set(staff: User, sign_in: Callable[[User], Client]) -> None:
    save(sign_in(staff), username="root", is_superuser="on", email="x@example.org")
    staff.refresh_from_db()
    assert not staff.is_superuser
    assert staff.username != "root"
    assert staff.email != "x@example.org"


def test_a_refused_form_keeps_what_was_typed_and_the_frame_its_name(
    staff: User, sign_in: Callable[[User], Client]
) -> None:
    page = save(sign_in(staff), first_name="", last_name="พิมพ์ไว้")
    text = page.content.decode()
    assert 'value="พิมพ์ไว้"' in text
    assert str(staff) in text
    staff.refresh_from_db()
    assert staff.last_name != "พิมพ์ไว้"


def test_it_lists_the_own_roles(staff: User, sign_in: Callable[[User], Client]) -> None:
    text = sign_in(staff).get(reverse("profile")).content.decode()
    assert "เจ้าหน้าที่ผู้บันทึก" in text
    assert staff.email in text
