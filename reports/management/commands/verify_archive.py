"""manage.py verify_archive: is everything that proves something still what was stored? For cron."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from reports.models import IssuedDocument, ReviewStep, SubmittedEmblem
from reports.services.integrity import unproven_scans, verify_archive


class Command(BaseCommand):
    """Prints one line per problem and a summary; the exit code is 1 when there is any problem, else 0."""

    help = "Hashes issued documents, scans and frozen emblems again; reports what is not as it was."

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, print, and end with the exit code."""
        problems = 0
        for problem in verify_archive():
            problems += 1
            self.stdout.write(f"{problem.kind}\t{problem.name}\t{problem.owner}")
        if unproven := unproven_scans():
            self.stdout.write(f"{unproven} scan(s) without a fingerprint")
        documents, scans = IssuedDocument.objects.count(), ReviewStep.objects.exclude(scan="").count()
        emblems = SubmittedEmblem.objects.count()
        self.stdout.write(
            f"{documents} document(s), {scans} scan(s), {emblems} emblem(s), {problems} problem(s)"
        )
        if problems:
            sys.exit(1)
