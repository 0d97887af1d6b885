"""The memo over five people: submitted, returned, revised, endorsed, issued, and checked by an auditor."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from organizations.models import User
from reports.services import review
from tests.factories import OrganizationFactory, member
from tests.reports.makers import TITLES, Office, office
from thai.dates import full_date

SignIn = Callable[[User], Page]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
COMMENTS = ("เห็นควรเสนอเพื่อพิจารณา", "เห็นควรดำเนินการต่อ", "ทราบ")


@pytest.fixture
def ready(transactional_db: None) -> Office:
    return office(OrganizationFactory(name="น้ำเต้า", district="บางบาล", province="พระนครศรีอยุธยา"))


@pytest.fixture
def memo_url(ready: Office, live_server: Any) -> str:
    return f"{live_server.url}/o/{ready.organization.code}/2564/memo/"


def submit(page: Page, memo_url: str) -> None:
    page.goto(memo_url)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="เสนอพิจารณา").click()
    expect(page.locator("#messages")).to_contain_text("เสนอบันทึกข้อความตามลำดับแล้ว")


def open_from_inbox(page: Page) -> None:
    """Go the way of a person with a phone: the bell, the one memo that waits."""
    page.set_viewport_size(PHONE)
    page.get_by_role("link", name="เรื่องรอพิจารณา 1 เรื่อง").click()
    page.get_by_role("link", name=re.compile("บันทึกข้อความ อบต.น้ำเต้า")).click()


def comment(page: Page, phrase: str, button: str) -> None:
    open_from_inbox(page)
    page.get_by_role("button", name=phrase, exact=True).click()
    page.get_by_role("button", name=button).click()
    expect(page.locator("#messages")).to_contain_text("บันทึกความเห็น")


def send_back(page: Page, reason: str) -> None:
    open_from_inbox(page)
    page.get_by_role("textbox", name="ความเห็น").fill(reason)
    page.get_by_role("button", name="ส่งคืนแก้ไข").click()
    expect(page.locator("#messages")).to_contain_text("ส่งคืนบันทึกข้อความ")


def mend(page: Page, memo_url: str, reason: str) -> None:
    page.set_viewport_size(DESK)
    page.goto(memo_url)
    expect(page.locator(".review-steps")).to_contain_text(reason)
    page.get_by_label("ชั้นความเร็ว").select_option("ด่วน")
    page.get_by_role("button", name="บันทึก", exact=True).click()
    submit(page, memo_url)


def issue(page: Page, memo_url: str) -> None:
    page.set_viewport_size(DESK)
    page.goto(memo_url)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="ออกเอกสาร").click()
    expect(page.locator("#messages")).to_contain_text("ออกเอกสาร 4 ฉบับ", timeout=60_000)


def fetch_from_archive(page: Page, live_server: Any) -> bytes:
    page.goto(f"{live_server.url}/archive/")
    page.get_by_role("link", name="บันทึกข้อความ", exact=True).click()
    with page.expect_download() as caught:
        page.get_by_role("link", name="ดาวน์โหลด", exact=True).click()
    return Path(caught.value.path()).read_bytes()


def verify(page: Page, content: bytes) -> None:
    page.get_by_label(re.compile("เลือกไฟล์ PDF")).set_input_files(
        {"name": "เอกสาร.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    page.get_by_role("button", name="ตรวจไฟล์").click()


def printed(content: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def test_the_memo_goes_its_way(
    ready: Office, memo_url: str, live_server: Any, signed_in_page: SignIn
) -> None:
    reason = "โปรดระบุชั้นความเร็ว"
    submit(signed_in_page(ready.author), memo_url)
    comment(signed_in_page(ready.head), COMMENTS[0], "เห็นชอบและส่งต่อ")
    send_back(signed_in_page(ready.chief), reason)
    mend(signed_in_page(ready.author), memo_url, reason)
    comment(signed_in_page(ready.head), COMMENTS[0], "เห็นชอบและส่งต่อ")
    comment(signed_in_page(ready.chief), COMMENTS[1], "เห็นชอบและส่งต่อ")
    comment(signed_in_page(ready.mayor), COMMENTS[2], "ทราบและส่งต่อ")
    issue(signed_in_page(ready.author), memo_url)

    page = signed_in_page(member("auditor", province="พระนครศรีอยุธยา"))
    content = fetch_from_archive(page, live_server)
    text = printed(content)
    places = [text.index(f"ความเห็นของ{title} {said}") for title, said in zip(TITLES, COMMENTS, strict=True)]
    assert places == sorted(places)
    assert text[places[0] :].count(full_date(timezone.localdate())) >= len(COMMENTS)
    assert reason not in text

    page.get_by_role("link", name="หน้าตรวจสอบสำหรับบุคคลทั่วไป").click()
    verify(page, content)
    expect(page.get_by_role("status").filter(has_text="ตรงกับที่ออกไว้")).to_be_visible()
    changed = bytearray(content)
    changed[len(changed) // 2] ^= 1
    verify(page, bytes(changed))
    expect(page.get_by_role("alert")).to_contain_text("ไม่ตรง")


def test_a_comment_is_given_without_scripts(
    ready: Office, memo_url: str, live_server: Any, browser: Browser, client: Any
) -> None:
    """The usual phrases need a script, so they are not there; the comment and its buttons do not."""
    review.submit(ready.memo, version=ready.memo.version, user=ready.author)
    client.force_login(ready.head, backend="django.contrib.auth.backends.ModelBackend")
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, locale="th-TH")
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto(f"{memo_url}review/")
    expect(page.get_by_role("textbox", name="ความเห็น")).to_be_visible()
    expect(page.get_by_text(COMMENTS[0], exact=True)).to_be_hidden()
    page.get_by_role("button", name="ทราบและส่งต่อ").click()
    expect(page.locator("#messages")).to_contain_text("บันทึกความเห็น “ทราบ”")
    context.close()


def test_typed_text_is_not_lost_to_another_button(
    ready: Office, memo_url: str, signed_in_page: SignIn
) -> None:
    page = signed_in_page(ready.author)
    page.goto(memo_url)
    subject = page.get_by_label("เรื่อง", exact=True)
    note = page.get_by_role("textbox", name="ข้อความหารือ")
    subject.fill("เรื่องที่พิมพ์ค้างไว้")
    note.fill("ขอหารือ")
    page.get_by_role("button", name="เพิ่มข้อความ").click()
    expect(page.get_by_role("alert")).to_contain_text("“ข้อความในเอกสาร” ที่พิมพ์ไว้ยังไม่ได้บันทึก")
    expect(subject).to_have_value("เรื่องที่พิมพ์ค้างไว้")
    note.fill("")
    asked: list[str] = []
    page.on("dialog", lambda question: (asked.append(question.type), question.accept()))
    page.get_by_role("button", name="บันทึก", exact=True).dblclick()
    expect(page.locator("#messages")).to_contain_text("บันทึกการแก้ไขบันทึกข้อความ")
    expect(subject).to_have_value("เรื่องที่พิมพ์ค้างไว้")
    assert asked == []  # a double click is no wish to leave
    submit(page, memo_url)


def test_a_memo_is_read_on_a_phone(ready: Office, memo_url: str, signed_in_page: SignIn) -> None:
    submit(signed_in_page(ready.author), memo_url)
    page = signed_in_page(ready.head)
    open_from_inbox(page)
    frame = page.locator("iframe.memo-paper")
    text = page.frame_locator("iframe.memo-paper").locator("body.paper")
    expect(text).to_contain_text("จึงเรียนมาเพื่อ")
    assert text.evaluate("body => getComputedStyle(body).zoom") == "1"
    assert text.evaluate("body => body.scrollWidth <= innerWidth")
    expect(frame).to_have_attribute("style", re.compile("height"))
    page.wait_for_function(
        "() => { const f = document.querySelector('iframe.memo-paper'); "
        "return f.clientHeight >= f.contentDocument.body.offsetHeight }"
    )
