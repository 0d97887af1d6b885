"""The self-check of the disclosure items (OIT) of one agency and year: show, save, take away, history."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from assessments.disclosure_forms import AnswerForm
from assessments.disclosure_history import history_of, told
from assessments.disclosure_sheet import Desk
from assessments.disclosure_workbook import checklist_workbook
from assessments.frameworks import edition_of
from assessments.models import DisclosureItem, FiscalYear
from assessments.services.disclosure import Statement, answers_of, carry_answers, proposals, save_answers
from assessments.services.score_sheets import FORMATS
from organizations.access import current_user, organization_view
from organizations.downloads import attachment
from organizations.models import Organization, User
from thai.dates import fiscal_year_of
from thai.digits import to_thai

PERMISSION = "assessments.check_disclosure"
CHANGES_PER_PAGE = 50
TO_CONFIRM = "โปรดเปิดตรวจแต่ละที่อยู่ แล้วทำเครื่องหมาย “เผยแพร่แล้ว” เฉพาะข้อที่เป็นข้อมูลของปีนี้"


@organization_view("assessments.read", write=PERMISSION)
def disclosure(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    """Show the items with their answers; save those that were changed, and carry last year's when asked."""
    desk = _desk(organization, year)
    if request.method != "POST":
        return _page(request, desk)
    forms = desk.forms(request.POST)
    if any(form.errors for form in forms):
        return _page(request, desk, forms, status=422)
    return _save(request, desk, [form.statement() for form in forms if form.has_changed()])


@organization_view("assessments.read")
def workbook(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    """Send the items with their answers as a workbook."""
    content = checklist_workbook(_desk(organization, year).checklist(), year)
    name = f"ตรวจสอบตนเอง_OIT_{organization.short_name}_{year}.xlsx"
    return attachment(content, name, FORMATS["xlsx"])


@organization_view("assessments.read")
def history(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    """List every change of the answers, newest first."""
    entries = history_of(organization, get_object_or_404(FiscalYear, year=year))
    page = Paginator(entries, CHANGES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "organization": organization,
        "year": year,
        "page": page,
        "happenings": told(list(page), organization),
        "section": "oit",
    }
    return render(request, "assessments/oit/history.html", context)


def _save(request: HttpRequest, desk: Desk, statements: list[Statement]) -> HttpResponse:
    """Store what was changed and say how much; what somebody else changed meanwhile is shown beside it."""
    user = current_user(request)
    saved = save_answers(desk.organization, desk.edition, statements, user=user)
    if saved.items:
        messages.success(request, f"บันทึกผลตรวจสอบตนเอง {_digits(len(saved.items), user)} ข้อแล้ว")
    if saved.conflicts:
        fresh = _desk(desk.organization, desk.edition.year)
        forms = fresh.forms(request.POST)
        for form in forms:
            form.overtake()
        return _page(request, fresh, forms, saved.conflicts, status=409)
    if "carry" in request.POST:
        count = carry_answers(desk.organization, desk.edition, user=user)
        carried = f"ยกคำตอบจากปีก่อนมา {_digits(count, user)} ข้อ {TO_CONFIRM}"
        messages.success(request, carried if count else "ไม่มีข้อใดที่ยกจากปีก่อนมาได้อีก")
    elif not saved.items:
        messages.info(request, "ไม่มีข้อใดเปลี่ยนแปลง ผลตรวจสอบตนเองเป็นไปตามที่บันทึกไว้แล้ว")
    return redirect("oit", desk.organization.code, desk.edition.year)


def _page(
    request: HttpRequest,
    desk: Desk,
    forms: list[AnswerForm] | None = None,
    conflicts: Collection[DisclosureItem] = (),
    status: int = 200,
) -> HttpResponse:
    """Render the sheet: fields for who may answer, answers for who may only read."""
    may_check = current_user(request).has_perm(PERMISSION, desk.organization)
    forms = (forms or desk.forms()) if may_check else []
    running = fiscal_year_of(timezone.localdate())
    is_running = running == desk.edition.year
    context = {
        "organization": desk.organization,
        "fiscal_year": desk.edition.fiscal_year,
        "year": desk.edition.year,
        "checklist": desk.checklist(forms, conflicts),
        "may_check": may_check,
        "conflicts": conflicts,
        "problems": [bound for form in forms for bound in form if bound.errors],
        "proposals": proposals(desk.organization, desk.edition, desk.answers) if may_check else {},
        "running_year": None if is_running else FiscalYear.objects.filter(year=running).first(),
        "section": "oit",
    }
    return render(request, "assessments/oit/checklist.html", context, status=status)


def _desk(organization: Organization, year: int) -> Desk:
    """Return what is stored of a year; 404 for a year without an edition."""
    edition = edition_of(get_object_or_404(FiscalYear, year=year))
    return Desk(organization, edition, answers_of(organization, edition))


def _digits(number: int, user: User) -> str:
    return to_thai(number) if user.thai_digits else str(number)
