"""The tables of the measures document as one worksheet, ready to print."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from reports.documents.plan import PlanDocument, PlanRow
from reports.rendering.pdf import printable
from reports.settled import EPOCH, settled

SHEET = "มาตรการ"
COLUMNS = {  # heading → width in characters
    "เครื่องมือ": 10,
    "ตัวชี้วัดที่": 10,
    "ตัวชี้วัด": 24,
    "คะแนน": 10,
    "มาตรการ/แนวทาง": 40,
    "วิธีการดำเนินการ": 44,
    "ผู้รับผิดชอบ": 20,
    "ระยะเวลาดำเนินการ": 18,
    "การติดตามผล": 28,
}
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_FONT = "TH Sarabun New"
_LINE = Side(style="thin")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)

Value = str | int | Decimal | None


def plan_workbook(document: PlanDocument) -> bytes:
    """The bytes of the workbook; the same document gives the same bytes."""
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    for row in _titles(document):
        _write(sheet, row, bold=True)
    head = len(document.title) + 1
    _write(sheet, list(COLUMNS), bold=True, grid=True)
    for row in _rows(document):
        _write(sheet, row, grid=True)
    _set_up(sheet, head)
    book.properties.creator = document.outcome.agency.name
    book.properties.title = " ".join(document.title)
    return _saved(book)


def _titles(document: PlanDocument) -> Iterator[list[Value]]:
    for line in document.title:
        yield [line]


def _rows(document: PlanDocument) -> Iterator[list[Value]]:
    for block in document.blocks:
        for row in block.rows:
            yield [block.instrument.code, *_indicator(row), *_measure(row)]


def _indicator(row: PlanRow) -> list[Value]:
    return [row.indicator.number, row.indicator.name, row.indicator.score]


def _measure(row: PlanRow) -> list[Value]:
    """The five columns of the printed table; without a measure only its recommendation."""
    measure = row.measure
    if measure is None:
        return [row.indicator.recommendation, None, None, None, None]
    lists = (measure.steps, measure.departments, measure.follow_up)
    steps, departments, follow_up = ("\n".join(each) for each in lists)
    return [measure.approach, steps, departments, measure.period, follow_up]


def _write(sheet: Worksheet, values: list[Value], *, bold: bool = False, grid: bool = False) -> None:
    row = 1 if sheet.max_row == 1 and sheet["A1"].value is None else sheet.max_row + 1
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column)
        cell.font = Font(name=_FONT, size=16, bold=bold)
        cell.alignment = Alignment(vertical="top", wrap_text=grid)
        if grid:
            cell.border = _GRID
        fill(cell, value)


def fill(cell: Cell, value: Value) -> None:
    """Numbers stay numbers, texts stay texts: none becomes a formula, not even when it is edited."""
    cell.value = printable(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(DANGEROUS)
    elif isinstance(value, Decimal):
        cell.number_format = "0.00"


def _set_up(sheet: Worksheet, head: int) -> None:
    """Widths; the head stays in view and on every page; the page is as wide as the table."""
    for number, width in enumerate(COLUMNS.values(), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = f"A{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _saved(book: Workbook) -> bytes:
    """Save; openpyxl writes the time of saving into the properties, which are put right afterwards."""
    target = BytesIO()
    book.save(target)
    book.properties.created = book.properties.modified = EPOCH.replace(tzinfo=None)
    return settled(target.getvalue(), {"docProps/core.xml": tostring(book.properties.to_tree())})
