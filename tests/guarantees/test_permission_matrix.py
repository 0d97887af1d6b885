"""Every route × every role × own and foreign agency: strangers get 404, readers who write 403.

The table of who may do what stands here a second time, on purpose: a change of the policies has to be
meant twice.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from organizations.access import PUBLIC, SIGNED_IN
from organizations.models import Organization, User
from organizations.policies import PERMISSIONS
from tests.factories import member
from tests.guarantees.arguments import arguments_of
from tests.guarantees.routes import Route, own_routes

ROLES = ("staff", "executive", "admin", "auditor")
EVERYONE = set(ROLES)
MAY = {
    "organizations.read": EVERYONE,
    "organizations.administer": {"admin"},
    "assessments.read": EVERYONE,
    "assessments.enter_scores": {"staff", "admin"},
    "assessments.check_disclosure": {"staff", "admin"},
    "assessments.approve": {"executive"},
    "assessments.import_scores": {"admin"},
    "assessments.overview": {"admin", "auditor", "executive"},
    "measures.read": EVERYONE,
    "measures.edit": {"staff", "admin"},
    "reports.read": EVERYONE,
    "reports.write_memo": {"staff", "admin"},
    "reports.review": {"executive"},
    "reports.discuss": {"staff", "executive", "admin"},
    "reports.issue": {"staff", "admin"},
    "reports.publish": {"staff", "admin"},
    "reports.inspect": {"auditor", "admin"},
}
ROUTES = own_routes()
OF_ORGANIZATION = [route for route in ROUTES if "code" in route.parameters and route.permission != PUBLIC]
OF_SCOPE = [
    route
    for route in ROUTES
    if "code" not in route.parameters and route.permission not in (PUBLIC, SIGNED_IN)
]


def ids(route: Route) -> str:
    return route.name


def test_every_view_states_its_permission() -> None:
    assert [route.name for route in ROUTES if route.permission is None] == []


def test_every_permission_that_a_view_names_exists() -> None:
    named = {route.permission for route in ROUTES} | {route.write_permission for route in ROUTES}
    assert named - {PUBLIC, SIGNED_IN} <= set(PERMISSIONS)


def test_the_table_of_this_test_is_complete() -> None:
    assert set(MAY) == set(PERMISSIONS)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("route", OF_ORGANIZATION, ids=ids)
class TestOrganizationRoutes:
    def test_a_stranger_gets_404(
        self, route: Route, role: str, method: str, organization: Organization, foreign: Organization
    ) -> None:
        client = _signed_in(member(role, foreign))
        assert _status(client, method, route, organization) == 404

    def test_a_member_gets_what_the_table_says(
        self, route: Route, role: str, method: str, organization: Organization
    ) -> None:
        client = _signed_in(member(role, organization))
        demanded = {route.permission} | ({route.write_permission} if method == "post" else set())
        allowed = all(role in MAY[str(permission)] for permission in demanded)
        status = _status(client, method, route, organization)
        if allowed:
            assert status not in (403, 404, 500), status
        else:
            assert status == 403


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("route", OF_SCOPE, ids=ids)
def test_routes_over_a_scope_ask_for_the_role(route: Route, role: str, organization: Organization) -> None:
    client = _signed_in(member(role, organization))
    status = _status(client, "get", route, organization)
    if role in MAY[str(route.permission)]:
        assert status not in (403, 500)
    else:
        assert status == 403


@pytest.mark.django_db
@pytest.mark.parametrize("route", [route for route in ROUTES if route.permission != PUBLIC], ids=ids)
def test_nobody_gets_in_without_signing_in(route: Route, organization: Organization) -> None:
    response = Client().get(_url(route, organization))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.django_db
@pytest.mark.parametrize("scope", [{"province": "จังหวัดตัวอย่าง"}, {"whole_country": True}], ids=str)
def test_wider_scopes_reach_the_agency(
    scope: dict[str, object], organization: Organization, sign_in: Callable[[User], Client]
) -> None:
    reader = member("auditor", **scope)
    assert sign_in(reader).get(organization.get_absolute_url()).status_code == 200


def _signed_in(user: User) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _url(route: Route, organization: Organization) -> str:
    return reverse(route.name, kwargs=arguments_of(route, organization))


def _status(client: Client, method: str, route: Route, organization: Organization) -> int:
    return getattr(client, method)(_url(route, organization)).status_code
