"""The audit trail tells who imported which file when, and which agencies came with it."""

from __future__ import annotations

import pytest
from auditlog.models import LogEntry

from assessments.models import ImportBatch
from assessments.services.imports.commit import commit
from assessments.services.imports.undo import undo
from ita_portal.trail import Asked, Event, events
from organizations.models import Organization, User
from tests.assessments.imports.files import YEAR, Rows, committed, opened, previewed, table
from tests.assessments.sheets.examples import NAMES, SCORES
from tests.factories import member

pytestmark = pytest.mark.django_db
ROWS: Rows = [
    ["หน่วยงาน", "อำเภอ", "จังหวัด", "ปี", *NAMES],
    ["อบต.ใหม่", "เมือง", "น่าน", YEAR, *SCORES],
    ["ทต.ใหม่", "เมือง", "น่าน", YEAR, *SCORES],
]


@pytest.fixture
def admin(agencies: list[Organization]) -> User:
    return member("admin", whole_country=True)


def told(user: User, words: str) -> list[Event]:
    return events(user, Asked(words=words, source="log"), 50)


def test_upload_commit_and_undo_name_the_file_and_the_person(
    agencies: list[Organization], admin: User
) -> None:
    batch = previewed(table(agencies), admin, name="คะแนน ปี 2564.xlsx")
    other = member("admin", whole_country=True)
    commit(batch, user=other)
    undo(batch, user=admin)
    found = told(admin, "คะแนน ปี 2564.xlsx")[::-1]
    assert [event.who for event in found] == [str(admin), str(other), str(admin)]
    assert [event.did for event in found] == ["เพิ่ม", "แก้ไข", "แก้ไข"]
    assert {event.thing for event in found} == {f"การนำเข้าคะแนน คะแนน ปี 2564.xlsx (ครั้งที่ {batch.pk})"}
    assert [event.changes for event in found] == [
        (("ชื่อไฟล์", "", "คะแนน ปี 2564.xlsx"),),
        (("สถานะ", "รอยืนยันการนำเข้า", "นำเข้าแล้ว"),),
        (("สถานะ", "นำเข้าแล้ว", "ยกเลิกการนำเข้าแล้ว"),),
    ]


def test_a_refused_commit_is_not_noted(agencies: list[Organization], admin: User) -> None:
    committed(table(agencies), admin)
    entries = LogEntry.objects.count()
    batch = previewed(table(agencies, level="Z"), admin)
    with pytest.raises(Exception, match="ข้อผิดพลาด"):
        commit(batch, user=admin)
    assert LogEntry.objects.count() == entries + 1  # the upload


def test_an_import_of_one_agency_is_its_trails(organization: Organization) -> None:
    administrator = member("admin", organization)
    batch = opened(table([organization]), administrator)
    assert [event.who for event in told(administrator, batch.file_name)] == [str(administrator)]


def test_added_agencies_are_noted_as_if_added_by_the_form(admin: User) -> None:
    batch = previewed(ROWS, admin, create_organizations=True)
    commit(batch, user=admin)
    added = Organization.objects.get(name="ใหม่", kind="sao")
    entry = LogEntry.objects.get_for_object(added).get()
    assert (entry.action, entry.actor, entry.object_repr) == (0, admin, str(added))
    again = Organization(code="by-form", kind="sao", name="ใหม่", district="เมือง", province="น่าน")
    again.save()
    by_form = LogEntry.objects.get_for_object(again).get()
    own = {"id", "code"}
    assert set(entry.changes) == set(by_form.changes)
    assert {k: v for k, v in entry.changes.items() if k not in own} == {
        k: v for k, v in by_form.changes.items() if k not in own
    }
    assert entry.additional_data == {"organization": added.pk}


def test_a_command_imports_as_the_system(agencies: list[Organization], admin: User) -> None:
    committed(table(agencies))
    assert {event.who for event in told(admin, ImportBatch.objects.get().file_name)} == {"ระบบ"}
