"""What an agency says about each disclosure item (OIT) of a year: published or not, where, by whom."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from assessments.models.framework import DisclosureItem
from organizations.models import Department, Organization

LONGEST_ADDRESS = 2000  # Thai names in an address take nine characters a letter
LONGEST_NOTE = 500


class DisclosureAnswer(models.Model):
    """One agency's own answer to one item; an item that nobody has answered has no row."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="disclosure_answers", verbose_name="หน่วยงาน"
    )
    # Protected: an item of the framework cannot be deleted over the heads of those who answered it.
    item = models.ForeignKey(
        DisclosureItem, on_delete=models.PROTECT, related_name="answers", verbose_name="ข้อ OIT"
    )
    published = models.BooleanField("เผยแพร่แล้ว", default=False)
    url = models.URLField("ที่อยู่เว็บไซต์", max_length=LONGEST_ADDRESS, blank=True)
    department = models.ForeignKey(
        Department,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="disclosure_answers",  # seen by who would delete a department that is in use
        verbose_name="ผู้รับผิดชอบ",
    )
    note = models.CharField("หมายเหตุ", max_length=LONGEST_NOTE, blank=True)
    carried = models.BooleanField("ยกมาจากปีก่อน ยังไม่ได้ยืนยัน", default=False)
    version = models.PositiveIntegerField("รุ่น", default=0, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้แก้ไขล่าสุด",
    )
    changed_at = models.DateTimeField("แก้ไขเมื่อ", auto_now=True)

    class Meta:
        verbose_name = "ผลตรวจสอบตนเอง (OIT)"
        verbose_name_plural = "ผลตรวจสอบตนเอง (OIT)"
        ordering = ["organization", "item"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "item"], name="disclosure_answer_once")
        ]

    def __str__(self) -> str:
        return f"{self.item} · {self.organization}"
