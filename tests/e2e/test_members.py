"""The lists of people and of agencies on a phone: read without scrolling sideways, still a table to all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from organizations.models import Organization, User
from tests.factories import DepartmentFactory, MembershipFactory, OrganizationFactory, UserFactory, member

LONG = "a.very.long.name.of.a.person.in.an.office@subdistrict-municipality.example.org"
WIDTHS = [390, 820, 1023, 1024, 1280]


@pytest.fixture
def agency(transactional_db: None) -> Organization:
    """Return an agency with a person who was invited and an auditor of the whole country."""
    agency = OrganizationFactory(name="ทดสอบ")
    invited = UserFactory(username="invited", email=LONG)
    invited.set_unusable_password()
    invited.save()
    department = DepartmentFactory(organization=agency, name="กองการศึกษา ศาสนาและวัฒนธรรม")
    MembershipFactory(
        organization=agency, user=invited, department=department, position="นักวิเคราะห์นโยบายและแผนชำนาญการ"
    )
    member("auditor", whole_country=True)
    return agency


@pytest.fixture
def people(agency: Organization, signed_in_page: Callable[[User], Page], live_server: Any) -> Page:
    page = signed_in_page(member("admin", agency))
    page.goto(f"{live_server.url}/o/{agency.code}/members/")
    return page


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_scrolls_sideways(people: Page, width: int) -> None:
    people.set_viewport_size({"width": width, "height": 844})
    region = people.get_by_role("region", name="รายชื่อผู้ใช้")
    assert region.evaluate("frame => frame.scrollWidth <= frame.clientWidth")


@pytest.mark.parametrize("width", WIDTHS)
def test_nor_does_the_list_of_agencies(
    agency: Organization, signed_in_page: Callable[[User], Page], live_server: Any, width: int
) -> None:
    page = signed_in_page(member("admin", whole_country=True))
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{live_server.url}/organizations/")
    region = page.get_by_role("region", name="รายชื่อหน่วยงาน")
    assert region.evaluate("frame => frame.scrollWidth <= frame.clientWidth")
    expect(region.get_by_role("row").nth(1)).to_contain_text(agency.code)


def test_on_a_phone_the_name_is_above_the_facts_and_the_facts_above_the_buttons(people: Page) -> None:
    people.set_viewport_size({"width": 390, "height": 844})
    row = people.get_by_role("row").filter(has_text=LONG)
    parts = [row.get_by_role("rowheader"), row.locator("[data-label]").first, row.get_by_role("button")]
    boxes = [part.bounding_box() for part in parts]
    tops = [box["y"] for box in boxes if box]
    assert len(tops) == 3
    assert tops == sorted(tops)
    button = boxes[-1]
    assert button and button["x"] + button["width"] <= 390
    assert button["height"] >= 44


def test_it_stays_a_table(people: Page) -> None:
    people.set_viewport_size({"width": 390, "height": 844})
    table = people.get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_count(5)
    expect(table.get_by_role("row")).to_have_count(4)


def test_the_invitation_goes_out_again_with_one_tap(people: Page) -> None:
    people.set_viewport_size({"width": 390, "height": 844})
    people.get_by_role("button", name="ส่งคำเชิญอีกครั้ง").click()
    expect(people.locator("#messages")).to_contain_text("ระบบกำลังส่งคำเชิญ")
