"""The page of the whole system's trail, for auditors and administrators. There is no way to change it."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ita_portal.trail import Asked, events
from ita_portal.trail_export import as_rows, every_event, note_of, taken
from ita_portal.trail_places import read_place
from organizations.access import current_user, scope_view
from organizations.downloads import attachment
from reports.workbooks import workbook
from thai.dates import parse_date, short_date, sortable_date

PAGE_SIZE = 50
LARGEST_EXPORT = 50_000  # events; with a row for each changed field they still fit one sheet of Excel
LONGEST_WORD = 100
SOURCES = {"": "ทั้งหมด", "log": "ข้อมูลและเอกสาร", "score": "คะแนน"}
HEADINGS = ("เมื่อ", "ผู้ทำรายการ", "รายการ", "สิ่งที่เปลี่ยนแปลง", "ช่องข้อมูล", "เดิม", "ใหม่")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@scope_view("reports.inspect")
@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """List what happened in the person's scope, newest first."""
    asked, problems = read(request.GET)
    person = current_user(request)
    found = events(person, asked, PAGE_SIZE + 1)
    shown = found[:PAGE_SIZE]
    context = {
        "events": shown,
        "older": str(shown[-1].place) if len(found) > PAGE_SIZE else "",
        "below": asked.before is not None,
        "note": note_of(person, asked, LARGEST_EXPORT),
        "asked": request.GET,
        "longest": LONGEST_WORD,
        "problems": problems,
        "sources": SOURCES,
        "section": "trail",
    }
    return render(request, "trail/trail.html", context)


@scope_view("reports.inspect")
@require_safe
def trail_list(request: HttpRequest) -> HttpResponse:
    """Send the narrowed trail as a workbook; it says so when not all of it has room."""
    asked, _ = read(request.GET)
    found, note = taken(current_user(request), asked, LARGEST_EXPORT)
    name = f"ประวัติการใช้งาน_{sortable_date(timezone.localdate(), '')}.xlsx"
    notes = [note] if note else []
    return attachment(workbook("ประวัติการใช้งาน", HEADINGS, as_rows(every_event(found)), notes), name, XLSX)


def read(query: QueryDict) -> tuple[Asked, list[str]]:
    """Read what the address asks for; what cannot be read is left out and told."""
    problems: list[str] = []
    asked = Asked(
        words=query.get("q", "").strip()[:LONGEST_WORD],
        person=query.get("person", "").strip()[:LONGEST_WORD],
        source=query.get("source", "") if query.get("source") in SOURCES else "",
        since=_day(query.get("since", ""), problems),
        until=_day(query.get("until", ""), problems),
        before=read_place(query.get("before", "")),
    )
    if asked.since and asked.until and asked.since > asked.until:
        since, until = (short_date(day, thai_digits=False) for day in (asked.since, asked.until))
        problems.append(f"“ตั้งแต่วันที่” ({since}) อยู่หลัง “ถึงวันที่” ({until}) โปรดแก้ไขให้วันแรกไม่อยู่หลังวันสุดท้าย")
    return asked, problems


def _day(text: str, problems: list[str]) -> date | None:
    if not text.strip():
        return None
    try:
        return parse_date(text[:LONGEST_WORD])
    except ValueError as error:
        problems.append(str(error))
        return None
