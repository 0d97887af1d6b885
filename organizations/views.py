"""Pages of organizations and people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from organizations.access import organization_view, signed_in_view
from organizations.models import Organization


@organization_view("organizations.read")
def organization(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Show the organization."""
    return render(request, "base.html")


@signed_in_view
def profile(request: HttpRequest) -> HttpResponse:
    """Show the person's own data."""
    return render(request, "base.html")
