"""Background work of reports: thin wrappers around services, safe to run twice."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from reports.services import archive, notices


@task()
def send_turn(step_id: int) -> None:
    """Send the e-mail of a turn, and plan its reminder where the queue can wait."""
    if notices.send_turn(step_id) and send_reminder.get_backend().supports_defer:
        later = timezone.now() + notices.REMIND_AFTER
        send_reminder.using(run_after=later).enqueue(step_id)


@task()
def send_reminder(step_id: int) -> None:
    """Remind of a turn that still waits."""
    notices.send_reminder(step_id)


@task()
def send_outcome(step_id: int) -> None:
    """Tell the author how the review ended."""
    notices.send_outcome(step_id)


@task()
def build_bundle(bundle_id: int) -> None:
    """Write the ZIP of a bundle."""
    archive.build_bundle(bundle_id)
