"""A commit that breaks off anywhere leaves the database as before; of two commits one is made."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import DatabaseError, connection

from assessments.frameworks import edition_of
from assessments.models import Assessment, FiscalYear, ImportBatch, Score
from assessments.services.entry import save_figures
from assessments.services.figures import Figures
from assessments.services.imports import refusals
from assessments.services.imports.batches import open_batch
from assessments.services.imports.commit import commit
from assessments.services.imports.preview import preview
from assessments.services.imports.undo import undo
from organizations.models import Organization
from tests.assessments.imports.files import (
    FIRST_SCORE,
    YEAR,
    Rows,
    committed,
    previewed,
    scores_of,
    state_of_database,
    table,
)
from tests.assessments.sheets import writers
from tests.factories import OrganizationFactory

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[3]
MARK = Decimal("12.34")  # the value at which the database fails
PLACES = {
    "score": ("assessments_score", "NEW.value = 12.34"),
    "trail": ("assessments_scorechange", "NEW.new = '12.34'"),
}
SIZE = 60


@contextmanager
def trigger(table_name: str, condition: str, sqlite: str, postgres: str) -> Iterator[None]:
    """Have the database act when a row that satisfies the condition is inserted."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                f"CREATE TRIGGER test_trap BEFORE INSERT ON {table_name} WHEN {condition} BEGIN {sqlite}; END"
            )
        else:
            cursor.execute(
                "CREATE FUNCTION test_trap() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN {postgres}; RETURN NEW; END $$"
            )
            cursor.execute(
                f"CREATE TRIGGER test_trap BEFORE INSERT ON {table_name} FOR EACH ROW WHEN ({condition}) "
                "EXECUTE FUNCTION test_trap()"
            )
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            on = "" if connection.vendor == "sqlite" else f" ON {table_name}"
            cursor.execute(f"DROP TRIGGER test_trap{on}")
            if connection.vendor != "sqlite":
                cursor.execute("DROP FUNCTION test_trap")


def failing(place: str) -> AbstractContextManager[None]:
    table_name, condition = PLACES[place]
    return trigger(table_name, condition, "SELECT RAISE(ABORT, 'trap')", "RAISE EXCEPTION 'trap'")


