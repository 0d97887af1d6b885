"""Typing scores in a real browser: the keys, a pasted column, live figures, the cursor on a mistake."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from assessments.models import Assessment
from organizations.models import Organization, User
from tests.assessments.sheet_forms import S2_THAI, url

SignInPage = Callable[[User], Page]

# A paste as the browser reports it; the clipboard itself is closed to a page without a person.
PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(event);
}"""


def open_sheet(page: Page, live_server: Any, organization: Organization) -> None:
    page.goto(f"{live_server.url}{url(organization)}")


def values(page: Page) -> list[str]:
    return [page.input_value(f"#score-{number}") for number in range(1, 11)]


def test_total_and_level_follow_what_is_typed(
    signed_in_page: SignInPage, live_server: Any, staff: User, organization: Organization
) -> None:
    page = signed_in_page(staff)
    open_sheet(page, live_server, organization)
    page.focus("#score-1")
    for score in S2_THAI:
        page.keyboard.type(score)
        page.keyboard.press("Enter")
    expect(page.locator("#announced_total")).to_be_focused()
    expect(page.locator("#total")).to_have_text("82.86")
    expect(page.locator("#total-bar .level-badge")).to_have_text("B")
    expect(page.locator("#mean-OIT")).to_have_text("62.17")
    assert not Assessment.objects.exists()
    page.get_by_role("button", name="บันทึกร่าง").click()
    expect(page.get_by_text("บันทึกคะแนน 10 ตัวชี้วัด")).to_be_visible()


def test_arrows_move_along_the_column(
    signed_in_page: SignInPage, live_server: Any, staff: User, organization: Organization
) -> None:
    page = signed_in_page(staff)
    open_sheet(page, live_server, organization)
    page.focus("#score-5")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#score-6")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#score-4")).to_be_focused()


def test_a_pasted_column_fills_the_fields_below(
    signed_in_page: SignInPage, live_server: Any, staff: User, organization: Organization
) -> None:
    page = signed_in_page(staff)
    open_sheet(page, live_server, organization)
    page.focus("#score-1")
    page.evaluate(PASTE, "\r\n".join(S2_THAI) + "\r\n")
    assert values(page) == S2_THAI
    expect(page.locator("#total")).to_have_text("82.86")
    page.focus("#score-9")
    page.evaluate(PASTE, "ก\t1\nข\t2\nค\t3\n")
    assert values(page)[8:] == ["1", "2"]
    expect(page.locator("#sheet-note")).to_contain_text("อีก 1 ค่าไม่มีช่องให้วาง")


def test_the_cursor_goes_to_the_first_mistake(
    signed_in_page: SignInPage, live_server: Any, staff: User, organization: Organization
) -> None:
    page = signed_in_page(staff)
    open_sheet(page, live_server, organization)
    page.fill("#score-2", "๘๙.๔๓")
    page.fill("#score-6", "แปดสิบ")
    page.get_by_role("button", name="บันทึกร่าง").click()
    expect(page.locator("#score-6")).to_be_focused()
    assert (page.input_value("#score-2"), page.input_value("#score-6")) == ("๘๙.๔๓", "แปดสิบ")


def test_the_sheet_saves_without_scripts(
    browser: Any, live_server: Any, staff: User, organization: Organization, client: Any
) -> None:
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    context = browser.new_context(java_script_enabled=False)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    open_sheet(page, live_server, organization)
    page.fill("#score-1", "๑๐๐")
    page.get_by_role("button", name="บันทึกร่าง").click()
    expect(page.get_by_text("บันทึกคะแนน 1 ตัวชี้วัด")).to_be_visible()
    expect(page.locator("#score-1")).to_have_value("100.00")
    context.close()
