"""The documents in forms that an office may edit: Word, and the measures as a worksheet."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from organizations.access import organization_view
from organizations.models import Organization
from reports.documents.kinds import KINDS, build_plan
from reports.docx.writing import current_docx
from reports.views.documents import send
from reports.views.memo import open_sources
from reports.xlsx.plan import plan_workbook

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@organization_view("reports.read")
@require_safe
def document_docx(request: HttpRequest, organization: Organization, year: int, kind: str) -> HttpResponseBase:
    """Send a document as a Word file."""
    if kind not in KINDS:
        raise Http404(f"no document {kind}")
    sources = open_sources(organization, year)
    return send(request, current_docx(kind, sources), WORD, KINDS[kind].file_name(sources, "docx"))


@organization_view("reports.read")
@require_safe
def plan_xlsx(request: HttpRequest, organization: Organization, year: int) -> HttpResponseBase:
    """Send the tables of the measures document as one worksheet."""
    sources = open_sources(organization, year)
    content = plan_workbook(build_plan(sources))
    return send(request, content, EXCEL, KINDS["plan"].file_name(sources, "xlsx"))
