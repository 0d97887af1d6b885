"""Rows that a person can delete and call back: they stay stored, and reads pass them over."""

from __future__ import annotations

from typing import TypeVar

from django.db import models
from django.utils import timezone


class Removable(models.Model):
    """A row that is only marked when it is deleted, so that the deletion can be undone."""

    removed_at = models.DateTimeField("ลบเมื่อ", null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def mark_removed(self) -> None:
        """Take the row out of sight."""
        self.removed_at = timezone.now()
        self.save(update_fields=["removed_at"])

    def call_back(self) -> None:
        """Bring the row back."""
        self.removed_at = None
        self.save(update_fields=["removed_at"])


Row = TypeVar("Row", bound="Removable")


class PresentManager(models.Manager[Row]):
    """Reads that pass over removed rows; related managers inherit this."""

    def get_queryset(self) -> models.QuerySet[Row]:
        """Keep the rows that were not removed."""
        return super().get_queryset().filter(removed_at__isnull=True)
