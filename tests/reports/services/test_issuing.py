"""Issuing: rendered once from what was submitted, stored with hash, data and code; never twice."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from pypdf import PdfReader

from organizations.models import Organization, User
from reports import codes
from reports.models import IssuedDocument, Memo, ReviewPosition
from reports.rendering import pdf
from reports.services import review
from reports.services.conflicts import Moved
from reports.services.files import Damaged, fetch, fingerprint, intact_content
from reports.services.integrity import verify_archive
from reports.services.issuing import issue, render_all
from tests.reports.makers import completed, issued_document, memo, scored, submitted
from thai.dates import full_date

pytestmark = pytest.mark.django_db


def text_of(document: IssuedDocument) -> str:
    pages = PdfReader(io.BytesIO(intact_content(document))).pages
    return "\n".join(page.extract_text() for page in pages)


def listed() -> set[str]:
    """Return the names of the stored files."""
    return set(default_storage.listdir("issued")[1]) if default_storage.exists("issued") else set()


class TestIssuing:
    @pytest.fixture
    def issued(self, organization: Organization, staff: User) -> dict[str, IssuedDocument]:
        return {document.kind: document for document in issue(completed(organization), user=staff)}

    def test_memo_report_measures_and_all_in_one(self, issued: dict[str, IssuedDocument]) -> None:
        assert list(issued) == ["memo", "analysis", "plan", "bundle"]
        assert Memo.objects.get().state == Memo.State.ISSUED
        assert len({document.code for document in issued.values()}) == 4
        assert len({document.file.name for document in issued.values()}) == 4

    def test_the_row_describes_the_file(self, issued: dict[str, IssuedDocument], staff: User) -> None:
        document = IssuedDocument.objects.get(kind="memo")
        content = intact_content(document)
        assert (document.sha256, document.size) == (fingerprint(content), len(content))
        assert (document.number, document.date, document.level) == ("ตย 00000/1", date(2021, 9, 28), "B")
        assert (document.year, document.issued_by) == (2564, staff)
        assert [row["comment"] for row in document.data["comments"]] == [
            f"เห็นชอบ {step.title}" for step in document.revision.steps.order_by("order")
        ]
        assert ["คะแนนรวม", "82.86"] in document.data["facts"]

    def test_measures_are_titled_as_the_document_itself_is(self, issued: dict[str, IssuedDocument]) -> None:
        title = issued["plan"].title
        assert title == "มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2565"
        assert "ประจำปีงบประมาณ พ.ศ. ๒๕๖๕" in text_of(issued["plan"])
        assert issued["analysis"].title == "รายงานการวิเคราะห์ผลการประเมิน"

    def test_the_memo_holds_the_comments_in_order_on_one_page(
        self, issued: dict[str, IssuedDocument]
    ) -> None:
        text, steps = text_of(issued["memo"]), issued["memo"].revision.steps.order_by("order")
        places = [text.index(f"เห็นชอบ {step.title}") for step in steps]
        assert places == sorted(places)
        assert text[places[0] :].count(full_date(timezone.localdate())) >= len(places)
        assert "ฉบับร่าง" not in text
        assert len(PdfReader(io.BytesIO(intact_content(issued["memo"]))).pages) == 1

    def test_every_file_names_its_code_is_archivable_and_verifies(
        self, issued: dict[str, IssuedDocument]
    ) -> None:
        for document in issued.values():
            assert codes.shown(document.code) in text_of(document)
            assert b"pdfaid" in intact_content(document)
        bundle = text_of(issued["bundle"])
        assert all(word in bundle for word in ("บันทึกข้อความ", "คำนำ", "มาตรการประจำปีงบประมาณ"))
        known = {document.file.name for document in issued.values()}
        assert not [row for row in verify_archive() if row.name in known]

    def test_a_new_issue_supersedes_the_old(self, issued: dict[str, IssuedDocument], staff: User) -> None:
        memo_again = Memo.objects.get()
        ReviewPosition.objects.update(person=None)
        review.revise(memo_again, version=memo_again.version, user=staff, reason="แก้ไขเลขที่")
        review.submit(memo_again, version=memo_again.version, user=staff)
        again = {document.kind: document for document in issue(memo_again, user=staff)}
        assert all(again[kind].supersedes == issued[kind] for kind in issued)
        assert again["memo"].file_name.endswith("_ครั้งที่2.pdf")
        assert IssuedDocument.objects.get(pk=issued["memo"].pk).superseded_by == again["memo"]


def test_what_was_submitted_is_printed_whatever_changed_since(
    organization: Organization, staff: User
) -> None:
    document = completed(organization)
    organization.name = "ชื่อใหม่"
    organization.save()
    memo_pdf = issue(document, user=staff)[0]
    described = PdfReader(io.BytesIO(intact_content(memo_pdf))).metadata
    assert described is not None
    assert "ชื่อใหม่" not in f"{text_of(memo_pdf)} {described.title} {described.author}"


@pytest.mark.parametrize("state", ["draft", "in_review", "returned", "issued"])
def test_only_a_completed_memo_is_issued(organization: Organization, staff: User, state: str) -> None:
    document = submitted(organization).memo
    Memo.objects.filter(pk=document.pk).update(state=state)
    document.refresh_from_db()
    with pytest.raises(Moved):
        issue(document, user=staff)
    assert not IssuedDocument.objects.exists()


def test_a_second_tab_issues_nothing_and_leaves_no_file(organization: Organization, staff: User) -> None:
    document = completed(organization)
    second_tab = Memo.objects.get(pk=document.pk)
    issue(document, user=staff)
    files = listed()
    with pytest.raises(Moved):
        issue(second_tab, user=staff)
    assert IssuedDocument.objects.count() == 4
    assert listed() == files


def test_a_refused_row_leaves_no_file(
    organization: Organization, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = completed(organization)
    monkeypatch.setattr(codes, "new_code", lambda: "SAMESAMESAMESAME")  # the column is unique
    files = listed()
    with pytest.raises(IntegrityError), transaction.atomic():
        issue(document, user=staff)
    assert listed() == files


def test_the_same_data_gives_the_same_bytes(
    organization: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    revision = completed(organization).revisions.get()
    now = datetime(2021, 9, 28, 3, 30, tzinfo=UTC)
    monkeypatch.setattr(codes, "new_code", lambda: "ABCDEFGHJKLMNPQR")
    first = [row.pdf for row in render_all(revision, organization, now)]
    monkeypatch.setattr(pdf, "_finished", pdf.PdfCache(limit_bytes=0))
    assert [row.pdf for row in render_all(revision, organization, now)] == first


def test_an_office_without_accounts_issues_with_blank_lines(organization: Organization, staff: User) -> None:
    scored(organization)
    document = memo(organization)
    review.submit(document, version=0, user=staff)
    memo_pdf = issue(document, user=staff)[0]
    assert text_of(memo_pdf).count("ความเห็นของ") == 3
    assert memo_pdf.data["comments"][0]["comment"] == ""


class TestFiles:
    @pytest.fixture
    def document(self, organization: Organization) -> IssuedDocument:
        return issued_document(organization, sha256=fingerprint(b"%PDF-1.7 sample"))

    def path(self, document: IssuedDocument) -> Path:
        return Path(settings.MEDIA_ROOT) / document.file.name

    def test_a_fetch_is_in_the_trail(self, document: IssuedDocument, staff: User) -> None:
        assert fetch(document, staff) == b"%PDF-1.7 sample"
        assert [(line.by, line.way) for line in document.downloads.all()] == [(staff, "file")]

    def test_a_changed_byte_is_not_served(self, document: IssuedDocument, staff: User) -> None:
        self.path(document).write_bytes(b"%PDF-1.7 Sample")
        with pytest.raises(Damaged):
            fetch(document, staff)
        assert not document.downloads.exists()

    def test_a_missing_file_is_not_served(self, document: IssuedDocument, staff: User) -> None:
        self.path(document).unlink()
        with pytest.raises(Damaged):
            fetch(document, staff)