def marked_rows(organizations: list[Organization], at: int) -> Rows:
    """A table in which one row, and only that, holds the mark."""
    rows = table(organizations)
    rows[1 + at][FIRST_SCORE + 4] = float(MARK)
    return rows


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("at", [0, SIZE // 2, SIZE - 1], ids=["first", "middle", "last"])
def test_a_failure_leaves_the_database_as_before(place: str, at: int) -> None:
    organizations = OrganizationFactory.create_batch(SIZE)
    committed(table(organizations[: SIZE // 3]))
    rows = marked_rows(organizations, at)
    batch = previewed(rows)
    before = state_of_database()
    with failing(place), pytest.raises(DatabaseError, match="trap"):
        commit(batch, user=None)
    assert state_of_database() == before
    commit(batch, user=None)
    assert MARK in scores_of(organizations[at])


def test_a_failing_undo_leaves_the_import() -> None:
    organizations = OrganizationFactory.create_batch(SIZE)
    committed(marked_rows(organizations, SIZE - 1))
    batch = committed(table(organizations))
    before = state_of_database()
    with failing("trail"), pytest.raises(DatabaseError, match="trap"):
        undo(batch, user=None)
    assert state_of_database() == before
    undo(batch, user=None)
    assert MARK in scores_of(organizations[-1])


def test_a_killed_commit_leaves_the_database_as_before(tmp_path: Path) -> None:
    organizations = OrganizationFactory.create_batch(SIZE)
    path = tmp_path / "คะแนน.xlsx"
    path.write_bytes(writers.xlsx(marked_rows(organizations, SIZE // 2)))
    before = state_of_database()[:4]
    # Long enough to be found in the middle; without the kill the commit would go through.
    counting = (
        "SELECT count(*) FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
        "WHERE i < 400000000) SELECT i FROM n)"
    )
    with trigger(*PLACES["score"], counting, "PERFORM pg_sleep(5)"):
        process = subprocess.Popen(
            [sys.executable, "manage.py", "import_scores", str(path), "--commit", "--json"],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": _address(), "DJANGO_SETTINGS_MODULE": "tests.settings"},
        )
        try:
            _wait_for(_in_mid_commit)
        finally:
            process.send_signal(signal.SIGKILL)
            assert process.wait() == -signal.SIGKILL
        _wait_for(lambda: not _in_mid_commit())
    assert state_of_database()[:4] == before
    batch = ImportBatch.objects.get()
    assert batch.state == ImportBatch.State.PREVIEWED
    again = preview(open_batch(path.read_bytes(), path.name, user=None)[0])
    commit(again, user=None)
    assert Score.objects.count() == SIZE * 10


def _address() -> str:
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    return f"postgres://{values['USER']}@{values['HOST']}:{values['PORT']}/{values['NAME']}"


def _in_mid_commit() -> bool:
    """Whether another process holds the write lock, or sleeps in the trap, after its preview."""
    if not ImportBatch.objects.filter(state=ImportBatch.State.PREVIEWED).exists():
        return False
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
            return bool(cursor.fetchone()[0])
    other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0.2, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
        return False
    except sqlite3.OperationalError:
        return True
    finally:
        other.close()


def _wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.1)
    pytest.fail("it did not come to that")


def in_threads(*verbs: Callable[[], object]) -> list[str]:
    """Run the verbs at the same moment; return what became of each."""
    barrier, results = threading.Barrier(len(verbs)), ["?"] * len(verbs)

    def run(place: int, verb: Callable[[], object]) -> None:
        try:
            barrier.wait()
            verb()
            results[place] = "done"
        except refusals.ImportRefused as refusal:
            results[place] = type(refusal).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(verbs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results)


def test_two_commits_of_one_import_are_one() -> None:
    organizations = OrganizationFactory.create_batch(SIZE)
    batch = previewed(table(organizations))
    twice = [lambda: commit(ImportBatch.objects.get(pk=batch.pk), user=None)] * 2
    assert in_threads(*twice) == ["WrongState", "done"]
    assert Assessment.objects.count() == SIZE
    assert set(Assessment.objects.values_list("version", flat=True)) == {1}
    assert batch.changes.count() == SIZE * 10


def test_of_two_imports_of_the_same_agencies_one_is_previewed_again() -> None:
    organizations = OrganizationFactory.create_batch(SIZE)
    batches = [previewed(table(organizations)), previewed(table(organizations[::-1]))]
    verbs = [lambda batch=batch: commit(ImportBatch.objects.get(pk=batch.pk), user=None) for batch in batches]
    assert in_threads(*verbs) == ["ChangedMeanwhile", "done"]
    assert Score.objects.count() == SIZE * 10
    assert ImportBatch.objects.filter(state="committed").count() == 1


def test_a_clerk_who_saves_during_a_commit_loses_nothing() -> None:
    organizations = OrganizationFactory.create_batch(SIZE)
    committed(table(organizations))
    batch = previewed(marked_rows(organizations, 0))
    edition = edition_of(FiscalYear.objects.get(year=YEAR))

    def save() -> None:
        from assessments.services.conflicts import StaleVersion

        try:
            save_figures(organizations[0], edition, Figures({1: Decimal("1.00")}), version=1, user=None)
        except StaleVersion:
            raise refusals.WrongState from None

    results = in_threads(lambda: commit(ImportBatch.objects.get(pk=batch.pk), user=None), save)
    first = scores_of(organizations[0])
    if results == ["ChangedMeanwhile", "done"]:
        assert first == [Decimal("1.00")]
    else:
        assert results == ["WrongState", "done"]
        assert MARK in first


def test_the_trap_works() -> None:
    """Without the trap's value nothing fails: the tests above fail for the reason that they name."""
    organizations = OrganizationFactory.create_batch(2)
    with failing("score"):
        commit(previewed(table(organizations)), user=None)
    assert len(scores_of(organizations[0])) == 10
