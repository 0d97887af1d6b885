"""The self-check of the disclosure items: from last year's addresses to this year's expected score."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from assessments.models import DisclosureAnswer
from organizations.models import Membership, Organization, User
from tests.assessments.answers import answer
from tests.factories import DepartmentFactory, OrganizationFactory, member

SITE = "https://www.example.org"
SAVE = "บันทึกผลตรวจสอบตนเอง"
PUBLISHED, ADDRESS = "เผยแพร่แล้ว", "ที่อยู่ของข้อมูลบนเว็บไซต์ (URL)"


@pytest.fixture
def clerk(transactional_db: None) -> User:
    """Return a clerk whose agency answered two items last year."""
    agency = OrganizationFactory()
    DepartmentFactory(organization=agency, name="กองคลัง")
    answer(agency, "O42", year=2563, published=True, url=f"{SITE}/measures-2563")
    answer(agency, "O1", year=2563, published=True, url=f"{SITE}/structure")
    return member("staff", agency)


def agency_of(user: User) -> Organization:
    organization = Membership.objects.get(user=user).organization
    assert organization is not None
    return organization


def test_from_last_year_s_addresses_to_the_expected_score(
    clerk: User, signed_in_page: Callable[[User], Page], live_server: Any
) -> None:
    page = signed_in_page(clerk)
    page.goto(f"{live_server.url}/o/{agency_of(clerk).code}/2564/")
    page.get_by_role("link", name="ตรวจสอบตนเอง (OIT)").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ปีงบประมาณ 2564")
    expect(page.locator(".oit-first li").first).to_contain_text("O42")

    # last year's addresses come as proposals that count for nothing
    page.get_by_role("button", name="ยกคำตอบจากปีก่อน").click()
    expect(page.locator("#messages")).to_contain_text("ยกคำตอบจากปีก่อนมา 2 ข้อ")
    expect(page.locator("#O42")).to_contain_text("รอยืนยัน")
    expect(page.locator("main")).to_contain_text("เผยแพร่แล้ว 0 จาก 43 ข้อ")

    # the list of what to do first leads to the item; one slip is told at its field, nothing typed is lost
    page.locator(".oit-first").get_by_role("link", name="O42").click()
    measures = page.get_by_role("group", name="O42")
    measures.get_by_label(PUBLISHED).check()
    measures.get_by_label(ADDRESS).fill("มาตรการ ปี 2564")
    spending = page.get_by_role("group", name="O18")
    spending.get_by_label(PUBLISHED).check()
    spending.get_by_label(ADDRESS).fill("www.example.org/spending")
    spending.get_by_label("ผู้รับผิดชอบ").select_option(label="กองคลัง")
    page.get_by_role("button", name=SAVE).click()
    expect(page.locator("#errors")).to_contain_text("โปรดแก้ไข 1 ช่อง")
    page.locator("#errors").get_by_role("link").click()
    expect(measures.get_by_label(ADDRESS)).to_be_focused()
    expect(spending.get_by_label(ADDRESS)).to_have_value("www.example.org/spending")
    measures.get_by_label(ADDRESS).fill(f"{SITE}/measures-2564")
    page.get_by_role("button", name=SAVE).click()

    # the expected score, and who changed what
    expect(page.locator("#messages")).to_contain_text("บันทึกผลตรวจสอบตนเอง 2 ข้อแล้ว")
    expect(page.locator(".oit-figures")).to_contain_text("25.00")
    expect(page.locator("main")).to_contain_text("เผยแพร่แล้ว 2 จาก 43 ข้อ")
    expect(page.locator("#O42")).not_to_contain_text("รอยืนยัน")
    page.get_by_role("link", name="ประวัติการแก้ไข").click()
    expect(page.locator(".oit-history li").first).to_contain_text(str(clerk))
    expect(page.locator(".oit-history")).to_contain_text(f"{SITE}/measures-2564")


def test_enter_in_a_field_saves_and_carries_nothing(
    clerk: User, signed_in_page: Callable[[User], Page], live_server: Any
) -> None:
    page = signed_in_page(clerk)
    page.goto(f"{live_server.url}/o/{agency_of(clerk).code}/2564/oit/")
    address = page.get_by_role("group", name="O18").get_by_label(ADDRESS)
    address.fill(f"{SITE}/spending")
    address.press("Enter")
    expect(page.locator("#messages")).to_contain_text("บันทึกผลตรวจสอบตนเอง 1 ข้อแล้ว")
    expect(page.get_by_role("button", name="ยกคำตอบจากปีก่อน")).to_be_visible()
    assert not DisclosureAnswer.objects.filter(carried=True).exists()


def test_on_a_phone_without_scripts_two_people_lose_nothing(
    clerk: User, browser: Browser, client: Any, live_server: Any
) -> None:
    agency = agency_of(clerk)
    context = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/o/{agency.code}/2564/oit/")
    answer(agency, "O5", user=member("admin", agency), url=f"{SITE}/theirs")
    item = page.get_by_role("group", name="O5")
    item.get_by_label(ADDRESS).fill(f"{SITE}/mine")
    page.get_by_role("group", name="O6").get_by_label(PUBLISHED).check()
    page.get_by_role("button", name=SAVE).click()
    expect(page.locator("#conflicts")).to_contain_text("O5")
    expect(item).to_contain_text(f"{SITE}/theirs")
    expect(item.get_by_label(ADDRESS)).to_have_value(f"{SITE}/mine")
    item.get_by_label("ใช้ที่บันทึกไว้").check()
    page.get_by_role("button", name=SAVE).click()
    expect(page.locator("#conflicts")).to_have_count(0)
    stored = {row.item.code: row for row in DisclosureAnswer.objects.filter(changed_by__isnull=False)}
    assert stored["O5"].url == f"{SITE}/theirs"
    assert stored["O6"].published
    context.close()
