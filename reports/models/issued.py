"""Issued documents: a file, its fingerprint and the data it was made from; and who fetched it when."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse

from organizations.models import Membership, Organization
from reports.models.memo import MemoRevision

if TYPE_CHECKING:
    from organizations.models import User

ISSUED_FOLDER = "issued"
BUNDLE_FOLDER = "bundles"


def new_issued_name() -> str:
    """Return a random name for an issued file: an address cannot be guessed from another."""
    return f"{ISSUED_FOLDER}/{secrets.token_hex(16)}.pdf"


def issued_path(document: IssuedDocument, filename: str) -> str:
    """Name a file whatever its maker calls it."""
    return new_issued_name()


def bundle_path(bundle: ArchiveBundle, filename: str) -> str:
    """Store a bundle under a random name."""
    return f"{BUNDLE_FOLDER}/{secrets.token_hex(16)}.zip"


class IssuedDocumentQuerySet(models.QuerySet["IssuedDocument"]):
    """Reads of issued documents, composable with any filter."""

    def inspectable_by(self, user: User) -> IssuedDocumentQuerySet:
        """Keep the documents of organizations over which the user is auditor or administrator."""
        if user.is_superuser:
            return self
        roles = (Membership.Role.AUDITOR, Membership.Role.ADMIN)
        inspecting = Membership.objects.filter(user=user, role__in=roles)
        return self.filter(models.Exists(inspecting.covering(models.OuterRef, "organization__")))


class IssuedDocument(models.Model):
    """A document as it was issued: rendered once, then only served. Never changed (database trigger)."""

    class Kind(models.TextChoices):
        MEMO = "memo", "บันทึกข้อความ"
        ANALYSIS = "analysis", "รายงานการวิเคราะห์ผลการประเมิน"
        PLAN = "plan", "มาตรการส่งเสริมคุณธรรมและความโปร่งใส"
        BUNDLE = "bundle", "ชุดเอกสารรวม"

    kind = models.CharField("ชนิด", max_length=10, choices=Kind.choices)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="issued_documents", verbose_name="หน่วยงาน"
    )
    year = models.PositiveSmallIntegerField("ปีงบประมาณ")  # the assessed one
    revision = models.ForeignKey(
        MemoRevision, on_delete=models.PROTECT, related_name="issued_documents", verbose_name="ฉบับที่เสนอ"
    )
    # As they were when the document was issued: the archive lists them without opening any file.
    number = models.CharField("ที่", max_length=60, blank=True)
    date = models.DateField("ลงวันที่", null=True, blank=True)
    subject = models.CharField("เรื่อง", max_length=300)
    level = models.CharField("ระดับ", max_length=50, blank=True)
    file = models.FileField("ไฟล์", upload_to=issued_path)
    size = models.PositiveIntegerField("ขนาด (ไบต์)")
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    data = models.JSONField("ข้อมูลที่ใช้จัดทำ")
    code = models.CharField("รหัสตรวจสอบ", max_length=24, unique=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="ผู้ออกเอกสาร"
    )
    issued_at = models.DateTimeField("ออกเมื่อ")
    supersedes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name="ใช้แทนฉบับ",
    )

    objects = IssuedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "เอกสารที่ออกแล้ว"
        verbose_name_plural = "เอกสารที่ออกแล้ว"
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "kind"], name="issued_document_once_per_revision")
        ]
        indexes = [models.Index(fields=["organization", "year", "kind"], name="issued_document_place")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.organization} {self.year}"

    def get_absolute_url(self) -> str:
        """Return the address of the public verification page."""
        return reverse("verify", args=[self.code])

    @property
    def title(self) -> str:
        """What it calls itself: measures go by the year in which they run, which follows the assessed one."""
        if self.kind != self.Kind.PLAN:
            return self.get_kind_display()
        year = self.data.get("documents", {}).get("plan", {}).get("year")
        return f"{self.get_kind_display()} ประจำปีงบประมาณ พ.ศ. {year}" if year else self.get_kind_display()

    @property
    def is_superseded(self) -> bool:
        """Say whether a newer document replaces this one."""
        return hasattr(self, "superseded_by")

    @property
    def newest(self) -> IssuedDocument:
        """The last of the documents that replaced each other since this one, itself if none did."""
        same = {"organization": self.organization_id, "year": self.year, "kind": self.kind}
        return IssuedDocument.objects.defer("data").filter(**same).latest("issued_at", "pk")

    @property
    def file_name(self) -> str:
        """The name of the downloaded file, e.g. บันทึกข้อความ_อบต.น้ำเต้า_ITA2564.pdf."""
        again = f"_ครั้งที่{self.revision.number}" if self.revision.number > 1 else ""
        return f"{self.get_kind_display()}_{self.organization.short_name}_ITA{self.year}{again}.pdf"


class Download(models.Model):
    """One line of a document's trail: who fetched it, when and how. Never changed (database trigger)."""

    class Way(models.TextChoices):
        FILE = "file", "ดาวน์โหลดเอกสาร"
        BUNDLE = "bundle", "ดาวน์โหลดเป็นชุด (ZIP)"

    document = models.ForeignKey(IssuedDocument, on_delete=models.PROTECT, related_name="downloads")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("เมื่อ", auto_now_add=True)
    way = models.CharField("วิธี", max_length=10, choices=Way.choices, default=Way.FILE)

    class Meta:
        verbose_name = "ประวัติการดาวน์โหลด"
        verbose_name_plural = "ประวัติการดาวน์โหลด"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.document} · {self.by}"


class ArchiveBundle(models.Model):
    """A ZIP of chosen documents, made in the background; its progress outlives a reload."""

    class State(models.TextChoices):
        WAITING = "waiting", "รอดำเนินการ"
        RUNNING = "running", "กำลังจัดทำ"
        READY = "ready", "พร้อมดาวน์โหลด"
        FAILED = "failed", "จัดทำไม่สำเร็จ"

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # The filters of the archive page and, when some were ticked, the documents.
    query = models.CharField(max_length=2_000, blank=True)
    chosen = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to=bundle_path, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "ชุดดาวน์โหลด"
        verbose_name_plural = "ชุดดาวน์โหลด"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.done}/{self.total}"

    @property
    def is_pending(self) -> bool:
        """Say whether the ZIP is still to come."""
        return self.state in (self.State.WAITING, self.State.RUNNING)

    @property
    def percent(self) -> int:
        """How much is done, 0–100."""
        return 100 * self.done // self.total if self.total else 0
