"""For the machines that watch the portal: is the process alive, can it do its work?"""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from organizations.access import public_view

OLDEST_WAITING_TASK = timedelta(minutes=15)


@public_view
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the process runs."""
    return HttpResponse("ok", content_type="text/plain")


@public_view
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when database, migrations, media and queue are well, else 503 with what is not."""
    parts = {"database": _database, "migrations": _migrations, "media": _media, "queue": _queue}
    state = {name: _holds(probe) for name, probe in parts.items()}
    return JsonResponse(state, status=200 if all(state.values()) else 503)


def _holds(probe) -> bool:  # type: ignore[no-untyped-def]  # a plain callable
    try:
        return bool(probe())
    except (DatabaseError, OSError):
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _media() -> bool:
    name = default_storage.save(f"health/{uuid.uuid4().hex}", ContentFile(b"ok"))
    default_storage.delete(name)
    return True


def _queue() -> bool:
    oldest = timezone.now() - OLDEST_WAITING_TASK
    return not DBTaskResult.objects.filter(status=TaskResultStatus.READY, enqueued_at__lt=oldest).exists()
