"""Differences between what was submitted and what is now, in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assessments.models import FiscalYear, Score
from organizations.models import Organization
from reports.documents.sources import Sources, sources_of
from reports.models import Memo
from reports.services import review
from reports.services.freeze import Difference, changed_between, changed_since, differences, restored
from tests.reports.makers import Office, office

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


def test_a_revision_tells_what_it_changed(ready: Office) -> None:
    first = review.submit(ready.memo, version=ready.memo.version, user=ready.author)
    review.revise(ready.memo, version=ready.memo.version, user=ready.author, reason="ระบุชั้นความเร็ว")
    Memo.objects.filter(pk=ready.memo.pk).update(speed="ด่วน")
    second = review.submit(ready.memo, version=ready.memo.version, user=ready.author)
    assert changed_between(first) == []
    assert changed_between(second) == [Difference("ชั้นความเร็ว", "", "ด่วน")]
