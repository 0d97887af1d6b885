"""The public check: facts without content, hash comparison, limits; readable without signing in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from organizations.models import Organization, User
from reports import codes
from reports.models import IssuedDocument
from reports.views import verify
from tests.factories import UserFactory
from tests.reports.makers import issued_document, revision

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.7 sample"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def document(organization: Organization) -> IssuedDocument:
    return issued_document(organization, code=codes.new_code(), data={"ลับ": "เนื้อหาภายใน"})


@pytest.fixture
def citizen() -> Client:
    return Client(enforce_csrf_checks=True)


def check(client: Client, document: IssuedDocument, content: bytes) -> Any:
    return client.post(document.get_absolute_url(), {"file": SimpleUploadedFile("a.pdf", content)})


def test_a_citizen_reads_the_facts(citizen: Client, document: IssuedDocument) -> None:
    page = citizen.get(document.get_absolute_url())
    text = page.content.decode()
    assert page.status_code == 200
    for fact in (document.organization.full_name, document.sha256, codes.shown(document.code), "ฉบับที่ใช้อยู่"):
        assert fact in text
    assert "เนื้อหาภายใน" not in text
    assert document.file.name not in text
    assert document.issued_by.full_name not in text


def facts_of(page: Any) -> dict[str, str]:
    """The facts of the page, label → text without tags."""
    rows = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page.content.decode())
    return {label: re.sub("<.*?>", "", text) for label, text in rows}


def test_measures_go_by_the_year_in_which_they_run(citizen: Client, organization: Organization) -> None:
    plan = issued_document(
        organization,
        kind="plan",
        code=codes.new_code(),
        date=date(2021, 9, 28),
        data={"documents": {"plan": {"year": 2565}}},
    )
    facts = facts_of(citizen.get(plan.get_absolute_url()))
    assert facts["เอกสาร"] == "มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2565"
    assert facts["จัดทำจากผลการประเมิน"] == "ปีงบประมาณ พ.ศ. 2564"
    assert facts["ลงวันที่"] == "28 ก.ย. 2564"


def test_other_documents_go_by_what_they_are(citizen: Client, document: IssuedDocument) -> None:
    facts = facts_of(citizen.get(document.get_absolute_url()))
    assert facts["เอกสาร"] == "บันทึกข้อความ"
    assert facts["จัดทำจากผลการประเมิน"] == "ปีงบประมาณ พ.ศ. 2564"
    assert facts["ลงวันที่"] == "–"


def test_every_number_is_in_the_digits_that_the_reader_chose(
    document: IssuedDocument, sign_in: Callable[[User], Client]
) -> None:
    reader = UserFactory(thai_digits=True)
    facts = facts_of(sign_in(reader).get(document.get_absolute_url()))
    assert facts["จัดทำจากผลการประเมิน"] == "ปีงบประมาณ พ.ศ. ๒๕๖๔"


def test_the_same_file_matches(citizen: Client, document: IssuedDocument) -> None:
    assert "ตรงกับที่ออกไว้" in check(citizen, document, CONTENT).content.decode()


@pytest.mark.parametrize("changed", [b"%PDF-1.7 Sample", CONTENT + b"\n", b"x"])
def test_a_changed_byte_does_not(citizen: Client, document: IssuedDocument, changed: bytes) -> None:
    text = check(citizen, document, changed).content.decode()
    assert "<strong>ไม่ตรง</strong>" in text
    assert "<strong>ตรงกับที่ออกไว้</strong>" not in text


@pytest.fixture
def newest(organization: Organization, document: IssuedDocument) -> IssuedDocument:
    """The third of three documents that replace each other."""
    found = document
    for number in (2, 3):
        by = revision(organization, number=number)
        found = issued_document(organization, code=codes.new_code(), revision=by, supersedes=found)
    return found


def test_a_superseded_document_says_so(
    citizen: Client, document: IssuedDocument, newest: IssuedDocument
) -> None:
    text = citizen.get(document.get_absolute_url()).content.decode()
    assert "มีฉบับใหม่แทนแล้ว" in text
    assert f'<a href="{newest.get_absolute_url()}">ดูฉบับที่ใช้อยู่</a>' in text


def test_a_file_of_a_superseded_document_leads_to_the_one_in_use(
    citizen: Client, document: IssuedDocument, newest: IssuedDocument
) -> None:
    text = check(citizen, document, CONTENT).content.decode()
    assert "verify-replaced" in text
    assert "verify-match" not in text
    assert "<strong>ตรงกับที่ออกไว้ แต่มีฉบับใหม่แทนแล้ว</strong>" in text
    assert f'โปรดใช้<a href="{newest.get_absolute_url()}">' in text


def test_a_file_of_the_document_in_use_is_simply_right(citizen: Client, newest: IssuedDocument) -> None:
    text = check(citizen, newest, CONTENT).content.decode()
    assert "verify-match" in text
    assert "มีฉบับใหม่แทนแล้ว" not in text


def test_a_changed_file_of_a_superseded_document_differs(
    citizen: Client, document: IssuedDocument, newest: IssuedDocument
) -> None:
    text = check(citizen, document, CONTENT + b"x").content.decode()
    assert "verify-differs" in text
    assert "verify-replaced" not in text


@pytest.mark.parametrize("key", ["ABCDABCDABCDABCD", "x", "0"])
def test_an_unknown_code(citizen: Client, document: IssuedDocument, key: str) -> None:
    page = citizen.get(reverse("verify", args=[key]))
    assert page.status_code == 404
    assert "ไม่พบเอกสารของรหัสนี้" in page.content.decode()


def test_a_typed_code_leads_there(citizen: Client, document: IssuedDocument) -> None:
    typed = codes.shown(document.code).lower().replace("-", " ")
    answer = citizen.get(reverse("verify_search"), {"code": typed})
    assert answer["Location"] == document.get_absolute_url()


@pytest.mark.parametrize("typed", ["", "  "])
def test_without_a_code_it_is_asked_for(citizen: Client, typed: str) -> None:
    page = citizen.get(reverse("verify_search"), {"code": typed})
    assert page.status_code == 200
    assert "ไม่ใช่รหัสตรวจสอบ" not in page.content.decode()


@pytest.mark.parametrize(
    "typed", ["ก", "---", "ABCD-EFGH-JKLM-NPQ", "ABCD-EFGH-JKLM-NPQO", "A" * 17, "ก" * 200]
)
def test_what_is_no_code_is_kept_and_told_what_one_looks_like(citizen: Client, typed: str) -> None:
    page = citizen.get(reverse("verify_search"), {"code": typed})
    text = page.content.decode()
    assert page.status_code == 422
    assert "ไม่ใช่รหัสตรวจสอบ รหัสมี 16 ตัว" in text
    assert f'value="{typed}" aria-invalid="true"' in text


@pytest.mark.parametrize("data", [{}, {"file": "text"}, {"file": SimpleUploadedFile("a.pdf", b"")}], ids=str)
def test_without_a_file_it_is_asked_for(
    citizen: Client, document: IssuedDocument, data: dict[str, Any]
) -> None:
    assert citizen.post(document.get_absolute_url(), data).status_code == 422


def test_a_large_file_is_refused_unread(
    citizen: Client, document: IssuedDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, "LARGEST_FILE", 100)
    monkeypatch.setattr(verify, "CheckForm", None)  # would fail if the body were looked at
    assert check(citizen, document, b"x" * 200).status_code == 413


def test_checks_are_limited(citizen: Client, document: IssuedDocument) -> None:
    statuses = [check(citizen, document, CONTENT).status_code for _ in range(11)]
    assert statuses == [200] * 10 + [429]


def test_looking_writes_no_trail(citizen: Client, document: IssuedDocument) -> None:
    check(citizen, document, CONTENT)
    assert not document.downloads.exists()
