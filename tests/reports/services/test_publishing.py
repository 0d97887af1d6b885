"""Publications: what is in force can be published once at a time; an end has its person and reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.db import IntegrityError, transaction
from django.utils import timezone

from organizations.models import Organization, User
from reports.models import IssuedDocument, Publication
from reports.services import publishing
from tests.factories import OrganizationFactory
from tests.reports.makers import issued_document, published, revision

pytestmark = pytest.mark.django_db
Kind = IssuedDocument.Kind


@pytest.fixture
def document(organization: Organization) -> IssuedDocument:
    return issued_document(organization)


def replaced(document: IssuedDocument) -> IssuedDocument:
    """Return the document that replaces this one."""
    later = revision(document.organization, number=2)
    return issued_document(document.organization, revision=later, supersedes=document)


def stored(document: IssuedDocument) -> IssuedDocument:
    return IssuedDocument.objects.get(pk=document.pk)


class TestPublish:
    def test_twice_is_one_publication(self, document: IssuedDocument, staff: User) -> None:
        first = publishing.publish(document, user=staff)
        assert publishing.publish(document, user=document.issued_by) == first
        assert (first.by, Publication.objects.count()) == (staff, 1)

    def test_the_database_refuses_a_second_one(self, document: IssuedDocument) -> None:
        published(document)
        with pytest.raises(IntegrityError), transaction.atomic():
            published(document)

    def test_what_was_replaced_is_refused(self, document: IssuedDocument, staff: User) -> None:
        replaced(document)
        with pytest.raises(publishing.Superseded):
            publishing.publish(stored(document), user=staff)
        assert not Publication.objects.exists()


class TestEnd:
    def test_it_ends_and_can_begin_again(self, document: IssuedDocument, staff: User) -> None:
        first = publishing.publish(document, user=staff)
        publishing.end(document, user=staff, reason="พบข้อมูลส่วนบุคคล")
        first.refresh_from_db()
        assert (first.ended_by, first.end_reason) == (staff, "พบข้อมูลส่วนบุคคล")
        assert publishing.publish(document, user=staff) != first

    def test_only_once(self, document: IssuedDocument, staff: User) -> None:
        publishing.publish(document, user=staff)
        publishing.end(document, user=staff, reason="ครั้งแรก")
        with pytest.raises(publishing.NotPublished):
            publishing.end(document, user=staff, reason="ครั้งที่สอง")

    def test_the_audit_log_tells_both(self, document: IssuedDocument, staff: User) -> None:
        publication = publishing.publish(document, user=staff)
        publishing.end(document, user=staff, reason="พบข้อมูลส่วนบุคคล")
        lines = LogEntry.objects.get_for_object(publication).order_by("pk")
        assert [line.action for line in lines] == [LogEntry.Action.CREATE, LogEntry.Action.UPDATE]
        assert lines[1].changes_dict["end_reason"] == ["", "พบข้อมูลส่วนบุคคล"]
        assert lines[1].additional_data == {"organization": document.organization_id}

    @pytest.mark.parametrize(
        "values",
        [
            {"ended_at": timezone.now()},
            {"end_reason": "ไม่มีผู้ยกเลิก"},
            {"ended_at": timezone.now(), "end_reason": "ไม่มีผู้ยกเลิก"},
        ],
        ids=lambda values: "+".join(values),
    )
    def test_half_an_end_is_refused(self, document: IssuedDocument, values: Mapping[str, Any]) -> None:
        publication = published(document)
        with pytest.raises(IntegrityError), transaction.atomic():
            Publication.objects.filter(pk=publication.pk).update(**values)


class TestRows:
    def test_what_is_in_force_and_what_the_public_reads(self, document: IssuedDocument) -> None:
        publication = published(document)
        newer = replaced(document)
        rows = publishing.rows_of(document.organization, 2564)
        assert [(row.document, row.publication) for row in rows] == [(newer, None), (document, publication)]

    def test_replaced_and_not_published_is_left_out(self, document: IssuedDocument) -> None:
        newer = replaced(document)
        rows = publishing.rows_of(document.organization, 2564)
        assert [row.document for row in rows] == [newer]


class TestPublished:
    def test_in_the_order_of_kinds_without_ended_and_foreign_ones(
        self, organization: Organization, staff: User
    ) -> None:
        source = revision(organization)
        kinds = (Kind.BUNDLE, Kind.PLAN, Kind.MEMO, Kind.ANALYSIS)
        for kind in kinds:
            published(issued_document(organization, revision=source, kind=kind))
        publishing.end(source.issued_documents.get(kind=Kind.ANALYSIS), user=staff, reason="ยกเลิก")
        published(issued_document(OrganizationFactory()))
        published(issued_document(organization, revision=revision(organization, number=2), year=2565))
        found = publishing.published(organization.code, 2564)
        assert [row.document.kind for row in found] == [Kind.MEMO, Kind.PLAN, Kind.BUNDLE]
