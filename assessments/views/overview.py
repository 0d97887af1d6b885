"""The overview of a fiscal year over every organization that the person may see."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from assessments import overview as reads
from assessments.models import Assessment, FiscalYear, Indicator
from organizations.access import current_user, scope_view
from organizations.models import Organization

PAGE_SIZE = 50
VIEWS = {"table": "ตาราง", "heat": "แผนภูมิสีรายตัวชี้วัด"}


@scope_view("assessments.overview")
def latest(request: HttpRequest) -> HttpResponse:
    """Lead to the latest year that has a result, else to the latest year."""
    visible = Assessment.objects.official().with_figures().visible_to(current_user(request))
    year = visible.order_by("-fiscal_year__year").values_list("fiscal_year__year", flat=True).first()
    year = year or FiscalYear.objects.values_list("year", flat=True).first()
    if year is None:
        raise Http404("ยังไม่มีกรอบการประเมินของปีใด")
    return redirect("overview_year", year)


@scope_view("assessments.overview")
def overview(request: HttpRequest, year: int) -> HttpResponse:
    """Show levels, the filtered table or heat map; everything that is asked for stands in the address."""
    user, asked = current_user(request), reads.OverviewFilter.from_query(request.GET)
    years = {fiscal_year.year: fiscal_year for fiscal_year in FiscalYear.objects.all()}
    if year not in years:
        raise Http404("ไม่มีกรอบการประเมินของปีนี้")
    levels = list(years[year].levels.all())
    found = reads.organizations_in(user, years[year], asked)
    facets = reads.facets_of(found, levels, asked)
    rows = reads.narrowed(found, asked)
    paginator = Paginator(rows, PAGE_SIZE)
    paginator.count = facets.count  # counted already: spare the query
    page = paginator.get_page(request.GET.get("page"))
    as_heat = request.GET.get("view") == "heat"
    context = {
        "year": year,
        "years": years,
        "asked": asked,
        "facets": facets,
        "shades": {level.name: level.shade for level in levels},
        "states": dict(Assessment.State.choices),
        "provinces": reads.provinces_of(user),
        "kinds": Organization.Kind.choices,
        "views": VIEWS,
        "view": "heat" if as_heat else "table",
        "page": page,
        "heat": _heat(years[year], rows, list(page)) if as_heat else None,
        "heat_legend": reads.heat_legend(),
        "section": "overview",
    }
    return render(request, "assessments/overview.html", context)


def _heat(fiscal_year: FiscalYear, rows: reads.Found, shown: list[Any]) -> dict[str, Any]:
    """Return the indicators, the means over all rows and the cells of the shown page."""
    indicators = list(Indicator.objects.filter(fiscal_year=fiscal_year).order_by("number"))
    numbers = [indicator.number for indicator in indicators]
    scores = reads.scores_of(row.assessment_pk for row in shown)
    means = reads.means_of(rows)
    return {
        "indicators": indicators,
        "means": [_cell(means.get(number)) for number in numbers],
        "rows": [
            (row, [_cell(scores.get(row.assessment_pk, {}).get(number)) for number in numbers])
            for row in shown
        ],
    }


def _cell(score: Decimal | None) -> tuple[Decimal | None, int | None]:
    """Pair a score with its colour step."""
    return score, None if score is None else reads.heat_step(score)
