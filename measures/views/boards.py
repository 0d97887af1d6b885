"""Other views of a plan: by department, along the year, and the two rounds of reporting."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from measures.boards import by_department, timeline
from measures.months import months_of
from measures.rounds import ROUNDS, round_report
from measures.rows import rows_of
from measures.views.common import context_of, page_of
from organizations.access import organization_view
from organizations.models import Organization
from thai.dates import fiscal_year_of


@organization_view("measures.read")
def measures_departments(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    """Show who is responsible for what, and how far each department has come."""
    standing, plan = page_of(organization, year)
    rows = rows_of(plan, timezone.localdate())
    context = context_of(request, standing, plan, view="departments", rows=rows, boards=by_department(rows))
    return render(request, "measures/departments.html", context)


@organization_view("measures.read")
def measures_timeline(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    """Show the measures along the months of the plan's year, with today's line."""
    standing, plan = page_of(organization, year)
    today = timezone.localdate()
    rows = rows_of(plan, today)
    context = context_of(request, standing, plan, view="timeline", rows=rows, today=today)
    context |= {
        "months": months_of(context["plan_year"]),
        "today_inside": fiscal_year_of(today) == context["plan_year"],
        "lines": timeline(rows, context["plan_year"], today),
    }
    return render(request, "measures/timeline.html", context)


@organization_view("measures.read")
def measures_round(request: HttpRequest, organization: Organization, year: int, key: str) -> HttpResponse:
    """Show a round of reporting: the plan as it stood on the round's day."""
    if key not in ROUNDS:
        raise Http404("no such round")
    standing, plan = page_of(organization, year)
    today = timezone.localdate()
    report = round_report(plan, key, today) if plan else None
    context = context_of(request, standing, plan, view=key, report=report, round_name=ROUNDS[key])
    context["is_open"] = report is not None and today <= report.day
    return render(request, "measures/round.html", context)
