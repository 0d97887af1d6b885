"""Mistakes and mishaps in a real browser: clear words, nothing saved by halves, nothing typed lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from assessments.models import Assessment, Score, ScoreChange
from organizations.models import Organization, User
from tests.e2e.conftest import PASSWORD
from tests.factories import OrganizationFactory, member

WRONG = {
    1: ("สิบ", "“สิบ” ไม่ใช่ตัวเลข"),
    2: ("100.001", "คะแนนต้องไม่เกิน 100"),
    3: ("-1", "คะแนนต้องไม่ต่ำกว่า 0"),
    4: ("−1", "คะแนนต้องไม่ต่ำกว่า 0"),
    5: ("101", "คะแนนต้องไม่เกิน 100"),
    6: ("๙๙.๙๙.๙", "“๙๙.๙๙.๙” ไม่ใช่ตัวเลข"),
    7: ("99.999", "กรอกทศนิยมได้ไม่เกิน 2 ตำแหน่ง"),
}
RIGHT = {8: "๙๘.๔๔", 9: "", 10: "50"}
SignIn = Callable[[User], Page]


@pytest.fixture
def agency(transactional_db: None) -> Organization:
    return OrganizationFactory()


@pytest.fixture
def clerk(agency: Organization) -> User:
    return member("staff", agency)


@pytest.fixture
def sheet(agency: Organization, clerk: User, live_server: Any, signed_in_page: SignIn) -> Page:
    page = signed_in_page(clerk)
    page.goto(f"{live_server.url}/o/{agency.code}/2564/scores/")
    return page


def save(page: Page) -> None:
    page.get_by_role("button", name="บันทึกร่าง").click()


def test_each_mistake_is_named_at_its_field_and_can_be_mended(sheet: Page) -> None:
    typed = {number: text for number, (text, _) in WRONG.items()} | RIGHT
    for number, text in typed.items():
        sheet.locator(f"#score-{number}").fill(text)
    save(sheet)
    for number, (_, words) in WRONG.items():
        expect(sheet.locator(f"#score-{number}_error")).to_contain_text(words)
    expect(sheet.locator("#score-1")).to_be_focused()
    for number, text in typed.items():
        expect(sheet.locator(f"#score-{number}")).to_have_value(text)
    assert not Assessment.objects.exists()
    for number in WRONG:
        sheet.locator(f"#score-{number}").fill("90")
    save(sheet)
    expect(sheet.locator("#messages")).to_contain_text("บันทึกคะแนน 9 ตัวชี้วัด")
    assert Score.objects.count() == ScoreChange.objects.count() == len(WRONG) + 2


def test_a_field_of_ten_megabytes_is_held_back_with_everything_typed(sheet: Page) -> None:
    sheet.locator("#score-2").fill("89.43")
    sheet.evaluate("document.getElementById('score-1').value = '9'.repeat(10_000_000)")
    save(sheet)
    expect(sheet.locator("#messages")).to_contain_text("ยาวเกินกว่าที่ระบบรับได้")
    expect(sheet.locator("#score-1")).to_be_focused()
    expect(sheet.locator("#score-2")).to_have_value("89.43")
    assert not Assessment.objects.exists()
    sheet.locator("#score-1").fill("100")
    save(sheet)
    expect(sheet.locator("#messages")).to_contain_text("บันทึกคะแนน 2 ตัวชี้วัด")


def test_a_foreign_agency_is_not_found(sheet: Page, live_server: Any) -> None:
    foreign = OrganizationFactory(province="จังหวัดอื่น")
    sheet.goto(f"{live_server.url}/o/{foreign.code}/2564/scores/")
    expect(sheet.get_by_role("heading", level=1)).to_have_text("ไม่พบหน้านี้")
    assert foreign.name not in sheet.content()


def test_an_expired_form_is_sent_again_with_one_button(sheet: Page) -> None:
    sheet.locator("#score-1").fill("๑๐๐")
    sheet.context.clear_cookies(name="csrftoken")
    save(sheet)
    expect(sheet.get_by_role("heading", level=1)).to_have_text("แบบฟอร์มหมดอายุ")
    assert not Assessment.objects.exists()
    sheet.get_by_role("button", name="ส่งข้อมูลอีกครั้ง").click()
    expect(sheet.locator("#score-1")).to_have_value("100.00")
    assert Score.objects.count() == 1


def test_after_the_session_ended_one_signs_in_beside_and_sends_again(sheet: Page, clerk: User) -> None:
    sheet.locator("#score-1").fill("๑๐๐")
    sheet.context.clear_cookies(name="sessionid")
    save(sheet)
    expect(sheet.get_by_role("heading", level=1)).to_have_text("หมดเวลาการเข้าใช้งาน")
    sheet.get_by_text("ข้อมูลที่ท่านกรอกไว้").click()
    typed = sheet.get_by_role("list").get_by_role("listitem").filter(visible=True)
    expect(typed).to_have_text(["คะแนนตัวชี้วัดที่ 1 การปฏิบัติหน้าที่: ๑๐๐"])
    with sheet.expect_popup() as opened:
        sheet.get_by_role("link", name="เข้าสู่ระบบในแท็บใหม่").click()
    beside = opened.value
    beside.get_by_label("ชื่อผู้ใช้").fill(clerk.username)
    beside.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
    beside.get_by_role("button", name="เข้าสู่ระบบ").click()
    expect(beside.get_by_role("heading", level=1)).to_have_text("งานของฉัน")
    beside.close()
    assert not Assessment.objects.exists()
    sheet.get_by_role("button", name="ส่งข้อมูลอีกครั้ง").click()
    expect(sheet.locator("#score-1")).to_have_value("100.00")
    assert Score.objects.count() == 1
