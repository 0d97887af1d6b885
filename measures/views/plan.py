"""The plan of one organization: the table of its measures, and its state."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from measures.models import Plan
from measures.services.plans import set_state
from measures.services.refusals import Refused
from measures.sheet import blocks_of, findings_of, measures_of
from measures.views.common import context_of, number_from, page_of, plan_url, refuse
from organizations.access import organization_view
from organizations.models import Organization


@organization_view("measures.read")
def measures(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    """Show the table: instruments, their indicators, the measures of each."""
    standing, plan = page_of(organization, year)
    rows = measures_of(plan)
    context = context_of(request, standing, plan)
    context |= {
        "blocks": blocks_of(standing, rows),
        "findings": findings_of(standing, context["plan_year"], rows),
        "measure_count": len(rows),
    }
    return render(request, "measures/plan.html", context)


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
    messages.success(
        request, f"แผนมาตรการปีงบประมาณ {plan.fiscal_year} เปลี่ยนสถานะเป็น “{plan.get_state_display()}” แล้ว"
    )
    return redirect(plan_url(standing))
