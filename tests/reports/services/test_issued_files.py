"""The files that are really issued: valid archives (PDF/A-3a), readable in order, described by their data."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageDraw
from pypdf import PdfReader

from organizations.models import Organization, User
from reports import codes
from reports.models import IssuedDocument, Memo, ReviewPosition
from reports.rendering.pdf import UA_1, render_pdf
from reports.services import review
from reports.services.files import intact_content
from reports.services.issuing import issue, qr_code, seal, verification_address
from tests.factories import member
from tests.reports.documents import examples
from tests.reports.documents.reading import text_of
from tests.reports.makers import Office, memo, office, open_step, scored

try:
    import page as validator
except ImportError:
    validator = None  # every Python and processor that it has no package for

needs_validator = pytest.mark.skipif(validator is None, reason="page-validation is not installed")
pytestmark = pytest.mark.django_db
# A reader that takes \r\n for one end of line misses a \r that ends compressed data; see lengths_are_exact.
LENGTH_RULE = "STREAM-LENGTH-001"
ACTING_HEAD = "รองปลัดองค์การบริหารส่วนตำบลตัวอย่าง"


def emblem() -> bytes:
    """A picture with transparent parts, as agencies upload it."""
    image = Image.new("RGBA", (600, 600))
    ImageDraw.Draw(image).ellipse((20, 20, 580, 580), fill=(0, 0, 0, 128), outline=(0, 0, 0, 255), width=20)
    written = BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def decide_all(which: Memo, recorder: User) -> Memo:
    """Let every position decide: the deputy where there is one, on paper where there is no account."""
    which.refresh_from_db()
    while which.state == Memo.State.IN_REVIEW:
        step = open_step(which)
        if step.on_paper:
            scan = ContentFile(b"\xff\xd8\xff sample", name="scan.jpg") if step.order == 2 else None
            review.record_on_paper(step, user=recorder, scan=scan)
        else:
            decider = step.deputy or step.person
            assert decider is not None
            review.decide(step, user=decider, decision="endorsed", comment=f"เห็นชอบลำดับที่ {step.order}")
        which.refresh_from_db()
    return which


def submitted(ready: Office) -> Memo:
    review.submit(ready.memo, version=ready.memo.version, user=ready.author)
    return ready.memo


def with_a_deputy(organization: Organization) -> tuple[Memo, User]:
    """Emblem, measures, and a deputy who acts for the second of three positions."""
    organization.emblem.save("emblem.png", ContentFile(emblem()))
    ready = office(organization)
    examples.plan(ready.memo.assessment, [4, 9, 10])
    second = ReviewPosition.objects.filter(organization=organization, order=2)
    second.update(deputy=member("executive", organization), deputy_title=ACTING_HEAD)
    return decide_all(submitted(ready), ready.author), ready.author


def with_paper(organization: Organization) -> tuple[Memo, User]:
    """Two positions comment on paper: one with a scan, one without."""
    ready = office(organization)
    ReviewPosition.objects.filter(organization=organization, order__gt=1).update(person=None)
    return decide_all(submitted(ready), ready.author), ready.author


def without_accounts(organization: Organization) -> tuple[Memo, User]:
    """Nobody of the chain has an account: all comments are left for handwriting."""
    scored(organization)
    which, author = memo(organization, speed="ด่วนที่สุด"), member("staff", organization)
    review.submit(which, version=0, user=author)
    return which, author


Made = Callable[[Organization], tuple[Memo, User]]
agencies = pytest.mark.parametrize("make", [with_a_deputy, with_paper, without_accounts])


def files(organization: Organization, make: Made) -> dict[str, tuple[IssuedDocument, bytes]]:
    """Issue a memo; return each document with its stored bytes."""
    which, author = make(organization)
    return {row.kind: (row, intact_content(row)) for row in issue(which, user=author)}


def lengths_are_exact(content: bytes) -> bool:
    """Say whether every stream is as long as it says, an end of line and "endstream" following."""
    found = list(re.finditer(rb"/Length (\d+)[^\n]*>>\nstream\n", content))
    ends = (content[match.end() + int(match[1]) :][:12] for match in found)
    return bool(found) and all(re.match(rb"(\r\n|\n)endstream", end) for end in ends)


def complaints(content: bytes, profile: Any = None) -> list[tuple[str, str]]:
    """What the validator finds wrong with a file, by the profile that the file declares or by another."""
    report = validator.validate_pdf_bytes(content, profile=profile)
    exact = lengths_are_exact(content)
    failures = [(row.rule_id, row.message) for row in report.failures]
    return [row for row in failures if not (exact and row[0].endswith(LENGTH_RULE))]


@needs_validator
@agencies
def test_every_issued_file_is_a_valid_archive(organization: Organization, make: Made) -> None:
    issued = files(organization, make)
    assert list(issued) == ["memo", "analysis", "plan", "bundle"]
    for _, content in issued.values():
        assert validator.validate_pdf_bytes(content).profile == validator.ValidationProfile.PDF_A_3A
        assert complaints(content) == []
        # Accessible as well; the two rules only miss the declaration of being so.
        missed = {rule for rule, _ in complaints(content, validator.ValidationProfile.PDF_UA_1)}
        assert missed <= {"PDFUA1-ID-PART-001", "PDFUA1-ID-SCHEMA-001"}


@needs_validator
def test_the_validator_notices_what_is_no_archive() -> None:
    everyday = render_pdf("<h1>ก</h1>", title="ก", variant=UA_1)
    assert complaints(everyday, validator.ValidationProfile.PDF_A_3A)
    assert complaints(everyday) == []
    torn = everyday.replace(b"/Length ", b"/Length 1", 1)
    assert not lengths_are_exact(torn)


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_a_second_reader_finds_no_fault(organization: Organization, tmp_path: Path) -> None:
    for kind, (_, content) in files(organization, with_a_deputy).items():
        path = tmp_path / f"{kind}.pdf"
        path.write_bytes(content)
        checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout + checked.stderr


def headings(reader: PdfReader) -> Iterator[str]:
    """The bookmarks of the highest level."""
    return (str(row.title) for row in reader.outline if not isinstance(row, list))


def test_files_are_described_by_their_data(organization: Organization) -> None:
    issued = files(organization, with_a_deputy)
    for document, content in issued.values():
        reader = PdfReader(BytesIO(content))
        assert reader.metadata is not None
        described = f"{document.get_kind_display()} (ITA 2564) {organization.full_name}"
        assert (reader.metadata.title, reader.metadata.author) == (described, organization.full_name)
        assert reader.metadata.creation_date == document.issued_at.replace(microsecond=0)
        assert reader.trailer["/Root"]["/Lang"] == "th"
        assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
    marks = list(headings(PdfReader(BytesIO(issued["bundle"][1]))))
    assert [mark[:13] for mark in marks] == ["บันทึกข้อความ", "รายงานการวิเค", "มาตรการส่งเสร"]
    assert "ความโปร่งใส ในการดำเนินงาน" in marks[1]  # the lines of a title do not run together


def test_the_memo_is_read_in_its_order(organization: Organization) -> None:
    text = " ".join(text_of(files(organization, with_a_deputy)["memo"][1]).split())
    chain = list(organization.review_positions.order_by("order"))
    acting = chain[1].deputy
    assert acting is not None
    order = [
        "บันทึกข้อความ",
        "ส่วนราชการ",
        "ที่ ตย ๐๐๐๐๐/๑",
        "วันที่ ๒๘ กันยายน ๒๕๖๔",
        "เรื่อง",
        "เรียน",
        "จึงเรียนมาเพื่อโปรดทราบ",
        "(ผู้เสนอตัวอย่าง)",
        f"ความเห็นของ{chain[0].title} เห็นชอบลำดับที่ ๑",
        f"ความเห็นของ{chain[1].title} เห็นชอบลำดับที่ ๒",
        f"({acting.full_name}) {ACTING_HEAD} รักษาราชการแทน",
        f"ความเห็นของ{chain[2].title} เห็นชอบลำดับที่ ๓",
        "ตรวจสอบได้ที่",
    ]
    places = [text.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)


def test_the_code_on_the_paper_leads_to_the_document(organization: Organization, client: Client) -> None:
    issued = files(organization, without_accounts)
    for document, content in issued.values():
        pages = text_of(content).split("\f")[:-1]
        assert all(codes.shown(document.code) in page for page in pages)
        address = verification_address(document.code)
        assert qr_code(address) in seal(document.code, document.issued_at)
        assert address.endswith(reverse("verify", args=[document.code]))
        assert client.get(document.get_absolute_url()).context["document"] == document
