"""The emblem that a memo was submitted with is the one that reviewers see and that is issued."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from assessments.models import FiscalYear
from organizations.emblems import Emblem as Upload
from organizations.models import Organization, User
from organizations.services.places import set_emblem
from reports.documents.emblem import Emblem
from reports.documents.sources import Sources, sources_of
from reports.models import Memo, MemoRevision, SubmittedEmblem
from reports.services import review
from reports.services.facts import Difference, changed_between, changed_since
from reports.services.files import fingerprint
from reports.services.freeze import submitted_emblem
from reports.services.issuing import render_all
from tests.reports import makers
from tests.reports.makers import Office, office
from tests.reports.services.test_races import at_once

pytestmark = pytest.mark.django_db


def picture(colour: str) -> bytes:
    written = BytesIO()
    Image.new("RGB", (60, 60), colour).save(written, "PNG")
    return written.getvalue()


RED, BLUE = picture("red"), picture("blue")
RED_TOLD = f"ภาพ SHA-256: {fingerprint(RED)[:12]}…"


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: object) -> Path:
    """Give each test a media folder of its own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


Change = Callable[[Organization, bytes | None], None]


@pytest.fixture
def change(django_capture_on_commit_callbacks: Callable[..., object]) -> Change:
    """Return a function that gives an agency another emblem, or none; the old file is gone then."""

    def changed(organization: Organization, content: bytes | None) -> None:
        stored = Organization.objects.get(pk=organization.pk)
        with django_capture_on_commit_callbacks(execute=True):
            set_emblem(stored, Upload(content, "png") if content else None)

    return changed


@pytest.fixture
def ready(organization: Organization, change: Change) -> Office:
    change(organization, RED)
    return office(Organization.objects.get(pk=organization.pk))


def submit(ready: Office) -> MemoRevision:
    return review.submit(ready.memo, version=ready.memo.version, user=ready.author)


def again(ready: Office) -> MemoRevision:
    review.revise(ready.memo, version=ready.memo.version, user=ready.author, reason="แก้ไข")
    return submit(ready)


def now(ready: Office) -> Sources:
    return sources_of(Organization.objects.get(pk=ready.organization.pk), FiscalYear.objects.get(year=2564))


def colour_in(pdf: bytes) -> tuple[int, ...] | None:
    """Return the colour of the picture on the first page."""
    images = PdfReader(BytesIO(pdf)).pages[0].images
    return images[0].image.convert("RGB").getpixel((30, 30)) if images else None


def test_it_is_kept_with_the_revision(ready: Office, change: Change) -> None:
    revision = submit(ready)
    change(ready.organization, BLUE)
    assert submitted_emblem(revision, ready.organization) == Emblem(RED, "png")
    kept = SubmittedEmblem.objects.get()
    assert revision.content["emblem"] == kept.sha256
    assert bytes(kept.content) == RED


def test_once_for_each_content(ready: Office, change: Change) -> None:
    first, second = submit(ready), again(ready)
    change(ready.organization, BLUE)
    third = again(ready)
    assert first.content["emblem"] == second.content["emblem"] != third.content["emblem"]
    assert SubmittedEmblem.objects.count() == 2


def test_submitted_without_one_stays_without_one(ready: Office, change: Change) -> None:
    change(ready.organization, None)
    revision = submit(ready)
    change(ready.organization, BLUE)
    current = Organization.objects.get(pk=ready.organization.pk)
    assert submitted_emblem(revision, current) == Emblem()


def test_the_one_of_the_moment_counts_not_the_one_of_an_older_page(ready: Office, change: Change) -> None:
    assert ready.memo.assessment.organization.emblem.name
    change(ready.organization, BLUE)  # the file that the older page knows is gone
    revision = submit(ready)
    assert submitted_emblem(revision, ready.organization) == Emblem(BLUE, "png")


def test_a_refused_submission_keeps_nothing(ready: Office) -> None:
    makers.revision(ready.organization)  # its number is taken
    with pytest.raises(IntegrityError), transaction.atomic():
        submit(ready)
    assert not SubmittedEmblem.objects.exists()


def test_reviewers_see_it_whatever_the_agency_has_now(
    ready: Office, change: Change, sign_in: Callable[[User], Client]
) -> None:
    submit(ready)
    change(ready.organization, BLUE)
    client, address = sign_in(ready.head), [ready.organization.code, 2564, 1]
    page = client.get(reverse("memo_revision", args=address)).content.decode()
    shown = re.search(r"data:image/png;base64,([A-Za-z0-9+/=]+)", page)
    assert shown is not None
    assert b64decode(shown[1]) == RED
    assert colour_in(client.get(reverse("memo_revision_pdf", args=address)).content) == (255, 0, 0)


