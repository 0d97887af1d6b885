"""Agencies and their departments: creating, describing, ordering, removing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import F, Max, Model, Q

from organizations.emblems import Emblem
from organizations.models import Department, Organization, User
from organizations.services.scopes import administers_province

DEPARTMENT_TWICE = "มีส่วนราชการชื่อนี้อยู่แล้ว"


class StaleOrganization(Exception):
    """Somebody else saved the agency meanwhile."""


def create_organization(organization: Organization, *, by: User) -> Organization:
    """Store a new agency inside the administrator's scope; its code may not be in use."""
    if not administers_province(by, organization.province):
        raise PermissionDenied("ท่านเพิ่มหน่วยงานได้เฉพาะในจังหวัดที่ท่านดูแล")
    try:
        with transaction.atomic():
            organization.save(force_insert=True)
    except IntegrityError:
        raise ValidationError({"code": "มีหน่วยงานที่ใช้รหัสนี้แล้ว"}) from None
    return organization


@transaction.atomic
def describe(organization: Organization, columns: Iterable[str], *, version: int) -> None:
    """Store these columns of an agency; raise StaleOrganization unless it still is the `version` seen."""
    seen = Organization.objects.filter(pk=organization.pk, version=version)
    if not seen.update(version=F("version") + 1):
        raise StaleOrganization
    organization.save(update_fields=list(columns))


@transaction.atomic
def set_emblem(organization: Organization, emblem: Emblem | None) -> None:
    """Keep a new emblem, or none; the old file goes once the change is sure."""
    old, storage = organization.emblem.name, organization.emblem.storage
    if emblem is None:
        organization.emblem = ""
    else:
        organization.emblem.save(f"emblem.{emblem.suffix}", ContentFile(emblem.data), save=False)
    try:
        organization.save(update_fields=["emblem"])
    except BaseException:
        if emblem:
            storage.delete(organization.emblem.name or "")
        raise
    if old:
        transaction.on_commit(lambda: storage.delete(old))


def add_department(organization: Organization, name: str) -> Department:
    """Add a department after the last one."""
    last = organization.departments.aggregate(last=Max("order"))["last"]
    department = Department(organization=organization, name=name, order=0 if last is None else last + 1)
    _save_department(department)
    return department


def rename_department(department: Department, name: str) -> None:
    """Give a department another name."""
    department.name = name
    _save_department(department)


def _save_department(department: Department) -> None:
    try:
        with transaction.atomic():
            department.save()
    except IntegrityError:
        raise ValidationError({"name": DEPARTMENT_TWICE}) from None


@transaction.atomic
def move_department(department: Department, step: int) -> None:
    """Move a department one place up (-1) or down (+1); at the end nothing happens."""
    ids = list(
        Department.objects.select_for_update()
        .filter(organization_id=department.organization_id)
        .values_list("pk", flat=True)
    )
    place = ids.index(department.pk)
    target = place + step
    if not 0 <= target < len(ids):
        return
    ids[place], ids[target] = ids[target], ids[place]
    for order, pk in enumerate(ids):
        Department.objects.filter(pk=pk).exclude(order=order).update(order=order)


def uses_of(department: Department) -> list[str]:
    """Say in words what refers to the department: measures, members and whatever else points to it."""
    refers: dict[type[Model], Q] = defaultdict(Q)  # a measure may name it as leading and as taking part
    for relation in department._meta.related_objects:
        refers[relation.related_model] |= Q(**{relation.field.name: department})
    counts = {model: model._default_manager.filter(used).distinct().count() for model, used in refers.items()}
    return [f"{model._meta.verbose_name} {count} รายการ" for model, count in counts.items() if count]


@transaction.atomic
def delete_department(department: Department) -> None:
    """Delete a department that nothing refers to; raise ValidationError naming what does."""
    uses = uses_of(department)
    if uses:
        raise ValidationError(f"ลบ “{department.name}” ไม่ได้ เพราะยังใช้อยู่ใน{' และ'.join(uses)}")
    department.delete()
