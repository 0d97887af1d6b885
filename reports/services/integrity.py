"""Whether the archive still holds what was issued: nothing gone, nothing changed, nothing added."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from django.core.files.storage import default_storage

from reports.models import IssuedDocument
from reports.models.issued import ISSUED_FOLDER
from reports.services.files import fingerprint_of

CHUNK = 200


@dataclass(frozen=True)
class Problem:
    """What is not as it should be: a "missing", "changed", "unreadable" or "stray" file.

    A folder that cannot be listed is "unreadable" too: what it holds is not known.
    """

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
    yield from _strays(known, ISSUED_FOLDER)


def _state(name: str, sha256: str) -> str:
    """Return what is wrong with a file; empty for nothing."""
    try:
        with default_storage.open(name) as file:
            return "" if fingerprint_of(file.chunks()) == sha256 else "changed"
    except (FileNotFoundError, NotADirectoryError):
        return "missing"
    except OSError:
        return "unreadable"


def _strays(known: Container[str], folder: str) -> Iterator[Problem]:
    """Look for files without a document, in the folders inside as well."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return  # nothing was issued yet, or every document is reported missing
    except OSError:
        yield Problem("unreadable", folder)
        return
    names = (f"{folder}/{name}" for name in sorted(files))
    yield from (Problem("stray", name) for name in names if name not in known)
    for inner in sorted(folders):
        yield from _strays(known, f"{folder}/{inner}")
