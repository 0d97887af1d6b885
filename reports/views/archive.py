"""The archive for auditors: the register of issued documents, their trails, ZIP and XLSX."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from organizations.access import current_user, scope_view
from organizations.downloads import attachment
from reports import tasks
from reports.models import ArchiveBundle, IssuedDocument
from reports.services import archive as service
from thai.dates import sortable_date

PAGE_SIZE = 50
TRAIL_SIZE = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@scope_view("reports.inspect")
@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """List the issued documents; filters and order stand in the address."""
    user = current_user(request)
    found = service.filtered(user, request.GET)
    context = {
        "filter": found,
        "page": Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page")),
        "choices": service.choices_of(user),
        "sort": request.GET.get("sort", ""),
        "is_narrow": any(request.GET.get(name) for name in found.form.fields if name != "sort"),
        "section": "archive",
    }
    return render(request, "reports/archive.html", context)


@scope_view("reports.inspect")
@require_safe
def archive_list(request: HttpRequest) -> HttpResponse:
    """Send the filtered list as a workbook."""
    documents = service.chosen(current_user(request), request.GET)[: service.LARGEST_LIST]
    name = f"ทะเบียนเอกสาร_{sortable_date(timezone.localdate(), '')}.xlsx"
    return attachment(service.register_workbook(documents), name, XLSX)


@scope_view("reports.inspect")
@require_safe
def archive_document(request: HttpRequest, key: str) -> HttpResponse:
    """Show the facts of a document and its trail."""
    documents = IssuedDocument.objects.inspectable_by(current_user(request)).defer("data")
    related = ("organization", "revision", "issued_by", "supersedes", "superseded_by")
    document = get_object_or_404(documents.select_related(*related), code=key)
    trail = document.downloads.select_related("by")[:TRAIL_SIZE]
    context = {"document": document, "trail": trail, "section": "archive"}
    return render(request, "reports/archive_document.html", context)


@scope_view("reports.inspect")
@require_POST
def bundles(request: HttpRequest) -> HttpResponse:
    """Begin a ZIP of the ticked documents, or of the whole filtered set when none is ticked."""
    ticked = [int(key) for key in request.POST.getlist("document") if key.isascii() and key.isdigit()]
    query = QueryDict(request.POST.get("query", "")[:2_000])
    try:
        bundle = service.order_bundle(current_user(request), query, ticked[: service.LARGEST_BUNDLE + 1])
    except (service.NothingChosen, service.TooMany) as refusal:
        messages.error(request, str(refusal))
        return redirect("archive")
    tasks.build_bundle.enqueue(bundle.pk)
    return redirect("archive_bundle", bundle.pk)


@scope_view("reports.inspect")
@require_safe
def archive_bundle(request: HttpRequest, bundle: int) -> HttpResponse:
    """Show how far the ZIP is; htmx asks for the inner part alone."""
    found = get_object_or_404(ArchiveBundle, pk=bundle, by=current_user(request))
    part = "reports/_bundle.html" if request.headers.get("HX-Request") else "reports/bundle.html"
    return render(request, part, {"bundle": found, "section": "archive"})


@scope_view("reports.inspect")
@require_safe
def archive_bundle_file(request: HttpRequest, bundle: int) -> HttpResponseBase:
    """Send a finished ZIP."""
    found = get_object_or_404(ArchiveBundle, pk=bundle, by=current_user(request))
    if found.state != ArchiveBundle.State.READY:
        raise Http404("ไฟล์ชุดนี้ยังไม่พร้อม")
    made = timezone.localtime(found.created_at)
    name = f"คลังเอกสาร_{sortable_date(made, '')}-{made:%H%M}.zip"
    return FileResponse(service.fetch_bundle(found), as_attachment=True, filename=name)
