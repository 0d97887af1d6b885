"""What the audit log stored, in the words of people: names of fields and things, choices, moments."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import JSONField
from django.utils import timezone

from ita_portal.trail_names import NAMED_BY, Key
from thai.dates import short_date

WORDS = {"None": "", "True": "ใช่", "False": "ไม่ใช่"}  # of stored values
ISO = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d(\.\d+)?)?$")
NO_NAMES: Mapping[Key, str] = MappingProxyType({})


def keys_in(model: Any, changes: dict[str, Any]) -> Iterator[Key]:
    """Yield what the changes name by its key alone."""
    for name, change in changes.items():
        target = _target(_field(model, name))
        if target is not None and isinstance(change, list):
            yield from ((target, value) for value in map(str, change) if value.isdecimal())


def changed_fields(
    model: Any, changes: dict[str, Any], names: Mapping[Key, str] = NO_NAMES
) -> Iterator[tuple[str, str, str]]:
    """Yield the changed fields by their Thai names; a many-to-many change tells what came or went.

    `names` says what the keys of other things stand for.
    """
    for name, change in changes.items():
        field = _field(model, name)
        if getattr(field, "auto_created", False):  # the key, and what only points here
            continue
        old, new = _sides(change, field, names)
        if old or new:
            yield label_of(field, name), old, new


def label_of(field: Any, name: str) -> str:
    """Return a field's own name; a relation without one bears the name of what it leads to."""
    if field is None:
        return name
    if field.related_model and str(field.verbose_name) == name.replace("_", " "):
        return str(field.related_model._meta.verbose_name)
    return str(field.verbose_name)


def _field(model: Any, name: str) -> Any:
    try:
        return model._meta.get_field(name)
    except (AttributeError, FieldDoesNotExist):
        return None


def _target(field: Any) -> Any:
    """Return the model that a foreign key leads to."""
    target = getattr(field, "related_model", None)
    return target if target in NAMED_BY else None


def _sides(change: Any, field: Any, names: Mapping[Key, str]) -> tuple[str, str]:
    if isinstance(change, dict):
        objects = ", ".join(map(str, change.get("objects", ())))
        return ("", objects) if change.get("operation") == "add" else (objects, "")
    old, new = (_value(str(value), field, names) for value in change)
    return old, new


def _value(value: str, field: Any, names: Mapping[Key, str]) -> str:
    target = _target(field)
    if target is not None and value.isdecimal():
        return names.get((target, value)) or f"ลบแล้ว (หมายเลข {value})"
    if isinstance(field, JSONField):
        return _listed(value)
    words = {str(choice): str(label) for choice, label in getattr(field, "flatchoices", ())}
    return words.get(value) or _plain(value)


def _listed(value: str) -> str:
    """Write a stored list by its items."""
    try:
        items = json.loads(value)
    except ValueError:
        return _plain(value)
    return "; ".join(map(str, items)) if isinstance(items, list) else _plain(value)


def _plain(value: str) -> str:
    """Write a stored value for people; a moment was noted in UTC and is told as it was in Thailand."""
    if not ISO.match(value):
        return WORDS.get(value, value)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:  # looks like a date only
        return value
    if len(value) == len("2021-09-28"):
        return short_date(moment, thai_digits=False)
    local = timezone.localtime(moment.replace(tzinfo=UTC))
    return f"{short_date(local, thai_digits=False)} {local:%H.%M} น."
