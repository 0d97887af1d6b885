"""Which issued documents the public can read: chosen one by one, ended with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from organizations.access import current_user, organization_view
from organizations.models import Organization
from reports.models import IssuedDocument
from reports.review_forms import EndForm
from reports.services import publishing as service
from reports.views.memo import open_fiscal_year


@organization_view("reports.read")
@require_safe
def publishing(request: HttpRequest, organization: Organization, year: int) -> HttpResponse:
    """Show the issued documents of a year, and the address at which the public finds them."""
    open_fiscal_year(year)
    return _page(request, organization, year)


@organization_view("reports.publish")
@require_POST
def publish(request: HttpRequest, organization: Organization, year: int, key: str) -> HttpResponse:
    """Let the public read a document."""
    document = _document(organization, year, key)
    try:
        service.publish(document, user=current_user(request))
        messages.success(request, f"เผยแพร่{document.get_kind_display()}แล้ว ประชาชนอ่านได้โดยไม่ต้องเข้าสู่ระบบ")
    except service.Superseded as refusal:
        messages.error(request, str(refusal))
    return redirect("publishing", organization.code, year)


@organization_view("reports.publish")
@require_POST
def end(request: HttpRequest, organization: Organization, year: int, key: str) -> HttpResponse:
    """Take a document from the public page, with a reason."""
    document = _document(organization, year, key)
    form = EndForm(request.POST, auto_id=_ids(document))
    if not form.is_valid():
        return _page(request, organization, year, refused={document.code: form})
    try:
        service.end(document, user=current_user(request), reason=form.cleaned_data["reason"])
        messages.success(request, f"ยกเลิกการเผยแพร่{document.get_kind_display()}แล้ว")
    except service.NotPublished as refusal:
        messages.error(request, str(refusal))
    return redirect("publishing", organization.code, year)


def _document(organization: Organization, year: int, key: str) -> IssuedDocument:
    documents = IssuedDocument.objects.select_related("superseded_by").defer("data")
    return get_object_or_404(documents, organization=organization, year=year, code=key)


def _ids(document: IssuedDocument) -> str:
    """Ids of a form's fields that are unique on the page."""
    return f"id-{document.code}-%s"


def _page(
    request: HttpRequest,
    organization: Organization,
    year: int,
    refused: Mapping[str, EndForm] = MappingProxyType({}),
) -> HttpResponse:
    """Show the page; `refused` holds the form whose reason was refused, by the code of its document."""
    rows = service.rows_of(organization, year)
    context = {
        "organization": organization,
        "year": year,
        "rows": [
            (row, refused.get(row.document.code) or EndForm(auto_id=_ids(row.document))) for row in rows
        ],
        "is_public": any(row.publication for row in rows),
        "address": settings.BASE_URL + reverse("public", args=[organization.code, year]),
        "section": "documents",
        "may_publish": current_user(request).has_perm("reports.publish", organization),
    }
    return render(request, "reports/publishing.html", context, status=422 if refused else 200)
