"""The two rounds in which a plan is reported: six months (31 March) and the year's end (30 September).

A round shows the plan as it stood on its day, or as it stands while that day is yet to come: later reports do
not count. Pages and documents share it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Prefetch, Q

from measures.course import STATES, State
from measures.models import Evidence, Measure, Plan, Progress
from measures.months import first_half
from measures.rows import Count, Row, mean_percent, state_counts
from thai.dates import fiscal_year_bounds

ROUNDS = {"six-months": "รอบ 6 เดือน", "year-end": "รอบสิ้นปีงบประมาณ"}


@dataclass(frozen=True)
class RoundRow:
    """One measure in a round: what was reported up to the round's day, the latest percentage, the proof."""

    measure: Measure
    percent: int
    state: State
    reports: Sequence[Progress]
    evidence: Sequence[Evidence]

    @property
    def state_name(self) -> str:
        """The state in words."""
        return STATES[self.state]


@dataclass(frozen=True)
class RoundReport:
    """A plan as it stood on a round's day; `as_of` is that day, or today while it is yet to come."""

    key: str
    day: date
    as_of: date
    rows: Sequence[RoundRow]
    counts: Sequence[Count]
    mean: int | None  # of the percentages

    @property
    def name(self) -> str:
        """รอบ 6 เดือน or รอบสิ้นปีงบประมาณ."""
        return ROUNDS[self.key]

    @property
    def unreported(self) -> int:
        """How many measures have no report yet."""
        return sum(1 for row in self.rows if not row.reports)


def round_day(key: str, year: int) -> date:
    """Return the day of a round of a fiscal year (B.E.): 31 March, 30 September. KeyError for no round."""
    return {"six-months": first_half(year)[1], "year-end": fiscal_year_bounds(year)[1]}[key]


def first_reports(plan: Plan) -> list[date | None]:
    """Return the day of each measure's first report, None for a measure without any; one query."""
    first = Min("progress__on", filter=Q(progress__removed_at=None))
    return list(plan.measures.annotate(first=first).values_list("first", flat=True))


def round_report(plan: Plan, key: str, today: date) -> RoundReport:
    """Gather a round of the plan in a constant number of queries."""
    day = round_day(key, plan.fiscal_year.year)
    as_of = min(day, today)
    reports = Progress.objects.filter(on__lte=as_of).prefetch_related("evidence").order_by("on", "pk")
    measures = (
        plan.measures.select_related("indicator__instrument", "lead")
        .prefetch_related("departments", Prefetch("progress", reports))
        .order_by("indicator__number", "order", "pk")
    )
    rows = [Row(measure, as_of) for measure in measures]
    return RoundReport(
        key=key,
        day=day,
        as_of=as_of,
        rows=[_round_row(row) for row in rows],
        counts=state_counts(rows),
        mean=mean_percent([row.percent for row in rows]),
    )


def _round_row(row: Row) -> RoundRow:
    reports = list(row.measure.progress.all())
    evidence = [proof for report in reports for proof in report.evidence.all()]
    return RoundRow(row.measure, row.percent, row.state, reports, evidence)
