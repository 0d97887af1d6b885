"""The twelve months of a plan: choices to pick from, and dates at their two ends."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from thai.dates import MONTHS, be_year, fiscal_year_bounds

# Where a drafted measure lies in its fiscal year: October to March, reported by the six-month round.
HALF_YEAR = 6


def months_of(year: int) -> list[date]:
    """Return the first days of a fiscal year's (B.E.) months, October to September."""
    first, _ = fiscal_year_bounds(year)
    return [months_later(first, count) for count in range(12)]


def months_later(day: date, count: int) -> date:
    """Return the first day of the month that lies `count` months after the date's month."""
    months = day.year * 12 + day.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def month_end(day: date) -> date:
    """Return the last day of the date's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def month_name(day: date) -> str:
    """ตุลาคม 2563"""
    return f"{MONTHS[day.month - 1]} {be_year(day)}"


def first_half(year: int) -> tuple[date, date]:
    """Return the first and last day of a fiscal year's first six months: 1 October, 31 March."""
    months = months_of(year)
    return months[0], month_end(months[HALF_YEAR - 1])


def shifted(day: date, years: int) -> date:
    """Return the same day some years later; 29 February becomes the 28th where there is none."""
    target = date(day.year + years, day.month, 1)
    return target.replace(day=min(day.day, month_end(target).day))
