"""Evidence: attach, download, delete, call back. Files leave the portal only through here."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from measures.evidence_files import RefusedFile
from measures.models import Evidence
from measures.report_forms import MoreEvidenceForm
from measures.services import evidence as services
from measures.services.refusals import Refused
from measures.views.common import find_measure, refuse
from measures.views.progress import find_progress, measure_url
from organizations.access import current_user, organization_view
from organizations.models import Organization


def find_evidence(organization: Organization, year: int, key: int, *, removed_too: bool = False) -> Evidence:
    """Return a proof that belongs to this organization and year, all above it present; else Http404."""
    manager = Evidence.everything if removed_too else Evidence.objects
    evidence = (
        manager.filter(
            pk=key,
            progress__removed_at=None,
            progress__measure__removed_at=None,
            progress__measure__plan__organization=organization,
            progress__measure__plan__assessment__fiscal_year__year=year,
        )
        .select_related("progress__measure__plan")
        .first()
    )
    if evidence is None:
        raise Http404("no such evidence in this plan")
    return evidence


@organization_view("measures.edit")
@require_POST
def evidence_add(
    request: HttpRequest, organization: Organization, year: int, measure: int, progress: int
) -> HttpResponse:
    """Attach a file or an address to a report; say why when it is refused."""
    stored = find_measure(organization, year, measure)
    report, back = find_progress(stored, progress), measure_url(organization, year, stored)
    form, user = MoreEvidenceForm(request.POST, request.FILES), current_user(request)
    if not form.is_valid():
        reasons = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return refuse(request, Refused(reasons), back)
    try:
        services.attach(report, by=user, file=form.cleaned_data["file"], url=form.cleaned_data["url"])
    except (Refused, RefusedFile) as refusal:
        return refuse(request, Refused(str(refusal)), back)
    messages.success(request, "แนบหลักฐานแล้ว")
    return redirect(back)


@organization_view("measures.read")
@require_GET
def evidence_file(
    request: HttpRequest, organization: Organization, year: int, evidence: int
) -> HttpResponseBase:
    """Serve a stored file as a download that no browser opens as a page."""
    proof = find_evidence(organization, year, evidence)
    if not proof.file or not proof.file.storage.exists(proof.file.name or ""):
        raise Http404("this evidence has no stored file")
    response = FileResponse(
        proof.file.open("rb"), as_attachment=True, filename=proof.name, content_type=proof.content_type
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@organization_view("measures.edit")
@require_POST
def evidence_delete(
    request: HttpRequest, organization: Organization, year: int, evidence: int
) -> HttpResponse:
    """Delete a proof (the page asks first); offer to undo."""
    proof = find_evidence(organization, year, evidence)
    back = measure_url(organization, year, proof.progress.measure)
    try:
        services.remove_evidence(proof)
    except Refused as refusal:
        return refuse(request, refusal, back)
    undo = reverse("evidence_restore", args=[organization.code, year, proof.pk])
    messages.success(request, f"ลบหลักฐาน “{proof.name}” แล้ว", extra_tags=undo)
    return redirect(back)


@organization_view("measures.edit")
@require_POST
def evidence_restore(
    request: HttpRequest, organization: Organization, year: int, evidence: int
) -> HttpResponse:
    """Undo the deletion of a proof."""
    proof = find_evidence(organization, year, evidence, removed_too=True)
    back = measure_url(organization, year, proof.progress.measure)
    try:
        services.restore_evidence(proof)
    except Refused as refusal:
        return refuse(request, refusal, back)
    messages.success(request, f"เรียกคืนหลักฐาน “{proof.name}” แล้ว")
    return redirect(back)
