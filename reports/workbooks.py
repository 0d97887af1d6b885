"""Lists as XLSX in which every cell is a text: nothing that a person typed can become a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

BOLD = Font(bold=True)
WIDTHS = (12, 50)  # narrowest and widest column, in characters


def workbook(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a workbook with one sheet: bold headings that stay in view, then the rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for column, heading in enumerate(headings, start=1):
        width = min(max(2 * len(heading), WIDTHS[0]), WIDTHS[1])
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.append([_text(sheet, heading, bold=True) for heading in headings])
    for row in rows:
        sheet.append([_text(sheet, value) for value in row])
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
