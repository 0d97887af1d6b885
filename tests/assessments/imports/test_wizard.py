"""The pages of the import: what each step shows, refuses and does; nobody sees what is not theirs."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment, ImportBatch
from assessments.services.imports import jobs
from organizations.models import Organization, User
from tests.assessments.imports.files import (
    FIRST_SCORE,
    YEAR,
    Rows,
    import_of,
    opened,
    previewed,
    scores_of,
    table,
)
from tests.assessments.sheets import writers
from tests.assessments.sheets.examples import NAMES
from tests.factories import OrganizationFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def agencies(db: None) -> list[Organization]:
    return OrganizationFactory.create_batch(3)


@pytest.fixture
def admin(agencies: list[Organization]) -> User:
    return member("admin", province=agencies[0].province)


@pytest.fixture
def client(admin: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(admin)


def upload(client: Client, rows: Rows, name: str = "คะแนน.xlsx", **more: Any) -> Any:
    file = SimpleUploadedFile(name, writers.xlsx(rows))
    return client.post(reverse("import_new"), {"file": file, **more})


def proposal(client: Client, batch: ImportBatch) -> dict[str, Any]:
    """What the form of the columns would send unchanged."""
    form = client.get(reverse("import_columns", args=[batch.pk])).context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}


def checked(client: Client, rows: Rows, **more: Any) -> ImportBatch:
    """Upload and check with the proposed columns."""
    upload(client, rows)
    batch = ImportBatch.objects.first()
    assert batch
    response = client.post(reverse("import_columns", args=[batch.pk]), proposal(client, batch) | more)
    assert response.status_code == 302, response.context["form"].errors
    batch.refresh_from_db()
    return batch


def page(client: Client, batch: ImportBatch, **query: str) -> HttpResponse:
    return client.get(batch.get_absolute_url(), query)


def commit(client: Client, batch: ImportBatch, **more: str) -> Any:
    seen = client.get(batch.get_absolute_url()).context["stamp"]
    return client.post(reverse("import_commit", args=[batch.pk]), {"seen": seen, **more})


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


class TestScope:
    """An import is its uploader's, and of those who administer all that it reaches."""

    def status(self, user: User, batch: ImportBatch) -> int:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        found = {
            client.get(reverse(f"import_{name}", args=[batch.pk])).status_code
            for name in ("batch", "columns", "progress", "file", "marked")
        } | {
            client.post(reverse(f"import_{name}", args=[batch.pk])).status_code
            for name in ("check", "commit", "undo")
        }
        listed = batch in client.get(reverse("imports")).context["page"].object_list
        assert listed == (404 not in found)
        return 404 if found == {404} else 200

    def test_of_one_agency(self, organization: Organization, foreign: Organization) -> None:
        batch = import_of(organization)
        assert self.status(member("admin", organization), batch) == 200
        assert self.status(member("admin", province=organization.province), batch) == 200
        assert self.status(member("admin", whole_country=True), batch) == 200
        assert self.status(member("admin", foreign), batch) == 404
        assert self.status(member("admin", province=foreign.province), batch) == 404
        assert self.status(member("admin", OrganizationFactory()), batch) == 404

    @pytest.mark.parametrize("role", ["staff", "executive", "auditor"])
    def test_other_roles_are_turned_away(
        self, organization: Organization, role: str, sign_in: Callable[[User], Client]
    ) -> None:
        client = sign_in(member(role, organization))
        for name in ("imports", "import_new", "import_template"):
            assert client.get(reverse(name)).status_code == 403
        assert client.get(reverse("import_batch", args=[import_of(organization).pk])).status_code == 403

    def test_the_reach_is_noted_at_upload(self, organization: Organization, foreign: Organization) -> None:
        rows = table([organization])
        batches = {
            "agency": opened(rows, member("admin", organization)),
            "province": opened(rows, member("admin", province=organization.province)),
            "country": opened(rows, member("admin", whole_country=True)),
        }
        mixed = member("admin", organization)
        mixed.memberships.create(role="admin", organization=foreign)
        batches["mixed"] = opened(rows, mixed)
        wide = member("admin", organization)
        wide.memberships.create(role="admin", province=organization.province)
        batches["wide"] = opened(rows, wide)
        reach = {key: (b.organization, b.province, b.whole_country) for key, b in batches.items()}
        assert reach == {
            "agency": (organization, "", False),
            "province": (None, organization.province, False),
            "country": (None, "", True),
            "mixed": (None, "", False),
            "wide": (None, organization.province, False),
        }
        assert self.status(mixed, batches["mixed"]) == 200
        assert self.status(member("admin", organization), batches["mixed"]) == 404

    def test_an_agencys_admin_gets_its_own_rows_only(
        self, organization: Organization, foreign: Organization, sign_in: Callable[[User], Client]
    ) -> None:
        client = sign_in(member("admin", organization))
        batch = checked(client, table([organization, foreign]))
        commit(client, batch, good_rows_only="1")
        assert len(scores_of(organization)) == 10 and scores_of(foreign) == []


