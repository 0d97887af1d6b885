"""Downloads of an import: the file as it was uploaded, and the same with its errors marked."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from assessments.services.imports.batches import stored_data
from assessments.services.imports.marked import marked_file
from assessments.services.imports.refusals import FileChanged
from assessments.services.score_sheets import FORMATS
from assessments.views.imports.access import PERMISSION, reachable_batch
from organizations.access import scope_view
from organizations.downloads import attachment


@scope_view(PERMISSION)
def original(request: HttpRequest, batch: int) -> HttpResponse:
    """Hand out the file as it was uploaded, never as something that a browser would open."""
    found = reachable_batch(request, batch)
    try:
        return attachment(stored_data(found), found.file_name, "application/octet-stream")
    except FileChanged as refusal:
        messages.error(request, str(refusal))
        return redirect("imports")


@scope_view(PERMISSION)
def marked(request: HttpRequest, batch: int) -> HttpResponse:
    """Hand out the workbook with the wrong cells coloured and commented."""
    found = reachable_batch(request, batch)
    try:
        content, name = marked_file(found)
    except FileChanged as refusal:
        messages.error(request, str(refusal))
        return redirect("imports")
    return attachment(content, name, FORMATS["xlsx"])
