"""Assessments, their scores and the append-only trail of every change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from django.conf import settings
from django.db import models
from django.urls import reverse

from assessments.models.framework import FiscalYear, Indicator, points_field
from organizations.models import Membership, Organization

if TYPE_CHECKING:
    from organizations.models import User


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Reads of assessments, composable with any filter."""

    def visible_to(self, user: User) -> AssessmentQuerySet:
        """Keep the assessments of organizations inside the user's scope."""
        if user.is_superuser:
            return self
        covering = Membership.objects.filter(user=user).covering(models.OuterRef, "organization__")
        return self.filter(models.Exists(covering))

    def official(self) -> AssessmentQuerySet:
        """Keep official results; self-assessments are left out."""
        return self.filter(kind=Assessment.Kind.OFFICIAL)

    def with_figures(self) -> AssessmentQuerySet:
        """Keep what holds a score or an announced figure; undone imports and cleared drafts leave none."""
        scores = Score.objects.filter(assessment=models.OuterRef("pk"))
        announced = models.Q(announced_total__isnull=False) | ~models.Q(announced_level="")
        return self.filter(announced | models.Exists(scores))


class Assessment(models.Model):
    """The result of one organization in one fiscal year.

    Incomplete data is normal: an announced total may stand without scores, scores may have gaps.
    `total` and `level` are kept for lists; only assessments.services.totals writes them.
    """

    class Kind(models.TextChoices):
        OFFICIAL = "official", "ผลทางการ"
        SELF = "self", "ประเมินตนเอง"

    class State(models.TextChoices):
        DRAFT = "draft", "ร่าง"
        SUBMITTED = "submitted", "ส่งพิจารณาแล้ว"
        APPROVED = "approved", "เห็นชอบแล้ว"
        LOCKED = "locked", "ปิดการแก้ไข"

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="assessments", verbose_name="หน่วยงาน"
    )
    fiscal_year = models.ForeignKey(
        FiscalYear, on_delete=models.PROTECT, related_name="assessments", verbose_name="ปีงบประมาณ"
    )
    kind = models.CharField("ชนิด", max_length=10, choices=Kind.choices, default=Kind.OFFICIAL)
    state = models.CharField("สถานะ", max_length=10, choices=State.choices, default=State.DRAFT)
    announced_total = points_field("คะแนนรวมตามประกาศ", null=True, blank=True)
    announced_level = models.CharField("ระดับตามประกาศ", max_length=50, blank=True)
    eit_part1 = points_field("EIT ส่วนที่ 1", null=True, blank=True)
    eit_part2 = points_field("EIT ส่วนที่ 2", null=True, blank=True)
    version = models.PositiveIntegerField("รุ่น", default=0, editable=False)
    total = points_field("คะแนนรวม", null=True, blank=True, editable=False, db_index=True)
    level = models.CharField("ระดับ", max_length=50, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ส่งพิจารณา",
    )
    submitted_at = models.DateTimeField("ส่งพิจารณาเมื่อ", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้พิจารณา",
    )
    decided_at = models.DateTimeField("พิจารณาเมื่อ", null=True, blank=True)
    return_reason = models.TextField("เหตุผลที่ส่งคืน", blank=True)
    changed_at = models.DateTimeField("แก้ไขเมื่อ", auto_now=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = "ผลการประเมิน"
        verbose_name_plural = "ผลการประเมิน"
        ordering = ["-fiscal_year__year", "organization_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "fiscal_year", "kind"], name="assessment_once_per_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.fiscal_year}"

    def get_absolute_url(self) -> str:
        """Return the address of the result page."""
        return reverse("result", args=[self.organization.code, self.fiscal_year.year])

    @property
    def is_open(self) -> bool:
        """Say whether scores may still be typed."""
        return self.state == self.State.DRAFT


class Score(models.Model):
    """The score of one indicator; a missing score has no row."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="scores", verbose_name="ผลการประเมิน"
    )
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="scores", verbose_name="ตัวชี้วัด"
    )
    value = points_field("คะแนน")

    class Meta:
        verbose_name = "คะแนน"
        verbose_name_plural = "คะแนน"
        ordering = ["assessment", "indicator__number"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "indicator"], name="score_once"),
            models.CheckConstraint(
                condition=models.Q(value__gte=0, value__lte=100), name="score_between_0_and_100"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"


class ScoreChange(models.Model):
    """One line of the trail: a figure's old and new value, who, when and from what. Never changed."""

    class Source(models.TextChoices):
        FORM = "form", "หน้าบันทึกคะแนน"
        IMPORT = "import", "นำเข้าจากไฟล์"
        UNDO = "undo", "ยกเลิกการนำเข้า"
        DEMO = "demo", "ข้อมูลตัวอย่าง"

    class Figure(models.TextChoices):
        SCORE = "score", "คะแนนตัวชี้วัด"
        ANNOUNCED_TOTAL = "announced_total", "คะแนนรวมตามประกาศ"
        ANNOUNCED_LEVEL = "announced_level", "ระดับตามประกาศ"
        EIT_PART1 = "eit_part1", "EIT ส่วนที่ 1"
        EIT_PART2 = "eit_part2", "EIT ส่วนที่ 2"

    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="changes", verbose_name="ผลการประเมิน"
    )
    figure = models.CharField("ค่า", max_length=20, choices=Figure.choices, default=Figure.SCORE)
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ตัวชี้วัด"
    )
    # As text: a level is no number, and an empty string says that there was no value.
    old = models.CharField("เดิม", max_length=50, blank=True)
    new = models.CharField("ใหม่", max_length=50, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้แก้ไข",
    )
    at = models.DateTimeField("เมื่อ", auto_now_add=True)
    source = models.CharField("จาก", max_length=10, choices=Source.choices, default=Source.FORM)
    batch = models.ForeignKey(
        "assessments.ImportBatch",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="changes",
        verbose_name="การนำเข้าครั้งที่",
    )

    class Meta:
        verbose_name = "ประวัติการแก้คะแนน"
        verbose_name_plural = "ประวัติการแก้คะแนน"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["assessment", "-at"], name="score_change_trail"),
            models.Index(fields=["-at", "-id"], name="score_change_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.get_figure_display()} {self.old or '–'} → {self.new or '–'}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the line; a line that exists cannot be changed."""
        if self.pk is not None:
            self._refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: the trail only grows."""
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise TypeError("the score trail is append-only")
