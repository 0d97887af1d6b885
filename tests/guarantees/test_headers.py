"""Headers of every answer: no inline code, no framing, no sniffing, nothing private in a shared cache."""

from __future__ import annotations

import re

import pytest
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
