"""Journeys in a real browser: the system's Chromium against a live server."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from organizations.models import User

# Playwright runs an event loop in the test's thread, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A busy machine may take its time; a wait that is met costs none of it.
expect.set_options(timeout=20_000)

PASSWORD = "a-sample-passphrase"  # of users that live for one test
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as a journey."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("e2e")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the system's Chromium; Playwright's own browsers are not needed."""
    return browser_type_launch_args | {"executable_path": shutil.which("chromium"), "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Browse as a Thai office does."""
    return browser_context_args | {"locale": "th-TH", "timezone_id": "Asia/Bangkok"}


@pytest.fixture
def signed_in_page(page: Page, live_server: Any) -> Callable[[User], Page]:
    """Return a function that signs a user in through the sign-in page."""

    def sign_in(user: User) -> Page:
        user.set_password(PASSWORD)
        user.save()
        page.context.clear_cookies()
        page.goto(f"{live_server.url}/accounts/login/")
        page.get_by_label("ชื่อผู้ใช้").fill(user.username)
        page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="เข้าสู่ระบบ").click()
        page.wait_for_url(f"{live_server.url}/")  # with its scripts: the next step may be a key
        return page

    return sign_in
