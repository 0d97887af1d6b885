"""The home page: my work."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from organizations.access import current_user, signed_in_view
from organizations.models import Organization


@signed_in_view
def home(request: HttpRequest) -> HttpResponse:
    """Show the person's agencies and what waits for them."""
    organizations = Organization.objects.visible_to(current_user(request))[:20]
    return render(request, "home/home.html", {"organizations": organizations})
