"""What happened to an agency's disclosure answers of a year: the audit log in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from assessments.models import DisclosureAnswer, FiscalYear
from organizations.models import Organization

# What is told, in the order of the page; the rest of a log entry names only the answer itself.
TOLD = ("published", "url", "department", "note", "carried")
LABELS = {field.name: str(field.verbose_name) for field in DisclosureAnswer._meta.concrete_fields}
YES_OR_NO = ("published", "carried")
GONE = "(ไม่มีในระบบแล้ว)"


@dataclass(frozen=True)
class Happening:
    """One save of one answer; each change is a field's name with its old and new value."""

    at: datetime
    who: str
    item: str
    changes: list[tuple[str, str, str]]


def history_of(organization: Organization, fiscal_year: FiscalYear) -> QuerySet[LogEntry]:
    """Return the log entries of the agency's answers, newest first."""
    answers = DisclosureAnswer.objects.filter(
        organization=organization, item__sub_indicator__indicator__fiscal_year=fiscal_year
    )
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(DisclosureAnswer), object_id__in=answers.values("pk")
    )
    return entries.select_related("actor").order_by("-timestamp", "-pk")


def told(entries: list[LogEntry], organization: Organization) -> list[Happening]:
    """Put log entries into words."""
    keys = {entry.object_id for entry in entries}
    answers = DisclosureAnswer.objects.filter(pk__in=keys).select_related("item")
    items = {answer.pk: str(answer.item) for answer in answers}
    departments = {str(row.pk): row.name for row in organization.departments.all()}
    return [
        Happening(
            at=entry.timestamp,
            who=str(entry.actor or "ระบบ"),
            item=items.get(entry.object_id, entry.object_repr),
            changes=list(_changes(entry.changes or {}, departments)),
        )
        for entry in entries
    ]


def _changes(changes: Mapping[str, Any], departments: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for name in TOLD:
        if name in changes:
            old, new = (_shown(name, str(value), departments) for value in changes[name])
            if old != new:
                yield LABELS[name], old, new


def _shown(name: str, value: str, departments: Mapping[str, str]) -> str:
    """Write a logged value as the page does; what was never said counts as not so."""
    if name in YES_OR_NO:
        return "ใช่" if value == "True" else "ไม่ใช่"
    if value == "None":
        return ""
    return departments.get(value, GONE) if name == "department" else value
