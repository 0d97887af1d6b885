from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from auditlog.models import LogEntry
from django.db import connection

from organizations.models import User
from reports.models import Memo, ReviewPosition
from reports.services import writing
from reports.services.writing import (
    ChainRow,
    ClosedMemo,
    MemoText,
    StaleChain,
    StaleMemo,
    chain_version,
    save_chain,
    save_memo,
)
from reports.texts import UnknownPlaceholder
from tests.factories import OrganizationFactory
from tests.reports.documents import examples

pytestmark = pytest.mark.django_db

TEXT = MemoText(number="ตย 1/1", date=date(2021, 9, 28), purpose="ได้ {total} คะแนน", author_name="ชื่อตัวอย่าง")


def test_a_memo_is_made_and_counted_up() -> None:
    assessment = examples.assessed_namtao()
    memo = save_memo(assessment, TEXT, version=0)
    assert (memo.number, memo.date, memo.purpose, memo.version) == (TEXT.number, TEXT.date, TEXT.purpose, 1)
    again = save_memo(assessment, MemoText(number="ตย 1/2"), version=1)
    assert (again.pk, again.number, again.purpose, again.version) == (memo.pk, "ตย 1/2", "", 2)


@pytest.mark.parametrize("version", [0, 2, -1])
def test_who_saw_another_version_changes_nothing(version: int) -> None:
    assessment = examples.assessed_namtao()
    save_memo(assessment, TEXT, version=0)
    with pytest.raises(StaleMemo):
        save_memo(assessment, MemoText(number="ตย 9/9"), version=version)
    stored = Memo.objects.get()
    assert (stored.number, stored.version) == (TEXT.number, 1)


def test_a_memo_that_does_not_exist_has_no_other_version() -> None:
    with pytest.raises(StaleMemo):
        save_memo(examples.assessed_namtao(), TEXT, version=3)
    assert not Memo.objects.exists()


def test_two_who_make_it_at_once_make_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other one's row appears between the look and the writing."""
    assessment = examples.assessed_namtao()
    create = writing._create

    def late(found: examples.Assessment) -> None:
        Memo.objects.create(assessment=found, number="ของผู้อื่น", version=1)
        create(found)

    monkeypatch.setattr(writing, "_create", late)
    with pytest.raises(StaleMemo):
        save_memo(assessment, TEXT, version=0)


@pytest.mark.parametrize("state", [Memo.State.IN_REVIEW, Memo.State.COMPLETED, Memo.State.ISSUED])
def test_a_memo_on_its_way_is_closed(state: str) -> None:
    assessment = examples.assessed_namtao()
    examples.memo(assessment, state=state)
    with pytest.raises(ClosedMemo):
        save_memo(assessment, TEXT, version=0)
    assert Memo.objects.get().number == ""


def test_a_returned_memo_may_be_changed() -> None:
    assessment = examples.assessed_namtao()
    examples.memo(assessment, state=Memo.State.RETURNED)
    assert save_memo(assessment, TEXT, version=0).number == TEXT.number


def test_unknown_placeholders_are_refused_before_anything_is_stored() -> None:
    with pytest.raises(UnknownPlaceholder):
        save_memo(examples.assessed_namtao(), MemoText(closing="{ยอด}"), version=0)
    assert not Memo.objects.exists()


def test_the_change_is_in_the_audit_log() -> None:
    memo = save_memo(examples.assessed_namtao(), TEXT, version=0)
    changes = [entry.changes_dict for entry in LogEntry.objects.get_for_object(memo)]
    assert any("number" in change and change["number"][1] == TEXT.number for change in changes)


def test_a_chain_is_replaced_in_its_new_order(staff: User) -> None:
    organization, other = OrganizationFactory(), OrganizationFactory()
    save_chain(other, [ChainRow("ตำแหน่งของหน่วยงานอื่น")], version=0)
    save_chain(organization, [ChainRow("หนึ่ง"), ChainRow("สอง", person=staff)], version=0)
    second, first = ChainRow("สอง", person=staff, deputy_title="รองสอง"), ChainRow("หนึ่ง", printed_name="ชื่อ")
    save_chain(organization, [second, first], version=1)
    columns = ("order", "title", "person", "printed_name", "deputy_title")
    rows = organization.review_positions.values_list(*columns)
    assert list(rows) == [(1, "สอง", staff.pk, "", "รองสอง"), (2, "หนึ่ง", None, "ชื่อ", "")]
    assert ReviewPosition.objects.filter(organization=other).count() == 1


def test_an_empty_chain_falls_back_to_the_default() -> None:
    organization = OrganizationFactory()
    save_chain(organization, [ChainRow("หนึ่ง")], version=0)
    assert save_chain(organization, [], version=1) == []
    assert not organization.review_positions.exists()


@pytest.mark.parametrize("seen", [0, 2, -1])
def test_a_chain_that_moved_on_is_left_as_it_is(seen: int) -> None:
    organization = OrganizationFactory()
    save_chain(organization, [ChainRow("หนึ่ง")], version=0)
    with pytest.raises(StaleChain):
        save_chain(organization, [ChainRow("สอง")], version=seen)
    assert [position.title for position in organization.review_positions.all()] == ["หนึ่ง"]
    assert chain_version(organization) == 1


def test_a_refused_first_saving_leaves_nothing_behind() -> None:
    organization = OrganizationFactory()
    with pytest.raises(StaleChain):
        save_chain(organization, [ChainRow("หนึ่ง")], version=1)
    assert chain_version(organization) == 0
    assert not organization.review_positions.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("before", [0, 1])
def test_of_two_chains_at_once_one_is_saved(before: int) -> None:
    organization = OrganizationFactory()
    if before:
        save_chain(organization, [ChainRow("เดิม")], version=0)
    barrier = Barrier(2)

    def save(title: str) -> str:
        barrier.wait(timeout=20)
        try:
            save_chain(organization, [ChainRow(title)], version=before)
        except StaleChain:
            return ""
        finally:
            connection.close()
        return title

    with ThreadPoolExecutor(2) as threads:
        [winner] = filter(None, threads.map(save, ("ก", "ข")))
    assert [position.title for position in organization.review_positions.all()] == [winner]
    assert chain_version(organization) == before + 1
