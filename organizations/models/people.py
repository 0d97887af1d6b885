"""Users and what they may be: a role over exactly one scope."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import rules
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Lower

from organizations.models.organization import Department, Organization


class User(AbstractUser):
    """A person who signs in with a username or an e-mail address."""

    name_title = models.CharField("คำนำหน้า", max_length=50, blank=True, help_text="เช่น นาย, นางสาว, ว่าที่ ร.ต.")
    thai_digits = models.BooleanField("แสดงเลขไทยบนหน้าจอ", default=False)

    class Meta:
        verbose_name = "ผู้ใช้"
        verbose_name_plural = "ผู้ใช้"
        ordering = ["username"]
        constraints = [
            # One account for one address: people sign in and set passwords with it.
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="user_email_once",
                violation_error_message="มีบัญชีที่ใช้อีเมลนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    @property
    def full_name(self) -> str:
        """Title, first and last name, as printed under a signature."""
        return f"{self.name_title}{self.first_name} {self.last_name}".strip()

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Answer the portal's own permissions by their rule alone; Django's cost two queries a page."""
        if not rules.perm_exists(perm):
            return super().has_perm(perm, obj)
        return self.is_active and (self.is_superuser or bool(rules.has_perm(perm, self, obj)))

    @cached_property
    def held_memberships(self) -> list[Membership]:
        """The user's memberships, read once per request."""
        return list(self.memberships.select_related("organization"))

    def roles_over(self, organization: Organization) -> frozenset[str]:
        """Return the roles that the user holds over the organization, by any of the three scopes."""
        return frozenset(m.role for m in self.held_memberships if m.covers(organization))

    def holds(self, *roles: str) -> bool:
        """Say whether the user holds one of the roles over any scope."""
        return any(membership.role in roles for membership in self.held_memberships)


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Reads of memberships."""

    def covering(self, reference: Callable[[str], Any], prefix: str = "") -> MembershipQuerySet:
        """Keep memberships whose scope holds an organization of an outer query.

        `reference` is django.db.models.OuterRef; `prefix` leads from the outer model to its
        organization, e.g. "organization__".
        """
        return self.filter(
            Q(organization=reference(f"{prefix}pk"))
            | (Q(province=reference(f"{prefix}province")) & ~Q(province=""))
            | Q(whole_country=True)
        )


class Membership(models.Model):
    """One role of one user over one organization, one province or the whole country."""

    class Role(models.TextChoices):
        STAFF = "staff", "เจ้าหน้าที่ผู้บันทึก"
        EXECUTIVE = "executive", "ผู้บริหาร"
        ADMIN = "admin", "ผู้ดูแล"
        AUDITOR = "auditor", "ผู้ตรวจสอบ"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships", verbose_name="ผู้ใช้")
    role = models.CharField("บทบาท", max_length=20, choices=Role.choices)
    position = models.CharField("ตำแหน่ง", max_length=150, blank=True)
    organization = models.ForeignKey(
        Organization,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name="หน่วยงาน",
    )
    department = models.ForeignKey(
        Department,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name="ส่วนราชการภายใน",
    )
    province = models.CharField("ทั้งจังหวัด", max_length=100, blank=True)
    whole_country = models.BooleanField("ทั้งประเทศ", default=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "สมาชิก"
        verbose_name_plural = "สมาชิก"
        ordering = ["user__username", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(organization__isnull=False, province="", whole_country=False)
                    | (Q(organization__isnull=True, whole_country=False) & ~Q(province=""))
                    | Q(organization__isnull=True, province="", whole_country=True)
                ),
                name="membership_exactly_one_scope",
                violation_error_message="ต้องกำหนดขอบเขตเพียงอย่างเดียว: หน่วยงาน จังหวัด หรือทั้งประเทศ",
            ),
            # An expression, since SQLite holds two NULLs for different.
            models.UniqueConstraint(
                "user",
                "role",
                Coalesce("organization", 0),
                "province",
                "whole_country",
                name="membership_once",
                violation_error_message="ผู้ใช้นี้มีบทบาทนี้ในขอบเขตนี้อยู่แล้ว",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.scope}"

    @property
    def scope(self) -> str:
        """The scope in words."""
        if self.organization is not None:
            return self.organization.short_name
        return f"จังหวัด{self.province}" if self.province else "ทั้งประเทศ"

    def covers(self, organization: Organization) -> bool:
        """Say whether the organization lies inside this membership's scope."""
        if self.whole_country:
            return True
        if self.province:
            return self.province == organization.province
        return self.organization_id == organization.pk
