"""The self-check's pages: nothing typed is lost, two people, honest words, files, history."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from assessments.frameworks import Edition
from assessments.models import DisclosureAnswer, DisclosureItem, FiscalYear, Score
from assessments.services.disclosure import Content, Statement, save_answers
from assessments.services.entry import save_figures
from assessments.services.figures import Figures
from organizations.models import Organization, User
from tests.assessments.answers import address, answer, fields, item, name, sheet
from tests.factories import DepartmentFactory

pytestmark = pytest.mark.django_db
SITE = "https://www.example.org"
SignIn = Callable[[User], Client]


@pytest.fixture
def clerk(staff: User, sign_in: SignIn) -> Client:
    return sign_in(staff)


def page(client: Client, organization: Organization, year: int = 2564) -> str:
    return client.get(address(organization, year)).content.decode()


def stored(organization: Organization, code: str) -> DisclosureAnswer | None:
    return DisclosureAnswer.objects.filter(organization=organization, item=item(code)).first()


class TestReading:
    def test_every_item_says_its_number_name_demand_and_worth(
        self, clerk: Client, organization: Organization
    ) -> None:
        text = page(clerk, organization)
        for row in DisclosureItem.objects.filter(sub_indicator__indicator__fiscal_year__year=2564):
            assert f'id="{row.code}"' in text
            assert escape(row.name) in text
            assert escape(row.must_show) in text
        assert text.count("5.00 คะแนนของคะแนนรวม") == 2  # items of 10.2
        assert text.count("0.44 คะแนนของคะแนนรวม") == 9  # items of 9.1
        assert "9.1 ข้อมูลพื้นฐาน" in text

    def test_before_the_first_answer_no_score_is_told(
        self, clerk: Client, organization: Organization
    ) -> None:
        text = page(clerk, organization)
        assert "ยังไม่ได้บันทึกผลตรวจสอบของปีนี้" in text
        assert '<p class="oit-figure">0.00' not in text

    def test_the_expected_scores_their_share_and_the_running_score(
        self, clerk: Client, organization: Organization
    ) -> None:
        answer(organization, "O42", published=True, url=SITE)
        text = page(clerk, organization)
        assert '<p class="oit-figure">25.00</p>' in text
        assert "คิดเป็น 5.00 จาก 20 คะแนนของคะแนนรวม" in text
        assert "1 จาก 2 ข้อ · 50.00 คะแนน" in text
        assert "เผยแพร่แล้ว 1 จาก 43 ข้อ" in text

    def test_what_brings_most_comes_first(self, clerk: Client, organization: Organization) -> None:
        answer(organization, "O42", published=True, url=SITE)
        text = page(clerk, organization)
        first = text[text.index('<ol class="oit-first') :]
        assert first.index('href="#O43"') < first.index('href="#O34"') < first.index('href="#O25"')
        assert 'href="#O42"' not in text

    def test_the_announced_score_is_compared_and_never_written(
        self, clerk: Client, organization: Organization, edition: Edition
    ) -> None:
        save_figures(organization, edition, Figures({10: Decimal("56.25")}), version=0, user=None)
        assert "คะแนนที่ประกาศ" not in page(clerk, organization)  # nothing was checked yet
        answer(organization, "O42", published=True, url=SITE)
        assert "คะแนนที่ประกาศ 56.25 สูงกว่าที่ตรวจสอบตนเองอยู่ 31.25 คะแนน" in page(clerk, organization)
        assert [score.value for score in Score.objects.all()] == [Decimal("56.25")]

    def test_published_without_an_address_is_named(self, clerk: Client, organization: Organization) -> None:
        answer(organization, "O7", published=True)
        assert "ยังไม่ได้ระบุที่อยู่ 1 ข้อ" in page(clerk, organization)

    def test_when_all_is_published_nothing_is_left_to_do(
        self, clerk: Client, organization: Organization, edition: Edition
    ) -> None:
        done = Content(published=True, url=SITE)
        statements = [Statement(row, done, version=0) for row in edition.disclosure_items]
        save_answers(organization, edition, statements, user=None)
        text = page(clerk, organization)
        assert "เผยแพร่ครบทุกข้อแล้ว" in text
        assert "40.00 <small>จาก 40</small>" in text

    def test_a_reader_sees_answers_and_no_fields(
        self, executive: User, sign_in: SignIn, organization: Organization
    ) -> None:
        answer(organization, "O1", published=True, url=f"{SITE}/1", note="หน้าแรก")
        text = page(sign_in(executive), organization)
        assert f'href="{SITE}/1"' in text
        assert "หน้าแรก" in text
        assert "oit-sheet" not in text
        assert "ยกคำตอบจากปีก่อน" not in text


class TestCertainty:
    def test_a_confirmed_year_says_how_it_counts(self, clerk: Client, organization: Organization) -> None:
        text = page(clerk, organization)
        assert "ยังไม่ได้ยืนยันกับเอกสารทางการ" not in text
        assert "ค่าประมาณ" not in text

    def test_an_unconfirmed_year_says_so_and_its_score_is_an_estimate(
        self, clerk: Client, organization: Organization
    ) -> None:
        text = page(clerk, organization, 2569)
        assert "รายการของปี 2569 ยังไม่ได้ยืนยันกับเอกสารทางการ" in text
        assert FiscalYear.objects.get(year=2569).note[:40] in text
        assert "เป็นค่าประมาณ" in text

    def test_a_year_without_items_says_why_and_asks_nothing(
        self, clerk: Client, organization: Organization
    ) -> None:
        text = page(clerk, organization, 2562)
        assert "ยังไม่ทราบรายการเปิดเผยข้อมูล (OIT) ของปี 2562" in text
        assert "oit-sheet" not in text
        assert clerk.post(address(organization, 2562)).status_code == 302
        assert clerk.get(address(organization, 2480)).status_code == 404

    def test_a_sub_indicator_without_items_is_left_out(
        self, clerk: Client, organization: Organization
    ) -> None:
        item("O42").sub_indicator.items.all().delete()
        text = page(clerk, organization)
        assert "มาตรการภายในเพื่อป้องกันการทุจริต" not in text
        assert text.count("2.50 คะแนนของคะแนนรวม") == 8  # 10.1 is the whole indicator then


class TestSaving:
    def test_only_what_was_changed_is_saved(
        self, clerk: Client, staff: User, organization: Organization
    ) -> None:
        department = DepartmentFactory(organization=organization)
        typed = sheet(clerk, organization) | {
            name("O5", "published"): "on",
            name("O5", "url"): "www.example.org/ติดต่อ",
            name("O5", "department"): str(department.pk),
            name("O5", "note"): "  หน้า  แรก ",
        }
        response = clerk.post(address(organization), typed, follow=True)
        assert "บันทึกผลตรวจสอบตนเอง 1 ข้อแล้ว" in response.content.decode()
        saved = DisclosureAnswer.objects.get()
        assert (saved.item.code, saved.published, saved.url) == ("O5", True, "https://www.example.org/ติดต่อ")
        assert (saved.department, saved.note, saved.changed_by) == (department, "หน้า แรก", staff)

    def test_an_answer_can_be_taken_back(self, clerk: Client, organization: Organization) -> None:
        answer(organization, "O5", published=True, url=SITE)
        typed = sheet(clerk, organization)
        del typed[name("O5", "published")]
        clerk.post(address(organization), typed)
        assert not stored(organization, "O5").published

    def test_an_untouched_sheet_saves_nothing(self, clerk: Client, organization: Organization) -> None:
        department = DepartmentFactory(organization=organization)
        answer(
            organization, "O5", published=True, url=SITE, department_id=department.pk, note='“ก” & "ข" <ค>'
        )
        response = clerk.post(address(organization), sheet(clerk, organization), follow=True)
        assert "ไม่มีข้อใดเปลี่ยนแปลง" in response.content.decode()
        assert stored(organization, "O5").version == 1

    def test_what_cannot_be_read_is_told_at_its_field_and_everything_typed_stays(
        self, clerk: Client, organization: Organization
    ) -> None:
        typed = sheet(clerk, organization) | {
            name("O5", "url"): "ftp://example.org/<a>",
            name("O6", "note"): "ก" * 501,
            name("O7", "published"): "on",
            name("O8", "department"): "999999",
        }
        response = clerk.post(address(organization), typed)
        text = response.content.decode()
        assert response.status_code == 422
        assert not DisclosureAnswer.objects.exists()
        shown = fields(text)
        assert {key: shown[key] for key in typed if not key.endswith("department")} == {
            key: value for key, value in typed.items() if not key.endswith("department")
        }
        assert "โปรดแก้ไข 3 ช่องต่อไปนี้" in text
        assert "O5 ที่อยู่ของข้อมูลบนเว็บไซต์ (URL)" in text
        assert "ยาวได้ไม่เกิน 500 ตัวอักษร" in text

    def test_a_department_of_another_agency_is_refused(
        self, clerk: Client, organization: Organization, foreign: Organization
    ) -> None:
        other = DepartmentFactory(organization=foreign)
        typed = sheet(clerk, organization) | {name("O5", "department"): str(other.pk)}
        assert clerk.post(address(organization), typed).status_code == 422
        assert stored(organization, "O5") is None

    def test_a_form_without_versions_overwrites_nothing(
        self, clerk: Client, organization: Organization
    ) -> None:
        answer(organization, "O5", url=SITE)
        response = clerk.post(address(organization), {name("O5", "url"): f"{SITE}/other"})
        assert response.status_code == 409
        assert stored(organization, "O5").url == SITE

    @pytest.mark.parametrize(("role", "status"), [("executive", 403), ("auditor", 403), ("stranger", 404)])
    def test_readers_and_strangers_change_nothing(
        self,
        role: str,
        status: int,
        clerk: Client,
        organization: Organization,
        sign_in: SignIn,
        request: pytest.FixtureRequest,
    ) -> None:
        typed = sheet(clerk, organization) | {name("O5", "published"): "on", "carry": ""}
        reader = sign_in(request.getfixturevalue(role))
        assert reader.post(address(organization), typed).status_code == status
        assert not DisclosureAnswer.objects.exists()


class TestTwoPeople:
    @pytest.fixture
    def conflict(self, clerk: Client, administrator: User, organization: Organization) -> str:
        """Return the page of who came second: O5 is somebody else's, O6 was saved."""
        typed = sheet(clerk, organization) | {
            name("O5", "url"): f"{SITE}/mine",
            name("O6", "published"): "on",
        }
        answer(organization, "O5", user=administrator, url=f"{SITE}/theirs", note="ของผู้อื่น")
        answer(organization, "O9", user=administrator, note="ไม่เกี่ยวกัน")
        response = clerk.post(address(organization), typed)
        assert response.status_code == 409
        return response.content.decode()

    def test_both_are_shown_and_everything_else_is_saved(
        self, conflict: str, administrator: User, organization: Organization
    ) -> None:
        assert stored(organization, "O5").url == f"{SITE}/theirs"
        assert stored(organization, "O6").published
        assert stored(organization, "O9").note == "ไม่เกี่ยวกัน"
        assert "มีผู้บันทึก 1 ข้อต่อไปนี้ก่อนท่าน" in conflict
        assert f"<strong>{administrator}</strong>" in conflict
        assert "ของผู้อื่น" in conflict
        assert fields(conflict)[name("O5", "url")] == f"{SITE}/mine"
        assert fields(conflict)[name("O9", "note")] == "ไม่เกี่ยวกัน"

    def test_saving_again_takes_what_was_typed(
        self, conflict: str, clerk: Client, organization: Organization
    ) -> None:
        assert clerk.post(address(organization), fields(conflict)).status_code == 302
        assert stored(organization, "O5").url == f"{SITE}/mine"
        assert stored(organization, "O6").version == 1

    def test_or_leaves_what_is_stored(self, conflict: str, clerk: Client, organization: Organization) -> None:
        typed = fields(conflict) | {name("O5", "keep"): "on", name("O6", "note"): "แก้ต่อ"}
        assert clerk.post(address(organization), typed).status_code == 302
        assert stored(organization, "O5").url == f"{SITE}/theirs"
        assert stored(organization, "O6").note == "แก้ต่อ"

    def test_typing_the_first_text_again_is_a_change_too(
        self, conflict: str, clerk: Client, organization: Organization
    ) -> None:
        clerk.post(address(organization), fields(conflict) | {name("O5", "url"): ""})
        assert stored(organization, "O5").url == ""


