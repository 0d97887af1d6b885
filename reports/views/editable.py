"""The documents in forms that an office may edit: Word, and their tables of measures as worksheets."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from organizations.access import organization_view
from organizations.models import Organization
from reports.documents.kinds import DOCUMENTS
from reports.docx.writing import current_docx
from reports.views.documents import send
from reports.views.memo import open_sources
from reports.xlsx.writing import TABLES, current_workbook

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@organization_view("reports.read")
@require_safe
def document_docx(request: HttpRequest, organization: Organization, year: int, kind: str) -> HttpResponseBase:
    """Send a document as a Word file."""
    if kind not in DOCUMENTS:
        raise Http404(f"no document {kind}")
    sources = open_sources(organization, year)
    return send(request, current_docx(kind, sources), WORD, DOCUMENTS[kind].file_name(sources, "docx"))


@organization_view("reports.read")
@require_safe
def document_xlsx(request: HttpRequest, organization: Organization, year: int, kind: str) -> HttpResponseBase:
    """Send a document's table of measures as a worksheet."""
    if kind not in TABLES:
        raise Http404(f"no worksheet of {kind}")
    sources = open_sources(organization, year)
    return send(request, current_workbook(kind, sources), EXCEL, DOCUMENTS[kind].file_name(sources, "xlsx"))
