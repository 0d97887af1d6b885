"""The four steps of an import: choose a file, match its columns, check, see the result."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from assessments.import_forms import ColumnsForm, UploadForm
from assessments.models import ImportBatch
from assessments.services.imports import jobs
from assessments.services.imports.batches import choose_columns, grids_of, open_batch
from assessments.services.imports.refusals import ChangedMeanwhile, ImportRefused, WrongState
from assessments.sheets.limits import SheetFileError
from assessments.views.imports import pages
from assessments.views.imports.access import PERMISSION, reachable_batch
from organizations.access import current_user, scope_view

State = ImportBatch.State


@scope_view(PERMISSION)
def new(request: HttpRequest) -> HttpResponse:
    """Take a file; what cannot be read is said at the field and not kept."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch, _ = open_batch(
                file.read(), file.name, user=current_user(request), year=form.cleaned_data["year"]
            )
        except SheetFileError as refusal:
            form.add_error("file", refusal.message)
        else:
            return redirect("import_columns", batch.pk)
    context = {"form": form, "step": 1, "section": pages.SECTION}
    return render(request, "assessments/imports/new.html", context, status=422 if form.errors else 200)


@scope_view(PERMISSION)
def columns(request: HttpRequest, batch: int) -> HttpResponse:
    """Show what was recognised; take corrections, then check the file."""
    found = reachable_batch(request, batch)
    if request.method != "POST" and found.state not in (State.UPLOADED, State.PREVIEWED, State.FAILED):
        return redirect(found)
    try:
        form = ColumnsForm(found, grids_of(found), request.POST if request.method == "POST" else None)
    except (ImportRefused, SheetFileError) as refusal:
        messages.error(request, str(refusal))
        return redirect("imports")
    if form.is_valid():
        return _check(request, found, form)
    context = {"batch": found, "form": form, "step": 2, "section": pages.SECTION}
    return render(request, "assessments/imports/columns.html", context, status=422 if form.errors else 200)


def _check(request: HttpRequest, batch: ImportBatch, form: ColumnsForm) -> HttpResponse:
    user = current_user(request)
    try:
        choose_columns(batch, form.choices(), year=form.cleaned_data["year"], user=user)
        jobs.start_preview(batch, user=user)
    except WrongState as refusal:
        messages.error(request, str(refusal))
    return redirect(batch)


@scope_view(PERMISSION)
def step(request: HttpRequest, batch: int) -> HttpResponse:
    """Show the step that the import waits at."""
    found = reachable_batch(request, batch)
    jobs.recover(found)
    found.refresh_from_db(fields=["state", "job", "error", "progress"])
    if found.state == State.UPLOADED and not found.error:
        return redirect("import_columns", found.pk)
    return pages.page_of(request, found)


@scope_view(PERMISSION)
def progress(request: HttpRequest, batch: int) -> HttpResponse:
    """Tell how far a job is; once it is over, send the browser to the step that follows."""
    found = reachable_batch(request, batch)
    if found.state != State.RUNNING or found.is_stalled:
        return HttpResponse(headers={"HX-Redirect": found.get_absolute_url()})
    return render(request, "assessments/imports/_progress.html", {"batch": found})


@scope_view(PERMISSION)
@require_POST
def recheck(request: HttpRequest, batch: int) -> HttpResponse:
    """Check the file again, with or without adding the agencies that are not known."""
    found = reachable_batch(request, batch)
    create = "create" in request.POST
    return _move(
        request,
        found,
        lambda: jobs.start_preview(found, user=current_user(request), create_organizations=create),
    )


@scope_view(PERMISSION)
@require_POST
def commit(request: HttpRequest, batch: int) -> HttpResponse:
    """Import what the page showed."""
    found = reachable_batch(request, batch)

    def verb() -> None:
        if request.POST.get("seen") != pages.stamp(found):
            raise ChangedMeanwhile
        good_only = "good_rows_only" in request.POST
        jobs.start_commit(found, user=current_user(request), good_rows_only=good_only)

    return _move(request, found, verb, done="นำเข้าคะแนนจากไฟล์ {name} แล้ว")


@scope_view(PERMISSION)
@require_POST
def undo(request: HttpRequest, batch: int) -> HttpResponse:
    """Bring back what was there before the import."""
    found = reachable_batch(request, batch)
    return _move(
        request,
        found,
        lambda: jobs.start_undo(found, user=current_user(request)),
        done="ยกเลิกการนำเข้าไฟล์ {name} และคืนค่าเดิมแล้ว",
    )


def _move(request: HttpRequest, batch: ImportBatch, verb: Callable[[], None], done: str = "") -> HttpResponse:
    """Make the step; a refusal is told on the page of the step that the import waits at."""
    try:
        verb()
    except ImportRefused as refusal:
        batch.refresh_from_db()
        return pages.page_of(request, batch, refusal=refusal)
    batch.refresh_from_db()
    if done and batch.state != State.RUNNING:
        messages.success(request, done.format(name=batch.file_name))
    return redirect(batch)
