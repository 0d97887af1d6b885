"""Importing a worksheet: all of it or none of it, and only what the person has seen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from measures.models import Measure, Plan
from measures.services import importing
from measures.services.importing import BadTicket, PlanMoved, import_table, table_of, ticket
from measures.services.measures import change_measure
from measures.services.plans import set_state
from measures.services.refusals import NoPlanYear, PlanClosed, Refused
from organizations.models import Department, Organization, User
from tests.factories import DepartmentFactory, OrganizationFactory
from tests.measures.makers import content, make_measure, make_plan, scored
from tests.measures.workbook.sheets import compared, edited, exported, new_row, standing, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(organization: Organization) -> Plan:
    scored(organization)
    plan = make_plan(organization)
    offices = (
        DepartmentFactory(organization=organization, name="สำนักปลัด"),
        DepartmentFactory(organization=organization, name="กองคลัง"),
    )
    make_measure(plan, 9, approach="มาตรการที่เก้า", departments=offices, lead=offices[1], kpi="ร้อยละ 80")
    make_measure(plan, 10, approach="มาตรการที่สิบ", departments=offices[:1])
    return plan


def versions(plan: Plan) -> list[list[int]]:
    return [list(row) for row in plan.measures.order_by("pk").values_list("pk", "version")]


def imported(plan: Plan, workbook: bytes, user: User) -> importing.Preview:
    return import_table(standing(plan), table(workbook), versions(plan), by=user)


def test_new_and_changed_rows_are_stored_and_the_rest_is_left_alone(plan: Plan, staff: User) -> None:
    ninth = plan.measures.get(indicator__number=9)
    workbook = edited(
        exported(plan), (3, "method", "1. ก\n2. ข"), (3, "budget", 12000.5), (3, "ends", "ก.ย. 65")
    )
    done = imported(plan, new_row(workbook, 4, partners="กองใหม่", follow_up_due="31/3/2565"), staff)
    assert done.counts == {"new": 1, "changed": 1, "unchanged": 1}
    tenth = plan.measures.get(indicator__number=10)
    assert (tenth.method, tenth.budget, tenth.ends) == (["ก", "ข"], Decimal("12000.50"), date(2022, 9, 30))
    assert tenth.version == 1
    added = plan.measures.get(approach="มาตรการใหม่")
    assert (added.indicator.number, added.starts, added.ends) == (9, date(2021, 10, 1), date(2022, 3, 31))
    assert [office.name for office in added.departments.all()] == ["สำนักปลัด", "กองใหม่"]
    assert added.lead is not None
    assert added.lead.name == "สำนักปลัด"
    assert added.order == ninth.order + 1
    ninth.refresh_from_db()
    assert ninth.version == 0
    assert compared(plan, exported(plan)).counts["unchanged"] == 3


def test_departments_change_alone_and_the_lead_stays_in_front(plan: Plan, staff: User) -> None:
    imported(plan, edited(exported(plan), (2, "lead", "สำนักปลัด"), (2, "partners", "กองช่าง")), staff)
    ninth = plan.measures.get(indicator__number=9)
    assert ninth.lead is not None
    assert ninth.lead.name == "สำนักปลัด"
    assert {office.name for office in ninth.departments.all()} == {"สำนักปลัด", "กองช่าง"}
    assert ninth.kpi == "ร้อยละ 80"


def test_importing_the_same_file_again_has_nothing_to_do(plan: Plan, staff: User) -> None:
    workbook = edited(exported(plan), (2, "approach", "ใหม่กว่า"))
    imported(plan, workbook, staff)
    with pytest.raises(Refused, match="ไม่มีรายการที่นำเข้าได้"):
        imported(plan, workbook, staff)


def test_with_a_problem_nothing_is_stored(plan: Plan, staff: User) -> None:
    with pytest.raises(Refused):
        imported(plan, edited(new_row(exported(plan), 4), (2, "starts", "x")), staff)
    assert plan.measures.count() == 2


def test_a_failure_in_the_middle_takes_everything_back(
    plan: Plan, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(importing, "change_measure", broken)
    workbook = new_row(exported(plan), 4, partners="กองใหม่", approach="ก", number=1)
    with pytest.raises(RuntimeError):
        imported(plan, edited(workbook, (3, "issue", "เปลี่ยน")), staff)
    assert plan.measures.count() == 2
    assert not Department.objects.filter(name="กองใหม่").exists()


def test_a_plan_that_was_changed_after_the_preview_is_looked_at_again(plan: Plan, staff: User) -> None:
    seen, workbook = versions(plan), edited(exported(plan), (2, "issue", "จากไฟล์"))
    tenth = plan.measures.get(indicator__number=10)
    change_measure(tenth, content(plan, 10, issue="จากหน้าจอ"), version=0)
    with pytest.raises(PlanMoved):
        import_table(standing(plan), table(workbook), seen, by=staff)
    assert not Measure.objects.filter(issue="จากไฟล์").exists()


def test_a_closed_plan_takes_nothing(plan: Plan, staff: User) -> None:
    set_state(plan, Plan.State.CLOSED, version=plan.version)
    with pytest.raises(PlanClosed):
        imported(plan, new_row(exported(plan), 4), staff)


def test_the_first_import_opens_the_plan(organization: Organization, staff: User) -> None:
    where = scored(organization)
    import_table(where, table(new_row(exported(None), 2)), [], by=staff)
    plan = Plan.objects.get(organization=organization)
    assert (plan.fiscal_year.year, plan.owner, plan.measures.count()) == (2565, staff, 1)


def test_far_ahead_of_its_year_there_is_no_plan_to_open(
    organization: Organization, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: date(2025, 9, 30))
    where = scored(organization, year=2569)
    workbook = new_row(exported(None), 2, starts="ตุลาคม 2569", ends="มีนาคม 2570")
    with pytest.raises(NoPlanYear):
        import_table(where, table(workbook), [], by=staff)


def test_a_ticket_holds_the_worksheet_and_what_was_seen(plan: Plan) -> None:
    where, read = standing(plan), table(exported(plan))
    assert table_of(where, ticket(where, plan, read)) == (read, versions(plan))


def test_tickets_are_good_for_their_plan_only_and_cannot_be_made_up(plan: Plan) -> None:
    where, read = standing(plan), table(exported(plan))
    signed = ticket(where, plan, read)
    other = scored(OrganizationFactory())
    for place, text in ((other, signed), (where, signed[:-1]), (where, ""), (where, "x:y:z")):
        with pytest.raises(BadTicket):
            table_of(place, text)


def test_a_ticket_grows_old(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    where = standing(plan)
    signed = ticket(where, plan, table(exported(plan)))
    monkeypatch.setattr(importing, "LIFETIME", -1)
    with pytest.raises(BadTicket):
        table_of(where, signed)


def test_more_text_than_a_request_carries_is_refused(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "LONGEST_TICKET", 100)
    with pytest.raises(importing.SheetFileError, match="ยาวเกินไป"):
        ticket(standing(plan), plan, table(exported(plan)))
