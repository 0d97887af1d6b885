"""Invented agencies with scores, a memo and thirty measures each, in a database of their own."""

from __future__ import annotations

import os
import random
from datetime import date
from decimal import Decimal
from io import StringIO

from benchmarks.folders import own_folder

YEAR = 2564
DEPARTMENTS = ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา", "กองสวัสดิการสังคม", "กองสาธารณสุข")
SYLLABLES = ("นา", "บาง", "ท่า", "หนอง", "คลอง", "โคก", "วัง", "ดอน", "ห้วย", "บ้าน", "ป่า", "น้ำ")
WORDS = ("ตัวอย่าง", "สมมติ", "จำลอง", "ทดลอง", "สาธิต", "ทดสอบ", "แบบอย่าง", "ต้นแบบ")


def prepare() -> None:
    """Set up Django over a new database that holds the frameworks; call it before importing any model."""
    folder = own_folder()
    os.environ |= {
        "DATABASE_URL": f"sqlite:///{folder}/benchmark.sqlite3",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_frameworks", stdout=StringIO())


def make_agency(number: int, measures: int = 3):
    """The organization with this number, with so many measures for each indicator; always the same one."""
    from assessments.models import Assessment, FiscalYear, Score
    from organizations.models import Department, Organization
    from reports.models import Memo

    dice = random.Random(number)
    name = (
        SYLLABLES[number % 12]
        + WORDS[number // 12 % 8]
        + (SYLLABLES[number // 96 % 12] if number >= 96 else "")
    )
    organization = Organization.objects.create(
        code=f"agency-{number}",
        name=name,
        kind=dice.choice(["sao", "subdistrict_municipality", "town"]),
        subdistrict=name,
        district=f"{dice.choice(SYLLABLES)}{dice.choice(WORDS)}",
        province=f"{dice.choice(SYLLABLES)}{dice.choice(WORDS)}",
        document_prefix=f"ตย {70000 + number}",
    )
    for order, department in enumerate(DEPARTMENTS):
        Department.objects.create(organization=organization, name=department, order=order)
    year = FiscalYear.objects.get(year=YEAR)
    assessment = Assessment.objects.create(
        organization=organization, fiscal_year=year, state=Assessment.State.SUBMITTED
    )
    for indicator in year.indicators.all():
        score = Decimal(dice.randint(4_500, 10_000)) / 100
        Score.objects.create(assessment=assessment, indicator=indicator, value=score)
    Memo.objects.create(assessment=assessment, number=f"ตย {70000 + number}/{number}", date=date(2021, 10, 4))
    if measures:
        _make_plan(organization, assessment, dice, measures)
    return organization


def _make_plan(organization, assessment, dice: random.Random, measures: int) -> None:
    """Measures out of the suggestions, in the agency's own order."""
    from assessments.models import FiscalYear, Suggestion
    from measures.models import Measure, Plan

    following = FiscalYear.objects.get(year=YEAR + 1)
    plan = Plan.objects.create(organization=organization, fiscal_year=following, assessment=assessment)
    departments = list(organization.departments.all())
    for indicator in assessment.fiscal_year.indicators.all():
        suggestions = list(Suggestion.objects.filter(indicator=indicator))
        for order in range(measures):
            chosen = dice.choice(suggestions)
            measure = Measure.objects.create(
                plan=plan,
                indicator=indicator,
                order=order,
                issue=chosen.issue,
                approach=f"{chosen.approach}ของ{organization.full_name}",
                method=dice.sample(chosen.method, k=min(3, len(chosen.method))),
                starts=date(2021, dice.randint(10, 12), 1),
                ends=date(2022, 9, 30),
                follow_up=f"รายงานผลให้{organization.titles.chief_executive}ทราบทุก {dice.randint(2, 6)} เดือน",
                follow_up_due=date(2022, dice.randint(4, 9), dice.randint(1, 28)),
            )
            measure.departments.set(dice.sample(departments, k=dice.randint(1, 3)))


def sources(organization):
    """What the documents of an agency are made of."""
    from assessments.models import FiscalYear
    from reports.documents.sources import sources_of

    return sources_of(organization, FiscalYear.objects.get(year=YEAR))
