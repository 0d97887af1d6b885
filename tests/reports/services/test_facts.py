"""Differences between what was submitted and what is now, in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assessments.models import FiscalYear, Score
from organizations.models import Organization
from reports.documents.sources import Sources, sources_of
from reports.models import Memo, MemoRevision
from reports.services import review
from reports.services.facts import (
    Difference,
    changed_between,
    changed_since,
    differences,
    last_known,
    told_result,
)
from reports.services.freeze import restored
from tests.reports.makers import SCORES, Office, office, open_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(organization: Organization) -> Office:
    return office(organization)


def now(ready: Office) -> Sources:
    return sources_of(Organization.objects.get(pk=ready.organization.pk), FiscalYear.objects.get(year=2564))


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ({"ก": "1"}, {"ก": "1"}, []),
        ({"ก": "1"}, {"ก": "2"}, [("ก", "1", "2")]),
        ({}, {"ก": "2"}, [("ก", "", "2")]),
        ({"ก": "1"}, {}, [("ก", "1", "")]),
        ({"ก": "1", "ข": "1"}, {"ข": "2", "ค": "3"}, [("ข", "1", "2"), ("ค", "", "3"), ("ก", "1", "")]),
    ],
)
def test_differences(old: dict[str, str], new: dict[str, str], found: list[tuple[str, str, str]]) -> None:
    assert differences(old, new) == [Difference(*row) for row in found]


def test_nothing_changed_since(ready: Office) -> None:
    revision = review.submit(ready.memo, version=ready.memo.version, user=ready.author)
    assert changed_since(revision, now(ready)) == []


def test_a_later_score_is_told_and_the_submitted_stays(ready: Office) -> None:
    revision = review.submit(ready.memo, version=ready.memo.version, user=ready.author)
    Score.objects.filter(indicator__number=9).update(value=Decimal("80.00"))
    found = {row.label: (row.old, row.new) for row in changed_since(revision, now(ready))}
    assert found["ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล"] == ("74.33", "80.00")
    assert found["คะแนนรวม"][0] == "82.86"
    revision.refresh_from_db()
    assert restored(revision, "analysis").outcome.total == Decimal("82.86")


def again(ready: Office, **changes: str) -> MemoRevision:
    """Submit what was changed meanwhile."""
    Memo.objects.filter(pk=ready.memo.pk).update(**changes)
    ready.memo.refresh_from_db()
    return review.submit(ready.memo, version=ready.memo.version, user=ready.author)


def test_a_revision_tells_what_it_changed(ready: Office) -> None:
    first = again(ready)
    review.revise(ready.memo, version=ready.memo.version, user=ready.author, reason="ระบุชั้นความเร็ว")
    second = again(ready, speed="ด่วน")
    assert last_known(first) is None
    assert last_known(second) == first
    assert changed_between(first, second) == [Difference("ชั้นความเร็ว", "", "ด่วน")]


def test_a_withdrawn_submission_hides_nothing_from_who_returned_the_one_before(ready: Office) -> None:
    first = again(ready)
    review.decide(open_step(ready.memo), user=ready.head, decision="returned", comment="โปรดระบุชั้นความเร็ว")
    again(ready, speed="ด่วน")
    review.withdraw(ready.memo, user=ready.author)
    third = again(ready)
    assert last_known(third) == first
    assert changed_between(first, third) == [Difference("ชั้นความเร็ว", "", "ด่วน")]


def test_of_a_long_text_only_the_changed_paragraph_is_told() -> None:
    old, new = {"ข้อความ": "ก\nข\nค"}, {"ข้อความ": "ก\nง\nค"}
    assert differences(old, new) == [Difference("ข้อความ", "ข", "ง")]
    assert differences({"ข้อความ": "ก\nก"}, {"ข้อความ": "ก\nก\nก"}) == [Difference("ข้อความ", "", "ก")]


class TestToldResult:
    def test_of_a_submission_with_the_indicators_in_order(self, ready: Office) -> None:
        revision = review.submit(ready.memo, version=ready.memo.version, user=ready.author)
        told = told_result(MemoRevision.objects.get(pk=revision.pk).content)
        assert (told.total, told.level) == ("82.86", "B")
        assert [text for _, text in told.indicators] == [*SCORES.values()]
        assert told.indicators[9][0].startswith("ตัวชี้วัดที่ 10 ")

    def test_of_older_ones_whose_facts_have_no_order(self) -> None:
        facts = {"ตัวชี้วัดที่ 10 ข": "1.00", "ระดับ": "A", "ตัวชี้วัดที่ 9 ก": "2.00", "คะแนนรวม": "3.00"}
        told = told_result({"facts": facts})
        assert told.indicators == [("ตัวชี้วัดที่ 9 ก", "2.00"), ("ตัวชี้วัดที่ 10 ข", "1.00")]
        assert told_result({}).indicators == []
