"""Months of a fiscal year."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.months import first_half, month_end, month_name, months_later, months_of, shifted
from thai.dates import fiscal_year_bounds


@given(st.integers(2540, 2640))
def test_twelve_months_fill_the_fiscal_year(year: int) -> None:
    months = months_of(year)
    first, last = fiscal_year_bounds(year)
    assert (months[0], month_end(months[-1]), len(set(months))) == (first, last, 12)


def test_names_and_halves() -> None:
    assert month_name(date(2020, 10, 1)) == "ตุลาคม 2563"
    assert first_half(2565) == (date(2021, 10, 1), date(2022, 3, 31))


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2020, 2, 29), 1, date(2021, 2, 28)),
        (date(2020, 2, 29), 4, date(2024, 2, 29)),
        (date(2021, 3, 31), 1, date(2022, 3, 31)),
    ],
)
def test_a_day_of_another_year(day: date, years: int, expected: date) -> None:
    assert shifted(day, years) == expected


def test_months_later_crosses_years() -> None:
    assert months_later(date(2020, 12, 31), 2) == date(2021, 2, 1)
    assert months_later(date(2020, 1, 15), -1) == date(2019, 12, 1)
