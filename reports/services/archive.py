"""The archive for auditors: the filtered set, its ZIP made in the background, its list as a workbook."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from datetime import timedelta
from tempfile import TemporaryFile
from typing import IO

from django.core.files.base import File
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from organizations.models import User
from reports import codes
from reports.filters import ArchiveFilter
from reports.models import ArchiveBundle, Download, IssuedDocument
from reports.services.files import Damaged, intact_content
from reports.workbooks import workbook
from thai.dates import short_date

LARGEST_BUNDLE = 2_000
LARGEST_LIST = 20_000
KEEP_BUNDLES = timedelta(days=7)
STEP = 20  # documents between two notes of progress
PROBLEMS = "เอกสารที่มีปัญหา.txt"
HEADINGS = (
    "ที่", "ลงวันที่", "ชนิดเอกสาร", "เรื่อง", "รหัสหน่วยงาน", "หน่วยงาน", "จังหวัด", "ปีงบประมาณ", "ระดับ",
    "ออกเมื่อ", "รหัสตรวจสอบ", "SHA-256", "สถานะ",
)  # fmt: skip


class NothingChosen(Exception):
    """The filters leave no document."""

    def __init__(self) -> None:
        super().__init__("ไม่มีเอกสารที่ตรงกับที่เลือก")


class TooMany(Exception):
    """The filters leave more documents than one bundle may hold."""

    def __init__(self, count: int) -> None:
        super().__init__(f"เลือกไว้ {count} ฉบับ ดาวน์โหลดได้ครั้งละไม่เกิน {LARGEST_BUNDLE} ฉบับ โปรดกรองให้แคบลง")


def filtered(user: User, query: QueryDict) -> ArchiveFilter:
    """Return the archive of what the user may inspect, narrowed and ordered by the address."""
    documents = IssuedDocument.objects.inspectable_by(user).select_related("organization", "superseded_by")
    return ArchiveFilter(query, queryset=documents.defer("data"))


def choices_of(user: User) -> dict[str, list[str]]:
    """Return the provinces and levels that occur among what the user may inspect."""
    documents = IssuedDocument.objects.inspectable_by(user).order_by()
    columns = {"province": "organization__province", "level": "level"}
    return {
        name: sorted(documents.exclude(**{column: ""}).values_list(column, flat=True).distinct())
        for name, column in columns.items()
    }


def chosen(user: User, query: QueryDict, ticked: Sequence[int] = ()) -> QuerySet[IssuedDocument]:
    """Return the filtered set, or only the ticked ones of it."""
    documents = filtered(user, query).qs
    return documents.filter(pk__in=ticked) if ticked else documents


def drop_old_bundles() -> int:
    """Delete the ZIPs that nobody needs any more; the documents in them stay. Returns how many."""
    old = ArchiveBundle.objects.filter(created_at__lt=timezone.now() - KEEP_BUNDLES)
    for bundle in old:
        bundle.file.delete(save=False)
        bundle.delete()
    return len(old)


def order_bundle(user: User, query: QueryDict, ticked: Sequence[int] = ()) -> ArchiveBundle:
    """Note which documents a ZIP shall hold, for tasks.build_bundle; raise NothingChosen or TooMany."""
    keys = list(chosen(user, query, ticked).values_list("pk", flat=True)[: LARGEST_BUNDLE + 1])
    if not keys:
        raise NothingChosen
    if len(keys) > LARGEST_BUNDLE:
        raise TooMany(chosen(user, query, ticked).count())
    return ArchiveBundle.objects.create(by=user, chosen=keys, total=len(keys))


def build_bundle(bundle_id: int) -> bool:
    """Write the ZIP of a waiting bundle; return False when somebody else has taken it already."""
    State = ArchiveBundle.State  # noqa: N806  # a class
    drop_old_bundles()
    waiting = ArchiveBundle.objects.filter(pk=bundle_id, state=State.WAITING)
    if not waiting.update(state=State.RUNNING):
        return False
    bundle = ArchiveBundle.objects.get(pk=bundle_id)
    try:
        with TemporaryFile() as target:
            _write(bundle, target)
            target.seek(0)
            bundle.file.save("bundle.zip", File(target), save=False)
    except BaseException:
        ArchiveBundle.objects.filter(pk=bundle_id).update(state=State.FAILED)
        raise
    ArchiveBundle.objects.filter(pk=bundle_id).update(
        state=State.READY, done=bundle.total, file=bundle.file.name
    )
    return True


def _write(bundle: ArchiveBundle, target: IO[bytes]) -> None:
    documents = IssuedDocument.objects.filter(pk__in=bundle.chosen).select_related("organization", "revision")
    problems = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for done, document in enumerate(documents.defer("data").iterator(chunk_size=STEP), start=1):
            try:
                archive.writestr(_path(document), intact_content(document))
            except Damaged as damage:
                problems.append(f"{document} {codes.shown(document.code)}: {damage}")
            if done % STEP == 0:
                ArchiveBundle.objects.filter(pk=bundle.pk).update(done=done)
        if problems:
            archive.writestr(PROBLEMS, "\n".join(problems))


def _path(document: IssuedDocument) -> str:
    """Year / province / agency with its code / file, without signs that file systems refuse."""
    agency = f"{document.organization.short_name}_{document.organization.code}"
    parts = (str(document.year), document.organization.province or "ไม่ระบุจังหวัด", agency, document.file_name)
    return "/".join("".join("-" if sign in '\\/:*?"<>|' else sign for sign in part) for part in parts)


def fetch_bundle(bundle: ArchiveBundle) -> File:  # type: ignore[type-arg]  # bytes
    """Open a finished ZIP and note every document's download in its trail."""
    Download.objects.bulk_create(
        Download(document_id=key, by=bundle.by, way=Download.Way.BUNDLE) for key in bundle.chosen
    )
    return bundle.file.open()


def register_workbook(documents: Iterable[IssuedDocument]) -> bytes:
    """Return the list as XLSX: one row per document, every cell a text."""
    return workbook("ทะเบียนเอกสาร", HEADINGS, (_row(document) for document in documents))


def _row(document: IssuedDocument) -> tuple[str, ...]:
    organization = document.organization
    return (
        document.number,
        short_date(document.date, thai_digits=False) if document.date else "",
        document.get_kind_display(),
        document.subject,
        organization.code,
        organization.full_name,
        organization.province,
        str(document.year),
        document.level,
        short_date(document.issued_at.date(), thai_digits=False),
        codes.shown(document.code),
        document.sha256,
        "มีฉบับใหม่แทนแล้ว" if hasattr(document, "superseded_by") else "ฉบับปัจจุบัน",
    )