class TestCarrying:
    @pytest.fixture
    def last_year(self, organization: Organization) -> None:
        answer(organization, "O1", year=2563, published=True, url=f"{SITE}/1")
        answer(organization, "O2", year=2563, published=True, url=f"{SITE}/2")

    @pytest.mark.usefixtures("last_year")
    def test_what_was_typed_is_saved_first_and_kept(self, clerk: Client, organization: Organization) -> None:
        assert "มีข้อที่ตรงกับปีก่อน 2 ข้อ" in page(clerk, organization)
        typed = sheet(clerk, organization) | {name("O1", "url"): f"{SITE}/new", "carry": ""}
        text = clerk.post(address(organization), typed, follow=True).content.decode()
        assert "ยกคำตอบจากปีก่อนมา 1 ข้อ" in text
        assert "ยกมาจากปีก่อนและรอยืนยัน 1 ข้อ" in text
        assert stored(organization, "O1").url == f"{SITE}/new"
        assert not stored(organization, "O2").published
        assert "มีข้อที่ตรงกับปีก่อน" not in text

    def test_without_last_year_there_is_nothing_to_offer(
        self, clerk: Client, organization: Organization
    ) -> None:
        assert "มีข้อที่ตรงกับปีก่อน" not in page(clerk, organization)
        response = clerk.post(address(organization), sheet(clerk, organization) | {"carry": ""}, follow=True)
        assert "ไม่มีข้อใดที่ยกจากปีก่อนมาได้อีก" in response.content.decode()


