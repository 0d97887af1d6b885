"""The nightly check: issued files, scans and emblems are hashed again, what nobody knows is named."""

from __future__ import annotations

import io
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from organizations.models import Organization
from reports.models import IssuedDocument, ReviewStep, SubmittedEmblem
from reports.services.integrity import Problem, verify_archive
from tests.reports.makers import issued_document, revision, scanned_step, submitted_emblem

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: object) -> Path:
    """Give each test a media folder of its own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def run() -> tuple[int, str]:
    """Return exit code and output of the command."""
    out = io.StringIO()
    try:
        call_command("verify_archive", stdout=out)
    except SystemExit as stop:
        return int(str(stop.code)), out.getvalue()
    return 0, out.getvalue()


@dataclass(frozen=True)
class Kept:
    """A stored file, whom it belongs to and how the command sums up."""

    name: str
    owner: str
    folder: str
    summary: str


def document(organization: Organization) -> Kept:
    row = issued_document(organization)
    return Kept(
        str(row.file.name), row.code, "issued", "1 document(s), 0 scan(s), 0 emblem(s), {} problem(s)\n"
    )


def scan(organization: Organization) -> Kept:
    row = scanned_step(organization)
    address = reverse("memo_scan", args=[organization.code, 2564, row.pk])
    return Kept(
        str(row.scan.name), address, "scans", "0 document(s), 1 scan(s), 0 emblem(s), {} problem(s)\n"
    )


@pytest.fixture(params=[document, scan], ids=["document", "scan"])
def kept(request: pytest.FixtureRequest, organization: Organization) -> Kept:
    found: Kept = request.param(organization)
    return found


def test_an_empty_archive_is_well() -> None:
    assert run() == (0, "0 document(s), 0 scan(s), 0 emblem(s), 0 problem(s)\n")


def test_nothing_to_say(kept: Kept) -> None:
    assert run() == (0, kept.summary.format(0))


def told(kept: Kept, kind: str) -> tuple[int, str]:
    return 1, f"{kind}\t{kept.name}\t{kept.owner}\n{kept.summary.format(1)}"


def test_a_changed_file(kept: Kept, media: Path) -> None:
    (media / kept.name).write_bytes(b"%PDF-1.7 Sample")
    assert run() == told(kept, "changed")


def test_a_missing_file(kept: Kept, media: Path) -> None:
    (media / kept.name).unlink()
    assert run() == told(kept, "missing")


def test_the_whole_folder_is_gone(kept: Kept, media: Path) -> None:
    shutil.rmtree(media / kept.folder)
    assert run() == told(kept, "missing")


def test_a_file_that_cannot_be_read(kept: Kept, media: Path) -> None:
    (media / kept.name).unlink()
    (media / kept.name).mkdir()  # permissions would not stop a test that runs as root
    assert run() == told(kept, "unreadable")


def test_a_folder_that_cannot_be_listed(kept: Kept, media: Path) -> None:
    loop = media / kept.folder / "loop"
    loop.symlink_to(loop)
    assert run() == (1, f"unreadable\t{kept.folder}\t\n{kept.summary.format(1)}")


@pytest.mark.parametrize("inner", ["by-hand.pdf", "deeper/by-hand.pdf"])
def test_a_file_written_by_hand(kept: Kept, media: Path, inner: str) -> None:
    name = f"{kept.folder}/{inner}"
    (media / name).parent.mkdir(exist_ok=True)
    (media / name).write_bytes(b"%PDF-1.7")
    assert run() == (1, f"stray\t{name}\t\n{kept.summary.format(1)}")


def test_a_file_under_another_document_s_name(organization: Organization, media: Path) -> None:
    one = issued_document(organization)
    other = issued_document(organization, revision=one.revision, kind="plan", content=b"%PDF-1.7 other")
    assert run()[0] == 0
    (media / one.file.name).rename(media / other.file.name)
    code, lines = run()
    assert code == 1
    assert lines.splitlines()[:2] == [
        f"missing\t{one.file.name}\t{one.code}",
        f"changed\t{other.file.name}\t{other.code}",
    ]


def test_what_is_stored_during_a_run_is_no_stray(organization: Organization, media: Path) -> None:
    first = issued_document(organization)
    (media / first.file.name).unlink()
    found = verify_archive()
    assert next(found) == Problem("missing", first.file.name, first.code)
    issued_document(organization, revision=first.revision, kind=IssuedDocument.Kind.PLAN)
    assert list(found) == []


class TestScansWithoutFingerprint:
    """Those that could not be read when fingerprints were introduced."""

    @pytest.fixture
    def step(self, organization: Organization) -> ReviewStep:
        return scanned_step(organization, scan_sha256="")

    def test_they_are_counted(self, step: ReviewStep) -> None:
        assert run() == (
            0,
            "1 scan(s) without a fingerprint\n0 document(s), 1 scan(s), 0 emblem(s), 0 problem(s)\n",
        )

    def test_they_must_be_there(self, step: ReviewStep, media: Path) -> None:
        (media / step.scan.name).unlink()
        assert [problem.kind for problem in verify_archive()] == ["missing"]


class TestEmblems:
    """Rows, closed by triggers: what follows takes somebody who took these away."""

    def test_nothing_to_say(self, organization: Organization) -> None:
        kept = submitted_emblem(organization)
        revision(organization, content={"emblem": kept.sha256})
        revision(organization, number=2, content={"emblem": ""})
        revision(organization, number=3)
        assert run() == (0, "0 document(s), 0 scan(s), 1 emblem(s), 0 problem(s)\n")

    def test_a_changed_one(self) -> None:
        SubmittedEmblem.objects.create(sha256="0" * 64, suffix="png", content=b"other")
        assert list(verify_archive()) == [Problem("changed", f"emblem {'0' * 64}")]

    def test_a_missing_one(self, organization: Organization) -> None:
        revision(organization, content={"emblem": "0" * 64})
        address = reverse("memo_revision", args=[organization.code, 2564, 1])
        assert list(verify_archive()) == [Problem("missing", f"emblem {'0' * 64}", address)]

    def test_what_is_submitted_during_a_run_is_not_missed(self, organization: Organization) -> None:
        SubmittedEmblem.objects.create(sha256="0" * 64, suffix="png", content=b"other")
        found = verify_archive()
        assert next(found).kind == "changed"
        revision(organization, content={"emblem": submitted_emblem(organization).sha256})
        assert list(found) == []
