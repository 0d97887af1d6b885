"""manage.py verify_archive: is every issued document still the one that was issued? For cron."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from reports.models import IssuedDocument
from reports.services.integrity import verify_archive


class Command(BaseCommand):
    """Prints one line per problem; the exit code is 1 when there is any, else 0."""

    help = "Hashes every issued document again; reports missing, changed, unreadable and stray files."

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, print, and end with the exit code."""
        problems = 0
        for problem in verify_archive():
            problems += 1
            self.stdout.write(f"{problem.kind}\t{problem.name}\t{problem.document}")
        self.stdout.write(f"{IssuedDocument.objects.count()} document(s), {problems} problem(s)")
        if problems:
            sys.exit(1)
