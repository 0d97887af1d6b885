"""Whether what proves something is still as it was stored: nothing gone, nothing changed, nothing added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.urls import reverse

from reports.models import IssuedDocument, MemoRevision, ReviewStep, SubmittedEmblem
from reports.models.issued import ISSUED_FOLDER
from reports.models.review import SCAN_FOLDER
from reports.services.files import fingerprint, fingerprint_of

CHUNK = 200
PICTURES = 10  # held at once


@dataclass(frozen=True)
class Problem:
    """What is not as it should be: a "missing", "changed", "unreadable" or "stray" file.

    A folder that cannot be listed is "unreadable" too: what it holds is not known. Emblems are rows.
    """

    kind: str
    name: str
    owner: str = ""  # a document's code, or the address of what the file belongs to


@dataclass(frozen=True)
class Known:
    """A file as its row describes it; without a fingerprint it only has to be there and readable."""

    name: str
    sha256: str
    owner: str


def verify_archive() -> Iterator[Problem]:
    """Hash everything that was issued, scanned or frozen again, and look for files that no row knows."""
    yield from _verify(ISSUED_FOLDER, _issued())
    yield from _verify(SCAN_FOLDER, _scans())
    yield from _emblems()


def unproven_scans() -> int:
    """Count the scans without a fingerprint: those not readable when fingerprints were introduced."""
    return ReviewStep.objects.exclude(scan="").filter(scan_sha256="").count()


def _issued() -> Iterator[Known]:
    columns = IssuedDocument.objects.order_by("pk").values_list("file", "sha256", "code")
    return (Known(*row) for row in columns.iterator(chunk_size=CHUNK))


def _scans() -> Iterator[Known]:
    place = "revision__memo__assessment"
    columns = ("scan", "scan_sha256", f"{place}__organization__code", f"{place}__fiscal_year__year", "pk")
    steps = ReviewStep.objects.exclude(scan="").order_by("pk").values_list(*columns)
    for name, sha256, *address in steps.iterator(chunk_size=CHUNK):
        yield Known(name, sha256, reverse("memo_scan", args=address))


def _emblems() -> Iterator[Problem]:
    """Check the emblems of submitted memos: rows, each named by the revisions that print it."""
    missing = _named_emblems()  # first: what is submitted meanwhile is not missed
    emblems = SubmittedEmblem.objects.order_by("pk").values_list("sha256", "content")
    for sha256, content in emblems.iterator(chunk_size=PICTURES):
        missing.pop(sha256, None)
        if fingerprint(bytes(content)) != sha256:
            yield Problem("changed", f"emblem {sha256}")
    for sha256, address in missing.items():
        yield Problem("missing", f"emblem {sha256}", address)


def _named_emblems() -> dict[str, str]:
    """Return the SHA-256 of every emblem that a revision names, each with the address of the last one."""
    place = "memo__assessment"
    columns = ("content__emblem", f"{place}__organization__code", f"{place}__fiscal_year__year", "number")
    revisions = MemoRevision.objects.order_by("pk").values_list(*columns).iterator(chunk_size=CHUNK)
    return {sha256: reverse("memo_revision", args=address) for sha256, *address in revisions if sha256}


def _verify(folder: str, rows: Iterable[Known]) -> Iterator[Problem]:
    """Check the files that rows know, then name what else the folder holds."""
    # Listed first: hashing takes long, and what is stored meanwhile is no stray.
    found, unlisted = _listing(folder)
    for row in rows:
        found.discard(row.name)
        if kind := _state(row):
            yield Problem(kind, row.name, row.owner)
    yield from (Problem("unreadable", name) for name in sorted(unlisted))
    yield from (Problem("stray", name) for name in sorted(found))


def _state(row: Known) -> str:
    """Return what is wrong with a file; empty for nothing."""
    try:
        with default_storage.open(row.name) as file:
            found = fingerprint_of(file.chunks())
    except (FileNotFoundError, NotADirectoryError):
        return "missing"
    except OSError:
        return "unreadable"
    return "changed" if row.sha256 and found != row.sha256 else ""


def _listing(folder: str) -> tuple[set[str], set[str]]:
    """Return the files in a folder and those inside it, and the folders that cannot be listed."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return set(), set()  # nothing was stored yet, or every file is reported missing
    except OSError:
        return set(), {folder}
    found, unlisted = {f"{folder}/{name}" for name in files}, set[str]()
    for inner in folders:
        more, closed = _listing(f"{folder}/{inner}")
        found |= more
        unlisted |= closed
    return found, unlisted
