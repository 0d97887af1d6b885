"""A file as grids of raw cells: one per visible sheet, empty ones left out."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from assessments.sheets import biff, delimited, limits, ods, packages
from assessments.sheets.limits import SheetFileError, kind_of, require
from assessments.sheets.records import Raw

Merge = tuple[int, int, int, int]  # first row, first column, last row, last column
ERROR_TEXT = "#ERROR!"  # what an xls cell with an error is read as


@dataclass(frozen=True)
class Grid:
    """The raw cells of a sheet from A1 on, rows of equal length, merged ranges inside them.

    `flipped`: its rows are the sheet's columns.
    """

    name: str
    rows: Sequence[Sequence[Raw]]
    merges: Sequence[Merge] = ()
    flipped: bool = field(default=False, repr=False)

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def cell(self, row: int, column: int) -> str:
        """The sheet's own name of a cell (0-based here, A1 style there)."""
        if self.flipped:
            row, column = column, row
        return f"{letters(column)}{row + 1}"

    def transposed(self) -> "Grid":
        """The same cells with rows and columns exchanged; cells keep their names."""
        merges = [(left, top, right, bottom) for top, left, bottom, right in self.merges]
        return Grid(self.name, list(zip(*self.rows, strict=True)), merges, not self.flipped)


def letters(column: int) -> str:
    """A column's letters: 0 is A, 26 is AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def read_grids(data: bytes, file_name: str) -> list[Grid]:
    """The filled, visible sheets of an xlsx, xls, ods or csv file; raises SheetFileError.

    The kind is told by content; `file_name` only names the single sheet of a csv file.
    """
    kind = kind_of(data)
    if kind == "text":
        grids = [Grid(file_name, delimited.read_rows(data))]
    elif kind == "ole":
        grids = _from_xls(data)
    else:
        grids = _from_package(packages.open_package(data))
    filled = [grid for grid in grids if grid.rows]
    require(bool(filled), "ไฟล์นี้ไม่มีข้อมูล")
    return filled


def _from_package(parts: packages.Parts) -> list[Grid]:
    if "xl/workbook.xml" in parts:
        return _from_workbook(packages.workbook_bytes(parts))
    require("content.xml" in parts, limits.UNKNOWN)
    require(b"encryption-data" not in parts.get("META-INF/manifest.xml", b""), limits.ENCRYPTED)
    tables = ods.read_tables(parts["content.xml"])
    return [Grid(table.name, table.rows, _inside(table.merges, table.rows)) for table in tables]


def _from_xls(data: bytes) -> list[Grid]:
    clean, errors = biff.open_workbook(data)
    return _from_workbook(clean, errors)


def _from_workbook(
    data: bytes, errors: biff.ErrorCells | frozenset[tuple[int, int, int]] = frozenset()
) -> list[Grid]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            return _read_sheets(workbook, errors)
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise SheetFileError(limits.DAMAGED) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # the reader gave up inside; it has no public type
            raise SheetFileError(limits.DAMAGED) from error
        raise


def _read_sheets(
    workbook: CalamineWorkbook, errors: biff.ErrorCells | frozenset[tuple[int, int, int]]
) -> list[Grid]:
    require(len(workbook.sheets_metadata) <= limits.MAX_SHEETS, limits.TOO_MANY_SHEETS)
    grids, cells = [], 0
    for index, meta in enumerate(workbook.sheets_metadata):
        if not _is_read(meta):
            continue
        sheet = workbook.get_sheet_by_index(index)
        cells += _area(sheet)
        require(cells <= limits.MAX_CELLS, limits.TOO_MANY_CELLS)
        rows = sheet.to_python(skip_empty_area=False)
        merges = [(*first, *last) for first, last in sheet.merged_cell_ranges or []]
        grid = Grid(meta.name, rows, _inside(merges, rows))
        _show_errors(grid, {(row, column) for of, row, column in errors if of == index})
        grids.append(grid)
    return grids


def _is_read(meta: SheetMetadata) -> bool:
    """What the user does not see is not read: hidden sheets, charts."""
    return bool(meta.visible == SheetVisibleEnum.Visible and meta.typ == SheetTypeEnum.WorkSheet)


def _area(sheet: CalamineSheet) -> int:
    rows, columns = sheet.end or (-1, -1)
    limits.require_area(rows + 1, columns + 1)
    return (rows + 1) * (columns + 1)


def _inside(merges: Sequence[Merge], rows: Sequence[Sequence[Raw]]) -> list[Merge]:
    """Merged ranges cut to the filled area; refuses more than the area can hold (they overlap)."""
    height, width = len(rows), len(rows[0]) if rows else 0
    cut = [(top, left, min(bottom, height - 1), min(right, width - 1)) for top, left, bottom, right in merges]
    kept = [(top, left, bottom, right) for top, left, bottom, right in cut if bottom >= top and right >= left]
    area = sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in kept)
    require(area <= height * width, limits.UNSAFE)
    return kept


def _show_errors(grid: Grid, errors: set[tuple[int, int]]) -> None:
    """Mark cells with errors, which the reader gives as empty: an error is not "no score"."""
    for row, column in errors:
        grid.rows[row][column] = ERROR_TEXT  # type: ignore[index]  # lists here: just read
