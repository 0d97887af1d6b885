"""The line through the years: labels meet nobody, gaps stay gaps."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assessments.charts.trend import trend_chart
from tests.assessments.charts.drawing import assert_tidy

TARGET = Decimal(85), "เป้าหมาย 85.00"
TOTALS = st.lists(st.none() | st.decimals(0, 100, places=2), min_size=1, max_size=10)


def chart(*totals: str | None):  # type: ignore[no-untyped-def]  # a test's shorthand
    rows = [
        (str(2560 + index), None if total is None else Decimal(total), total or "")
        for index, total in enumerate(totals)
    ]
    return trend_chart(rows, TARGET)


@given(TOTALS)
def test_labels_lie_inside_and_apart(totals: list[Decimal | None]) -> None:
    rows = [(str(2560 + i), total, "" if total is None else f"{total:.2f}") for i, total in enumerate(totals)]
    assert_tidy(trend_chart(rows, TARGET))


def test_a_gap_breaks_the_line() -> None:
    assert chart("80.00", "82.00", "84.00").line.count("M") == 2
    assert chart("80.00", None, "84.00").line == ""
    assert len(chart("80.00", None, "84.00").points) == 2


def test_higher_totals_stand_higher() -> None:
    (_, low), (_, high) = chart("70.00", "99.00").points
    assert high < low


def test_the_scale_begins_below_the_lowest_figure() -> None:
    assert chart("73.07").grid.count("M") == 4  # 70, 80, 90, 100
    assert chart("70.00").grid.count("M") == 5  # the point does not lie on the floor
    assert chart("0.00").grid.count("M") == 11
    assert chart(None).grid.count("M") == 3  # 80, 90, 100: the target alone
