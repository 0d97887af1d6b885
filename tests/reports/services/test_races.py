"""Twenty people at once: one decision counts, twenty numbers differ. Real transactions, both databases.

Tried without their guards: when review._close takes the memo whatever its state, revision and turn, all
twenty pass it on and only the trigger on decided steps stops nineteen of them, with an error; when
next_number() reads the last number and writes it back plus one, PostgreSQL gives out numbers twice, and
so does SQLite once the transaction is gone, too.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from organizations.models import Organization
from reports.models import DocumentRegister, Memo, ReviewPosition, ReviewStep
from reports.services import review
from reports.services.conflicts import Moved
from reports.services.files import fingerprint, intact_scan
from reports.services.register import next_number
from tests.reports.makers import office, open_step

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 20


def at_once(act: Callable[[int], object]) -> list[object]:
    """Run the same act in twenty threads that start together; return results, or what was raised."""
    start = Barrier(CROWD)

    def run(number: int) -> object:
        try:
            start.wait()
            return act(number)
        except Moved as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(CROWD) as pool:
        return list(pool.map(run, range(CROWD)))


def test_of_twenty_decisions_one_counts(organization: Organization) -> None:
    ready = office(organization)
    review.submit(ready.memo, version=ready.memo.version, user=ready.author)
    steps = [open_step(ready.memo) for _ in range(CROWD)]

    def decide(number: int) -> None:
        review.decide(steps[number], user=ready.head, decision="endorsed", comment=f"ความเห็นที่ {number}")

    outcomes = at_once(decide)
    assert outcomes.count(None) == 1
    winner = outcomes.index(None)
    assert ReviewStep.objects.get(order=1).comment == f"ความเห็นที่ {winner}"
    memo = Memo.objects.get(pk=ready.memo.pk)
    assert (memo.state, memo.turn, memo.version) == (Memo.State.IN_REVIEW, 2, 2)


def test_of_twenty_scans_one_is_kept(organization: Organization) -> None:
    ready = office(organization)
    ReviewPosition.objects.filter(organization=organization, order=1).update(person=None)
    review.submit(ready.memo, version=ready.memo.version, user=ready.author)
    steps = [open_step(ready.memo) for _ in range(CROWD)]
    before = scans()

    def record(number: int) -> None:
        scan = ContentFile(b"%%PDF- %d" % number, name="a.pdf")
        review.record_on_paper(steps[number], user=ready.author, scan=scan)

    outcomes = at_once(record)
    assert outcomes.count(None) == 1
    step = ReviewStep.objects.get(order=1)
    assert scans() - before == {step.scan.name.removeprefix("scans/")}
    assert step.scan_sha256 == fingerprint(b"%%PDF- %d" % outcomes.index(None))
    assert intact_scan(step)


def scans() -> set[str]:
    """Return the names of the stored scans."""
    return set(default_storage.listdir("scans")[1]) if default_storage.exists("scans") else set()


def test_withdrawing_and_deciding_at_once_one_wins(organization: Organization) -> None:
    ready = office(organization)
    review.submit(ready.memo, version=ready.memo.version, user=ready.author)
    step, memo = open_step(ready.memo), Memo.objects.get(pk=ready.memo.pk)

    def act(number: int) -> str | None:
        if number % 2:
            return review.withdraw(memo, user=ready.author)
        return review.decide(open_or(step), user=ready.head, decision="endorsed")

    def open_or(known: ReviewStep) -> ReviewStep:
        return ReviewStep.objects.select_related("revision__memo").get(pk=known.pk)

    assert at_once(act).count(None) == 1
    decided = ReviewStep.objects.get(order=1).decided_at is not None
    state = Memo.objects.get(pk=ready.memo.pk).state
    assert state == (Memo.State.IN_REVIEW if decided else Memo.State.DRAFT)


def test_twenty_registrations_get_twenty_numbers(organization: Organization) -> None:
    numbers = at_once(lambda _: next_number(organization, 2564))
    assert sorted(numbers) == list(range(1, CROWD + 1))
    assert DocumentRegister.objects.get().last_number == CROWD
