"""What an import leaves in the audit log: its steps with the file's name, and the agencies that it added.

The log listens to saved objects; an import writes by the thousand and in single UPDATEs, so it notes itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from auditlog.cid import get_cid
from auditlog.diff import model_instance_diff
from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType

from assessments.models import ImportBatch
from organizations.models import Organization, User

State = ImportBatch.State


def note_upload(batch: ImportBatch, user: User | None) -> None:
    """Note that a file was handed in."""
    _note(batch, user, LogEntry.Action.CREATE, {"file_name": ["None", batch.file_name]})


def note_commit(batch: ImportBatch, user: User | None) -> None:
    """Note that the file's scores were written."""
    changes = {"state": [State.PREVIEWED.value, State.COMMITTED.value]}
    _note(batch, user, LogEntry.Action.UPDATE, changes)


def note_undo(batch: ImportBatch, user: User | None) -> None:
    """Note that the old scores came back."""
    _note(batch, user, LogEntry.Action.UPDATE, {"state": [State.COMMITTED.value, State.UNDONE.value]})


def _note(batch: ImportBatch, user: User | None, action: int, changes: dict[str, list[str]]) -> None:
    place = {"organization": batch.organization_id}
    LogEntry.objects.log_create(batch, action=action, changes=changes, additional_data=place, **_actor(user))


def note_added(agencies: Iterable[Organization], user: User | None) -> None:
    """Note new agencies in one write, as the log would have noted each one saved by itself."""
    kind = ContentType.objects.get_for_model(Organization)
    LogEntry.objects.bulk_create(
        LogEntry(
            content_type=kind,
            object_pk=str(agency.pk),
            object_id=agency.pk,
            object_repr=str(agency),
            action=LogEntry.Action.CREATE,
            changes=model_instance_diff(None, agency, use_json_for_changes=False),
            additional_data={"organization": agency.pk},
            cid=get_cid(),
            **_actor(user),
        )
        for agency in agencies
    )


def _actor(user: User | None) -> dict[str, Any]:
    return {"actor": user, "actor_email": user.email if user else None}
