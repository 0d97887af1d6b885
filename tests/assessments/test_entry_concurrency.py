"""Two people save at the same moment, on a real database: one wins, the other is told, nothing is lost.

Every test of this file fails when the condition on the version is taken out of the UPDATE that it is about
(`_claim` in services/entry.py, `_move` in services/states.py).
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from assessments.frameworks import Edition
from assessments.models import Assessment, ScoreChange
from assessments.services import states
from assessments.services.conflicts import Closed, StaleVersion
from assessments.services.entry import save_figures
from assessments.services.figures import Figures
from organizations.models import Organization, User
from tests.assessments.examples import FULL
from tests.assessments.sheet_forms import SignIn, official, typed, url
from tests.factories import member

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 5  # one round may run one after the other by chance


def at_once(*deeds: Callable[[], str]) -> list[str]:
    """Run the deeds in threads that start together; return what each one came to."""
    barrier = Barrier(len(deeds))

    def run(deed: Callable[[], str]) -> str:
        try:
            barrier.wait(timeout=20)
            return deed()
        except (StaleVersion, Closed):
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(run, deeds))


def saving(
    organization: Organization, edition: Edition, user: User, figures: Figures, version: int
) -> Callable[[], str]:
    def save() -> str:
        save_figures(organization, edition, figures, version=version, user=user)
        return "saved"

    return save


def stored(organization: Organization) -> dict[int, Decimal]:
    return dict(official(organization).scores.values_list("indicator__number", "value"))


@pytest.mark.parametrize("begun", [False, True], ids=["first save", "later save"])
def test_of_two_saves_one_wins_whole(
    begun: bool, organization: Organization, edition: Edition, staff: User
) -> None:
    other = member("staff", organization)
    if begun:
        save_figures(organization, edition, Figures(FULL), version=0, user=staff)
    for _ in range(ROUNDS if begun else 1):
        version, trail = int(begun) and official(organization).version, ScoreChange.objects.count()
        nine, ten = FULL | {9: Decimal(version + 1)}, FULL | {10: Decimal(version + 1)}
        results = at_once(
            saving(organization, edition, staff, Figures(nine), version),
            saving(organization, edition, other, Figures(ten), version),
        )
        assert sorted(results) == ["refused", "saved"]
        winner, scores = (staff, nine) if results[0] == "saved" else (other, ten)
        assert stored(organization) == scores
        assert official(organization).version == version + 1
        added = ScoreChange.objects.all()[: ScoreChange.objects.count() - trail]
        assert {line.by for line in added} == {winner}


def test_two_forms_sent_at_once_end_in_one_page_and_one_question(
    organization: Organization, full: Assessment, staff: User, sign_in: SignIn
) -> None:
    clients = [sign_in(staff), sign_in(member("staff", organization))]

    def sending(client: Client, number: int) -> Callable[[], str]:
        scores = FULL | {number: Decimal("1.00")}
        return lambda: str(
            client.post(url(organization), typed(list(scores.values()), version=1)).status_code
        )

    results = at_once(sending(clients[0], 9), sending(clients[1], 10))
    assert sorted(results) == ["302", "409"]
    kept = 9 if results[0] == "302" else 10
    assert stored(organization) == FULL | {kept: Decimal("1.00")}


def test_a_result_is_approved_or_sent_back_not_both(
    organization: Organization, edition: Edition, submitted: Assessment, executive: User
) -> None:
    other = member("executive", organization)
    copies = [official(organization), official(organization)]

    def approve() -> str:
        states.approve(copies[0], version=2, user=executive)
        return "approved"

    def send_back() -> str:
        states.send_back(copies[1], version=2, user=other, reason="ขอแก้ไข")
        return "draft"

    results = at_once(approve, send_back)
    assert results.count("refused") == 1
    assert official(organization).state in results


def test_a_sheet_is_saved_or_submitted_not_changed_after_it_was_submitted(
    organization: Organization, edition: Edition, full: Assessment, staff: User
) -> None:
    other = member("staff", organization)
    assessment = official(organization)

    def submit() -> str:
        states.submit(assessment, edition, version=1, user=staff)
        return "submitted"

    empty = Figures({1: Decimal("1.00")})
    results = at_once(submit, saving(organization, edition, other, empty, 1))
    assert sorted(results) in (["refused", "submitted"], ["refused", "saved"])
    if official(organization).state == Assessment.State.SUBMITTED:
        assert stored(organization) == FULL
