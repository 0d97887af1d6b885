"""The pages of the import: what each step shows, refuses and does; nobody sees what is not theirs."""

from __future__ import annotations

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Assessment, ImportBatch
from organizations.models import Organization
from tests.assessments.imports.files import (
    FIRST_SCORE,
    YEAR,
    Rows,
    scores_of,
    table,
)
from tests.assessments.imports.wizard import checked, commit, page, proposal, upload
from tests.assessments.sheets import writers
from tests.assessments.sheets.examples import NAMES
from tests.factories import OrganizationFactory, member

pytestmark = pytest.mark.django_db


def test_from_upload_to_undo(client: Client, agencies: list[Organization]) -> None:
    response = upload(client, table(agencies))
    batch = ImportBatch.objects.get()
    assert response["Location"] == reverse("import_columns", args=[batch.pk])
    assert page(client, batch)["Location"] == reverse("import_columns", args=[batch.pk])
    batch = checked(client, table(agencies))
    shown = page(client, batch).content.decode()
    assert "นำเข้า: " in shown and "คะแนนใหม่ 30 ค่า" in shown and "ของ 3 ผลการประเมิน" in shown
    assert not Assessment.objects.exists()
    assert commit(client, batch).status_code == 302
    assert len(scores_of(agencies[0])) == 10
    result = page(client, batch).content.decode()
    assert "นำเข้าแล้ว" in result and reverse("result", args=[agencies[0].code, YEAR]) in result
    assert client.post(reverse("import_undo", args=[batch.pk])).status_code == 302
    assert scores_of(agencies[0]) == []
    assert "ยกเลิกการนำเข้าแล้ว" in page(client, batch).content.decode()
    assert batch.file_name in client.get(reverse("imports")).content.decode()


class TestUpload:
    def test_what_cannot_be_read_is_said_at_the_field(self, client: Client) -> None:
        response = client.post(reverse("import_new"), {"file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04")})
        assert response.status_code == 422
        assert "ไฟล์เสียหาย" in response.content.decode()
        assert not ImportBatch.objects.exists()

    def test_a_sheet_without_scores(self, client: Client) -> None:
        response = upload(client, [["x", "y"]])
        assert "ไม่พบตารางคะแนน" in response.content.decode()

    def test_nothing_chosen_and_too_much(self, client: Client) -> None:
        assert "โปรดเลือกไฟล์" in client.post(reverse("import_new"), {}).content.decode()
        large = SimpleUploadedFile("x.csv", b"x" * (10 * 1024 * 1024 + 1))
        response = client.post(reverse("import_new"), {"file": large})
        assert "10 เมกะไบต์" in response.content.decode()

    def test_a_name_never_becomes_a_path(self, client: Client, agencies: list[Organization]) -> None:
        upload(client, table(agencies), name="..\\..\\ก.xlsx")
        batch = ImportBatch.objects.get()
        assert batch.file_name == "ก.xlsx"
        assert batch.file.name.startswith("imports/") and "ก" not in batch.file.name


