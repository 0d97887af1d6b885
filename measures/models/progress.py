"""How far a measure has come, and the proof of it."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models

from measures.models.plans import Measure
from measures.models.removable import PresentManager, Removable


class Progress(Removable):
    """One report: on a day so much was done, with what result; the latest one counts."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="progress")
    on = models.DateField("วันที่")
    percent = models.PositiveSmallIntegerField("ร้อยละความสำเร็จ", validators=[MaxValueValidator(100)])
    done = models.TextField("สิ่งที่ดำเนินการ")
    result = models.TextField("ผลที่ได้", blank=True)
    problems = models.TextField("ปัญหา อุปสรรค และข้อเสนอแนะ", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้รายงาน",
    )
    created_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)
    version = models.PositiveIntegerField("รุ่น", default=0, editable=False)

    objects = PresentManager["Progress"]()
    everything = models.Manager["Progress"]()

    class Meta:
        verbose_name = "ความคืบหน้า"
        verbose_name_plural = "ความคืบหน้า"
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(percent__lte=100), name="progress_at_most_100_percent")
        ]

    def __str__(self) -> str:
        return f"{self.measure}: ร้อยละ {self.percent}"


def evidence_path(evidence: Any, filename: str) -> str:
    """Store evidence under a random name: what a person calls a file never becomes a path."""
    name = secrets.token_hex(16)
    return f"evidence/{name[:2]}/{name}"


class Evidence(Removable):
    """A proof of one report: a stored file, or the address of a page; never both."""

    progress = models.ForeignKey(Progress, on_delete=models.CASCADE, related_name="evidence")
    name = models.CharField("ชื่อ", max_length=200)
    file = models.FileField("แฟ้ม", upload_to=evidence_path, blank=True)
    url = models.URLField("ที่อยู่เว็บไซต์", max_length=500, blank=True)
    content_type = models.CharField("ชนิดแฟ้ม", max_length=100, blank=True)
    size = models.PositiveIntegerField("ขนาด (ไบต์)", default=0)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้แนบ",
    )
    added_at = models.DateTimeField("แนบเมื่อ", auto_now_add=True)

    objects = PresentManager["Evidence"]()
    everything = models.Manager["Evidence"]()

    class Meta:
        verbose_name = "หลักฐาน"
        verbose_name_plural = "หลักฐาน"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(file="") & ~models.Q(url="")) | (~models.Q(file="") & models.Q(url="")),
                name="evidence_file_or_address",
            )
        ]

    def __str__(self) -> str:
        return self.name
