"""Submitted revisions and issued documents of one organization and year: to read and to fetch."""

from __future__ import annotations

from csp.decorators import csp
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from organizations.access import current_user, organization_view
from organizations.downloads import attachment
from organizations.models import Organization
from reports.documents.kinds import KINDS
from reports.documents.printing import document_html, document_pdf
from reports.models import IssuedDocument, MemoRevision, ReviewStep
from reports.rendering.pdf import RendererUnavailable
from reports.services.files import Damaged, fetch, intact_scan
from reports.services.freeze import submitted_emblem
from reports.services.submitted import commented_memo, steps_of
from reports.views.memo import PREVIEW_POLICY


def _revision(organization: Organization, year: int, number: int) -> MemoRevision:
    return get_object_or_404(
        MemoRevision,
        memo__assessment__organization=organization,
        memo__assessment__fiscal_year__year=year,
        number=number,
    )


@organization_view("reports.read")
@require_safe
@xframe_options_sameorigin
@csp(PREVIEW_POLICY)
def revision(request: HttpRequest, organization: Organization, year: int, number: int) -> HttpResponse:
    """Show a submitted memo with its comments, as it will print."""
    found = _revision(organization, year, number)
    document = commented_memo(found, steps_of(found))
    emblem = submitted_emblem(found, organization).data_address
    html = document_html(KINDS["memo"], document, emblem=emblem, draft=False)
    context = {"document_html": mark_safe(html), "draft": False, "organization": organization}
    return render(request, "reports/preview.html", context)


@organization_view("reports.read")
@require_safe
def revision_pdf(request: HttpRequest, organization: Organization, year: int, number: int) -> HttpResponse:
    """Send a submitted memo with its comments so far, to be printed where a comment is given on paper."""
    found = _revision(organization, year, number)
    document, emblem = commented_memo(found, steps_of(found)), submitted_emblem(found, organization)
    try:
        content = document_pdf(KINDS["memo"], document, organization, emblem=emblem, draft=False)
    except RendererUnavailable as error:
        context = {"status": 503, "title": "ยังสร้างไฟล์ PDF ไม่ได้", "text": str(error)}
        return render(request, "errors/error.html", context, status=503)
    name = f"บันทึกข้อความ_{organization.short_name}_ITA{year}_เสนอครั้งที่{number}.pdf"
    return attachment(content, name, "application/pdf")


@organization_view("reports.read")
@require_safe
def issued(request: HttpRequest, organization: Organization, year: int, key: str) -> HttpResponse:
    """Send an issued document and note who fetched it."""
    document = get_object_or_404(
        IssuedDocument.objects.select_related("organization", "revision"),
        organization=organization,
        year=year,
        code=key,
    )
    try:
        content = fetch(document, current_user(request))
    except Damaged as damage:
        messages.error(request, str(damage))
        return redirect("memo", organization.code, year)
    return attachment(content, document.file_name, "application/pdf")


@organization_view("reports.read")
@require_safe
def scan(request: HttpRequest, organization: Organization, year: int, step: int) -> HttpResponse:
    """Send the scan of a comment that was given on paper."""
    found = get_object_or_404(
        ReviewStep,
        pk=step,
        revision__memo__assessment__organization=organization,
        revision__memo__assessment__fiscal_year__year=year,
    )
    if not found.scan:
        raise Http404("ไม่มีภาพสแกนของความเห็นนี้")
    try:
        content = intact_scan(found)
    except Damaged as damage:
        messages.error(request, str(damage))
        return redirect("memo", organization.code, year)
    suffix = str(found.scan.name).rpartition(".")[2]
    return attachment(content, f"ความเห็น_{found.title}.{suffix}", "application/octet-stream")
