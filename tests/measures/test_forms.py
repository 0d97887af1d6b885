"""The measure's form: what it accepts, how it refuses, what it hands on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assessments.models import Indicator
from measures.forms import MeasureForm
from measures.standing import Standing, standing_of
from organizations.models import Organization
from tests.factories import DepartmentFactory
from tests.measures.makers import make_measure, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def standing(organization: Organization) -> Standing:
    return standing_of(organization, 2564)


def typed(standing: Standing, **changes: Any) -> dict[str, Any]:
    return {
        "indicator": standing.indicators[10].pk,
        "approach": "จัดทําแผน",
        "method": "1. ขั้นแรก\n\n  ๒) ขั้นที่สอง \n3.5 เมตร",
        "starts": "2021-10",
        "ends": "2022-03",
        "follow_up_due": "๓๑ มี.ค. ๒๕๖๕",
    } | changes


def form(standing: Standing, **changes: Any) -> MeasureForm:
    return MeasureForm(standing, 2565, typed(standing, **changes))


def test_what_was_typed_becomes_content(standing: Standing) -> None:
    filled = form(standing, budget="๑๒,๐๐๐.๕๐")
    assert filled.is_valid(), filled.errors
    content = filled.content()
    assert content.approach == "จัดทำแผน"
    assert content.method == ["ขั้นแรก", "ขั้นที่สอง", "3.5 เมตร"]
    assert (content.starts, content.ends) == (date(2021, 10, 1), date(2022, 3, 31))
    assert (content.follow_up_due, content.budget) == (date(2022, 3, 31), Decimal("12000.50"))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("indicator", ""),
        ("indicator", "0"),
        ("approach", " "),
        ("approach", "ก" * 4001),
        ("method", "\n\n"),
        ("starts", ""),
        ("starts", "2020-09"),
        ("ends", "2021-13"),
        ("follow_up_due", "31/3/2022"),
        ("follow_up_due", "31 กุมภา 2565"),
        ("follow_up_due", "x" * 1_000_000),
        ("budget", "-1"),
        ("budget", "มาก"),
        ("budget", "1.234"),
        ("new_department", "ก" * 151),
    ],
)
def test_faults_are_refused_at_their_field(standing: Standing, field: str, value: str) -> None:
    filled = form(standing, **{field: value})
    assert list(filled.errors) == [field]


def test_a_period_that_ends_before_it_starts_is_refused(standing: Standing) -> None:
    filled = form(standing, starts="2022-03", ends="2022-02")
    assert filled.errors == {"ends": ["เดือนสิ้นสุดต้องไม่อยู่ก่อนเดือนเริ่ม"]}


def test_another_years_indicator_and_another_agencys_department_cannot_be_chosen(
    standing: Standing, foreign: Organization
) -> None:
    other_year = Indicator.objects.get(fiscal_year__year=2563, number=1)
    theirs = DepartmentFactory(organization=foreign)
    filled = form(standing, indicator=other_year.pk, departments=[theirs.pk], lead=theirs.pk)
    assert set(filled.errors) == {"indicator", "departments", "lead"}


def test_a_stored_measure_fills_the_form(organization: Organization, standing: Standing) -> None:
    measure = make_measure(make_plan(organization))
    text = str(MeasureForm(standing, 2565, measure=measure))
    assert "ขั้นตอนแรก\nขั้นตอนที่สอง" in text
    assert 'value="31 มีนาคม 2565"' in text
    assert '<option value="2021-10" selected>ตุลาคม 2564</option>' in text


def test_a_month_outside_the_year_stays_choosable(organization: Organization, standing: Standing) -> None:
    measure = make_measure(make_plan(organization), starts=date(2021, 1, 1))
    assert '<option value="2021-01" selected>มกราคม 2564</option>' in str(
        MeasureForm(standing, 2565, measure=measure)
    )


def test_a_new_measure_starts_with_the_usual_period(standing: Standing) -> None:
    text = str(MeasureForm(standing, 2565))
    assert '<option value="2021-10" selected>' in text
    assert '<option value="2022-03" selected>มีนาคม 2565</option>' in text
