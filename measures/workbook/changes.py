"""What a worksheet would change in a plan: every row new, changed or unchanged, every problem at its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from assessments.sheets.records import Problem
from measures.models import Measure
from measures.months import months_of
from measures.workbook.columns import BY_KEY, COLUMNS, Column
from measures.workbook.reading import Line, Table
from thai.dates import month_range
from thai.text import squash

Kind = Literal["new", "changed", "unchanged"]


@dataclass(frozen=True)
class Known:
    """What the rows are compared with: the plan's year, its measures, the assessed year's indicators."""

    year: int  # fiscal year (B.E.) that the plan runs in
    measures: Mapping[int, Measure]  # by key; none while there is no plan
    indicators: Mapping[int, str]  # number → name
    departments: Sequence[str] = ()


@dataclass(frozen=True)
class CellChange:
    """One column of a measure: what is stored and what the sheet says, as text."""

    key: str
    heading: str
    old: str
    new: str


@dataclass(frozen=True)
class RowChange:
    """One row: the stored measure that it belongs to (None: a new one) and what differs."""

    row: int
    measure: Measure | None
    values: Mapping[str, Any]  # of the columns that the sheet has
    changes: Sequence[CellChange]

    @property
    def kind(self) -> Kind:
        """Whether the row adds a measure, changes one, or says what is stored."""
        return "new" if self.measure is None else "changed" if self.changes else "unchanged"

    @property
    def changed(self) -> dict[str, Any]:
        """The values that differ, by column key."""
        return {change.key: self.values[change.key] for change in self.changes}


@dataclass(frozen=True)
class Preview:
    """Everything that an import would do; with a problem, it does nothing."""

    table: Table
    rows: Sequence[RowChange]
    problems: Sequence[Problem]
    untouched: int  # measures of the plan that the sheet does not name; they stay as they are
    new_departments: Sequence[str]

    def of(self, kind: Kind) -> list[RowChange]:
        """Return the rows of a kind."""
        return [row for row in self.rows if row.kind == kind]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each kind."""
        counted = Counter(row.kind for row in self.rows)
        return {"new": counted["new"], "changed": counted["changed"], "unchanged": counted["unchanged"]}

    @property
    def may_import(self) -> bool:
        """Whether there is anything to store and nothing wrong."""
        return not self.problems and any(row.kind != "unchanged" for row in self.rows)


def compare(table: Table, known: Known) -> Preview:
    """Compare every row with what is stored."""
    problems: list[Problem] = []
    rows: list[RowChange] = []
    for line in table.lines:
        found = _Row(table, line, known)
        change = found.change()
        problems += found.problems
        rows += [change] if change else []
    problems += [*_same_key(table, rows), *_same_text(table, rows, known)]
    untouched = set(known.measures) - _named(table)
    return Preview(table, rows, problems, len(untouched), _new_departments(rows, known.departments))


def _named(table: Table) -> set[int | None]:
    """Return the keys that stand in the sheet, in rows with problems as well."""
    found: set[int | None] = set()
    for line in table.lines:
        with suppress(ValueError):
            found.add(BY_KEY["key"].read(line.cells.get("key", "")))
    return found


