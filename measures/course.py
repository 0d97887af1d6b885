"""Where a measure stands on a day: its state, its next due date, how near that is.

No clock here: `today` is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

State = Literal["late", "running", "not_started", "done"]
STATES: dict[State, str] = {
    "late": "ล่าช้า",
    "running": "กำลังดำเนินการ",
    "not_started": "ยังไม่เริ่ม",
    "done": "แล้วเสร็จ",
}
Bucket = Literal["overdue", "30", "90", "later"]
BUCKETS: dict[Bucket, str] = {
    "overdue": "เลยกำหนด",
    "30": "ภายใน 30 วัน",
    "90": "ภายใน 90 วัน",
    "later": "มากกว่า 90 วัน",
}
COMPLETE = 100
# A report made this many days before its due date, or later, is the report that was due.
REPORT_WINDOW = timedelta(days=30)
REMIND_BEFORE = (30, 7, 1, 0)  # days
REMIND_OVERDUE_EVERY = 7  # days


@dataclass(frozen=True)
class Course:
    """A measure's dates and its reports (day, percent), oldest first."""

    starts: date
    ends: date
    report_due: date | None = None
    reports: Sequence[tuple[date, int]] = ()

    def percent(self, on: date) -> int:
        """Return the percentage that the last report up to this day states, 0 without one."""
        return next((percent for day, percent in reversed(self.reports) if day <= on), 0)

    def next_due(self, today: date) -> date | None:
        """Return the day by which something has to happen next, None when the measure is done.

        Two things are owed: the work by the end of the period, and a report by its due date.
        """
        if self.percent(today) >= COMPLETE:
            return None
        report_open = self.report_due is not None and not self._reported(self.report_due, today)
        return min(self.report_due, self.ends) if report_open and self.report_due else self.ends

    def state(self, today: date) -> State:
        """Return the state on this day."""
        due, percent = self.next_due(today), self.percent(today)
        if due is None:
            return "done"
        if due < today:
            return "late"
        return "running" if percent else "not_started"

    def bucket(self, today: date) -> Bucket | None:
        """Return how near the next due date is, None when nothing is owed any more."""
        due = self.next_due(today)
        if due is None:
            return None
        days = (due - today).days
        return "overdue" if days < 0 else "30" if days <= 30 else "90" if days <= 90 else "later"

    def reminder_on(self, today: date) -> bool:
        """Say whether this is a day for reminding of the next due date."""
        due = self.next_due(today)
        if due is None:
            return False
        days = (due - today).days
        return days in REMIND_BEFORE or (days < 0 and -days % REMIND_OVERDUE_EVERY == 0)

    def _reported(self, due: date, today: date) -> bool:
        return any(due - REPORT_WINDOW <= day <= today for day, _ in self.reports)
