"""A new fiscal year without code: copied in the administration site, then used by a clerk at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from assessments.models import Assessment
from organizations.models import Organization, User
from tests.factories import OrganizationFactory, UserFactory, member


@pytest.fixture
def agency(transactional_db: None) -> Organization:
    return OrganizationFactory()


def test_a_copied_edition_takes_scores(
    agency: Organization, live_server: Any, signed_in_page: Callable[[User], Page]
) -> None:
    page = signed_in_page(UserFactory(is_staff=True, is_superuser=True))
    page.goto(f"{live_server.url}/admin/assessments/fiscalyear/")
    page.get_by_role("row", name="2569").get_by_role("checkbox").check()
    page.locator("select[name=action]").select_option(label="คัดลอกเป็นปีใหม่")
    page.locator("button[name=index]").click()
    expect(page.locator(".messagelist")).to_contain_text("คัดลอกเป็นปีงบประมาณ 2570 แล้ว")

    clerk = signed_in_page(member("staff", agency))
    clerk.goto(f"{live_server.url}/o/{agency.code}/2570/scores/")
    expect(clerk.locator("main")).to_contain_text("ยังไม่ได้รับการยืนยัน")
    for number in range(1, 11):
        clerk.locator(f"#score-{number}").fill("97")
    clerk.get_by_role("button", name="บันทึกร่าง").click()
    expect(clerk.locator("#messages")).to_contain_text("บันทึกคะแนน 10 ตัวชี้วัด")
    stored = Assessment.objects.get(fiscal_year__year=2570)
    assert str(stored.total) == "97.00"
    clerk.goto(f"{live_server.url}/o/{agency.code}/2570/")
    expect(clerk.locator("main")).to_contain_text("97.00")
