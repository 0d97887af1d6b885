"""What happened in the portal, newest first: the audit log and the score trail in one list. Read only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from typing import Any

from auditlog.models import LogEntry
from django.core.exceptions import FieldDoesNotExist
from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils import timezone

from assessments.models import ScoreChange
from organizations.models import Membership, Organization, User
from thai.dates import short_date, sortable_date

ACTIONS = {0: "เพิ่ม", 1: "แก้ไข", 2: "ลบ", 3: "ดู"}
WORDS = {"None": "", "True": "ใช่", "False": "ไม่ใช่"}  # of stored values
ISO = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d(\.\d+)?)?$")
INSPECTORS = (Membership.Role.AUDITOR, Membership.Role.ADMIN)
SLACK = 200  # rows that may share the moment at which a page ends


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to; `before` is the moment at which the last page ended."""

    words: str = ""
    person: str = ""
    source: str = ""  # "log", "score" or both
    since: date | None = None
    until: date | None = None
    before: datetime | None = None


@dataclass(frozen=True)
class Event:
    """One line: when, who, did what to which thing of which agency, and each figure's old and new value."""

    at: datetime
    who: str
    did: str
    thing: str
    changes: tuple[tuple[str, str, str], ...]


def inspected(user: User) -> QuerySet[Organization] | None:
    """Return the agencies whose trail the user may read; None when it is everything."""
    roles = Membership.objects.filter(user=user, role__in=INSPECTORS)
    if user.is_superuser or roles.filter(whole_country=True).exists():
        return None
    return Organization.objects.filter(Exists(roles.covering(OuterRef)))


def events(user: User, asked: Asked, limit: int) -> list[Event]:
    """Return at least `limit` events before the asked moment, when there are so many.

    A few more come when events share the moment of the last one, so that none falls between two pages.
    """
    agencies = inspected(user)
    found: list[Event] = []
    if asked.source != "score":
        found += [_of_entry(entry) for entry in _entries(agencies, asked)[: limit + SLACK]]
    if asked.source != "log":
        found += [_of_change(change) for change in _changes(agencies, asked)[: limit + SLACK]]
    found.sort(key=lambda event: event.at, reverse=True)
    rest = found[limit:]
    return found[:limit] + list(takewhile(lambda event: event.at == found[limit - 1].at, rest))


def _entries(agencies: QuerySet[Organization] | None, asked: Asked) -> QuerySet[LogEntry]:
    place = Cast(KeyTextTransform("organization", "additional_data"), BigIntegerField())
    entries = LogEntry.objects.annotate(place=place).select_related("actor", "content_type")
    entries = entries.filter(_moment(asked, "timestamp"), _person(asked, "actor"))
    if agencies is not None:
        entries = entries.filter(Exists(agencies.filter(pk=OuterRef("place"))))
    if asked.words:
        named = Organization.objects.search(asked.words).filter(pk=OuterRef("place"))
        entries = entries.filter(Q(object_repr__icontains=asked.words) | Exists(named))
    return entries.order_by("-timestamp", "-pk")


def _changes(agencies: QuerySet[Organization] | None, asked: Asked) -> QuerySet[ScoreChange]:
    related = ("by", "indicator", "assessment__organization", "assessment__fiscal_year")
    changes = ScoreChange.objects.select_related(*related).filter(_moment(asked, "at"), _person(asked, "by"))
    if agencies is not None:
        changes = changes.filter(assessment__organization__in=agencies)
    if asked.words:
        changes = changes.filter(assessment__organization__in=Organization.objects.search(asked.words))
    return changes.order_by("-at", "-pk")


def _moment(asked: Asked, column: str) -> Q:
    narrowed = Q()
    if asked.before:
        narrowed &= Q(**{f"{column}__lt": asked.before})
    if asked.since:
        narrowed &= Q(**{f"{column}__gte": _midnight(asked.since)})
    if asked.until:
        narrowed &= Q(**{f"{column}__lt": _midnight(asked.until + timedelta(days=1))})
    return narrowed


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _person(asked: Asked, column: str) -> Q:
    if not asked.person:
        return Q()
    names = ("username", "first_name", "last_name", "email")
    return Q(*(Q(**{f"{column}__{name}__icontains": asked.person}) for name in names), _connector=Q.OR)


def _of_change(change: ScoreChange) -> Event:
    what = str(change.indicator) if change.indicator else change.get_figure_display()
    return Event(
        at=change.at,
        who=str(change.by or "ระบบ"),
        did=f"แก้ไข ({change.get_source_display()})",
        thing=f"คะแนน {change.assessment}",
        changes=((what, change.old, change.new),),
    )


def _of_entry(entry: LogEntry) -> Event:
    model = entry.content_type.model_class()
    kind = str(model._meta.verbose_name) if model else entry.content_type.model
    return Event(
        at=entry.timestamp,
        who=str(entry.actor or entry.actor_email or "ระบบ"),
        did=ACTIONS.get(entry.action, ""),
        thing=f"{kind} {entry.object_repr}",
        changes=tuple(changed_fields(model, entry.changes_dict)),
    )


def changed_fields(model: Any, changes: dict[str, Any]) -> Iterable[tuple[str, str, str]]:
    """Give the changed fields by their Thai names; a many-to-many change tells what came or went."""
    for name, change in changes.items():
        field = _field(model, name)
        if getattr(field, "auto_created", False):  # the key, and what only points here
            continue
        old, new = _sides(change, _choices(field))
        if old or new:
            yield label_of(field, name), old, new


def _choices(field: Any) -> dict[str, str]:
    return {str(value): str(label) for value, label in getattr(field, "flatchoices", ())}


def _sides(change: Any, words: dict[str, str]) -> tuple[str, str]:
    if isinstance(change, dict):
        objects = ", ".join(map(str, change.get("objects", ())))
        return ("", objects) if change.get("operation") == "add" else (objects, "")
    old, new = (words.get(str(value)) or _told(str(value)) for value in change)
    return old, new


def _told(value: str) -> str:
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


def _field(model: Any, name: str) -> Any:
    try:
        return model._meta.get_field(name)
    except (AttributeError, FieldDoesNotExist):
        return None


def label_of(field: Any, name: str) -> str:
    """Return a field's own name; a relation without one bears the name of what it leads to."""
    if field is None:
        return name
    if field.related_model and str(field.verbose_name) == name.replace("_", " "):
        return str(field.related_model._meta.verbose_name)
    return str(field.verbose_name)


def as_rows(found: Sequence[Event]) -> Iterable[tuple[str, ...]]:
    """Give one row per changed field, for a workbook."""
    for event in found:
        local = timezone.localtime(event.at)
        for label, old, new in event.changes or (("", "", ""),):
            yield (
                f"{sortable_date(local)} {local:%H:%M:%S}",
                event.who,
                event.did,
                event.thing,
                label,
                old,
                new,
            )
