"""Saving figures: what is stored, what the trail says, and that two people cannot overwrite each other."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assessments.frameworks import Edition
from assessments.models import Assessment, ScoreChange
from assessments.services import states
from assessments.services.conflicts import Closed, NotReady, StaleVersion
from assessments.services.entry import save_figures
from assessments.services.figures import Figures
from organizations.models import Organization, User

pytestmark = pytest.mark.django_db

S2 = {
    1: Decimal("100.00"),
    2: Decimal("89.43"),
    3: Decimal("99.14"),
    4: Decimal("86.77"),
    5: Decimal("98.28"),
    6: Decimal("98.57"),
    7: Decimal("98.79"),
    8: Decimal("98.44"),
    9: Decimal("74.33"),
    10: Decimal("50.00"),
}


def test_scores_total_and_level_are_stored(organization: Organization, edition: Edition, staff: User) -> None:
    assessment, changes = save_figures(organization, edition, Figures(S2), version=0, user=staff)
    assert len(changes) == 10
    stored = Assessment.objects.get(pk=assessment.pk)
    assert (stored.total, stored.level, stored.version) == (Decimal("82.86"), "B", 1)


def test_every_change_is_in_the_trail(organization: Organization, edition: Edition, staff: User) -> None:
    save_figures(organization, edition, Figures(S2), version=0, user=staff)
    changed = Figures(S2 | {10: None, 9: Decimal("75.00")}, announced_total=Decimal("82.86"))
    save_figures(organization, edition, changed, version=1, user=staff)
    last = ScoreChange.objects.order_by("-pk")[:3]
    assert {(row.indicator.number if row.indicator else None, row.old, row.new, row.by) for row in last} == {
        (10, "50.00", "", staff),
        (9, "74.33", "75.00", staff),
        (None, "", "82.86", staff),
    }


def test_saving_the_same_again_changes_nothing(
    organization: Organization, edition: Edition, staff: User
) -> None:
    save_figures(organization, edition, Figures(S2), version=0, user=staff)
    assessment, changes = save_figures(organization, edition, Figures(S2), version=1, user=staff)
    assert changes == []
    assert assessment.version == 1
    assert ScoreChange.objects.count() == 10


def test_a_stale_version_is_refused_and_nothing_is_stored(
    organization: Organization, edition: Edition, staff: User
) -> None:
    save_figures(organization, edition, Figures(S2), version=0, user=staff)
    with pytest.raises(StaleVersion) as refusal:
        save_figures(organization, edition, Figures({1: Decimal("1.00")}), version=0, user=staff)
    assert refusal.value.assessment.total == Decimal("82.86")
    assert ScoreChange.objects.count() == 10


def test_a_submitted_result_is_closed(organization: Organization, edition: Edition, staff: User) -> None:
    assessment, _ = save_figures(organization, edition, Figures(S2), version=0, user=staff)
    states.submit(assessment, edition, version=1, user=staff)
    with pytest.raises(Closed):
        save_figures(organization, edition, Figures(), version=assessment.version, user=staff)


def test_a_gap_blocks_submission_and_is_named(
    organization: Organization, edition: Edition, staff: User
) -> None:
    assessment, _ = save_figures(organization, edition, Figures(S2 | {7: None}), version=0, user=staff)
    with pytest.raises(NotReady) as refusal:
        states.submit(assessment, edition, version=1, user=staff)
    assert "ตัวชี้วัดที่ 7" in str(refusal.value)


def test_the_trail_cannot_be_changed(organization: Organization, edition: Edition, staff: User) -> None:
    save_figures(organization, edition, Figures(S2), version=0, user=staff)
    line = ScoreChange.objects.first()
    assert line is not None
    with pytest.raises(TypeError):
        line.save()
    with pytest.raises(TypeError):
        line.delete()
