"""Saving answers to disclosure items: only what changed, under each item's version, traced; carrying."""

from __future__ import annotations

from typing import Any

import pytest
from auditlog.models import LogEntry
from django.db.models import ProtectedError

from assessments.frameworks import Edition, edition_of
from assessments.models import DisclosureAnswer, FiscalYear
from assessments.services import disclosure
from assessments.services.disclosure import (
    Content,
    Statement,
    answers_of,
    carry_answers,
    disclosure_counts,
    proposals,
    save_answers,
)
from organizations.models import Organization, User
from organizations.services.places import uses_of
from tests.assessments.answers import answer, item
from tests.factories import DepartmentFactory, OrganizationFactory

pytestmark = pytest.mark.django_db
SITE = "https://www.example.org"


def log_of(stored: DisclosureAnswer) -> list[dict[str, Any]]:
    return [entry.changes for entry in LogEntry.objects.get_for_object(stored).order_by("pk")]


class TestSaving:
    def test_the_first_answer_has_its_row_and_its_line_in_the_log(
        self, organization: Organization, staff: User
    ) -> None:
        department = DepartmentFactory(organization=organization)
        stored = answer(
            organization,
            "O5",
            user=staff,
            published=True,
            url=f"{SITE}/contact",
            department_id=department.pk,
            note="ก",
        )
        assert (stored.version, stored.changed_by, stored.carried) == (1, staff, False)
        (changes,) = log_of(stored)
        assert changes["published"] == ["None", "True"]
        assert changes["url"] == ["None", f"{SITE}/contact"]
        assert not {"version", "changed_by", "changed_at"} & set(changes)

    def test_a_change_tells_old_and_new(self, organization: Organization) -> None:
        answer(organization, "O5", url=f"{SITE}/a")
        stored = answer(organization, "O5", url=f"{SITE}/b")
        assert stored.version == 2
        assert log_of(stored)[1] == {"url": [f"{SITE}/a", f"{SITE}/b"]}

    def test_what_is_stored_already_writes_nothing(self, organization: Organization) -> None:
        answer(organization, "O5", published=True)
        stored = answer(organization, "O5", published=True, version=0)
        assert stored.version == 1
        assert len(log_of(stored)) == 1

    def test_saying_nothing_about_an_item_makes_no_row(
        self, organization: Organization, edition: Edition
    ) -> None:
        saved = save_answers(organization, edition, [Statement(item("O5"), Content(), 0)], user=None)
        assert (saved.items, saved.conflicts) == ([], [])
        assert not DisclosureAnswer.objects.exists()

    def test_who_comes_second_overwrites_nothing_and_the_rest_is_saved(
        self, organization: Organization, edition: Edition
    ) -> None:
        answer(organization, "O5", url=f"{SITE}/first")
        second = [
            Statement(item("O5"), Content(url=f"{SITE}/second"), 0),
            Statement(item("O6"), Content(published=True), 0),
        ]
        saved = save_answers(organization, edition, second, user=None)
        assert ([row.code for row in saved.items], [row.code for row in saved.conflicts]) == (["O6"], ["O5"])
        assert answers_of(organization, edition)[item("O5").pk].url == f"{SITE}/first"

    def test_two_first_answers_at_once_meet_at_the_constraint(self, organization: Organization) -> None:
        unseen = DisclosureAnswer(organization=organization, item=item("O5"))  # read before the other's row
        answer(organization, "O5", url=f"{SITE}/first")
        statement = Statement(item("O5"), Content(url=f"{SITE}/second"), 0)
        assert not disclosure._store(unseen, statement, None)
        assert DisclosureAnswer.objects.get().url == f"{SITE}/first"

    def test_an_answer_that_was_seen_and_is_gone_is_a_conflict(
        self, organization: Organization, edition: Edition
    ) -> None:
        statement = Statement(item("O5"), Content(published=True), 3)
        assert save_answers(organization, edition, [statement], user=None).conflicts == [item("O5")]

    def test_a_department_that_sees_to_an_item_is_in_use(self, organization: Organization) -> None:
        department = DepartmentFactory(organization=organization)
        answer(organization, "O5", department_id=department.pk)
        assert uses_of(department) == ["ผลตรวจสอบตนเอง (OIT) 1 รายการ"]

    def test_an_answered_item_is_not_deleted(self, organization: Organization) -> None:
        answer(organization, "O5", published=True)
        with pytest.raises(ProtectedError):
            item("O5").delete()


