"""Opening a file and settling how its columns are read; the answer is remembered for the next file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q, QuerySet

from assessments.models import ColumnMemory, ImportBatch
from assessments.services.imports.notes import note_upload
from assessments.services.imports.reach import reach_columns
from assessments.services.imports.refusals import FileChanged, WrongState
from assessments.services.imports.years import vocabulary
from assessments.sheets import mapping as mappings
from assessments.sheets.grid import Grid, read_grids
from assessments.sheets.limits import SheetFileError
from assessments.sheets.mapping import Mapping
from organizations.models import User

State = ImportBatch.State
NO_TABLE = (
    "ไม่พบตารางคะแนนในไฟล์นี้ ตารางต้องมีหัวตารางที่ระบุตัวชี้วัดหรือคะแนนรวม "
    "หากไม่แน่ใจ โปรดดาวน์โหลดแบบฟอร์มของปีที่ต้องการแล้วกรอกในแบบฟอร์มนั้น"
)


def open_batch(
    data: bytes, file_name: str, *, user: User | None, year: int | None = None
) -> tuple[ImportBatch, list[Grid]]:
    """Store a file with the mapping proposed for each sheet; nothing is imported yet.

    Returns the sheets as well, so that a preview at once need not read them again. Raises SheetFileError
    for a file that cannot be read or holds no table of scores; then nothing is stored.
    """
    name = PurePath(file_name.replace("\\", "/")).name[:200] or "ไฟล์"
    grids = read_grids(data, name)
    words = vocabulary()
    proposed = [_remembered(mappings.propose(grid, words), user) for grid in grids]
    if not any(proposed):
        raise SheetFileError(NO_TABLE)
    batch = ImportBatch(
        file_name=name,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        created_by=user,
        year=year,
        mappings=[
            {"sheet": grid.name, "mapping": mapping and mapping.as_json()}
            for grid, mapping in zip(grids, proposed, strict=True)
        ],
        **reach_columns(user),
    )
    batch.file.save(name, ContentFile(data), save=False)
    with transaction.atomic():
        batch.save()
        note_upload(batch, user)
    return batch, grids


def grids_of(batch: ImportBatch) -> list[Grid]:
    """Read the stored file again; raises FileChanged when it is not the one that was uploaded."""
    return read_grids(stored_data(batch), batch.file_name)


def stored_data(batch: ImportBatch) -> bytes:
    """Return the stored file; raises FileChanged when it is not the one that was uploaded."""
    try:
        with batch.file.storage.open(str(batch.file.name)) as stored:
            data: bytes = stored.read()
    except FileNotFoundError:
        raise FileChanged from None
    if hashlib.sha256(data).hexdigest() != batch.sha256:
        raise FileChanged
    return data


def open_batches(batch: ImportBatch) -> QuerySet[ImportBatch]:
    """Return the import as a queryset that is empty once it is being committed, or was."""
    is_open = Q(state__in=(State.UPLOADED, State.PREVIEWED, State.FAILED))
    return ImportBatch.objects.filter(
        is_open | Q(state=State.RUNNING, job=ImportBatch.Job.PREVIEW), pk=batch.pk
    )


def mappings_of(batch: ImportBatch) -> list[Mapping | None]:
    """Return the mapping of each sheet; None for sheets that are passed over."""
    return [
        None if row.get("skip") or not row["mapping"] else Mapping.from_json(row["mapping"])
        for row in batch.mappings
    ]


@dataclass(frozen=True)
class SheetChoice:
    """What a person decided for one sheet: the role of each column, or to pass the sheet over."""

    columns: AnyMapping[int, str]
    skip: bool = False


@transaction.atomic
def choose_columns(
    batch: ImportBatch, choices: AnyMapping[int, SheetChoice], *, year: int | None, user: User | None
) -> None:
    """Keep a person's answer: a choice by sheet (its place in the file) and the year of the file.

    What differs from the proposal is remembered for the next file with the same header. Raises WrongState
    once the import is committed.
    """
    for place, choice in choices.items():
        proposed = Mapping.from_json(batch.mappings[place]["mapping"])
        chosen = proposed.with_columns(choice.columns)
        if chosen != proposed and not choice.skip:
            _remember(chosen, user)
        batch.mappings[place] |= {"mapping": chosen.as_json(), "skip": choice.skip}
    batch.year = year
    if not open_batches(batch).update(mappings=batch.mappings, year=year, state=State.UPLOADED, job=""):
        raise WrongState


def _remember(mapping: Mapping, user: User | None) -> None:
    columns = {str(column): role for column, role in mapping.columns.items()}
    ColumnMemory.objects.update_or_create(
        signature=mapping.signature, user=user, defaults={"columns": columns}
    )


def _remembered(proposed: Mapping | None, user: User | None) -> Mapping | None:
    """Return the mapping with the columns that the last file with this header had."""
    if proposed is None or not proposed.signature:
        return proposed
    memory = ColumnMemory.objects.filter(signature=proposed.signature, user=user).first()
    if memory is None:
        return proposed
    return proposed.with_columns({int(column): role for column, role in memory.columns.items()})
