"""manage.py prepare: everything between a checkout and a running portal, in one process; idempotent."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Prepares the database and the static files."""

    help = "Migrates, makes the cache table, loads the frameworks, gathers static files; demo data locally."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do every step; each of them is idempotent by itself."""
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_frameworks", stdout=self.stdout)
        call_command("collectstatic", interactive=False, verbosity=0)
        if not settings.PRODUCTION:
            call_command("load_demo", stdout=self.stdout)
