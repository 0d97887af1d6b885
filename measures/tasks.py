"""Work for the task worker; each task is a thin wrapper around a service and may run twice."""

from __future__ import annotations

from datetime import date

from django_tasks import task

from measures.services.reminders import send_reminders


@task()
def send_days_reminders(day: str) -> dict[str, int]:
    """Send the reminders of a day (ISO date); return the counts."""
    return vars(send_reminders(date.fromisoformat(day)))
