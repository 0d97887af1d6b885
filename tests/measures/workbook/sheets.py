"""Worksheets of a plan for tests: exported ones, changed in place as a person would change them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from measures.models import Plan
from measures.services.importing import preview
from measures.standing import Standing, standing_of
from measures.workbook.changes import Preview
from measures.workbook.columns import COLUMNS
from measures.workbook.reading import Table, read_table
from measures.workbook.writing import plan_workbook

HEADINGS = [column.heading for column in COLUMNS]
PLACES = {column.key: place for place, column in enumerate(COLUMNS, start=1)}


def exported(plan: Plan | None) -> bytes:
    """Return the plan's worksheet as the export writes it."""
    return plan_workbook(plan.measures.order_by("indicator__number", "order") if plan else [])


def edited(content: bytes, *cells: tuple[int, str, Any]) -> bytes:
    """Return the workbook with other values in some cells, given as (row, column key, value)."""
    book = load_workbook(BytesIO(content))
    for row, key, value in cells:
        book.active.cell(row, PLACES[key]).value = value
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def new_row(content: bytes, row: int, **values: Any) -> bytes:
    """Return the workbook with one more complete measure; `values` replace or add cells of it."""
    filled = {
        "number": 9,
        "approach": "มาตรการใหม่",
        "method": "ขั้นตอนแรก\nขั้นตอนที่สอง",
        "lead": "สำนักปลัด",
        "starts": "ตุลาคม 2564",
        "ends": "มีนาคม 2565",
    } | values
    return edited(content, *((row, key, value) for key, value in filled.items()))


def table(content: bytes) -> Table:
    """Read a workbook."""
    return read_table(content, "แผน.xlsx")


def compared(plan: Plan, content: bytes) -> Preview:
    """Preview a workbook against its plan."""
    return preview(standing(plan), plan, table(content))


def standing(plan: Plan) -> Standing:
    """Return what the plan answers."""
    return standing_of(plan.organization, plan.assessment.fiscal_year.year)


def upload(content: bytes, name: str = "แผน.xlsx") -> SimpleUploadedFile:
    """Return a workbook as a browser uploads it."""
    return SimpleUploadedFile(name, content)
