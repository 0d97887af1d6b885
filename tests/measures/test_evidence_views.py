"""Evidence over the web: what is stored and served, and that attacks leave nothing behind."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, OperationalError, transaction
from django.db.models.signals import pre_save
from django.test import Client
from django.urls import reverse

from measures.evidence_files import LARGEST
from measures.models import Evidence, Plan
from measures.services.evidence import attach_file
from measures.services.plans import set_state
from organizations.models import Organization, User
from tests.measures.makers import PDF, evidence_in, make_measure, make_plan, make_report, progress_in, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def stored_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def url(name: str, organization: Organization, *keys: int, year: int = 2564) -> str:
    return reverse(name, args=[organization.code, year, *keys])


def attach(client: Client, organization: Organization, **data: Any) -> Any:
    progress = progress_in(organization)
    address = url("evidence_add", organization, progress.measure_id, progress.pk)
    return client.post(address, data, follow=True)


def test_a_file_is_stored_under_a_random_name_with_its_hash(
    organization: Organization, clerk: Client, staff: User, folder: Path
) -> None:
    page = attach(clerk, organization, file=upload("รายงาน ต.ค. 2564.pdf"))
    proof = Evidence.objects.get()
    (stored,) = stored_files(folder)
    assert proof.name == "รายงาน ต.ค. 2564.pdf" and "รายงาน" not in str(stored)
    assert stored.relative_to(folder).as_posix() == proof.file.name
    assert (stored.read_bytes(), proof.sha256) == (PDF, hashlib.sha256(PDF).hexdigest())
    assert (proof.size, proof.content_type, proof.added_by) == (len(PDF), "application/pdf", staff)
    assert "แนบหลักฐานแล้ว" in page.content.decode()


def test_it_is_served_as_a_download_only(organization: Organization, reader: Client) -> None:
    proof = evidence_in(organization)
    response = reader.get(url("evidence_file", organization, proof.pk))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("หน้าเว็บ.pdf", b"<!doctype html><script>alert(1)</script>"),
        ("ภาพ.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
        ("ภาพ.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("โปรแกรม.pdf", b"MZ\x90\0\x03"),
        ("ใบเสร็จ.exe.pdf", PDF),
        ("ใบเสร็จ.pdf.exe", PDF),
        ("ว่าง.pdf", b""),
        ("ใหญ่.pdf", PDF + b"0" * (LARGEST + 1024 * 1024 - len(PDF))),
        ("a\u202efdp.exe", b"MZ"),
        (".htaccess", b"x"),
    ],
)
def test_attacks_are_refused_with_nothing_stored(
    name: str, content: bytes, organization: Organization, clerk: Client, folder: Path
) -> None:
    page = attach(clerk, organization, file=SimpleUploadedFile(name, content))
    assert 'role="alert"' in page.content.decode()
    assert (Evidence.objects.count(), stored_files(folder)) == (0, [])


@pytest.mark.parametrize(
    "name", ["../../../evil.pdf", "..\\..\\evil.pdf", "/etc/cron.d/evil.pdf", "C:\\x\\evil.pdf"]
)
def test_a_path_in_the_name_leads_nowhere(
    name: str, organization: Organization, clerk: Client, folder: Path
) -> None:
    progress = progress_in(organization)
    boundary = "sampleboundary"
    raw = "\r\n".join(
        [
            f"--{boundary}",
            f'Content-Disposition: form-data; name="file"; filename="{name}"',
            "Content-Type: application/pdf",
            "",
            PDF.decode(),
            f"--{boundary}--",
            "",
        ]
    )
    address = url("evidence_add", organization, progress.measure_id, progress.pk)
    clerk.post(address, raw, content_type=f"multipart/form-data; boundary={boundary}")
    for path in stored_files(folder):
        assert path.relative_to(folder).parts[0] == "evidence"
        assert len(path.name) == 32
    assert all(proof.name == "evil.pdf" for proof in Evidence.objects.all())


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/a",
        "file:///etc/passwd",
        "https://a:b@example.org/",
        "x",
    ],
)
def test_only_web_addresses_are_evidence(address: str, organization: Organization, clerk: Client) -> None:
    attach(clerk, organization, url=address)
    assert Evidence.objects.count() == 0


def test_an_address_and_a_file_come_together_or_not_at_all(organization: Organization, clerk: Client) -> None:
    attach(clerk, organization, url="https://example.org/o42", file=upload("a.pdf", b"no pdf"))
    assert Evidence.objects.count() == 0
    attach(clerk, organization, url="example.org/o42", file=upload())
    assert list(Evidence.objects.values_list("url", flat=True)) == ["https://example.org/o42", ""]


def test_nothing_chosen_says_so(organization: Organization, clerk: Client) -> None:
    assert "โปรดเลือกแฟ้ม" in attach(clerk, organization).content.decode()


def test_a_row_is_a_file_or_an_address(organization: Organization) -> None:
    progress = progress_in(organization)
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.create(progress=progress, name="ไม่มีทั้งสอง")


class TestWho:
    def test_a_stranger_finds_nothing_even_through_an_own_agency(
        self, organization: Organization, foreign: Organization, clerk: Client
    ) -> None:
        theirs = evidence_in(foreign)
        for agency in (foreign, organization):
            assert clerk.get(url("evidence_file", agency, theirs.pk)).status_code == 404
            assert clerk.post(url("evidence_delete", agency, theirs.pk)).status_code == 404
            assert clerk.post(url("evidence_restore", agency, theirs.pk)).status_code == 404
        assert Evidence.objects.get() == theirs

    def test_a_report_of_another_measure_is_not_reached(
        self, organization: Organization, clerk: Client
    ) -> None:
        report = progress_in(organization)
        other = make_measure(report.measure.plan, 9)
        address = url("evidence_add", organization, other.pk, report.pk)
        assert clerk.post(address, {"file": upload()}).status_code == 404

    def test_a_reader_may_not_attach_or_delete(self, organization: Organization, reader: Client) -> None:
        proof = evidence_in(organization)
        keys = (proof.progress.measure_id, proof.progress_id)
        assert reader.post(url("evidence_add", organization, *keys), {"file": upload()}).status_code == 403
        assert reader.post(url("evidence_delete", organization, proof.pk)).status_code == 403
        assert Evidence.objects.count() == 1

    def test_a_closed_plan_takes_no_evidence(
        self, organization: Organization, clerk: Client, folder: Path
    ) -> None:
        progress = progress_in(organization)
        set_state(progress.measure.plan, Plan.State.CLOSED, version=0)
        assert "แผนนี้สิ้นสุดแล้ว" in attach(clerk, organization, file=upload()).content.decode()
        assert (Evidence.objects.count(), stored_files(folder)) == (0, [])


class TestGone:
    def test_what_hangs_on_something_deleted_is_not_served(
        self, organization: Organization, clerk: Client
    ) -> None:
        proof = evidence_in(organization)
        address = url("evidence_file", organization, proof.pk)
        for row in (proof, proof.progress, proof.progress.measure):
            row.mark_removed()
            assert clerk.get(address).status_code == 404
            row.call_back()
        assert clerk.get(address).status_code == 200

    def test_a_lost_file_is_not_found(self, organization: Organization, clerk: Client, folder: Path) -> None:
        proof = evidence_in(organization)
        for path in stored_files(folder):
            path.unlink()
        assert clerk.get(url("evidence_file", organization, proof.pk)).status_code == 404

    def test_an_address_is_no_file(self, organization: Organization, clerk: Client) -> None:
        make_report(make_measure(make_plan(organization)), url="https://example.org/")
        proof = Evidence.objects.get()
        assert clerk.get(url("evidence_file", organization, proof.pk)).status_code == 404

    def test_deleting_can_be_undone(self, organization: Organization, clerk: Client) -> None:
        proof = evidence_in(organization)
        page = clerk.post(url("evidence_delete", organization, proof.pk), follow=True)
        undo = url("evidence_restore", organization, proof.pk)
        assert f'action="{undo}"' in page.content.decode() and not Evidence.objects.exists()
        clerk.post(undo)
        assert Evidence.objects.get() == proof


def test_a_file_whose_row_cannot_be_stored_is_taken_away(
    organization: Organization, staff: User, folder: Path
) -> None:
    progress = progress_in(organization)

    def fail(**kwargs: Any) -> None:
        assert len(stored_files(folder)) == 1
        raise OperationalError("the database is full")

    pre_save.connect(fail, sender=Evidence)
    try:
        with pytest.raises(OperationalError):
            attach_file(progress, upload(), by=staff)
    finally:
        pre_save.disconnect(fail, sender=Evidence)
    assert (Evidence.objects.count(), stored_files(folder)) == (0, [])
