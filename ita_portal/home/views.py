"""The home page: of one agency, of several, or of nobody yet."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from assessments import overview
from assessments.models import Assessment, FiscalYear
from assessments.presentation import target_sentence
from ita_portal.home import reads
from ita_portal.home.work import Task, current_year, due_text, steps, tasks
from organizations.access import current_user, signed_in_view
from organizations.models import Organization, User

LIST_SIZE = 20


@signed_in_view
def home(request: HttpRequest) -> HttpResponse:
    """Show the person's own work."""
    user = current_user(request)
    organization = only_organization(user)
    if organization is not None:
        request.organization = organization  # type: ignore[attr-defined]  # read by the page frame
        context = _of_agency(user, organization)
        request.fiscal_year = context["year"]  # type: ignore[attr-defined]  # read by the page frame
        request.fiscal_years = context["years"]  # type: ignore[attr-defined]  # as well
        return render(request, "home/agency.html", context)
    if user.is_superuser or user.held_memberships:
        return render(request, "home/agencies.html", _of_agencies(user, request.GET.get("q", "")))
    return render(request, "home/nobody.html")


def only_organization(user: User) -> Organization | None:
    """Return the agency of a person who works for exactly one and in no wider scope."""
    organizations = {membership.organization for membership in user.held_memberships}
    return organizations.pop() if len(organizations) == 1 else None


def _of_agency(user: User, organization: Organization) -> dict[str, Any]:
    today = timezone.localdate()
    editions = {row.year: row for row in FiscalYear.objects.all()}
    years = reads.years_of(organization)
    year = current_year((row.year for row in years), editions, today)
    if year is None:
        return {"organization": organization, "year": None, "years": list(editions)}
    outcome = reads.outcome_of(organization, editions[year])
    now = reads.situation_of(outcome, user, list(editions), today, years)
    duties = reads.duties_of(user, organization)
    return {
        "organization": organization,
        "year": year,
        "years": list(editions),
        "outcome": outcome,
        "shade": outcome.edition.shades.get(outcome.level_name),
        "now": now,
        "duties": duties,
        "target": target_sentence(outcome.result),
        "tasks": [(task, _address(task, organization)) for task in tasks(now, duties)],
        "steps": [
            (step, due_text(step), reverse(step.page, args=[organization.code, year])) for step in steps(now)
        ],
        "changes": reads.latest_changes(organization),
    }


def _address(task: Task, organization: Organization) -> str:
    return reverse(task.page, args=[organization.code, task.year])


def _of_agencies(user: User, text: str) -> dict[str, Any]:
    asked = overview.OverviewFilter.from_query({"q": text, "sort": "province"})
    visible = Assessment.objects.official().with_figures().visible_to(user)
    fiscal_years = list(FiscalYear.objects.all())
    year = current_year(
        visible.order_by("-fiscal_year__year").values_list("fiscal_year__year", flat=True)[:1],
        [row.year for row in fiscal_years],
        timezone.localdate(),
    )
    fiscal_year = next((row for row in fiscal_years if row.year == year), None)
    if fiscal_year is None:
        return {"year": None, "asked": asked}
    found = overview.organizations_in(user, fiscal_year, asked)
    levels = list(fiscal_year.levels.all())
    return {
        "year": year,
        "asked": asked,
        "facets": overview.facets_of(found, levels, asked),
        "shades": {level.name: level.shade for level in levels},
        "states": dict(Assessment.State.choices),
        "rows": overview.narrowed(found, asked)[:LIST_SIZE],
        "may_overview": user.has_perm("assessments.overview"),
    }
