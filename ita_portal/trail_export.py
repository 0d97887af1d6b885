"""The trail as a workbook: read in parts, so that memory holds few of its events, and never cut silently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils import timezone

from ita_portal.trail import Asked, Event, events_at, places
from ita_portal.trail_places import Place
from organizations.models import User
from thai.dates import short_date, sortable_date

AT_ONCE = 900  # events of one query: SQLite takes no more than a thousand parameters


def taken(user: User, asked: Asked, limit: int) -> tuple[list[Place], str]:
    """Return the places of the newest events, at most `limit`, and a note when there are more."""
    found = [Place(*parts) for parts in places(user, asked)[: limit + 1]]
    return found[:limit], _note(found[limit - 1 :], limit)


def note_of(user: User, asked: Asked, limit: int) -> str:
    """Return only the note, for the page, without reading every place."""
    return _note([Place(*parts) for parts in places(user, asked)[limit - 1 : limit + 1]], limit)


def _note(edge: Sequence[Place], limit: int) -> str:
    """Say where the file ends, given the last place in it and the first that has no room; else nothing."""
    if len(edge) < 2:
        return ""
    last, missing = (timezone.localtime(place.at).replace(microsecond=0) for place in edge)
    day = short_date(last.date(), thai_digits=False)
    # The file shows no more than seconds: of the last second in it, events may be missing.
    halfway = " แต่รายการของเวลาดังกล่าวมีเพียงบางส่วน" if last == missing else ""
    return (
        f"ไฟล์ XLSX มีเพียง {limit:,} รายการล่าสุด "
        f"ตั้งแต่ {day} เวลา {last:%H.%M.%S}\N{NO-BREAK SPACE}น. เป็นต้นมา{halfway} "
        f"หากต้องการรายการก่อนหน้านั้น โปรดเลือก “ถึงวันที่” เป็น {day} หรือก่อนหน้า "
        "แล้วดาวน์โหลดอีกครั้ง หากวันเดียวมีรายการมากกว่านี้ โปรดระบุหน่วยงานหรือจังหวัดด้วย"
    )


def every_event(found: Sequence[Place]) -> Iterator[Event]:
    """Give the events at the places, reading some at a time."""
    for start in range(0, len(found), AT_ONCE):
        yield from events_at(found[start : start + AT_ONCE])


def as_rows(found: Iterable[Event]) -> Iterator[tuple[str, ...]]:
    """Give one row per changed field, for a workbook."""
    for event in found:
        local = timezone.localtime(event.at)
        for label, old, new in event.changes or (("", "", ""),):
            yield (
                f"{sortable_date(local)} {local:%H:%M:%S}",
                event.who,
                event.did,
                event.thing,
                label,
                old,
                new,
            )
