"""manage.py refresh_totals: the totals and levels that lists show, worked out anew from the stored scores."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from assessments.models import FiscalYear
from assessments.services.totals import refresh_year


class Command(BaseCommand):
    """Works the kept totals out anew: after an upgrade that changed a rule. Idempotent."""

    help = "Works out the kept totals and levels of all years, or of these, anew from the stored scores."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the years."""
        parser.add_argument("years", type=int, nargs="*", metavar="YEAR", help="fiscal years (B.E.)")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Go through the years, oldest first."""
        chosen = FiscalYear.objects.order_by("year")
        for fiscal_year in chosen.filter(year__in=options["years"]) if options["years"] else chosen:
            refresh_year(fiscal_year)
            self.stdout.write(f"{fiscal_year.year}: done")