class TestDownloads:
    def test_the_original_is_a_download(self, client: Client, agencies: list[Organization]) -> None:
        batch = checked(client, table(agencies))
        response = client.get(reverse("import_file", args=[batch.pk]))
        assert hashlib.sha256(response.content).hexdigest() == batch.sha256
        assert response["Content-Disposition"].startswith("attachment")
        assert response["Content-Type"] == "application/octet-stream"

    def test_the_file_has_no_address_of_its_own(self, client: Client, agencies: list[Organization]) -> None:
        batch = checked(client, table(agencies))
        for address in (f"/media/{batch.file.name}", f"/{batch.file.name}", f"/static/{batch.file.name}"):
            assert client.get(address).status_code == 404

    def marked(self, client: Client, batch: ImportBatch) -> openpyxl.Workbook:
        content = client.get(reverse("import_marked", args=[batch.pk])).content
        return openpyxl.load_workbook(io.BytesIO(content))

    def test_wrong_cells_are_marked(self, client: Client, agencies: list[Organization]) -> None:
        rows = table(agencies)
        rows[2][FIRST_SCORE] = 101
        book = self.marked(client, checked(client, rows))
        cell = book["Sheet1"]["F3"]
        assert cell.value == 101 and cell.fill.fgColor.rgb == "00FFC7CE"
        assert "คะแนนเกิน 100" in cell.comment.text
        assert book["Sheet1"]["F2"].comment is None
        assert [cell.value for cell in book["ข้อผิดพลาด"][2]][:3] == ["Sheet1", "F3", "101"]

    def test_the_corrected_marked_workbook_can_be_imported(
        self, client: Client, agencies: list[Organization]
    ) -> None:
        rows = table(agencies)
        rows[2][FIRST_SCORE] = 101
        book = self.marked(client, checked(client, rows))
        book["Sheet1"]["F3"].value = 100
        client.post(reverse("import_new"), {"file": SimpleUploadedFile("x.xlsx", writers.saved(book))})
        batch = ImportBatch.objects.first()
        assert batch
        client.post(reverse("import_columns", args=[batch.pk]), proposal(client, batch))
        batch.refresh_from_db()
        assert (batch.counts["errors"], batch.counts["new"]) == (0, 30)

    def test_other_formats_become_a_workbook(self, client: Client, agencies: list[Organization]) -> None:
        rows = table(agencies)
        rows[2][FIRST_SCORE] = "=1+1"
        rows[3][1] = "=cmd"
        country = Client()
        user = member("admin", whole_country=True)
        country.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        book = self.marked(country, previewed(rows, user, name="คะแนน.csv"))
        sheet = book.worksheets[0]
        assert sheet["F3"].comment and sheet["F3"].data_type == "s"
        assert (sheet["B4"].value, sheet["B4"].data_type) == ("=cmd", "s")

    def test_a_problem_of_the_whole_sheet_and_in_merged_cells(
        self, client: Client, agencies: list[Organization]
    ) -> None:
        rows = [[*row[:4], *row[5:]] for row in table(agencies)]
        rows[3][4] = "ดี"
        data = writers.xlsx(rows, ["E4:F4"])
        client.post(reverse("import_new"), {"file": SimpleUploadedFile("x.xlsx", data)})
        batch = ImportBatch.objects.get()
        jobs.start_preview(batch, user=User.objects.get(pk=batch.created_by_id))
        sheet = self.marked(client, batch)["Sheet1"]
        assert "ไม่ทราบปีงบประมาณ" in sheet["A1"].comment.text
        assert "ไม่ใช่ตัวเลข" in sheet["E4"].comment.text