def test_counts(organization: Organization) -> None:
    assert disclosure_counts(organization, 2564) == (43, 43)
    answer(organization, "O5", published=True)
    answer(organization, "O6", url=f"{SITE}/laws")
    answer(OrganizationFactory(), "O7", published=True)
    assert disclosure_counts(organization, 2564) == (43, 42)
    assert disclosure_counts(organization, 2562) == (0, 0)


class TestCarrying:
    @pytest.fixture
    def next_year(self) -> Edition:
        return edition_of(FiscalYear.objects.get(year=2565))

    def carried(self, organization: Organization, edition: Edition) -> dict[str, Content]:
        found = proposals(organization, edition, answers_of(organization, edition))
        return {row.code: content for row, content in found.items()}

    def test_addresses_and_departments_come_along_and_nothing_counts_as_published(
        self, organization: Organization, next_year: Edition, staff: User
    ) -> None:
        department = DepartmentFactory(organization=organization)
        answer(organization, "O1", published=True, url=f"{SITE}/1", note="ปีก่อน")
        answer(organization, "O2", department_id=department.pk)
        answer(organization, "O3", published=True)  # nothing that could be carried
        assert carry_answers(organization, next_year, user=staff) == 2
        stored = {row.item.code: row for row in answers_of(organization, next_year).values()}
        assert (stored["O1"].url, stored["O1"].published, stored["O1"].note) == (f"{SITE}/1", False, "")
        assert (stored["O2"].department, stored["O2"].changed_by) == (department, staff)
        assert (stored["O1"].carried, stored["O2"].carried) == (True, False)
        assert carry_answers(organization, next_year, user=staff) == 0

    def test_only_the_same_item_is_offered_whatever_its_number(
        self, organization: Organization, next_year: Edition
    ) -> None:
        answer(organization, "O34", url=f"{SITE}/34")  # another item under this number in 2565
        answer(organization, "O42", url=f"{SITE}/42")
        assert self.carried(organization, next_year) == {"O42": Content(url=f"{SITE}/42")}

    def test_nothing_is_offered_over_an_answer_or_from_another_agency(
        self, organization: Organization, next_year: Edition
    ) -> None:
        answer(organization, "O1", url=f"{SITE}/1")
        answer(OrganizationFactory(), "O2", url=f"{SITE}/2")
        answer(organization, "O1", year=2565, note="ทำแล้ว")
        assert self.carried(organization, next_year) == {}

    def test_where_every_item_is_answered_nothing_is_read(
        self, organization: Organization, django_assert_num_queries: Any
    ) -> None:
        unknown = edition_of(FiscalYear.objects.get(year=2562))
        with django_assert_num_queries(0):
            assert proposals(organization, unknown, {}) == {}

    @pytest.mark.parametrize(
        ("change", "waits"),
        [
            ({"note": "ถามกองคลังแล้ว"}, True),
            ({"published": True}, False),
            ({"url": f"{SITE}/new"}, False),
            ({"url": ""}, False),
        ],
    )
    def test_a_carried_address_waits_until_somebody_has_looked(
        self,
        organization: Organization,
        next_year: Edition,
        staff: User,
        change: dict[str, Any],
        waits: bool,
    ) -> None:
        answer(organization, "O1", published=True, url=f"{SITE}/1")
        carry_answers(organization, next_year, user=staff)
        stored = answer(organization, "O1", year=2565, **({"url": f"{SITE}/1"} | change))
        assert stored.carried is waits
