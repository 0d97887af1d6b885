"""Running numbers: in order, per organization and year, given back when the memo moved meanwhile."""

from __future__ import annotations

from datetime import date

import pytest

from organizations.models import Organization
from reports.models import DocumentRegister, Memo
from reports.services.conflicts import Moved
from reports.services.register import assign_number, next_number
from tests.reports.makers import memo

pytestmark = pytest.mark.django_db


def test_numbers_count_up_per_organization_and_year(
    organization: Organization, foreign: Organization
) -> None:
    assert [next_number(organization, 2564) for _ in range(3)] == [1, 2, 3]
    assert next_number(organization, 2565) == 1
    assert next_number(foreign, 2564) == 1


@pytest.mark.parametrize(
    ("prefix", "typed", "given"),
    [
        ("ตย 00000", "", "ตย 00000/1"),
        ("", "", "1"),
        ("ตย 1", "ตย 2/", "ตย 2/1"),
        ("ตย 1/", "", "ตย 1/1"),
        ("ตย ๑", "", "ตย ๑/๑"),
        ("ตย 1", "ตย 1/ว", "ตย 1/ว 1"),
    ],
)
def test_a_memo_gets_prefix_and_number(
    organization: Organization, prefix: str, typed: str, given: str
) -> None:
    organization.document_prefix = prefix
    organization.save()
    document = memo(organization, number=typed, date=None)
    assert assign_number(document, version=0, today=date(2021, 9, 28)) == given
    document.refresh_from_db()
    assert (document.number, document.date, document.version) == (given, date(2021, 9, 28), 1)
    assert DocumentRegister.objects.get().year == 2564


def test_the_memos_own_date_chooses_the_year(organization: Organization) -> None:
    assign_number(memo(organization, number="", date=date(2022, 1, 5)), version=0, today=date(2021, 9, 28))
    assert DocumentRegister.objects.get().year == 2565


@pytest.mark.parametrize("changed", [{"version": 1}, {"state": Memo.State.IN_REVIEW}, {"number": "ตย 1/5"}])
def test_a_memo_that_moved_gives_the_number_back(
    organization: Organization, changed: dict[str, object]
) -> None:
    document = memo(organization, number="")
    Memo.objects.filter(pk=document.pk).update(**changed)
    with pytest.raises(Moved):
        assign_number(document, version=0)
    assert next_number(organization, 2564) == 1


def test_a_complete_number_is_kept(organization: Organization) -> None:
    document = memo(organization, number="ตย 1/5")
    with pytest.raises(Moved):
        assign_number(document, version=0)
    assert next_number(organization, 2564) == 1
