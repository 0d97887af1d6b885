"""The register of issued documents on a phone: read without scrolling sideways, still a table to all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from organizations.models import Organization, User
from reports.models import IssuedDocument
from tests.factories import OrganizationFactory, member
from tests.reports.makers import issued_document, revision

PHONE = {"width": 390, "height": 844}
LONG = "รายงานผลการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ ประจำปีงบประมาณ"


@pytest.fixture
def agency(transactional_db: None) -> Organization:
    """Return an agency that issued a document of every kind."""
    agency = OrganizationFactory(name="ทดสอบ")
    source = revision(agency)
    for number, kind in enumerate(IssuedDocument.Kind):
        issued_document(
            agency, revision=source, kind=kind, subject=LONG, number=f"ตย 00000/{number}", level="B"
        )
    return agency


@pytest.fixture
def register(agency: Organization, signed_in_page: Callable[[User], Page]) -> Page:
    page = signed_in_page(member("auditor", agency))
    page.set_viewport_size(PHONE)
    page.get_by_role("link", name="คลังเอกสาร", exact=True).click()
    return page


def test_name_and_file_come_first_and_nothing_scrolls_sideways(register: Page) -> None:
    region = register.get_by_role("region", name="ทะเบียนเอกสาร")
    assert region.evaluate("frame => frame.scrollWidth <= frame.clientWidth")
    row = region.get_by_role("row").nth(1)
    name = row.get_by_role("rowheader").get_by_role("link").bounding_box()
    file = row.get_by_role("link", name="ดาวน์โหลด").bounding_box()
    facts = [cell.bounding_box() for cell in row.locator("[data-label]").all()]
    assert name and file
    assert name["x"] + name["width"] <= file["x"]
    assert file["x"] + file["width"] <= PHONE["width"]
    assert len(facts) == 6
    assert all(fact and fact["y"] > file["y"] and fact["y"] > name["y"] for fact in facts)


def test_it_stays_a_table_with_its_orders(register: Page) -> None:
    table = register.get_by_role("table")
    expect(table.get_by_role("row")).to_have_count(5)
    expect(table.get_by_role("columnheader")).to_have_count(9)
    register.get_by_role("columnheader", name="ที่", exact=True).get_by_role("link").click()
    register.get_by_role("columnheader", name="ที่").first.get_by_role("link").click()
    expect(table.get_by_role("row").nth(1)).to_contain_text("ตย 00000/3")


def test_one_document_is_fetched_with_one_tap(register: Page) -> None:
    with register.expect_download() as caught:
        register.get_by_role("row").nth(1).get_by_role("link", name="ดาวน์โหลด").click()
    assert Path(caught.value.path()).read_bytes().startswith(b"%PDF-")
