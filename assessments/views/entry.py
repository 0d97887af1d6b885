"""Entering the scores of one organization and year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from organizations.access import organization_view
from organizations.models import Organization


@organization_view("assessments.read")
def scores(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    """Show the page."""
    return render(request, "base.html")