class _Row:
    """One row being read; its problems gather here."""

    def __init__(self, table: Table, line: Line, known: Known) -> None:
        self.table, self.line, self.known = table, line, known
        self.problems: list[Problem] = []
        self.bad: set[str] = set()  # the columns that they stand in

    def change(self) -> RowChange | None:
        """Return what the row changes, None when a cell of it cannot be used."""
        values = {
            key: self._value(BY_KEY[key], cell)
            for key, cell in self.line.cells.items()
            if not BY_KEY[key].told or cell
        }
        measure = self._measure(values.get("key"))
        good = {key: value for key, value in values.items() if key not in self.bad}
        changes = list(_changes(measure, good))
        self._check(good, {change.key for change in changes})
        return None if self.problems else RowChange(self.line.row, measure, values, changes)

    def _value(self, column: Column, cell: str) -> Any:
        try:
            value = column.read(cell)
        except ValueError as error:
            return self._problem(column.key, str(error))
        if column.required and not value:
            self._problem(column.key, "ยังไม่ได้กรอกช่องนี้")
        return value

    def _measure(self, key: int | None) -> Measure | None:
        if key is not None and key not in self.known.measures:
            self._problem("key", "ไม่พบมาตรการรหัสนี้ในแผน (อาจถูกลบแล้ว หรือเป็นไฟล์ของแผนอื่น)")
        return self.known.measures.get(key) if key is not None else None

    def _check(self, values: Mapping[str, Any], written: set[str]) -> None:
        """What the form would refuse as well; cells that say what is stored are left alone."""
        number, name = values.get("number"), values.get("name", "")
        official = self.known.indicators.get(number or 0)
        if number and official is None:
            self._problem("number", f"ไม่มีตัวชี้วัดที่ {number} ในปีที่ประเมิน")
        elif official and name and squash(name) != squash(official):
            self._problem("name", f"ชื่อไม่ตรงกับเลขตัวชี้วัด ตัวชี้วัดที่ {number} คือ {official}")
        months = months_of(self.known.year)
        for key in ("starts", "ends"):
            if key in written and values[key] not in months:
                period = month_range(months[0], months[-1], thai_digits=False)
                self._problem(key, f"อยู่นอกปีงบประมาณ พ.ศ. {self.known.year} ({period})")
        if "starts" in values and "ends" in values and values["ends"] < values["starts"]:
            self._problem("ends", "เดือนสิ้นสุดต้องไม่อยู่ก่อนเดือนเริ่ม")

    def _problem(self, key: str, message: str) -> None:
        self.bad.add(key)
        place, value = self.table.place(self.line, key), self.line.cells[key]
        self.problems.append(Problem(self.table.sheet, place, value, BY_KEY[key].expected, message))


def _changes(measure: Measure | None, values: Mapping[str, Any]) -> Iterator[CellChange]:
    """Tell the columns that differ from the stored measure, or all filled ones of a new measure."""
    for column in COLUMNS:
        if column.key not in values or column.told or column.key == "key":
            continue
        new = values[column.key]
        if measure is None:
            if new:
                yield CellChange(column.key, column.heading, "", column.shown(new))
        elif new != _stored(column, measure):
            old = column.shown(column.value(measure))
            yield CellChange(column.key, column.heading, old, column.shown(new))


def _stored(column: Column, measure: Measure) -> Any:
    try:
        return column.known(measure)
    except ValueError:  # stored before the rules of today: whatever the sheet says is a change
        return None


def _same_key(table: Table, rows: Iterable[RowChange]) -> Iterator[Problem]:
    """Two rows with the same key contradict each other."""
    seen: set[int] = set()
    for row in rows:
        if row.measure is not None:
            if row.measure.pk in seen:
                message = "รหัสมาตรการนี้มีมากกว่า 1 แถว หากต้องการเพิ่มมาตรการใหม่ให้เว้นช่องรหัสว่าง"
                yield _problem(table, row, "key", str(row.measure.pk), message)
            seen.add(row.measure.pk)


def _same_text(table: Table, rows: Iterable[RowChange], known: Known) -> Iterator[Problem]:
    """A new row says what the plan, or a row above it, says already: most likely its key got lost."""
    stored = {(row.indicator.number, squash(row.approach)): row.pk for row in known.measures.values()}
    above: dict[tuple[int, str], int] = {}
    for row in rows:
        if row.measure is not None:
            continue
        key = (row.values["number"], squash(row.values["approach"]))
        if key in stored:
            message = f"มาตรการนี้มีอยู่ในแผนแล้ว หากต้องการแก้ไขให้ใส่รหัสมาตรการ {stored[key]}"
            yield _problem(table, row, "approach", row.values["approach"], message)
        elif key in above:
            message = f"มาตรการนี้ซ้ำกับแถวที่ {above[key]}"
            yield _problem(table, row, "approach", row.values["approach"], message)
        above.setdefault(key, row.row)


def _problem(table: Table, row: RowChange, key: str, value: str, message: str) -> Problem:
    return Problem(table.sheet, f"{table.letters[key]}{row.row}", value, BY_KEY[key].expected, message)


def _new_departments(rows: Iterable[RowChange], departments: Iterable[str]) -> list[str]:
    """Return the names that the organization does not have yet, in the order of the rows."""
    held = {squash(name) for name in departments}
    found: dict[str, str] = {}
    for row in rows:
        if row.kind != "unchanged":
            for name in (row.values.get("lead", ""), *row.values.get("partners", ())):
                if name and squash(name) not in held:
                    found.setdefault(squash(name), name)
    return list(found.values())
