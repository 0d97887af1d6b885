"""Lists as XLSX in which every cell is a text: nothing that a person typed can become a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import chain, islice

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

BOLD = Font(bold=True)
WIDTHS = (12, 50)  # narrowest and widest column, in characters
MEASURED = 100  # rows that the widths are taken from; they must be known before the first is written


def workbook(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[str]], notes: Sequence[str] = ()
) -> bytes:
    """Return a workbook with one sheet: notes, bold headings that stay in view and filter, then the rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    top = len(notes) + 1
    sheet.freeze_panes = f"A{top + 1}"
    lines = iter(rows)
    measured = list(islice(lines, MEASURED))
    for column, cells in enumerate(zip(headings, *measured, strict=True), start=1):
        width = min(max(WIDTHS[0], *(len(cell) + 2 for cell in cells)), WIDTHS[1])
        sheet.column_dimensions[get_column_letter(column)].width = width
    for note in notes:
        sheet.append([_text(sheet, note)])
    sheet.append([_text(sheet, heading, bold=True) for heading in headings])
    last = top
    for row in chain(measured, lines):
        sheet.append([_text(sheet, value) for value in row])
        last += 1
    sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(headings))}{last}"
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _text(sheet: object, value: str, *, bold: bool = False) -> WriteOnlyCell:
    """A cell of the type "string", which openpyxl would else guess from a leading "="."""
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    if bold:
        cell.font = BOLD
    return cell
