"""Measures as lists show them: each with its state on a day; the numbers over a whole plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from measures.course import BUCKETS, STATES, Bucket, Course, State
from measures.models import Measure, Plan


@dataclass(frozen=True)
class Row:
    """One measure with where it stands on `today`."""

    measure: Measure
    today: date

    @cached_property
    def course(self) -> Course:
        """The measure's dates and reports."""
        return self.measure.course

    @cached_property
    def percent(self) -> int:
        """The percentage reported last."""
        return self.course.percent(self.today)

    @cached_property
    def state(self) -> State:
        """The state's code."""
        return self.course.state(self.today)

    @property
    def state_name(self) -> str:
        """The state in words."""
        return STATES[self.state]

    @cached_property
    def due(self) -> date | None:
        """The day by which something has to happen next."""
        return self.course.next_due(self.today)

    @cached_property
    def bucket(self) -> Bucket | None:
        """How near that day is."""
        return self.course.bucket(self.today)


@dataclass(frozen=True)
class Count:
    """How many measures lie in a state or bucket."""

    code: str
    name: str
    count: int


def rows_of(plan: Plan | None, today: date) -> list[Row]:
    """Return a plan's measures in their order, with everything that lists show; constant in queries."""
    if plan is None:
        return []
    measures = (
        plan.measures.select_related("indicator__instrument", "lead")
        .prefetch_related("departments", "progress")
        .order_by("indicator__number", "order", "pk")
    )
    return [Row(measure, today) for measure in measures]


def state_counts(rows: Iterable[Row]) -> list[Count]:
    """Count the measures by state, every state named."""
    found = Counter(row.state for row in rows)
    return [Count(code, name, found[code]) for code, name in STATES.items()]


def bucket_counts(rows: Iterable[Row]) -> list[Count]:
    """Count the measures that still owe something by how near it is."""
    found = Counter(row.bucket for row in rows)
    return [Count(code, name, found[code]) for code, name in BUCKETS.items()]


def mean_percent(percents: Sequence[int]) -> int | None:
    """Return the plain mean of percentages, rounded half up to a whole number; None without any."""
    return (2 * sum(percents) + len(percents)) // (2 * len(percents)) if percents else None
