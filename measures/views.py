"""Pages of measures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from organizations.access import organization_view
from organizations.models import Organization


@organization_view("organizations.read")
def measures(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    return render(request, "base.html")
