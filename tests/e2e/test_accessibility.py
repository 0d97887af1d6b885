"""Every page at desk and phone width: axe finds nothing, nothing scrolls sideways, a quiet console."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Page

from assessments.frameworks import edition_of
from assessments.models import FiscalYear
from assessments.services.disclosure import carry_answers
from assessments.services.entry import save_figures
from assessments.services.figures import Figures
from organizations.models import Organization, User
from tests.assessments.answers import answer
from tests.factories import DepartmentFactory, OrganizationFactory, member
from tests.guarantees.arguments import arguments_of
from tests.guarantees.routes import Route, own_routes
from tests.reports.makers import issued_document

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Their answers are no pages: health, files, pieces for htmx.
PAGES = [route for route in own_routes() if set(route.parameters) <= {"code", "year"}]
SCORES = {number: Decimal(97 - 4 * number) for number in range(1, 11)}


@pytest.fixture
def agency(transactional_db: None) -> Organization:
    """Return an agency with a result, so that the pages have something to show."""
    agency = OrganizationFactory(name="ทดสอบการเข้าถึง")
    DepartmentFactory(organization=agency)
    edition = edition_of(FiscalYear.objects.get(year=2564))
    save_figures(agency, edition, Figures(SCORES), version=0, user=None)
    issued_document(agency)
    # An answer to read, one to confirm, and next to them what waits for an answer.
    answer(agency, "O1", published=True, url="https://www.example.org/structure", note="ตัวอย่าง")
    answer(agency, "O2", year=2563, url="https://www.example.org/executives")
    carry_answers(agency, edition, user=None)
    answer(agency, "O3", year=2563, url="https://www.example.org/duties")
    return agency


@pytest.fixture
def visitor(browser: Browser, agency: Organization, live_server: Any, client: Any) -> Iterator[Page]:
    """Return a page of an administrator; the CSP steps aside for axe's own script only."""
    context = browser.new_context(bypass_csp=True, locale="th-TH")
    user: User = member("admin", agency)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    yield context.new_page()
    context.close()


def address(route: Route, agency: Organization) -> str:
    return reverse(route.name, kwargs=arguments_of(route, agency))


def violations(page: Page) -> list[str]:
    """Run axe on the page as it stands."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [
        f"{item['id']}: {node['target']} {node['failureSummary']}"
        for item in found["violations"]
        for node in item["nodes"]
    ]


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_is_accessible_and_fits(
    width: int, visitor: Page, agency: Organization, live_server: Any, client: Any
) -> None:
    visitor.set_viewport_size({"width": width, "height": 900})
    noise: list[str] = []
    visitor.on("console", lambda line: noise.append(line.text) if line.type == "error" else None)
    problems: dict[str, Any] = {}
    seen = 0
    for route in PAGES:
        answer = client.get(address(route, agency))
        if answer.status_code != 200 or not is_page(answer):
            continue
        noise.clear()
        visitor.goto(f"{live_server.url}{address(route, agency)}")
        seen += 1
        wide = visitor.evaluate("document.documentElement.scrollWidth") > width
        found = violations(visitor) + list(noise) + (["scrolls sideways"] if wide else [])
        if found:
            problems[route.name] = found
    assert seen >= 10
    assert problems == {}


@pytest.mark.parametrize("width", [1280, 390])
def test_the_keys_are_told_accessibly(width: int, visitor: Page, live_server: Any) -> None:
    visitor.set_viewport_size({"width": width, "height": 900})
    visitor.goto(f"{live_server.url}/")
    visitor.keyboard.press("?")
    dialog = visitor.get_by_role("dialog").bounding_box()
    assert dialog and dialog["x"] >= 0 and dialog["x"] + dialog["width"] <= width
    assert violations(visitor) == []


def is_page(answer: Any) -> bool:
    """Say whether the answer is a whole page of the portal."""
    return answer["Content-Type"].startswith("text/html") and b"<main" in answer.content
