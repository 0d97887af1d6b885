"""The trail of the whole system: both sources in one list, only of one's scope, never changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from assessments.models import ScoreChange
from ita_portal.trail import Asked, Event, events
from ita_portal.trail_words import changed_fields
from measures.models import Plan
from organizations.models import Department, Membership, Organization, User
from tests.factories import DepartmentFactory, MembershipFactory, UserFactory, member
from tests.measures.makers import make_measure, make_plan
from tests.reports.makers import TITLES, completed, scored
from thai.dates import be_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def happened(organization: Organization, foreign: Organization) -> None:
    """Log entries and score changes of two agencies."""
    scored(organization)
    scored(foreign)
    for agency in (organization, foreign):
        agency.phone = "0 1234 5678"
        agency.save()


def things(found: list[Event]) -> set[str]:
    return {event.thing for event in found}


def test_both_sources_newest_first(happened: None, organization: Organization, auditor: User) -> None:
    found = events(auditor, Asked(), 100)
    moments = [event.at for event in found]
    assert moments == sorted(moments, reverse=True)
    told = {change for event in found for change in event.changes}
    assert ("โทรศัพท์", "", "0 1234 5678") in told
    assert any("การปฏิบัติหน้าที่" in label and new == "100.00" for label, _, new in told)


def test_only_of_ones_own_scope(
    happened: None, organization: Organization, foreign: Organization, auditor: User
) -> None:
    told = " ".join(things(events(auditor, Asked(), 1000)))
    assert organization.short_name in told
    assert foreign.short_name not in told


def test_another_role_elsewhere_opens_nothing(
    happened: None, organization: Organization, foreign: Organization, auditor: User
) -> None:
    Membership.objects.create(user=auditor, role="staff", organization=foreign)
    assert foreign.short_name not in " ".join(things(events(auditor, Asked(), 1000)))


def test_the_whole_country_sees_everything(happened: None, foreign: Organization) -> None:
    national = member("auditor", whole_country=True)
    assert foreign.short_name in " ".join(things(events(national, Asked(), 1000)))


def test_the_line_of_a_deleted_thing_keeps_its_place(organization: Organization, auditor: User) -> None:
    department = Department.objects.create(organization=organization, name="กองตัวอย่าง")
    department.delete()
    assert [event.did for event in events(auditor, Asked(), 10) if "กองตัวอย่าง" in event.thing] == [
        "ลบ",
        "เพิ่ม",
    ]


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ({"source": "score"}, {"score"}),
        ({"source": "log"}, {"log"}),
        ({"words": "ไม่มีหน่วยงานนี้"}, set()),
        ({"person": "ไม่มีคนนี้"}, set()),
        ({"until": date(2000, 1, 1)}, set()),
        ({"since": date(2000, 1, 1)}, {"score", "log"}),
    ],
    ids=lambda value: str(sorted(value)) if isinstance(value, set) else str(value),
)
def test_filters(happened: None, auditor: User, asked: dict[str, Any], kept: set[str]) -> None:
    found = events(auditor, Asked(**asked), 1000)
    assert {"score" if event.thing.startswith("คะแนน") else "log" for event in found} == kept


def changes_of(user: User, words: str) -> set[tuple[str, str, str]]:
    """Return every told change of the things whose name holds the words."""
    return {
        change for event in events(user, Asked(), 1000) if words in event.thing for change in event.changes
    }


def test_other_things_are_told_by_their_names(organization: Organization, auditor: User) -> None:
    one, two = DepartmentFactory.create_batch(2, organization=organization)
    clerk = UserFactory(first_name="สมมติ")
    membership = MembershipFactory(user=clerk, organization=organization, department=one)
    membership.department = two
    membership.save()
    assert changes_of(auditor, "สมมติ") >= {
        ("ผู้ใช้", "", str(clerk)),
        ("หน่วยงาน", "", str(organization)),
        ("ส่วนราชการภายใน", str(one), str(two)),
    }


def test_a_thing_that_is_gone_is_told_so(organization: Organization, auditor: User) -> None:
    department = DepartmentFactory(organization=organization)
    MembershipFactory(user=UserFactory(first_name="สมมติ"), organization=organization, department=department)
    key = department.pk
    department.delete()
    assert ("ส่วนราชการภายใน", "", f"ลบแล้ว (หมายเลข {key})") in changes_of(auditor, "สมมติ")


def test_lists_are_told_by_their_items(organization: Organization, auditor: User) -> None:
    make_measure(make_plan(organization), approach="จัดทำคู่มือ", method=["ร่าง", "เสนอ"])
    assert ("วิธีการดำเนินการ", "", "ร่าง; เสนอ") in changes_of(auditor, "จัดทำคู่มือ")


def test_a_thing_is_not_called_twice_what_it_is(organization: Organization, auditor: User) -> None:
    make_plan(organization)
    assert f"แผนมาตรการ {organization} 2565" in things(events(auditor, Asked(), 1000))


def test_a_memo_on_its_way_tells_whose_turn_it_was(organization: Organization, auditor: User) -> None:
    completed(organization)
    first, second, third = TITLES
    moves = [set(event.changes) for event in events(auditor, Asked(words="บันทึกข้อความ"), 1000)]
    turn, state = "ลำดับที่กำลังพิจารณา", "สถานะ"
    assert moves[:4] == [
        {(state, "อยู่ระหว่างพิจารณา", "พิจารณาครบแล้ว"), (turn, third, "")},
        {(turn, second, third)},
        {(turn, first, second)},
        {(state, "ร่าง", "อยู่ระหว่างพิจารณา"), ("เสนอครั้งที่", "", "1"), (turn, "", first)},
    ]
    assert len(moves) == 5
    assert not {turn, "เสนอครั้งที่"} & {label for label, _, _ in moves[4]}


def test_no_more_events_than_asked_for(happened: None, auditor: User) -> None:
    assert len(events(auditor, Asked(), 7)) == 7


class TestPage:
    def test_it_shows_and_exports_the_same(
        self, happened: None, auditor: User, sign_in: Callable[[User], Client]
    ) -> None:
        client = sign_in(auditor)
        page = client.get(reverse("trail"), {"source": "score"})
        assert page.status_code == 200
        assert len(page.context["events"]) == 10
        file = client.get(reverse("trail_list"), {"source": "score"})
        book = load_workbook(BytesIO(file.content))
        assert book.active.max_row == 11
        this_year = str(be_year(timezone.localdate()))
        assert str(book.active["A2"].value).startswith(this_year)
        assert f"_{this_year}" in unquote(file["Content-Disposition"])

    def test_names_stand_on_the_page_and_in_the_file(
        self, organization: Organization, auditor: User, sign_in: Callable[[User], Client]
    ) -> None:
        department = DepartmentFactory(organization=organization)
        MembershipFactory(organization=organization, department=department)
        client = sign_in(auditor)
        assert f"ส่วนราชการภายใน: – → {department}" in client.get(reverse("trail")).content.decode()
        rows = load_workbook(BytesIO(client.get(reverse("trail_list")).content)).active.values
        assert ("ส่วนราชการภายใน", None, str(department)) in {row[4:] for row in rows}

    def test_an_unreadable_date_is_told(self, auditor: User, sign_in: Callable[[User], Client]) -> None:
        page = sign_in(auditor).get(reverse("trail"), {"since": "2021-13-45", "before": "เมื่อวาน"})
        assert "alert-danger" in page.content.decode()

    @pytest.mark.parametrize("rows", [1, 30])
    def test_queries(
        self,
        rows: int,
        organization: Organization,
        auditor: User,
        sign_in: Callable[[User], Client],
        django_assert_num_queries: Any,
    ) -> None:
        assessment = scored(organization)
        ScoreChange.objects.bulk_create(ScoreChange(assessment=assessment, new="1") for _ in range(rows))
        client = sign_in(auditor)
        client.get(reverse("trail"))
        with django_assert_num_queries(11):
            client.get(reverse("trail"))

    @pytest.mark.parametrize("method", ["post", "put", "delete"])
    def test_it_cannot_be_written_to(
        self, method: str, auditor: User, sign_in: Callable[[User], Client]
    ) -> None:
        assert getattr(sign_in(auditor), method)(reverse("trail")).status_code == 405


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("True", "ใช่"),
        ("False", "ไม่ใช่"),
        ("None", ""),
        (None, ""),
        ("กองคลัง", "กองคลัง"),
        ("2021-09-28", "28 ก.ย. 2564"),
        ("2021-09-27 17:30:00", "28 ก.ย. 2564 00.30 น."),
        ("2021-09-28 04:05:06.789000", "28 ก.ย. 2564 11.05 น."),
        ("12021-09-28", "12021-09-28"),
        ("2021-13-45", "2021-13-45"),
        ("๒๕๖๔-๐๙-๒๘", "๒๕๖๔-๐๙-๒๘"),
    ],
)
def test_stored_values_are_told_in_thai(stored, shown):
    assert list(changed_fields(Membership, {"whole_country": [stored, "False"]})) == [
        ("ทั้งประเทศ", shown, "ไม่ใช่")
    ]


def test_keys_what_only_points_here_and_nothing_at_all_are_left_out():
    changes = {
        "id": ["None", "7"],
        "departments": ["None", "x.None"],
        "phone": ["None", ""],
        "name": ["", "ก"],
    }
    assert list(changed_fields(Organization, changes)) == [("ชื่อ", "", "ก")]


def test_choices_are_told_by_their_names():
    changes = {"state": ["draft", "adopted"], "nothing": ["x", "y"]}
    assert list(changed_fields(Plan, changes)) == [("สถานะ", "ร่าง", "ประกาศใช้แล้ว"), ("nothing", "x", "y")]


def test_a_field_that_is_gone_keeps_its_name():
    assert list(changed_fields(None, {"old_field": ["1", "2"]})) == [("old_field", "1", "2")]
