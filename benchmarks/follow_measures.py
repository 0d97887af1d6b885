"""`make bench-measures`: the pages of one plan in a database of 50 measures, and in one of 50,000.

As a clerk, the least privileged who may write: the table, the departments, the timeline, a round and the
worksheet, each with the same queries and within twice the time. Usage: python -m benchmarks.follow_measures
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from datetime import date
from decimal import Decimal
from typing import Any

from benchmarks.agencies import prepare

OF_ONE, AGENCIES, YEAR = 50, 1_000, 2564
ROUNDS = 15
GOAL = 2.0  # times
PAGES = (
    "",
    "departments/",
    "timeline/",
    "rounds/six-months/",
    "?state=late",
    "?q=ตัวอย่าง",
    "workbook.xlsx",
)


def add_agencies(first: int, last: int) -> None:
    """Store agencies with a result, a plan of fifty measures, and a report on each, all in bulk."""
    from assessments.models import Assessment, FiscalYear, Indicator, Score
    from measures.models import Measure, Plan, Progress
    from organizations.models import Department, Organization

    years = {row.year: row for row in FiscalYear.objects.filter(year__in=(YEAR, YEAR + 1))}
    indicators = list(Indicator.objects.filter(fiscal_year=years[YEAR]))
    dice = random.Random(first)
    numbers = range(first, last)
    agencies = Organization.objects.bulk_create(
        Organization(code=f"agency-{n}", name=f"ตัวอย่าง{n}", province=f"จังหวัด{n % 77}") for n in numbers
    )
    offices = Department.objects.bulk_create(
        Department(organization=agency, name=name) for agency in agencies for name in ("สำนักปลัด", "กองคลัง")
    )
    results = Assessment.objects.bulk_create(
        Assessment(organization=agency, fiscal_year=years[YEAR]) for agency in agencies
    )
    Score.objects.bulk_create(
        Score(assessment=result, indicator=indicator, value=Decimal(dice.randint(5000, 10000)) / 100)
        for result in results
        for indicator in indicators
    )
    plans = Plan.objects.bulk_create(
        Plan(organization=result.organization, fiscal_year=years[YEAR + 1], assessment=result)
        for result in results
    )
    measures = Measure.objects.bulk_create(
        (_measure(plan, indicators[n % 10], n, dice) for plan in plans for n in range(OF_ONE)), batch_size=500
    )
    Progress.objects.bulk_create(
        (
            Progress(measure=m, on=date(2022, 1, 9), percent=dice.randint(0, 100), done="ดำเนินการแล้ว")
            for m in measures
        ),
        batch_size=500,
    )
    through = Measure.departments.through
    pairs = zip(measures, (office for office in offices for _ in range(OF_ONE // 2)), strict=True)
    through.objects.bulk_create(
        (through(measure_id=measure.pk, department_id=office.pk) for measure, office in pairs), batch_size=500
    )


def _measure(plan: Any, indicator: Any, number: int, dice: random.Random) -> Any:
    from measures.models import Measure

    return Measure(
        plan=plan,
        indicator=indicator,
        order=number,
        approach=f"มาตรการตัวอย่างลำดับที่ {number} {dice.random()}",
        method=["ขั้นตอนแรก", "ขั้นตอนที่สอง", "ขั้นตอนที่สาม"],
        starts=date(2021, 10, 1),
        ends=date(2022, 3, 31),
        follow_up_due=date(2022, 3, 31),
    )


def clerk() -> Any:
    """Return a client of the first agency's clerk."""
    from django.test import Client

    from organizations.models import Membership, Organization, User

    user = User.objects.create_user("clerk", "clerk@example.org")
    Membership.objects.create(user=user, role="staff", organization=Organization.objects.get(code="agency-0"))
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def measure_pages(client: Any) -> dict[str, tuple[float, int]]:
    """Return the median seconds of processor time (SQLite works in this process) and the queries per page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    figures = {}
    for page in PAGES:
        address = f"/o/agency-0/{YEAR}/measures/{page}"
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        count = len(queries)
        seconds = []
        for _ in range(ROUNDS):
            started = time.process_time()
            client.get(address)
            seconds.append(time.process_time() - started)
        figures[page] = (statistics.median(seconds), count)
    return figures


def main() -> int:
    """Print a line per page; return 1 when a page misses its goal."""
    prepare()
    add_agencies(0, 1)
    client = clerk()
    small = measure_pages(client)
    for first in range(1, AGENCIES, 100):
        add_agencies(first, min(first + 100, AGENCIES))
    large = measure_pages(client)
    worst = 0.0
    for page, (seconds, queries) in large.items():
        ratio = seconds / small[page][0]
        worst = max(worst, ratio if queries == small[page][1] else GOAL + 1)
        before = f"{small[page][0] * 1000:6.1f} ms, {small[page][1]} queries"
        print(f"{page or 'table':20} {before} -> {seconds * 1000:6.1f} ms, {queries} queries  x{ratio:.2f}")
    print(f"worst ratio {worst:.2f}, goal {GOAL:.2f}")
    return int(worst > GOAL)


if __name__ == "__main__":
    sys.exit(main())
