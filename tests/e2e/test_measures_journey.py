"""From weakness to proof: draft, edit in place, solve a finding, report with evidence, read the round."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from organizations.models import Membership, Organization, User
from tests.factories import DepartmentFactory, OrganizationFactory, member
from tests.measures.makers import PDF, scored


@pytest.fixture
def staff(transactional_db: None) -> User:
    """Return a clerk of an agency whose result has two weaknesses."""
    organization = OrganizationFactory()
    DepartmentFactory(organization=organization, name="สำนักปลัด")
    scored(organization)
    return member("staff", organization)


def organization_of(user: User) -> Organization:
    organization = Membership.objects.get(user=user).organization
    assert organization is not None
    return organization


def test_from_weakness_to_proof(
    staff: User, signed_in_page: Callable[[User], Page], live_server: Any, tmp_path: Path
) -> None:
    page = signed_in_page(staff)
    home = f"{live_server.url}/o/{organization_of(staff).code}/2564/measures/"

    page.goto(home)
    expect(page.locator(".measure-findings li")).to_have_count(2)
    page.get_by_role("link", name="ร่างจากจุดอ่อน").click()
    expect(page.locator("input[name=suggestion]:checked")).to_have_count(2)
    page.locator("input[name=suggestion]:checked").first.uncheck()
    page.get_by_role("button", name="เพิ่มมาตรการที่เลือก").click()
    expect(page.get_by_text("เพิ่มมาตรการจากข้อเสนอ 1 รายการแล้ว")).to_be_visible()
    expect(page.locator(".measure-findings li")).to_have_count(1)

    # edit in place, without leaving the table
    page.locator("tr[data-move]").get_by_title("แก้ไข").click()
    approach = page.locator("[data-inline] [name=approach]")
    approach.fill("ปรับปรุงเว็บไซต์ให้ครบทุกรายการ")
    page.locator("[data-inline]").get_by_role("button", name="บันทึก").click()
    expect(page.get_by_role("link", name="ปรับปรุงเว็บไซต์ให้ครบทุกรายการ", exact=True)).to_be_visible()

    # the finding leads to the form with its indicator chosen
    page.locator(".measure-findings").get_by_role("link", name="เพิ่มมาตรการ").click()
    expect(page.locator("[name=indicator] option:checked")).to_contain_text("10 ")
    page.locator("[name=approach]").fill("ประเมินความเสี่ยงการทุจริต")
    page.locator("[name=method]").fill("แต่งตั้งคณะทำงาน\nประเมินความเสี่ยง")
    page.get_by_label("สำนักปลัด").check()
    page.get_by_role("button", name="บันทึก").click()
    expect(page.locator(".measure-findings")).to_have_count(0)

    # progress with a file as evidence
    proof = tmp_path / "รายงานการประชุม.pdf"
    proof.write_bytes(PDF)
    page.get_by_role("link", name="ประเมินความเสี่ยงการทุจริต", exact=True).click()
    page.locator("[name=on]").fill("๑๕ ม.ค. ๒๕๖๕")
    page.locator("[name=percent]").fill("๑๐๐")
    page.locator("[name=done]").fill("ประเมินแล้วเสร็จ")
    page.locator("#progress-form [name=file]").set_input_files(proof)
    page.get_by_role("button", name="บันทึกความคืบหน้า").click()
    expect(page.get_by_role("link", name="รายงานการประชุม.pdf")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="รายงานการประชุม.pdf").click()
    assert download.value.suggested_filename == "รายงานการประชุม.pdf"
    assert download.value.path().read_bytes() == PDF

    # the year's end round holds both measures and the proof
    page.goto(f"{home}rounds/year-end/")
    for words in ("ปรับปรุงเว็บไซต์ให้ครบทุกรายการ", "ประเมินความเสี่ยงการทุจริต", "รายงานการประชุม.pdf"):
        expect(page.locator("table").get_by_text(words)).to_be_visible()


def test_deleting_can_be_undone_from_the_message(
    staff: User, signed_in_page: Callable[[User], Page], live_server: Any
) -> None:
    page = signed_in_page(staff)
    page.goto(f"{live_server.url}/o/{organization_of(staff).code}/2564/measures/draft/")
    page.get_by_role("button", name="เพิ่มมาตรการที่เลือก").click()
    rows = page.locator("tr[data-move]")
    expect(rows).to_have_count(2)
    rows.first.get_by_title("ลบ").click()
    page.get_by_role("button", name="ลบมาตรการ").click()
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="เลิกทำ").click()
    expect(rows).to_have_count(2)
