"""Saving the figures of one assessment: guarded by its version, every change into the trail."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from assessments.frameworks import Edition
from assessments.models import Assessment, Score, ScoreChange
from assessments.results import official_assessment, result_with, stored_scores
from assessments.services.conflicts import Closed, StaleVersion
from assessments.services.figures import ANNOUNCED, Change, Figures, as_text, changes_between, stored_figures
from assessments.services.totals import refresh_total
from organizations.models import Organization, User


def save_figures(
    organization: Organization,
    edition: Edition,
    figures: Figures,
    *,
    version: int,
    user: User | None,
    source: str = ScoreChange.Source.FORM,
) -> tuple[Assessment, list[Change]]:
    """Store the figures of an organization's official result; return it with the changes made.

    `version` is the one that the person saw. Raises StaleVersion when it is not the stored one any
    more, Closed when the assessment is no draft. Saving what is stored already changes nothing.
    """
    with transaction.atomic():
        assessment = _claim(organization, edition, version)
        old_scores = stored_scores(assessment)
        changes = changes_between(stored_figures(assessment, old_scores), figures)
        if not changes:
            return assessment, []
        Assessment.objects.filter(pk=assessment.pk).update(
            version=F("version") + 1,
            changed_at=timezone.now(),
            **{name: getattr(figures, name) for name in ANNOUNCED},
        )
        _write(assessment, edition, changes, user, source)
        assessment = official_assessment(organization, edition.fiscal_year)
        refresh_total(result_with(assessment, edition, stored_scores(assessment)))
    return assessment, changes


def _claim(organization: Organization, edition: Edition, version: int) -> Assessment:
    """Take the row for this transaction by one conditional UPDATE, or say why it cannot be taken."""
    assessment, _ = Assessment.objects.get_or_create(
        organization=organization, fiscal_year=edition.fiscal_year, kind=Assessment.Kind.OFFICIAL
    )
    taken = Assessment.objects.filter(pk=assessment.pk, version=version, state=Assessment.State.DRAFT).update(
        version=F("version")
    )
    current = official_assessment(organization, edition.fiscal_year)
    if taken:
        return current
    if not current.is_open:
        raise Closed
    raise StaleVersion(current)


def _write(
    assessment: Assessment, edition: Edition, changes: list[Change], user: User | None, source: str
) -> None:
    """Write changed scores and the trail."""
    for change in changes:
        if change.number is not None:
            _write_score(assessment, edition, change)
    ScoreChange.objects.bulk_create(
        ScoreChange(
            assessment=assessment,
            figure=change.figure,
            indicator=edition.indicators[change.number] if change.number is not None else None,
            old=as_text(change.old),
            new=as_text(change.new),
            by=user,
            source=source,
        )
        for change in changes
    )


def _write_score(assessment: Assessment, edition: Edition, change: Change) -> None:
    assert change.number is not None
    indicator = edition.indicators[change.number]
    if change.new is None:
        Score.objects.filter(assessment=assessment, indicator=indicator).delete()
        return
    Score.objects.update_or_create(assessment=assessment, indicator=indicator, defaults={"value": change.new})
