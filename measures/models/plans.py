"""Plans of a fiscal year and their measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse

from assessments.models import Assessment, FiscalYear, Indicator
from measures.course import Course
from measures.models.removable import PresentManager, Removable
from organizations.models import Department, Membership, Organization

if TYPE_CHECKING:
    from organizations.models import User


class PlanQuerySet(models.QuerySet["Plan"]):
    """Reads of plans, composable with any filter."""

    def visible_to(self, user: User) -> PlanQuerySet:
        """Keep the plans of organizations inside the user's scope."""
        if user.is_superuser:
            return self
        covering = Membership.objects.filter(user=user).covering(models.OuterRef, "organization__")
        return self.filter(models.Exists(covering))


class Plan(models.Model):
    """An organization's measures for one fiscal year, answering an assessment (usually the year before)."""

    class State(models.TextChoices):
        DRAFT = "draft", "ร่าง"
        ADOPTED = "adopted", "ประกาศใช้แล้ว"
        CLOSED = "closed", "สิ้นสุดแล้ว"

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="plans")
    fiscal_year = models.ForeignKey(
        FiscalYear, on_delete=models.PROTECT, related_name="plans", verbose_name="ปีที่ดำเนินการ"
    )
    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="plans", verbose_name="ผลการประเมินที่ตอบ"
    )
    state = models.CharField("สถานะ", max_length=10, choices=State.choices, default=State.DRAFT)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="owned_plans",
        verbose_name="ผู้จัดทำแผน",
    )
    version = models.PositiveIntegerField("รุ่น", default=0, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "แผนมาตรการ"
        verbose_name_plural = "แผนมาตรการ"
        ordering = ["-fiscal_year__year", "organization_id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "fiscal_year"], name="plan_once_per_year")
        ]

    def __str__(self) -> str:
        return f"แผนมาตรการ {self.organization} {self.fiscal_year}"

    def get_absolute_url(self) -> str:
        """Return the address of the plan's page, which hangs under the assessed year."""
        return reverse("measures", args=[self.organization.code, self.assessment.fiscal_year.year])


class Measure(Removable):
    """One measure: the five columns of the printed table, and the issue that it answers."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="measures")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="measures", verbose_name="ตัวชี้วัด"
    )
    order = models.PositiveSmallIntegerField("ลำดับ", default=0)
    issue = models.TextField("ประเด็นที่ต้องพัฒนา", blank=True)
    approach = models.TextField("มาตรการ/แนวทาง")
    # The steps in their order, one string each.
    method = models.JSONField("วิธีการดำเนินการ", default=list)
    departments = models.ManyToManyField(
        Department, related_name="measures", blank=True, verbose_name="ผู้รับผิดชอบ"
    )
    lead = models.ForeignKey(
        Department,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="led_measures",
        verbose_name="ผู้รับผิดชอบหลัก",
    )
    # First day of the first month, last day of the last month.
    starts = models.DateField("เริ่ม")
    ends = models.DateField("สิ้นสุด")
    follow_up = models.TextField("การติดตามผล", blank=True)
    follow_up_due = models.DateField("รายงานผลภายในวันที่", null=True, blank=True)
    expected_result = models.TextField("ผลที่คาดว่าจะได้รับ", blank=True)
    kpi = models.TextField("ตัวชี้วัดความสำเร็จ", blank=True)
    budget = models.DecimalField(
        "งบประมาณ (บาท)",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    # The unfinished measure of the year before that this one goes on with.
    carried_from = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="carried_to",
        verbose_name="ต่อเนื่องจาก",
    )
    version = models.PositiveIntegerField("รุ่น", default=0, editable=False)

    objects = PresentManager["Measure"]()
    everything = models.Manager["Measure"]()

    class Meta:
        verbose_name = "มาตรการ"
        verbose_name_plural = "มาตรการ"
        ordering = ["plan", "indicator__number", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")),
                name="measure_ends_after_start",
                violation_error_message="เดือนสิ้นสุดต้องไม่อยู่ก่อนเดือนเริ่ม",
            )
        ]

    def __str__(self) -> str:
        return self.approach

    @property
    def course(self) -> Course:
        """The measure's dates and reports; reads the prefetched progress where there is one."""
        reports = sorted((row.on, row.pk, row.percent) for row in self.progress.all())
        return Course(self.starts, self.ends, self.follow_up_due, [(day, part) for day, _, part in reports])

    def clean(self) -> None:
        """Refuse an indicator of another year than the assessment's."""
        if self.indicator.fiscal_year_id != self.plan.assessment.fiscal_year_id:
            raise ValidationError({"indicator": "ตัวชี้วัดต้องเป็นของปีที่ประเมิน"})
