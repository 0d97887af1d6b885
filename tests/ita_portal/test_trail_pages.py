"""The pages of the trail: every event stands on one of them, also when thousands share a moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import FiscalYear, ScoreChange
from ita_portal import trail_page
from ita_portal.trail import Asked, Event, events
from organizations.models import Organization, User
from tests.factories import DepartmentFactory
from tests.reports.makers import scored

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
MANY = 300


@pytest.fixture
def at_once(organization: Organization, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three hundred score changes and some log entries of one moment, and some of before."""
    scored(organization)
    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)
    assessment = organization.assessments.create(fiscal_year=FiscalYear.objects.get(year=2563))
    ScoreChange.objects.bulk_create(
        ScoreChange(assessment=assessment, new=str(number)) for number in range(MANY)
    )
    entry = LogEntry.objects.get_for_object(DepartmentFactory(organization=organization)).get()
    rows = [
        LogEntry(
            content_type=entry.content_type,
            action=1,
            object_repr=f"ที่ {number}",
            additional_data=entry.additional_data,
            timestamp=moment,
        )
        for number in range(20)
    ]
    LogEntry.objects.bulk_create(rows)


def pages(client: Client, **asked: str) -> list[list[Event]]:
    """Follow the links from page to page."""
    found = []
    while True:
        context = client.get(reverse("trail"), asked).context
        found.append(context["events"])
        if not context["older"]:
            return found
        asked["before"] = context["older"]


@pytest.mark.parametrize("source", ["", "score", "log"])
def test_every_event_is_on_one_page(at_once: None, source: str, auditor: User, sign_in: SignIn) -> None:
    found = pages(sign_in(auditor), source=source)
    everything = events(auditor, Asked(source=source), 10_000)
    assert len(everything) > (MANY if source != "log" else 20)
    assert [event for page in found for event in page] == everything
    assert len({event.place for event in everything}) == len(everything)
    assert {len(page) for page in found[:-1]} <= {trail_page.PAGE_SIZE}


def test_a_full_last_page_has_no_link_to_an_empty_one(
    organization: Organization, auditor: User, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    scored(organization)
    monkeypatch.setattr(trail_page, "PAGE_SIZE", 5)
    assert [len(page) for page in pages(sign_in(auditor), source="score")] == [5, 5]


@pytest.mark.parametrize(
    "before",
    [
        "เมื่อวาน",
        "2021-09-28T04:05:06+00:00",
        "2021-13-45T04:05:06+00:00~log~1",
        "2021-09-28T04:05:06~log~1",
        "2021-09-28T04:05:06+00:00~memo~1",
        "2021-09-28T04:05:06+00:00~log~-1",
        "2021-09-28T04:05:06+00:00~log~๑",
        "2021-09-28T04:05:06+00:00~log~" + "9" * 30,
        "0001-01-01T00:00:00+14:00~log~1",
        "\0",
    ],
)
def test_another_address_shows_the_newest(
    before: str, organization: Organization, auditor: User, sign_in: SignIn
) -> None:
    scored(organization)
    page = sign_in(auditor).get(reverse("trail"), {"before": before})
    assert page.status_code == 200
    assert page.context["events"] == events(auditor, Asked(), trail_page.PAGE_SIZE)
    assert "กลับไปรายการล่าสุด" not in page.content.decode()


@pytest.mark.parametrize("key", ["0", "9" * 18])
def test_a_key_of_no_row_is_a_place_all_the_same(key: str, auditor: User, sign_in: SignIn) -> None:
    before = f"2999-01-01T00:00:00+00:00~log~{key}"
    assert sign_in(auditor).get(reverse("trail"), {"before": before}).status_code == 200


def test_older_pages_lead_back_to_the_newest(at_once: None, auditor: User, sign_in: SignIn) -> None:
    client = sign_in(auditor)
    first = client.get(reverse("trail"), {"source": "score"})
    assert "กลับไปรายการล่าสุด" not in first.content.decode()
    older = client.get(reverse("trail"), {"source": "score", "before": first.context["older"]})
    assert (
        '<a class="btn btn-outline-primary" href="?source=score">กลับไปรายการล่าสุด</a>'
        in older.content.decode()
    )
    nothing = client.get(reverse("trail"), {"before": "2001-01-01T00:00:00+00:00~log~1"})
    assert "กลับไปรายการล่าสุด" in nothing.content.decode()


def test_the_first_date_after_the_last_is_told(auditor: User, sign_in: SignIn) -> None:
    page = sign_in(auditor).get(reverse("trail"), {"since": "2 ต.ค. 2565", "until": "1/10/2565"})
    content = page.content.decode()
    assert "“ตั้งแต่วันที่” (2 ต.ค. 2565) อยู่หลัง “ถึงวันที่” (1 ต.ค. 2565)" in content
    assert "คำค้นที่สั้นลง" not in content


def test_one_day_is_a_period(auditor: User, sign_in: SignIn) -> None:
    page = sign_in(auditor).get(reverse("trail"), {"since": "1/10/2565", "until": "1/10/2565"})
    assert not page.context["problems"]


def test_no_field_takes_more_than_is_read(auditor: User, sign_in: SignIn) -> None:
    content = sign_in(auditor).get(reverse("trail")).content.decode()
    for name in ("q", "person", "since", "until"):
        field = content[content.index(f'name="{name}"') :].split(">")[0]
        assert f'maxlength="{trail_page.LONGEST_WORD}"' in field


@pytest.mark.parametrize("rows", [60, 300])
def test_queries_of_a_page_among_many(
    rows: int, organization: Organization, auditor: User, sign_in: SignIn, django_assert_num_queries: Any
) -> None:
    assessment = scored(organization)
    ScoreChange.objects.bulk_create(ScoreChange(assessment=assessment, new="1") for _ in range(rows))
    client = sign_in(auditor)
    client.get(reverse("trail"))
    with django_assert_num_queries(10):
        client.get(reverse("trail"))
