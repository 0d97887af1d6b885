"""Makers of memos in every state, through the models alone; services have their own tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from assessments.models import Assessment, FiscalYear
from organizations.models import Organization, User
from reports.models import (
    DiscussionNote,
    Download,
    IssuedDocument,
    Memo,
    MemoRevision,
    ReviewStep,
)
from tests.factories import UserFactory


def memo(organization: Organization, year: int = 2564, **fields: Any) -> Memo:
    """Return the stored memo of the organization's year."""
    assessment, _ = Assessment.objects.get_or_create(
        organization=organization, fiscal_year=FiscalYear.objects.get(year=year)
    )
    found, _ = Memo.objects.get_or_create(
        assessment=assessment,
        defaults={"number": "ตย 00000/1", "date": date(2021, 9, 28), **fields},
    )
    return found


def revision(organization: Organization, *, by: User | None = None, number: int = 1) -> MemoRevision:
    """Return a submitted revision."""
    return MemoRevision.objects.create(
        memo=memo(organization), number=number, content={}, submitted_by=by or UserFactory()
    )


def decided_step(organization: Organization) -> ReviewStep:
    """Return a step with its comment."""
    return ReviewStep.objects.create(
        revision=revision(organization),
        order=1,
        title="หัวหน้าสำนักปลัดตัวอย่าง",
        decision=ReviewStep.Decision.ENDORSED,
        comment="เห็นควรดำเนินการต่อ",
        decided_by=UserFactory(),
        decided_at=timezone.now(),
    )


def discussion_note(organization: Organization) -> DiscussionNote:
    """Return a note that is not printed."""
    return DiscussionNote.objects.create(memo=memo(organization), by=UserFactory(), text="ข้อความหารือตัวอย่าง")


def issued_document(organization: Organization, **fields: Any) -> IssuedDocument:
    """Return an issued document whose file holds a few bytes."""
    content = fields.pop("content", b"%PDF-1.7 sample")
    source = fields.pop("revision", None) or revision(organization)
    count = IssuedDocument.objects.count()
    values = {
        "kind": IssuedDocument.Kind.MEMO,
        "organization": organization,
        "year": 2564,
        "subject": "รายงานตัวอย่าง",
        "size": len(content),
        "sha256": f"{count:064x}",
        "data": {},
        "code": f"SAMPLE{count}",
        "issued_by": source.submitted_by,
        "issued_at": timezone.now(),
    }
    return IssuedDocument.objects.create(
        revision=source, file=ContentFile(content, name="sample.pdf"), **(values | fields)
    )


def download(organization: Organization) -> Download:
    """Return a line of a document's trail."""
    return Download.objects.create(document=issued_document(organization), by=UserFactory())
