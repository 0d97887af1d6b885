"""The overview of a fiscal year over every organization that the person may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from organizations.access import scope_view


@scope_view("assessments.overview")
def overview(request: HttpRequest) -> HttpResponse:
    """Show the latest year."""
    return render(request, "base.html")
