"""The trail of the whole system: both sources in one list, only of one's scope, never changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from assessments.models import FiscalYear, ScoreChange
from ita_portal.trail import Asked, Event, changed_fields, events
from measures.models import Plan
from organizations.models import Department, Membership, Organization, User
from tests.factories import member
from tests.reports.makers import scored
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


def test_pages_leave_nothing_out(organization: Organization, auditor: User) -> None:
    scored(organization)
    moment = ScoreChange.objects.latest("at").at
    fiscal_year = FiscalYear.objects.get(year=2563)
    assessment = organization.assessments.create(fiscal_year=fiscal_year)
    changes = ScoreChange.objects.bulk_create(ScoreChange(assessment=assessment, new="1") for _ in range(30))
    assert len({change.at for change in changes}) > 1
    everything = events(auditor, Asked(), 1000)
    seen: list[Event] = []
    before = moment + timedelta(days=1)
    while page := events(auditor, Asked(before=before), 7):
        seen += page
        before = page[-1].at
    assert seen == everything


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
        with django_assert_num_queries(8):
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
