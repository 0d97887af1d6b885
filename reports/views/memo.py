"""The memo of one organization and year: as it will print, and the fields that make it."""

from __future__ import annotations

from typing import Any

from csp.constants import NONE, SELF
from csp.decorators import csp
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from assessments.findings import Finding
from assessments.models import FiscalYear
from organizations.access import current_user, organization_view
from organizations.models import Organization
from organizations.versions import posted_version
from reports.documents.kinds import KINDS
from reports.documents.memo import default_wording
from reports.documents.printing import document_html
from reports.documents.sources import Sources, sources_of
from reports.forms import MemoForm
from reports.models import Memo
from reports.services.readiness import memo_findings
from reports.services.writing import ClosedMemo, MemoText, StaleMemo, save_memo
from reports.texts import DEFAULT_PARAGRAPHS, PLACEHOLDERS
from reports.views.panel import review_panel

# The preview holds nothing but the document: no script runs and no form is sent from it.
PREVIEW_POLICY = {
    "default-src": [NONE],
    "style-src": [SELF],
    "font-src": [SELF],
    "img-src": [SELF, "data:"],
    "frame-ancestors": [SELF],
    "base-uri": [NONE],
    "form-action": [NONE],
}


@organization_view("reports.read", write="reports.write_memo")
def memo(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    """Show the memo with its fields; save what was typed."""
    sources = open_sources(organization, year)
    if request.method != "POST":
        return _page(request, sources, _form(sources))
    form = _form(sources, request)
    if not form.is_valid():
        return _page(request, sources, form, status=422)
    return _save(request, sources, form)


@organization_view("reports.read")
@require_safe
@xframe_options_sameorigin
@csp(PREVIEW_POLICY)
def preview(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    """Show the memo alone, with the HTML that is printed."""
    sources = open_sources(organization, year)
    kind = KINDS["memo"]
    html = document_html(
        kind, kind.build(sources), emblem=sources.emblem.data_address, draft=sources.is_draft
    )
    context = {"document_html": mark_safe(html), "draft": sources.is_draft, "organization": organization}
    return render(request, "reports/preview.html", context)


def open_sources(organization: Organization, year: int) -> Sources:
    """Return the documents' sources; 404 for a year without an edition."""
    return sources_of(organization, open_fiscal_year(year))


def open_fiscal_year(year: int) -> FiscalYear:
    """Return a fiscal year that has an edition; raise Http404 for any other."""
    fiscal_year = FiscalYear.objects.filter(year=year).first()
    if fiscal_year is None:
        raise Http404(f"no edition of the assessment for the fiscal year {year}")
    return fiscal_year


def _form(sources: Sources, request: HttpRequest | None = None) -> MemoForm:
    stored = {name: getattr(sources.memo, name) for name in MemoText.__dataclass_fields__}
    defaults = default_wording(sources.result, sources.chain)
    return MemoForm(request.POST if request else None, initial=stored, defaults=defaults)


def _save(request: HttpRequest, sources: Sources, form: MemoForm) -> HttpResponse:
    assessment = sources.result.assessment
    if assessment.pk is None:
        messages.error(request, "ยังไม่มีผลการประเมินของปีนี้ โปรดบันทึกคะแนนก่อนจัดทำบันทึกข้อความ")
        return _page(request, sources, form, status=409)
    try:
        saved = save_memo(assessment, form.text(), version=posted_version(request))
    except (StaleMemo, ClosedMemo):
        return _page(request, open_sources(assessment.organization, sources.result.year), form, status=409)
    messages.success(
        request, f"บันทึกการแก้ไขบันทึกข้อความของ {assessment.organization} ปี {sources.result.year} แล้ว"
    )
    return redirect(saved)


def _page(request: HttpRequest, sources: Sources, form: MemoForm, *, status: int = 200) -> HttpResponse:
    found = memo_findings(sources, sources.steps)
    organization, user = sources.result.organization, current_user(request)
    may_write = user.has_perm("reports.write_memo", organization)
    may_enter = user.has_perm("assessments.enter_scores", organization)
    may_administer = user.has_perm("organizations.administer", organization)
    editable = may_write and sources.memo.is_open and sources.result.assessment.pk is not None
    places = {"chain": may_administer, "scores": may_enter, "memo": editable}
    context: dict[str, Any] = {
        "organization": organization,
        "year": sources.result.year,
        "outcome": sources.result,
        "memo": sources.memo,
        # Shown again with an error, the form still says what the person saw: the guard stays.
        "version": posted_version(request) if status == 422 else sources.memo.version,
        "form": form,
        "first_error": next((form[name] for name in form.errors), None),
        "steps": sources.steps,
        "findings": [{"finding": row, "url": _mend(sources, row, places)} for row in found],
        "is_draft": sources.is_draft,
        "may_write": may_write,
        "may_enter": may_enter,
        "may_administer": may_administer,
        "editable": editable,
        "differences": _differences(sources.memo, form) if status == 409 else [],
        "conflict": status == 409 and sources.result.assessment.pk is not None,
        "templates": DEFAULT_PARAGRAPHS,
        **review_panel(sources, user, found),
        "placeholders": [(f"{{{name}}}", meaning) for name, meaning in PLACEHOLDERS.items()],
    }
    return render(request, "reports/memo.html", context, status=status)


def _mend(sources: Sources, finding: Finding, places: dict[str, bool]) -> str:
    """Return the address of the place where a finding is mended; empty where this person cannot now."""
    code, year = sources.result.organization.code, sources.result.year
    if finding.place == "chain":
        return reverse("chain", args=[code]) if places["chain"] else ""
    if finding.place in MemoText.__dataclass_fields__:
        return f"#id_{finding.place}" if places["memo"] else ""
    return reverse("scores", args=[code, year]) if places["scores"] else ""


def _differences(stored: Memo, form: MemoForm) -> list[dict[str, Any]]:
    """Return the fields in which what was typed is not what is stored now."""
    typed = form.cleaned_data
    return [
        {"field": form[name], "stored": form.fields[name].prepare_value(getattr(stored, name))}
        for name in typed
        if typed[name] != getattr(stored, name)
    ]
