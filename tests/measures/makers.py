"""Makers of plans and measures for tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.models import Assessment, FiscalYear, Indicator, Score
from measures.models import Evidence, Measure, Plan, Progress
from measures.services.evidence import attach_file
from measures.services.measures import Content, add_measure
from measures.services.plans import open_plan
from measures.services.progress import Report, report_progress
from measures.standing import Standing, standing_of
from organizations.models import Organization, User
from tests.factories import DepartmentFactory, UserFactory

S2_TEXT = "100.00 89.43 99.14 86.77 98.28 98.57 98.79 98.44 74.33 50.00"
S2 = {number: Decimal(text) for number, text in enumerate(S2_TEXT.split(), start=1)}
YEAR = 2564


def store_scores(organization: Organization, scores: dict[int, Decimal], year: int = YEAR) -> Assessment:
    """Store an official result."""
    assessment, _ = Assessment.objects.get_or_create(
        organization=organization, fiscal_year=FiscalYear.objects.get(year=year)
    )
    indicators = {row.number: row for row in Indicator.objects.filter(fiscal_year__year=year)}
    Score.objects.bulk_create(
        Score(assessment=assessment, indicator=indicators[number], value=value)
        for number, value in scores.items()
    )
    return assessment


def scored(
    organization: Organization, scores: dict[int, Decimal] | None = None, year: int = YEAR
) -> Standing:
    """Store a result (S2's by default) and return where the organization stands."""
    store_scores(organization, S2 if scores is None else scores, year)
    return standing_of(organization, year)


def make_plan(organization: Organization, user: User | None = None, year: int = YEAR) -> Plan:
    """Return the plan that answers the year, opened by the user."""
    return open_plan(standing_of(organization, year), user or UserFactory())


def content(plan: Plan, number: int = 10, **changes: Any) -> Content:
    """Return a complete content: October to March, due 31 March, one department."""
    year = plan.fiscal_year.year - 543
    given: dict[str, Any] = {
        "indicator": Indicator.objects.get(fiscal_year=plan.assessment.fiscal_year, number=number),
        "issue": "ประเด็นตัวอย่าง",
        "approach": "มาตรการตัวอย่าง",
        "method": ["ขั้นตอนแรก", "ขั้นตอนที่สอง"],
        "starts": date(year - 1, 10, 1),
        "ends": date(year, 3, 31),
        "follow_up": "รายงานผล",
        "follow_up_due": date(year, 3, 31),
    }
    if "departments" not in changes:
        given["departments"] = (DepartmentFactory(organization=plan.organization),)
    return Content(**given | changes)


def make_measure(plan: Plan, number: int = 10, **changes: Any) -> Measure:
    """Add a measure to the plan."""
    return add_measure(plan, content(plan, number, **changes))


def measure_in(organization: Organization) -> Measure:
    """Return a measure of the organization, made when it has none."""
    found = Measure.objects.filter(plan__organization=organization).first()
    return found or make_measure(make_plan(organization))


PDF = b"%PDF-1.7\n% a sample\n%%EOF\n"


def upload(name: str = "รายงาน.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """Return a file as a browser uploads it."""
    return SimpleUploadedFile(name, content)


def make_report(measure: Measure, percent: int = 50, on: date = date(2022, 1, 15), **more: Any) -> Progress:
    """Report on a measure."""
    by = more.pop("by", None) or UserFactory()
    return report_progress(measure, Report(on, percent, "ทำแล้วบางส่วน"), by=by, **more)


def progress_in(organization: Organization) -> Progress:
    """Return a report of the organization's measure, made when it has none."""
    measure = measure_in(organization)
    return measure.progress.first() or make_report(measure)


def evidence_in(organization: Organization) -> Evidence:
    """Return a stored proof of the organization, made when it has none."""
    progress = progress_in(organization)
    return progress.evidence.first() or attach_file(progress, upload(), by=UserFactory())
