"""The documents of one organization and year, and their PDFs."""

from __future__ import annotations

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.http import require_safe

from organizations.access import current_user, organization_view
from organizations.models import Organization
from reports.documents.gaps import Gap, gaps_of
from reports.documents.kinds import DOCUMENTS, Kind
from reports.documents.printing import current_pdf
from reports.documents.sources import Sources
from reports.rendering.pdf import RendererUnavailable
from reports.services.readiness import memo_findings
from reports.views.memo import open_sources
from reports.xlsx.writing import TABLES

# A page is shown only to whom may edit there.
PAGE_PERMISSIONS = {
    "scores": "assessments.enter_scores",
    "measures": "measures.edit",
    "memo": "reports.write_memo",
}


@organization_view("reports.read")
@require_safe
def documents(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    """Show what each document is, whether it is a draft and what it lacks."""
    sources = open_sources(organization, year)
    gaps = gaps_of(sources, memo_findings(sources, sources.steps))
    links = _links(request, organization, year)
    context = {
        "organization": organization,
        "year": year,
        "outcome": sources.result,
        "is_draft": sources.is_draft,
        "has_data": sources.result.assessment.pk is not None,
        "plan_year": sources.plan_year,
        "links": links,
        "was_submitted": sources.memo.revision > 0,
        "documents": [
            {
                "kind": kind,
                "is_draft": kind.is_draft(sources),
                "url": reverse("document_pdf", args=[organization.code, year, kind.key]),
                "editable": _editable(organization, year, kind, sources),
                "file_name": kind.file_name(sources),
                "gaps": [{"gap": gap, "url": _link(links, gap)} for gap in gaps[kind.key]],
            }
            for kind in DOCUMENTS.values()
        ],
    }
    return render(request, "reports/documents.html", context)


@organization_view("reports.read")
@require_safe
def document_pdf(request: HttpRequest, organization: Organization, year: int, kind: str) -> HttpResponseBase:
    """Send a document as a download, or with ?view=1 for reading in the browser."""
    if kind not in DOCUMENTS:
        raise Http404(f"no document {kind}")
    sources = open_sources(organization, year)
    try:
        content = current_pdf(kind, sources)
    except RendererUnavailable as error:
        return _unavailable(request, error)
    return send(request, content, "application/pdf", DOCUMENTS[kind].file_name(sources))


def send(request: HttpRequest, content: bytes, content_type: str, name: str) -> HttpResponseBase:
    """Answer with a file, or 304 when the browser has the very same bytes."""
    etag = quote_etag(hashlib.sha256(content).hexdigest())
    response = HttpResponse(content, content_type=content_type)
    as_attachment = "view" not in request.GET
    response["Content-Disposition"] = content_disposition_header(as_attachment, name) or "attachment"
    response["ETag"] = etag
    # Its reader's browser may keep it and must ask each time; nobody in between may.
    response["Cache-Control"] = "private, no-cache"
    return get_conditional_response(request, etag=etag, response=response) or response


def _unavailable(request: HttpRequest, error: RendererUnavailable) -> HttpResponse:
    context = {"status": 503, "title": "ยังสร้างไฟล์ PDF ไม่ได้", "text": str(error)}
    return render(request, "errors/error.html", context, status=503)


def _editable(organization: Organization, year: int, kind: Kind, sources: Sources) -> list[dict[str, str]]:
    """The forms of a document that an office may edit: label, address and file name."""
    word = reverse("document_docx", args=[organization.code, year, kind.key])
    forms = [{"label": "Word", "url": word, "file_name": kind.file_name(sources, "docx")}]
    if kind.key in TABLES:
        table = reverse("document_xlsx", args=[organization.code, year, kind.key])
        forms.append({"label": "Excel", "url": table, "file_name": kind.file_name(sources, "xlsx")})
    return forms


def _links(request: HttpRequest, organization: Organization, year: int) -> dict[str, str]:
    user = current_user(request)
    return {
        page: reverse(page, args=[organization.code, year])
        for page, permission in PAGE_PERMISSIONS.items()
        if user.has_perm(permission, organization)
    }


def _link(links: dict[str, str], gap: Gap) -> str:
    return links.get(gap.page, "")
