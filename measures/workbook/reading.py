"""A file as the rows of a plan's worksheet: cells as text, each with its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assessments.sheets.grid import Grid, letters, read_grids
from assessments.sheets.limits import SheetFileError
from assessments.sheets.records import Raw
from measures.workbook.cells import plain
from measures.workbook.columns import COLUMNS

SEARCHED_ROWS = 20  # for the headings
FEWEST_HEADINGS = 3  # that make a row the head
MOST_ROWS = 500


@dataclass(frozen=True)
class Line:
    """One filled row: its number in the sheet and its cells by column key."""

    row: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """The rows of a file; `letters` tells the sheet's own letters of each column that was found."""

    sheet: str
    letters: Mapping[str, str]
    lines: Sequence[Line]

    def place(self, line: Line, key: str) -> str:
        """Return the name of a cell: C5."""
        return f"{self.letters[key]}{line.row}"

    def as_json(self) -> dict[str, Any]:
        """Return the table as plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Table:
        """Return the table that as_json() described."""
        return cls(data["sheet"], data["letters"], [Line(**line) for line in data["lines"]])


def read_table(data: bytes, file_name: str) -> Table:
    """Read the first sheet that has a plan's headings; raises SheetFileError for files that cannot serve."""
    for grid in read_grids(data, file_name):
        for row in range(min(SEARCHED_ROWS, len(grid.rows))):
            found = _headings(grid.rows[row])
            if len(found) >= FEWEST_HEADINGS:
                return _table(grid, row, found)
    raise SheetFileError(
        "ไม่พบแถวหัวตารางของแผนมาตรการในไฟล์นี้ โปรดใช้ไฟล์ที่ดาวน์โหลดจากหน้านี้ หรือตั้งหัวคอลัมน์ให้ตรงกับไฟล์นั้น"
    )


def _headings(cells: Sequence[Raw]) -> dict[str, int]:
    """Return column key → position; a heading that stands twice is a mistake that must be seen."""
    found: dict[str, int] = {}
    for position, raw in enumerate(cells):
        heading = plain(raw)
        key = next((column.key for column in COLUMNS if column.fits(heading)), "")
        if key in found:
            raise SheetFileError(f"หัวคอลัมน์ “{heading}” มีมากกว่า 1 คอลัมน์ โปรดเหลือไว้เพียงคอลัมน์เดียว")
        if key:
            found[key] = position
    return found


def _table(grid: Grid, head: int, found: Mapping[str, int]) -> Table:
    missing = [column.heading for column in COLUMNS if column.required and column.key not in found]
    if missing:
        raise SheetFileError(f"ไม่พบคอลัมน์ {', '.join(missing)} ในแผ่นงาน '{grid.name}'")
    lines = [
        Line(number, cells)
        for number, raws in enumerate(grid.rows[head + 1 :], start=head + 2)
        if any((cells := {key: plain(raws[position]) for key, position in found.items()}).values())
    ]
    if not lines:
        raise SheetFileError(f"แผ่นงาน '{grid.name}' มีแต่หัวตาราง ยังไม่มีมาตรการให้นำเข้า")
    if len(lines) > MOST_ROWS:
        raise SheetFileError(f"ไฟล์มีมาตรการเกิน {MOST_ROWS} รายการ โปรดตรวจสอบว่าเป็นไฟล์แผนของหน่วยงานเดียว")
    return Table(grid.name, {key: letters(position) for key, position in found.items()}, lines)
