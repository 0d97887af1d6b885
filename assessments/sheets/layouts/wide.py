"""One row per agency (and year), one column per figure."""

import re
from collections.abc import Iterator, Sequence

from assessments.sheets.grid import Grid
from assessments.sheets.headers import Header
from assessments.sheets.layouts.cells import (
    CellReader,
    Detection,
    Found,
    Row,
    ScoreColumns,
    is_empty,
    place_columns,
)
from assessments.sheets.layouts.weights import column_is_weighted
from assessments.sheets.records import AgencyRef, Figure, Record
from assessments.sheets.roles import Mapping
from assessments.sheets.values import parse_figure, parse_year, text_of, years_in
from assessments.sheets.vocabulary import Vocabulary

NAME = "wide"
FEWEST_SCORES = 3

_SUMMARIES = frozenset(
    [
        "รวม",
        "รวมทั้งหมด",
        "รวมทั้งสิ้น",
        "ภาพรวม",
        "สูงสุด",
        "ต่ำสุด",
        "คะแนนสูงสุด",
        "คะแนนต่ำสุด",
        "total",
        "average",
        "mean",
    ]
)
_SUMMARY_STARTS = ("เฉลี่ย", "ค่าเฉลี่ย", "คะแนนเฉลี่ย", "หมายเหตุ", "ที่มา")
_COLUMN_NUMBER = re.compile(r"\(?[0-9]{1,2}\)?")
_SAMPLE = 50  # rows that show what a column holds


def detect(grid: Grid, vocabulary: Vocabulary, header: Header | None) -> Detection | None:
    """A header of at least three indicators, or of an agency with a total, above the rows."""
    if header is None:
        return None
    columns = _columns(grid, header, vocabulary)
    scores = sum(role.startswith("score:") for role in columns.values())
    roles = set(columns.values())
    enough = scores >= FEWEST_SCORES or (
        roles & {"agency", "code", "province"} and roles & {"total", "score:1"}
    )
    if not enough:
        return None
    confidence = 0.7 + 0.02 * scores + (0.05 if roles & {"agency", "code"} else 0)
    year = title_year(grid, header)
    return Detection(confidence, Mapping(NAME, (header.first, header.last), columns, year, header.signature))


def read(grid: Grid, mapping: Mapping, vocabulary: Vocabulary) -> Found:
    """The records of every row below the header."""
    rows = _fill_merges(grid, mapping)
    return read_rows(
        grid, mapping, ((index, row) for index, row in enumerate(rows) if index > mapping.header[1])
    )


def title_year(grid: Grid, header: Header) -> int | None:
    """The one year that the titles, the header or the sheet's name speak of."""
    texts = [str(raw) for row in grid.rows[: header.last + 1] for raw in row if isinstance(raw, str)]
    years = {year for text in texts for year in years_in(text)} | header.years
    return years.pop() if len(years) == 1 else (parse_year(grid.name) if not years else None)


def read_rows(grid: Grid, mapping: Mapping, rows: Iterator[tuple[int, Row]]) -> Found:
    """The records of these (index, row) pairs under one set of columns."""
    reader = CellReader(grid)
    layout = _Columns(mapping)
    records = []
    year = mapping.year
    for index, row in rows:
        has_figures = any(row[column] != "" for column in layout.read)
        if not has_figures and _is_title(row):
            year = _section_year(row, year)
        elif not (_is_passed_over(row, 0) or _is_passed_over(row, layout.name)):
            record = layout.record(reader, row, index, year, has_figures)
            if record is not None:
                records.append(record)
    return records, reader.problems


