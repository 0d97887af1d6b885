"""Where a measure stands on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.course import BUCKETS, REMIND_OVERDUE_EVERY, STATES, Course

STARTS, ENDS = date(2021, 10, 1), date(2022, 9, 30)
HALF = date(2022, 3, 31)


def course(*reports: tuple[date, int], due: date | None = HALF, ends: date = ENDS) -> Course:
    return Course(STARTS, ends, due, reports)


@pytest.mark.parametrize(
    ("measure", "today", "state", "due"),
    [
        (course(), date(2021, 11, 1), "not_started", HALF),
        (course((date(2021, 11, 1), 0)), date(2021, 11, 2), "not_started", HALF),
        (course((date(2021, 11, 1), 10)), date(2021, 11, 2), "running", HALF),
        (course(), HALF, "not_started", HALF),
        (course(), date(2022, 4, 1), "late", HALF),
        # a report of November is not the one due in March; one of March is
        (course((date(2021, 11, 1), 10)), date(2022, 4, 1), "late", HALF),
        (course((date(2022, 3, 1), 50)), date(2022, 4, 1), "running", ENDS),
        (course((date(2022, 4, 5), 50)), date(2022, 4, 6), "running", ENDS),
        (course((date(2022, 3, 1), 50)), date(2022, 10, 1), "late", ENDS),
        (course((date(2022, 3, 1), 100)), date(2022, 10, 1), "done", None),
        # what was corrected downwards is not done
        (course((date(2022, 3, 1), 100), (date(2022, 4, 1), 90)), date(2022, 4, 2), "running", ENDS),
        # the period ends before the report is due: the work itself is late first
        (course(due=ENDS, ends=HALF), date(2022, 4, 1), "late", HALF),
        (course(due=None), date(2022, 4, 1), "not_started", ENDS),
        # a report of the future does not count yet
        (course((date(2022, 3, 1), 100)), date(2022, 2, 1), "not_started", HALF),
    ],
)
def test_state_and_next_due_date(measure: Course, today: date, state: str, due: date | None) -> None:
    assert (measure.state(today), measure.next_due(today)) == (state, due)


@pytest.mark.parametrize(
    ("days", "bucket"), [(-1, "overdue"), (0, "30"), (30, "30"), (31, "90"), (90, "90"), (91, "later")]
)
def test_buckets(days: int, bucket: str) -> None:
    assert course().bucket(HALF - timedelta(days=days)) == bucket


def test_a_finished_measure_is_in_no_bucket_and_never_reminded() -> None:
    finished = course((STARTS, 100))
    assert finished.bucket(ENDS) is None
    assert not any(finished.reminder_on(STARTS + timedelta(days=n)) for n in range(400))


def test_reminders_come_30_7_1_0_days_before_and_weekly_afterwards() -> None:
    days = [n for n in range(-60, 30) if course().reminder_on(HALF + timedelta(days=n))]
    assert days == [-30, -7, -1, 0, 7, 14, 21, 28]


@given(
    st.dates(date(2021, 10, 1), date(2022, 9, 30)),
    st.none() | st.dates(date(2021, 10, 1), date(2022, 9, 30)),
    st.lists(st.tuples(st.dates(date(2021, 10, 1), date(2022, 12, 31)), st.integers(0, 100)), max_size=5),
    st.dates(date(2021, 1, 1), date(2023, 12, 31)),
)
def test_state_bucket_and_reminders_agree(
    ends: date, due: date | None, reports: list[tuple[date, int]], today: date
) -> None:
    measure = Course(STARTS, ends, due, sorted(reports))
    state, bucket = measure.state(today), measure.bucket(today)
    assert state in STATES and (bucket is None or bucket in BUCKETS)
    assert (state == "late") == (bucket == "overdue")
    assert (state == "done") == (bucket is None) == (measure.percent(today) == 100)
    if state == "late":
        week = [measure.reminder_on(today + timedelta(days=n)) for n in range(REMIND_OVERDUE_EVERY)]
        steady = all(day <= today for day, _ in reports)
        assert sum(week) == 1 or not steady
