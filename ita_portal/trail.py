"""What happened in the portal, newest first: the audit log and the score trail in one list. Read only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from typing import TypeAlias

from auditlog.models import LogEntry
from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils import timezone

from assessments.models import ScoreChange
from ita_portal.trail_names import Key, names_of
from ita_portal.trail_words import changed_fields, keys_in
from organizations.models import Membership, Organization, User
from thai.dates import sortable_date

ACTIONS = {0: "เพิ่ม", 1: "แก้ไข", 2: "ลบ", 3: "ดู"}
INSPECTORS = (Membership.Role.AUDITOR, Membership.Role.ADMIN)
SLACK = 200  # rows that may share the moment at which a page ends


Row: TypeAlias = LogEntry | ScoreChange


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
    found: list[Row] = []
    if asked.source != "score":
        found += _entries(agencies, asked)[: limit + SLACK]
    if asked.source != "log":
        found += _changes(agencies, asked)[: limit + SLACK]
    found.sort(key=_moment_of, reverse=True)
    rest = found[limit:]
    return _told(
        found[:limit] + list(takewhile(lambda row: _moment_of(row) == _moment_of(found[limit - 1]), rest))
    )


def _moment_of(row: Row) -> datetime:
    return row.at if isinstance(row, ScoreChange) else row.timestamp


def _told(rows: Sequence[Row]) -> list[Event]:
    """Make events of the rows that are shown; what they know by its key alone is named for all at once."""
    entries = [row for row in rows if isinstance(row, LogEntry)]
    names = names_of(
        key for entry in entries for key in keys_in(entry.content_type.model_class(), entry.changes_dict)
    )
    return [_of_change(row) if isinstance(row, ScoreChange) else _of_entry(row, names) for row in rows]


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


def _of_entry(entry: LogEntry, names: Mapping[Key, str]) -> Event:
    model = entry.content_type.model_class()
    kind = str(model._meta.verbose_name) if model else entry.content_type.model
    name = entry.object_repr
    return Event(
        at=entry.timestamp,
        who=str(entry.actor or entry.actor_email or "ระบบ"),
        did=ACTIONS.get(entry.action, ""),
        thing=name if name.startswith(kind) else f"{kind} {name}",
        changes=tuple(changed_fields(model, entry.changes_dict, names)),
    )


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
