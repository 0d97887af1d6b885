"""Fixtures for the whole suite: a real database with the framework of every fiscal year."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from assessments.framework_files import available_years, load_edition
from assessments.frameworks import Edition, edition_of
from assessments.models import FiscalYear
from assessments.services import editions
from organizations.models import Organization, User
from tests.factories import OrganizationFactory, member

# How long an example takes says nothing on a busy machine.
hypothesis_settings.register_profile("portal", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("portal")


def load_all_frameworks() -> None:
    """Store every edition that is not there."""
    for year in available_years(settings.FRAMEWORKS_DIR):
        editions.load(load_edition(year, settings.FRAMEWORKS_DIR))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Load the frameworks once for the session; tests see them through their own transaction."""
    with django_db_blocker.unblock():
        load_all_frameworks()


@pytest.fixture(autouse=True)
def _frameworks_after_flush(request: pytest.FixtureRequest) -> None:
    """A test with real transactions starts from a flushed database: bring the frameworks back."""
    marker = request.node.get_closest_marker("django_db")
    real = (marker and marker.kwargs.get("transaction")) or {"transactional_db", "live_server"} & set(
        request.fixturenames
    )
    if real:
        request.getfixturevalue("transactional_db")
        load_all_frameworks()


@pytest.fixture
def organization(db: None) -> Organization:
    """Return a sample agency."""
    return OrganizationFactory()


@pytest.fixture
def foreign(db: None) -> Organization:
    """Return an agency of another province, outside every scope of the test's people."""
    return OrganizationFactory(province="จังหวัดอื่น")


@pytest.fixture
def fiscal_year(db: None) -> FiscalYear:
    """Return the fiscal year 2564 (letters, confirmed)."""
    return FiscalYear.objects.get(year=2564)


@pytest.fixture
def edition(fiscal_year: FiscalYear) -> Edition:
    """Return the framework of the fiscal year 2564."""
    return edition_of(fiscal_year)


@pytest.fixture
def staff(organization: Organization) -> User:
    """Return a clerk of the agency."""
    return member("staff", organization)


@pytest.fixture
def executive(organization: Organization) -> User:
    """Return an executive of the agency."""
    return member("executive", organization)


@pytest.fixture
def administrator(organization: Organization) -> User:
    """Return an administrator of the agency."""
    return member("admin", organization)


@pytest.fixture
def auditor(organization: Organization) -> User:
    """Return an auditor of the agency."""
    return member("auditor", organization)


@pytest.fixture
def stranger(foreign: Organization) -> User:
    """Return a clerk of another agency."""
    return member("staff", foreign)


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """Return a function that gives a client signed in as the user."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