def test_it_is_issued_whatever_the_agency_has_now(ready: Office, change: Change) -> None:
    revision = submit(ready)
    change(ready.organization, None)
    issued = {row.kind: row.pdf for row in render_all(revision, ready.organization, timezone.now())}
    assert colour_in(issued["memo"]) == colour_in(issued["bundle"]) == (255, 0, 0)


def older(ready: Office) -> MemoRevision:
    """Return a revision as it was stored before emblems were kept."""
    content = dict(submit(ready).content)
    del content["emblem"]
    content["facts"] = {label: text for label, text in content["facts"] if label != "ตราหน่วยงาน"}
    return MemoRevision.objects.create(memo=ready.memo, number=9, content=content, submitted_by=ready.author)


def test_an_older_revision_takes_the_one_of_the_day(ready: Office, change: Change) -> None:
    revision = older(ready)
    change(ready.organization, BLUE)
    current = Organization.objects.get(pk=ready.organization.pk)
    assert submitted_emblem(revision, current) == Emblem(BLUE, "png")
    assert colour_in(render_all(revision, current, timezone.now())[0].pdf) == (0, 0, 255)


class TestOutOfDate:
    def test_another_picture_is_told(self, ready: Office, change: Change) -> None:
        revision = submit(ready)
        assert changed_since(revision, now(ready)) == []
        change(ready.organization, BLUE)
        told = f"ภาพ SHA-256: {fingerprint(BLUE)[:12]}…"
        assert changed_since(revision, now(ready)) == [Difference("ตราหน่วยงาน", RED_TOLD, told)]

    def test_a_removed_one_is_told(self, ready: Office, change: Change) -> None:
        revision = submit(ready)
        change(ready.organization, None)
        assert changed_since(revision, now(ready)) == [Difference("ตราหน่วยงาน", RED_TOLD, "")]

    def test_the_same_picture_uploaded_again_is_no_change(self, ready: Office, change: Change) -> None:
        revision = submit(ready)
        change(ready.organization, BLUE)
        change(ready.organization, RED)
        assert changed_since(revision, now(ready)) == []

    def test_reviewers_are_told_what_the_revision_changed(self, ready: Office, change: Change) -> None:
        first = submit(ready)
        change(ready.organization, None)
        second = again(ready)
        assert changed_between(first, second) == [Difference("ตราหน่วยงาน", RED_TOLD, "")]

    def test_of_an_older_revision_nobody_knows(self, ready: Office, change: Change) -> None:
        revision = older(ready)
        change(ready.organization, BLUE)
        assert changed_since(revision, now(ready)) == []
        Memo.objects.filter(pk=ready.memo.pk).update(revision=9)
        ready.memo.refresh_from_db()
        assert changed_between(revision, again(ready)) == []


@pytest.mark.django_db(transaction=True)
def test_submitting_at_once_keeps_one_picture() -> None:
    offices = [_office(number) for number in range(4)]
    outcomes = at_once(lambda number: submit(offices[number % 4]))
    assert sum(isinstance(outcome, MemoRevision) for outcome in outcomes) == 4
    assert SubmittedEmblem.objects.count() == 1
    assert {row.content["emblem"] for row in MemoRevision.objects.all()} == {
        SubmittedEmblem.objects.get().sha256
    }


def _office(number: int) -> Office:
    organization = Organization.objects.create(code=f"at-once-{number}", name=f"ตัวอย่าง {number}")
    set_emblem(organization, Upload(RED, "png"))
    return office(organization)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
def test_nobody_changes_the_emblem_while_it_is_read(organization: Organization) -> None:
    set_emblem(organization, Upload(RED, "png"))
    ready = office(organization)
    with transaction.atomic():
        submit(ready)
        [refusal] = {type(found) for found in at_once(lambda _: _take(organization))}
    assert issubclass(refusal, DatabaseError)


def _take(organization: Organization) -> object:
    """Try to lock the agency as a change of its emblem does, without waiting."""
    try:
        with transaction.atomic():
            return Organization.objects.select_for_update(no_key=True, nowait=True).get(pk=organization.pk)
    except DatabaseError as refusal:
        return refusal
