"""One row per score: agency, indicator, score; the agency often on a row of its own above its scores."""

import re
from dataclasses import dataclass, field

from assessments.sheets import headers
from assessments.sheets.grid import Grid
from assessments.sheets.headers import Header, Label
from assessments.sheets.layouts.cells import (
    CellReader,
    Detection,
    FillDown,
    Found,
    Row,
    is_empty,
    place_columns,
)
from assessments.sheets.layouts.weights import figure_is_weighted
from assessments.sheets.layouts.wide import title_year
from assessments.sheets.records import AgencyRef, Figure, Raw, Record, ScoreCell, TextCell
from assessments.sheets.roles import Mapping, is_figure
from assessments.sheets.vocabulary import Vocabulary

NAME = "long"
_NEEDED = {"indicator", "score"}
_AGENCY = re.compile(r"^(อบต|อบจ|ทต|ทม|ทน|เทศบาล|องค์การบริหาร|เมืองพัทยา|กรุงเทพ|จังหวัด|สำนัก|กรม|มหาวิทยาลัย)")


def detect(grid: Grid, vocabulary: Vocabulary, header: Header | None) -> Detection | None:
    """A header with a column of indicators and a column of scores."""
    if header is None or not set(header.roles.values()) >= _NEEDED:
        return None
    year = title_year(grid, header)
    mapping = Mapping(NAME, (header.first, header.last), dict(header.roles), year, header.signature)
    return Detection(0.9, mapping)


def read(grid: Grid, mapping: Mapping, vocabulary: Vocabulary) -> Found:
    """One record per agency and year, in the order of their first rows."""
    reading = _Reading(grid, mapping, vocabulary)
    for index in range(mapping.header[1] + 1, len(grid.rows)):
        reading.row(index, grid.rows[index])
    return [draft.record(grid.name, vocabulary) for draft in reading.drafts.values()], reading.reader.problems


@dataclass
class _Draft:
    """A record while its rows are read."""

    agency: AgencyRef
    year: int | None
    year_cell: str
    scores: dict[int, ScoreCell] = field(default_factory=dict)
    total: ScoreCell | None = None
    level: TextCell | None = None
    instruments: dict[str, ScoreCell] = field(default_factory=dict)

    def record(self, sheet: str, vocabulary: Vocabulary) -> Record:
        """The finished record."""
        scores = {number: cell.value for number, cell in self.scores.items()}
        instruments = {
            code: Figure(*cell, weighted=figure_is_weighted(cell.value, code, scores, vocabulary))
            for code, cell in self.instruments.items()
        }
        return Record(
            sheet, self.agency, self.year, self.year_cell, self.scores, self.total, self.level, instruments
        )


class _Reading:
    """The rows so far: which agency and year they speak of, and the drafts."""

    def __init__(self, grid: Grid, mapping: Mapping, vocabulary: Vocabulary) -> None:
        self.reader = CellReader(grid)
        self.vocabulary = vocabulary
        self.places = place_columns(mapping)
        self.fill = FillDown(list(self.places.values()))
        self.columns = {role: column for column, role in reversed(list(mapping.columns.items()))}
        self.agency = AgencyRef()
        self.year, self.year_cell = mapping.year, ""
        self.drafts: dict[tuple[object, ...], _Draft] = {}
        self.labels: dict[Raw, Label] = {}

    def row(self, index: int, row: Row) -> None:
        label = self._label(row[self.columns["indicator"]])
        self._agency(index, row, label)
        self._year(index, row)
        if label.contradicts:
            column = self.columns["indicator"]
            self.reader.problem(
                index, column, row[column], "ชื่อและลำดับของตัวชี้วัดเดียวกัน", "ชื่อตัวชี้วัดไม่ตรงกับลำดับตัวชี้วัด"
            )
        elif is_figure(label.role):
            self._labelled(index, row, label)
        elif not is_empty(row[self.columns["score"]]):
            self._unlabelled(index, row)
        self._summary(index, row)

    def _label(self, raw: Raw) -> Label:
        """What the indicator cell means; a bare number counts here because its header says "ตัวชี้วัด"."""
        found = self.labels.get(raw)
        if found is None:
            found = headers.label(raw, self.vocabulary)
            if found.number in self.vocabulary.indicators:
                found = Label(f"score:{found.number}")
            self.labels[raw] = found
        return found

    def _agency(self, index: int, row: Row, label: Label) -> None:
        """Speak of the agency that the row names, in its columns or, without them, anywhere in the row."""
        if any(not is_empty(row[column]) for column in self.places.values()):
            found = self.reader.agency(self.fill.over(row), index, self.places)
        else:
            found = self.agency if label.role else self._titled(index, row)
        if found[:-1] != self.agency[:-1]:
            self.agency = found

    def _titled(self, index: int, row: Row) -> AgencyRef:
        for column, raw in enumerate(row):
            if isinstance(raw, str) and _AGENCY.match(raw.strip()):
                return AgencyRef(name=self.reader.text(raw), cell=self.reader.name(index, column))
        return self.agency

    def _year(self, index: int, row: Row) -> None:
        column = self.columns.get("year")
        if column is None or is_empty(row[column]):
            return
        self.year = self.reader.year(row[column], index, column)
        self.year_cell = self.reader.name(index, column)

    def _draft(self) -> _Draft:
        key = (*self.agency[:5], self.year)
        return self.drafts.setdefault(key, _Draft(self.agency, self.year, self.year_cell))

    def _labelled(self, index: int, row: Row, label: Label) -> None:
        kind, _, what = label.role.partition(":")
        column = self.columns["score"]
        draft = self._draft()
        if kind == "score":
            self._score(draft, int(what), index, row)
        elif kind == "instrument":
            draft.instruments[what] = self.reader.figure(row[column], index, column)
        elif kind == "total":
            draft.total = self.reader.figure(row[column], index, column)
        else:  # "level": other roles were not labels of rows
            draft.level = self.reader.level(row[column], index, column)

    def _score(self, draft: _Draft, number: int, index: int, row: Row) -> None:
        column = self.columns["score"]
        cell = self.reader.score(row[column], index, column)
        first = draft.scores.setdefault(number, cell)
        if first is not cell:
            self.reader.problem(
                index,
                column,
                row[column],
                "ตัวชี้วัดละหนึ่งคะแนน",
                f"ตัวชี้วัดที่ {number} ของหน่วยงานนี้มีแล้วที่เซลล์ {first.cell}",
            )

    def _unlabelled(self, index: int, row: Row) -> None:
        """A figure without an indicator: of the instrument or total that another cell of the row names."""
        column = self.columns["indicator"]
        others = [self._label(raw) for raw in row] if is_empty(row[column]) else []
        named = [label for label in others if is_figure(label.role) and not label.role.startswith("score:")]
        if named:
            self._labelled(index, row, named[0])
        else:
            self.reader.problem(index, column, row[column], "ชื่อหรือลำดับของตัวชี้วัด", "ไม่รู้จักตัวชี้วัดนี้")

    def _summary(self, index: int, row: Row) -> None:
        """Total and level stand once per agency: on its own row or beside its first score."""
        total, level = self.columns.get("total"), self.columns.get("level")
        if total is not None and not is_empty(row[total]):
            draft = self._draft()
            draft.total = draft.total or self.reader.figure(row[total], index, total)
        if level is not None and not is_empty(row[level]):
            draft = self._draft()
            draft.level = draft.level or self.reader.level(row[level], index, level)
