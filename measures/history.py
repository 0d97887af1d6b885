"""What happened to a measure: the audit log of the measure, its reports and its evidence, in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models

from measures.models import Evidence, Measure, Progress
from thai.dates import short_date

LATEST = 50
LONGEST_VALUE = 300
REMOVED = "removed_at"
VERBS = {LogEntry.Action.CREATE: "เพิ่ม", LogEntry.Action.UPDATE: "แก้ไข", LogEntry.Action.DELETE: "ลบถาวร"}
# What nobody needs to read in a history.
SILENT = frozenset(
    {
        *("id", "plan", "measure", "progress", "order", "carried_from", REMOVED),
        *("by", "created_at", "added_by", "added_at", "file", "sha256", "content_type", "size"),
    }
)

Names = Mapping[str, Mapping[int, str]]  # field name -> key -> what it stands for


@dataclass(frozen=True)
class FieldChange:
    """One field's old and new value as text."""

    name: str
    old: str
    new: str


@dataclass(frozen=True)
class Happening:
    """One line of the history."""

    at: datetime
    who: str
    what: str
    changes: list[FieldChange]


def history_of(measure: Measure) -> list[Happening]:
    """Return what happened to the measure and everything that hangs on it, newest first."""
    reports = list(Progress.everything.filter(measure=measure).values_list("pk", flat=True))
    proofs = list(Evidence.everything.filter(progress__in=reports).values_list("pk", flat=True))
    wanted = _entries(Measure, [measure.pk]) | _entries(Progress, reports) | _entries(Evidence, proofs)
    entries = LogEntry.objects.filter(wanted).select_related("actor", "content_type")
    names = _names(measure)
    found = (_happening(entry, names) for entry in entries.order_by("-timestamp", "-pk")[:LATEST])
    return [happening for happening in found if happening is not None]


def _entries(model: type[models.Model], keys: list[int]) -> models.Q:
    return models.Q(content_type=ContentType.objects.get_for_model(model), object_id__in=keys)


def _names(measure: Measure) -> Names:
    """Return what the keys in a measure's history may stand for."""
    year = measure.indicator.fiscal_year_id
    indicators = type(measure.indicator).objects.filter(fiscal_year=year)
    departments = measure.plan.organization.departments.all()
    return {
        "indicator": {indicator.pk: str(indicator) for indicator in indicators},
        "lead": {department.pk: department.name for department in departments},
    }


def _happening(entry: Any, names: Names) -> Happening | None:
    """Put a log entry into words; None when only silent fields changed."""
    model, verb = entry.content_type.model_class(), _verb(entry)
    changes = list(_changes(model, entry.changes or {}, names)) if verb == "แก้ไข" else []
    if verb == "แก้ไข" and not changes:
        return None
    return Happening(
        entry.timestamp, str(entry.actor or "ระบบ"), f"{verb}{model._meta.verbose_name}", changes
    )


def _verb(entry: Any) -> str:
    """Return the verb: setting or clearing the removal mark is deleting or calling back."""
    change = (entry.changes or {}).get(REMOVED)
    if entry.action == LogEntry.Action.UPDATE and change:
        return "เรียกคืน" if change[1] in (None, "None") else "ลบ"
    return VERBS.get(entry.action, "แก้ไข")


def _changes(model: type[models.Model], changes: dict[str, Any], names: Names) -> Iterator[FieldChange]:
    for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
        change = changes.get(field.name)
        if change is None or field.name in SILENT:
            continue
        label = str(field.verbose_name)
        if isinstance(change, dict):
            items = ", ".join(str(item) for item in change.get("objects", []))
            yield FieldChange(label, *(("", items) if change.get("operation") == "add" else (items, "")))
        else:
            old, new = (_shown(field, value, names.get(field.name, {})) for value in change)
            yield FieldChange(label, old, new)


def _shown(field: models.Field[Any, Any], value: Any, names: Mapping[int, str]) -> str:
    """Write a logged value as the pages do: names for keys, steps, Thai dates; empty for nothing."""
    if value in (None, "None", ""):
        return ""
    text = str(value)
    # What cannot be read as its field's kind is shown as it was logged.
    with suppress(ValueError, TypeError):
        if isinstance(field, models.ForeignKey):
            text = names.get(int(text), "(ไม่มีในระบบแล้ว)")
        elif isinstance(field, models.JSONField):
            text = " / ".join(json.loads(text))
        elif isinstance(field, models.DateField):
            text = short_date(date.fromisoformat(text), thai_digits=False)
    return text[:LONGEST_VALUE]
