"""From a stored file to records, and which record every problem belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from assessments.sheets import mapping as mappings
from assessments.sheets.grid import Grid
from assessments.sheets.layouts import long, transposed
from assessments.sheets.mapping import Mapping
from assessments.sheets.records import Problem, Record
from assessments.sheets.vocabulary import Vocabulary

_CELL = re.compile(r"([A-Z]+)([0-9]+)")


@dataclass
class Reading:
    """All records of a file in its order, problems by the record (its place in `records`) that they spoil.

    `loose` are the problems that belong to no record; `order` is the place of each sheet.
    """

    records: list[Record] = field(default_factory=list)
    spoiled: dict[int, list[Problem]] = field(default_factory=dict)
    loose: list[Problem] = field(default_factory=list)
    order: dict[str, int] = field(default_factory=dict)

    def spoil(self, place: int, problem: Problem) -> None:
        """Note a problem of a record."""
        self.spoiled.setdefault(place, []).append(problem)

    def sort_key(self, problem: Problem) -> tuple[int, int, int, str]:
        """The order of problems in the file: sheet, row, column."""
        return (self.order.get(problem.sheet, 0), *mappings.position(problem))


def read(grids: Sequence[Grid], chosen: Sequence[Mapping | None], vocabulary: Vocabulary) -> Reading:
    """Read every sheet that has a mapping."""
    reading = Reading(order={grid.name: place for place, grid in enumerate(grids)})
    for grid, mapping in zip(grids, chosen, strict=True):
        if mapping is None:
            continue
        result = mappings.apply(grid, mapping, vocabulary)
        start = len(reading.records)
        reading.records += result.records
        if result.problems:
            owners = _Owners(start, result.records, mapping.layout)
            for problem in result.problems:
                place = owners.of(problem)
                reading.loose.append(problem) if place is None else reading.spoil(place, problem)
    return reading


class _Owners:
    """Which record of a sheet a cell belongs to."""

    def __init__(self, start: int, records: Iterable[Record], layout: str) -> None:
        self._cells: dict[str, int] = {}
        self._lines: dict[str, int] = {}
        self._starts: list[tuple[int, int]] = []
        self._by_column = layout == transposed.NAME
        for place, record in enumerate(records, start):
            cells = [cell for cell in _cells_of(record) if cell]
            self._cells.update(dict.fromkeys(cells, place))
            if layout == long.NAME:
                self._starts.append((min(map(_row_of, cells), default=0), place))
            else:
                self._lines.update(dict.fromkeys(map(self._line, cells), place))
        self._starts.sort()

    def of(self, problem: Problem) -> int | None:
        """The record that the problem spoils: its own cells, else the lines that it stands on."""
        if not problem.cell:
            return None
        own = self._cells.get(problem.cell)
        if own is not None:
            return own
        if self._starts:
            row = _row_of(problem.cell)
            return next((place for start, place in reversed(self._starts) if start <= row), None)
        return self._lines.get(self._line(problem.cell))

    def _line(self, cell: str) -> str:
        match = _CELL.fullmatch(cell)
        return "" if match is None else match[1] if self._by_column else match[2]


def _row_of(cell: str) -> int:
    match = _CELL.fullmatch(cell)
    return int(match[2]) if match else 0


def _cells_of(record: Record) -> Iterator[str]:
    yield from (record.agency.cell, record.year_cell)
    yield from (cell.cell for cell in record.scores.values())
    yield from (cell.cell for cell in (record.total, record.level) if cell is not None)
    yield from (figure.cell for figure in record.instruments.values())
