"""What the database holds for the agencies and years of a file, read in a few queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet

from assessments.models import Assessment, Score
from assessments.services.imports.years import YearRules

FEW = 500  # agencies that are asked for one by one; more than these: the whole year is read
COLUMNS = (
    "organization_id",
    "pk",
    "state",
    "version",
    "announced_total",
    "announced_level",
    "eit_part1",
    "eit_part2",
)


@dataclass
class Stored:
    """One official assessment as it is stored."""

    pk: int
    state: str
    version: int
    announced_total: Decimal | None
    announced_level: str
    eit_part1: Decimal | None
    eit_part2: Decimal | None
    scores: dict[int, Decimal | None] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Say whether an import may write it."""
        return self.state == Assessment.State.DRAFT


def stored_of(year: YearRules, organizations: Collection[int], *, lock: bool = False) -> dict[int, Stored]:
    """Return the official assessments of a year by organization; locked until the transaction ends."""
    rows: QuerySet[Assessment] = Assessment.objects.official().filter(fiscal_year_id=year.pk)
    if len(organizations) <= FEW:
        rows = rows.filter(organization__in=organizations)
    if lock:
        rows = rows.select_for_update()
    found = {row[0]: Stored(*row[1:]) for row in rows.order_by("pk").values_list(*COLUMNS)}
    _fill_scores(year, found.values(), organizations)
    return found


def _fill_scores(year: YearRules, assessments: Iterable[Stored], organizations: Collection[int]) -> None:
    by_pk = {assessment.pk: assessment.scores for assessment in assessments}
    if not by_pk:
        return
    scores = Score.objects.filter(
        assessment__fiscal_year_id=year.pk, assessment__kind=Assessment.Kind.OFFICIAL
    )
    if len(organizations) <= FEW:
        scores = scores.filter(assessment__in=list(by_pk))
    for pk, indicator, value in scores.order_by().values_list("assessment_id", "indicator_id", "value"):
        if pk in by_pk and indicator in year.numbers:
            by_pk[pk][year.numbers[indicator]] = value


def figure_of(stored: Stored | None, name: str) -> str:
    """Return a stored figure (an indicator's number or an announced figure) as text, "" for none."""
    if stored is None:
        return ""
    value = stored.scores.get(int(name)) if name.isdigit() else getattr(stored, name)
    return "" if value is None else str(value)
