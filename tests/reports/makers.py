"""Makers of memos in every state, through the models alone; services have their own tests."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from assessments.frameworks import edition_of
from assessments.models import Assessment, FiscalYear
from assessments.services.entry import save_figures
from assessments.services.figures import Figures
from organizations.models import Organization, User
from reports.models import (
    DiscussionNote,
    Download,
    IssuedDocument,
    Memo,
    MemoRevision,
    Publication,
    ReviewPosition,
    ReviewStep,
    SubmittedEmblem,
)
from reports.services import review
from tests.factories import UserFactory, member

TITLES = ("หัวหน้าสำนักปลัด", "ปลัดองค์การบริหารส่วนตำบลตัวอย่าง", "นายกองค์การบริหารส่วนตำบลตัวอย่าง")
SCORES = {
    1: "100.00",
    2: "89.43",
    3: "99.14",
    4: "86.77",
    5: "98.28",
    6: "98.57",
    7: "98.79",
    8: "98.44",
    9: "74.33",
    10: "50.00",
}


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


def revision(
    organization: Organization,
    *,
    by: User | None = None,
    number: int = 1,
    content: Mapping[str, Any] | None = None,
) -> MemoRevision:
    """Return a submitted revision."""
    return MemoRevision.objects.create(
        memo=memo(organization), number=number, content=content or {}, submitted_by=by or UserFactory()
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


def scanned_step(organization: Organization, **fields: Any) -> ReviewStep:
    """Return a step that was decided on paper, with its scan."""
    content = b"%PDF-1.7 sample"
    values = {
        "order": 1,
        "title": "หัวหน้าสำนักปลัดตัวอย่าง",
        "scan": ContentFile(content, name="scan.pdf"),
        "scan_sha256": hashlib.sha256(content).hexdigest(),
        "decision": ReviewStep.Decision.PAPER,
        "decided_by": UserFactory(),
        "decided_at": timezone.now(),
    }
    source = fields.pop("revision", None) or revision(organization)
    return ReviewStep.objects.create(revision=source, **(values | fields))


def discussion_note(organization: Organization) -> DiscussionNote:
    """Return a note that is not printed."""
    return DiscussionNote.objects.create(memo=memo(organization), by=UserFactory(), text="ข้อความหารือตัวอย่าง")


def submitted_emblem(organization: Organization) -> SubmittedEmblem:
    """Return an emblem that is kept for a submitted memo."""
    content = b"<svg/>"
    sha256 = hashlib.sha256(content).hexdigest()
    return SubmittedEmblem.objects.create(sha256=sha256, suffix="svg", content=content)


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
        "sha256": hashlib.sha256(content).hexdigest(),
        "data": {},
        "code": f"SAMPLE{count}",
        "issued_by": source.submitted_by,
        "issued_at": timezone.now(),
    }
    return IssuedDocument.objects.create(
        revision=source, file=ContentFile(content, name="sample.pdf"), **(values | fields)
    )


def published(document: IssuedDocument) -> Publication:
    """Return the publication of a document that the public can read."""
    return Publication.objects.create(document=document, by=document.issued_by)


def ended_publication(organization: Organization) -> Publication:
    """Return a publication that was ended."""
    document = issued_document(organization)
    return Publication.objects.create(
        document=document,
        by=document.issued_by,
        ended_by=document.issued_by,
        ended_at=timezone.now(),
        end_reason="เหตุผลตัวอย่าง",
    )


def download(organization: Organization) -> Download:
    """Return a line of a document's trail."""
    return Download.objects.create(document=issued_document(organization), by=UserFactory())


def scored(organization: Organization, year: int = 2564) -> Assessment:
    """Return the organization's complete assessment (total 82.86, level B in FY2564)."""
    fiscal_year = FiscalYear.objects.get(year=year)
    figures = Figures({number: Decimal(value) for number, value in SCORES.items()})
    assessment, _ = save_figures(organization, edition_of(fiscal_year), figures, version=0, user=None)
    return assessment


@dataclass(frozen=True)
class Office:
    """An agency whose memo is ready to go: its author and the three people of its chain."""

    organization: Organization
    memo: Memo
    author: User
    head: User
    chief: User
    mayor: User

    @property
    def chain(self) -> tuple[User, User, User]:
        return (self.head, self.chief, self.mayor)


def office(organization: Organization) -> Office:
    """Return an agency with scores, a ready memo and a chain of three executives."""
    scored(organization)
    people = [member("executive", organization) for _ in range(3)]
    for order, (title, person) in enumerate(zip(TITLES, people, strict=True), start=1):
        ReviewPosition.objects.create(organization=organization, order=order, title=title, person=person)
    ready = memo(organization, author_name="ผู้เสนอตัวอย่าง", author_position="นิติกร")
    return Office(organization, ready, member("staff", organization), *people)


def open_step(which: Memo) -> ReviewStep:
    """Return the step whose turn it is."""
    related = ReviewStep.objects.open().select_related("revision__memo")
    return related.get(revision__memo=which)


def submitted(organization: Organization) -> MemoRevision:
    """Return the first revision of an agency's memo, really submitted."""
    ready = office(organization)
    return review.submit(ready.memo, version=ready.memo.version, user=ready.author)


def completed(organization: Organization) -> Memo:
    """Return a memo that every position endorsed."""
    memo_of = submitted(organization).memo
    while memo_of.state == Memo.State.IN_REVIEW:
        step = open_step(memo_of)
        assert step.person is not None
        review.decide(step, user=step.person, decision="endorsed", comment=f"เห็นชอบ {step.title}")
        memo_of.refresh_from_db()
    return memo_of
