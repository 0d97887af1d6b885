"""A plan seen by department, and along the months of its fiscal year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from measures.months import month_end, months_of
from measures.rows import Count, Row, mean_percent, state_counts
from organizations.models import Department

# Today's line stands at one of this many steps of its month.
STEPS = 10


@dataclass(frozen=True)
class DepartmentBlock:
    """A department (None: nobody named) with the measures that it has a part in."""

    department: Department | None
    rows: Sequence[Row]

    @property
    def counts(self) -> list[Count]:
        """How many measures are in each state."""
        return state_counts(self.rows)

    @property
    def mean(self) -> int | None:
        """The mean of the percentages."""
        return mean_percent([row.percent for row in self.rows])


@dataclass(frozen=True)
class Cell:
    """One month of one measure: whether it runs then, whether its due date lies there, today's step."""

    month: date
    runs: bool
    due: bool
    today: int | None  # 0-9: how far the month has gone, None in all other months


@dataclass(frozen=True)
class Line:
    """A measure along the months."""

    row: Row
    cells: Sequence[Cell]


def by_department(rows: Iterable[Row]) -> list[DepartmentBlock]:
    """Group rows by department in the agency's order; a shared measure stands with each department."""
    grouped: dict[int, list[Row]] = defaultdict(list)
    departments: dict[int, Department] = {}
    orphans = []
    for row in rows:
        own = row.measure.departments.all()
        for department in own:
            departments[department.pk] = department
            grouped[department.pk].append(row)
        if not own:
            orphans.append(row)
    ordered = sorted(departments.values(), key=lambda department: (department.order, department.pk))
    blocks = [DepartmentBlock(department, grouped[department.pk]) for department in ordered]
    return blocks + ([DepartmentBlock(None, orphans)] if orphans else [])


def timeline(rows: Iterable[Row], year: int, today: date) -> list[Line]:
    """Lay rows along the twelve months of a fiscal year (B.E.)."""
    months = months_of(year)
    return [Line(row, [_cell(row, month, today) for month in months]) for row in rows]


def today_step(month: date, today: date) -> int | None:
    """Return how far a month has gone in tenths (0-9), None when today lies in another month."""
    last = month_end(month)
    return (today.day - 1) * STEPS // last.day if month <= today <= last else None


def _cell(row: Row, month: date, today: date) -> Cell:
    measure, last = row.measure, month_end(month)
    due = measure.follow_up_due
    return Cell(
        month=month,
        runs=measure.starts <= last and measure.ends >= month,
        due=due is not None and month <= due <= last,
        today=today_step(month, today),
    )
