"""manage.py flush: Django's own, which empties the database, aware of the tables that only grow."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import flush
from django.db import connections

from assessments.append_only import lifted_for_flush


class Command(flush.Command):
    """Empties the database, trails included. Tests with real transactions end by it."""

    def handle(self, **options: Any) -> None:
        """Flush with the triggers lifted."""
        with lifted_for_flush(connections[options["database"]]):
            super().handle(**options)
