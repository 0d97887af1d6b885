"""Pages of reports."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from organizations.access import organization_view
from organizations.models import Organization


@organization_view("organizations.read")
def memo(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    return render(request, "base.html")


@organization_view("organizations.read")
def documents(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    return render(request, "base.html")
