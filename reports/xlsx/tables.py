"""One table of a document as a worksheet, ready to print; the same table gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from assessments.sheets.safe_cells import Value, fill
from reports.settled import EPOCH, settled

_FONT = "TH Sarabun New"
_LINE = Side(style="thin")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


@dataclass(frozen=True)
class Table:
    """A worksheet's name, the lines above its head, heading → width in characters, its rows, its author."""

    name: str
    title: Sequence[str]
    columns: Mapping[str, int]
    rows: Sequence[Sequence[Value]]
    author: str


def workbook(table: Table) -> bytes:
    """Return the bytes of a workbook with the table as its only sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = table.name
    for number, line in enumerate(table.title, start=1):
        _write(sheet, number, [line], bold=True)
    head = len(table.title) + 1
    _write(sheet, head, list(table.columns), bold=True, grid=True)
    for number, row in enumerate(table.rows, start=head + 1):
        _write(sheet, number, row, grid=True)
    _set_up(sheet, head, list(table.columns.values()))
    book.properties.creator, book.properties.title = table.author, " ".join(table.title)
    return _saved(book)


def lines(items: Sequence[str]) -> str:
    """Several texts in one cell, one a line."""
    return "\n".join(items)


def _write(
    sheet: Worksheet, row: int, values: Sequence[Value], *, bold: bool = False, grid: bool = False
) -> None:
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column)
        cell.font = Font(name=_FONT, size=16, bold=bold)
        cell.alignment = Alignment(vertical="top", wrap_text=grid)
        if grid:
            cell.border = _GRID
        fill(cell, value)


def _set_up(sheet: Worksheet, head: int, widths: Sequence[int]) -> None:
    """Widths; the head stays in view and on every page; the page is as wide as the table."""
    for number, width in enumerate(widths, start=1):
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
