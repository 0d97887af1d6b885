"""Writing the figures of many assessments of one year: scores, announced figures, trail, version, total."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.utils import timezone

from assessments.models import Assessment, ImportBatch, Score, ScoreChange
from assessments.services import bulk
from assessments.services.imports.refusals import ChangedMeanwhile
from assessments.services.imports.stored import Stored
from assessments.services.imports.years import YearRules
from assessments.services.totals import keep_totals
from organizations.models import User

TRAIL = (
    *("assessment_id", "figure", "indicator_id", '"old"', '"new"'),
    *("by_id", "at", "source", "batch_id"),
)
NEW = [
    "organization_id",
    "fiscal_year_id",
    "kind",
    "state",
    "announced_level",
    "version",
    "level",
    "return_reason",
    "changed_at",
]
SCORE_KEY = ("assessment_id", "indicator_id")


@dataclass
class Edit:
    """Figures of one agency that change: name → (old, new), as texts, "" for none."""

    organization: int
    stored: Stored | None
    figures: dict[str, tuple[str, str]]

    @property
    def assessment(self) -> Stored:
        """The stored assessment; there is one once add_assessments ran."""
        assert self.stored is not None
        return self.stored


def add_assessments(rules: YearRules, edits: list[Edit]) -> None:
    """Store an empty draft for every agency that has none; IntegrityError when one appears meanwhile."""
    missing = {edit.organization: edit for edit in edits if edit.stored is None}
    if not missing:
        return
    draft = (Assessment.Kind.OFFICIAL.value, Assessment.State.DRAFT.value, "", 0, "", "", _now())
    bulk.insert(Assessment, NEW, ((pk, rules.pk, *draft) for pk in sorted(missing)))
    made = Assessment.objects.official().filter(fiscal_year_id=rules.pk)
    for pk, organization in made.order_by().values_list("pk", "organization_id"):
        if organization in missing:
            missing[organization].stored = Stored(pk, Assessment.State.DRAFT, 0, None, "", None, None)


def write_edits(
    rules: YearRules, edits: list[Edit], *, batch: ImportBatch, user: User | None, source: str
) -> None:
    """Write the new values and one line of the trail for each; bump versions; keep totals and levels.

    Runs inside the caller's transaction, in which the assessments are locked and checked.
    """
    bulk.upsert(Score, (*SCORE_KEY, "value"), SCORE_KEY, _scores(rules, edits))
    bulk.delete(Score, SCORE_KEY, _removed(rules, edits))
    now, by = _now(), user.pk if user else None
    end = (by, now, source, batch.pk)
    bulk.insert(ScoreChange, TRAIL, ((*line, *end) for line in _trail(rules, edits)))
    for edit in edits:
        _apply(edit)
    columns = ("version", "changed_at", "announced_total", "announced_level")
    bulk.update(Assessment, columns, (_assessment(edit.assessment, now) for edit in edits))
    keep_totals(_standing(rules, edit.assessment) for edit in edits)


def _now() -> bulk.Value:
    return connection.ops.adapt_datetimefield_value(timezone.now())


def _scores(rules: YearRules, edits: list[Edit]) -> Iterator[bulk.Row]:
    indicators = {str(number): pk for number, pk in rules.indicators.items()}
    for edit in edits:
        pk = edit.assessment.pk
        for name, (_, new) in edit.figures.items():
            if new and name in indicators:
                yield pk, indicators[name], new


def _removed(rules: YearRules, edits: list[Edit]) -> Iterator[bulk.Row]:
    for edit in edits:
        for name, (_, new) in edit.figures.items():
            if not new and name.isdigit():
                yield edit.assessment.pk, _indicator(rules, name)


def _indicator(rules: YearRules, name: str) -> int:
    try:
        return rules.indicators[int(name)]
    except KeyError:  # the year lost the indicator after the preview
        raise ChangedMeanwhile from None


def _trail(rules: YearRules, edits: list[Edit]) -> Iterator[bulk.Row]:
    score = ScoreChange.Figure.SCORE.value
    for edit in edits:
        pk = edit.assessment.pk
        for name, (old, new) in edit.figures.items():
            if name.isdigit():
                yield pk, score, _indicator(rules, name), old, new
            else:
                yield pk, name, None, old, new


def _apply(edit: Edit) -> None:
    """Bring the stored state that is held in memory up to what is written."""
    stored = edit.assessment
    for name, (_, new) in edit.figures.items():
        if name.isdigit():
            stored.scores[int(name)] = Decimal(new) if new else None
        elif name == "announced_level":
            stored.announced_level = new
        else:
            setattr(stored, name, Decimal(new) if new else None)


def _assessment(stored: Stored, now: bulk.Value) -> bulk.Row:
    total = stored.announced_total
    return stored.pk, stored.version + 1, now, None if total is None else str(total), stored.announced_level


def _standing(rules: YearRules, stored: Stored) -> tuple[int, Decimal | None, str]:
    total, level = rules.standings.of(
        stored.scores,
        eit_part1=stored.eit_part1,
        eit_part2=stored.eit_part2,
        announced_total=stored.announced_total,
        announced_level=stored.announced_level,
    )
    return stored.pk, total, level
