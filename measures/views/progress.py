"""One measure followed up: its page, reports on it, and corrections of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from measures.evidence_files import RefusedFile
from measures.history import history_of
from measures.models import Measure, Progress
from measures.report_forms import FirstEvidenceForm, MoreEvidenceForm, ReportForm
from measures.rows import Row
from measures.services import progress as services
from measures.services.refusals import Refused, StaleProgress
from measures.views.common import context_of, find_measure, number_from, page_of, refuse
from organizations.access import current_user, organization_view
from organizations.models import Organization


def measure_url(organization: Organization, year: int, measure: Measure) -> str:
    """Return the address of a measure's own page."""
    return reverse("measure", args=[organization.code, year, measure.pk])


def find_progress(measure: Measure, key: int, *, removed_too: bool = False) -> Progress:
    """Return a report on this measure; else Http404."""
    manager = Progress.everything if removed_too else Progress.objects
    progress = manager.filter(pk=key, measure=measure).first()
    if progress is None:
        raise Http404("no such report on this measure")
    progress.measure = measure
    return progress


@organization_view("measures.read")
def measure(request: HttpRequest, organization: Organization, year: int, measure: int) -> HttpResponse:
    """Show a measure with its reports, evidence and history."""
    standing, plan = page_of(organization, year)
    stored = find_measure(organization, year, measure)
    today = timezone.localdate()
    context = context_of(request, standing, plan, measure=stored, row=Row(stored, today))
    context |= {
        "reports": stored.progress.select_related("by").prefetch_related("evidence").order_by("-on", "-pk"),
        "form": FirstEvidenceForm(today=today, initial={"on": today}),
        "evidence_form": MoreEvidenceForm(auto_id=False),
        "history": history_of(stored),
    }
    return render(request, "measures/measure.html", context)


@organization_view("measures.edit")
def progress_add(request: HttpRequest, organization: Organization, year: int, measure: int) -> HttpResponse:
    """Report on a measure, with a first piece of evidence where there is one."""
    stored, today = find_measure(organization, year, measure), timezone.localdate()
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = FirstEvidenceForm(data, files, today=today, initial={"on": today})
    if request.method == "POST" and form.is_valid() and _reported(request, stored, form):
        messages.success(request, f"บันทึกความคืบหน้าร้อยละ {form.report().percent} ของมาตรการแล้ว")
        return redirect(measure_url(organization, year, stored))
    return _form_page(request, organization, year, stored, form)


def _reported(request: HttpRequest, measure: Measure, form: FirstEvidenceForm) -> bool:
    """Store the report; put a refusal into the form instead."""
    evidence = form.cleaned_data
    try:
        services.report_progress(
            measure, form.report(), by=current_user(request), file=evidence["file"], url=evidence["url"]
        )
    except RefusedFile as refusal:
        form.add_error("file", str(refusal))
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return form.is_valid()


@organization_view("measures.edit")
def progress_edit(
    request: HttpRequest, organization: Organization, year: int, measure: int, progress: int
) -> HttpResponse:
    """Correct a report; what was typed survives another person's saving."""
    stored = find_measure(organization, year, measure)
    report = find_progress(stored, progress)
    initial = {name: getattr(report, name) for name in ("on", "percent", "done", "result", "problems")}
    form = ReportForm(request.POST or None, today=timezone.localdate(), initial=initial)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, organization, year, stored, form, report)
    version = number_from(request.POST.get("version"))
    try:
        services.change_progress(report, form.report(), version=-1 if version is None else version)
    except StaleProgress as conflict:
        return _form_page(
            request, organization, year, stored, form, conflict.progress or report, conflict=True
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _form_page(request, organization, year, stored, form, report)
    messages.success(request, "แก้ไขรายงานความคืบหน้าแล้ว")
    return redirect(measure_url(organization, year, stored))


def _form_page(
    request: HttpRequest,
    organization: Organization,
    year: int,
    measure: Measure,
    form: ReportForm,
    progress: Progress | None = None,
    *,
    conflict: bool = False,
) -> HttpResponse:
    """Show the form: 422 with errors under their fields, 409 beside what somebody else stored."""
    version = None if conflict else number_from(request.POST.get("version"))
    if version is None and progress:
        version = progress.version
    standing, plan = page_of(organization, year)
    context = context_of(request, standing, plan, measure=measure, form=form, progress=progress)
    context |= {"conflict": conflict, "version": version}
    status = 409 if conflict else 422 if form.is_bound else 200
    return render(request, "measures/progress_form.html", context, status=status)


@organization_view("measures.edit")
def progress_delete(
    request: HttpRequest, organization: Organization, year: int, measure: int, progress: int
) -> HttpResponse:
    """Ask before deleting a report, naming its evidence; offer to undo afterwards."""
    stored = find_measure(organization, year, measure)
    report = find_progress(stored, progress)
    if request.method != "POST":
        standing, plan = page_of(organization, year)
        context = context_of(request, standing, plan, measure=stored, progress=report)
        return render(request, "measures/progress_delete.html", context)
    try:
        services.remove_progress(report)
    except Refused as refusal:
        return refuse(request, refusal, measure_url(organization, year, stored))
    undo = reverse("progress_restore", args=[organization.code, year, stored.pk, report.pk])
    messages.success(request, f"ลบรายงานความคืบหน้าร้อยละ {report.percent} แล้ว", extra_tags=undo)
    return redirect(measure_url(organization, year, stored))


@organization_view("measures.edit")
@require_POST
def progress_restore(
    request: HttpRequest, organization: Organization, year: int, measure: int, progress: int
) -> HttpResponse:
    """Undo the deletion of a report."""
    stored = find_measure(organization, year, measure)
    report = find_progress(stored, progress, removed_too=True)
    try:
        services.restore_progress(report)
    except Refused as refusal:
        return refuse(request, refusal, measure_url(organization, year, stored))
    messages.success(request, f"เรียกคืนรายงานความคืบหน้าร้อยละ {report.percent} แล้ว")
    return redirect(measure_url(organization, year, stored))
