"""The two addresses for machines."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from ita_portal import health

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def readiness() -> tuple[int, dict[str, bool]]:
    response = Client().get("/readyz")
    return response.status_code, response.json()


def test_the_process_answers_without_the_database(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        response = Client().get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")


def test_ready_means_all_four_parts(tmp_path: Path) -> None:
    assert readiness() == (200, {"database": True, "migrations": True, "media": True, "queue": True})
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_place_for_files_that_cannot_be_written(settings, tmp_path: Path) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("", encoding="utf-8")
    settings.MEDIA_ROOT = blocked
    status, parts = readiness()
    assert status == 503
    assert parts == {"database": True, "migrations": True, "media": False, "queue": True}


def test_a_missing_migration() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'organizations'")
    status, parts = readiness()
    assert status == 503
    assert parts["migrations"] is False


@pytest.mark.parametrize(
    ("status", "minutes", "well"), [("READY", 16, False), ("READY", 14, True), ("SUCCESSFUL", 60, True)]
)
def test_a_task_that_waits_too_long(status: str, minutes: int, well: bool) -> None:
    task = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, task_path="x", backend_name="default", status=status
    )
    then = timezone.now() - timedelta(minutes=minutes)
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=then)
    code, parts = readiness()
    assert parts["queue"] is well
    assert code == (200 if well else 503)


def test_a_database_that_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The probe's own failure is what counts: the query is made to fail by a table that is not there."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {DBTaskResult._meta.db_table} RENAME TO gone")
    assert health._holds(health._queue) is False
