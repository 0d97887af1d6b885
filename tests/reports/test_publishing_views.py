"""The page on which an agency chooses what the public reads, and the page that the public reads."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from organizations.models import Organization, User
from reports.models import IssuedDocument, Publication
from reports.services import publishing
from reports.services.issuing import issue
from tests.factories import member
from tests.reports.makers import completed, issued_document, published, revision

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(organization: Organization) -> IssuedDocument:
    return issued_document(organization, kind=IssuedDocument.Kind.PLAN)


@pytest.fixture
def choosing(organization: Organization) -> str:
    return reverse("publishing", args=[organization.code, 2564])


@pytest.fixture
def office(organization: Organization, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(member("staff", organization))


@pytest.fixture
def citizen() -> Client:
    return Client()


def address(name: str, document: IssuedDocument) -> str:
    return reverse(name, args=[document.organization.code, document.year, document.code])


def public(document: IssuedDocument) -> str:
    return reverse("public", args=[document.organization.code, document.year])


class TestChoosing:
    def test_publish_and_end(self, office: Client, choosing: str, document: IssuedDocument) -> None:
        text = office.post(address("publish", document), follow=True).content.decode()
        assert "เผยแพร่อยู่" in text
        assert public(document) in text
        answer = office.post(address("publish_end", document), {"reason": "พบข้อผิดพลาด"}, follow=True)
        assert "ยังไม่ได้เผยแพร่" in answer.content.decode()
        assert Publication.objects.get().end_reason == "พบข้อผิดพลาด"

    @pytest.mark.parametrize("reason", ["", "   ", "ก" * 1_001])
    def test_an_end_needs_a_reason_and_keeps_it(
        self, office: Client, document: IssuedDocument, reason: str
    ) -> None:
        published(document)
        answer = office.post(address("publish_end", document), {"reason": reason})
        assert answer.status_code == 422
        assert f'id="id-{document.code}-reason_error"' in answer.content.decode()
        assert Publication.objects.current().exists()
        assert reason.strip() in answer.content.decode()

    def test_ending_twice_is_told(self, office: Client, document: IssuedDocument) -> None:
        published(document)
        publishing.end(document, user=document.issued_by, reason="ยกเลิกก่อน")
        answer = office.post(address("publish_end", document), {"reason": "ยกเลิก"}, follow=True)
        assert "เอกสารนี้ไม่ได้เผยแพร่อยู่แล้ว" in answer.content.decode()

    def test_a_replaced_document_is_refused(self, office: Client, document: IssuedDocument) -> None:
        issued_document(
            document.organization, revision=revision(document.organization, number=2), supersedes=document
        )
        answer = office.post(address("publish", document), follow=True)
        assert "มีฉบับใหม่แทนแล้ว" in answer.content.decode()
        assert not Publication.objects.exists()

    def test_readers_see_but_do_not_choose(
        self, sign_in: Callable[[User], Client], choosing: str, document: IssuedDocument
    ) -> None:
        published(document)
        reader = sign_in(member("auditor", document.organization))
        text = reader.get(choosing).content.decode()
        assert "เผยแพร่อยู่" in text
        assert address("publish_end", document) not in text

    def test_before_anything_is_issued(self, office: Client, choosing: str) -> None:
        assert "ปีนี้ยังไม่มีเอกสารที่ออกแล้ว" in office.get(choosing).content.decode()

    def test_an_unknown_year(self, office: Client, organization: Organization) -> None:
        assert office.get(reverse("publishing", args=[organization.code, 2400])).status_code == 404


class TestPublicPage:
    def test_nothing_published_is_not_found(self, citizen: Client, document: IssuedDocument) -> None:
        assert citizen.get(public(document)).status_code == 404
        assert citizen.get(address("public_document", document)).status_code == 404

    def test_a_citizen_reads_what_is_published_only(self, citizen: Client, document: IssuedDocument) -> None:
        other = issued_document(document.organization, revision=document.revision, kind="memo")
        published(document)
        text = citizen.get(public(document)).content.decode()
        assert address("public_document", document) in text
        assert address("public_document", other) not in text
        assert citizen.get(address("public_document", other)).status_code == 404
        assert document.issued_by.full_name not in text

    def test_the_document_is_the_one_that_was_issued(self, citizen: Client, document: IssuedDocument) -> None:
        published(document)
        answer = citizen.get(address("public_document", document))
        assert answer.content == b"%PDF-1.7 sample"
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"].startswith("inline")
        assert answer["Cache-Control"] == "public, no-cache"
        again = citizen.get(address("public_document", document), headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304

    def test_an_end_ends_it_for_caches_too(self, citizen: Client, document: IssuedDocument) -> None:
        published(document)
        etag = citizen.get(address("public_document", document))["ETag"]
        publishing.end(document, user=document.issued_by, reason="ยกเลิก")
        again = citizen.get(address("public_document", document), headers={"If-None-Match": etag})
        assert again.status_code == 404

    def test_a_changed_file_is_not_served(self, citizen: Client, document: IssuedDocument) -> None:
        published(document)
        with document.file.storage.open(document.file.name, "wb") as file:
            file.write(b"%PDF-1.7 forged")
        answer = citizen.get(address("public_document", document))
        assert answer.status_code == 503
        assert "ไม่ตรงกับที่ออกไว้" in answer.content.decode()

    def test_under_another_agency_or_year_it_is_not_found(
        self, citizen: Client, document: IssuedDocument, foreign: Organization
    ) -> None:
        published(document)
        own = (document.organization.code, 2565)
        for code, year in ((foreign.code, 2564), own):
            elsewhere = reverse("public_document", args=[code, year, document.code])
            assert citizen.get(elsewhere).status_code == 404

    def test_a_replaced_document_says_so(self, citizen: Client, document: IssuedDocument) -> None:
        published(document)
        issued_document(
            document.organization, revision=revision(document.organization, number=2), supersedes=document
        )
        assert "มีฉบับใหม่แทนแล้ว" in citizen.get(public(document)).content.decode()

    def test_it_tells_the_result_of_the_documents(self, citizen: Client, organization: Organization) -> None:
        memo = completed(organization)
        for each in issue(memo, user=member("staff", organization)):
            published(each)
        memo.assessment.scores.filter(indicator__number=10).update(value="99.00")  # after it was signed
        text = " ".join(
            citizen.get(reverse("public", args=[organization.code, 2564])).content.decode().split()
        )
        assert "คะแนนรวม <strong>82.86</strong> คะแนน ระดับ <strong>B</strong>" in text
        scores = [part.partition("</td>")[0] for part in text.split('<td class="num">')[1:]]
        assert scores == [
            "100.00",
            "89.43",
            "99.14",
            "86.77",
            "98.28",
            "98.57",
            "98.79",
            "98.44",
            "74.33",
            "50.00",
        ]
