"""A plan in a spreadsheet: download it with every column, look at what a file would change, import it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from assessments.sheets.limits import SheetFileError
from measures.models import Plan
from measures.services.importing import PlanMoved, import_table, preview, table_of, ticket
from measures.services.refusals import Refused
from measures.standing import Standing
from measures.views.common import context_of, page_of, plan_url, refuse
from measures.workbook.changes import Preview
from measures.workbook.reading import Table
from measures.workbook.writing import SPREADSHEET, plan_workbook
from measures.workbook_forms import WorkbookForm
from organizations.access import current_user, organization_view
from organizations.downloads import attachment
from organizations.models import Organization


@organization_view("measures.read")
@require_safe
def measures_export(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    """Send the plan as a worksheet; without a plan, an empty form of it."""
    standing, plan = page_of(organization, year)
    rows = plan.measures.select_related("indicator", "lead").prefetch_related("departments") if plan else []
    plan_year = plan.fiscal_year.year if plan else standing.plan_year
    name = f"แผนมาตรการ_{organization.short_name}_{plan_year}.xlsx"
    response = attachment(plan_workbook(rows), name, SPREADSHEET)
    response["Cache-Control"] = "private, no-store"
    return response


@organization_view("measures.edit")
def measures_import(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    """Take a file, show what it would change, and store that once the person agrees."""
    standing, plan = page_of(organization, year)
    if request.method == "POST" and "ticket" in request.POST:
        return _import(request, standing, plan)
    form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else None
    if form is not None and form.is_valid():
        try:
            return _preview_page(request, standing, plan, form.table())
        except SheetFileError as error:
            form.add_error("file", error.message)
    context = context_of(request, standing, plan, form=form or WorkbookForm())
    return render(request, "measures/import.html", context, status=422 if form else 200)


def _preview_page(
    request: HttpRequest, standing: Standing, plan: Plan | None, table: Table, *, moved: str = ""
) -> HttpResponse:
    """Show the rows; 422 with problems, 409 when the plan changed since the last look."""
    found = preview(standing, plan, table)
    context = context_of(request, standing, plan, preview=found, moved=moved)
    if found.may_import:
        context["ticket"] = ticket(standing, plan, table)
    status = 409 if moved else 422 if found.problems else 200
    return render(request, "measures/import_preview.html", context, status=status)


def _import(request: HttpRequest, standing: Standing, plan: Plan | None) -> HttpResponse:
    try:
        table, seen = table_of(standing, request.POST["ticket"])
        done = import_table(standing, table, seen, by=current_user(request))
    except PlanMoved as refusal:
        return _preview_page(request, standing, plan, table, moved=str(refusal))
    except Refused as refusal:
        return refuse(request, refusal, plan_url(standing))
    messages.success(request, _told(done))
    return redirect(plan_url(standing))


def _told(done: Preview) -> str:
    counts = done.counts
    stored = f"เพิ่มใหม่ {counts['new']} รายการ แก้ไข {counts['changed']} รายการ"
    return f"นำเข้าแผนแล้ว {stored} คงเดิม {counts['unchanged']} รายการ"
