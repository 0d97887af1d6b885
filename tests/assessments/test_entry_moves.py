"""The sheet after typing: submitted, approved, sent back, withdrawn; and its trail."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from assessments.frameworks import Edition
from assessments.models import Assessment
from assessments.services import states
from assessments.services.entry import save_figures
from assessments.services.figures import Figures
from organizations.models import Organization, User
from tests.assessments.examples import FULL
from tests.assessments.sheet_forms import S2_THAI, SignIn, official, said, typed, url
from tests.factories import member

pytestmark = pytest.mark.django_db


class TestMoves:
    def test_submitting_saves_and_hands_over(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        response = sign_in(staff).post(url(organization), typed(S2_THAI, submit=""), follow=True)
        assert "บันทึกคะแนน 10 ตัวชี้วัด" in said(response)
        assert "ให้ผู้บริหารพิจารณาแล้ว" in said(response)
        page = response.content.decode()
        assert official(organization).state == Assessment.State.SUBMITTED
        assert 'name="score-1"' not in page
        assert "ถอนการส่งพิจารณา" in page

    def test_submitting_with_gaps_saves_the_draft_and_lists_what_is_missing(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        values = [*S2_THAI[:6], "", *S2_THAI[7:]]
        response = sign_in(staff).post(url(organization), typed(values, submit=""), follow=True)
        page = response.content.decode()
        assert "ยังส่งพิจารณาไม่ได้" in said(response)
        assert f"ตัวชี้วัดที่ 7 {'ประสิทธิภาพการสื่อสาร'} จึงยังคำนวณคะแนนรวมไม่ได้" in page
        assert official(organization).state == Assessment.State.DRAFT
        assert official(organization).scores.count() == 9

    def test_an_executive_approves_what_another_submitted(
        self, organization: Organization, submitted: Assessment, executive: User, sign_in: SignIn
    ) -> None:
        client = sign_in(executive)
        assert "ให้ความเห็นชอบ</button>" in client.get(url(organization)).content.decode()
        response = client.post(url(organization, "scores_approve"), {"version": "2"}, follow=True)
        assert f"ให้ความเห็นชอบผลการประเมินของ {organization} ปี 2564 แล้ว" in said(response)
        assert official(organization).state == Assessment.State.APPROVED
        assert f"เห็นชอบโดย {executive}" in response.content.decode()

    def test_who_submitted_does_not_approve(
        self, organization: Organization, full: Assessment, edition: Edition, sign_in: SignIn
    ) -> None:
        both = member("executive", organization)
        both.memberships.create(role="staff", organization=organization)
        states.submit(full, edition, version=1, user=both)
        client = sign_in(both)
        page = client.get(url(organization)).content.decode()
        assert "ให้ความเห็นชอบ</button>" not in page
        assert "ต้องให้ผู้บริหารท่านอื่น" in page
        assert client.post(url(organization, "scores_approve"), {"version": "2"}).status_code == 403
        assert official(organization).state == Assessment.State.SUBMITTED

    def test_sending_back_needs_a_reason_and_shows_it_to_the_author(
        self,
        organization: Organization,
        submitted: Assessment,
        executive: User,
        staff: User,
        sign_in: SignIn,
    ) -> None:
        client, address = sign_in(executive), url(organization, "scores_return")
        empty = client.post(address, {"version": "2", "reason": " "})
        assert empty.status_code == 422
        assert "โปรดระบุเหตุผล" in empty.content.decode()
        assert "autofocus" in str(empty.context["reason_form"]["reason"])
        assert official(organization).state == Assessment.State.SUBMITTED
        client.post(address, {"version": "2", "reason": "คะแนน <b>OIT</b> ไม่ตรงกับประกาศ"})
        page = sign_in(staff).get(url(organization)).content.decode()
        assert "คะแนน &lt;b&gt;OIT&lt;/b&gt; ไม่ตรงกับประกาศ" in page
        assert 'name="score-1"' in page

    def test_an_approved_result_is_reopened_by_an_executive_only(
        self, organization: Organization, submitted: Assessment, executive: User, staff: User, sign_in: SignIn
    ) -> None:
        states.approve(submitted, version=2, user=executive)
        data = {"version": "3", "reason": "ประกาศแก้ไข"}
        assert sign_in(staff).post(url(organization, "scores_return"), data).status_code == 403
        sign_in(staff).post(url(organization, "scores_withdraw"), {"version": "3"})
        assert official(organization).state == Assessment.State.APPROVED
        sign_in(executive).post(url(organization, "scores_return"), data)
        assert official(organization).state == Assessment.State.DRAFT

    @pytest.mark.parametrize("state", [Assessment.State.DRAFT, Assessment.State.LOCKED])
    def test_neither_a_draft_nor_a_locked_result_can_be_sent_back(
        self, state: str, organization: Organization, full: Assessment, executive: User, sign_in: SignIn
    ) -> None:
        Assessment.objects.update(state=state)
        data = {"version": "1", "reason": "ขอแก้ไข"}
        assert sign_in(executive).post(url(organization, "scores_return"), data).status_code == 409
        assert official(organization).state == state

    def test_the_clerk_withdraws(
        self, organization: Organization, submitted: Assessment, staff: User, sign_in: SignIn
    ) -> None:
        response = sign_in(staff).post(url(organization, "scores_withdraw"), {"version": "2"}, follow=True)
        assert "ถอนการส่งพิจารณา" in said(response)
        assert official(organization).state == Assessment.State.DRAFT

    @pytest.mark.parametrize("name", ["scores_approve", "scores_return"])
    def test_a_move_on_an_old_version_is_refused_and_the_reason_is_kept(
        self, name: str, organization: Organization, submitted: Assessment, executive: User, sign_in: SignIn
    ) -> None:
        data = {"version": "1", "reason": "ยังไม่ครบ"}
        response = sign_in(executive).post(url(organization, name), data)
        page = response.content.decode()
        assert response.status_code == 409
        assert "มีผู้แก้ไขหรือเปลี่ยนสถานะ" in page
        assert ("ยังไม่ครบ</textarea>" in page) == (name == "scores_return")
        assert official(organization).state == Assessment.State.SUBMITTED

    @pytest.mark.parametrize("name", ["scores_approve", "scores_return"])
    def test_a_visit_moves_nothing(
        self, name: str, organization: Organization, submitted: Assessment, executive: User, sign_in: SignIn
    ) -> None:
        response = sign_in(executive).get(url(organization, name))
        assert response["Location"] == url(organization)
        assert official(organization).state == Assessment.State.SUBMITTED


class TestTrail:
    @pytest.fixture
    def long_trail(self, organization: Organization, edition: Edition, full: Assessment, staff: User) -> None:
        """Fifty more changes of one score."""
        for version in range(1, 51):
            figures = Figures(FULL | {10: Decimal(version)})
            save_figures(organization, edition, figures, version=version, user=staff)

    def test_the_sheet_shows_the_latest_twenty(
        self, organization: Organization, long_trail: None, staff: User, sign_in: SignIn
    ) -> None:
        response = sign_in(staff).get(url(organization))
        assert [row.new for row in response.context["changes"]] == [f"{n}.00" for n in range(50, 30, -1)]
        assert "ดูทั้งหมด" in response.content.decode()

    def test_all_of_them_stand_on_pages(
        self, organization: Organization, long_trail: None, auditor: User, sign_in: SignIn
    ) -> None:
        client = sign_in(auditor)
        first = client.get(url(organization, "scores_trail")).content.decode()
        last = client.get(url(organization, "scores_trail") + "?page=2").content.decode()
        assert "ทั้งหมด 60 รายการ" in first
        assert first.count("หน้าบันทึกคะแนน</td>") == 50
        assert last.count("หน้าบันทึกคะแนน</td>") == 10
        assert "ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่" in last

    @pytest.mark.parametrize("name", ["scores", "scores_trail"])
    def test_queries_do_not_grow_with_the_trail(
        self,
        name: str,
        organization: Organization,
        edition: Edition,
        staff: User,
        sign_in: SignIn,
        django_assert_max_num_queries: Any,
    ) -> None:
        client = sign_in(staff)
        counts = []
        for version in range(30):
            figures = Figures({10: Decimal(version + 1)})
            save_figures(organization, edition, figures, version=version, user=member("staff", organization))
            if version in (0, 29):
                with django_assert_max_num_queries(20) as captured:
                    client.get(url(organization, name))
                counts.append(len(captured))
        assert counts[0] == counts[1]
