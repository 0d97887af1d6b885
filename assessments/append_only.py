"""Rows that can be added but never changed: triggers on SQLite and PostgreSQL, put in place by migrations.

    operations = [append_only.protect("reports_download")]

A refused statement raises django.db.IntegrityError, whoever sent it: a service, the admin, raw SQL.
A migration that alters a protected table on SQLite rebuilds the table, and its triggers are gone: such
a migration must end with protect() again; tests/guarantees/test_append_only.py fails otherwise. One that
fills a new column of closed rows begins with lift().
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from django.db import migrations, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

Operation: TypeAlias = Callable[[Any, BaseDatabaseSchemaEditor], None]

PREFIX = "append_only"
MESSAGE = "rows of {table} cannot be changed or deleted"

SQLITE = (
    "CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW WHEN {condition} "
    "BEGIN SELECT RAISE(ABORT, '{message}'); END"
)
STORED_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'append_only_*'"
# SQLSTATE 23001 (restrict_violation) arrives as IntegrityError, as SQLite's ABORT does.
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION append_only_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % cannot be changed or deleted', TG_TABLE_NAME USING ERRCODE = '23001';
END $$
"""
POSTGRES = (
    "CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW WHEN ({condition}) "
    "EXECUTE FUNCTION append_only_refuse()"
)


def protect(table: str, *, update_when: str = "") -> migrations.RunPython:
    """Return the migration operation that closes a table; idempotent, reversible.

    Rows can never be deleted, and not be updated; with `update_when` (an SQL condition on OLD) only the
    rows that satisfy it are closed to updates.
    """
    return migrations.RunPython(*_install_and_remove(table, update_when))


def lift(table: str, *, update_when: str = "") -> migrations.RunPython:
    """Return the operation that opens a table to the rest of its migration, which must end with protect()."""
    install, remove = _install_and_remove(table, update_when)
    return migrations.RunPython(remove, install)


def _install_and_remove(table: str, update_when: str) -> tuple[Operation, Operation]:
    conditions = {"update": update_when or "TRUE", "delete": "TRUE"}

    def install(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        remove(apps, schema_editor)
        for statement in _statements(schema_editor.connection.vendor, table, conditions):
            schema_editor.execute(statement, params=None)

    def remove(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        for event in conditions:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {_name(table, event)}{on}", params=None)

    return install, remove


def _name(table: str, event: str) -> str:
    return f"{PREFIX}_{table}_{event}"


def _statements(vendor: str, table: str, conditions: dict[str, str]) -> Iterator[str]:
    if vendor == "postgresql":
        yield POSTGRES_FUNCTION
    template = {"sqlite": SQLITE, "postgresql": POSTGRES}[vendor]
    for event, condition in conditions.items():
        yield template.format(
            name=_name(table, event),
            event=event.upper(),
            table=table,
            condition=condition,
            message=MESSAGE.format(table=table),
        )


@contextmanager
def lifted_for_flush(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Take the triggers away while a whole database is emptied, and put them back.

    PostgreSQL empties tables by TRUNCATE, which fires no row trigger: nothing to do there. SQLite has
    only DELETE, so that the triggers would refuse what `flush` is asked to do on purpose.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(STORED_TRIGGERS)
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _, statement in triggers:
            cursor.execute(statement)
