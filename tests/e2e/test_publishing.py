"""From issued documents to what a citizen reads, and back: published, read without signing in, ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from organizations.models import User
from reports.services.issuing import issue
from tests.factories import OrganizationFactory, member
from tests.reports.makers import completed

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def clerk(transactional_db: None) -> User:
    """Return the clerk of an agency whose documents were really issued."""
    agency = OrganizationFactory(name="ทดสอบ")
    clerk = member("staff", agency)
    issue(completed(agency), user=clerk)
    return clerk


@pytest.fixture
def citizen(browser: Browser, browser_context_args: dict[str, Any], live_server: Any) -> Iterator[Page]:
    """Return the phone of somebody who has no account."""
    context: BrowserContext = browser.new_context(
        **browser_context_args, viewport=PHONE, base_url=live_server.url
    )
    yield context.new_page()
    context.close()


def test_published_read_and_ended(clerk: User, signed_in_page: Callable[[User], Page], citizen: Page) -> None:
    page = signed_in_page(clerk)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.get_by_role("link", name="เผยแพร่").first.click()
    page.get_by_role("button", name="เผยแพร่ มาตรการส่งเสริมคุณธรรม").dblclick()
    expect(page.get_by_text("เผยแพร่อยู่")).to_be_visible()
    address = page.get_by_role("region", name="ที่อยู่ของหน้าเผยแพร่").get_by_role("link").get_attribute("href")
    assert address
    assert len(asked) == 1

    assert citizen.goto(address).status == 200
    expect(citizen.get_by_text("คะแนนรวม 82.86 คะแนน ระดับ B")).to_be_visible()
    assert citizen.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    file = citizen.get_by_role("link", name="มาตรการส่งเสริมคุณธรรม").first.get_attribute("href")
    answer = citizen.request.get(file)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    citizen.get_by_role("link", name="ตรวจสอบว่าเป็นเอกสารที่ออกจริง").click()
    citizen.get_by_label("เลือกไฟล์ PDF").set_input_files(
        {"name": "มาตรการ.pdf", "mimeType": "application/pdf", "buffer": answer.body()}
    )
    citizen.get_by_role("button", name="ตรวจไฟล์").click()
    expect(citizen.get_by_role("status")).to_contain_text("ตรงกับที่ออกไว้")

    page.get_by_text("ยกเลิกการเผยแพร่").first.click()
    page.get_by_role("button", name="ยกเลิกการเผยแพร่").click()
    expect(page.get_by_label("เหตุผลที่ยกเลิกการเผยแพร่")).to_be_visible()
    page.get_by_label("เหตุผลที่ยกเลิกการเผยแพร่").fill("รอฉบับแก้ไข")
    page.get_by_role("button", name="ยกเลิกการเผยแพร่").click()
    expect(page.get_by_text("เผยแพร่อยู่")).to_have_count(0)
    assert citizen.goto(address).status == 404
