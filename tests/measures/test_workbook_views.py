"""The pages around a plan's worksheet: download, preview, import."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from assessments.sheets import limits
from measures.models import Plan
from organizations.models import Organization, User
from tests.measures.makers import make_measure, make_plan, scored
from tests.measures.workbook.sheets import compared, edited, exported, new_row, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(organization: Organization, staff: User) -> Plan:
    scored(organization)
    plan = make_plan(organization, staff)
    make_measure(plan, 9, approach="มาตรการที่เก้า")
    return plan


def url(plan: Plan, tail: str) -> str:
    return f"/o/{plan.organization.code}/2564/measures/{tail}"


def ticket_in(page: str) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', page)
    assert found
    return found[1]


def test_readers_download_the_plan_under_a_telling_name(reader: Client, plan: Plan) -> None:
    answer = reader.get(url(plan, "workbook.xlsx"))
    assert compared(plan, answer.content).counts == {"new": 0, "changed": 0, "unchanged": 1}
    name = f"แผนมาตรการ_{plan.organization.short_name}_2565.xlsx"
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(name)}"
    assert answer["Cache-Control"] == "private, no-store"


def test_readers_do_not_import(reader: Client, plan: Plan) -> None:
    assert reader.get(url(plan, "import/")).status_code == 403
    assert reader.post(url(plan, "import/"), {"file": upload(exported(plan))}).status_code == 403


def test_strangers_find_nothing(plan: Plan, stranger: User, sign_in: object) -> None:
    client = sign_in(stranger)  # type: ignore[operator]  # the fixture returns a function
    for tail in ("workbook.xlsx", "import/"):
        assert client.get(url(plan, tail)).status_code == 404


def test_the_preview_writes_nothing_and_the_import_does(clerk: Client, plan: Plan) -> None:
    workbook = new_row(edited(exported(plan), (2, "issue", "ประเด็นใหม่")), 3, partners="กองที่ไม่เคยมี")
    answer = clerk.post(url(plan, "import/"), {"file": upload(workbook)})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert plan.measures.count() == 1
    assert "<del>ประเด็นตัวอย่าง</del>" in page
    assert "<ins>ประเด็นใหม่</ins>" in page
    assert "นำเข้า (เพิ่มใหม่ 1 แก้ไข 1 รายการ)" in page
    assert "จะเพิ่มส่วนราชการใหม่ 2 แห่ง ได้แก่ สำนักปลัด, กองที่ไม่เคยมี" in page
    done = clerk.post(url(plan, "import/"), {"ticket": ticket_in(page)}, follow=True)
    assert "นำเข้าแผนแล้ว เพิ่มใหม่ 1 รายการ แก้ไข 1 รายการ คงเดิม 0 รายการ" in done.content.decode()
    assert sorted(plan.measures.values_list("issue", flat=True)) == ["", "ประเด็นใหม่"]


def test_problems_are_listed_and_nothing_can_be_imported(clerk: Client, plan: Plan) -> None:
    answer = clerk.post(url(plan, "import/"), {"file": upload(edited(exported(plan), (2, "starts", "<b>x")))})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "แผ่นงาน &#x27;แผนมาตรการ&#x27; เซลล์ I2" in page
    assert "&lt;b&gt;x" in page
    assert 'name="ticket"' not in page


def test_an_unchanged_file_says_so(clerk: Client, plan: Plan) -> None:
    page = clerk.post(url(plan, "import/"), {"file": upload(exported(plan))}).content.decode()
    assert "ข้อมูลในไฟล์ตรงกับแผนทุกรายการ" in page
    assert 'name="ticket"' not in page


def test_a_plan_that_moved_is_shown_again(clerk: Client, plan: Plan) -> None:
    workbook = edited(exported(plan), (2, "issue", "จากไฟล์"))
    signed = ticket_in(clerk.post(url(plan, "import/"), {"file": upload(workbook)}).content.decode())
    make_measure(plan, 10, approach="เพิ่มระหว่างนั้น")
    answer = clerk.post(url(plan, "import/"), {"ticket": signed})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "แผนมีการแก้ไขหลังจากที่ท่านตรวจสอบ" in page
    clerk.post(url(plan, "import/"), {"ticket": ticket_in(page)})
    assert plan.measures.get(indicator__number=9).issue == "จากไฟล์"


def test_a_made_up_ticket_imports_nothing(clerk: Client, plan: Plan) -> None:
    page = clerk.post(url(plan, "import/"), {"ticket": "x:y:z"}, follow=True).content.decode()
    assert "หมดอายุแล้ว" in page
    assert plan.measures.count() == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "ไฟล์นี้ว่างเปล่า"),
        (b"<html>", "ไม่ใช่ตาราง"),
        (b"x" * (limits.MAX_BYTES + 1), "ขนาดเกิน 10 เมกะไบต์"),
    ],
)
def test_files_that_cannot_serve(clerk: Client, plan: Plan, content: bytes, message: str) -> None:
    answer = clerk.post(url(plan, "import/"), {"file": upload(content)})
    assert answer.status_code == 422
    assert message in answer.content.decode()


def test_no_file_is_asked_for(clerk: Client, plan: Plan) -> None:
    answer = clerk.post(url(plan, "import/"))
    assert answer.status_code == 422
    assert "โปรดเลือกไฟล์" in answer.content.decode()


def test_too_much_text_is_refused(clerk: Client, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("measures.services.importing.LONGEST_TICKET", 100)
    workbook = edited(exported(plan), (2, "issue", "ใหม่"))
    answer = clerk.post(url(plan, "import/"), {"file": upload(workbook)})
    assert answer.status_code == 422
    assert "ยาวเกินไป" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_export_and_preview_keep_their_query_budget(
    clerk: Client, plan: Plan, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make_measure(plan, 1, approach=f"มาตรการ {number}")
    workbook = edited(exported(plan), (2, "issue", "ใหม่"))
    with django_assert_max_num_queries(12):
        clerk.get(url(plan, "workbook.xlsx"))
    with django_assert_max_num_queries(20):
        clerk.post(url(plan, "import/"), {"file": upload(workbook)})
