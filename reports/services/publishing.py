"""Showing issued documents to the public, and ending that; what is shown is what was issued, or nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from organizations.models import Organization, User
from reports.models import IssuedDocument, Publication
from reports.services.submitted import issued_in


class Superseded(Exception):
    """A newer document has replaced the one that was to be published."""

    def __init__(self) -> None:
        super().__init__("เอกสารนี้มีฉบับใหม่แทนแล้ว โปรดเผยแพร่ฉบับใหม่")


class NotPublished(Exception):
    """Somebody has ended the publication meanwhile."""

    def __init__(self) -> None:
        super().__init__("เอกสารนี้ไม่ได้เผยแพร่อยู่แล้ว")


@dataclass(frozen=True)
class Row:
    """An issued document and, when the public can read it, its publication."""

    document: IssuedDocument
    publication: Publication | None


def rows_of(organization: Organization, year: int) -> list[Row]:
    """Return the documents that are in force, and replaced ones that the public still reads."""
    current = Publication.objects.current().of(organization, year).select_related("by")
    publications = {publication.document_id: publication for publication in current}
    rows = [Row(document, publications.get(document.pk)) for document in issued_in(organization, year)]
    shown = [row for row in rows if row.publication or not row.document.is_superseded]
    return sorted(shown, key=lambda row: _filed(row.document))


def _filed(document: IssuedDocument) -> tuple[int, int]:
    """Order documents as agencies file them: memo, report, measures, all in one; the latest first."""
    return [kind.value for kind in IssuedDocument.Kind].index(document.kind), -document.pk


def published(organization_code: str, year: int) -> list[Publication]:
    """Return what the public may read of an organization and year."""
    found = _current(organization_code, year).select_related(
        "document__organization", "document__superseded_by"
    )
    return sorted(found.defer("document__superseded_by__data"), key=lambda row: _filed(row.document))


def published_document(organization_code: str, year: int, key: str) -> IssuedDocument | None:
    """Return the document with this code if the public may read it."""
    found = _current(organization_code, year).filter(document__code=key)
    related = found.select_related("document__organization", "document__revision")
    publication = related.defer("document__data", "document__revision__content").first()
    return publication.document if publication else None


def _current(organization_code: str, year: int) -> QuerySet[Publication]:
    return Publication.objects.current().filter(
        document__organization__code=organization_code, document__year=year
    )


def publish(document: IssuedDocument, *, user: User) -> Publication:
    """Let the public read a document; the same publication again when it does so already.

    Raises Superseded for a document that a newer one has replaced.
    """
    if document.is_superseded:
        raise Superseded
    publication, _ = Publication.objects.get_or_create(
        document=document, ended_at=None, defaults={"by": user}
    )
    return publication


@transaction.atomic
def end(document: IssuedDocument, *, user: User, reason: str) -> None:
    """Take a document from the public page, saying why. Raises NotPublished when it is not there."""
    publication = Publication.objects.current().filter(document=document).select_for_update().first()
    if publication is None:
        raise NotPublished
    publication.ended_by, publication.ended_at, publication.end_reason = user, timezone.now(), reason
    publication.save(update_fields=["ended_by", "ended_at", "end_reason"])
