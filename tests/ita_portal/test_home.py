"""The home page: of one agency, of several, of nobody yet; within its budget of queries."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.frameworks import edition_of
from assessments.models import Assessment, FiscalYear
from assessments.results import result_of
from assessments.services import states
from assessments.services.entry import save_figures
from assessments.services.figures import Figures
from ita_portal.home.reads import situation_of, years_of
from measures.models import Measure, Plan
from measures.rows import rows_of
from organizations.models import Organization, User
from reports.services import review
from tests.assessments.answers import answer
from tests.assessments.examples import FULL
from tests.assessments.results import flat, stored, stored_partial
from tests.factories import OrganizationFactory, UserFactory, member
from tests.measures.makers import make_report
from tests.reports.makers import office, scored, submitted

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
DASHBOARD_BUDGET, LIST_BUDGET = 20, 12


def read(client: Client, query: str = "") -> str:
    response = client.get(f"/{query}")
    assert response.status_code == 200
    return plain(response)


def plain(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/").status_code == 200
    return len(captured)


def planned(assessment: Assessment, number: int, due: date | None = None) -> Measure:
    """Add a measure for an indicator to the answering plan."""
    plan, _ = Plan.objects.get_or_create(
        organization=assessment.organization,
        assessment=assessment,
        fiscal_year=FiscalYear.objects.get(year=assessment.fiscal_year.year + 1),
    )
    return Measure.objects.create(
        plan=plan,
        indicator=assessment.fiscal_year.indicators.get(number=number),
        approach="มาตรการตัวอย่าง",
        starts=date(2021, 10, 1),
        ends=date(2022, 3, 31),
        follow_up_due=due,
    )


class TestOneAgency:
    @pytest.mark.parametrize(
        ("role", "today", "counts"),
        [
            ("staff", date(2022, 2, 1), (2565, 43, 42)),
            ("staff", date(2022, 6, 1), (None, 0, 0)),
            ("executive", date(2022, 2, 1), (None, 0, 0)),
        ],
    )
    def test_the_items_to_publish_are_counted_in_their_months_for_who_answers(
        self,
        role: str,
        today: date,
        counts: tuple[int | None, int, int],
        organization: Organization,
        request: pytest.FixtureRequest,
    ) -> None:
        outcome = result_of(stored(organization, FULL))
        answer(organization, "O1", year=2565, published=True)
        with CaptureQueriesContext(connection) as captured:
            now = situation_of(outcome, request.getfixturevalue(role), [2564, 2565], today, [])
        assert (now.disclosing_year, now.disclosure_items, now.undisclosed) == counts
        asked = [query for query in captured.captured_queries if "disclosureanswer" in query["sql"]]
        assert len(asked) == (1 if now.disclosing_year else 0)

    def test_a_plan_made_before_the_first_figure_counts(
        self, organization: Organization, staff: User
    ) -> None:
        year = FiscalYear.objects.get(year=2564)
        assessment = Assessment.objects.create(organization=organization, fiscal_year=year)
        planned(assessment, 1)
        assert years_of(organization) == []
        now = situation_of(result_of(assessment), staff, [2564], date(2021, 11, 1), [])
        assert (now.measures, now.plan_state) == (1, "draft")

    @pytest.mark.parametrize("has_account", [True, False])
    def test_a_turn_on_paper_is_the_clerks_to_record(
        self, has_account: bool, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        ready = office(organization)
        if not has_account:
            organization.review_positions.filter(order=1).update(person=None)
        review.submit(ready.memo, version=ready.memo.version, user=ready.author)
        assert ("บันทึกความเห็นที่ลงในเอกสาร" in read(sign_in(staff))) is not has_account

    def test_one_sentence_of_state(self, organization: Organization, staff: User, sign_in: SignIn) -> None:
        stored(organization, FULL)
        text = read(sign_in(staff))
        assert "ปีงบประมาณ 2564 : 82.86 คะแนน ระดับ B · ต่ำกว่าเป้าหมาย 85.00 คะแนน อยู่ 2.14 คะแนน" in text

    def test_tasks_lead_to_their_pages(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        stored(organization, FULL)
        page = sign_in(staff).get("/").content.decode()
        assert "ส่งผลคะแนนให้พิจารณา" in page
        assert "ตัวชี้วัดที่ 9, 10 ต่ำกว่าเส้นแบ่งและยังไม่มีมาตรการ" in page
        for name in ("scores", "measures", "memo"):
            assert reverse(name, args=[organization.code, 2564]) in page

    def test_partial_data(self, organization: Organization, staff: User, sign_in: SignIn) -> None:
        stored_partial(organization)
        text = read(sign_in(staff))
        assert "73.04 คะแนน ระดับ C" in text
        assert "ยังขาดคะแนน 7 ตัวชี้วัด" in text

    def test_a_later_year_that_holds_nothing_hides_nothing(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        stored(organization, FULL)
        later = Assessment.objects.create(
            organization=organization, fiscal_year=FiscalYear.objects.get(year=2566)
        )  # as an import leaves it that was undone
        assert "82.86 คะแนน ระดับ B" in read(sign_in(staff))
        Assessment.objects.filter(pk=later.pk).update(announced_total=Decimal("90.00"))
        assert "90.00 คะแนน" in read(sign_in(staff))

    def test_a_memo_of_an_earlier_year_is_not_forgotten(
        self, organization: Organization, sign_in: SignIn
    ) -> None:
        revision = submitted(organization)
        scored(organization, year=2565)
        first, second = (revision.steps.get(order=order).person for order in (1, 2))
        assert "เปิดเรื่องรอพิจารณา 1 เรื่อง" in read(sign_in(first))
        assert "เปิดเรื่องรอพิจารณา" not in read(sign_in(second))

    def test_measures_cover_weaknesses(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        planned(stored(organization, FULL), 10, due=date(2022, 3, 31))
        text = read(sign_in(staff))
        assert "ตัวชี้วัดที่ 9 ต่ำกว่าเส้นแบ่งและยังไม่มีมาตรการ" in text
        assert "1 มาตรการ (ร่าง)" in text
        assert "ล่าช้า 1 มาตรการ" in text

    @pytest.mark.parametrize(
        ("on", "percent", "late"),
        [
            (date(2022, 3, 31), 100, False),
            (date(2022, 3, 31), 50, False),  # the report that was due; the work goes on until September
            (date(2022, 1, 15), 50, True),  # too early to be that report
        ],
    )
    def test_a_measure_is_late_here_when_it_is_late_on_the_page_of_its_plan(
        self, on: date, percent: int, late: bool, organization: Organization, staff: User
    ) -> None:
        assessment = stored(organization, FULL)
        measure = planned(assessment, 10, due=date(2022, 3, 31))
        Measure.objects.update(ends=date(2022, 9, 30))
        make_report(measure, percent, on)
        today = date(2022, 4, 15)
        now = situation_of(result_of(assessment), staff, [2564], today, years_of(organization))
        assert now.late_measures == late
        assert [row.state == "late" for row in rows_of(measure.plan, today)] == [late]

    def test_executives_are_asked_to_decide(
        self, organization: Organization, staff: User, executive: User, sign_in: SignIn
    ) -> None:
        edition = edition_of(FiscalYear.objects.get(year=2564))
        assessment, _ = save_figures(organization, edition, Figures(FULL), version=0, user=staff)
        assert "ไม่มีงานค้าง" in read(sign_in(executive))
        states.submit(assessment, edition, version=1, user=staff)
        assert "พิจารณาให้ความเห็นชอบผลคะแนน" in read(sign_in(executive))

    def test_a_result_of_an_earlier_year_still_waits_for_its_approval(
        self, organization: Organization, staff: User, executive: User, sign_in: SignIn
    ) -> None:
        edition = edition_of(FiscalYear.objects.get(year=2563))
        states.submit(stored(organization, flat("80.00"), 2563), edition, version=1, user=staff)
        stored(organization, FULL)
        page = sign_in(executive).get("/")
        assert "พิจารณาให้ความเห็นชอบผลคะแนนปีงบประมาณ 2563" in plain(page)
        assert reverse("scores", args=[organization.code, 2563]) in page.content.decode()
        assert "ผลคะแนนปีงบประมาณ 2563" not in read(sign_in(staff))
        sent = Assessment.objects.get(organization=organization, fiscal_year=edition.fiscal_year)
        states.approve(sent, version=sent.version, user=executive)
        assert "ผลคะแนนปีงบประมาณ 2563" not in read(sign_in(executive))

    def test_an_earlier_year_is_not_asked_of_who_sent_it(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        staff.memberships.create(role="executive", organization=organization)
        edition = edition_of(FiscalYear.objects.get(year=2563))
        states.submit(stored(organization, flat("80.00"), 2563), edition, version=1, user=staff)
        stored(organization, FULL)
        assert "ผลคะแนนปีงบประมาณ 2563" not in read(sign_in(staff))

    def test_the_work_of_an_earlier_year_stays_when_the_next_one_begins(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        ready = office(organization).memo
        planned(ready.assessment, 10, due=date(2022, 3, 31))
        stored(organization, {1: Decimal(90)}, 2566)
        page = sign_in(staff).get("/")
        text = plain(page)
        assert "บันทึกคะแนนให้ครบ" in text
        assert "ส่งผลคะแนนปีงบประมาณ 2564 ให้พิจารณา" in text
        assert "ทำบันทึกข้อความปีงบประมาณ 2564 ให้เสร็จ" in text
        assert "ติดตามผลมาตรการที่ตอบผลปีงบประมาณ 2564" in text
        for name in ("scores", "memo", "measures"):
            assert f'btn-outline-primary" href="{reverse(name, args=[organization.code, 2564])}"' in (
                page.content.decode()
            )

    def test_a_closed_plan_of_an_earlier_year_owes_no_report(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        planned(stored(organization, FULL), 10, due=date(2022, 3, 31))
        Plan.objects.update(state=Plan.State.CLOSED)
        stored(organization, {1: Decimal(90)}, 2566)
        assert "ติดตามผลมาตรการ" not in read(sign_in(staff))

    def test_a_returned_result_of_an_earlier_year_says_why(
        self, organization: Organization, staff: User, executive: User, sign_in: SignIn
    ) -> None:
        assessment = stored(organization, FULL)
        edition = edition_of(assessment.fiscal_year)
        states.submit(assessment, edition, version=assessment.version, user=staff)
        assessment.refresh_from_db()
        states.send_back(assessment, version=assessment.version, user=executive, reason="ตัวชี้วัดที่ 9 ผิด")
        stored(organization, {1: Decimal(90)}, 2566)
        text = read(sign_in(staff))
        assert "แก้ไขคะแนนปีงบประมาณ 2564 ที่ถูกส่งคืน" in text
        assert "ตัวชี้วัดที่ 9 ผิด" in text
        assert "แก้ไขคะแนน" not in read(sign_in(executive))

    def test_who_has_something_in_the_inbox_is_not_told_that_nothing_waits(
        self, organization: Organization, sign_in: SignIn
    ) -> None:
        revision = submitted(organization)
        scored(organization, year=2566)
        first, second = (revision.steps.get(order=order).person for order in (1, 2))
        assert "ไม่มีงานค้าง" not in read(sign_in(first))
        assert "ไม่มีงานค้าง" in read(sign_in(second))

    def test_nobody_is_asked_to_approve_the_own_submission(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        staff.memberships.create(role="executive", organization=organization)
        edition = edition_of(FiscalYear.objects.get(year=2564))
        states.submit(stored(organization, FULL), edition, version=1, user=staff)
        assert "พิจารณาให้ความเห็นชอบผลคะแนน" not in read(sign_in(staff))

    def test_latest_changes_are_gathered(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        edition = edition_of(FiscalYear.objects.get(year=2564))
        save_figures(organization, edition, Figures(FULL), version=0, user=staff)
        text = read(sign_in(staff))
        assert f"คะแนนปี 2564 แก้ไข 10 ค่า จากหน้าบันทึกคะแนน {staff}" in text

    def test_other_agencies_do_not_leak_in(
        self, foreign: Organization, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        stored(organization, flat("70.00"), 2563)
        stored(foreign, FULL)
        planned(Assessment.objects.get(organization=foreign), 9)
        text = read(sign_in(staff))
        assert "คะแนนปี 2563 แก้ไข 10 ค่า" in text
        assert "คะแนนปี 2564" not in text
        assert "0 มาตรการ" in text
        assert "82.86" not in text
        assert foreign.short_name not in text

    def test_an_empty_agency_is_guided(self, staff: User, auditor: User, sign_in: SignIn) -> None:
        assert "เริ่มต้นใช้งานใน 3 ขั้น" in read(sign_in(staff))
        assert "เจ้าหน้าที่ผู้บันทึกเป็นผู้ดำเนินการ" in read(sign_in(auditor))

    @pytest.mark.parametrize("role", ["staff", "executive", "admin", "auditor"])
    def test_every_role_has_a_home(self, role: str, organization: Organization, sign_in: SignIn) -> None:
        stored(organization, FULL)
        assert "82.86" in read(sign_in(member(role, organization)))

    def test_the_menu_knows_the_year(self, organization: Organization, staff: User, sign_in: SignIn) -> None:
        stored(organization, FULL)
        page = sign_in(staff).get("/")
        assert page.context["frame_year"] == 2564

    def test_budget_does_not_grow(self, organization: Organization, staff: User, sign_in: SignIn) -> None:
        assessment = stored(organization, FULL)
        planned(assessment, 9)
        client = sign_in(staff)
        one = queries(client)
        for number in range(30):
            planned(assessment, number % 10 + 1, due=date(2022, 3, 31))
        for year in (2562, 2563):
            stored(organization, flat("80.00"), year)
            edition = edition_of(FiscalYear.objects.get(year=year))
            sent = organization.assessments.get(fiscal_year__year=year)
            states.submit(sent, edition, version=sent.version, user=UserFactory())
        assert queries(client) == one <= DASHBOARD_BUDGET


class TestSeveralAgencies:
    @pytest.fixture
    def client(self, sign_in: SignIn) -> Client:
        return sign_in(member("admin", province="จังหวัดตัวอย่าง"))

    def test_counts_lead_into_the_overview(self, organization: Organization, client: Client) -> None:
        stored(organization, FULL)
        OrganizationFactory()
        page = client.get("/").content.decode()
        assert f"{reverse('overview_year', args=[2564])}?level=B" in page
        assert f"{reverse('overview_year', args=[2564])}?state=none" in page
        assert "จำนวน 2 หน่วยงาน" in page

    def test_search(self, client: Client) -> None:
        for name in ("ทุ่งนา", "ริมน้ำ"):
            OrganizationFactory(name=name)
        text = read(client, "?q=ทุ่งนา")
        assert "อบต.ทุ่งนา" in text
        assert "อบต.ริมน้ำ" not in text
        assert "ไม่พบหน่วยงานที่ตรงกับ “ไม่มี”" in read(client, "?q=ไม่มี")

    def test_foreign_agencies_stay_unseen(self, foreign: Organization, client: Client) -> None:
        assert foreign.short_name not in read(client)

    def test_a_clerk_of_two_agencies_sees_both_without_overview(
        self, organization: Organization, foreign: Organization, sign_in: SignIn
    ) -> None:
        clerk = member("staff", organization)
        clerk.memberships.create(role="staff", organization=foreign)
        page = sign_in(clerk).get("/")
        assert {row.code for row in page.context["rows"]} == {organization.code, foreign.code}
        assert "/years/" not in page.content.decode()

    def test_budget_does_not_grow(self, organization: Organization, client: Client) -> None:
        stored(organization, FULL)
        one = queries(client)
        for other in OrganizationFactory.create_batch(30):
            stored(other, {1: Decimal(90)})
        assert queries(client) == one <= LIST_BUDGET


def test_a_person_without_agency_is_told_whom_to_ask(sign_in: SignIn) -> None:
    assert "ยังไม่ได้อยู่ในหน่วยงานใด" in read(sign_in(UserFactory()))


def test_a_superuser_sees_all(organization: Organization, sign_in: SignIn) -> None:
    assert organization.short_name in read(sign_in(UserFactory(is_superuser=True)))


def test_without_any_framework_the_page_still_answers(
    organization: Organization, staff: User, sign_in: SignIn
) -> None:
    FiscalYear.objects.all().delete()
    assert "ยังไม่มีกรอบการประเมินของปีใด" in read(sign_in(staff))
    assert "ยังไม่มีกรอบการประเมินของปีใด" in read(sign_in(member("admin", whole_country=True)))
