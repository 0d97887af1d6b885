"""What a worksheet would change, and every problem at its cell."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from measures.models import Plan
from organizations.models import Organization
from tests.factories import DepartmentFactory, OrganizationFactory
from tests.measures.makers import make_measure, make_plan, scored
from tests.measures.workbook.sheets import compared, edited, exported, new_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(organization: Organization) -> Plan:
    """Return a plan with two measures, in rows 2 (indicator 9) and 3 (indicator 10)."""
    scored(organization)
    plan = make_plan(organization)
    office = DepartmentFactory(organization=organization, name="สำนักปลัด")
    make_measure(plan, 9, approach="มาตรการที่เก้า", departments=(office,))
    make_measure(plan, 10, approach="มาตรการที่สิบ", departments=(office,))
    return plan


def test_a_changed_cell_is_told_with_old_and_new(plan: Plan) -> None:
    found = compared(
        plan, edited(exported(plan), (3, "approach", "มาตรการที่สิบ แก้แล้ว"), (3, "ends", "ก.ย. 65"))
    )
    assert found.counts == {"new": 0, "changed": 1, "unchanged": 1}
    (row,) = found.of("changed")
    assert [(change.heading, change.old, change.new) for change in row.changes] == [
        ("มาตรการ/แนวทาง", "มาตรการที่สิบ", "มาตรการที่สิบ แก้แล้ว"),
        ("สิ้นสุดเดือน", "มีนาคม 2565", "กันยายน 2565"),
    ]
    assert row.changed["ends"] == date(2022, 9, 1)


def test_a_row_without_a_key_is_new_and_names_unknown_departments(plan: Plan) -> None:
    found = compared(plan, new_row(exported(plan), 4, lead="สำนัก ปลัด", partners="กองใหม่\nกองใหม่"))
    assert found.counts == {"new": 1, "changed": 0, "unchanged": 2}
    assert found.new_departments == ["กองใหม่"]
    assert found.may_import


def test_measures_that_the_file_does_not_name_are_counted(plan: Plan) -> None:
    content = edited(
        exported(plan), *((3, key, None) for key in ("key", "number", "name", "issue", "approach"))
    )
    content = edited(content, *((3, key, None) for key in ("method", "lead", "starts", "ends", "follow_up")))
    found = compared(plan, edited(content, (3, "follow_up_due", None)))
    assert found.untouched == 1
    assert found.problems == []


@pytest.mark.parametrize(
    ("cell", "message", "place"),
    [
        (("key", 999_999), "ไม่พบมาตรการรหัสนี้", "A2"),
        (("key", "ก"), "ไม่ใช่จำนวนเต็ม", "A2"),
        (("number", 11), "ไม่มีตัวชี้วัดที่ 11", "B2"),
        (("number", None), "ยังไม่ได้กรอกช่องนี้", "B2"),
        (("number", 8), "ตัวชี้วัดที่ 8 คือ การปรับปรุงระบบการทำงาน", "C2"),
        (("approach", "  "), "ยังไม่ได้กรอกช่องนี้", "E2"),
        (("method", None), "ยังไม่ได้กรอกช่องนี้", "F2"),
        (("starts", "ตุลา"), "อ่านเดือน “ตุลา” ไม่ได้", "I2"),
        (("starts", "ก.ย. 64"), "อยู่นอกปีงบประมาณ พ.ศ. 2565 (ต.ค. 64 – ก.ย. 65)", "I2"),
        (("starts", "เมษายน 2565"), "เดือนสิ้นสุดต้องไม่อยู่ก่อนเดือนเริ่ม", "J2"),
        (("follow_up_due", "31/2/2565"), "ไม่มีวันที่ 31 กุมภาพันธ์ 2565", "L2"),
        (("budget", -1), "ไม่ติดลบ", "O2"),
    ],
)
def test_problems_stand_at_their_cell(plan: Plan, cell: tuple[str, Any], message: str, place: str) -> None:
    found = compared(plan, edited(exported(plan), (2, *cell)))
    (problem,) = found.problems
    assert message in problem.message
    assert (problem.sheet, problem.cell) == ("แผนมาตรการ", place)
    assert problem.address == f"แผ่นงาน 'แผนมาตรการ' เซลล์ {place}"
    assert not found.may_import


def test_every_problem_is_told_at_once(plan: Plan) -> None:
    found = compared(
        plan, edited(exported(plan), (2, "starts", "x"), (2, "budget", "y"), (3, "method", None))
    )
    assert [problem.cell for problem in found.problems] == ["I2", "O2", "F3"]


def test_a_bad_cell_hides_no_problem_beside_it_and_its_row_counts_as_named(plan: Plan) -> None:
    found = compared(
        plan, edited(exported(plan), (2, "method", None), (2, "number", 99), (2, "ends", "ก.ย. 70"))
    )
    assert [problem.cell for problem in found.problems] == ["F2", "B2", "J2"]
    assert found.untouched == 0


def test_a_period_outside_the_year_that_is_stored_already_is_left_to_the_findings(plan: Plan) -> None:
    make_measure(plan, 1, starts=date(2021, 9, 1), approach="เดิม")
    assert compared(plan, exported(plan)).problems == []


def test_another_plan_s_measures_are_not_found(plan: Plan) -> None:
    other = OrganizationFactory()
    scored(other)
    foreign = make_measure(make_plan(other), 9)
    (problem,) = compared(plan, edited(exported(plan), (2, "key", foreign.pk))).problems
    assert "ไม่พบมาตรการรหัสนี้ในแผน" in problem.message


def test_the_same_key_twice_is_refused(plan: Plan) -> None:
    key = plan.measures.get(indicator__number=9).pk
    (problem,) = compared(plan, edited(exported(plan), (3, "key", key))).problems
    assert (problem.cell, "มากกว่า 1 แถว" in problem.message) == ("A3", True)


def test_a_measure_whose_key_got_lost_is_not_added_a_second_time(plan: Plan) -> None:
    key = plan.measures.get(indicator__number=9).pk
    (problem,) = compared(plan, edited(exported(plan), (2, "key", None))).problems
    assert f"ให้ใส่รหัสมาตรการ {key}" in problem.message


def test_a_new_measure_twice_in_the_file_is_refused(plan: Plan) -> None:
    (problem,) = compared(plan, new_row(new_row(exported(plan), 4), 5)).problems
    assert problem.message == "มาตรการนี้ซ้ำกับแถวที่ 4"
