"""manage.py load_frameworks: the framework editions from fixtures/frameworks, idempotent."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.framework_files import FrameworkFileError, available_years, load_edition
from assessments.services import editions


class Command(BaseCommand):
    """Loads the framework editions."""

    help = "Loads the framework of every fiscal year that is not stored yet."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the years to refresh."""
        parser.add_argument(
            "--refresh",
            type=int,
            nargs="+",
            default=[],
            metavar="YEAR",
            help="write these years (B.E.) anew from their files, over changes made in the admin",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load every edition; stop at the first broken file, naming it."""
        try:
            frameworks = [
                load_edition(year, settings.FRAMEWORKS_DIR)
                for year in available_years(settings.FRAMEWORKS_DIR)
            ]
        except FrameworkFileError as error:
            raise CommandError(str(error)) from error
        for edition in frameworks:
            written = editions.load(edition, refresh=edition.year in options["refresh"])
            self.stdout.write(f"{edition.year}: {'loaded' if written else 'already there'}")