class _Columns:
    """The columns of a mapping, sorted by what is read from them."""

    def __init__(self, mapping: Mapping) -> None:
        items = mapping.columns.items()
        self.places = place_columns(mapping)
        self.name = self.places.get("agency", next(reversed(self.places.values()), 0))
        self.is_named = not {"agency", "code"}.isdisjoint(self.places)
        self.year = mapping.column("year")
        self.total = mapping.column("total")
        self.level = mapping.column("level")
        scores = {int(role[6:]): column for column, role in items if role.startswith("score:")}
        self.scores = ScoreColumns(scores)
        self.instruments = [
            (role.partition(":")[2], column, role.startswith("points:"))
            for column, role in items
            if role.startswith(("instrument:", "points:"))
        ]
        found = [self.total, self.level, *scores.values(), *(c for _, c, _ in self.instruments)]
        self.read = [column for column in found if column is not None]

    def record(
        self, reader: CellReader, row: Row, index: int, year: int | None, has_figures: bool
    ) -> Record | None:
        """The row's record; a row with figures but without an agency is a problem."""
        agency = reader.agency(row, index, self.places) if self.places else AgencyRef()
        if self.places and not (agency.code or agency.name if self.is_named else not agency.is_blank):
            if has_figures:
                reader.problem(index, self.name, "", "ชื่อหรือรหัสหน่วยงาน", "แถวนี้มีคะแนนแต่ไม่มีชื่อหน่วยงาน")
            return None
        return Record(
            reader.grid.name,
            agency,
            *self._year(reader, row, index, year),
            self.scores.read(reader, row, index),
            None if self.total is None else reader.figure(row[self.total], index, self.total),
            None if self.level is None else reader.level(row[self.level], index, self.level),
            {
                code: Figure(*reader.figure(row[c], index, c), weighted)
                for code, c, weighted in self.instruments
            },
        )

    def _year(self, reader: CellReader, row: Row, index: int, year: int | None) -> tuple[int | None, str]:
        if self.year is None:
            return year, ""
        own = reader.year(row[self.year], index, self.year)
        return (year if is_empty(row[self.year]) else own), reader.name(index, self.year)


def _is_title(row: Row) -> bool:
    """Whether the row holds a single cell: a section title or a note."""
    return sum(not is_empty(raw) for raw in row) <= 1


def _section_year(row: Row, year: int | None) -> int | None:
    texts = [str(raw) for raw in row if not is_empty(raw)]
    return (texts and parse_year(texts[0])) or year


def _is_passed_over(row: Row, first: int) -> bool:
    """Whether the row is a summary (averages, notes) or numbers its columns: (1) (2) (3)."""
    name = row[first]
    if isinstance(name, str) and name and (name.startswith(_SUMMARY_STARTS) or name.casefold() in _SUMMARIES):
        return True
    return len(str(name)) <= 4 and all(is_empty(raw) or _COLUMN_NUMBER.fullmatch(text_of(raw)) for raw in row)


def _fill_merges(grid: Grid, mapping: Mapping) -> Sequence[Row]:
    """The rows, with places merged over several rows repeated on each of them."""
    columns: set[int | None] = {*place_columns(mapping).values(), mapping.column("year")}
    rows = list(grid.rows)
    for top, left, bottom, right in grid.merges:
        for column in [column for column in range(left, right + 1) if column in columns]:
            for index in range(max(top, mapping.header[1]) + 1, bottom + 1):
                rows[index] = [*rows[index][:column], rows[top][left], *rows[index][column + 1 :]]
    return rows


def _columns(grid: Grid, header: Header, vocabulary: Vocabulary) -> dict[int, str]:
    """The header's roles, completed by what the values below show."""
    columns = {
        c: role for c, role in header.roles.items() if role not in ("indicator", "tool") and "@" not in role
    }
    if "total" not in columns.values():
        columns = {column: "total" if role == "score" else role for column, role in columns.items()}
    columns = {column: role for column, role in columns.items() if role != "score"}
    columns = with_names(grid, header, columns)
    rows = grid.rows[header.last + 1 :]
    for column, role in columns.items():
        if role.startswith("instrument:") and column_is_weighted(rows, columns, column, vocabulary):
            columns[column] = role.replace("instrument:", "points:")
    return columns


def with_names(grid: Grid, header: Header, columns: dict[int, str]) -> dict[int, str]:
    """The columns, with an agency's name found by its values where no header says it."""
    column = (
        None if {"agency", "code"} & set(columns.values()) else _names_column(grid, header.last + 1, columns)
    )
    return columns if column is None else columns | {column: "agency"}


def _names_column(grid: Grid, start: int, taken: dict[int, str]) -> int | None:
    """The first unnamed column of mostly texts, mostly different ones, that are no numbers."""
    rows = grid.rows[start : start + _SAMPLE]
    for column in range(grid.width):
        texts = [
            row[column] for row in rows if isinstance(row[column], str) and parse_figure(row[column]).problem
        ]
        if column not in taken and len(set(texts)) > len(rows) / 2:
            return column
    return None
