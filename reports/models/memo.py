"""The memo of an assessment, its frozen revisions, its running numbers and the chain of positions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse

from assessments.models import Assessment
from organizations.models import Membership, Organization

if TYPE_CHECKING:
    from organizations.models import User


class MemoQuerySet(models.QuerySet["Memo"]):
    """Reads of memos, composable with any filter."""

    def visible_to(self, user: User) -> MemoQuerySet:
        """Keep the memos of organizations inside the user's scope."""
        if user.is_superuser:
            return self
        covering = Membership.objects.filter(user=user).covering(
            models.OuterRef, "assessment__organization__"
        )
        return self.filter(models.Exists(covering))


class ReviewPosition(models.Model):
    """A position of an organization's review chain, in the order in which memos reach it."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="review_positions")
    order = models.PositiveSmallIntegerField("ลำดับ")
    title = models.CharField("ตำแหน่ง", max_length=200)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="review_positions",
        verbose_name="ผู้ใช้ในระบบ",
    )
    printed_name = models.CharField(
        "ชื่อที่พิมพ์", max_length=200, blank=True, help_text="เว้นว่างไว้เพื่อใช้ชื่อของผู้ใช้ หรือพิมพ์เป็นเส้นประ"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้รักษาราชการแทน",
    )
    deputy_title = models.CharField(
        "ตำแหน่งของผู้รักษาราชการแทน", max_length=200, blank=True, help_text="เช่น รองปลัดองค์การบริหารส่วนตำบล"
    )

    class Meta:
        verbose_name = "ลำดับการเสนอ"
        verbose_name_plural = "ลำดับการเสนอ"
        ordering = ["organization", "order"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "order"], name="review_position_order_once")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def name(self) -> str:
        """The name under the signature; empty prints dots for handwriting."""
        return self.printed_name or (self.person.full_name if self.person else "")


class ReviewChain(models.Model):
    """How often an organization's chain was replaced: who saves it must have seen the latest."""

    organization = models.OneToOneField(
        Organization, on_delete=models.CASCADE, related_name="review_chain", verbose_name="หน่วยงาน"
    )
    version = models.PositiveIntegerField("รุ่น", default=0, editable=False)

    class Meta:
        verbose_name = "รุ่นของลำดับการเสนอ"
        verbose_name_plural = "รุ่นของลำดับการเสนอ"

    def __str__(self) -> str:
        return f"{self.organization} {self.version}"


class Memo(models.Model):
    """The official memo (บันทึกข้อความ) that carries an assessment's analysis to the decision makers.

    Source of the form: ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. ๒๕๒๖ ข้อ ๑๒ แบบที่ ๒.
    Empty fields print the default text or dots; nothing is invented.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "ร่าง"
        IN_REVIEW = "in_review", "อยู่ระหว่างพิจารณา"
        RETURNED = "returned", "ส่งคืนแก้ไข"
        COMPLETED = "completed", "พิจารณาครบแล้ว"
        ISSUED = "issued", "ออกเอกสารแล้ว"

    OPEN = (State.DRAFT, State.RETURNED)  # the author may change the text

    class Speed(models.TextChoices):
        NORMAL = "", "ปกติ"
        URGENT = "ด่วน", "ด่วน"
        VERY_URGENT = "ด่วนมาก", "ด่วนมาก"
        MOST_URGENT = "ด่วนที่สุด", "ด่วนที่สุด"

    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="memo")
    office = models.CharField("ส่วนราชการ", max_length=200, blank=True)
    number = models.CharField("ที่", max_length=60, blank=True)
    date = models.DateField("วันที่", null=True, blank=True)
    subject = models.CharField("เรื่อง", max_length=300, blank=True)
    addressee = models.CharField("เรียน", max_length=200, blank=True)
    speed = models.CharField("ชั้นความเร็ว", max_length=20, choices=Speed.choices, blank=True, default="")
    reason = models.TextField("ภาคเหตุ", blank=True)
    purpose = models.TextField("ภาคความประสงค์", blank=True)
    closing = models.TextField("ภาคสรุป", blank=True)
    author_name = models.CharField("ชื่อผู้เสนอ", max_length=200, blank=True)
    author_position = models.CharField("ตำแหน่งผู้เสนอ", max_length=200, blank=True)
    version = models.PositiveIntegerField("รุ่น", default=0, editable=False)
    # Only reports.services.review and issuing write these four, each by one conditional UPDATE.
    state = models.CharField(
        "สถานะ", max_length=10, choices=State.choices, default=State.DRAFT, editable=False
    )
    revision = models.PositiveSmallIntegerField("เสนอครั้งที่", default=0, editable=False)
    turn = models.PositiveSmallIntegerField("ลำดับที่กำลังพิจารณา", default=0, editable=False)
    revision_reason = models.TextField("เหตุผลที่เสนอใหม่", blank=True, editable=False)
    changed_at = models.DateTimeField("แก้ไขเมื่อ", auto_now=True)

    objects = MemoQuerySet.as_manager()

    class Meta:
        verbose_name = "บันทึกข้อความ"
        verbose_name_plural = "บันทึกข้อความ"
        ordering = ["-assessment__fiscal_year__year"]

    def __str__(self) -> str:
        return f"บันทึกข้อความ {self.assessment}"

    def get_absolute_url(self) -> str:
        """Return the address of the memo's page."""
        return reverse("memo", args=[self.assessment.organization.code, self.assessment.fiscal_year.year])

    @property
    def is_open(self) -> bool:
        """Say whether the author may still change the text."""
        return self.state in self.OPEN


class MemoRevision(models.Model):
    """One submission of a memo with the data that it was made from. Never changed (database trigger)."""

    memo = models.ForeignKey(Memo, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField("เสนอครั้งที่")
    content = models.JSONField("เนื้อหาที่เสนอ")
    reason = models.TextField("เหตุผลที่เสนอใหม่", blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField("เสนอเมื่อ", auto_now_add=True)

    class Meta:
        verbose_name = "ฉบับที่เสนอ"
        verbose_name_plural = "ฉบับที่เสนอ"
        ordering = ["memo", "-number"]
        constraints = [models.UniqueConstraint(fields=["memo", "number"], name="memo_revision_once")]

    def __str__(self) -> str:
        return f"{self.memo} เสนอครั้งที่ {self.number}"


class SubmittedEmblem(models.Model):
    """An emblem with which a memo was submitted, once for each content. Never changed (database trigger).

    A row instead of a file: it is stored and given up together with the revision that names it.
    """

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    suffix = models.CharField("ชนิดไฟล์", max_length=3)
    content = models.BinaryField("ภาพ")
    kept_at = models.DateTimeField("เก็บเมื่อ", auto_now_add=True)

    class Meta:
        verbose_name = "ตราหน่วยงานที่เสนอ"
        verbose_name_plural = "ตราหน่วยงานที่เสนอ"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.sha256


class DocumentRegister(models.Model):
    """The last running number that an organization gave out in a calendar year (B.E.)."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="registers")
    year = models.PositiveSmallIntegerField("ปี พ.ศ.")
    last_number = models.PositiveIntegerField("เลขล่าสุด", default=0)

    class Meta:
        verbose_name = "ทะเบียนเลขที่หนังสือ"
        verbose_name_plural = "ทะเบียนเลขที่หนังสือ"
        ordering = ["organization", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "year"], name="document_register_once")
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.year}: {self.last_number}"
