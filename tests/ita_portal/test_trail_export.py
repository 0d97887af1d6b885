"""The trail as a workbook: whole, or it says what is not in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from auditlog.registry import auditlog
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from assessments.models import ScoreChange
from ita_portal import trail_export, trail_page
from ita_portal.trail import Asked, events
from organizations.models import Organization, User
from tests.reports.makers import scored

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
SHEET_ROWS = 1_048_576  # of Excel
FIRST, SECOND = (datetime.fromisoformat(f"2021-09-28T04:05:0{second}+00:00") for second in (6, 7))


@pytest.fixture
def changes(organization: Organization, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return what makes score changes of a moment."""
    assessment = scored(organization)
    auditlogged = timezone.now

    def make(moment: datetime, *values: str) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)
        ScoreChange.objects.bulk_create(ScoreChange(assessment=assessment, new=value) for value in values)
        monkeypatch.setattr(timezone, "now", auditlogged)

    return make


def rows_of(client: Client, **asked: str) -> list[tuple[Any, ...]]:
    response = client.get(reverse("trail_list"), asked)
    return list(load_workbook(BytesIO(response.content)).active.values)


ON_THE_DAY = {"source": "score", "since": "28/9/2564", "until": "28/9/2564"}


def test_the_file_holds_what_the_pages_hold(
    organization: Organization, auditor: User, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    scored(organization)
    monkeypatch.setattr(trail_export, "AT_ONCE", 3)
    expected = list(trail_export.as_rows(events(auditor, Asked(), 1000)))
    rows = rows_of(sign_in(auditor))
    assert rows[0] == trail_page.HEADINGS
    assert [tuple(cell or "" for cell in row) for row in rows[1:]] == expected


def test_a_file_of_just_the_largest_size_is_whole(
    changes: Callable[..., None], auditor: User, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes(FIRST, "1", "2", "3")
    monkeypatch.setattr(trail_page, "LARGEST_EXPORT", 3)
    rows = rows_of(sign_in(auditor), **ON_THE_DAY)
    assert rows[0] == trail_page.HEADINGS
    assert [row[-1] for row in rows[1:]] == ["3", "2", "1"]


def test_a_cut_between_two_moments_is_told(
    changes: Callable[..., None], auditor: User, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes(FIRST, "1", "2")
    changes(SECOND, "3", "4")
    monkeypatch.setattr(trail_page, "LARGEST_EXPORT", 2)
    monkeypatch.setattr(trail_page, "PAGE_SIZE", 1)
    client = sign_in(auditor)
    told, heading, *rows = rows_of(client, **ON_THE_DAY)
    assert "2 รายการล่าสุด ตั้งแต่ 28 ก.ย. 2564 เวลา 11.05.07 น." in told[0].replace("\N{NO-BREAK SPACE}", " ")
    assert "บางส่วน" not in told[0]
    assert "“ถึงวันที่” เป็น 28 ก.ย. 2564" in told[0]
    assert heading == trail_page.HEADINGS
    assert [row[-1] for row in rows] == ["4", "3"]
    assert told[0] in client.get(reverse("trail"), ON_THE_DAY).content.decode()


def test_a_cut_inside_a_moment_is_told(
    changes: Callable[..., None], auditor: User, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes(FIRST, "1", "2")
    changes(SECOND, "3", "4")
    monkeypatch.setattr(trail_page, "LARGEST_EXPORT", 3)
    monkeypatch.setattr(trail_page, "PAGE_SIZE", 1)
    client = sign_in(auditor)
    told = rows_of(client, **ON_THE_DAY)[0][0]
    assert "รายการของเวลาดังกล่าวมีเพียงบางส่วน" in told
    assert told in client.get(reverse("trail"), ON_THE_DAY).content.decode()


@pytest.mark.parametrize("place", ["first", "later"])
def test_every_page_tells_of_the_whole_file(
    place: str, changes: Callable[..., None], auditor: User, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file begins with the newest also when the button stands on the last page."""
    changes(FIRST, "1", "2", "3", "4")
    monkeypatch.setattr(trail_page, "LARGEST_EXPORT", 3)
    monkeypatch.setattr(trail_page, "PAGE_SIZE", 2)
    client = sign_in(auditor)
    page = client.get(reverse("trail"), ON_THE_DAY)
    if place == "later":
        page = client.get(reverse("trail"), ON_THE_DAY | {"before": page.context["older"]})
    assert "3 รายการล่าสุด" in page.content.decode()


def test_a_whole_file_needs_no_note_on_the_page(
    changes: Callable[..., None], auditor: User, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes(FIRST, "1", "2", "3")
    monkeypatch.setattr(trail_page, "PAGE_SIZE", 1)
    assert "รายการล่าสุด ตั้งแต่" not in sign_in(auditor).get(reverse("trail"), ON_THE_DAY).content.decode()


def test_the_largest_file_fits_one_sheet() -> None:
    """An event is one row per changed field; the key, which every model has, is never told."""
    most = max(len(model._meta.fields) for model in auditlog.get_models()) - 1
    assert trail_page.LARGEST_EXPORT * most + 2 <= SHEET_ROWS
