"""What an agency shows everybody: the documents that it publishes, and the result that they tell."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.http import require_safe

from organizations.access import public_view
from reports.services import publishing as service
from reports.services.facts import told_result
from reports.services.files import Damaged, intact_content

NOTHING = "ไม่มีเอกสารที่เผยแพร่ ณ ที่อยู่นี้"
# Anyone may keep a copy, but must ask each time: a publication can end.
SHARED = "public, no-cache"


@public_view
@require_safe
def page(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """List what an agency publishes on one fiscal year."""
    publications = service.published(code, year)
    if not publications:
        raise Http404(NOTHING)
    latest = max(publications, key=lambda row: row.document.issued_at).document
    context = {
        "organization": latest.organization,
        "year": year,
        "publications": publications,
        "told": told_result(latest.data),
    }
    return render(request, "reports/public.html", context)


@public_view
@require_safe
def document(request: HttpRequest, code: str, year: int, key: str) -> HttpResponseBase:
    """Send a published document, to be read in the browser."""
    found = service.published_document(code, year, key)
    if found is None:
        raise Http404(NOTHING)
    try:
        content = intact_content(found)
    except Damaged as damage:
        context = {"status": 503, "title": "ยังเปิดเอกสารไม่ได้", "text": str(damage)}
        return render(request, "errors/error.html", context, status=503)
    etag = quote_etag(found.sha256)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, found.file_name) or "inline"
    response["ETag"], response["Cache-Control"] = etag, SHARED
    return get_conditional_response(request, etag=etag, response=response) or response
