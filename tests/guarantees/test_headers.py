"""Headers of every answer: no inline code, no framing, no sniffing, nothing private in a shared cache."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from organizations.models import Organization, User
from tests.guarantees.arguments import arguments_of
from tests.guarantees.routes import Route, own_routes

pytestmark = pytest.mark.django_db

INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)[^>]*>\s*\S|<style|\sstyle=|\son[a-z]+=\"|javascript:", re.IGNORECASE
)
ELSEWHERE = re.compile(r"(?:src|href|action)=\"(?:https?:)?//", re.IGNORECASE)
PAGES = [route for route in own_routes() if set(route.parameters) <= {"code", "year"}]


@pytest.fixture
def client_of_admin(administrator: User) -> Client:
    client = Client()
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.name)
def test_every_page_is_closed(route: Route, organization: Organization, client_of_admin: Client) -> None:
    from django.urls import reverse

    response = client_of_admin.get(reverse(route.name, kwargs=arguments_of(route, organization)))
    policy = response["Content-Security-Policy"]
    assert "script-src 'self'" in policy or "script-src 'none'" in policy or "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert "Permissions-Policy" in response
    if route.permission != "public":
        assert "private" in response["Cache-Control"] or "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.name)
def test_no_page_holds_inline_code_or_foreign_hosts(
    route: Route, organization: Organization, client_of_admin: Client
) -> None:
    from django.urls import reverse

    response = client_of_admin.get(reverse(route.name, kwargs=arguments_of(route, organization)))
    if response.streaming or not response["Content-Type"].startswith("text/html"):
        return
    if "'unsafe-inline'" in response["Content-Security-Policy"]:
        # Only the print preview of a document may style inline, and it may run no script at all.
        assert "script-src" not in response["Content-Security-Policy"]
        assert "default-src 'none'" in response["Content-Security-Policy"]
        return
    text = response.content.decode()
    assert INLINE.findall(text) == []
    assert ELSEWHERE.findall(text) == []


ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
OF_THE_PORTAL = ALWAYS | {"X-Frame-Options": "DENY"}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nothing-here/", 404),
        ("/o/no-such-agency/", 404),
        ("/o/{code}/2564/scores/live/", 405),
        ("/o/{code}/2564/documents/memo.pdf", 200),
        ("/archive/list.xlsx", 200),
        ("/admin/", 302),
        ("/accounts/2fa/", 200),
        ("/healthz", 200),
    ],
)
def test_errors_and_downloads_are_as_closed_as_pages(
    address: str, status: int, organization: Organization, client_of_admin: Client
) -> None:
    response = client_of_admin.get(address.format(code=organization.code))
    assert response.status_code == status
    check_closed(response)


def test_a_form_that_is_refused_is_as_closed(organization: Organization, client_of_admin: Client) -> None:
    address = f"/o/{organization.code}/2564/scores/"
    too_large = client_of_admin.post(address, {"score-1": "9" * 3_000_000})
    assert too_large.status_code == 413
    strict = Client(enforce_csrf_checks=True)
    for response in (too_large, strict.post("/accounts/login/"), Client().post(address, {"score-1": "9"})):
        assert response.status_code in (403, 413)
        check_closed(response)


def check_closed(response: HttpResponseBase) -> None:
    """Demand the headers of every answer, and that no cache keeps it for others."""
    assert {name: response.get(name) for name in OF_THE_PORTAL} == OF_THE_PORTAL
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "Permissions-Policy" in response
    if response.wsgi_request.user.is_authenticated:
        assert {"private", "no-store"} & set(re.split(r",\s*", response["Cache-Control"]))


def test_static_files_are_not_sniffed(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "sample.css").write_text("body {}")
    settings.STATIC_ROOT = tmp_path
    response = Client().get("/static/sample.css")
    assert response.status_code == 200
    assert {name: response.get(name) for name in ALWAYS} == ALWAYS
