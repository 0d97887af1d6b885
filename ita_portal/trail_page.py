"""The page of the whole system's trail, for auditors and administrators. There is no way to change it."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from ita_portal.trail import Asked, as_rows, events
from organizations.access import current_user, scope_view
from organizations.downloads import attachment
from reports.workbooks import workbook
from thai.dates import parse_date, sortable_date

PAGE_SIZE = 50
LARGEST_EXPORT = 10_000
LONGEST_WORD = 100
SOURCES = {"": "ทั้งหมด", "log": "ข้อมูลและเอกสาร", "score": "คะแนน"}
HEADINGS = ("เมื่อ", "ผู้ทำรายการ", "รายการ", "สิ่งที่เปลี่ยนแปลง", "ช่องข้อมูล", "เดิม", "ใหม่")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@scope_view("reports.inspect")
@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """List what happened in the person's scope, newest first."""
    asked, problems = read(request.GET)
    found = events(current_user(request), asked, PAGE_SIZE)
    context = {
        "events": found,
        "older": found[-1].at.isoformat() if len(found) >= PAGE_SIZE else "",
        "asked": request.GET,
        "problems": problems,
        "sources": SOURCES,
        "section": "trail",
    }
    return render(request, "trail/trail.html", context)


@scope_view("reports.inspect")
@require_safe
def trail_list(request: HttpRequest) -> HttpResponse:
    """Send the narrowed trail as a workbook, at most the newest ten thousand events."""
    asked, _ = read(request.GET)
    found = events(current_user(request), asked, LARGEST_EXPORT)
    name = f"ประวัติการใช้งาน_{sortable_date(timezone.localdate(), '')}.xlsx"
    return attachment(workbook("ประวัติการใช้งาน", HEADINGS, as_rows(found)), name, XLSX)


def read(query: QueryDict) -> tuple[Asked, list[str]]:
    """Read what the address asks for; what cannot be read is left out and told."""
    problems: list[str] = []
    asked = Asked(
        words=query.get("q", "").strip()[:LONGEST_WORD],
        person=query.get("person", "").strip()[:LONGEST_WORD],
        source=query.get("source", "") if query.get("source") in SOURCES else "",
        since=_day(query.get("since", ""), problems),
        until=_day(query.get("until", ""), problems),
        before=_moment(query.get("before", "")),
    )
    return asked, problems


def _day(text: str, problems: list[str]) -> date | None:
    if not text.strip():
        return None
    try:
        return parse_date(text[:LONGEST_WORD])
    except ValueError as error:
        problems.append(str(error))
        return None


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None
