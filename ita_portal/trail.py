"""What happened in the portal, newest first: the audit log and the score trail in one list. Read only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, TypeAlias

from auditlog.models import LogEntry
from django.db.models import BigIntegerField, CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils import timezone

from assessments.models import ScoreChange
from ita_portal.trail_names import Key, names_of
from ita_portal.trail_places import LOG, SCORE, Place, older
from ita_portal.trail_words import changed_fields, keys_in
from organizations.models import Membership, Organization, User

ACTIONS = {0: "เพิ่ม", 1: "แก้ไข", 2: "ลบ", 3: "ดู"}
INSPECTORS = (Membership.Role.AUDITOR, Membership.Role.ADMIN)

Row: TypeAlias = LogEntry | ScoreChange


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to; `before` is the place at which the last page ended."""

    words: str = ""
    person: str = ""
    source: str = ""  # "log", "score" or both
    since: date | None = None
    until: date | None = None
    before: Place | None = None


@dataclass(frozen=True)
class Event:
    """One line: when, who, did what to which thing of which agency, and each figure's old and new value."""

    place: Place
    who: str
    did: str
    thing: str
    changes: tuple[tuple[str, str, str], ...]

    @property
    def at(self) -> datetime:
        """Return when it happened."""
        return self.place.at


def inspected(user: User) -> QuerySet[Organization] | None:
    """Return the agencies whose trail the user may read; None when it is everything."""
    roles = Membership.objects.filter(user=user, role__in=INSPECTORS)
    if user.is_superuser or roles.filter(whole_country=True).exists():
        return None
    return Organization.objects.filter(Exists(roles.covering(OuterRef)))


def events(user: User, asked: Asked, limit: int) -> list[Event]:
    """Return the newest events below the asked place, as many as there are up to the limit."""
    found: list[Row] = []
    for rows in _sources(user, asked):
        found += rows[:limit]
    found.sort(key=_place_of, reverse=True)
    return _told(found[:limit])


def places(user: User, asked: Asked) -> QuerySet[Any, tuple[datetime, str, int]]:
    """Return the parts of the place of every asked event, of all pages, newest first, by one query."""
    first, *others = (_parts(rows) for rows in _sources(user, replace(asked, before=None)))
    return first.union(*others, all=True).order_by("-moment", "-source_name", "-key")


def events_at(asked: Sequence[Place]) -> list[Event]:
    """Return the events that stand at the places, in their order."""
    keys: dict[str, list[int]] = {LOG: [], SCORE: []}
    for place in asked:
        keys[place.source].append(place.key)
    rows: list[Row] = [*_every_entry().filter(pk__in=keys[LOG]), *_every_change().filter(pk__in=keys[SCORE])]
    rows.sort(key=_place_of, reverse=True)
    return _told(rows)


def _sources(user: User, asked: Asked) -> list[QuerySet[LogEntry] | QuerySet[ScoreChange]]:
    agencies = inspected(user)
    found: list[QuerySet[LogEntry] | QuerySet[ScoreChange]] = []
    if asked.source != SCORE:
        found.append(_entries(agencies, asked))
    if asked.source != LOG:
        found.append(_changes(agencies, asked))
    return found


def _parts(
    rows: QuerySet[LogEntry] | QuerySet[ScoreChange],
) -> QuerySet[Any, tuple[datetime, str, int]]:
    source, moment = (SCORE, "at") if rows.model is ScoreChange else (LOG, "timestamp")
    named = rows.order_by().annotate(moment=F(moment), source_name=Value(source, CharField()), key=F("pk"))
    return named.values_list("moment", "source_name", "key")


def _place_of(row: Row) -> Place:
    if isinstance(row, ScoreChange):
        return Place(row.at, SCORE, row.pk)
    return Place(row.timestamp, LOG, row.pk)


def _told(rows: Sequence[Row]) -> list[Event]:
    """Make events of the rows that are shown; what they know by its key alone is named for all at once."""
    entries = [row for row in rows if isinstance(row, LogEntry)]
    names = names_of(
        key for entry in entries for key in keys_in(entry.content_type.model_class(), entry.changes_dict)
    )
    return [_of_change(row) if isinstance(row, ScoreChange) else _of_entry(row, names) for row in rows]


def _every_entry() -> QuerySet[LogEntry]:
    return LogEntry.objects.select_related("actor", "content_type")


def _every_change() -> QuerySet[ScoreChange]:
    return ScoreChange.objects.select_related(
        "by", "indicator", "assessment__organization", "assessment__fiscal_year"
    )


def _entries(agencies: QuerySet[Organization] | None, asked: Asked) -> QuerySet[LogEntry]:
    place = Cast(KeyTextTransform("organization", "additional_data"), BigIntegerField())
    entries = _every_entry().annotate(place=place)
    entries = entries.filter(_moment(asked, LOG, "timestamp"), _person(asked, "actor"))
    if agencies is not None:
        entries = entries.filter(Exists(agencies.filter(pk=OuterRef("place"))))
    if asked.words:
        named = Organization.objects.search(asked.words).filter(pk=OuterRef("place"))
        entries = entries.filter(Q(object_repr__icontains=asked.words) | Exists(named))
    return entries.order_by("-timestamp", "-pk")


def _changes(agencies: QuerySet[Organization] | None, asked: Asked) -> QuerySet[ScoreChange]:
    changes = _every_change().filter(_moment(asked, SCORE, "at"), _person(asked, "by"))
    if agencies is not None:
        changes = changes.filter(assessment__organization__in=agencies)
    if asked.words:
        changes = changes.filter(assessment__organization__in=Organization.objects.search(asked.words))
    return changes.order_by("-at", "-pk")


def _moment(asked: Asked, source: str, column: str) -> Q:
    narrowed = older(asked.before, source, column) if asked.before else Q()
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
        place=_place_of(change),
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
        place=_place_of(entry),
        who=str(entry.actor or entry.actor_email or "ระบบ"),
        did=ACTIONS.get(entry.action, ""),
        thing=name if name.startswith(kind) else f"{kind} {name}",
        changes=tuple(changed_fields(model, entry.changes_dict, names)),
    )
