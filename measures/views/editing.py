"""Writing one measure: add, edit with its conflict page, order, delete, call back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from measures.forms import MeasureForm
from measures.models import Measure, Plan
from measures.services import measures as services
from measures.services.plans import open_plan
from measures.services.refusals import Refused, StaleMeasure
from measures.standing import Standing
from measures.views.common import context_of, find_measure, number_from, page_of, plan_url, refuse
from organizations.access import current_user, organization_view
from organizations.models import Organization
from thai.text import normalise

STEPS = {"up": -1, "down": 1}
LONGEST_QUOTE = 60


def quoted(measure: Measure) -> str:
    """Name a measure in a message by the beginning of its approach."""
    text = normalise(measure.approach).replace("\n", " ")
    return f"“{text[:LONGEST_QUOTE]}{'…' if len(text) > LONGEST_QUOTE else ''}”"


def anchor(measure: Measure) -> str:
    """Name the measure's place on the plan's page."""
    return f"measure-{measure.pk}"


@organization_view("measures.edit")
def measure_add(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    """Write a new measure; the address may name its indicator."""
    standing, plan = page_of(organization, year)
    context = context_of(request, standing, plan)
    indicator = standing.indicators.get(number_from(request.GET.get("indicator")) or 0)
    form = MeasureForm(standing, context["plan_year"], request.POST or None, initial={"indicator": indicator})
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, standing, plan, form)
    try:
        measure = services.add_measure(open_plan(standing, current_user(request)), form.content())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _form_page(request, standing, plan, form)
    messages.success(request, f"เพิ่มมาตรการ {quoted(measure)} แล้ว")
    return redirect(plan_url(standing, anchor(measure)))


@organization_view("measures.edit")
def measure_edit(request: HttpRequest, organization: Organization, year: int, measure: int) -> HttpResponse:
    """Edit a measure; what was typed survives another person's saving."""
    standing, plan = page_of(organization, year)
    stored = find_measure(organization, year, measure)
    form = MeasureForm(standing, stored.plan.fiscal_year.year, request.POST or None, measure=stored)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, standing, plan, form, stored)
    version = number_from(request.POST.get("version"))
    try:
        services.change_measure(stored, form.content(), version=-1 if version is None else version)
    except StaleMeasure as conflict:
        return _form_page(request, standing, plan, form, conflict.measure or stored, conflict=True)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _form_page(request, standing, plan, form, stored)
    messages.success(request, f"บันทึกมาตรการ {quoted(stored)} แล้ว")
    return redirect(plan_url(standing, anchor(stored)))


def _form_page(
    request: HttpRequest,
    standing: Standing,
    plan: Plan | None,
    form: MeasureForm,
    measure: Measure | None = None,
    *,
    conflict: bool = False,
) -> HttpResponse:
    """Show the form: 422 with errors under their fields, 409 beside what somebody else stored."""
    # What the person saw, not what is stored by now: an error elsewhere must not lift the guard.
    version = None if conflict else number_from(request.POST.get("version"))
    if version is None and measure:
        version = measure.version
    context = context_of(
        request, standing, plan, form=form, measure=measure, conflict=conflict, version=version
    )
    status = 409 if conflict else 422 if form.is_bound else 200
    return render(request, "measures/measure_form.html", context, status=status)


@organization_view("measures.edit")
@require_POST
def measure_move(request: HttpRequest, organization: Organization, year: int, measure: int) -> HttpResponse:
    """Move a measure up or down, or to a place (0 = first) among those of its indicator."""
    standing, _ = page_of(organization, year)
    stored = find_measure(organization, year, measure)
    step = STEPS.get(request.POST.get("direction", ""))
    place = number_from(request.POST.get("place"))
    try:
        if step is not None:
            services.step_measure(stored, step)
        elif place is not None:
            services.move_measure(stored, place)
    except Refused as refusal:
        return refuse(request, refusal, plan_url(standing))
    return redirect(plan_url(standing, anchor(stored)))


@organization_view("measures.edit")
def measure_delete(request: HttpRequest, organization: Organization, year: int, measure: int) -> HttpResponse:
    """Ask before deleting, naming what goes with it; offer to undo afterwards."""
    standing, plan = page_of(organization, year)
    stored = find_measure(organization, year, measure)
    if request.method != "POST":
        return render(
            request, "measures/measure_delete.html", context_of(request, standing, plan, measure=stored)
        )
    try:
        services.remove_measure(stored)
    except Refused as refusal:
        return refuse(request, refusal, plan_url(standing))
    undo = reverse("measure_restore", args=[organization.code, year, stored.pk])
    messages.success(request, f"ลบมาตรการ {quoted(stored)} แล้ว", extra_tags=undo)
    return redirect(plan_url(standing))


@organization_view("measures.edit")
@require_POST
def measure_restore(
    request: HttpRequest, organization: Organization, year: int, measure: int
) -> HttpResponse:
    """Undo a deletion; a measure that is back already stays as it is."""
    standing, _ = page_of(organization, year)
    stored = find_measure(organization, year, measure, removed_too=True)
    try:
        services.restore_measure(stored)
    except Refused as refusal:
        return refuse(request, refusal, plan_url(standing))
    messages.success(request, f"เรียกคืนมาตรการ {quoted(stored)} แล้ว")
    return redirect(plan_url(standing, anchor(stored)))
