"""What the layouts share: reading single cells of a grid and collecting what is wrong with them."""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as AnyMapping
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple

from assessments.sheets.grid import Grid, letters
from assessments.sheets.records import AgencyRef, Problem, Raw, Record, ScoreCell, TextCell
from assessments.sheets.roles import PLACES, Mapping
from assessments.sheets.values import (
    EXPECTED_SCORE,
    EXPECTED_YEAR,
    Parsed,
    parse_figure,
    parse_score,
    parse_year,
    text_of,
)

Row = Sequence[Raw]
_UNKNOWN = Parsed(None, "-")
Found = tuple[list[Record], list[Problem]]


class Detection(NamedTuple):
    """A layout that fits, with how surely (0-1)."""

    confidence: float
    mapping: Mapping


class ScoreRow(AnyMapping[int, ScoreCell]):
    """The scores of a row by indicator number; cells are made when they are asked for."""

    __slots__ = ("_columns", "_index", "_name", "_raws", "_values")

    def __init__(
        self,
        columns: dict[int, int],
        values: tuple[Decimal | None, ...],
        raws: tuple[Raw, ...],
        name: Callable[[int, int], str],
        index: int,
    ) -> None:
        self._columns, self._values, self._raws, self._name, self._index = columns, values, raws, name, index

    def __getitem__(self, number: int) -> ScoreCell:
        column = self._columns[number]
        position = list(self._columns).index(number)
        return ScoreCell(self._values[position], self._name(self._index, column), self._raws[position])

    def __iter__(self) -> Iterator[int]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    @property
    def figures(self) -> dict[int, Decimal | None]:
        """Indicator number -> score alone, without its cell."""
        return dict(zip(self._columns, self._values, strict=True))


class CellReader:
    """Reads cells of one grid; equal contents are parsed once, problems are collected."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.problems: list[Problem] = []
        self._names = [letters(column) for column in range(grid.width)]
        self._scores: dict[Raw, Parsed] = {}
        self.plain: dict[
            Raw, Decimal | None
        ] = {}  # good scores; never 0 or 1, which False and True equal as keys
        self._figures: dict[Raw, Parsed] = {}
        self._texts: dict[Raw, str] = {}

    def name(self, row: int, column: int) -> str:
        """The sheet's own name of a cell."""
        if self.grid.flipped:
            return self.grid.cell(row, column)
        return f"{self._names[column]}{row + 1}"

    def score(self, raw: Raw, row: int, column: int) -> ScoreCell:
        """An indicator score."""
        cell = self._number(raw, row, column, parse_score, self._scores)
        if self._scores.get(raw, _UNKNOWN).problem == "" and raw not in (0, 1):
            self.plain[raw] = cell.value
        return cell

    def figure(self, raw: Raw, row: int, column: int) -> ScoreCell:
        """A computed figure such as the total."""
        return self._number(raw, row, column, parse_figure, self._figures)

    def text(self, raw: Raw) -> str:
        """A cell's text in one canonical spelling."""
        found = self._texts.get(raw)
        if found is None:
            found = self._texts[raw] = text_of(raw)
        return found

    def level(self, raw: Raw, row: int, column: int) -> TextCell | None:
        """A level's name; None when the cell says none."""
        text = self.text(raw)
        return None if text in {"", "-", "–"} else TextCell(text, self.name(row, column))

    def year(self, raw: Raw, row: int, column: int) -> int | None:
        """A fiscal year (B.E.); anything else but an empty cell is a problem."""
        year = parse_year(raw)
        if year is None and raw != "":
            self.problem(row, column, raw, EXPECTED_YEAR, "ค่านี้ไม่ใช่ปีงบประมาณ")
        return year

    def agency(self, row: Row, index: int, columns: dict[str, int]) -> AgencyRef:
        """The agency that a row names in the columns of places."""
        values = {place: self.text(row[column]) for place, column in columns.items()}
        shown = columns.get("agency", columns.get("code", next(iter(columns.values()), 0)))
        return AgencyRef(name=values.pop("agency", ""), **values, cell=self.name(index, shown))

    def problem(self, row: int, column: int, raw: Raw, expected: str, message: str) -> None:
        """Note a problem at a cell."""
        self.problems.append(Problem(self.grid.name, self.name(row, column), text_of(raw), expected, message))

    def _number(
        self, raw: Raw, row: int, column: int, parse: Callable[[Raw], Parsed], known: dict[Raw, Parsed]
    ) -> ScoreCell:
        parsed = (
            known.get(raw) if raw is not True and raw is not False else parse(raw)
        )  # True == 1.0 as a key
        if parsed is None:
            parsed = known[raw] = parse(raw)
        value, wrong = parsed
        if wrong:
            self.problem(row, column, raw, EXPECTED_SCORE, wrong)
        return ScoreCell(value, self.name(row, column), raw)


class ScoreColumns:
    """The columns of indicator scores: the hot loop of an import reads rows through them."""

    def __init__(self, columns: dict[int, int]) -> None:
        self.columns = columns
        self._pick = (
            itemgetter(*columns.values(), 0, 0) if columns else lambda row: ()
        )  # two more: always a tuple

    def read(self, reader: CellReader, row: Row, index: int) -> ScoreRow:
        """The scores of a row; contents met before cost one look-up, others are parsed and checked."""
        raws = self._pick(row)[: len(self.columns)]
        try:
            values = tuple([reader.plain[raw] for raw in raws])
        except KeyError:
            pairs = zip(raws, self.columns.values(), strict=True)
            known = reader.plain
            values = tuple(
                [
                    known[raw] if raw in known else reader.score(raw, index, column).value
                    for raw, column in pairs
                ]
            )
        return ScoreRow(self.columns, values, raws, reader.name, index)


class FillDown:
    """Fills blank places from the rows above; a new wider place (province) forgets the narrower ones."""

    def __init__(self, columns: Sequence[int]) -> None:
        self.columns = columns  # widest first
        self.current: dict[int, Raw] = dict.fromkeys(columns, "")

    def over(self, row: Row) -> Row:
        """The row with its places filled."""
        filled = list(row)
        for position, column in enumerate(self.columns):
            if not is_empty(row[column]) and row[column] != self.current[column]:
                narrower = dict.fromkeys(self.columns[position + 1 :], "")
                self.current.update({column: row[column], **narrower})
            filled[column] = self.current[column]
        return filled


def place_columns(mapping: Mapping) -> dict[str, int]:
    """Place -> column, from the widest (province) to the agency's code."""
    found = {place: mapping.column(place) for place in PLACES}
    return {place: column for place, column in found.items() if column is not None}


def is_empty(raw: Raw) -> bool:
    """Whether a cell holds nothing."""
    return raw == "" or (isinstance(raw, str) and not raw.strip())
