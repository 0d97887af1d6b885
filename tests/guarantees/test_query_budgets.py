"""Every page asks the database as often for thirty rows of everything as for one, and never often.

The limits stand here as literal numbers, for all pages at once: who adds a page or a query meets them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.frameworks import edition_of
from assessments.models import FiscalYear
from assessments.services.entry import save_figures
from assessments.services.figures import Figures
from organizations.models import Organization, User
from tests.factories import MembershipFactory, member
from tests.guarantees.arguments import arguments_of
from tests.guarantees.routes import Route, own_routes
from tests.guarantees.rows import YEAR, add_rows, province_person
from tests.reports.makers import memo

pytestmark = pytest.mark.django_db

PAGE, LIST = 20, 12
LISTS = {
    "archive",
    "archive_bundles",
    "departments",
    "imports",
    "inbox",
    "measures",
    "measures_departments",
    "measures_timeline",
    "members",
    "oit_history",
    "organizations",
    "overview_year",
    "public",
    "publishing",
    "scores_trail",
    "trail",
    "verify_search",
}
PAGES = [route for route in own_routes() if set(route.parameters) <= {"code", "year"}]
MANY = 30
IN_SEASON = datetime(2026, 2, 2, 3, tzinfo=UTC)


def limit(name: str) -> int:
    """Return how many queries the page may need."""
    return LIST if name in LISTS else PAGE


def test_every_list_is_a_page() -> None:
    assert not LISTS - {route.name for route in PAGES}


@pytest.fixture
def province() -> User:
    return province_person()


@pytest.fixture
def clerk(organization: Organization) -> User:
    return member("staff", organization)


@pytest.mark.parametrize("visitor", ["province", "clerk"])
def test_no_page_asks_more_for_more_rows(
    visitor: str,
    province: User,
    organization: Organization,
    sign_in: Callable[[User], Client],
    request: pytest.FixtureRequest,
) -> None:
    client = sign_in(request.getfixturevalue(visitor))
    add_rows(organization, province, 1)
    one = counts(client, organization)
    add_rows(organization, province, MANY - 1)
    many = counts(client, organization)
    grown = {name: (one.get(name), number) for name, number in many.items() if one.get(name) != number}
    assert grown == {}
    assert {name: number for name, number in many.items() if number > limit(name)} == {}
    assert len(many) >= 15


def test_home_keeps_to_its_limit_for_who_enters_and_decides_in_the_months_of_disclosure(
    organization: Organization,
    clerk: User,
    province: User,
    sign_in: Callable[[User], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody's home asks more: both inboxes, the course of the year and the items still to publish."""
    MembershipFactory(user=clerk, role="executive", organization=organization)
    add_rows(organization, province, 1)
    _earlier_year(organization)
    monkeypatch.setattr(timezone, "now", lambda: IN_SEASON)
    client = sign_in(clerk)
    page = client.get("/").content.decode()
    assert "ตรวจสอบตนเอง" in page
    assert "ทำบันทึกข้อความปีงบประมาณ 2563 ให้เสร็จ" in page
    home = next(route for route in PAGES if route.name == "home")
    assert queries(client, home, "/") <= limit("home")


def _earlier_year(organization: Organization) -> None:
    """Give the year before a result whose memo is a draft; its plan and measure are there already."""
    edition = edition_of(FiscalYear.objects.get(year=YEAR - 1))
    stored = organization.assessments.filter(fiscal_year=edition.fiscal_year).first()
    figures = Figures(dict.fromkeys(range(1, 11), Decimal(70)))
    save_figures(organization, edition, figures, version=stored.version if stored else 0, user=None)
    memo(organization, YEAR - 1)


def counts(client: Client, organization: Organization) -> dict[str, int]:
    """Return the queries of every page that opens for this visitor, by the name of its route."""
    found = {}
    for route in PAGES:
        address = reverse(route.name, kwargs=arguments_of(route, organization))
        if is_page(
            client.get(address)
        ):  # opened before it counts: what is remembered for good is not counted
            found[route.name] = queries(client, route, address)
    return found


def queries(client: Client, route: Route, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, route.name
    return len(captured)


def is_page(response: HttpResponse) -> bool:
    return response.status_code == 200 and response["Content-Type"].startswith("text/html")
