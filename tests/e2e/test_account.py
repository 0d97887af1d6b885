"""Two-step sign-in in a real browser, under the strict policy: set up, use, use a recovery code."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from organizations.models import User
from tests.e2e.conftest import PASSWORD
from tests.factories import OrganizationFactory, member

STEP_SECONDS = 30


def one_time_code(secret: str, at: float) -> str:
    """Return the six digits of an authenticator app (RFC 6238: SHA-1, steps of 30 seconds)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(at) // STEP_SECONDS), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFF_FFFF
    return f"{number % 1_000_000:06}"


def test_the_code_is_the_standard_s_own() -> None:
    secret = base64.b32encode(b"12345678901234567890").decode()
    codes = [one_time_code(secret, at) for at in (59, 1111111109, 20000000000)]
    assert codes == ["287082", "081804", "353130"]


@pytest.fixture
def clerk(transactional_db: None) -> User:
    return member("staff", OrganizationFactory())


def test_two_step_sign_in_is_set_up_and_used(
    clerk: User, live_server: Any, signed_in_page: Callable[[User], Page]
) -> None:
    page = signed_in_page(clerk)
    noise: list[str] = []
    page.on("console", lambda line: noise.append(line.text) if line.type == "error" else None)
    secret = set_up(page, live_server.url)
    assert noise == []

    page.context.clear_cookies()
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_label("ชื่อผู้ใช้").fill(clerk.username)
    page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    page.goto(f"{live_server.url}/")  # the password alone opens nothing
    expect(page.get_by_role("heading", level=1)).to_have_text("ยืนยันตัวตนชั้นที่สอง")
    # The code of the step before has been used up by setting up; the next one is accepted early.
    page.locator("input[name=code]").fill(one_time_code(secret, time.time() + STEP_SECONDS))
    page.locator("input[name=code]").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("งานของฉัน")


def set_up(page: Page, address: str) -> str:
    """Go through the pages that switch the app on; return its secret."""
    page.goto(f"{address}/accounts/2fa/")
    page.get_by_role("link", name="เปิดใช้แอปยืนยันตัวตน").click()
    picture, password = page.locator("img.portal-qr"), page.get_by_label("รหัสผ่าน", exact=True)
    expect(password.or_(picture)).to_be_visible()
    if password.count():  # asked again before a change of this weight
        password.fill(PASSWORD)
        page.get_by_role("button", name="ยืนยัน").click()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth > 0")  # the policy lets it through
    secret = page.locator("main code").inner_text()
    page.locator("input[name=code]").fill(one_time_code(secret, time.time()))
    page.get_by_role("button", name="เปิดใช้").click()
    expect(page.locator("#messages")).to_contain_text("ยืนยันตัวตน")
    return secret