class TestColumns:
    def test_a_corrected_column_counts(self, client: Client, agencies: list[Organization]) -> None:
        batch = checked(client, table(agencies), **{f"role-0-{FIRST_SCORE}": "ignore"})
        assert batch.counts["new"] == 27

    def test_the_year_is_asked_for_where_the_file_is_silent(
        self, client: Client, agencies: list[Organization]
    ) -> None:
        upload(client, [["หน่วยงาน", *NAMES], [str(agencies[0]), *range(80, 90)]])
        batch = ImportBatch.objects.get()
        url, data = reverse("import_columns", args=[batch.pk]), proposal(client, batch)
        response = client.post(url, data)
        assert response.status_code == 422 and "โปรดเลือกปีงบประมาณ" in response.content.decode()
        client.post(url, data | {"year": str(YEAR)})
        batch.refresh_from_db()
        assert (batch.year, batch.counts["new"]) == (YEAR, 10)

    def test_a_sheet_can_be_passed_over_but_not_all(
        self, client: Client, agencies: list[Organization]
    ) -> None:
        book = openpyxl.Workbook()
        for name in ("ก", "ข"):
            sheet = book.create_sheet(name)
            for row in table(agencies):
                sheet.append(row)
        file = SimpleUploadedFile("x.xlsx", writers.saved(book))
        client.post(reverse("import_new"), {"file": file})
        batch = ImportBatch.objects.get()
        url, data = reverse("import_columns", args=[batch.pk]), proposal(client, batch)
        client.post(url, data | {"skip-1": "on"})
        batch.refresh_from_db()
        assert (batch.counts["errors"], batch.counts["new"]) == (0, 30)
        response = client.post(url, data | {"skip-0": "on", "skip-1": "on"})
        assert "อย่างน้อยหนึ่งแผ่นงาน" in response.content.decode()

    def test_sheets_without_a_table_are_shown_as_such(
        self, client: Client, agencies: list[Organization]
    ) -> None:
        book = openpyxl.Workbook()
        book["Sheet"].append(["บันทึก"])
        for row in table(agencies):
            (book["ก"] if "ก" in book.sheetnames else book.create_sheet("ก")).append(row)
        client.post(reverse("import_new"), {"file": SimpleUploadedFile("x.xlsx", writers.saved(book))})
        shown = client.get(reverse("import_columns", args=[ImportBatch.objects.get().pk])).content.decode()
        assert "ไม่พบตารางคะแนนในแผ่นงานนี้" in shown

    def test_rows_of_a_transposed_sheet_are_its_columns(
        self, client: Client, agencies: list[Organization]
    ) -> None:
        rows: Rows = [["หน่วยงาน", *map(str, agencies)], *([name, 90, 91, 92] for name in NAMES)]
        assert checked(client, rows, year=str(YEAR)).counts["new"] == 30

    def test_nonsense_is_refused(self, client: Client, agencies: list[Organization]) -> None:
        upload(client, table(agencies))
        batch = ImportBatch.objects.get()
        data = proposal(client, batch) | {"role-0-0": "score:99"}
        assert client.post(reverse("import_columns", args=[batch.pk]), data).status_code == 422

    def test_a_committed_import_has_no_columns_to_choose(
        self, client: Client, agencies: list[Organization]
    ) -> None:
        batch = checked(client, table(agencies))
        commit(client, batch)
        assert client.get(reverse("import_columns", args=[batch.pk])).status_code == 302

    def test_a_lost_file_is_said(self, client: Client, agencies: list[Organization]) -> None:
        batch = checked(client, table(agencies))
        batch.file.storage.delete(batch.file.name)
        for name in ("import_columns", "import_file", "import_marked"):
            response = client.get(reverse(name, args=[batch.pk]), follow=True)
            assert "ไม่ตรงกับไฟล์" in response.content.decode()
        client.post(reverse("import_check", args=[batch.pk]))
        assert "ไม่ตรงกับไฟล์" in page(client, batch).content.decode()