class TestBackground:
    """Large files run as tasks; the test settings run them at once, after the request's transaction."""

    @pytest.fixture(autouse=True)
    def large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(jobs, "LARGE_BYTES", 0)
        monkeypatch.setattr(jobs, "LARGE_ROWS", 0)

    def test_all_steps(
        self, client: Client, agencies: list[Organization], django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            batch = checked(client, table(agencies))
            assert batch.state == ImportBatch.State.RUNNING
            text = page(client, batch).content.decode()
            assert "กำลังตรวจสอบไฟล์" in text and "<progress" in text
            assert "<progress" in client.get(reverse("import_progress", args=[batch.pk])).content.decode()
            assert client.post(reverse("import_commit", args=[batch.pk])).status_code == 409
        batch.refresh_from_db()
        assert (batch.state, batch.counts["new"]) == (ImportBatch.State.PREVIEWED, 30)
        done = client.get(reverse("import_progress", args=[batch.pk]))
        assert done["HX-Redirect"] == batch.get_absolute_url()
        with django_capture_on_commit_callbacks(execute=True):
            commit(client, batch)
            assert client.post(reverse("import_check", args=[batch.pk])).status_code == 409
        assert len(scores_of(agencies[0])) == 10
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("import_undo", args=[batch.pk]))
        assert scores_of(agencies[0]) == []

    def test_a_refusal_is_told_where_the_import_waits(
        self, client: Client, agencies: list[Organization], django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            batch = checked(client, table(agencies))
        with django_capture_on_commit_callbacks(execute=True):
            commit(client, batch)
        Assessment.objects.filter(organization=agencies[1]).update(state=Assessment.State.SUBMITTED)
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("import_undo", args=[batch.pk]))
        batch.refresh_from_db()
        assert batch.state == ImportBatch.State.COMMITTED
        assert f"{agencies[1]} ปี {YEAR}" in page(client, batch).content.decode()

    def test_a_job_that_runs_twice_does_its_work_once(
        self, admin: User, agencies: list[Organization]
    ) -> None:
        batch = previewed(table(agencies), admin)
        jobs.run(batch, "commit", admin, False)
        jobs.run(batch, "commit", admin, False)
        batch.refresh_from_db()
        assert (batch.state, batch.error) == (ImportBatch.State.COMMITTED, "")
        assert set(Assessment.objects.values_list("version", flat=True)) == {1}

    def test_a_job_that_breaks_leaves_the_import_where_it_was(
        self, admin: User, agencies: list[Organization]
    ) -> None:
        batch = previewed(table(agencies), admin)
        ImportBatch.objects.update(state="running", job="commit", mappings="no mappings")
        batch.rows.update(figures={"no": "figures"})
        with pytest.raises(ValueError, match="unpack"):
            jobs.run(batch, "commit", admin, False)
        batch.refresh_from_db()
        assert (batch.state, batch.error) == (ImportBatch.State.PREVIEWED, jobs.BROKEN)

    def test_a_silent_job_is_given_up(
        self, client: Client, admin: User, agencies: list[Organization]
    ) -> None:
        batch = previewed(table(agencies), admin)
        silent = timezone.now() - timedelta(minutes=11)
        for job, waits in (("commit", "previewed"), ("preview", "uploaded"), ("undo", "committed")):
            ImportBatch.objects.update(state="running", job=job, beat_at=silent)
            assert client.get(reverse("import_progress", args=[batch.pk]))["HX-Redirect"]
            assert "หยุดกลางคัน" in page(client, batch).content.decode()
            batch.refresh_from_db()
            assert batch.state == waits
        ImportBatch.objects.update(state="running", job="commit", beat_at=timezone.now())
        assert "<progress" in page(client, batch).content.decode()

    def test_two_clicks_start_one_job(self, admin: User, agencies: list[Organization]) -> None:
        from assessments.services.imports.refusals import WrongState

        batch = previewed(table(agencies), admin)
        jobs.start_commit(batch, user=admin)
        with pytest.raises(WrongState):
            jobs.start_commit(batch, user=admin)
        with pytest.raises(WrongState):
            jobs.start_preview(batch, user=admin)
