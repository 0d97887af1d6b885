"""Writing thousands of rows in few statements, without building model instances.

Values are what the database takes: numbers and decimals as text, JSON as text. SQLite is fastest with one
prepared statement run for every row, PostgreSQL with many rows in one statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import islice

from django.db import connection
from django.db.models import Model

Value = int | float | Decimal | str | datetime | None
Row = Sequence[Value]
ROWS_AT_ONCE = 1000


def insert(model: type[Model], columns: Sequence[str], rows: Iterable[Row], *, conflict: str = "") -> None:
    """Add rows; `columns` are the database's; `conflict` may say what to do with rows that exist."""
    names = ", ".join(columns)
    head = f"INSERT INTO {model._meta.db_table} ({names}) VALUES "  # noqa: S608  (names of our own columns)
    _run(head, columns, rows, f" {conflict}")


def upsert(model: type[Model], columns: Sequence[str], key: Sequence[str], rows: Iterable[Row]) -> None:
    """Add rows, or give the rows with the same key the new values."""
    news = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in key)
    insert(model, columns, rows, conflict=f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {news}")


def update(model: type[Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Change rows by id: every row is (id, value of each column)."""
    table = model._meta.db_table
    if connection.vendor == "sqlite":
        sets = ", ".join(f"{name} = %s" for name in columns)
        statement = f"UPDATE {table} SET {sets} WHERE id = %s"  # noqa: S608  (names of our own columns)
        with connection.cursor() as cursor:
            cursor.executemany(statement, [[*row[1:], row[0]] for row in rows])
        return
    types = {field.column: field.db_type(connection) for field in model._meta.concrete_fields}
    sets = ", ".join(f"{name} = v.{name}::{types[name]}" for name in columns)
    head = f"UPDATE {table} SET {sets} FROM (VALUES "  # noqa: S608  (names of our own columns)
    tail = f") AS v (id, {', '.join(columns)}) WHERE {table}.id = v.id::bigint"
    _run(head, ("id", *columns), rows, tail)


def delete(model: type[Model], key: Sequence[str], rows: Iterable[Row]) -> None:
    """Remove the rows with these values of the key columns."""
    table = model._meta.db_table
    if connection.vendor == "sqlite":
        same = " AND ".join(f"{name} = %s" for name in key)
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {table} WHERE {same}", list(rows))  # noqa: S608  (our own columns)
        return
    same = " AND ".join(f"{table}.{name} = v.{name}::bigint" for name in key)
    head = f"DELETE FROM {table} USING (VALUES "  # noqa: S608  (names of our own columns)
    _run(head, key, rows, f") AS v ({', '.join(key)}) WHERE {same}")


def _run(head: str, columns: Sequence[str], rows: Iterable[Row], tail: str) -> None:
    marks = f"({', '.join(['%s'] * len(columns))})"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(head + marks + tail, list(rows))
            return
        for some in _chunks(rows):
            values = [value for row in some for value in row]
            cursor.execute(head + ", ".join([marks] * len(some)) + tail, values)


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    waiting = iter(rows)
    while some := list(islice(waiting, ROWS_AT_ONCE)):
        yield some
