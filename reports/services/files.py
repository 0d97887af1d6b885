"""Files that prove something: stored whole or not at all, and served as they were stored or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile

from organizations.models import User
from reports.models import Download, IssuedDocument, ReviewStep

Store: TypeAlias = Callable[[str, "File[Any]"], str]


class Damaged(Exception):
    """The stored file is gone or is not the one that was stored."""


@contextmanager
def storing() -> Iterator[Store]:
    """Give a function that stores a file under a random name; when the block fails, none stays behind.

    The block belongs inside the transaction that writes the rows. A commit that fails leaves the files:
    whether it took effect is not known then, and a stray file is better than a signed one that is gone.
    """
    names: list[str] = []

    def store(name: str, content: File[Any]) -> str:
        names.append(name)  # first: a write that breaks off leaves a part of the file
        return default_storage.save(name, content)

    try:
        yield store
    except BaseException:
        for name in names:
            default_storage.delete(name)
        raise


def fingerprint(content: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def fingerprint_of(chunks: Iterable[bytes]) -> str:
    """SHA-256 of a file that comes in pieces."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


def intact_content(document: IssuedDocument) -> bytes:
    """Return the bytes of an issued document; raise Damaged when they are not those that were issued."""
    return _intact(document.file, document.sha256, "ไฟล์ของเอกสารนี้", "ที่ออกไว้")


def intact_scan(step: ReviewStep) -> bytes:
    """Return the bytes of a scan; raise Damaged when they are not those that were recorded.

    A scan without a fingerprint is handed out as it is.
    """
    return _intact(step.scan, step.scan_sha256 or None, "ภาพสแกนความเห็นนี้", "ที่บันทึกไว้")


def _intact(file: FieldFile, sha256: str | None, what: str, which: str) -> bytes:
    try:
        with file.open() as opened:
            content: bytes = opened.read()
    except OSError as error:
        raise Damaged(f"ไม่พบ{what} โปรดแจ้งผู้ดูแลระบบ") from error
    if sha256 is not None and fingerprint(content) != sha256:
        raise Damaged(f"{what}ไม่ตรงกับ{which} ระบบจึงไม่ส่งให้ โปรดแจ้งผู้ดูแลระบบ")
    return content


def fetch(document: IssuedDocument, user: User) -> bytes:
    """Return the bytes of an issued document and note in its trail who fetched it."""
    content = intact_content(document)
    Download.objects.create(document=document, by=user)
    return content