class TestPreviewPage:
    @pytest.fixture
    def batch(self, client: Client, agencies: list[Organization]) -> ImportBatch:
        commit(client, checked(client, table(agencies[:1])))
        rows = table(agencies)
        rows[1][FIRST_SCORE] = 50
        rows[2][FIRST_SCORE + 1] = 101
        rows[3][-2] = 12
        return checked(client, rows)

    def test_counters_filter(self, client: Client, batch: ImportBatch) -> None:
        found = {
            key: len(page(client, batch, show=key).context["lines"])
            for key in ("all", "new", "changed", "unchanged", "warnings")
        }
        assert found == {"all": 3, "new": 1, "changed": 1, "unchanged": 1, "warnings": 1}

    def test_errors_come_first(self, client: Client, batch: ImportBatch) -> None:
        shown = page(client, batch)
        assert shown.context["shown"] == "errors"
        text = shown.content.decode()
        assert "Sheet1!G3" in text and "คะแนนเกิน 100" in text and "นำเข้าเฉพาะแถวที่ถูกต้อง" in text

    def test_old_and_new_stand_side_by_side(self, client: Client, batch: ImportBatch) -> None:
        text = page(client, batch, show="changed").content.decode()
        assert "100.00</del>" in text and "50.00</ins>" in text

    def test_good_rows_only_lists_the_left_out(
        self, client: Client, batch: ImportBatch, agencies: list[Organization]
    ) -> None:
        assert commit(client, batch).status_code == 409
        assert scores_of(agencies[2]) == []
        commit(client, batch, good_rows_only="1")
        assert len(scores_of(agencies[2])) == 10 and scores_of(agencies[1]) == []
        text = page(client, batch).content.decode()
        assert "แถวที่ไม่ได้นำเข้า 1 แถว" in text and str(agencies[1]) in text

    def test_queries_do_not_grow_with_the_rows(self, client: Client) -> None:
        counts = []
        for size in (2, 60):
            batch = checked(client, table(OrganizationFactory.create_batch(size)))
            with CaptureQueriesContext(connection) as queries:
                page(client, batch)
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 20

    def test_long_lists_are_paged(self, client: Client) -> None:
        batch = checked(client, table(OrganizationFactory.create_batch(60)))
        assert len(page(client, batch, page="2").context["lines"]) == 10

    def test_unknown_agencies_can_be_added(self, client: Client, agencies: list[Organization]) -> None:
        rows: Rows = [["หน่วยงาน", "จังหวัด", "ปี", *NAMES], ["อบต.ใหม่", "น่าน", YEAR, *range(80, 90)]]
        nan = Client()
        nan.force_login(member("admin", province="น่าน"), backend="django.contrib.auth.backends.ModelBackend")
        batch = checked(nan, rows)
        assert "เพิ่มหน่วยงานที่ไม่พบ 1 รายการ" in page(nan, batch).content.decode()
        nan.post(reverse("import_check", args=[batch.pk]), {"create": "1"})
        assert "หน่วยงานใหม่" in page(nan, batch).content.decode()
        commit(nan, batch)
        assert Organization.objects.filter(name="ใหม่", province="น่าน").exists()

    def test_a_preview_that_was_made_anew_must_be_seen(self, client: Client, batch: ImportBatch) -> None:
        seen = page(client, batch).context["stamp"]
        client.post(reverse("import_check", args=[batch.pk]))
        data = {"seen": seen, "good_rows_only": "1"}
        response = client.post(reverse("import_commit", args=[batch.pk]), data)
        assert response.status_code == 409 and "ตรวจสอบไฟล์อีกครั้ง" in response.content.decode()

    def test_the_same_file_has_nothing_to_do(self, client: Client, agencies: list[Organization]) -> None:
        commit(client, checked(client, table(agencies)))
        text = page(client, checked(client, table(agencies))).content.decode()
        assert "ไม่มีสิ่งใดต้องเปลี่ยนแปลง" in text and "import-wrap" not in text


def test_later_edits_are_listed_on_the_page(client: Client, agencies: list[Organization]) -> None:
    batch = checked(client, table(agencies))
    commit(client, batch)
    Assessment.objects.filter(organization=agencies[1]).update(state=Assessment.State.SUBMITTED)
    response = client.post(reverse("import_undo", args=[batch.pk]))
    assert response.status_code == 409
    assert f"{agencies[1]} ปี {YEAR}" in response.content.decode()
    assert len(scores_of(agencies[0])) == 10


def test_an_undone_import_leaves_no_drafts_in_the_overview(
    client: Client, agencies: list[Organization]
) -> None:
    batch = checked(client, table(agencies))
    commit(client, batch)
    client.post(reverse("import_undo", args=[batch.pk]))
    facets = client.get(reverse("overview_year", args=[YEAR])).context["facets"]
    assert {state.key: state.count for state in facets.states if state.count} == {"none": 3}


def test_rows_that_were_left_out_do_not_look_imported(client: Client, agencies: list[Organization]) -> None:
    rows = table(agencies)
    rows[2][FIRST_SCORE] = 101
    batch = checked(client, rows)
    commit(client, batch, good_rows_only="1")
    text = page(client, batch, show="all").content.decode()
    wrong, good = (text.split(f">{agencies[place]}</a>")[1].split("</tr>")[0] for place in (1, 0))
    assert "import-new" not in wrong and "ใหม่ </span>" not in wrong and "ไม่ได้นำเข้า" in wrong
    assert "import-new" in good and "ไม่ได้นำเข้า" not in good
