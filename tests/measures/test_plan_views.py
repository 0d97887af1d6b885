"""The pages of a plan: who sees and writes what, and that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import FiscalYear, Suggestion
from assessments.services.editions import copy
from measures.models import Measure, Plan
from measures.services.measures import change_measure
from measures.services.plans import set_state
from organizations.models import Department, Organization, User
from tests.measures.makers import content, make_measure, make_plan, scored, store_scores

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def url(name: str, organization: Organization, *more: Any, year: int = 2564) -> str:
    return reverse(name, args=[organization.code, year, *more])


def typed(measure: Measure, **changes: Any) -> dict[str, Any]:
    return {
        "version": measure.version,
        "indicator": measure.indicator_id,
        "approach": measure.approach,
        "method": "\n".join(measure.method),
        "departments": [department.pk for department in measure.departments.all()],
        "starts": f"{measure.starts:%Y-%m}",
        "ends": f"{measure.ends:%Y-%m}",
        "follow_up_due": "31/3/2565",
    } | changes


class TestTable:
    def test_it_groups_names_the_lowest_and_marks_what_lacks(
        self, organization: Organization, clerk: Client
    ) -> None:
        scored(organization)
        make_measure(make_plan(organization), 9, approach="ปรับปรุงเว็บไซต์")
        page = clerk.get(url("measures", organization))
        text = page.content.decode()
        assert page.status_code == 200
        assert "แผนมาตรการ ปีงบประมาณ พ.ศ. 2565" in text
        assert [block.lowest[0].number for block in page.context["blocks"]] == [4, 8, 10]
        assert "ตัวชี้วัดที่ 10 การป้องกันการทุจริต" in text
        assert text.count("ยังไม่มีมาตรการ</strong>") == 1
        assert f"{url('measure_add', organization)}?indicator=10" in text

    def test_a_reader_gets_no_buttons(self, organization: Organization, reader: Client) -> None:
        scored(organization)
        make_measure(make_plan(organization))
        text = reader.get(url("measures", organization)).content.decode()
        assert "/edit/" not in text and "/move/" not in text and "/draft/" not in text

    def test_an_empty_plan_says_what_to_do(self, organization: Organization, clerk: Client) -> None:
        text = clerk.get(url("measures", organization)).content.decode()
        assert "ยังไม่มีมาตรการในแผนนี้" in text and "บันทึกคะแนน" in text
        assert Plan.objects.count() == 0

    def test_an_unknown_year_is_not_found(self, organization: Organization, clerk: Client) -> None:
        assert clerk.get(url("measures", organization, year=2500)).status_code == 404

    def test_queries_do_not_grow_with_the_rows(
        self, organization: Organization, clerk: Client, django_assert_num_queries: Any
    ) -> None:
        scored(organization)
        plan = make_plan(organization)
        make_measure(plan)
        clerk.get(url("measures", organization))
        with django_assert_num_queries(10):
            clerk.get(url("measures", organization))
        for count in range(29):
            make_measure(plan, count % 10 + 1, approach=f"มาตรการที่ {count}")
        with django_assert_num_queries(10):
            clerk.get(url("measures", organization))

    def test_findings_lead_to_the_place(self, organization: Organization, clerk: Client) -> None:
        measure = make_measure(make_plan(organization), departments=())
        text = clerk.get(url("measures", organization)).content.decode()
        assert "ยังไม่มีผู้รับผิดชอบ" in text
        assert url("measure_edit", organization, measure.pk) in text

    def test_another_agencys_name_in_a_text_is_found(
        self, organization: Organization, foreign: Organization, clerk: Client
    ) -> None:
        make_measure(make_plan(organization), follow_up=f"รายงานนายกองค์การบริหารส่วนตำบล{foreign.name}")
        page = clerk.get(url("measures", organization))
        assert [placed.finding.code for placed in page.context["findings"]] == ["other_agency_named"]


class TestEdit:
    def test_a_measure_is_added(self, organization: Organization, staff: User, clerk: Client) -> None:
        indicator = FiscalYear.objects.get(year=2564).indicators.get(number=3)
        data = {
            "indicator": indicator.pk,
            "approach": "มอบหมายงานเป็นลายลักษณ์อักษร",
            "method": "ขั้นแรก\nขั้นที่สอง",
            "new_department": "สำนักปลัด",
            "starts": "2021-10",
            "ends": "2022-09",
        }
        response = clerk.post(url("measure_add", organization), data, follow=True)
        measure = Measure.objects.get()
        assert response.redirect_chain == [(f"{url('measures', organization)}#measure-{measure.pk}", 302)]
        assert "เพิ่มมาตรการ “มอบหมายงานเป็นลายลักษณ์อักษร” แล้ว" in response.content.decode()
        assert (measure.lead, measure.plan.owner) == (Department.objects.get(), staff)

    def test_the_address_names_the_indicator(self, organization: Organization, clerk: Client) -> None:
        page = clerk.get(f"{url('measure_add', organization)}?indicator=8")
        assert (
            page.context["form"]["indicator"].value()
            == FiscalYear.objects.get(year=2564).indicators.get(number=8).pk
        )
        assert "selected>8 " in page.content.decode()
        assert clerk.get(f"{url('measure_add', organization)}?indicator=๙๙").status_code == 200

    def test_errors_keep_what_was_typed(self, organization: Organization, clerk: Client) -> None:
        data = {"approach": "ข้อความที่พิมพ์แล้ว", "follow_up_due": "31/3/2022"}
        page = clerk.post(url("measure_add", organization), data)
        text = page.content.decode()
        assert page.status_code == 422
        assert "ข้อความที่พิมพ์แล้ว" in text and 'value="31/3/2022"' in text and "ดูเหมือนปี ค.ศ." in text
        assert Plan.objects.count() == 0

    def test_a_year_too_far_ahead_says_what_to_do(self, organization: Organization, clerk: Client) -> None:
        last = copy(FiscalYear.objects.get(year=2569), 2599)
        data = {
            "indicator": last.indicators.get(number=1).pk,
            "approach": "พิมพ์ไว้แล้ว",
            "method": "ขั้นแรก",
            "starts": f"{last.year - 543}-10",
            "ends": f"{last.year - 543}-12",
        }
        page = clerk.post(url("measure_add", organization, year=last.year), data)
        assert page.status_code == 422
        assert f"ยังไม่มีปีงบประมาณ {last.year + 1} ในระบบ" in page.content.decode()
        assert "พิมพ์ไว้แล้ว" in page.content.decode()

    def test_a_change_is_stored(self, organization: Organization, clerk: Client) -> None:
        measure = make_measure(make_plan(organization))
        data = typed(measure, approach="ข้อความใหม่")
        assert clerk.post(url("measure_edit", organization, measure.pk), data).status_code == 302
        measure.refresh_from_db()
        assert measure.approach == "ข้อความใหม่"

    def test_the_second_of_two_gets_both_versions_and_may_save_over(
        self, organization: Organization, clerk: Client
    ) -> None:
        measure = make_measure(make_plan(organization))
        mine = typed(measure, approach="ของฉัน")
        change_measure(measure, content(measure.plan, approach="ของคนอื่น"), version=0)
        address = url("measure_edit", organization, measure.pk)
        page = clerk.post(address, mine)
        text = page.content.decode()
        assert page.status_code == 409
        assert "ของฉัน" in text and "ของคนอื่น" in text and "บันทึกทับ" in text
        assert Measure.objects.get().approach == "ของคนอื่น"
        assert clerk.post(address, mine | {"version": page.context["version"]}).status_code == 302
        assert Measure.objects.get().approach == "ของฉัน"

    def test_an_error_does_not_lift_the_guard(self, organization: Organization, clerk: Client) -> None:
        measure = make_measure(make_plan(organization))
        mine = typed(measure, approach="")
        change_measure(measure, content(measure.plan, approach="ของคนอื่น"), version=0)
        page = clerk.post(url("measure_edit", organization, measure.pk), mine)
        assert (page.status_code, page.context["version"]) == (422, 0)

    @pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40])
    def test_a_form_without_version_never_overwrites(
        self, version: str, organization: Organization, clerk: Client
    ) -> None:
        measure = make_measure(make_plan(organization))
        data = typed(measure, version=version, approach="ใหม่")
        assert clerk.post(url("measure_edit", organization, measure.pk), data).status_code == 409

    def test_a_closed_plan_keeps_what_was_typed(self, organization: Organization, clerk: Client) -> None:
        measure = make_measure(make_plan(organization))
        set_state(measure.plan, Plan.State.CLOSED, version=0)
        page = clerk.post(url("measure_edit", organization, measure.pk), typed(measure, approach="พิมพ์แล้ว"))
        assert page.status_code == 422
        assert "แผนนี้สิ้นสุดแล้ว" in page.content.decode() and "พิมพ์แล้ว" in page.content.decode()


class TestOrderAndDelete:
    def test_buttons_and_places_move(self, organization: Organization, clerk: Client) -> None:
        plan = make_plan(organization)
        first, second = make_measure(plan, approach="ก"), make_measure(plan, approach="ข")
        clerk.post(url("measure_move", organization, second.pk), {"direction": "up"})
        assert list(plan.measures.all()) == [second, first]
        clerk.post(url("measure_move", organization, second.pk), {"place": "1"})
        assert list(plan.measures.all()) == [first, second]
        assert clerk.post(url("measure_move", organization, second.pk), {"place": "-1"}).status_code == 302

    def test_deleting_asks_and_can_be_undone_from_the_message(
        self, organization: Organization, clerk: Client
    ) -> None:
        measure = make_measure(make_plan(organization))
        address = url("measure_delete", organization, measure.pk)
        assert "2 ขั้นตอน" in clerk.get(address).content.decode()
        assert Measure.objects.count() == 1
        page = clerk.post(address, follow=True)
        undo = url("measure_restore", organization, measure.pk)
        assert Measure.objects.count() == 0
        assert f'action="{undo}"' in page.content.decode()
        clerk.post(undo)
        assert Measure.objects.get() == measure


class TestDraft:
    def test_weak_indicators_are_proposed_and_accepted_once(
        self, organization: Organization, clerk: Client
    ) -> None:
        scored(organization)
        address = url("measures_draft", organization)
        page = clerk.get(address)
        assert [block.indicator.number for block in page.context["weak"]] == [10, 9]
        proposed = [o.suggestion.pk for b in page.context["weak"] for o in b.offers if o.proposed]
        assert len(proposed) == 2
        for _ in range(2):
            clerk.post(address, {"suggestion": proposed})
        assert Measure.objects.count() == 2
        assert "อยู่ในแผนแล้ว" in clerk.get(address).content.decode()
        assert "ยังไม่มีมาตรการ</strong>" not in clerk.get(url("measures", organization)).content.decode()

    def test_another_years_suggestions_are_left_out(self, organization: Organization, clerk: Client) -> None:
        other = Suggestion.objects.filter(indicator__fiscal_year__year=2563)[0]
        clerk.post(url("measures_draft", organization), {"suggestion": [other.pk, "x", ""]})
        assert Measure.objects.count() == 0

    def test_nothing_ticked_adds_nothing(self, organization: Organization, clerk: Client) -> None:
        page = clerk.post(url("measures_draft", organization), follow=True)
        assert "ไม่ได้เพิ่มมาตรการ" in page.content.decode()


class TestWho:
    PAGES = ("measures", "measure_add", "measures_draft")
    OF_MEASURE = ("measure_edit", "measure_delete", "measure_move", "measure_restore")

    def test_strangers_find_nothing(
        self, organization: Organization, stranger: User, sign_in: SignIn
    ) -> None:
        measure, client = make_measure(make_plan(organization)), sign_in(stranger)
        for name in self.PAGES:
            assert client.get(url(name, organization)).status_code == 404
        for name in self.OF_MEASURE:
            assert client.post(url(name, organization, measure.pk)).status_code == 404

    def test_readers_may_not_write(self, organization: Organization, reader: Client) -> None:
        measure, client = make_measure(make_plan(organization)), reader
        for name in self.OF_MEASURE:
            assert client.post(url(name, organization, measure.pk)).status_code == 403
        assert (
            client.post(url("plan_state", organization), {"state": "closed", "version": 0}).status_code == 403
        )
        assert Plan.objects.get().state == Plan.State.DRAFT

    def test_another_agencys_measure_is_not_reached_through_ones_own(
        self, organization: Organization, foreign: Organization, clerk: Client
    ) -> None:
        theirs = make_measure(make_plan(foreign))
        for name in self.OF_MEASURE:
            assert clerk.post(url(name, organization, theirs.pk)).status_code == 404
        assert Measure.objects.get() == theirs

    def test_a_measure_is_found_under_its_own_year_only(
        self, organization: Organization, clerk: Client
    ) -> None:
        store_scores(organization, {}, 2563)
        measure = make_measure(make_plan(organization))
        assert clerk.get(url("measure_edit", organization, measure.pk, year=2563)).status_code == 404

    def test_states_of_a_plan(self, organization: Organization, clerk: Client) -> None:
        make_measure(make_plan(organization))
        page = clerk.post(url("plan_state", organization), {"state": "adopted", "version": 0}, follow=True)
        assert "ประกาศใช้แล้ว" in page.content.decode()
        page = clerk.post(url("plan_state", organization), {"state": "adopted", "version": 0}, follow=True)
        assert "สถานะของแผนเปลี่ยนไปแล้ว" in page.content.decode()
        assert clerk.post(url("plan_state", organization), {"state": "nonsense"}).status_code == 302
