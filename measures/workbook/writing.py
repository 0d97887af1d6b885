"""A plan's measures as an XLSX worksheet with every column, ready to be edited and read back."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assessments.sheets.safe_cells import AMOUNT, Value, fill
from measures.models import Measure
from measures.workbook.columns import COLUMNS

SHEET = "แผนมาตรการ"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD = PatternFill("solid", start_color="1D4E89")
TOLD = PatternFill("solid", start_color="ECEFF4")  # columns that are not for editing


def plan_workbook(measures: Iterable[Measure]) -> bytes:
    """Return the bytes of the workbook; without measures, it is a form to fill in."""
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    _write_head(sheet)
    for row, measure in enumerate(measures, start=2):
        _write_row(sheet, row, [column.write(column.value(measure)) for column in COLUMNS])
    sheet.freeze_panes = "C2"
    _set_up_page(sheet)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _write_head(sheet: Worksheet) -> None:
    for number, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(1, number)
        fill(cell, column.heading)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), HEAD
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(number)].width = column.width


def _write_row(sheet: Worksheet, row: int, values: list[Value]) -> None:
    for number, (column, value) in enumerate(zip(COLUMNS, values, strict=True), start=1):
        cell = sheet.cell(row, number)
        fill(cell, value or None if isinstance(value, str) else value, decimals=AMOUNT)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        if column.told or column.key == "key":
            cell.fill = TOLD


def _set_up_page(sheet: Worksheet) -> None:
    """The page is as wide as the table, with the head on every one."""
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
