"""The self-check of a year as a workbook to take away."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from assessments.disclosure_sheet import Checklist, Part, Row
from assessments.sheets.writing import xlsx_table
from thai.dates import sortable_date

HEADINGS = (
    "ข้อ",
    "ชื่อ",
    "ต้องแสดง",
    "ตัวชี้วัดย่อย",
    "คะแนนของข้อนี้ในคะแนนรวม",
    "เผยแพร่แล้ว",
    "ที่อยู่เว็บไซต์",
    "ผู้รับผิดชอบ",
    "หมายเหตุ",
    "แก้ไขล่าสุดโดย",
    "แก้ไขเมื่อ",
)
WIDTHS = (7, 36, 60, 28, 14, 16, 48, 24, 36, 24, 14)
WORTH = range(5, 6)


def checklist_workbook(checklist: Checklist, year: int) -> bytes:
    """Return the bytes of the workbook: one item a row, in the official order."""
    parts = (part for block in checklist.blocks for part in block.parts)
    rows = [HEADINGS, *(_line(part, row) for part in parts for row in part.rows)]
    return xlsx_table(f"OIT {year}", rows, widths=WIDTHS, scores=WORTH, height=len(rows))


def _line(part: Part, row: Row) -> tuple[object, ...]:
    return (row.item.code, row.item.name, row.item.must_show, str(part.part), row.worth, *_answer(row))


def _answer(row: Row) -> Iterator[str | None]:
    answer = row.answer
    yield "เผยแพร่แล้ว" if row.published else "ยังไม่เผยแพร่"
    if answer is None:
        return
    yield answer.url or None
    yield answer.department.name if answer.department else None
    yield answer.note or None
    yield str(answer.changed_by or "ระบบ")
    yield sortable_date(timezone.localtime(answer.changed_at))
