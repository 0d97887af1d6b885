"""The framework as data: one edition per fiscal year, from fixtures or made in the admin."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

POINTS = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))]


def points_field(label: str, **options: Any) -> Any:
    """Return a field for a score of 0–100 with two decimals."""
    return models.DecimalField(label, max_digits=5, decimal_places=2, validators=POINTS, **options)


class FiscalYear(models.Model):
    """One edition of the assessment: the fiscal year (B.E.) that it scores."""

    class LevelRule(models.TextChoices):
        TOTAL = "total", "ตามคะแนนรวม"
        TOTAL_AND_TOOLS = "total_and_tools", "ตามคะแนนรวมและคะแนนทุกเครื่องมือ"

    year = models.PositiveSmallIntegerField(
        "ปีงบประมาณ (พ.ศ.)", unique=True, validators=[MinValueValidator(2540), MaxValueValidator(2643)]
    )
    target = points_field("ค่าเป้าหมาย", default=Decimal("85.00"))
    level_rule = models.CharField(
        "เกณฑ์ตัดสินระดับ", max_length=20, choices=LevelRule.choices, default=LevelRule.TOTAL_AND_TOOLS
    )
    announced_on = models.DateField("วันที่ประกาศผล", null=True, blank=True)
    announcement_title = models.CharField("ชื่อประกาศ", max_length=300, blank=True)
    confirmed = models.BooleanField("ยืนยันกับเอกสารทางการแล้ว", default=False)
    note = models.TextField("ข้อสังเกต", blank=True)
    oit_binary_confirmed = models.BooleanField("ยืนยันแล้วว่า OIT ให้คะแนนข้อละ 0 หรือ 100", default=False)

    class Meta:
        verbose_name = "ปีงบประมาณ"
        verbose_name_plural = "ปีงบประมาณและกรอบการประเมิน"
        ordering = ["-year"]

    def __str__(self) -> str:
        return str(self.year)


class Level(models.Model):
    """One level of a year's scheme; 0 is the best."""

    fiscal_year = models.ForeignKey(
        FiscalYear, on_delete=models.CASCADE, related_name="levels", verbose_name="ปีงบประมาณ"
    )
    name = models.CharField("ระดับ", max_length=50)
    minimum_total = points_field("คะแนนรวมตั้งแต่")
    minimum_tool = points_field("ทุกเครื่องมือตั้งแต่", null=True, blank=True)
    order = models.PositiveSmallIntegerField("ลำดับ (0 = ดีที่สุด)")
    shade = models.PositiveSmallIntegerField(
        "ลำดับสี (1 = ดีที่สุด)", validators=[MinValueValidator(1), MaxValueValidator(7)]
    )
    meaning = models.CharField("ความหมาย", max_length=300, blank=True)

    class Meta:
        verbose_name = "ระดับ"
        verbose_name_plural = "ระดับ"
        ordering = ["fiscal_year", "order"]
        constraints = [models.UniqueConstraint(fields=["fiscal_year", "name"], name="level_name_once")]

    def __str__(self) -> str:
        return self.name


class Instrument(models.Model):
    """IIT, EIT or OIT of one year, with its weight in percent."""

    fiscal_year = models.ForeignKey(
        FiscalYear, on_delete=models.CASCADE, related_name="instruments", verbose_name="ปีงบประมาณ"
    )
    code = models.CharField("รหัส", max_length=10)
    name = models.CharField("ชื่อ", max_length=200)
    weight = points_field("น้ำหนัก (ร้อยละ)")
    about = models.TextField("คำอธิบาย", blank=True)
    order = models.PositiveSmallIntegerField("ลำดับ", default=0)

    class Meta:
        verbose_name = "เครื่องมือ"
        verbose_name_plural = "เครื่องมือ"
        ordering = ["fiscal_year", "order"]
        constraints = [models.UniqueConstraint(fields=["fiscal_year", "code"], name="instrument_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.fiscal_year}"


class Indicator(models.Model):
    """One of the ten indicators of a year, with its default texts."""

    fiscal_year = models.ForeignKey(
        FiscalYear, on_delete=models.CASCADE, related_name="indicators", verbose_name="ปีงบประมาณ"
    )
    instrument = models.ForeignKey(
        Instrument, on_delete=models.CASCADE, related_name="indicators", verbose_name="เครื่องมือ"
    )
    number = models.PositiveSmallIntegerField("ตัวชี้วัดที่")
    name = models.CharField("ชื่อ", max_length=200)
    aliases = models.JSONField("ชื่ออื่นที่พบ", default=list, blank=True)
    objective = models.TextField("วัตถุประสงค์", blank=True)
    recommendation = models.TextField("ข้อเสนอแนะ", blank=True)

    class Meta:
        verbose_name = "ตัวชี้วัด"
        verbose_name_plural = "ตัวชี้วัด"
        ordering = ["fiscal_year", "number"]
        constraints = [
            models.UniqueConstraint(fields=["fiscal_year", "number"], name="indicator_number_once")
        ]

    def __str__(self) -> str:
        return f"ตัวชี้วัดที่ {self.number} {self.name}"


class Suggestion(models.Model):
    """A default measure for an indicator, offered when a plan is drafted."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="suggestions", verbose_name="ตัวชี้วัด"
    )
    order = models.PositiveSmallIntegerField("ลำดับ", default=0)
    issue = models.TextField("ประเด็นที่ต้องพัฒนา")
    approach = models.TextField("มาตรการ/แนวทาง")
    method = models.JSONField("วิธีการดำเนินการ", default=list)
    follow_up = models.TextField("การติดตามผล", blank=True)
    indicator_of_success = models.TextField("ตัวชี้วัดความสำเร็จ", blank=True)

    class Meta:
        verbose_name = "ข้อเสนอมาตรการ"
        verbose_name_plural = "ข้อเสนอมาตรการ"
        ordering = ["indicator", "order"]

    def __str__(self) -> str:
        return self.issue


class SubIndicator(models.Model):
    """A part of an OIT indicator: 9.1 ข้อมูลพื้นฐาน."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="sub_indicators", verbose_name="ตัวชี้วัด"
    )
    code = models.CharField("รหัส", max_length=10)
    name = models.CharField("ชื่อ", max_length=200)
    order = models.PositiveSmallIntegerField("ลำดับ", default=0)

    class Meta:
        verbose_name = "ตัวชี้วัดย่อย"
        verbose_name_plural = "ตัวชี้วัดย่อย"
        ordering = ["indicator", "order"]
        constraints = [models.UniqueConstraint(fields=["indicator", "code"], name="sub_indicator_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class DisclosureItem(models.Model):
    """One item (O1, O2, …) that the agency's website must publish."""

    sub_indicator = models.ForeignKey(
        SubIndicator, on_delete=models.CASCADE, related_name="items", verbose_name="ตัวชี้วัดย่อย"
    )
    code = models.CharField("ข้อ", max_length=10)
    name = models.CharField("ชื่อ", max_length=300)
    must_show = models.TextField("ต้องแสดง", blank=True)
    order = models.PositiveSmallIntegerField("ลำดับ", default=0)

    class Meta:
        verbose_name = "ข้อ OIT"
        verbose_name_plural = "ข้อ OIT"
        ordering = ["sub_indicator", "order"]
        constraints = [models.UniqueConstraint(fields=["sub_indicator", "code"], name="disclosure_item_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
