"""The score sheet as people use it: shown, saved, worked out while typing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assessments.frameworks import edition_of
from assessments.models import Assessment, FiscalYear, ScoreChange
from assessments.services.entry import save_figures
from assessments.services.figures import Figures
from organizations.models import Organization, User
from tests.assessments.examples import FULL
from tests.assessments.sheet_forms import S2_THAI, SignIn, official, said, typed, url
from tests.factories import member

pytestmark = pytest.mark.django_db


class TestShow:
    def test_an_empty_year_is_an_empty_sheet_and_looking_writes_nothing(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        page = sign_in(staff).get(url(organization)).content.decode()
        assert all(f'id="score-{number}"' in page for number in range(1, 11))
        assert "ยังขาดคะแนน 10 ตัวชี้วัด" in page
        assert not Assessment.objects.exists()

    def test_a_year_without_an_edition_is_a_thai_404(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        for year in (2500, 99_999_999_999_999):
            response = sign_in(staff).get(url(organization, year=year))
            assert response.status_code == 404
            assert "ไม่พบหน้านี้" in response.content.decode()

    def test_stored_scores_last_year_and_the_change(
        self, organization: Organization, full: Assessment, staff: User, sign_in: SignIn
    ) -> None:
        before = edition_of(FiscalYear.objects.get(year=2563))
        scores = {9: Decimal("66.67"), 10: Decimal("56.25")}
        save_figures(organization, before, Figures(scores), version=0, user=staff)
        page = sign_in(staff).get(url(organization)).content.decode()
        assert 'value="74.33"' in page
        assert '<td class="num score-last">66.67</td>' in page
        assert '<span id="change-9">+7.66</span>' in page
        assert '<span id="change-10">−6.25</span>' in page
        assert '<span id="change-1">–</span>' in page
        assert '<strong class="total-bar-number" id="total">82.86</strong>' in page
        assert '<span id="mean-OIT">62.17</span>' in page
        assert '<span id="points-OIT">24.87</span>' in page

    def test_every_input_has_its_label(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        page = sign_in(staff).get(url(organization, year=2566)).content.decode()
        fields = [f"score-{n}" for n in range(1, 11)]
        fields += ["announced_total", "announced_level", "eit_part1", "eit_part2"]
        for name in fields:
            assert f'for="{name}"' in page
            assert f'id="{name}"' in page

    def test_figures_are_shown_in_the_digits_of_the_person(
        self, organization: Organization, full: Assessment, staff: User, sign_in: SignIn
    ) -> None:
        staff.thai_digits = True
        staff.save()
        page = sign_in(staff).get(url(organization)).content.decode()
        assert 'value="๗๔.๓๓"' in page
        assert '<strong class="total-bar-number" id="total">๘๒.๘๖</strong>' in page

    def test_an_unconfirmed_edition_says_so(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        client = sign_in(staff)
        words = "ยังไม่ได้รับการยืนยัน"
        assert words in client.get(url(organization, year=2569)).content.decode()
        assert words not in client.get(url(organization, year=2564)).content.decode()

    @pytest.mark.parametrize("role", ["executive", "auditor"])
    def test_a_reader_sees_figures_without_fields_and_cannot_write(
        self, role: str, organization: Organization, full: Assessment, sign_in: SignIn
    ) -> None:
        client = sign_in(member(role, organization))
        page = client.get(url(organization)).content.decode()
        assert "<strong>74.33</strong>" in page
        assert 'name="score-9"' not in page
        assert "score-sheet.js" not in page
        for name in ("scores", "scores_live", "scores_withdraw"):
            assert client.post(url(organization, name), typed(["1"], 1)).status_code == 403
        assert ScoreChange.objects.count() == 10

    def test_a_stranger_finds_nothing(
        self, organization: Organization, stranger: User, sign_in: SignIn
    ) -> None:
        client = sign_in(stranger)
        for name in ("scores", "scores_live", "scores_trail", "scores_approve", "scores_return"):
            assert client.get(url(organization, name)).status_code == 404
            assert client.post(url(organization, name), typed(["1"])).status_code == 404
        assert not Assessment.objects.exists()


class TestSave:
    def test_thai_digits_become_the_total(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        response = sign_in(staff).post(url(organization), typed(S2_THAI), follow=True)
        assert said(response) == f"บันทึกคะแนน 10 ตัวชี้วัดของ {organization} ปี 2564 แล้ว"
        assert (official(organization).total, official(organization).level) == (Decimal("82.86"), "B")

    def test_the_message_counts_the_changes_and_names_the_other_figures(
        self, organization: Organization, full: Assessment, staff: User, sign_in: SignIn
    ) -> None:
        values = list(FULL.values())
        values[8] = Decimal(75)
        data = typed(values, version=1, announced_total="82.86", announced_level="B")
        response = sign_in(staff).post(url(organization), data, follow=True)
        assert said(response) == (
            f"บันทึกคะแนน 1 ตัวชี้วัด, คะแนนรวมตามประกาศ และระดับตามประกาศของ {organization} ปี 2564 แล้ว"
        )

    def test_saving_the_same_again_says_so(
        self, organization: Organization, full: Assessment, staff: User, sign_in: SignIn
    ) -> None:
        values = list(FULL.values())
        response = sign_in(staff).post(url(organization), typed(values, version=1), follow=True)
        assert "ไม่มีค่าใดเปลี่ยนแปลง" in said(response)
        assert official(organization).version == 1

    def test_a_draft_may_have_gaps(self, organization: Organization, staff: User, sign_in: SignIn) -> None:
        response = sign_in(staff).post(url(organization), typed(["", "89.43"]), follow=True)
        assert "บันทึกคะแนน 1 ตัวชี้วัด" in said(response)
        assert official(organization).total is None

    def test_an_unreadable_field_saves_nothing_and_loses_nothing(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        data = typed(["๑๐๐", "แปดสิบ", "101"], announced_total="82,86")
        response = sign_in(staff).post(url(organization), data)
        page = response.content.decode()
        assert response.status_code == 422
        assert not Assessment.objects.exists()
        assert 'value="๑๐๐"' in page
        assert 'value="82,86"' in page
        assert "“แปดสิบ” ไม่ใช่ตัวเลข" in page
        assert "คะแนนต้องไม่เกิน 100" in page
        assert page.partition("<main")[2].partition("</main>")[0].count("autofocus") == 1
        assert '<a href="#score-2">' in page
        assert 'aria-describedby="score-3_error"' in page

    def test_what_was_typed_cannot_become_markup(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        response = sign_in(staff).post(url(organization), typed(['"><script>x</script>']))
        assert "<script>x" not in response.content.decode()

    def test_a_form_of_ten_megabytes_is_refused(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        response = sign_in(staff).post(url(organization), typed(["9" * 10_000_000]))
        assert response.status_code == 413
        assert "ข้อมูลมีขนาดใหญ่เกินไป" in response.content.decode()
        assert not Assessment.objects.exists()

    def test_a_field_of_two_megabytes_gets_its_words(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        response = sign_in(staff).post(url(organization), typed(["9" * 2_000_000]))
        assert response.status_code == 422
        assert "ยาวเกิน 40 ตัวอักษร" in response.content.decode()
        assert len(response.content) < 100_000


class TestLive:
    def test_the_figures_follow_what_is_typed_and_nothing_is_written(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        response = sign_in(staff).post(url(organization, "scores_live"), typed(S2_THAI))
        part = response.content.decode()
        assert '<strong class="total-bar-number" id="total">82.86</strong>' in part
        assert "ต่ำกว่าเป้าหมาย" in part
        assert '<span id="points-EIT" hx-swap-oob="true">29.58</span>' in part
        assert not Assessment.objects.exists()

    def test_unreadable_fields_are_counted_not_refused(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        values = ["x", *S2_THAI[1:]]
        response = sign_in(staff).post(url(organization, "scores_live"), typed(values))
        assert response.status_code == 200
        assert "มี 1 ช่องที่อ่านเป็นคะแนนไม่ได้" in response.content.decode()
        assert '<span id="mean-OIT" hx-swap-oob="true">62.17</span>' in response.content.decode()

    def test_eit_parts_change_the_level(
        self, organization: Organization, staff: User, sign_in: SignIn
    ) -> None:
        address = url(organization, "scores_live", year=2566)
        data = typed(["97"] * 10)
        low = sign_in(staff).post(address, data | {"eit_part1": "96", "eit_part2": "80"}).content.decode()
        high = sign_in(staff).post(address, data | {"eit_part1": "96", "eit_part2": "98"}).content.decode()
        assert ">ผ่าน<" in low
        assert ">ผ่านดีเยี่ยม<" in high

    def test_it_answers_forms_only(self, organization: Organization, staff: User, sign_in: SignIn) -> None:
        assert sign_in(staff).get(url(organization, "scores_live")).status_code == 405
