"""Agencies, departments and people for those who run the system."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from import_export.admin import ImportExportModelAdmin
from import_export.forms import ExportForm

from organizations.models import Department, Membership, Organization, User
from organizations.resources import DepartmentResource, MembershipResource, OrganizationResource
from organizations.services.addresses import vouch_for_address
from thai.dates import short_date


class LookOnly:
    """Rows to look at: what people do with them happens on the portal's pages, checked and traced."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse; viewing stays."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False


class ReadOnlyAdmin(LookOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # takes none at run time
    """A table to look at."""


class DepartmentInline(admin.TabularInline):  # type: ignore[type-arg]  # takes none at run time
    """An agency's departments."""

    model = Department
    extra = 0
    fields = ["order", "name"]


class MembershipInline(admin.TabularInline):  # type: ignore[type-arg]  # takes none at run time
    """Roles over an agency, or of a person."""

    model = Membership
    extra = 0
    autocomplete_fields = ["user", "organization"]
    fields = ["user", "role", "position", "organization", "province", "whole_country"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Read the people and agencies along with their memberships."""
        return super().get_queryset(request).select_related("user", "organization")


class SpreadsheetAdmin(ImportExportModelAdmin):
    """A table with import and export; whole lines only, since choosing columns needs inline script."""

    export_form_class = ExportForm


@admin.register(Organization)
class OrganizationAdmin(SpreadsheetAdmin):
    """Agencies, with import and export by code."""

    resource_classes = [OrganizationResource]
    list_display = ["full_name", "code", "kind", "district", "province"]
    list_filter = ["kind", "province"]
    search_fields = ["name", "code", "district", "province"]
    exclude = ["emblem"]  # taken over by the agency's own page, which checks the file
    inlines = [DepartmentInline, MembershipInline]

    @admin.display(description="ชื่อหน่วยงาน", ordering="name")
    def full_name(self, organization: Organization) -> str:
        """Name the agency in full."""
        return organization.full_name


@admin.register(Department)
class DepartmentAdmin(SpreadsheetAdmin):
    """Departments of all agencies."""

    resource_classes = [DepartmentResource]
    list_display = ["name", "organization", "order"]
    list_select_related = ["organization"]
    search_fields = ["name", "organization__name", "organization__code"]
    autocomplete_fields = ["organization"]


@admin.register(Membership)
class MembershipAdmin(SpreadsheetAdmin):
    """Who is what, and where."""

    resource_classes = [MembershipResource]
    list_display = ["user", "role", "scope", "position", "department"]
    list_filter = ["role", "whole_country", "province"]
    list_select_related = ["user", "organization", "department"]
    search_fields = [
        "user__username",
        "user__email",
        "user__first_name",
        "user__last_name",
        "organization__name",
    ]
    autocomplete_fields = ["user", "organization", "department"]


@admin.register(User)
class UserAdmin(DjangoUserAdmin):  # type: ignore[type-arg]  # takes none at run time
    """People; a new address counts as confirmed, since an administrator entered it."""

    list_display = ["username", "full_name", "email", "is_active", "is_staff", "seen"]
    list_filter = ["is_active", "is_staff", "is_superuser"]
    fieldsets = (
        *(DjangoUserAdmin.fieldsets or ()),
        ("การแสดงผล", {"fields": ["name_title", "thai_digits"]}),
    )
    add_fieldsets = ((None, {"fields": ["username", "email", "usable_password", "password1", "password2"]}),)
    inlines = [MembershipInline]

    @admin.display(description="ชื่อ-นามสกุล", ordering="first_name")
    def full_name(self, user: User) -> str:
        """Name the person."""
        return user.full_name

    @admin.display(description="เข้าสู่ระบบล่าสุด", ordering="last_login")
    def seen(self, user: User) -> str:
        """Say when the person signed in last."""
        return short_date(timezone.localdate(user.last_login), thai_digits=False) if user.last_login else "–"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: trails name the people who acted; who leaves is set inactive."""
        return False

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm[User], change: bool) -> None:
        """Store the person with a lower-case address, and make it the only one to sign in with."""
        obj.email = obj.email.lower()
        super().save_model(request, obj, form, change)
        vouch_for_address(obj)


class SecondStepAdmin(ReadOnlyAdmin):
    """A person's second steps without their secrets; deleting one helps who lost a phone."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]
    list_select_related = ["user"]
    exclude = ["data"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Leave it to who runs the system."""
        return bool(getattr(request.user, "is_superuser", False))
