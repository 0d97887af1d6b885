"""What an agency shows the public: issued documents on a page that needs no sign-in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from organizations.models import Organization
from reports.models.issued import IssuedDocument


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Reads of publications, composable with any filter."""

    def current(self) -> PublicationQuerySet:
        """Keep what the public may read now."""
        return self.filter(ended_at=None)

    def of(self, organization: Organization, year: int) -> PublicationQuerySet:
        """Keep the documents that an organization issued on one fiscal year."""
        return self.filter(document__organization=organization, document__year=year)


class Publication(models.Model):
    """From when until when the public could read a document. Ended with a reason, never deleted."""

    document = models.ForeignKey(
        IssuedDocument, on_delete=models.PROTECT, related_name="publications", verbose_name="เอกสาร"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="ผู้เผยแพร่"
    )
    at = models.DateTimeField("เผยแพร่เมื่อ", auto_now_add=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ยกเลิกการเผยแพร่",
    )
    ended_at = models.DateTimeField("ยกเลิกเมื่อ", null=True, blank=True)
    end_reason = models.TextField("เหตุผลที่ยกเลิก", blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "การเผยแพร่เอกสาร"
        verbose_name_plural = "การเผยแพร่เอกสาร"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=Q(ended_at=None), name="publication_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, end_reason="")
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(end_reason=""),
                name="publication_ended_by_whom_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"เผยแพร่{self.document}"
