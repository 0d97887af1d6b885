"""The page of one organization: its results over the years and its own facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assessments.charts.trend import TrendChart, YearRow, trend_chart
from assessments.models import Assessment, FiscalYear, Level
from assessments.presentation import signed
from organizations.access import current_user, organization_view
from organizations.models import Organization
from thai.digits import to_thai

LONGEST_TREND = 10  # years in the chart; the table shows all
NARROW_YEARS = 6  # years that fit on a phone


@dataclass(frozen=True)
class Year:
    """One fiscal year of the organization; `change` against the year before, as text."""

    year: int
    target: Decimal
    assessment: Assessment
    shade: int | None
    estimated: bool
    change: str


@organization_view("organizations.read")
def organization(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Show the trend, a link per year, the facts, and for administrators the ways to change them."""
    user = current_user(request)
    years = years_of(organization)
    digits: Callable[[str], str] = to_thai if user.thai_digits else str
    context = {
        "organization": organization,
        "years": years,
        "charts": trend_of(years[:LONGEST_TREND], digits) if years else (),
        "departments": organization.departments.all(),
        "latest": FiscalYear.objects.values_list("year", flat=True).first(),
        "may_administer": user.has_perm("organizations.administer", organization),
        "may_enter": user.has_perm("assessments.enter_scores", organization),
        "section": "organization",
    }
    return render(request, "assessments/organization.html", context)


def years_of(organization: Organization) -> list[Year]:
    """Return the official results of an organization, latest year first."""
    found = organization.assessments.official().select_related("fiscal_year")
    results = list(found.order_by("-fiscal_year__year"))
    totals = {row.fiscal_year.year: row.total for row in results}
    of_years = Level.objects.filter(fiscal_year__in=[row.fiscal_year_id for row in results])
    by_name = {(level.fiscal_year_id, level.name): level for level in of_years}
    levels = [by_name.get((row.fiscal_year_id, row.level)) for row in results]
    return [
        Year(
            year=row.fiscal_year.year,
            target=row.fiscal_year.target,
            assessment=row,
            shade=level.shade if level else None,
            estimated=level is not None and _surely_estimated(row, level),
            change=signed(row.total, totals.get(row.fiscal_year.year - 1)),
        )
        for row, level in zip(results, levels, strict=True)
    ]


def _surely_estimated(assessment: Assessment, level: Level) -> bool:
    """Say whether the kept level asks for every tool while an EIT part is unknown, and was not announced.

    The scores are not read here, so a level that is an estimate for another reason bears no mark.
    """
    parts_known = None not in (assessment.eit_part1, assessment.eit_part2)
    announced = assessment.announced_level.strip().casefold() == level.name.casefold()
    return level.minimum_tool is not None and not parts_known and not announced


def trend_of(years: list[Year], digits: Callable[[str], str]) -> tuple[TrendChart, TrendChart]:
    """Draw the totals, oldest first, wide and narrow; years between that have no result leave a gap."""
    by_year = {row.year: row.assessment.total for row in years}
    span = range(max(min(by_year), max(by_year) - LONGEST_TREND + 1), max(by_year) + 1)
    target = years[0].target
    label = target, digits(f"เส้นประ: เป้าหมาย {target:.2f} คะแนน")
    points = [_point(year, by_year.get(year), digits) for year in span]
    return trend_chart(points, label), trend_chart(points[-NARROW_YEARS:], label, width=330, height=240)


def _point(year: int, total: Decimal | None, digits: Callable[[str], str]) -> YearRow:
    return digits(str(year)), total, digits("" if total is None else f"{total:.2f}")
