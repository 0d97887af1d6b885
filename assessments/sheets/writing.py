"""Writing sheets: tables of scores and workbooks with marked cells; no text becomes a formula."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from assessments.sheets.grid import Grid
from assessments.sheets.safe_cells import DANGEROUS, fill

MARK = PatternFill("solid", fgColor="FFC7CE")
HEAD = PatternFill("solid", fgColor="DCE6F1")
AUTHOR = "ITA Portal"
SUMMARY = "ข้อผิดพลาด"
SUMMARY_HEAD = ("แผ่นงาน", "เซลล์", "ค่าที่พบ", "ปัญหา", "ที่ถูกต้อง")

Row = Sequence[object]
Marks = Mapping[str, Mapping[str, str]]  # sheet → cell → what is wrong


def csv_text(value: object) -> object:
    """Return a csv cell that no program takes for a formula; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(DANGEROUS) else value


def csv_table(rows: Iterable[Row]) -> bytes:
    """Return rows as csv that spreadsheet programs read as UTF-8."""
    buffer = io.StringIO()
    csv.writer(buffer).writerows([csv_text(value) for value in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def xlsx_table(name: str, rows: Iterable[Row], *, widths: Sequence[int], scores: range, height: int) -> bytes:
    """Return rows, the first one their header, as a workbook of one sheet.

    `scores`: columns (1-based) that take numbers from 0 to 100; `height`: the number of rows.
    """
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "C2"
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    area = f"{get_column_letter(scores[0])}2:{get_column_letter(scores[-1])}{max(height, 2)}"
    check = DataValidation(type="decimal", operator="between", formula1="0", formula2="100", sqref=area)
    check.errorTitle, check.error = "คะแนนไม่ถูกต้อง", "คะแนนต้องเป็นตัวเลข 0 ถึง 100"
    sheet.data_validations.append(check)
    for index, row in enumerate(rows):
        sheet.append([_cell(sheet, value, is_head=index == 0) for value in row])
    return _saved(book)


def _cell(sheet: object, value: object, *, is_head: bool = False) -> Any:
    if value is None:
        return None
    cell = WriteOnlyCell(sheet)
    if isinstance(value, (str, int, Decimal)) and not isinstance(value, bool):
        fill(cell, value)
    else:  # what a file held: a binary number, a truth value, a day
        cell.value = value
    if is_head:
        cell.fill, cell.font = HEAD, Font(bold=True)
    return cell


def marked_workbook(data: bytes, marks: Marks, summary: Iterable[Row]) -> bytes:
    """Return an xlsx file with the wrong cells coloured and commented, and a sheet that lists them.

    Raises what openpyxl raises for a workbook that it cannot read: KeyError, TypeError, ValueError, ….
    """
    book = openpyxl.load_workbook(io.BytesIO(data))
    for name, cells in marks.items():
        sheet = book[name]
        starts = {
            cell: area.coord.partition(":")[0] for area in sheet.merged_cells.ranges for cell in _cells(area)
        }
        for cell, text in cells.items():
            _mark(sheet[starts.get(cell, cell)], text)
    _add_summary(book, summary)
    return _saved(book)


def _cells(area: object) -> Iterable[str]:
    return (f"{get_column_letter(column)}{row}" for row, column in area.cells)  # type: ignore[attr-defined]  # openpyxl has no types


def marked_grids(grids: Iterable[Grid], marks: Marks, summary: Iterable[Row]) -> bytes:
    """The same as a new workbook with the same cells, for the formats that cannot be written."""
    book = openpyxl.Workbook(write_only=True)
    for place, grid in enumerate(grids, 1):
        sheet = book.create_sheet(_sheet_name(grid.name, place))
        cells = marks.get(grid.name, {})
        for index, row in enumerate(grid.rows):
            sheet.append(
                [_grid_cell(sheet, raw, cells.get(grid.cell(index, c))) for c, raw in enumerate(row)]
            )
    _add_summary(book, summary)
    return _saved(book)


def _grid_cell(sheet: object, raw: object, mark: str | None) -> object:
    if raw == "" and mark is None:
        return None
    cell = _cell(sheet, raw)
    if mark is not None:
        _mark(cell, mark)
    return cell


def _sheet_name(name: str, place: int) -> str:
    """A name that a workbook accepts."""
    plain = "".join(sign for sign in name if sign not in "[]:*?/\\")[:28]
    return plain or f"แผ่นงาน {place}"


def _mark(cell: Cell, text: str) -> None:
    cell.fill = MARK
    cell.comment = Comment(text, AUTHOR, width=360, height=140)


def _add_summary(book: openpyxl.Workbook, rows: Iterable[Row]) -> None:
    sheet = book.create_sheet(SUMMARY)
    for row in (SUMMARY_HEAD, *rows):
        sheet.append([_cell(sheet, value, is_head=row is SUMMARY_HEAD) for value in row])


def _saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
