"""Plans and measures through the services: guarded, ordered, undoable, never twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.models import FiscalYear, Suggestion
from measures.models import Measure, Plan
from measures.services.drafting import accept_suggestions
from measures.services.measures import (
    add_measure,
    change_measure,
    move_measure,
    remove_measure,
    restore_measure,
    step_measure,
)
from measures.services.plans import open_plan, plan_of, set_state
from measures.services.refusals import NoPlanYear, PlanClosed, PlanYearTaken, Refused, StaleMeasure
from measures.standing import standing_of
from organizations.models import Department, Organization, User
from tests.factories import DepartmentFactory
from tests.measures.makers import S2, content, make_measure, make_plan, scored

pytestmark = pytest.mark.django_db


def approaches(plan: Plan) -> list[str]:
    return [measure.approach for measure in plan.measures.all()]


class TestStanding:
    def test_scores_line_and_lowest_come_from_the_stored_result(self, organization: Organization) -> None:
        organization.strength_line = Decimal(80)
        organization.save()
        standing = scored(organization)
        assert standing.scores == S2
        assert standing.weaknesses == {9, 10}
        assert standing.result.instrument("OIT").lowest == (10,)
        assert standing.plan_year == 2565

    def test_no_scores_means_no_weaknesses(self, organization: Organization) -> None:
        standing = standing_of(organization, 2564)
        assert (standing.scores, standing.weaknesses) == ({}, frozenset())
        assert [instrument.code for instrument in standing.instruments] == ["IIT", "EIT", "OIT"]

    def test_another_agencys_scores_stay_out(self, organization: Organization, foreign: Organization) -> None:
        scored(foreign)
        assert standing_of(organization, 2564).scores == {}


class TestPlan:
    def test_it_runs_in_the_year_after_the_assessed_one(
        self, organization: Organization, staff: User
    ) -> None:
        plan = make_plan(organization, staff)
        assert (plan.fiscal_year.year, plan.assessment.fiscal_year.year, plan.owner) == (2565, 2564, staff)

    def test_opening_twice_gives_the_same_plan(self, organization: Organization, staff: User) -> None:
        assert make_plan(organization, staff) == make_plan(organization)
        assert Plan.objects.count() == 1

    def test_looking_makes_nothing(self, organization: Organization) -> None:
        assert plan_of(standing_of(organization, 2564)) is None
        assert Plan.objects.count() == 0

    @pytest.mark.parametrize("today", [date(2026, 8, 1), date(2026, 11, 22)])
    def test_a_coming_year_is_made_from_the_one_before(
        self, organization: Organization, staff: User, monkeypatch: pytest.MonkeyPatch, today: date
    ) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda: today)
        plan = open_plan(standing_of(organization, 2569), staff)
        assert (plan.fiscal_year.year, plan.fiscal_year.confirmed) == (2570, False)
        assert plan.fiscal_year.indicators.count() == 10
        assert open_plan(standing_of(organization, 2569), staff) == plan

    def test_a_year_further_ahead_must_be_in_the_portal(
        self, organization: Organization, staff: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda: date(2025, 9, 30))
        with pytest.raises(NoPlanYear, match="2570"):
            open_plan(standing_of(organization, 2569), staff)
        assert not FiscalYear.objects.filter(year=2570).exists()

    def test_a_plan_that_answers_another_year_is_not_taken(
        self, organization: Organization, staff: User
    ) -> None:
        plan = make_plan(organization, year=2563)
        Plan.objects.filter(pk=plan.pk).update(fiscal_year=FiscalYear.objects.get(year=2565))
        with pytest.raises(PlanYearTaken):
            open_plan(standing_of(organization, 2564), staff)

    def test_states_move_once(self, organization: Organization) -> None:
        plan = make_plan(organization)
        set_state(plan, Plan.State.ADOPTED, version=0)
        with pytest.raises(Refused):
            set_state(plan, Plan.State.CLOSED, version=0)
        plan.refresh_from_db()
        assert (plan.state, plan.version) == ("adopted", 1)

    def test_a_closed_plan_refuses_every_change(self, organization: Organization) -> None:
        plan = make_plan(organization)
        measure = make_measure(plan)
        set_state(plan, Plan.State.CLOSED, version=0)
        for change in (
            lambda: add_measure(plan, content(plan)),
            lambda: change_measure(measure, content(plan), version=0),
            lambda: remove_measure(measure),
            lambda: restore_measure(measure),
            lambda: move_measure(measure, 0),
            lambda: accept_suggestions(plan, Suggestion.objects.all()[:1]),
        ):
            with pytest.raises(PlanClosed):
                change()


class TestMeasure:
    def test_everything_is_stored(self, organization: Organization) -> None:
        plan = make_plan(organization)
        stated = content(plan, budget=Decimal("12000.50"), kpi="ร้อยละ 80", expected_result="ดีขึ้น")
        stored = Measure.objects.get(pk=add_measure(plan, stated).pk)
        assert {name: getattr(stored, name) for name in stated.columns()} == stated.columns()
        assert list(stored.departments.all()) == list(stated.departments)
        assert stored.lead == stated.departments[0]

    def test_the_lead_is_one_of_the_departments(self, organization: Organization) -> None:
        plan = make_plan(organization)
        first, second = DepartmentFactory.create_batch(2, organization=organization)
        assert make_measure(plan, departments=(first, second), lead=second).lead == second
        assert make_measure(plan, departments=(first,), lead=second).lead == first
        assert make_measure(plan, departments=(), lead=second).lead is None

    def test_a_new_department_is_made_once(self, organization: Organization) -> None:
        plan = make_plan(organization)
        make_measure(plan, departments=(), new_department="กองการ ศึกษา")
        make_measure(plan, departments=(), new_department="กองการศึกษา")
        (department,) = Department.objects.filter(organization=organization)
        assert department.measures.count() == 2

    def test_a_change_under_the_seen_version_is_stored(self, organization: Organization) -> None:
        measure = make_measure(make_plan(organization))
        changed = change_measure(measure, content(measure.plan, approach="ใหม่"), version=0)
        changed.refresh_from_db()
        assert (changed.approach, changed.version) == ("ใหม่", 1)

    def test_a_change_over_an_unseen_one_is_refused(self, organization: Organization) -> None:
        measure = make_measure(make_plan(organization))
        change_measure(measure, content(measure.plan, approach="ของคนแรก"), version=0)
        with pytest.raises(StaleMeasure) as refusal:
            change_measure(measure, content(measure.plan, approach="ของคนที่สอง"), version=0)
        assert refusal.value.measure is not None
        assert refusal.value.measure.approach == "ของคนแรก"
        assert Measure.objects.get(pk=measure.pk).approach == "ของคนแรก"

    def test_moving_to_another_indicator_goes_behind_its_measures(self, organization: Organization) -> None:
        plan = make_plan(organization)
        measure, other = make_measure(plan, 9), make_measure(plan, 10)
        change_measure(measure, content(plan, 10, approach="ย้าย"), version=0)
        assert list(plan.measures.filter(indicator__number=10)) == [other, measure]


class TestOrder:
    @pytest.fixture
    def plan(self, organization: Organization) -> Plan:
        plan = make_plan(organization)
        for name in "กขค":
            make_measure(plan, approach=name)
        return plan

    @pytest.mark.parametrize(
        ("name", "place", "expected"),
        [("ก", 2, "ขคก"), ("ค", 0, "คกข"), ("ข", 99, "กคข"), ("ข", 1, "กขค")],
    )
    def test_a_measure_goes_to_a_place(self, plan: Plan, name: str, place: int, expected: str) -> None:
        move_measure(plan.measures.get(approach=name), place)
        assert "".join(approaches(plan)) == expected

    @pytest.mark.parametrize(
        ("name", "step", "expected"), [("ข", -1, "ขกค"), ("ข", 1, "กคข"), ("ก", -1, "กขค")]
    )
    def test_a_measure_steps(self, plan: Plan, name: str, step: int, expected: str) -> None:
        step_measure(plan.measures.get(approach=name), step)
        assert "".join(approaches(plan)) == expected

    def test_other_indicators_stay(self, plan: Plan) -> None:
        other = make_measure(plan, 9)
        move_measure(plan.measures.get(approach="ค"), 0)
        other.refresh_from_db()
        assert other.order == 1


class TestRemoval:
    def test_a_removed_measure_is_out_of_sight_and_comes_back_to_its_place(
        self, organization: Organization
    ) -> None:
        plan = make_plan(organization)
        first, _ = make_measure(plan, approach="ก"), make_measure(plan, approach="ข")
        remove_measure(first)
        assert approaches(plan) == ["ข"]
        assert not first.departments.get().measures.exists()
        restore_measure(first)
        assert approaches(plan) == ["ก", "ข"]

    def test_a_measure_that_was_deleted_meanwhile_cannot_be_changed(self, organization: Organization) -> None:
        measure = make_measure(make_plan(organization))
        remove_measure(Measure.objects.get(pk=measure.pk))
        with pytest.raises(StaleMeasure) as refusal:
            change_measure(measure, content(measure.plan), version=0)
        assert refusal.value.measure is None


class TestDraft:
    @pytest.fixture
    def suggestions(self, fiscal_year: FiscalYear) -> list[Suggestion]:
        rows = Suggestion.objects.filter(indicator__fiscal_year=fiscal_year, indicator__number__in=(9, 10))
        return list(rows.select_related("indicator").order_by("indicator__number", "order"))

    def test_suggestions_become_measures_of_the_first_half(
        self, organization: Organization, suggestions: list[Suggestion]
    ) -> None:
        DepartmentFactory(organization=organization, name="กองคลัง")
        office = DepartmentFactory(organization=organization, name="สำนักปลัดเทศบาล")
        plan = make_plan(organization)
        added = accept_suggestions(plan, suggestions)
        assert [measure.approach for measure in added] == [row.approach for row in suggestions]
        one = Measure.objects.get(pk=added[0].pk)
        assert (str(one.starts), str(one.ends), str(one.follow_up_due)) == (
            "2021-10-01",
            "2022-03-31",
            "2022-03-31",
        )
        assert (one.method, one.follow_up) == (suggestions[0].method, suggestions[0].follow_up)
        assert (one.kpi, one.lead) == (suggestions[0].indicator_of_success, office)

    def test_accepting_twice_adds_nothing_twice(
        self, organization: Organization, suggestions: list[Suggestion]
    ) -> None:
        plan = make_plan(organization)
        accept_suggestions(plan, suggestions[:2])
        assert accept_suggestions(plan, suggestions[:2] * 2) == []
        assert plan.measures.count() == 2

    def test_a_suggestion_whose_measure_was_deleted_can_be_taken_again(
        self, organization: Organization, suggestions: list[Suggestion]
    ) -> None:
        plan = make_plan(organization)
        (measure,) = accept_suggestions(plan, suggestions[:1])
        remove_measure(measure)
        assert len(accept_suggestions(plan, suggestions[:1])) == 1

    def test_an_agency_without_departments_drafts_all_the_same(
        self, organization: Organization, suggestions: list[Suggestion]
    ) -> None:
        (measure,) = accept_suggestions(make_plan(organization), suggestions[:1])
        assert measure.lead is None


def test_the_plan_is_taken_before_anything_is_written(organization: Organization) -> None:
    """Changes of one plan queue up on its row: the first statement of a change locks it."""
    plan = make_plan(organization)
    stated = replace(content(plan))
    with CaptureQueriesContext(connection) as queries:
        add_measure(plan, stated)
    statements = [query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "BEGIN"))]
    assert statements[0].startswith('UPDATE "measures_plan"')
