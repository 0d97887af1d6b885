"""Evidence: checked before anything is stored, kept under a random name with its hash."""

from __future__ import annotations

import hashlib

from django.core.files import File
from django.db import transaction

from measures.evidence_files import clean_name, kind_of
from measures.models import Evidence, Progress
from measures.services.plans import take
from organizations.models import User


@transaction.atomic
def attach(progress: Progress, *, by: User, file: File[bytes] | None = None, url: str = "") -> None:
    """Add a file, an address, or both; when the file is refused, nothing is stored."""
    if url:
        attach_address(progress, url, by=by)
    if file is not None:
        attach_file(progress, file, by=by)


@transaction.atomic
def attach_file(progress: Progress, file: File[bytes], *, by: User) -> Evidence:
    """Store a file as evidence; raise RefusedFile (and store nothing) for one that may not serve."""
    take(progress.measure.plan)
    name = clean_name(file.name or "")
    kind = kind_of(name, file, file.size)
    evidence = Evidence(
        progress=progress,
        name=name,
        content_type=kind.content_type,
        size=file.size,
        sha256=sha256_of(file),
        added_by=by,
    )
    evidence.file.save(name, file, save=False)
    try:
        evidence.save()
    except BaseException:
        evidence.file.storage.delete(evidence.file.name or "")
        raise
    return evidence


@transaction.atomic
def attach_address(progress: Progress, url: str, *, by: User) -> Evidence:
    """Add the address of a page as evidence; the form admits http and https only."""
    take(progress.measure.plan)
    return Evidence.objects.create(progress=progress, name=url[:200], url=url, added_by=by)


@transaction.atomic
def remove_evidence(evidence: Evidence) -> None:
    """Take a piece of evidence out of sight; it can be called back."""
    take(evidence.progress.measure.plan)
    evidence.mark_removed()


@transaction.atomic
def restore_evidence(evidence: Evidence) -> None:
    """Bring a removed piece of evidence back."""
    take(evidence.progress.measure.plan)
    evidence.call_back()


def sha256_of(file: File[bytes]) -> str:
    """Return the SHA-256 of a file's content, read in chunks."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
