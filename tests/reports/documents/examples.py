"""The two founding agencies with their figures, stored; measures in sample words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from assessments.frameworks import edition_of
from assessments.models import Assessment, FiscalYear, Indicator
from assessments.services.entry import save_figures
from assessments.services.figures import Figures
from measures.models import Evidence, Measure, Plan, Progress
from organizations.models import Department, Organization
from reports.documents.sources import Sources, sources_of
from reports.models import Memo
from tests.factories import OrganizationFactory

NAMTAO_SCORES = {
    number: Decimal(text)
    for number, text in enumerate(
        ["100.00", "89.43", "99.14", "86.77", "98.28", "98.57", "98.79", "98.44", "74.33", "50.00"], start=1
    )
}
HINKHON_SCORES = {2: Decimal("78.66"), 8: Decimal("74.34"), 10: Decimal("56.25")}


def namtao() -> Organization:
    """The agency of the analysis report, without data."""
    return OrganizationFactory(
        code="namtao",
        name="น้ำเต้า",
        district="บางบาล",
        province="พระนครศรีอยุธยา",
        document_prefix="อย ๗๗๑๐๑",
        strength_line=Decimal(80),
    )


def hinkhon() -> Organization:
    """The agency of the measures document, without data."""
    return OrganizationFactory(code="hinkhon", name="หินโคน", district="ลำปลายมาศ", province="บุรีรัมย์")


def assess(
    organization: Organization,
    year: int,
    scores: dict[int, Decimal],
    *,
    state: str = Assessment.State.APPROVED,
    **announced: Any,
) -> Assessment:
    """Store the figures of a year."""
    edition = edition_of(FiscalYear.objects.get(year=year))
    assessment, _ = save_figures(organization, edition, Figures(scores, **announced), version=0, user=None)
    Assessment.objects.filter(pk=assessment.pk).update(state=state)
    return assessment


def sources(organization: Organization, year: int, today: date | None = None) -> Sources:
    """Read the sources of a year."""
    return sources_of(organization, FiscalYear.objects.get(year=year), today)


def assessed_namtao(**options: Any) -> Assessment:
    """FY2564: ten scores, 82.86, B."""
    return assess(namtao(), 2564, NAMTAO_SCORES, **options)


def assessed_hinkhon(**options: Any) -> Assessment:
    """FY2563: announced 73.04, C, three known scores."""
    announced = {"announced_total": Decimal("73.04"), "announced_level": "C"}
    return assess(hinkhon(), 2563, HINKHON_SCORES, **announced, **options)


def plan(assessment: Assessment, numbers: list[int], *, steps: int = 2) -> Plan:
    """Store one measure per number, in the year after the assessed one."""
    year = assessment.fiscal_year.year + 1
    made = Plan.objects.create(
        organization=assessment.organization,
        fiscal_year=FiscalYear.objects.get(year=year),
        assessment=assessment,
    )
    office = Department.objects.create(organization=assessment.organization, name="สำนักปลัด")
    for order, number in enumerate(numbers):
        measure = Measure.objects.create(
            plan=made,
            order=order,
            indicator=Indicator.objects.get(fiscal_year=assessment.fiscal_year, number=number),
            issue="ประเด็นตัวอย่างที่ต้องพัฒนา",
            approach="แนวทางตัวอย่างเพื่อพัฒนาการดำเนินงาน",
            method=[f"ขั้นตอนตัวอย่าง{'ก' * (step + 1)}" for step in range(steps)],
            starts=date(year - 544, 10, 1),
            ends=date(year - 543, 3, 31),
            follow_up="รายงานผลต่อผู้บริหาร",
            follow_up_due=date(year - 543, 3, 31),
        )
        measure.departments.add(office)
    return made


def memo(assessment: Assessment, **fields: Any) -> Memo:
    """Store a memo."""
    return Memo.objects.create(assessment=assessment, **fields)


def carried_out(assessment: Assessment, numbers: list[int]) -> Plan:
    """Store an adopted plan: its first measure reported twice with evidence, its second once, no other."""
    made = plan(assessment, numbers)
    Plan.objects.filter(pk=made.pk).update(state=Plan.State.ADOPTED)
    year = made.fiscal_year.year - 543
    first, second, *_ = made.measures.order_by("indicator__number", "order")
    _report(
        first, date(year, 1, 15), 40, "1. แจ้งเวียนแนวทาง\n2. ประชุมชี้แจง", ["คำสั่ง.pdf"], problems="บุคลากรมีน้อย"
    )
    _report(
        first,
        date(year, 4, 2),
        100,
        "ดำเนินการครบทุกขั้นตอน",
        ["https://example.org/reports/2565"],
        result="ผ่านเกณฑ์ 95 คะแนน",
    )
    _report(second, date(year, 3, 31), 60, "อบรมบุคลากร 2 รุ่น", ["ภาพถ่าย.jpg", "ลายมือชื่อ.pdf"])
    return made


def _report(measure: Measure, on: date, percent: int, done: str, proofs: list[str], **texts: str) -> None:
    report = Progress.objects.create(measure=measure, on=on, percent=percent, done=done, **texts)
    for name in proofs:
        is_page = name.startswith("https:")
        given = {"url": name} if is_page else {"file": f"evidence/{name}"}
        Evidence.objects.create(progress=report, name=name, **given)
