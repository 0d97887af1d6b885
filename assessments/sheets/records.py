"""What reading a score sheet yields: records, their cells and the problems found."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

# What a cell can hold once a file is read: text, number, bool, date or time; "" when empty.
Raw = object


class Problem(NamedTuple):
    """Something wrong at one cell (A1 style; "" for the whole sheet); texts are Thai, for the user."""

    sheet: str
    cell: str
    value: str
    expected: str
    message: str

    @property
    def address(self) -> str:
        """Where it is, in words."""
        return address(self.sheet, self.cell)


class ScoreCell(NamedTuple):
    """A figure: its value (None: no score), its cell and what the cell held."""

    value: Decimal | None
    cell: str
    raw: Raw


class TextCell(NamedTuple):
    """A text with its cell."""

    text: str
    cell: str


class Figure(NamedTuple):
    """An instrument's figure: weighted points of the total, or its mean score (0-100)."""

    value: Decimal | None
    cell: str
    raw: Raw
    weighted: bool


class AgencyRef(NamedTuple):
    """An agency as the sheet names it; every part may be ""."""

    code: str = ""
    name: str = ""
    subdistrict: str = ""
    district: str = ""
    province: str = ""
    cell: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether the sheet says nothing of the agency."""
        return not any(self[:5])


class Record(NamedTuple):
    """One agency in one fiscal year (B.E.; None when the sheet does not say)."""

    sheet: str
    agency: AgencyRef
    year: int | None
    year_cell: str
    scores: Mapping[int, ScoreCell]
    total: ScoreCell | None
    level: TextCell | None
    instruments: Mapping[str, Figure]


class SheetResult(NamedTuple):
    """All that one sheet holds, problems in the order of its cells."""

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]


def address(sheet: str, cell: str) -> str:
    """A place in a file as people say it: แผ่นงาน 'Sheet1' เซลล์ C5."""
    return f"แผ่นงาน '{sheet}' เซลล์ {cell}" if cell else f"แผ่นงาน '{sheet}'"
