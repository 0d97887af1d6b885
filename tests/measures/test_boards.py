"""The other views of a plan: departments, timeline, rounds, filters, carrying over."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from measures.boards import by_department, timeline, today_step
from measures.models import Measure, Plan
from measures.rounds import round_day, round_report
from measures.rows import bucket_counts, mean_percent, rows_of, state_counts
from measures.services.carrying import carry_over, unfinished
from measures.standing import standing_of
from organizations.models import Membership, Organization, User
from tests.factories import DepartmentFactory
from tests.measures.makers import make_measure, make_plan, make_report, scored, upload

pytestmark = pytest.mark.django_db
TODAY = date(2022, 2, 1)


def url(name: str, organization: Organization, *more: Any, year: int = 2564) -> str:
    return reverse(name, args=[organization.code, year, *more])


@pytest.fixture
def plan(organization: Organization) -> Plan:
    return make_plan(organization)


class TestDepartments:
    def test_a_shared_measure_stands_with_each_and_orphans_come_last(
        self, organization: Organization, plan: Plan
    ) -> None:
        second = DepartmentFactory(organization=organization, order=2)
        first = DepartmentFactory(organization=organization, order=1)
        shared = make_measure(plan, departments=(second, first))
        orphan = make_measure(plan, departments=())
        make_report(shared, 50)
        blocks = by_department(rows_of(plan, TODAY))
        assert [(block.department, [row.measure for row in block.rows]) for block in blocks] == [
            (first, [shared]),
            (second, [shared]),
            (None, [orphan]),
        ]
        assert blocks[0].mean == 50


class TestTimeline:
    def test_the_period_and_the_due_date_fall_into_their_months(self, plan: Plan) -> None:
        make_measure(plan, starts=date(2021, 12, 1), ends=date(2022, 2, 28), follow_up_due=date(2022, 4, 30))
        (line,) = timeline(rows_of(plan, TODAY), 2565, TODAY)
        assert [cell.runs for cell in line.cells] == [False, False, True, True, True] + [False] * 7
        assert [cell.due for cell in line.cells].index(True) == 6
        assert [cell.today for cell in line.cells] == [None] * 4 + [0] + [None] * 7

    @pytest.mark.parametrize(("day", "step"), [(1, 0), (15, 5), (28, 9)])
    def test_todays_line_moves_through_the_month(self, day: int, step: int) -> None:
        assert today_step(date(2022, 2, 1), date(2022, 2, day)) == step


class TestRounds:
    def test_a_round_shows_the_plan_as_it_stood_on_its_day(self, plan: Plan) -> None:
        measure = make_measure(plan)
        make_report(measure, 40, date(2022, 3, 31), file=upload("หลักฐาน.pdf"))
        make_report(measure, 100, date(2022, 4, 1))
        half, full = (round_report(plan, key, date(2022, 10, 1)) for key in ("six-months", "year-end"))
        assert (half.day, full.day) == (date(2022, 3, 31), date(2022, 9, 30))
        assert (half.rows[0].percent, half.rows[0].state) == (40, "running")
        assert (full.rows[0].percent, full.rows[0].state) == (100, "done")
        assert [proof.name for proof in half.rows[0].evidence] == ["หลักฐาน.pdf"]
        assert (half.mean, full.mean, half.unreported) == (40, 100, 0)

    def test_a_plan_without_reports(self, plan: Plan) -> None:
        make_measure(plan)
        report = round_report(plan, "six-months", TODAY)
        assert (report.unreported, report.mean, report.name) == (1, 0, "รอบ 6 เดือน")

    def test_before_its_day_a_round_shows_the_plan_as_it_stands_today(self, plan: Plan) -> None:
        measure = make_measure(plan, ends=date(2021, 12, 31), follow_up_due=None)
        make_report(measure, 40, date(2021, 11, 1))
        make_report(measure, 100, date(2021, 11, 3))
        early = round_report(plan, "six-months", date(2021, 11, 2))
        assert (early.day, early.as_of) == (date(2022, 3, 31), date(2021, 11, 2))
        assert (early.rows[0].percent, early.rows[0].state, len(early.rows[0].reports)) == (40, "running", 1)

    def test_there_are_two_rounds(self, organization: Organization, clerk: Client) -> None:
        with pytest.raises(KeyError):
            round_day("monthly", 2565)
        assert clerk.get(url("measures_round", organization, "monthly")).status_code == 404


def test_counts_name_every_state_and_bucket(plan: Plan) -> None:
    late = make_measure(plan, ends=date(2021, 12, 31), follow_up_due=None)
    make_report(make_measure(plan), 100)
    rows = rows_of(plan, TODAY)
    assert {count.code: count.count for count in state_counts(rows)} == {
        "late": 1,
        "running": 0,
        "not_started": 0,
        "done": 1,
    }
    assert {count.code: count.count for count in bucket_counts(rows)}["overdue"] == 1
    assert [row.measure for row in rows if row.state == "late"] == [late]


@pytest.mark.parametrize(("percents", "mean"), [([], None), ([0], 0), ([50, 51], 51), ([33, 33, 34], 33)])
def test_means_round_half_up(percents: list[int], mean: int | None) -> None:
    assert mean_percent(percents) == mean


class TestFilter:
    @pytest.fixture(autouse=True)
    def measures(self, organization: Organization, plan: Plan) -> dict[str, Measure]:
        self.office = DepartmentFactory(organization=organization, name="กองคลัง")
        done = make_measure(plan, 9, approach="ปรับปรุงเว็บไซต์")
        make_report(done, 100)
        return {
            "done": done,
            "late": make_measure(plan, 10, approach="ประเมินความเสี่ยง", departments=(self.office,)),
        }

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("", {"done", "late"}),
            ("q=เว็บไซต์", {"done"}),
            ("q=ปรับปรุง เว็บไซต์", {"done"}),
            ("q=ไม่มีคำนี้", set()),
            ("indicator=10", {"late"}),
            ("state=done", {"done"}),
            ("due=overdue", {"late"}),
            ("state=nonsense", {"done", "late"}),
            ("sort=-percent", {"done", "late"}),
            ("mine=on", {"done", "late"}),
        ],
    )
    def test_it_narrows(
        self,
        query: str,
        expected: set[str],
        organization: Organization,
        clerk: Client,
        measures: dict[str, Measure],
    ) -> None:
        page = clerk.get(f"{url('measures', organization)}?{query}")
        shown = {row.measure.pk for row in page.context["shown"]}
        assert page.status_code == 200
        assert shown == {measures[name].pk for name in expected}

    def test_it_sorts(self, organization: Organization, clerk: Client, measures: dict[str, Measure]) -> None:
        page = clerk.get(f"{url('measures', organization)}?sort=-percent")
        assert [row.percent for row in page.context["shown"]] == [100, 0]
        page = clerk.get(f"{url('measures', organization)}?sort=due")
        assert [row.measure for row in page.context["shown"]] == [measures["late"], measures["done"]]

    def test_my_departments(
        self, organization: Organization, staff: User, clerk: Client, measures: dict[str, Measure]
    ) -> None:
        Membership.objects.filter(user=staff).update(department=self.office)
        page = clerk.get(f"{url('measures', organization)}?mine=on")
        assert [row.measure for row in page.context["shown"]] == [measures["late"]]
        page = clerk.get(f"{url('measures', organization)}?department={self.office.pk}")
        assert [row.measure for row in page.context["shown"]] == [measures["late"]]

    def test_a_narrowed_table_does_not_call_answered_indicators_unanswered(
        self, organization: Organization, clerk: Client
    ) -> None:
        scored(organization)
        page = clerk.get(f"{url('measures', organization)}?q=ไม่มีคำนี้")
        assert not any(group.lacks_measure for block in page.context["blocks"] for group in block.indicators)


class TestCarrying:
    @pytest.fixture
    def before(self, organization: Organization) -> Measure:
        plan = make_plan(organization, year=2563)
        make_report(make_measure(plan, approach="เสร็จแล้ว"), 100)
        measure = make_measure(plan, approach="ยังไม่เสร็จ")
        make_report(measure, 60, date(2021, 3, 1))
        return measure

    def test_only_what_is_unfinished_is_offered(self, organization: Organization, before: Measure) -> None:
        assert unfinished(organization, 2565) == [before]
        assert unfinished(organization, 2566) == []

    def test_dates_move_into_the_plans_year(
        self, organization: Organization, before: Measure, plan: Plan
    ) -> None:
        (carried,) = carry_over(plan, standing_of(organization, 2564), [before])
        assert (carried.starts, carried.ends) == (date(2021, 10, 1), date(2022, 3, 31))
        assert (carried.follow_up_due, carried.carried_from) == (date(2022, 3, 31), before)
        assert (carried.indicator.number, carried.indicator.fiscal_year.year) == (10, 2564)
        assert carried.method == before.method and carried.lead == before.lead

    def test_a_period_outside_the_year_is_cut_to_it(
        self, organization: Organization, before: Measure, plan: Plan
    ) -> None:
        Measure.objects.filter(pk=before.pk).update(starts=date(2020, 8, 1), ends=date(2021, 12, 31))
        before.refresh_from_db()
        (carried,) = carry_over(plan, standing_of(organization, 2564), [before])
        assert (carried.starts, carried.ends) == (date(2021, 10, 1), date(2022, 9, 30))

    def test_the_page_carries_once(self, organization: Organization, before: Measure, clerk: Client) -> None:
        address = url("measures_carry", organization)
        assert "ยังไม่เสร็จ" in clerk.get(address).content.decode()
        for _ in range(2):
            clerk.post(address, {"measure": [before.pk]})
        assert Measure.objects.filter(carried_from=before).count() == 1
        assert "อยู่ในแผนแล้ว" in clerk.get(address).content.decode()

    def test_another_agencys_measure_is_not_carried(
        self, organization: Organization, foreign: Organization, clerk: Client
    ) -> None:
        theirs = make_measure(make_plan(foreign, year=2563))
        clerk.post(url("measures_carry", organization), {"measure": [theirs.pk]})
        assert not Measure.objects.filter(carried_from=theirs).exists()


@pytest.mark.parametrize(
    ("name", "more", "budget"),
    [
        ("measures_departments", (), 10),
        ("measures_timeline", (), 10),
        ("measures_round", ("six-months",), 11),
        ("measures_carry", (), 11),
        ("measures_draft", (), 9),
    ],
)
def test_queries_do_not_grow_with_the_rows(
    name: str,
    more: tuple[str, ...],
    budget: int,
    organization: Organization,
    clerk: Client,
    django_assert_num_queries: Any,
) -> None:
    scored(organization)
    for year in (2563, 2564):
        make_report(make_measure(make_plan(organization, year=year)), 10, file=upload())
    clerk.get(url(name, organization, *more))
    with django_assert_num_queries(budget):
        assert clerk.get(url(name, organization, *more)).status_code == 200
    for year in (2563, 2564):
        for count in range(29):
            measure = make_measure(make_plan(organization, year=year), approach=f"มาตรการที่ {count}")
            make_report(measure, 10, file=upload())
    with django_assert_num_queries(budget):
        assert clerk.get(url(name, organization, *more)).status_code == 200


@pytest.mark.parametrize(
    ("name", "more"),
    [("measures_departments", ()), ("measures_timeline", ()), ("measures_round", ("year-end",))],
)
def test_an_empty_plan_says_what_to_do(
    name: str, more: tuple[str, ...], organization: Organization, clerk: Client
) -> None:
    assert "ยังไม่มีมาตรการในแผนนี้" in clerk.get(url(name, organization, *more)).content.decode()
