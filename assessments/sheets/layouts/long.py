"""One row per score: agency, indicator, score; the agency often on a row of its own above its scores."""

import re
from dataclasses import dataclass, field

from assessments.sheets import headers
from assessments.sheets.grid import Grid
from assessments.sheets.headers import Header, Label
from assessments.sheets.layouts.cells import CellReader, Detection, Found, Row, is_empty, place_columns
from assessments.sheets.layouts.wide import title_year
from assessments.sheets.records import AgencyRef, Figure, Raw, Record, ScoreCell, TextCell
from assessments.sheets.roles import Mapping
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
    return [draft.record(grid.name) for draft in reading.drafts.values()], reading.reader.problems


@dataclass
class _Draft:
    """A record while its rows are read."""

    agency: AgencyRef
    year: int | None
    year_cell: str
    scores: dict[int, ScoreCell] = field(default_factory=dict)
    total: ScoreCell | None = None
    level: TextCell | None = None
    instruments: dict[str, Figure] = field(default_factory=dict)

    def record(self, sheet: str) -> Record:
        return Record(
            sheet,
            self.agency,
            self.year,
            self.year_cell,
            self.scores,
            self.total,
            self.level,
            self.instruments,
        )


class _Reading:
    """The rows so far: which agency and year they speak of, and the drafts."""

    def __init__(self, grid: Grid, mapping: Mapping, vocabulary: Vocabulary) -> None:
        self.reader = CellReader(grid)
        self.vocabulary = vocabulary
        self.places = place_columns(mapping)
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
        elif label.role:
            self._labelled(index, row, label)
        elif not is_empty(row[self.columns["score"]]):
            self._unknown(index, row)
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
        if any(not is_empty(row[column]) for column in self.places.values()):
            self._take(self.reader.agency(row, index, self.places))
            return
        if label.role:
            return
        column = next(
            (c for c, raw in enumerate(row) if isinstance(raw, str) and _AGENCY.match(raw.strip())), None
        )
        if column is not None:
            self._take(AgencyRef(name=self.reader.text(row[column]), cell=self.reader.name(index, column)))

    def _take(self, agency: AgencyRef) -> None:
        """Speak of this agency from here on; parts left blank are those of the rows above it."""
        old = self.agency
        if (agency.code or agency.name) and (agency.code, agency.name) != (old.code, old.name):
            kept = {
                part: getattr(old, part) for part in ("province", "district") if not getattr(agency, part)
            }
            self.agency = agency._replace(**kept) if self._shares_places(agency) else agency
        elif not (agency.code or agency.name):
            filled = {
                part: getattr(agency, part)
                for part in ("province", "district", "subdistrict")
                if getattr(agency, part)
            }
            name = {} if "agency" not in self.places else {"name": "", "code": ""}
            changed = any(getattr(old, part) != value for part, value in filled.items())
            self.agency = old._replace(
                **filled, **(name if changed else {}), cell=agency.cell if changed else old.cell
            )

    def _shares_places(self, agency: AgencyRef) -> bool:
        return not (agency.province and agency.district)

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
            draft.instruments[what] = Figure(*self.reader.figure(row[column], index, column), weighted=False)
        elif kind == "total":
            draft.total = self.reader.figure(row[column], index, column)
        elif kind == "level":
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

    def _unknown(self, index: int, row: Row) -> None:
        column = self.columns["indicator"]
        if not any(self._label(raw).role in ("total", "level") for raw in row):
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
