"""Reading issued files: what is served is what was issued, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from organizations.models import User
from reports.models import Download, IssuedDocument


class Damaged(Exception):
    """The stored file is gone or is not the one that was issued."""


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
    try:
        with document.file.open() as file:
            content: bytes = file.read()
    except OSError as error:
        raise Damaged("ไม่พบไฟล์ของเอกสารนี้ โปรดแจ้งผู้ดูแลระบบ") from error
    if fingerprint(content) != document.sha256:
        raise Damaged("ไฟล์ของเอกสารนี้ไม่ตรงกับที่ออกไว้ ระบบจึงไม่ส่งให้ โปรดแจ้งผู้ดูแลระบบ")
    return content


def fetch(document: IssuedDocument, user: User) -> bytes:
    """Return the bytes of an issued document and note in its trail who fetched it."""
    content = intact_content(document)
    Download.objects.create(document=document, by=user)
    return content
