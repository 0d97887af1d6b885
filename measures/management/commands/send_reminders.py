"""manage.py send_reminders: the day's reminders by e-mail; may run any number of times a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from measures.services.reminders import send_reminders
from measures.tasks import send_days_reminders


class Command(BaseCommand):
    """Sends reminders."""

    help = "Sends today's reminders of due and overdue measures, each once per person, measure and day."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take another day, or hand the work to the task worker."""
        parser.add_argument("--day", type=date.fromisoformat, help="another day, as 2026-03-31")
        parser.add_argument("--enqueue", action="store_true", help="let the task worker send them")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send, say what was done, and fail when a message could not be handed over."""
        day: date = options["day"] or timezone.localdate()
        if options["enqueue"]:
            send_days_reminders.enqueue(day.isoformat())
            self.stdout.write(f"{day}: handed to the task worker")
            return
        counts = send_reminders(day)
        self.stdout.write(f"{day}: {counts.sent} sent, {counts.skipped} sent before, {counts.failed} failed")
        if counts.failed:
            raise CommandError(
                "some reminders could not be sent; run the command again to try them once more"
            )
