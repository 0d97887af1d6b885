"""The keys of every page: "/" goes to the search field, "?" tells the keys, and both can be turned off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from organizations.models import Organization, User
from tests.assessments.sheet_forms import url
from tests.factories import OrganizationFactory, member
from tests.measures.makers import make_measure, make_plan, scored

SignIn = Callable[[User], Page]
PRESS = "key => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}))"


@pytest.fixture
def agency(transactional_db: None) -> Organization:
    return OrganizationFactory(name="ทดสอบ")


@pytest.fixture
def desk(agency: Organization, signed_in_page: SignIn) -> Iterator[Page]:
    """Return the page of an auditor; nothing may be refused by the content security policy."""
    page = signed_in_page(member("auditor", agency))
    noise: list[str] = []
    page.on("console", lambda line: noise.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: noise.append(str(error)))
    yield page
    assert noise == []


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog", name="แป้นลัด")


@pytest.mark.parametrize("key", ["?", "ฦ"])
def test_a_question_mark_tells_the_keys_until_escape(desk: Page, key: str) -> None:
    expect(dialog(desk)).to_have_count(0)
    press(desk, key)
    expect(dialog(desk)).to_be_visible()
    for told in ("ไปที่ช่องค้นหา", "แสดงแป้นลัด", "ไปช่องถัดไป", "กลับไปช่องก่อนหน้า", "วางคะแนน"):
        expect(dialog(desk)).to_contain_text(told)
    expect(dialog(desk).get_by_role("button", name="ปิด")).to_be_focused()
    desk.keyboard.press("Escape")
    expect(dialog(desk)).to_have_count(0)


def test_its_button_closes_it_too(desk: Page) -> None:
    press(desk, "?")
    dialog(desk).get_by_role("button", name="ปิด").click()
    expect(dialog(desk)).to_have_count(0)
    assert desk.url.endswith("/")


@pytest.mark.parametrize("key", ["/", "ฝ"])
def test_a_slash_goes_to_the_search_field(desk: Page, key: str, live_server: Any) -> None:
    desk.goto(f"{live_server.url}/archive/")
    press(desk, key)
    field = desk.get_by_role("searchbox", name="ค้นหา")
    expect(field).to_be_focused()
    expect(field).to_have_value("")


def test_a_search_field_that_is_folded_away_is_opened(
    agency: Organization, desk: Page, live_server: Any
) -> None:
    standing = scored(agency)
    make_measure(make_plan(agency))
    desk.goto(f"{live_server.url}/o/{agency.code}/{standing.year}/measures/")
    field = desk.get_by_label("ค้นหา", exact=True)
    expect(field).to_be_hidden()
    press(desk, "/")
    expect(field).to_be_focused()


def test_who_types_is_left_alone(desk: Page, live_server: Any) -> None:
    desk.goto(f"{live_server.url}/archive/")
    field = desk.get_by_role("searchbox", name="ค้นหา")
    field.focus()
    desk.keyboard.type("/?")
    expect(field).to_have_value("/?")
    expect(dialog(desk)).to_have_count(0)


def test_nor_does_a_key_with_another_tell_anything(desk: Page) -> None:
    desk.keyboard.press("Control+?")
    desk.keyboard.press("Alt+?")
    expect(dialog(desk)).to_have_count(0)


def test_the_keys_can_be_turned_off_and_on_again(desk: Page) -> None:
    press(desk, "?")
    wanted = dialog(desk).get_by_role("checkbox", name="ใช้แป้นลัด")
    expect(wanted).to_be_checked()
    wanted.uncheck()
    desk.keyboard.press("Escape")
    desk.reload()
    press(desk, "?")
    expect(dialog(desk)).to_have_count(0)
    open_from_menu(desk)
    expect(wanted).not_to_be_checked()
    wanted.check()
    desk.keyboard.press("Escape")
    press(desk, "?")
    expect(dialog(desk)).to_be_visible()


def test_a_box_that_is_ticked_is_no_typing(desk: Page) -> None:
    """The box of the dialog keeps the focus until the browser draws again: a quick "?" comes from it."""
    open_from_menu(desk)
    desk.evaluate(
        """() => {
            document.getElementById("keys").close();
            const key = new KeyboardEvent("keydown", {key: "?", bubbles: true});
            document.getElementById("keys-wanted").dispatchEvent(key);
        }"""
    )
    expect(dialog(desk)).to_be_visible()


def test_the_keyboard_is_back_at_the_menu_when_the_dialog_closes(desk: Page) -> None:
    open_from_menu(desk)
    desk.keyboard.press("Escape")
    expect(dialog(desk)).to_have_count(0)
    expect(menu(desk)).to_be_focused()


def test_what_is_told_of_the_score_sheet_is_so(
    agency: Organization, signed_in_page: SignIn, live_server: Any
) -> None:
    page = signed_in_page(member("staff", agency))
    page.goto(f"{live_server.url}{url(agency)}")
    page.focus("#score-1")
    for key, reached in (("Enter", 2), ("ArrowDown", 3), ("Shift+Enter", 2), ("ArrowUp", 1)):
        page.keyboard.press(key)
        expect(page.locator(f"#score-{reached}")).to_be_focused()


def menu(page: Page) -> Locator:
    return page.locator(".portal-top-tools .dropdown-toggle").last


def open_from_menu(page: Page) -> None:
    menu(page).click()
    page.get_by_role("button", name="แป้นลัด", exact=True).click()
    expect(dialog(page)).to_be_visible()


def press(page: Page, key: str) -> None:
    """Press a key as a keyboard with this sign on it does."""
    if key.isascii():
        page.keyboard.press(key)
    else:
        page.evaluate(PRESS, key)
