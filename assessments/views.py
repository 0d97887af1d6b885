"""Pages of assessments."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from organizations.access import organization_view, scope_view
from organizations.models import Organization


@scope_view("assessments.overview")
def overview(request: HttpRequest) -> HttpResponse:
    return render(request, "base.html")


@organization_view("organizations.read")
def result(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    return render(request, "base.html")


@organization_view("organizations.read")
def scores(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    return render(request, "base.html")
