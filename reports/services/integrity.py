"""Whether the archive still holds what was issued: nothing gone, nothing changed, nothing added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files.storage import default_storage

from reports.models import IssuedDocument
from reports.models.issued import ISSUED_FOLDER
from reports.services.files import fingerprint

CHUNK = 200


@dataclass(frozen=True)
class Problem:
    """A file that is not as it should be: "missing", "changed" or "stray"."""

    kind: str
    name: str
    document: str = ""


def verify_archive() -> Iterator[Problem]:
    """Hash every stored document again and look for files that no document knows."""
    known = set()
    columns = IssuedDocument.objects.order_by("pk").values_list("file", "sha256", "code")
    for name, sha256, code in columns.iterator(chunk_size=CHUNK):
        known.add(name)
        if kind := _state(name, sha256):
            yield Problem(kind, name, code)
    yield from (Problem("stray", name) for name in _stored_names() if name not in known)


def _state(name: str, sha256: str) -> str:
    """Return what is wrong with a file; empty for nothing."""
    try:
        with default_storage.open(name) as file:
            return "" if fingerprint(file.read()) == sha256 else "changed"
    except OSError:
        return "missing"


def _stored_names(folder: str = ISSUED_FOLDER) -> Iterator[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in sorted(files))
    for inner in folders:
        yield from _stored_names(f"{folder}/{inner}")