class TestTakingAway:
    def test_the_workbook_holds_every_item_and_no_formula(
        self, clerk: Client, staff: User, organization: Organization
    ) -> None:
        department = DepartmentFactory(organization=organization)
        answer(
            organization,
            "O1",
            user=staff,
            published=True,
            url=SITE,
            department_id=department.pk,
            note="=1+1",
        )
        answer(organization, "O2", note="รอ")
        response = clerk.get(reverse("oit_workbook", args=[organization.code, 2564]))
        assert "filename*=utf-8''" in response["Content-Disposition"]
        rows = list(openpyxl.load_workbook(BytesIO(response.content)).active.iter_rows())
        assert len(rows) == 44
        cells = [cell.value for cell in rows[1]]
        assert (cells[0], cells[1]) == ("O1", "โครงสร้าง")
        assert cells[4:10] == [0.44, "เผยแพร่แล้ว", SITE, department.name, "=1+1", str(staff)]
        assert rows[1][8].data_type == "s"
        assert [cell.value for cell in rows[2]][5:10] == ["ยังไม่เผยแพร่", None, None, "รอ", "ระบบ"]
        assert [cell.value for cell in rows[3]][5:8] == ["ยังไม่เผยแพร่", None, None]

    def test_the_history_tells_who_changed_what(
        self, clerk: Client, staff: User, organization: Organization
    ) -> None:
        department = DepartmentFactory(organization=organization, name="กองช่าง")
        address_of = reverse("oit_history", args=[organization.code, 2564])
        assert "ยังไม่มีการแก้ไข" in clerk.get(address_of).content.decode()
        clerk.post(
            address(organization),
            sheet(clerk, organization)
            | {name("O1", "published"): "on", name("O1", "department"): str(department.pk)},
        )
        clerk.post(address(organization), sheet(clerk, organization) | {name("O1", "url"): f"{SITE}/<1>"})
        text = clerk.get(address_of).content.decode()
        assert "ทั้งหมด 2 รายการ" in text
        assert text.count("O1 โครงสร้าง") == 2
        assert text.count(str(staff)) >= 2
        assert "<del>ไม่ใช่</del>" in text
        assert "<ins>กองช่าง</ins>" in text
        assert f"<ins>{SITE}/%3C1%3E</ins>" in text or f"<ins>{SITE}/&lt;1&gt;</ins>" in text
        department.delete()
        assert "<ins>(ไม่มีในระบบแล้ว)</ins>" in clerk.get(address_of).content.decode()

    def test_a_long_history_has_pages(self, clerk: Client, organization: Organization) -> None:
        for number in range(51):
            answer(organization, "O1", note=str(number))
        address_of = reverse("oit_history", args=[organization.code, 2564])
        assert "หน้า 1 จาก 2" in clerk.get(address_of).content.decode()
        assert "หน้า 2 จาก 2" in clerk.get(f"{address_of}?page=2").content.decode()
