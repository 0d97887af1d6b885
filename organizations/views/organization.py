"""An agency's own page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from organizations.access import organization_view
from organizations.models import Organization


@organization_view("organizations.read")
def organization(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Show the organization."""
    return render(request, "base.html")
