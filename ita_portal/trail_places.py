"""The order of the trail: by moment, then source, then key, so that no two of its lines share a place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q
from django.utils import timezone

LOG, SCORE = "log", "score"  # the two sources; within one moment "score" counts as the newer
WRITTEN = re.compile(r"(?P<at>[^~]+)~(?P<source>log|score)~(?P<key>[0-9]{1,18})")


@dataclass(frozen=True, order=True)
class Place:
    """Where a line stands. The moment alone would not do: an import writes thousands of lines in one."""

    at: datetime
    source: str
    key: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.source}~{self.key}"


def read_place(text: str) -> Place | None:
    """Return the place that an address names; None when it names none."""
    written = WRITTEN.fullmatch(text)
    if written is None:
        return None
    try:
        at = datetime.fromisoformat(written["at"])
        # A moment at the end of the calendar may have no counterpart in UTC, by which the databases compare.
        return (
            Place(at.astimezone(UTC), written["source"], int(written["key"]))
            if timezone.is_aware(at)
            else None
        )
    except (ValueError, OverflowError):
        return None


def older(place: Place, source: str, column: str) -> Q:
    """Match the rows of a source, with the moment in this column, that stand below the place."""
    earlier = Q(**{f"{column}__lt": place.at})
    if source > place.source:
        return earlier
    same = Q(**{column: place.at})
    return earlier | (same & Q(pk__lt=place.key) if source == place.source else same)
