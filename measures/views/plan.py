"""The plan of one organization: the table of its measures, narrowed and sorted, and its state."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from measures.filters import MeasureFilter
from measures.models import Plan
from measures.rows import bucket_counts, mean_percent, rows_of, state_counts
from measures.services.plans import set_state
from measures.services.refusals import Refused
from measures.sheet import blocks_of, findings_of
from measures.views.common import context_of, number_from, page_of, plan_url, refuse
from organizations.access import current_user, organization_view
from organizations.models import Organization, User


@organization_view("measures.read")
def measures(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    """Show the table: instruments, their indicators, the measures of each; sorted, it is one flat list."""
    standing, plan = page_of(organization, year)
    rows = rows_of(plan, timezone.localdate())
    mine = departments_of(current_user(request), organization)
    chosen = MeasureFilter(request.GET, plan, rows, names=standing.names, my_departments=mine)
    shown = chosen.shown_rows()
    answered = frozenset(row.measure.indicator.number for row in rows)
    context = context_of(request, standing, plan)
    context |= {
        "view": "table",
        "filter": chosen,
        "rows": rows,
        "shown": shown,
        "blocks": blocks_of(standing, shown, answered),
        "findings": findings_of(standing, context["plan_year"], [row.measure for row in rows]),
        "states": state_counts(rows),
        "buckets": bucket_counts(rows),
        "mean": mean_percent([row.percent for row in rows]),
    }
    return render(request, "measures/plan.html", context)


def departments_of(user: User, organization: Organization) -> frozenset[int]:
    """Return the keys of the departments that the person belongs to in this organization."""
    own = (m for m in user.held_memberships if m.organization_id == organization.pk)
    return frozenset(m.department_id for m in own if m.department_id is not None)


@organization_view("measures.edit")
@require_POST
def plan_state(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    """Adopt the plan, close it, or take it back to a draft."""
    standing, plan = page_of(organization, year)
    state, version = request.POST.get("state", ""), number_from(request.POST.get("version"))
    if plan is None or state not in Plan.State.values or version is None:
        return refuse(request, Refused("เลือกสถานะของแผนไม่ถูกต้อง"), plan_url(standing))
    try:
        set_state(plan, state, version=version)
    except Refused as refusal:
        return refuse(request, refusal, plan_url(standing))
    name = plan.get_state_display()
    messages.success(request, f"แผนมาตรการปีงบประมาณ {plan.fiscal_year} เปลี่ยนสถานะเป็น “{name}” แล้ว")
    return redirect(plan_url(standing))
