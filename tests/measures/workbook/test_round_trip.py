"""Export, then import: nothing changes, whatever the texts hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from measures.models import Measure, Plan
from organizations.models import Organization
from tests.factories import DepartmentFactory
from tests.measures.makers import make_measure, make_plan, scored
from tests.measures.workbook.sheets import HEADINGS, PLACES, compared, exported

pytestmark = pytest.mark.django_db
FORMULAS = [
    "=1+1",
    "+66 2 000 0000",
    "-",
    "@ที่นี่",
    '=HYPERLINK("http://example.org")',
    "\t=1",
    "'ข้อความ",
    "=cmd|'/c'!A1",
    "_x0041_",
    "ก_x000D_ข",
    "&amp;<b>",
]
# PostgreSQL stores no NUL, and forms refuse it.
TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), max_size=80)


@pytest.fixture
def plan(organization: Organization) -> Plan:
    scored(organization)
    return make_plan(organization)


def assert_unchanged(plan: Plan) -> None:
    found = compared(plan, exported(plan))
    assert found.problems == []
    assert [(row.measure, list(row.changes)) for row in found.rows if row.changes] == []
    assert found.counts == {"new": 0, "changed": 0, "unchanged": plan.measures.count()}
    assert found.untouched == 0
    assert not found.may_import


def test_a_whole_plan_comes_back_unchanged(plan: Plan) -> None:
    offices = tuple(DepartmentFactory(organization=plan.organization) for _ in range(3))
    for number in range(1, 11):
        make_measure(plan, number)
    make_measure(plan, 2, departments=offices, lead=offices[1], budget=Decimal("1234567.89"), kpi="ร้อยละ ๘๐")
    make_measure(plan, 2, departments=(), follow_up_due=None, follow_up="", budget=Decimal(0), issue="")
    make_measure(plan, 10, starts=date(2022, 9, 1), ends=date(2022, 9, 30), method=["เดียว"])
    assert_unchanged(plan)


@pytest.mark.parametrize("text", FORMULAS)
def test_texts_that_look_like_formulas_are_marked_as_text_and_come_back(plan: Plan, text: str) -> None:
    make_measure(plan, 9, approach=text, issue=text, method=[text, "2"], kpi=text)
    cell = load_workbook(BytesIO(exported(plan))).active.cell(2, PLACES["approach"])
    assert cell.data_type == "s"
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@", "\t"))
    assert_unchanged(plan)
    assert Measure.objects.get().approach == text


@given(approach=TEXTS.filter(str.strip), issue=TEXTS, steps=st.lists(TEXTS, min_size=1, max_size=3))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_stored_text_comes_back_unchanged(
    plan: Plan, approach: str, issue: str, steps: list[str]
) -> None:
    Measure.everything.all().delete()
    make_measure(plan, 9, approach=f"ก {approach}", issue=issue, method=["ขั้นตอน", *steps], departments=())
    assert_unchanged(plan)


def test_dates_inside_a_month_are_kept(plan: Plan) -> None:
    make_measure(plan, 9, starts=date(2021, 10, 15), ends=date(2022, 3, 20))
    assert_unchanged(plan)


def test_texts_stored_before_the_limit_are_told_instead_of_cut(plan: Plan) -> None:
    make_measure(plan, 9, issue="ก" * 4001)
    (problem,) = compared(plan, exported(plan)).problems
    assert problem.cell == "D2"
    assert "ยาวเกิน" in problem.message


def test_without_a_plan_there_is_a_form_with_the_headings(organization: Organization) -> None:
    sheet = load_workbook(BytesIO(exported(None))).active
    assert [cell.value for cell in sheet[1]] == HEADINGS
    assert sheet.max_row == 1
