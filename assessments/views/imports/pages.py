"""What the pages of an import show: counters that filter, old → new per cell, errors, the way on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assessments.models import ImportBatch, ImportRow, Indicator
from assessments.services.imports.refusals import ImportRefused
from organizations.access import current_user
from organizations.services.scopes import administers_widely
from organizations.titles import short_name

State = ImportBatch.State
SECTION = "imports"  # of the menu
PAGE_SIZE = 50
MOST_LEFT_OUT = 100
ERRORS = "errors"
# key → word, count's name, which rows
FILTERS: dict[str, tuple[str, str, Q]] = {
    "all": ("ทั้งหมด", "rows", Q()),
    "new": ("ใหม่", "new", Q(new__gt=0, errors=0)),
    "changed": ("เปลี่ยนแปลง", "changed", Q(changed__gt=0, errors=0)),
    "unchanged": ("เท่าเดิม", "unchanged", Q(unchanged__gt=0, errors=0)),
    "warnings": ("ข้อสังเกต", "warnings", ~Q(warnings=[])),
    ERRORS: ("ผิดพลาด", "errors", Q(errors__gt=0)),
}
ANNOUNCED = ("announced_total", "announced_level")
TEMPLATES: dict[str, str] = {
    State.UPLOADED: "failed",
    State.FAILED: "failed",
    State.RUNNING: "running",
    State.PREVIEWED: "preview",
    State.COMMITTED: "result",
    State.UNDONE: "result",
}


@dataclass(frozen=True)
class Cell:
    """One figure: as stored, as stated, and which of the counters counts it."""

    old: str
    new: str
    kind: str


@dataclass(frozen=True)
class Line:
    """One row of the preview with its figures in the order of the head."""

    row: ImportRow
    name: str
    is_new_agency: bool
    cells: tuple[Cell | None, ...]


def stamp(batch: ImportBatch) -> str:
    """Return what tells one preview from a later one."""
    return batch.beat_at.isoformat() if batch.beat_at else ""


def page_of(request: HttpRequest, batch: ImportBatch, refusal: ImportRefused | None = None) -> HttpResponse:
    """Render the step that the import waits at; 409 with the reason when a step was refused."""
    context: dict[str, Any] = {"batch": batch, "counts": batch.counts, "refusal": refusal, "section": SECTION}
    if batch.state in (State.PREVIEWED, State.COMMITTED, State.UNDONE):
        context |= _rows_context(request, batch)
    context["step"] = {"preview": 3, "running": 3, "result": 4}.get(TEMPLATES[batch.state], 2)
    template = f"assessments/imports/{TEMPLATES[batch.state]}.html"
    return render(request, template, context, status=409 if refusal else 200)


def _rows_context(request: HttpRequest, batch: ImportBatch) -> dict[str, Any]:
    shown = request.GET.get("show", "")
    shown = (
        shown
        if shown in FILTERS
        else ERRORS
        if batch.has_errors and batch.state == State.PREVIEWED
        else "all"
    )
    numbers = _numbers(batch)
    listed: QuerySet[Any] = batch.problems.all() if shown == ERRORS else _rows(batch, shown)
    page = Paginator(listed, PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "shown": shown,
        "filters": [(key, word, batch.counts.get(name, 0)) for key, (word, name, _) in FILTERS.items()],
        "numbers": numbers,
        "page": page,
        "lines": [] if shown == ERRORS else [_line(row, numbers) for row in page],
        "stamp": stamp(batch),
        "left_out": batch.rows.filter(errors__gt=0)[:MOST_LEFT_OUT],
        "more_left_out": max(batch.counts.get("rows_in_error", 0) - MOST_LEFT_OUT, 0),
        "may_create": administers_widely(current_user(request)),
        "years": _years(batch),
    }


def _rows(batch: ImportBatch, shown: str) -> QuerySet[ImportRow]:
    return batch.rows.filter(FILTERS[shown][2]).select_related("organization", "fiscal_year")


def _years(batch: ImportBatch) -> list[int]:
    years = batch.rows.order_by().exclude(fiscal_year=None).values_list("fiscal_year__year", flat=True)
    return sorted(set(years.distinct()))


def _numbers(batch: ImportBatch) -> dict[int, str]:
    """Return the indicators of the file's years, number → name."""
    years = batch.rows.order_by().values("fiscal_year")
    rows = Indicator.objects.filter(fiscal_year__in=years).order_by("number", "fiscal_year__year")
    return dict(rows.values_list("number", "name"))


def _line(row: ImportRow, numbers: Mapping[int, str]) -> Line:
    names = [*map(str, numbers), *ANNOUNCED]
    cells = tuple(
        _cell(*row.figures[name], left_out=bool(row.errors)) if name in row.figures else None
        for name in names
    )
    return Line(row, _name(row), row.organization is None and bool(row.creates), cells)


def _name(row: ImportRow) -> str:
    if row.organization is not None:
        return row.organization.short_name
    return short_name(row.creates["kind"], row.creates["name"]) if row.creates else row.agency


def _cell(old: str, new: str, *, left_out: bool) -> Cell:
    """Say what becomes of a figure; in a row with errors nothing does, so it bears no colour of a change."""
    if left_out:
        return Cell(old, new, "left-out")
    return Cell(old, new, "new" if not old else "unchanged" if old == new else "changed")
