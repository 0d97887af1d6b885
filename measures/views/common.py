"""What every page of a plan needs: reaching objects through the organization and year of the address."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from measures.models import Measure, Plan
from measures.services.plans import plan_of
from measures.services.refusals import Refused
from measures.standing import Standing, standing_of
from organizations.access import current_user
from organizations.models import Organization

LONGEST_NUMBER = 9  # digits; more than any database column holds is no number


def plan_url(standing: Standing, anchor: str = "") -> str:
    """Return the address of the plan's page, at a place on it."""
    url = reverse("measures", args=[standing.organization.code, standing.year])
    return f"{url}#{anchor}" if anchor else url


def find_measure(organization: Organization, year: int, key: int, *, removed_too: bool = False) -> Measure:
    """Return a measure of this organization and assessed year; else Http404."""
    manager = Measure.everything if removed_too else Measure.objects
    rows = manager.filter(pk=key, plan__organization=organization, plan__assessment__fiscal_year__year=year)
    measure = (
        rows.select_related("plan__fiscal_year", "indicator", "lead").prefetch_related("departments").first()
    )
    if measure is None:
        raise Http404("no such measure in this plan")
    measure.plan.organization = organization
    return measure


def context_of(request: HttpRequest, standing: Standing, plan: Plan | None, **more: Any) -> dict[str, Any]:
    """Return what every template of a plan expects."""
    user = current_user(request)
    closed = plan is not None and plan.state == Plan.State.CLOSED
    may_edit = user.has_perm("measures.edit", standing.organization)
    return {
        "section": "measures",
        "standing": standing,
        "plan": plan,
        "plan_year": plan.fiscal_year.year if plan else standing.plan_year,
        "may_edit": may_edit and not closed,
        "may_manage": may_edit,
        **more,
    }


def page_of(organization: Organization, year: int) -> tuple[Standing, Plan | None]:
    """Return what the address names: the scores of the year and the plan that answers them."""
    standing = standing_of(organization, year)
    return standing, plan_of(standing)


def refuse(request: HttpRequest, refusal: Refused, url: str) -> HttpResponse:
    """Say why nothing was done, on the page to go back to."""
    messages.error(request, str(refusal))
    return redirect(url)


def number_from(text: str | None) -> int | None:
    """Return the whole number that a request states, None when it states none."""
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else None


def numbers_from(texts: list[str]) -> list[int]:
    """Return the whole numbers among the texts."""
    return [number for text in texts if (number := number_from(text)) is not None]
