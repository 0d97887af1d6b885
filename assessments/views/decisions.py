"""The moves of a result after the sheet is filled: withdraw, approve, send back."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from assessments.forms import ReasonForm
from assessments.models import Assessment
from assessments.score_sheet import Sheet
from assessments.services import states
from assessments.services.conflicts import StaleVersion
from assessments.views.entry import named, open_sheet, sheet_page
from organizations.access import current_user, organization_view
from organizations.models import Organization
from organizations.versions import posted_version

STALE = "มีผู้แก้ไขหรือเปลี่ยนสถานะของผลการประเมินนี้ไปก่อนแล้ว โปรดตรวจสอบข้อมูลล่าสุดด้านล่าง แล้วทำรายการอีกครั้งหากยังต้องการ"

Verb = Callable[[Assessment, int], None]


@organization_view("assessments.read", write="assessments.enter_scores")
def withdraw(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    """Take a submitted result back into a draft."""
    sheet = open_sheet(organization, year)
    return _move(
        request,
        sheet,
        lambda assessment, version: states.withdraw(assessment, version=version),
        done="ถอนการส่งพิจารณาผลการประเมินของ {name} แล้ว แก้ไขคะแนนต่อได้",
    )


@organization_view("assessments.read", write="assessments.approve")
def approve(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    """Approve a submitted result."""
    sheet, user = open_sheet(organization, year), current_user(request)
    return _move(
        request,
        sheet,
        lambda assessment, version: states.approve(assessment, version=version, user=user),
        done="ให้ความเห็นชอบผลการประเมินของ {name} แล้ว",
    )


@organization_view("assessments.read", write="assessments.approve")
def send_back(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    """Return a submitted or an approved result to its author, with a reason."""
    sheet, user = open_sheet(organization, year), current_user(request)
    form = ReasonForm(request.POST)
    if request.method == "POST" and not form.is_valid():
        form.fields["reason"].widget.attrs["autofocus"] = True
        return sheet_page(request, sheet, reason_form=form, status=422)
    return _move(
        request,
        sheet,
        lambda assessment, version: states.send_back(
            assessment, version=version, user=user, reason=form.cleaned_data["reason"]
        ),
        done="ส่งคืนผลการประเมินของ {name} ให้ผู้บันทึกแก้ไขแล้ว",
        reason_form=form,
    )


def _move(
    request: HttpRequest, sheet: Sheet, verb: Verb, *, done: str, reason_form: ReasonForm | None = None
) -> HttpResponse:
    """Make the move once; where somebody was faster, show the newest state and keep what was typed.

    A visit without a form (a reload, a link out of the history) goes to the sheet and moves nothing.
    """
    if request.method == "POST":
        try:
            verb(sheet.assessment, posted_version(request))
        except StaleVersion:
            messages.error(request, STALE)
            fresh = open_sheet(sheet.organization, sheet.edition.year)
            return sheet_page(request, fresh, reason_form=reason_form, status=409)
        messages.success(request, done.format(name=named(sheet.assessment, current_user(request))))
    return redirect("scores", sheet.organization.code, sheet.edition.year)
