"""The menu around every page: the year's pages stay in reach wherever one is."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from organizations.models import Organization, User
from tests.measures.makers import store_scores

pytestmark = pytest.mark.django_db
YEAR_PAGES = {"result", "scores", "oit", "measures", "memo", "documents"}
SignIn = Callable[[User], Client]


def menu(client: Client, address: str) -> dict[str, str]:
    return {entry.key: entry.url for entry in client.get(address).context["frame_menu"]}


def test_the_year_s_pages_are_those_of_the_address(
    organization: Organization, staff: User, sign_in: SignIn
) -> None:
    store_scores(organization, {}, 2564)
    entries = menu(sign_in(staff), reverse("result", args=[organization.code, 2563]))
    assert entries["scores"] == reverse("scores", args=[organization.code, 2563])


@pytest.mark.parametrize("name", ["organization", "profile"])
def test_from_a_page_of_no_year_the_menu_leads_to_the_latest_result(
    name: str, organization: Organization, foreign: Organization, staff: User, sign_in: SignIn
) -> None:
    store_scores(organization, {}, 2566)  # opened, but still empty: there is nothing to go back to
    for agency, year in ((organization, 2563), (organization, 2564), (foreign, 2565)):
        store_scores(agency, {1: Decimal(90)}, year)
    address = reverse(name, args=[organization.code] if name == "organization" else [])
    entries = menu(sign_in(staff), address)
    assert entries.keys() >= YEAR_PAGES
    assert entries["scores"] == reverse("scores", args=[organization.code, 2564])


def test_without_any_result_the_menu_is_short(
    organization: Organization, staff: User, sign_in: SignIn
) -> None:
    entries = menu(sign_in(staff), organization.get_absolute_url())
    assert not entries.keys() & YEAR_PAGES
