"""An object of another agency cannot be reached through the address of one's own.

The permission matrix asks for foreign codes; here the code is one's own and the rest is foreign.
"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from organizations.models import Membership, Organization, User
from tests.factories import MembershipFactory, UserFactory
from tests.guarantees.arguments import arguments_of
from tests.guarantees.routes import Route, own_routes

pytestmark = pytest.mark.django_db

# Parameters that name no object: years, kinds of documents and rounds, a memo's first or second revision.
GENERAL = {"code", "year", "kind", "number"}
GENERAL_KEYS = {"measures_round"}
NESTED = [
    route
    for route in own_routes()
    if "code" in route.parameters and set(route.parameters) - GENERAL and route.name not in GENERAL_KEYS
]


@pytest.fixture
def insider(organization: Organization) -> User:
    """Return someone with every role in the own agency, and none elsewhere."""
    user: User = UserFactory()
    for role in Membership.Role.values:
        MembershipFactory(user=user, role=role, organization=organization)
    return user


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", NESTED, ids=lambda route: route.name)
def test_a_foreign_object_is_not_found_under_the_own_code(
    route: Route, method: str, insider: User, organization: Organization, foreign: Organization
) -> None:
    client = Client()
    client.force_login(insider, backend="django.contrib.auth.backends.ModelBackend")
    mine = arguments_of(route, organization)
    theirs = arguments_of(route, foreign) | {"code": organization.code}
    allowed = getattr(client, method)(reverse(route.name, kwargs=mine)).status_code
    assert allowed != 404  # the same address with an own object is there
    refused = getattr(client, method)(reverse(route.name, kwargs=theirs)).status_code
    assert refused == (405 if allowed == 405 else 404)
