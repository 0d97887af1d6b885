"""Background work of organizations: thin wrappers around services, safe to run twice."""

from __future__ import annotations

from django_tasks import task

from organizations.services import invitations


@task()
def send_invitation(invitation_id: int, number: int) -> None:
    """Send the mail of an invitation, unless a later one has taken its place."""
    invitations.send(invitation_id, number)
