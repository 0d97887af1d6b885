"""Who reaches which import, what can be downloaded, and imports that run in the background."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment, ImportBatch
from assessments.services.imports import jobs
from organizations.models import Organization, User
from tests.assessments.imports.files import (
    FIRST_SCORE,
    YEAR,
    import_of,
    opened,
    previewed,
    scores_of,
    table,
)
from tests.assessments.imports.wizard import checked, commit, page, proposal
from tests.assessments.sheets import writers
from tests.factories import OrganizationFactory, member

pytestmark = pytest.mark.django_db


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
