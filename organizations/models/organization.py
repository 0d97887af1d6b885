"""Organizations and their departments."""

from __future__ import annotations

import secrets
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse

from organizations import provinces, titles

if TYPE_CHECKING:
    from organizations.models.people import User

CODE = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9_-]*\Z", "รหัสใช้ได้เฉพาะตัวอักษรอังกฤษ ตัวเลข ขีดกลาง และขีดล่าง และต้องไม่ขึ้นต้นด้วยขีด"
)


def emblem_path(organization: Organization, filename: str) -> str:
    """Store an emblem under a random name: what a person calls a file never becomes a path."""
    suffix = "svg" if filename.endswith(".svg") else "png"
    return f"emblems/{secrets.token_hex(16)}.{suffix}"


class OrganizationQuerySet(models.QuerySet["Organization"]):
    """Reads of organizations, composable with any filter."""

    def visible_to(self, user: User) -> OrganizationQuerySet:
        """Keep the organizations inside the scope of any of the user's memberships."""
        if user.is_superuser:
            return self
        from organizations.models.people import Membership

        covering = Membership.objects.filter(user=user).covering(models.OuterRef)
        return self.filter(models.Exists(covering))

    def administered_by(self, user: User) -> OrganizationQuerySet:
        """Keep the organizations that the user administers."""
        if user.is_superuser:
            return self
        from organizations.models.people import Membership

        administers = Membership.objects.filter(user=user, role=Membership.Role.ADMIN)
        return self.filter(models.Exists(administers.covering(models.OuterRef)))

    def search(self, text: str) -> OrganizationQuerySet:
        """Keep those whose name, code, district or province holds every word of the text.

        A word may carry the kind as people say it: "อบต.น้ำเต้า" finds น้ำเต้า among the subdistricts.
        """
        found = self
        for word in text.split():
            found = found.filter(
                models.Q(name__icontains=word)
                | models.Q(code__iexact=word)
                | _titled(word)
                | models.Q(district__icontains=word)
                | models.Q(province__icontains=word)
            )
        return found


def _titled(word: str) -> models.Q:
    """Match the agencies whose kind and name the word gives together; nothing for a word without a kind."""
    found = models.Q(pk__in=[])
    for kind, name in titles.without_title(word):
        found |= models.Q(kind=kind, name__icontains=name)
    return found


class Organization(models.Model):
    """An agency that is assessed every year."""

    class Kind(models.TextChoices):
        PAO = "pao", "องค์การบริหารส่วนจังหวัด (อบจ.)"
        CITY = "city", "เทศบาลนคร"
        TOWN = "town", "เทศบาลเมือง"
        SUBDISTRICT_MUNICIPALITY = "subdistrict_municipality", "เทศบาลตำบล"
        SAO = "sao", "องค์การบริหารส่วนตำบล (อบต.)"
        OTHER = "other", "หน่วยงานอื่น"

    code = models.CharField("รหัสหน่วยงาน", max_length=30, unique=True, validators=[CODE])
    name = models.CharField("ชื่อ", max_length=150, help_text="ไม่ต้องใส่คำนำหน้า เช่น น้ำเต้า (หน่วยงานอื่นใส่ชื่อเต็ม)")
    kind = models.CharField("ประเภท", max_length=30, choices=Kind.choices, default=Kind.SAO)
    subdistrict = models.CharField("ตำบล/แขวง", max_length=100, blank=True)
    district = models.CharField("อำเภอ/เขต", max_length=100, blank=True)
    province = models.CharField("จังหวัด", max_length=100, blank=True, db_index=True)
    phone = models.CharField("โทรศัพท์", max_length=50, blank=True)
    document_prefix = models.CharField(
        "เลขประจำหน่วยงาน", max_length=30, blank=True, help_text="ส่วนหน้าของเลขที่หนังสือ เช่น อย ๗๗๑๐๑"
    )
    emblem = models.FileField("ตราหน่วยงาน", upload_to=emblem_path, blank=True)
    strength_line = models.DecimalField(
        "เส้นแบ่งจุดแข็ง/จุดอ่อน",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
        help_text="เว้นว่างไว้เพื่อใช้ค่าเป้าหมายของปีนั้น",
    )
    version = models.PositiveIntegerField("รุ่น", default=0, editable=False)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = "หน่วยงาน"
        verbose_name_plural = "หน่วยงาน"
        ordering = ["province", "district", "name", "pk"]
        indexes = [models.Index(fields=["name", "district", "province"], name="organization_place")]

    def __str__(self) -> str:
        return self.short_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A row written as a whole (admin, spreadsheets) is a new version to the forms that are open."""
        if not self._state.adding and kwargs.get("update_fields") is None:
            self.version += 1
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the address of the organization's own page."""
        return reverse("organization", args=[self.code])

    @property
    def full_name(self) -> str:
        """The official name with its kind: องค์การบริหารส่วนตำบลน้ำเต้า."""
        return titles.full_name(self.kind, self.name)

    @property
    def short_name(self) -> str:
        """The name for lists and file names: อบต.น้ำเต้า."""
        return titles.short_name(self.kind, self.name)

    @property
    def place(self) -> str:
        """อำเภอ… จังหวัด…, as far as known and not said by the name itself."""
        is_named = self.name == f"จังหวัด{self.province}"
        return provinces.place(self.district, "" if is_named else self.province)

    @property
    def titles(self) -> titles.KindTitles:
        """The titles that this kind of agency uses."""
        return titles.KINDS[self.kind]


class Department(models.Model):
    """A unit of an organization that can own measures: สำนักปลัด, กองคลัง, …"""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="departments", verbose_name="หน่วยงาน"
    )
    name = models.CharField("ชื่อส่วนราชการ", max_length=150)
    order = models.PositiveSmallIntegerField("ลำดับ", default=0)

    class Meta:
        verbose_name = "ส่วนราชการภายใน"
        verbose_name_plural = "ส่วนราชการภายใน"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                name="department_name_once",
                violation_error_message="มีส่วนราชการชื่อนี้อยู่แล้ว",
            )
        ]

    def __str__(self) -> str:
        return self.name
