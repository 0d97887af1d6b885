"""manage.py remind_reviewers: e-mails to reviewers that are due, for cron; none is sent twice."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from reports.services.notices import send_due


class Command(BaseCommand):
    """Sends due reminders; running it twice sends nothing twice."""

    help = "Reminds reviewers whose turn began three days ago."

    def handle(self, *args: Any, **options: Any) -> None:
        """Send and say how many."""
        self.stdout.write(f"{send_due()} e-mail(s) sent")
