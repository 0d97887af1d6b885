"""Imports of scores: the file, how its columns are read, what it would change and what it changed."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from assessments.models.framework import FiscalYear, points_field
from organizations.models import Membership, Organization

if TYPE_CHECKING:
    from organizations.models import User

# A job that says nothing for so long was cut off: the worker died or was stopped.
STALLED_AFTER = timedelta(minutes=10)


def stored_path(batch: ImportBatch, filename: str) -> str:
    """Store an uploaded file under a random name: what a person calls a file never becomes a path."""
    return f"imports/{secrets.token_hex(16)}"


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    """Reads of imports, composable with any filter."""

    def visible_to(self, user: User) -> ImportBatchQuerySet:
        """Keep the user's own imports and those whose whole reach the user administers."""
        if user.is_superuser:
            return self
        own = Membership.objects.filter(user=user, role=Membership.Role.ADMIN)
        reach = own.filter(
            Q(whole_country=True)
            | (~Q(province="") & Q(province=models.OuterRef("province")))
            | (~Q(province="") & Q(province=models.OuterRef("organization__province")))
            | Q(organization=models.OuterRef("organization"))
        )
        return self.filter(Q(created_by=user) | models.Exists(reach))


class ImportBatch(models.Model):
    """One uploaded score file and its way: columns, preview, commit, undo.

    `organization` / `province` / `whole_country` say how far its uploader reached; none of them is set
    for a mixed reach, which only the uploader and administrators of the country see.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", "รอจับคู่คอลัมน์"
        RUNNING = "running", "กำลังทำงาน"
        PREVIEWED = "previewed", "รอยืนยันการนำเข้า"
        COMMITTED = "committed", "นำเข้าแล้ว"
        UNDONE = "undone", "ยกเลิกการนำเข้าแล้ว"
        FAILED = "failed", "ไม่สำเร็จ"

    class Job(models.TextChoices):
        PREVIEW = "preview", "กำลังตรวจสอบไฟล์"
        COMMIT = "commit", "กำลังบันทึกคะแนน"
        UNDO = "undo", "กำลังคืนค่าเดิม"

    file_name = models.CharField("ชื่อไฟล์", max_length=200)
    file = models.FileField("ไฟล์", upload_to=stored_path)
    size = models.PositiveIntegerField("ขนาด (ไบต์)")
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้นำเข้า",
    )
    created_at = models.DateTimeField("เมื่อ", auto_now_add=True)
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="หน่วยงาน",
    )
    province = models.CharField("จังหวัด", max_length=100, blank=True)
    whole_country = models.BooleanField("ทั้งประเทศ", default=False)

    mappings = models.JSONField("การจับคู่คอลัมน์", default=list)
    year = models.PositiveSmallIntegerField("ปีงบประมาณของทั้งไฟล์", null=True, blank=True)
    good_rows_only = models.BooleanField("นำเข้าเฉพาะแถวที่ถูกต้อง", default=False)
    create_organizations = models.BooleanField("เพิ่มหน่วยงานที่ยังไม่มีในระบบ", default=False)

    state = models.CharField("สถานะ", max_length=10, choices=State.choices, default=State.UPLOADED)
    job = models.CharField("งาน", max_length=10, choices=Job.choices, blank=True)
    progress = models.PositiveSmallIntegerField("ความคืบหน้า (ร้อยละ)", default=0)
    beat_at = models.DateTimeField("เคลื่อนไหวล่าสุด", null=True, blank=True)
    counts = models.JSONField("จำนวน", default=dict)
    error = models.TextField("เหตุที่ไม่สำเร็จ", blank=True)
    committed_at = models.DateTimeField("นำเข้าเมื่อ", null=True, blank=True)
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField("ยกเลิกเมื่อ", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = "การนำเข้าคะแนน"
        verbose_name_plural = "การนำเข้าคะแนน"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.file_name} (ครั้งที่ {self.pk})"

    def get_absolute_url(self) -> str:
        """Return the address of the step that the import waits at."""
        return reverse("import_batch", args=[self.pk])

    @property
    def is_stalled(self) -> bool:
        """Say whether a job began and then fell silent."""
        if self.state != self.State.RUNNING:
            return False
        return self.beat_at is None or timezone.now() - self.beat_at > STALLED_AFTER

    @property
    def has_errors(self) -> bool:
        """Say whether the preview found anything that cannot be imported as it stands."""
        return bool(self.counts.get("errors"))


class ImportRow(models.Model):
    """One assessment of a file: what is stored and what the file says, figure by figure.

    `figures`: indicator number or announced figure → [stored, stated], as texts, "" for none.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    sheet = models.CharField(max_length=200)
    cell = models.CharField(max_length=10, blank=True)
    agency = models.CharField("หน่วยงานตามไฟล์", max_length=300, blank=True)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    fiscal_year = models.ForeignKey(
        FiscalYear, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The new agency that the row asks for: the columns of an Organization.
    creates = models.JSONField(null=True, blank=True)
    version = models.PositiveIntegerField(
        null=True, blank=True
    )  # of the stored assessment; None: there is none
    figures = models.JSONField(default=dict)
    new = models.PositiveSmallIntegerField(default=0)
    changed = models.PositiveSmallIntegerField(default=0)
    unchanged = models.PositiveSmallIntegerField(default=0)
    announced = models.PositiveSmallIntegerField(default=0)  # announced figures that differ
    errors = models.PositiveSmallIntegerField(default=0)
    warnings = models.JSONField(default=list)
    total = points_field("คะแนนรวม", null=True, blank=True)
    level = models.CharField("ระดับ", max_length=50, blank=True)

    class Meta:
        verbose_name = "แถวของการนำเข้า"
        verbose_name_plural = "แถวของการนำเข้า"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["batch", "position"], name="import_row_position_once")]

    def __str__(self) -> str:
        return f"{self.agency} {self.sheet}!{self.cell}"


class ImportProblem(models.Model):
    """One thing in a file that cannot be imported, at its cell."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="problems")
    position = models.PositiveIntegerField()
    sheet = models.CharField(max_length=200)
    cell = models.CharField(max_length=10, blank=True)
    value = models.CharField(max_length=300, blank=True)
    expected = models.CharField(max_length=300, blank=True)
    message = models.TextField()
    creatable = models.BooleanField(default=False)  # an unknown agency that could be added

    class Meta:
        verbose_name = "ข้อผิดพลาดของการนำเข้า"
        verbose_name_plural = "ข้อผิดพลาดของการนำเข้า"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="import_problem_position_once")
        ]

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell} {self.message}"


class ColumnMemory(models.Model):
    """How the columns under a header were read the last time, for the next file with the same header."""

    signature = models.CharField(max_length=64)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    columns = models.JSONField()
    used_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "การจับคู่คอลัมน์ที่จำไว้"
        verbose_name_plural = "การจับคู่คอลัมน์ที่จำไว้"
        constraints = [models.UniqueConstraint(fields=["signature", "user"], name="column_memory_once")]

    def __str__(self) -> str:
        return self.signature[:12]
