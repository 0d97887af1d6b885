"""Score sheets to fill in or to take away: a template of a year, and what is stored in the same layout.

What is exported can be imported again and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assessments.models import Assessment, FiscalYear, Score
from assessments.sheets.writing import csv_table, xlsx_table
from organizations.models import Organization
from organizations.models.organization import OrganizationQuerySet

PLACES = ("รหัสหน่วยงาน", "หน่วยงาน", "อำเภอ", "จังหวัด", "ปีงบประมาณ")
ENDS = ("คะแนนรวม", "ระดับ")
PLACE_WIDTHS, SCORE_WIDTH = (14, 34, 18, 18, 12), 16
FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}

Row = list[object]
Stored = dict[int, tuple[dict[int, Decimal], Decimal | None, str]]


def sheet_of(
    organizations: OrganizationQuerySet, fiscal_year: FiscalYear, *, form: str, filled: bool
) -> bytes:
    """Return a sheet of agencies in one of the FORMATS, `filled` with the stored scores or to be filled in.

    Total and level are those of the announcement: the portal works out its own.
    """
    names = dict(fiscal_year.indicators.order_by("number").values_list("number", "name"))
    stored = _stored(organizations, fiscal_year) if filled else {}
    rows = [_header(names), *_rows(organizations, fiscal_year.year, list(names), stored)]
    if form == "csv":
        return csv_table(rows)
    first = len(PLACES) + 1
    widths = (*PLACE_WIDTHS, *[SCORE_WIDTH] * (len(names) + len(ENDS)))
    scores = range(first, first + len(names) + 1)  # the total is a number as well
    name = f"คะแนน ITA {fiscal_year.year}"
    return xlsx_table(name, rows, widths=widths, scores=scores, height=len(rows))


def _header(names: dict[int, str]) -> Row:
    return [*PLACES, *(f"ตัวชี้วัดที่ {number} {name}" for number, name in names.items()), *ENDS]


def _rows(
    organizations: OrganizationQuerySet, year: int, numbers: list[int], stored: Stored
) -> Iterator[Row]:
    for organization in organizations.only("code", "kind", "name", "district", "province"):
        scores, total, level = stored.get(organization.pk, ({}, None, ""))
        yield [
            *(organization.code, organization.short_name, organization.district, organization.province, year),
            *(scores.get(number) for number in numbers),
            *(total, level or None),
        ]


def _stored(organizations: OrganizationQuerySet, fiscal_year: FiscalYear) -> Stored:
    """Read scores and announced figures in two queries."""
    agencies = Organization.objects.filter(pk__in=organizations.order_by().values("pk"))
    found: Stored = {}
    of_year = Assessment.objects.official().filter(fiscal_year=fiscal_year, organization__in=agencies)
    columns = ("organization_id", "announced_total", "announced_level")
    for pk, total, level in of_year.order_by().values_list(*columns):
        found[pk] = ({}, total, level)
    scores = Score.objects.filter(assessment__in=of_year.order_by().values("pk")).order_by()
    columns = ("assessment__organization_id", "indicator__number", "value")
    for pk, number, value in scores.values_list(*columns):
        found[pk][0][number] = value
    return found
